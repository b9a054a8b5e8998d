"""What somebody asks for in words: a kind and its times, a day, a place. What cannot be read is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.chat.reminders.cards import CARD, PREFIX, SCREENS, TURN_ON, is_awake, with_line
from bot.chat.reminders.steps import follow, keep_day, save_day, turn_off
from bot.chat.reminders.turn import NOTHING, Said, Turn
from bot.chat.reminders.wishes import Wish, read_kind, read_name, read_wish
from bot.content.places import Place
from bot.domain.schedule import KINDS, Kind, Mode, Plan
from bot.domain.typed import read_plan

ON, OFF = "on", "off"


async def take_wish(turn: Turn, text: str, *_: str) -> bool:
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
        return await grant(turn, kind, Wish() if lower == ON else read_wish(wished))
    return True


async def grant(turn: Turn, kind: Kind, wish: Wish | None) -> bool:
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


async def take_plan(turn: Turn, onward: str, text: str) -> bool:
    """Return whether this says how a day goes, which is kept; working hours stay if none are said."""
    plan = read_plan(text)
    if plan is None:
        return False
    await keep_day(turn, onward, plan if plan.work else with_work_of(turn.setup.plan, plan))
    return True


async def save(turn: Turn, typed: str, day: str = "") -> None:
    """Keep a day under a name, the present one where none is said."""
    name, plan = read_name(typed), read_plan(day) if day else turn.setup.plan
    if name is None:
        return await explain(turn, "save", turn.words.text("save-not-understood"))
    if plan is None:
        return await explain(turn, f"day:{CARD}", turn.words.text("day-not-understood"))
    known = turn.setup.plan
    if day and plan.work is None and known.work and is_awake(plan, *known.work):
        plan = with_work_of(known, plan)
    return await save_day(turn, name, plan)


async def find_places(turn: Turn, text: str) -> Sequence[Place]:
    """Return the places that a text may mean, the likeliest first."""
    places = turn.context.services.places
    await asyncio.to_thread(places.load)  # the first time, that takes too long to do it here
    return places.find(text)


def is_named(text: str, found: Sequence[Place]) -> bool:
    """Tell whether a text is just the name of the first of these places."""
    return bool(found) and text.casefold() in (found[0].name.casefold(), found[0].zone.casefold())


async def live_in(turn: Turn, found: Sequence[Place], onward: str) -> None:
    """Remember the first of some places, and go on with what that was for; the others may have been meant."""
    turn.setup.move_to(found[0].zone)
    if onward != CARD:
        return await turn.go(onward, turn.in_zone())
    others = [place for place in found if place.zone != found[0].zone]
    return await turn.say(turn.cards.zone_set(found[0], others), CARD)


async def explain(turn: Turn, awaited: str, line: str) -> None:
    """Say a line, and show once more what was asked for."""
    step, *parts = awaited.split(":")
    await turn.say(with_line(SCREENS[step](turn.cards, *parts), line), awaited)


def _modes(kind: Kind) -> Sequence[Mode]:
    modes = KINDS[kind].modes
    return modes if len(modes) > 1 else ()


def with_work_of(known: Plan, plan: Plan) -> Plan:
    """Return a day with the working hours of another."""
    return replace(plan, work=known.work, work_days=known.work_days)
