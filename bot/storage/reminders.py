"""Reminders as turns read and change them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain.reminders import (
    Missed,
    Occurrence,
    Pause,
    PauseReason,
    PauseReminders,
    Reminders,
    ReminderWrite,
    Reminding,
    ResumeReminders,
    SaveReminding,
    SaveSeries,
    Settle,
    Settlement,
    State,
    Subscription,
)
from bot.domain.schedule import Kind, Plan, day_end, to_mask
from bot.domain.zones import load_zone
from bot.storage.due import (
    ALL_KINDS,
    due_after,
    happen_snoozed,
    move,
    plan_of,
    reschedule,
    series_of,
    series_row,
    starts,
    take_due_of,
)
from bot.storage.moments import moment, seconds

OCCURRENCE = """
    o.id, o.person_id, o.kind, o.due_at, o.state, o.missed, o.settled, o.message_id, o.tip, o.snoozed_from, o.doubts
"""
_REMINDING = """
    SELECT zone, silent, language, wake, bed, work_start, work_end, work_days FROM reminding WHERE person_id = ?
"""
_PLANS = "SELECT name, wake, bed, work_start, work_end, work_days FROM named_plan WHERE person_id = ? ORDER BY name"
_SERIES = """
    SELECT enabled, offered, untouched, next_due_at, kind, mode, times, days, shift FROM series WHERE person_id = ?
"""
_PAUSES = "SELECT reason, until FROM pause WHERE person_id = ? ORDER BY reason"
_OCCURRENCE = f"SELECT {OCCURRENCE} FROM occurrence AS o WHERE o.id = ?"  # noqa: S608
_OCCURRENCES = f"""
    SELECT {OCCURRENCE} FROM occurrence AS o WHERE o.person_id = ? AND o.due_at >= ? ORDER BY o.due_at, o.kind
"""  # noqa: S608
_TO_ASK_ABOUT = """
    SELECT person_id FROM pause INDEXED BY pause_to_ask_about
    WHERE reason = 'health' AND asked = 0 AND until <= ? ORDER BY until LIMIT ?
"""
_ASKED = "UPDATE pause SET asked = 1 WHERE person_id = ? AND reason = 'health'"
_SAVE_REMINDING = """
    INSERT INTO reminding (person_id, zone, silent, language, wake, bed, work_start, work_end, work_days)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET zone = excluded.zone, silent = excluded.silent, language = excluded.language,
        wake = excluded.wake, bed = excluded.bed, work_start = excluded.work_start, work_end = excluded.work_end,
        work_days = excluded.work_days
"""
_FORGET_PLANS = "DELETE FROM named_plan WHERE person_id = ?"
_SAVE_PLAN = """
    INSERT INTO named_plan (person_id, name, wake, bed, work_start, work_end, work_days) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_SAVE_SERIES = """
    INSERT INTO series (person_id, kind, mode, times, days, shift, offered, enabled) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (person_id, kind) DO UPDATE SET mode = excluded.mode, times = excluded.times, days = excluded.days,
        shift = excluded.shift, offered = excluded.offered, enabled = excluded.enabled, untouched = 0,
        next_due_at = NULL
"""
_TURN_OFF = "UPDATE series SET enabled = 0, next_due_at = NULL WHERE person_id = ? AND kind = ?"
_TOUCH = "UPDATE series SET untouched = 0 WHERE person_id = ? AND kind = ?"
_PAUSE = """
    INSERT INTO pause (person_id, reason, until) SELECT ?1, ?2, ?3
    WHERE EXISTS (SELECT 1 FROM reminding WHERE person_id = ?1)
    ON CONFLICT (person_id, reason) DO UPDATE SET until = excluded.until, asked = 0
"""
_RESUME = "DELETE FROM pause WHERE person_id = ? AND reason = ?"
_FORGET_PAUSES = """
    DELETE FROM pause WHERE until <= ? AND (reason = 'own' OR reason = 'health' AND NOT EXISTS (
        SELECT 1 FROM series AS s WHERE s.person_id = pause.person_id AND s.enabled = 1
    ))
"""
_MISS_WAITING = """
    UPDATE occurrence SET send_at = NULL,
        state = CASE doubts WHEN 0 THEN 'missed' ELSE 'uncertain' END, missed = CASE doubts WHEN 0 THEN ? END
    WHERE person_id = ? AND state = 'pending'
"""
_CANCEL_WAITING = """
    UPDATE occurrence SET send_at = NULL, state = CASE doubts WHEN 0 THEN 'cancelled' ELSE 'uncertain' END
    WHERE person_id = ? AND kind = ? AND state = 'pending' AND due_at < ?
"""
_TO_SETTLE = """
    SELECT kind, due_at, coalesce(snoozed_from, due_at) FROM occurrence
    WHERE id = ? AND person_id = ? AND settled IS NULL AND (state IN ('sent', 'sending') OR doubts > 0)
"""
_SETTLE = """
    UPDATE occurrence SET settled = ?, state = 'sent', send_at = NULL,
        doubts = doubts - (state IN ('pending', 'uncertain')),
        delay_ms = coalesce(delay_ms, max(0, ? - due_at * 1000))
    WHERE id = ?
"""
_FAR = 2**62


def apply(connection: sqlite3.Connection, write: ReminderWrite, now: datetime) -> None:
    """Make one change that a turn asked for."""
    if isinstance(write, Settle):
        _settle(connection, write, now)
        return
    person_id = write.reminding.person_id if isinstance(write, SaveReminding) else write.person_id
    take_due_of(connection, person_id, now)
    moved = ALL_KINDS
    match write:
        case SaveReminding(reminding):
            moved = ALL_KINDS if _save_reminding(connection, reminding) else frozenset()
        case SaveSeries(series=series):
            _save_series(connection, write)
            moved = frozenset({series.kind})
        case PauseReminders(pause=pause):
            _pause(connection, person_id, pause)
        case ResumeReminders(reasons=reasons):
            ended = connection.executemany(_RESUME, [(person_id, reason) for reason in sorted(reasons)]).rowcount
            moved = ALL_KINDS if ended else frozenset()
        case _:
            assert_never(write)
    reschedule(connection, person_id, now, moved)  # all else stays as it is: it may be skipped for today


def load(connection: sqlite3.Connection, person_id: int) -> Reminders:
    """Return all that somebody set up."""
    row = connection.execute(_REMINDING, (person_id,)).fetchone()
    reminding = None
    if row:
        zone, silent, language, *plan = row
        plans = tuple((name, plan_of(*day)) for name, *day in connection.execute(_PLANS, (person_id,)))
        reminding = Reminding(person_id, zone, plan_of(*plan), plans, bool(silent), language)
    subscriptions = tuple(_subscription(*row) for row in connection.execute(_SERIES, (person_id,)))
    pauses = tuple(
        Pause(PauseReason(reason), None if until is None else moment(until))
        for reason, until in connection.execute(_PAUSES, (person_id,))
    )
    return Reminders(reminding, subscriptions, pauses)


def occurrence(connection: sqlite3.Connection, occurrence_id: int) -> Occurrence | None:
    """Return one reminder that was due."""
    row = connection.execute(_OCCURRENCE, (occurrence_id,)).fetchone()
    return occurrence_of(*row) if row else None


def occurrences(connection: sqlite3.Connection, person_id: int, since: datetime) -> Sequence[Occurrence]:
    """Return the person's reminders that were due since then, the oldest first."""
    return [occurrence_of(*row) for row in connection.execute(_OCCURRENCES, (person_id, seconds(since)))]


def pauses_to_ask_about(connection: sqlite3.Connection, now: datetime, limit: int) -> Sequence[int]:
    """Return people whose pause for health has lasted long enough, and who were not asked what next."""
    return [person_id for (person_id,) in connection.execute(_TO_ASK_ABOUT, (seconds(now), limit))]


def note_asked(connection: sqlite3.Connection, person_id: int) -> None:
    """Note that somebody was asked about their pause for health."""
    connection.execute(_ASKED, (person_id,))


def forget_pauses(connection: sqlite3.Connection, now: datetime) -> None:
    """Forget the pauses that are over; one for health as well where nothing is on that might start again."""
    connection.execute(_FORGET_PAUSES, (seconds(now),))


def miss_waiting(connection: sqlite3.Connection, person_id: int, reason: Missed) -> None:
    """Note of all that waits to be sent to somebody that it never will be."""
    connection.execute(_MISS_WAITING, (reason, person_id))


def occurrence_of(
    occurrence_id: int,
    person_id: int,
    kind: str,
    due_at: int,
    state: str,
    missed: str | None,
    settled: str | None,
    message_id: int | None,
    tip: str,
    snoozed_from: int | None,
    doubts: int,
) -> Occurrence:
    """Return the occurrence that these columns stand for."""
    return Occurrence(
        occurrence_id,
        person_id,
        Kind(kind),
        moment(due_at),
        State(state),
        None if missed is None else Missed(missed),
        None if settled is None else Settlement(settled),
        message_id,
        tip,
        None if snoozed_from is None else moment(snoozed_from),
        doubts,
    )


def _subscription(
    enabled: int,
    offered: int,
    untouched: int,
    next_due_at: int | None,
    kind: str,
    mode: str | None,
    times: str | None,
    days: int | None,
    shift: int,
) -> Subscription:
    due = None if next_due_at is None else moment(next_due_at)
    return Subscription(series_of(kind, mode, times, days, shift), bool(enabled), bool(offered), untouched, due)


def _columns(plan: Plan) -> tuple[int | None, ...]:
    start, end = plan.work or (None, None)
    return plan.wake, plan.bed, start, end, to_mask(plan.work_days)


def _save_reminding(connection: sqlite3.Connection, reminding: Reminding) -> bool:
    """Write down how somebody wants to be reminded; return whether that may be at other times than before."""
    known = load(connection, reminding.person_id).reminding
    row = (reminding.person_id, reminding.zone, reminding.silent, reminding.language, *_columns(reminding.plan))
    connection.execute(_SAVE_REMINDING, row)
    connection.execute(_FORGET_PLANS, (reminding.person_id,))
    connection.executemany(_SAVE_PLAN, [(reminding.person_id, name, *_columns(plan)) for name, plan in reminding.plans])
    return known is None or (known.zone, known.plan) != (reminding.zone, reminding.plan)


def _save_series(connection: sqlite3.Connection, write: SaveSeries) -> None:
    series = write.series
    times = None if series.times is None else " ".join(map(str, series.times))
    days = None if series.days is None else to_mask(series.days)
    row = (write.person_id, series.kind, series.mode, times, days, series.shift, write.offered, write.enabled)
    connection.execute(_SAVE_SERIES, row)
    connection.execute(_CANCEL_WAITING, (write.person_id, series.kind, _FAR))


def _pause(connection: sqlite3.Connection, person_id: int, pause: Pause) -> None:
    until = None if pause.until is None else seconds(pause.until)
    connection.execute(_PAUSE, (person_id, pause.reason, until))
    miss_waiting(connection, person_id, Missed.PAUSED)


def _settle(connection: sqlite3.Connection, write: Settle, now: datetime) -> None:
    row = connection.execute(_TO_SETTLE, (write.occurrence_id, write.person_id)).fetchone()
    if row is None:
        return
    kind, due_at, planned_at = row
    connection.execute(_SETTLE, (write.settlement, int(now.timestamp() * 1000), write.occurrence_id))
    connection.execute(_TOUCH, (write.person_id, kind))
    match write.settlement:
        case Settlement.DONE:
            pass
        case Settlement.SNOOZED:
            is_on = series_row(connection, write.person_id, kind) and starts(connection, write.person_id, now) == now
            if write.again_at is not None and is_on:
                happen_snoozed(connection, write.person_id, kind, write.again_at, planned_at)
        case Settlement.SKIPPED:
            _skip(connection, write.person_id, kind, moment(due_at))
        case Settlement.STOPPED:
            connection.execute(_TURN_OFF, (write.person_id, kind))
            connection.execute(_CANCEL_WAITING, (write.person_id, kind, _FAR))
        case _:
            assert_never(write.settlement)


def _skip(connection: sqlite3.Connection, person_id: int, kind: str, due_at: datetime) -> None:
    """Leave out what is left of the waking day in which an occurrence was due."""
    reminding = load(connection, person_id).reminding
    row = series_row(connection, person_id, kind)
    if reminding is None or row is None or row.next_due_at is None:
        return
    end = day_end(reminding.plan, load_zone(reminding.zone), due_at)
    if end is None:  # no day of that zone ends within the calendar
        return
    connection.execute(_CANCEL_WAITING, (person_id, kind, seconds(end)))
    if row.next_due_at < seconds(end):
        move(connection, row, due_after(row, end - timedelta(seconds=1)))
