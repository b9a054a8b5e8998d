"""Reminders by typing: /remind, /plan and /timezone, and texts that answer what was shown last.

Whatever cannot be read gets an example. Texts that look like a question are left to whoever answers questions.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, PassOnError
from bot.chat.reminder_cards import CARD, COMMAND, PREFIX, SCREENS, TURN_ON, with_line
from bot.chat.reminder_turn import NOTHING, Said, Turn, begin
from bot.chat.reminder_wishes import Wish, is_said, read_kind, read_name, read_wish
from bot.chat.reminders import (
    follow,
    forget_day,
    keep_day,
    keep_hours,
    none_applies,
    one_applies,
    save_day,
    turn_off,
    use_day,
)
from bot.content.catalog import Catalog
from bot.content.pages import EMERGENCY, Button
from bot.content.places import Place
from bot.domain.schedule import KINDS, Kind, Mode, Plan
from bot.domain.typed import read_days, read_plan, read_time

LONGEST = 100
ON, OFF = "on", "off"

_SAVE = re.compile(r"(?i)(?:save|keep)\s+(?P<name>\S+)(?:\s+(?P<day>.+))?")
_FORGET = re.compile(r"(?i)(?:delete|forget|drop|remove)\s+(?P<name>\S+)")
_NUMBER = re.compile(r"\d{3}")
_SENTENCE = 4
"""So many words are hardly meant as times, days or a place."""
_A_DAY = 8 * 60
"""Two times so far apart are a waking day, on a screen where they might as well be two times."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for by the screen ``step`` about ``parts``, and the text that may answer it."""

    turn: Turn
    awaited: str
    step: str
    parts: tuple[str, ...]
    text: str
    buttons: tuple[Button, ...]


def plain_words(catalog: Catalog) -> Feature:
    """Return what takes all that can only be an answer or an order, and so speaks of no danger.

    It is to be ordered before what looks for danger; what is left is for the others.
    """
    return _reading(catalog, read_plain_answer, plain_remind, plain_plan, plain_timezone)


def answers(catalog: Catalog) -> Feature:
    """Return what takes other texts that were asked for; to be ordered after danger, before what answers questions."""
    return _reading(catalog, read_answer)


def commands(catalog: Catalog) -> Feature:
    """Return what takes the commands, with whatever is typed behind them."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    return replace(_reading(catalog, None, remind, plan, timezone), commands=("remind", "plan", "timezone"))


Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def _reading(catalog: Catalog, answer: Handler | None, *orders: Handler) -> Feature:
    """Return what gives texts to one handler, and /remind, /plan and /timezone to the others."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    private = filters.ChatType.PRIVATE
    texts = private & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
    reading = (MessageHandler(texts, answer),) if answer else ()
    named = zip(("remind", "plan", "timezone"), orders, strict=False)
    return Feature(handlers=(*reading, *(CommandHandler(name, order, filters=private) for name, order in named)))


async def plain_remind(update: Update, context: Context) -> None:
    """Turn a kind on or off, or set its times, where it says nothing else."""
    if not await _take_wish(await begin(update, context), _typed(update)):
        raise PassOnError


async def remind(update: Update, context: Context) -> None:
    """Show all reminders, with an example of what can be typed if something was."""
    turn = await begin(update, context)
    if not _typed(update):
        return await turn.show_card()
    return await turn.say(with_line(turn.cards.card(), turn.words.text("remind-not-understood")), CARD)


async def plain_plan(update: Update, context: Context) -> None:
    """Change the person's day, keep one under a name, or live by one, where it says nothing else."""
    turn, text = await begin(update, context), _typed(update)
    saved, forgotten, name = _SAVE.fullmatch(text), _FORGET.fullmatch(text), read_name(text)
    if saved and saved["day"] and read_plan(saved["day"]):
        return await _save(turn, saved["name"], saved["day"])
    if forgotten and turn.setup.plan_named(forgotten["name"].casefold()):
        return await forget_day(turn, forgotten["name"].casefold())
    if name and turn.setup.plan_named(name):
        return await use_day(turn, name)
    if await _take_plan(turn, CARD, text):
        return None
    raise PassOnError


async def plan(update: Update, context: Context) -> None:
    """Show the person's day, keep it under a name, or show an example of what can be typed."""
    turn, text = await begin(update, context), _typed(update)
    saved, name = _SAVE.fullmatch(text), read_name(text)
    if not text:
        return await turn.show("day", CARD)
    if saved:
        return await _save(turn, saved["name"], saved["day"] or "")
    unknown = turn.words.text("plan-unknown", name=name) if name else turn.words.text("day-not-understood")
    return await _explain(turn, f"day:{CARD}", unknown)


async def plain_timezone(update: Update, context: Context) -> None:
    """Remember where the person lives, where they name just that."""
    turn, text = await begin(update, context), _typed(update)
    found = await _places(turn, text)
    if not _is_named(text, found):
        raise PassOnError
    await _live_in(turn, found, await _was_asked_for(context, turn))


async def timezone(update: Update, context: Context) -> None:
    """Ask where the person lives, or remember the likeliest place they may mean."""
    turn, text = await begin(update, context), _typed(update)
    onward = await _was_asked_for(context, turn)
    found = await _places(turn, text)
    if found:
        return await _live_in(turn, found, onward)
    if text:
        return await _explain(turn, f"zones:{onward}", turn.words.text("zone-not-found"))
    return await turn.show("zones", onward)


async def read_plain_answer(update: Update, context: Context) -> None:
    """Take a text for a button of what was shown last, or for times, days or a place that were asked for."""
    asked = await _asked(update, context)
    same = [button.data for button in asked.buttons if _words(button.label) == _words(asked.text)]
    if len(same) == 1 and same[0].startswith(PREFIX):
        return await follow(asked.turn, same[0])
    reader = _PLAIN_READERS.get(asked.step)
    if reader and await reader(asked.turn, asked.text, *asked.parts):
        return None
    raise PassOnError


async def read_answer(update: Update, context: Context) -> None:
    """Take a text for what was asked for; PassOnError where it says something else."""
    asked = await _asked(update, context)
    typed = set(_words(asked.text))
    alike = [button.data for button in asked.buttons if typed and typed <= set(_words(button.label))]
    if len(alike) == 1 and alike[0].startswith(PREFIX):
        return await follow(asked.turn, alike[0])
    reader = _READERS.get(asked.step)
    if reader and await reader(asked.turn, asked.text, *asked.parts):
        return None
    if asked.step not in _EXAMPLES or _is_question(asked.text, context):
        raise PassOnError
    return await _explain(asked.turn, asked.awaited, asked.turn.words.text(_EXAMPLES[asked.step]))


def _is_emergency_number(text: str, context: Context) -> bool:
    """Tell whether a text is a number that the page for emergencies names; it might be a time as well."""
    return _NUMBER.fullmatch(text) is not None and text in context.page(EMERGENCY).text


def _is_question(text: str, context: Context) -> bool:
    """Tell whether a text asks for something else."""
    if "?" in text:
        return True
    found = context.services.catalog.search.find(text)
    return len(text.split()) >= _SENTENCE and found.clear and found.topics[0] != COMMAND


async def _live_in(turn: Turn, found: Sequence[Place], onward: str) -> None:
    """Remember the first of some places, and go on with what that was for; the others may have been meant."""
    turn.setup.move_to(found[0].zone)
    if onward != CARD:
        return await turn.go(onward, Said("notice-zone"))
    others = [place for place in found if place.zone != found[0].zone]
    return await turn.say(turn.cards.zone_set(found[0], others), CARD)


def _is_named(text: str, found: Sequence[Place]) -> bool:
    """Tell whether a text is just the name of the first of these places."""
    return bool(found) and text.casefold() in (found[0].name.casefold(), found[0].zone.casefold())


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


def _typed(update: Update) -> str:
    assert update.effective_message is not None
    return " ".join((update.effective_message.text or "").split()[1:])


def _words(text: str) -> list[str]:
    return re.findall(r"[\w:+-]*\w", text.casefold())


async def _explain(turn: Turn, awaited: str, line: str) -> None:
    step, *parts = awaited.split(":")
    await turn.say(with_line(SCREENS[step](turn.cards, *parts), line), awaited)


async def _was_asked_for(context: Context, turn: Turn) -> str:
    """Return what the question for the place would have gone on to."""
    awaited = await context.services.store.awaited(context.person.id, turn.setup.now)
    step, _, onward = (awaited or "").partition(":")
    return onward if step in ("zones", "place") else CARD


async def _take_wish(turn: Turn, text: str, *_: str) -> bool:
    """Return whether this says what to do about a kind, which is done."""
    found = read_kind(text, turn.words)
    if found is None:
        return False
    kind, wished = found
    lower = wished.casefold()
    modes = {turn.words.plain(f"button-mode-{kind}-{mode}").casefold(): mode for mode in _modes(kind)}
    mode = modes.get(lower) or next((each for each in _modes(kind) if each == lower), None)
    if not wished:
        await turn.go(kind)
    elif lower == OFF:
        await turn_off(turn, kind)
    elif mode:
        await follow(turn, f"{PREFIX}on:{kind}:{mode}")
    else:
        return await _wish(turn, kind, Wish() if lower == ON else read_wish(wished))
    return True


async def _wish(turn: Turn, kind: Kind, wish: Wish | None) -> bool:
    """Return whether the wish could be read; it is granted, refused in words, or asked about first."""
    if wish is None:
        return False
    if wish.times and len(wish.times) > KINDS[kind].most:
        line = turn.words.text("own-times-too-many", most=KINDS[kind].most)
        await turn.say(with_line(turn.cards.times(kind), line), f"times:{kind}")
        return True
    known = turn.setup.of(kind)
    if known is None:
        await turn.show("apply", kind, wish.encode())
    elif known.offered:
        said = turn.about("notice-on", kind) if wish == Wish() else Said("notice-times")
        turn.setup.change(wish.applied(known.series))
        await turn.go(kind + TURN_ON, said if known.enabled else NOTHING)
    else:
        await turn.go(kind)
    return True


def _modes(kind: Kind) -> Sequence[Mode]:
    modes = KINDS[kind].modes
    return modes if len(modes) > 1 else ()


async def _save(turn: Turn, typed: str, day: str = "") -> None:
    """Keep a day under a name, the present one where none is said."""
    name, plan = read_name(typed), read_plan(day) if day else turn.setup.plan
    if name is None:
        return await _explain(turn, "save", turn.words.text("save-not-understood"))
    if plan is None:
        return await _explain(turn, f"day:{CARD}", turn.words.text("day-not-understood"))
    if day and plan.work is None:
        plan = _with_work_inside(turn.setup.plan, plan)
    return await save_day(turn, name, plan)


def _with_work_of(known: Plan, plan: Plan) -> Plan:
    return replace(plan, work=known.work, work_days=known.work_days)


def _with_work_inside(known: Plan, plan: Plan) -> Plan:
    """Return a day with the working hours of another, if all of them are waking hours."""
    working = _with_work_of(known, plan)
    start, end = working.work or (0, 0)
    inside = working.working
    return working if inside and inside[1] - inside[0] == end - start else plan


async def _take_plan(turn: Turn, onward: str, text: str) -> bool:
    """Return whether this says how a day goes, which is kept; working hours stay if none are said."""
    plan = read_plan(text)
    if plan is None:
        return False
    await keep_day(turn, onward, plan if plan.work else _with_work_of(turn.setup.plan, plan))
    return True


async def _read_none_or_some(turn: Turn, text: str, kind: str, wish: str = "") -> bool:
    typed = text.casefold().strip(" .!")
    if is_said("reminder-none-said", typed, turn.words):
        await none_applies(turn, kind, wish)
    elif is_said("reminder-some-said", typed, turn.words):
        await one_applies(turn, kind)
    else:
        return False
    return True


async def _read_place(turn: Turn, text: str, onward: str) -> bool:
    found = await _places(turn, text)
    zones = {place.zone for place in found}
    if len(zones) > 1:
        await turn.say(turn.cards.places(onward, found), f"place:{onward}")
    elif zones:
        turn.setup.move_to(zones.pop())
        await turn.go(onward, Said("notice-zone"))
    return bool(found)


async def _read_plain_place(turn: Turn, text: str, onward: str) -> bool:
    return _is_named(text, await _places(turn, text)) and await _read_place(turn, text, onward)


async def _read_day(turn: Turn, text: str, onward: str, wake: str = "") -> bool:
    """Take a day, or the one end of it that was asked for."""
    if await _take_plan(turn, onward, text):
        return True
    minute = read_time(text)
    if minute is None:
        return False
    if wake:
        start = int(wake)
        await _take_plan(turn, onward, f"{start // 60}:{start % 60:02} {minute // 60}:{minute % 60:02}")
    else:
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
    return await _wish(turn, Kind(kind), read_wish(text))


async def _read_day_or_times(turn: Turn, text: str, kind: str) -> bool:
    plan = read_plan(text)
    if plan and plan.bed - plan.wake >= _A_DAY:
        return await _take_plan(turn, kind, text)
    return await _read_times(turn, text, kind)


async def _read_name(turn: Turn, text: str) -> bool:
    if read_name(text) is None:
        return False
    await _save(turn, text)
    return True


async def _places(turn: Turn, text: str) -> Sequence[Place]:
    places = turn.context.services.places
    await asyncio.to_thread(places.load)  # the first time, that takes too long to do it here
    return places.find(text)


_PLAIN_READERS: Mapping[str, Callable[..., Awaitable[bool]]] = {
    CARD: _take_wish,
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
