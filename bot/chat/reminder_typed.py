"""Reminders by typing: /remind, /plan and /timezone, and texts that answer what was shown last.

Whatever cannot be read gets an example. Texts that look like a question are left to whoever answers questions.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from telegram import Update
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, PassOnError
from bot.chat.reminder_cards import CARD, PREFIX, SCREENS, TURN_ON, with_line
from bot.chat.reminder_turn import NOTHING, Said, Turn, begin
from bot.chat.reminder_wishes import Wish, is_said, read_kind, read_wish
from bot.chat.reminders import NAME, follow, keep_day, keep_hours, none_applies, one_applies, turn_off, use_day
from bot.content.catalog import Catalog
from bot.content.places import Place
from bot.domain.schedule import KINDS, Kind, Mode, Plan
from bot.domain.typed import read_days, read_plan, read_time

LONGEST = 100
ON, OFF = "on", "off"

_SAVE = re.compile(rf"(?i)(?:save|keep)\s+(?P<name>{NAME})(?:\s+(?P<day>.+))?")
_FORGET = re.compile(rf"(?i)(?:delete|forget|drop|remove)\s+(?P<name>{NAME})")
_A_DAY = 8 * 60
"""Two times so far apart are a waking day, on a screen where they might as well be two times."""


def commands(catalog: Catalog) -> Feature:
    """Return what takes the commands."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            CommandHandler("remind", remind, filters=private),
            CommandHandler("plan", plan_day, filters=private),
            CommandHandler("timezone", choose_zone, filters=private),
        ),
        commands=("remind", "plan", "timezone"),
    )


def answers(catalog: Catalog) -> Feature:
    """Return what takes texts that were asked for; to be ordered after danger, before all else that reads texts."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    texts = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
    return Feature(handlers=(MessageHandler(texts, read_answer),))


async def remind(update: Update, context: Context) -> None:
    """Turn a kind on or off, or set its times."""
    turn, text = await begin(update, context), _typed(update)
    if not text:
        return await turn.show_card()
    if not await _take_wish(turn, text):
        await turn.say(with_line(turn.cards.card(), turn.words.text("remind-not-understood")), CARD)
    return None


async def plan_day(update: Update, context: Context) -> None:
    """Show or change how the person's day goes, keep a day under a name, or live by one."""
    turn, text = await begin(update, context), _typed(update)
    if not text:
        return await turn.show("day", CARD)
    if saved := _SAVE.fullmatch(text):
        return await _save(turn, saved["name"].casefold(), saved["day"] or "")
    if dropped := _FORGET.fullmatch(text):
        return await follow(turn, f"{PREFIX}drop:{dropped['name'].casefold()}")
    if await _take_plan(turn, CARD, text):
        return None
    name = text.casefold()
    if turn.setup.plan_named(name):
        return await use_day(turn, name)
    if re.fullmatch(NAME, text):
        return await _explain(turn, f"day:{CARD}", turn.words.text("plan-unknown", name=name))
    return await _explain(turn, f"day:{CARD}", turn.words.text("day-not-understood"))


async def choose_zone(update: Update, context: Context) -> None:
    """Ask where the person lives, or remember the likeliest place they may mean, and go on with what that was for."""
    turn, text = await begin(update, context), _typed(update)
    onward = await _was_asked_for(context, turn)
    if not text:
        return await turn.show("zones", onward)
    found = await _places(turn, text)
    if not found:
        return await _explain(turn, f"zones:{onward}", turn.words.text("zone-not-found"))
    turn.setup.move_to(found[0].zone)
    if onward != CARD:
        return await turn.go(onward, Said("notice-zone"))
    others = [place for place in found if place.zone != found[0].zone]
    return await turn.say(turn.cards.zone_set(found[0], others), CARD)


async def read_answer(update: Update, context: Context) -> None:
    """Take a text for what was asked for; PassOnError where nothing was, or where it says something else."""
    message, services = update.effective_message, context.services
    assert message is not None
    text = " ".join((message.text or "").split())
    awaited = await services.store.awaited(context.person.id, services.clock.now())
    if awaited is None or len(text) > LONGEST:
        raise PassOnError
    turn = await begin(update, context)
    step, *parts = awaited.split(":")
    data = _button(turn, step, parts, text)
    if data:
        return await follow(turn, data)
    reader = _READERS.get(step)
    if reader and await reader(turn, text, *parts):
        return None
    if step not in _EXAMPLES or "?" in text or services.catalog.search.find(text).clear:
        raise PassOnError
    return await _explain(turn, awaited, turn.words.text(_EXAMPLES[step]))


def _typed(update: Update) -> str:
    assert update.effective_message is not None
    return " ".join((update.effective_message.text or "").split()[1:])


def _button(turn: Turn, step: str, parts: Sequence[str], text: str) -> str:
    """Return what the button leads to whose label was typed, or a part of it that no other has; empty for none."""
    typed = _words(text)
    buttons = [button for row in SCREENS[step](turn.cards, *parts).rows for button in row]
    same = [button for button in buttons if _words(button.label) == typed]
    alike = [button for button in buttons if typed and set(typed) <= set(_words(button.label))]
    found = next((each for each in (same, alike) if len(each) == 1), None)
    return found[0].data if found and found[0].data.startswith(PREFIX) else ""


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


async def _save(turn: Turn, name: str, day: str) -> None:
    """Keep a day under a name, the present one where none is said."""
    plan = read_plan(day) if day else turn.setup.plan
    if plan is None:
        return await _explain(turn, f"day:{CARD}", turn.words.text("day-not-understood"))
    if day and plan.work is None:
        plan = _with_work_of(turn.setup.plan, plan)
        if plan.work and plan.working and plan.working[1] - plan.working[0] < plan.work[1] - plan.work[0]:
            plan = replace(plan, work=None)
    if not turn.setup.keep_plan(name, plan):
        return await turn.show("save")
    return await turn.show("day", CARD, said=Said("notice-saved", {"name": name}))


def _with_work_of(known: Plan, plan: Plan) -> Plan:
    return replace(plan, work=known.work, work_days=known.work_days)


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
    if not re.fullmatch(NAME, text):
        return False
    await _save(turn, text.casefold(), "")
    return True


async def _places(turn: Turn, text: str) -> Sequence[Place]:
    places = turn.context.services.places
    await asyncio.to_thread(places.load)  # the first time, that takes too long to do it here
    return places.find(text)


_READERS: Mapping[str, Callable[..., Awaitable[bool]]] = {
    CARD: _take_wish,
    "apply": _read_none_or_some,
    "zones": _read_place,
    "place": _read_place,
    "setup": _read_day_or_times,
    "edit": _read_times,
    "times": _read_times,
    "days": _read_days,
    "day": _read_day,
    "wakes": _read_day,
    "beds": _read_day,
    "hours": _read_hours,
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
