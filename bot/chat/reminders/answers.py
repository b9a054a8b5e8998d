"""Texts that answer what was shown last of reminders.

What cannot be read gets an example; what looks like a question is left to whoever answers questions.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.chat.context import Context, Feature, PassOnError
from bot.chat.reminders.cards import CARD, COMMAND, PREFIX, SCREENS
from bot.chat.reminders.orders import explain, find_places, grant, is_named, save, take_plan, take_wish
from bot.chat.reminders.steps import follow, keep_hours, none_applies, one_applies
from bot.chat.reminders.turn import Said, Turn, begin
from bot.chat.reminders.wishes import is_said, read_name, read_wish
from bot.chat.reminders.words import clock, place_name, time_in
from bot.content.catalog import Catalog
from bot.content.pages import EMERGENCY, Button
from bot.domain.schedule import Kind
from bot.domain.typed import read_days, read_plan, read_time, read_times

LONGEST = 100
"""How many characters an answer has at most."""

_TEXTS = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
_NUMBER = re.compile(r"\d{3}")
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND_NUMBERS = frozenset({"a", "p", "m", "am", "pm", "h", "at", "and", "from", "to", "o", "clock"})

_SENTENCE = 4
"""So many words are hardly meant as times, days or a place."""
_A_DAY = 8 * 60
"""Two times so far apart are a waking day, on a screen where they might as well be two times."""


def plain_answers(catalog: Catalog) -> Feature:
    """Return what takes texts that can only be an answer, and so speak of no danger; to be ordered before danger."""
    return Feature(
        handlers=(MessageHandler(_TEXTS, read_plain_answer),) if "reminders-title" in catalog.messages else ()
    )


def feature(catalog: Catalog) -> Feature:
    """Return what takes other texts that were asked for; to be ordered before what answers questions."""
    there = "reminders-title" in catalog.messages
    return Feature(handlers=(MessageHandler(_TEXTS, read_answer),) if there else ())


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for by the screen ``step`` about ``parts``, and the text that may answer it."""

    turn: Turn
    awaited: str
    step: str
    parts: tuple[str, ...]
    text: str
    buttons: tuple[Button, ...]


async def read_plain_answer(update: Update, context: Context) -> None:
    """Take a text for a button of what was shown last, or for times, days or a place that were asked for."""
    asked = await _asked(update, context)
    same = [button.data for button in asked.buttons if _words(button.label) == _words(asked.text)]
    if len(same) == 1 and same[0].startswith(PREFIX):
        return await follow(asked.turn, same[0])
    reader = _PLAIN_READERS.get(asked.step)
    if reader and await reader(asked.turn, asked.text, *asked.parts):
        return None
    if asked.step in _HINTS and _is_harmless(asked.text, asked.turn):
        return await _take(asked, context, _HINTS)
    raise PassOnError


async def read_answer(update: Update, context: Context) -> None:
    """Take a text for what was asked for; PassOnError where it says something else."""
    await _take(await _asked(update, context), context, _EXAMPLES)


async def _take(asked: _Asked, context: Context, examples: Mapping[str, str]) -> None:
    typed = set(_words(asked.text))
    alike = [button.data for button in asked.buttons if typed and typed <= set(_words(button.label))]
    if len(alike) == 1 and alike[0].startswith(PREFIX):
        return await follow(asked.turn, alike[0])
    reader = _READERS.get(asked.step)
    if reader and await reader(asked.turn, asked.text, *asked.parts):
        return None
    if asked.step not in examples or _is_question(asked.text, context):
        raise PassOnError
    return await explain(asked.turn, asked.awaited, asked.turn.words.text(examples[asked.step]))


async def _asked(update: Update, context: Context) -> _Asked:
    """Return what was asked for; PassOnError where nothing was, or where so much is typed that it is no answer."""
    assert update.effective_message is not None
    text = " ".join((update.effective_message.text or "").split())
    awaited = await context.services.store.awaited(context.person.id, context.services.clock.now())
    step, *parts = (awaited or "").split(":")
    if awaited is None or step not in SCREENS or len(text) > LONGEST or _is_emergency_number(text, context):
        raise PassOnError
    turn = await begin(update, context)
    rows = SCREENS[step](turn.cards, *parts).rows
    return _Asked(turn, awaited, step, tuple(parts), text, tuple(button for row in rows for button in row))


def _is_emergency_number(text: str, context: Context) -> bool:
    """Tell whether a text is a number that the page for emergencies names, even twice; it might be a time as well."""
    page, numbers = context.page(EMERGENCY).text, _NUMBERS.findall(text)
    called = [number for number in numbers if _NUMBER.fullmatch(number) and number in page]
    return bool(called) and called == numbers and not any(map(str.isalpha, text))


def _is_harmless(text: str, turn: Turn) -> bool:
    """Tell whether a text is too short, or too plain a word, to speak of danger where an answer is awaited."""
    return _is_of_numbers(text) or is_said("reminder-no-answer-said", _bare(text), turn.words)


def _is_question(text: str, context: Context) -> bool:
    """Tell whether a text asks for something else."""
    if "?" in text:
        return any(map(str.isalpha, text))
    found = context.services.catalog.search.find(text)
    return len(text.split()) >= _SENTENCE and found.clear and found.topics[0] != COMMAND


def _bare(text: str) -> str:
    return text.casefold().replace("’", "'").strip(" .!")


def _is_of_numbers(text: str) -> bool:
    """Tell whether a text says nothing but numbers and signs, as mistyped times do."""
    return set(_LETTERS.findall(text.casefold())) <= _AROUND_NUMBERS


def _words(text: str) -> list[str]:
    return re.findall(r"[\w:+-]*\w", text.casefold())


async def _read_none_or_some(turn: Turn, text: str, kind: str, wish: str = "") -> bool:
    typed = _bare(text)
    if is_said("reminder-none-said", typed, turn.words):
        await none_applies(turn, kind, wish)
    elif is_said("reminder-some-said", typed, turn.words):
        await one_applies(turn, kind)
    else:
        return False
    return True


async def _read_place(turn: Turn, text: str, onward: str) -> bool:
    if _is_harmless(text, turn) or read_times(text):
        return False
    found = await find_places(turn, text)
    zones = {place.zone for place in found}
    if len(zones) > 1:
        await turn.say(turn.cards.places(onward, found), f"place:{onward}")
    elif zones:
        zone = zones.pop()
        turn.setup.move_to(zone)
        where = {"place": place_name(found[0]), "time": time_in(zone, turn.setup.now)}
        await turn.go(onward, Said("zone-set", where))
    return bool(found)


async def _read_plain_place(turn: Turn, text: str, onward: str) -> bool:
    return is_named(text, await find_places(turn, text)) and await _read_place(turn, text, onward)


async def _read_day(turn: Turn, text: str, onward: str, wake: str = "") -> bool:
    """Take a day, or the one end of it that was asked for."""
    if await take_plan(turn, onward, text):
        return True
    minute = read_time(text)
    if minute is None:
        return False
    if wake:
        return await take_plan(turn, onward, f"{clock(int(wake))} {clock(minute)}")
    await turn.show("beds", onward, str(minute))
    return True


async def _read_hours(turn: Turn, text: str, onward: str) -> bool:
    plan = read_plan(f"7:00 23:00 {text}")
    if plan is None or plan.work is None:
        return False
    await keep_hours(turn, onward, replace(turn.setup.plan, work=plan.work, work_days=plan.work_days))
    return True


async def _read_days(turn: Turn, text: str, kind: str) -> bool:
    chosen = read_days(text)
    if chosen:
        turn.setup.change(replace(turn.setup.series(Kind(kind)), days=chosen))
        await turn.go(kind, Said("notice-days"))
    return bool(chosen)


async def _read_times(turn: Turn, text: str, kind: str) -> bool:
    return await grant(turn, Kind(kind), read_wish(text))


async def _read_day_or_times(turn: Turn, text: str, kind: str) -> bool:
    plan, times = read_plan(text), read_times(text)
    are_close = times is not None and plan is not None and plan.wake == times[0] and times[-1] - times[0] < _A_DAY
    if plan and not are_close:
        return await take_plan(turn, kind, text)
    return await _read_times(turn, text, kind)


async def _read_name(turn: Turn, text: str) -> bool:
    if read_name(text) is None:
        return False
    await save(turn, text)
    return True


_PLAIN_READERS: Mapping[str, Callable[..., Awaitable[bool]]] = {
    CARD: take_wish,
    "apply": _read_none_or_some,
    "zones": _read_plain_place,
    "place": _read_plain_place,
    "setup": _read_day_or_times,
    "edit": _read_times,
    "times": _read_times,
    "days": _read_days,
    "day": _read_day,
    "wakes": _read_day,
    "beds": _read_day,
    "hours": _read_hours,
}


_READERS: Mapping[str, Callable[..., Awaitable[bool]]] = {
    **_PLAIN_READERS,
    "zones": _read_place,
    "place": _read_place,
    "save": _read_name,
}


_EXAMPLES = {
    "apply": "apply-not-understood",
    "zones": "zone-not-found",
    "place": "zone-not-found",
    "times": "times-not-understood",
    "days": "days-not-understood",
    "day": "day-not-understood",
    "wakes": "day-not-understood",
    "beds": "day-not-understood",
    "hours": "hours-not-understood",
    "save": "save-not-understood",
}
"""What is said to a text that cannot be read; on the other screens nothing was asked."""

_HINTS = {**_EXAMPLES, CARD: "remind-not-understood", "setup": "times-not-understood", "edit": "times-not-understood"}
"""What is said to a plain word, where something may be typed."""
