"""/reminders: what somebody wants to be reminded of, and when. All that is on was asked for.

Buttons carry what they lead to, so that old ones and those of a bot started anew still answer.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from telegram import Chat, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, PassOnError
from bot.chat.reminders.cards import CARD, COMMAND, PREFIX, TURN_ON, to
from bot.chat.reminders.texts import TEXTS
from bot.chat.reminders.turn import NOTHING, Said, Turn, begin
from bot.chat.reminders.wishes import NAME, PATTERN, decode
from bot.content.catalog import Catalog
from bot.content.pages import SHORTCUT
from bot.domain.schedule import Kind, Mode, Plan, from_mask, quiet_times
from bot.domain.zones import zone_names

Step = Callable[..., Awaitable[None]]

BUTTON = SHORTCUT + COMMAND

_LINK = re.compile(rf"(?i)^/start(@\w+)?\s+(?:{COMMAND}|rem_(?P<kind>{'|'.join(Kind)}))\s*$")
_KIND = f"({'|'.join(Kind)})"
_ONWARD = rf"({CARD}|(?:{'|'.join(Kind)})\+?)"


def feature(catalog: Catalog) -> Feature:
    """Return the feature; words without reminders have none."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            CommandHandler(COMMAND, open_card, filters=private),
            CallbackQueryHandler(tap, pattern=f"^({PREFIX}|{BUTTON}$)"),
        ),
        commands=(COMMAND,),
        texts=TEXTS,
    )


def links(catalog: Catalog) -> Feature:
    """Return what opens links; to be ordered before what opens pages by links."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    return Feature(handlers=(MessageHandler(filters.ChatType.PRIVATE & filters.Regex(_LINK), open_link),))


async def open_card(update: Update, context: Context) -> None:
    """Show all reminders of this person."""
    await (await begin(update, context)).show_card()


async def open_link(update: Update, context: Context) -> None:
    """Show all reminders, or the kind that a link asks for."""
    assert update.effective_message is not None
    link = _LINK.match(update.effective_message.text or "")
    kind = link["kind"] if link else None
    await (await begin(update, context)).go(kind.lower() if kind else CARD)


async def tap(update: Update, context: Context) -> None:
    """Do what a button says; who taps one that was carried elsewhere changes nothing."""
    query = update.callback_query
    assert query is not None
    if query.message is not None and query.message.chat.type != Chat.PRIVATE:
        return await context.acknowledge(query)
    return await follow(await begin(update, context), to(CARD) if query.data == BUTTON else query.data or "")


async def follow(turn: Turn, data: str) -> None:
    """Do what data says; PassOnError where it says nothing any more."""
    step, function, match = _read(data)
    if function is None or match is None:
        raise PassOnError
    parts = match.groups(default="")
    if step in _FOR_OFFERED and parts[0] != CARD:
        known = turn.setup.of(Kind(parts[0].removesuffix(TURN_ON)))
        if known is None or not known.offered:
            return await turn.go(parts[0])
    return await function(turn, *parts)


def leads_somewhere(data: str) -> bool:
    """Tell whether data of a button is understood."""
    return _read(data)[2] is not None


def _read(data: str) -> tuple[str, Step | None, re.Match[str] | None]:
    step, _, rest = data.removeprefix(PREFIX).partition(":")
    pattern, function = _STEPS.get(step, (None, None))
    return step, function, pattern.fullmatch(rest) if pattern else None


async def choose(turn: Turn, kind: str) -> None:
    """Go on with a kind."""
    await turn.go(kind)


async def none_applies(turn: Turn, kind: str, wish: str) -> None:
    """Offer a kind from now on, and turn it on where that was asked for."""
    turn.setup.offer(Kind(kind))
    if wish:
        turn.setup.change(decode(wish).applied(turn.setup.series(Kind(kind))))
    await turn.go(kind + TURN_ON if wish else kind)


async def one_applies(turn: Turn, kind: str) -> None:
    """Offer a kind no more."""
    turn.setup.refuse(Kind(kind))
    await turn.show("refused", kind)


async def set_zone(turn: Turn, onward: str, zone: str) -> None:
    """Remember where the person lives."""
    if zone not in zone_names():
        raise PassOnError
    turn.setup.move_to(zone)
    await turn.go(onward, turn.in_zone())


async def turn_on(turn: Turn, kind: str, mode: str = "") -> None:
    """Turn a kind on, in that mode if one is said; what is missing is asked first."""
    chosen, was_on = Kind(kind), turn.setup.is_on(Kind(kind))
    if turn.setup.zone is None:
        return await turn.show("zones", kind)
    wanted = mode or turn.setup.series(chosen).mode
    if wanted == Mode.WORK and turn.setup.plan.working is None and (mode or not turn.setup.series(chosen).times):
        return await turn.show("hours", kind)
    turn.setup.turn_on(chosen, Mode(mode) if mode else None)
    if was_on:
        return await turn.show("edit", kind, said=Said("notice-times"))
    return await turn.show_card(turn.about("notice-on", chosen))


async def turn_off(turn: Turn, kind: str) -> None:
    """Turn a kind off."""
    turn.setup.turn_off(Kind(kind))
    await turn.show_card(turn.about("notice-off", Kind(kind)))


async def set_hours(turn: Turn, onward: str, span: str) -> None:
    """Ask for working hours, or remember them; a kind that asked for them is on then."""
    if not span:
        return await turn.show("hours", onward)
    return await keep_hours(turn, onward, _changed(turn.setup.plan, work=None if span == "none" else _span(span)))


async def keep_hours(turn: Turn, onward: str, plan: Plan) -> None:
    """Remember a day with its working hours, unless the person sleeps through them."""
    if plan.work and plan.working is None:
        return await turn.show("hours", onward, said=Said("hours-not-awake"))
    turn.setup.live_by(plan)
    if onward == CARD:
        return await turn.show("day", CARD, said=Said("notice-day"))
    return await turn_on(turn, onward.removesuffix(TURN_ON), Mode.WORK)


async def set_days(turn: Turn, kind: str, mask: str) -> None:
    """Ask for the days of a kind, or remember them."""
    chosen = from_mask(int(mask or 0))
    if chosen:
        turn.setup.change(replace(turn.setup.series(Kind(kind)), days=chosen))
    await turn.show("days", kind, said=Said("notice-days") if chosen else NOTHING)


async def set_day(turn: Turn, onward: str, span: str) -> None:
    """Ask when the person gets up and goes to bed, or remember it."""
    if not span:
        return await turn.show("day", onward)
    wake, bed = _span(span)
    return await keep_day(turn, onward, _changed(turn.setup.plan, wake=wake, bed=bed))


async def keep_day(turn: Turn, onward: str, plan: Plan) -> None:
    """Remember how the person's day goes."""
    turn.setup.live_by(plan)
    if onward == CARD:
        return await turn.show("day", CARD, said=Said("notice-day"))
    return await turn.go(onward, Said("notice-day"))


async def move(turn: Turn, kind: str, shift: str, allowed: str) -> None:
    """Move a kind's times; those that come to lie in quiet hours are asked about."""
    now, plan = turn.setup.series(Kind(kind)), turn.setup.plan
    moved = replace(now, shift=int(shift))
    loud = quiet_times(moved, plan)
    if len(loud) > len(quiet_times(now, plan)) and not allowed:
        return await turn.say(turn.cards.quiet(Kind(kind), int(shift), loud), f"edit:{kind}")
    turn.setup.change(moved)
    return await turn.go(kind, Said("notice-times"))


async def plan_times(turn: Turn, kind: str) -> None:
    """Let a kind come at the times of the plan again."""
    turn.setup.change(replace(turn.setup.series(Kind(kind)), times=None, shift=0))
    await turn.go(kind, Said("notice-times"))


async def set_silent(turn: Turn, silent: str) -> None:
    """Remember whether reminders come without a sound."""
    turn.setup.send_silently(silent=silent == "1")
    await turn.show_card(Said("notice-silent" if silent == "1" else "notice-sound"))


async def name_day(turn: Turn, name: str) -> None:
    """Ask for a name for the present day, or keep it under that."""
    if not name:
        return await turn.show("save")
    return await save_day(turn, name, turn.setup.plan)


async def save_day(turn: Turn, name: str, plan: Plan) -> None:
    """Keep a day under a name; where there is no room, ask which to forget."""
    if not turn.setup.keep_plan(name, plan):
        return await turn.show("save")
    return await turn.show("day", CARD, said=Said("notice-saved", {"name": name}))


async def use_day(turn: Turn, name: str) -> None:
    """Live by a named day from now on; one that was forgotten changes nothing."""
    plan = turn.setup.plan_named(name)
    if plan is not None:
        turn.setup.live_by(plan)
    await turn.show_card(Said("notice-used", {"name": name}) if plan else NOTHING)


async def forget_day(turn: Turn, name: str) -> None:
    """Forget a named day; the reminders stay as they are."""
    turn.setup.forget_plan(name)
    await turn.show("day", CARD, said=Said("notice-dropped", {"name": name}))


def _screen(name: str) -> Step:
    async def show(turn: Turn, *parts: str) -> None:
        await turn.show(name, *parts)

    return show


async def _card(turn: Turn) -> None:
    await turn.show_card()


def _changed(plan: Plan, **parts: Any) -> Plan:
    try:
        return replace(plan, **parts)
    except ValueError:  # no button of ours says so
        raise PassOnError from None


def _span(text: str) -> tuple[int, int]:
    start, _, end = text.partition("-")
    return int(start), int(end)


_STEPS: Mapping[str, tuple[re.Pattern[str], Step]] = {
    step: (re.compile(pattern), function)
    for step, pattern, function in (
        (CARD, "", _card),
        ("kind", _KIND, choose),
        ("apply", _KIND, _screen("apply")),
        ("none", rf"{_KIND}(?::({PATTERN}))?", none_applies),
        ("some", _KIND, one_applies),
        ("zones", _ONWARD, _screen("zones")),
        ("place", _ONWARD, _screen("place")),
        ("zone", rf"{_ONWARD}:([\w/+-]+)", set_zone),
        ("on", rf"{_KIND}(?::({'|'.join(Mode)}))?", turn_on),
        ("off", _KIND, turn_off),
        ("hours", rf"{_ONWARD}(?::(\d{{1,4}}-\d{{1,4}}|none))?", set_hours),
        ("days", rf"{_KIND}(?::(\d{{1,3}}))?", set_days),
        ("day", rf"{_ONWARD}(?::(\d{{1,4}}-\d{{1,4}}))?", set_day),
        ("wakes", _ONWARD, _screen("wakes")),
        ("beds", rf"{_ONWARD}:(\d{{1,4}})", _screen("beds")),
        ("move", rf"{_KIND}:(-?\d{{1,4}})(?::(yes))?", move),
        ("times", _KIND, _screen("times")),
        ("planned", _KIND, plan_times),
        ("silent", "([01])", set_silent),
        ("save", f"({NAME})?", name_day),
        ("use", f"({NAME})", use_day),
        ("drop", f"({NAME})", forget_day),
    )
}
_FOR_OFFERED = frozenset({"on", "hours", "days", "move", "times", "planned"})
