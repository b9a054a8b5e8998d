"""A delivered reminder: what it says, and what a tap on it does."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Feature, keyboard_once
from bot.chat.editing.ways import by_name, edit_this
from bot.chat.reminders.words import far_moment
from bot.content.catalog import Catalog, Words
from bot.content.pages import Button, Rows
from bot.domain.delivery import Claimed, Rendered
from bot.domain.lane import Lane
from bot.domain.reminders import Occurrence, Reminders, SaveSeries, Settle, Settlement, State, due_next
from bot.domain.schedule import Kind, day_end, fewer, is_quiet
from bot.domain.store import Write
from bot.domain.tips import next_tip
from bot.domain.zones import load_zone

log = logging.getLogger(__name__)

PREFIX = "dlv:"
DONE, SNOOZE, SKIP, STOP, FEWER = "done", "snooze", "skip", "stop", "fewer"
SNOOZED_FOR = timedelta(minutes=30)
MOST_EDITED = 1_000

_SETTLEMENTS = {
    DONE: Settlement.DONE,
    SNOOZE: Settlement.SNOOZED,
    SKIP: Settlement.SKIPPED,
    STOP: Settlement.STOPPED,
    FEWER: Settlement.DONE,
}
_SECOND = timedelta(seconds=1)


def feature(catalog: Catalog) -> Feature:
    """Return the feature; it has nothing to do where the words have no tips."""
    if not catalog.tips:
        return Feature(handlers=())
    buttons = rf"^{PREFIX}\d{{1,18}}:({'|'.join(_SETTLEMENTS)})$"
    return Feature(handlers=(CallbackQueryHandler(Taps().answer, pattern=buttons),), texts=TEXTS)


TEXTS = {
    **{f"delivered-{kind}": () for kind in Kind},
    "delivered-repeat": (),
    "delivered-source": (),
    "delivered-ask": (),
    **{f"button-dlv-{action}": () for action in (DONE, SNOOZE, SKIP, STOP, FEWER, "off")},
    **{f"delivered-{settlement}": () for settlement in ("done", "snoozed", "skipped", "fewer")},
    "delivered-stopped": ("kind",),
    "delivered-next": ("unix", "time"),
    "delivered-none": (),
    "delivered-paused": (),
    **{f"notice-dlv-{name}": () for name in ("done", "skipped", "stopped", "fewer", "settled", "gone", "not-yours")},
    "notice-dlv-snoozed": ("minutes",),
    "notice-dlv-bedtime": (),
    "notice-dlv-paused": (),
}


class Renderer:
    """Puts reminders into words; see ``domain.delivery.Render``."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def render(self, claimed: Claimed) -> Rendered:
        """Return a reminder with a tip, the next one that this person did not see."""
        words, occurrence = self._catalog.words(claimed.reminding.language), claimed.occurrence
        tips = self._catalog.tips.suitable(occurrence.kind, claimed.free)
        tip, seen = next_tip(tips, claimed.seen, Random(occurrence.id))
        parts = [reminder_text(words, occurrence.kind, words.text(tip), self._catalog.tips[tip].sources)]
        if claimed.asks:
            parts.append(words.text("delivered-ask"))
        if claimed.is_repeat:
            parts.insert(0, f"<i>{words.text('delivered-repeat')}</i>")
        way = self._way_to(tip, words) if claimed.to_editor else ()
        return Rendered("\n\n".join(parts), keyboard_once((*_rows(claimed, words), *way)), tip, seen)

    def render_plainly(self, claimed: Claimed) -> Rendered:
        """Return a reminder of its first line alone, without formatting: nothing in it can be wrong."""
        words = self._catalog.words(None)
        parts = [words.text(f"delivered-{claimed.occurrence.kind}")]
        if claimed.is_repeat:
            parts.append(words.text("delivered-repeat"))
        return Rendered("\n".join(parts), keyboard_once(_rows(claimed, words)), seen=claimed.seen)

    def _way_to(self, tip: str, words: Words) -> Rows:
        template = by_name(tip, self._catalog, words.language)
        return ((edit_this(template, self._catalog, words),),) if template else ()


def reminder_text(words: Words, kind: Kind, tip: str, sources: Sequence[str]) -> str:
    """Return what a reminder says: what it is for, a tip, and where that is from."""
    parts = [f"<b>{words.text(f'delivered-{kind}')}</b>", tip]
    if sources:
        named = " ".join(words.text(source) for source in sources)
        parts.append(f"<i>{words.text('delivered-source')} {named}</i>")
    return "\n\n".join(parts)


def answers(words: Words, data: Callable[[str], str]) -> Rows:
    """Return what can be tapped below each reminder; ``data`` is what a button carries that does this."""
    names = ((("done", DONE), ("snooze", SNOOZE)), (("skip", SKIP), ("stop", STOP)))
    return tuple(
        tuple(Button(words.plain(f"button-dlv-{name}"), data(action)) for name, action in row) for row in names
    )


def _rows(claimed: Claimed, words: Words) -> Rows:
    def data(action: str) -> str:
        return f"{PREFIX}{claimed.occurrence.id}:{action}"

    def button(name: str, action: str) -> Button:
        return Button(words.plain(f"button-dlv-{name}"), data(action))

    rows = answers(words, data)
    if not claimed.asks:
        return rows
    can_be_fewer = fewer(claimed.series, claimed.reminding.plan) is not None
    return (*rows, (*((button("fewer", FEWER),) if can_be_fewer else ()), button("off", STOP)))


class Taps:
    """Answers taps on reminders, and remembers for a while which it changed: late taps on those change no more."""

    def __init__(self) -> None:
        self._edited: deque[tuple[int, int]] = deque(maxlen=MOST_EDITED)

    async def answer(self, update: Update, context: Context) -> None:
        """Do what was tapped, unless the reminder was answered before; say so, and when the next one comes."""
        query = update.callback_query
        assert query is not None
        _, occurrence_id, action = (query.data or "").split(":")
        store, now = context.services.store, context.services.clock.now()
        occurrence = await store.occurrence(int(occurrence_id))
        if occurrence is not None and occurrence.person_id != context.person.id:
            log.warning("person %d tapped reminder %d of somebody else", context.person.id, occurrence.id)
            return await context.acknowledge(query, context.words.plain("notice-dlv-not-yours"))
        reminders = await store.reminders(context.person.id)
        zone_known = reminders.reminding is not None and reminders.reminding.zone
        if occurrence is None or not zone_known or not _has_arrived(occurrence):
            return await context.acknowledge(query, context.words.plain("notice-dlv-gone"))
        waiting = await store.occurrences(context.person.id, now)
        effect = _effect(action, occurrence, reminders, _snoozed(waiting, occurrence.kind), now)
        context.writes += effect.writes
        await context.acknowledge(query, context.words.plain(f"notice-dlv-{effect.notice}", **effect.variables))
        if effect.said:
            await self._edit(query.message, _told(effect, occurrence, reminders, now, context), context, effect.writes)
        return None

    async def _edit(self, message: object, text: str, context: Context, writes: Sequence[Write]) -> None:
        """Let the reminder say what became of it; once, however often a button was tapped that it no longer shows."""
        if not isinstance(message, Message):
            return
        key = message.chat.id, message.message_id
        if writes or (message.reply_markup is not None and key not in self._edited):
            self._edited.append(key)
            with suppress(BadRequest):  # too old, or gone: the notice has said it
                await context.services.sender.edit(*key, text, (), Lane.ANSWER)


@dataclass(frozen=True, slots=True)
class _Effect:
    """What a tap changes, the names of the words for it, and when the next one comes; ``said`` may be nothing."""

    notice: str
    said: str = ""
    writes: tuple[Write, ...] = ()
    following: datetime | None = None
    variables: Mapping[str, int] = field(default_factory=dict)


def _effect(
    action: str, occurrence: Occurrence, reminders: Reminders, snoozed: datetime | None, now: datetime
) -> _Effect:
    subscription, reminding = reminders.of(occurrence.kind), reminders.reminding
    assert reminding is not None
    person_id, plan, zone = occurrence.person_id, reminding.plan, load_zone(reminding.zone)
    following = _first(subscription.next_due_at if subscription else None, snoozed)
    settle = Settle(person_id, occurrence.id, _SETTLEMENTS[action])
    if occurrence.settled is not None:
        on_again = occurrence.settled is Settlement.STOPPED and subscription is not None and subscription.enabled
        return _Effect("settled", Settlement.DONE if on_again else occurrence.settled, (), following)
    match action:
        case "snooze" if subscription is None or not subscription.enabled:  # what is off does not come back
            return _Effect("stopped")
        case "snooze":
            again_at = now + SNOOZED_FOR
            if reminders.active_pauses(now):
                return _Effect("paused")
            planned_at = occurrence.snoozed_from or occurrence.due_at
            if is_quiet(again_at, plan, zone) and not is_quiet(planned_at, plan, zone):
                return _Effect("bedtime")
            minutes = {"minutes": int(SNOOZED_FOR.total_seconds()) // 60}
            again = replace(settle, again_at=again_at)
            return _Effect("snoozed", "snoozed", (again,), _first(following, again_at), minutes)
        case "skip":
            end = day_end(plan, zone, occurrence.due_at)
            if subscription and following and end and following < end:
                following = due_next(subscription.series, reminding, end - _SECOND)
            return _Effect("skipped", "skipped", (settle,), following)
        case "stop":
            return _Effect("stopped", "stopped", (settle,))
        case "fewer" if subscription and subscription.enabled and (less := fewer(subscription.series, plan)):
            changes = (settle, SaveSeries(person_id, less, enabled=True))
            return _Effect("fewer", "fewer", changes, due_next(less, reminding, now))
        case _:
            return _Effect("done", "done", (settle,), following)


def _told(effect: _Effect, occurrence: Occurrence, reminders: Reminders, now: datetime, context: Context) -> str:
    """Return what the reminder says once it is answered."""
    words, reminding = context.words, reminders.reminding
    assert reminding is not None
    parts = [f"<b>{words.text(f'delivered-{occurrence.kind}')}</b>"]
    if words.has(occurrence.tip):
        parts.append(words.text(occurrence.tip))
    if effect.said == Settlement.STOPPED:
        return "\n\n".join([*parts, words.text("delivered-stopped", kind=occurrence.kind)])
    said = words.text(f"delivered-{effect.said}")
    if reminders.active_pauses(now):
        following = words.text("delivered-paused")
    elif effect.following is None:
        following = words.text("delivered-none")
    else:
        moment = far_moment(effect.following, load_zone(reminding.zone))
        following = words.text("delivered-next", **moment)
    return "\n\n".join([*parts, f"{said} {following}"])


def _has_arrived(occurrence: Occurrence) -> bool:
    """Tell whether somebody may hold a copy of it in their hands."""
    return occurrence.state in (State.SENT, State.SENDING) or occurrence.doubts > 0


def _snoozed(waiting: Sequence[Occurrence], kind: Kind) -> datetime | None:
    """Return when what was snoozed comes back."""
    return next((each.due_at for each in waiting if each.kind is kind and each.state is State.PENDING), None)


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)
