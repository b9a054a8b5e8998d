"""When each series is due next, and what comes of it once it is: read from the tables, calculated in ``domain``."""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from math import inf
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.delivery import place
from bot.domain.reminders import PauseReason
from bot.domain.schedule import (
    Days,
    Kind,
    Mode,
    Plan,
    Series,
    days_of,
    due_slots,
    from_mask,
    lateness,
    next_due,
    times_of,
)
from bot.domain.zones import load_zone
from bot.storage.moments import moment, seconds

log = logging.getLogger(__name__)

LISTED_FOR = timedelta(days=1)
"""What was due longer ago than this when it was noticed is counted, but not kept one by one."""
OPEN_FOR = timedelta(days=2)
"""Nothing waits for longer than this."""
ALL_KINDS = frozenset(Kind)
_DAY = 86_400

SERIES = "s.kind, s.mode, s.times, s.days, s.shift"
PLAN = "r.wake, r.bed, r.work_start, r.work_end, r.work_days"
_ROW = f"s.person_id, s.next_due_at, r.zone, {SERIES}, {PLAN}"
_FROM = "FROM series AS s JOIN reminding AS r ON r.person_id = s.person_id"
DUE = f"""
    SELECT {_ROW} FROM series AS s INDEXED BY series_due JOIN reminding AS r ON r.person_id = s.person_id
    WHERE s.next_due_at <= ? ORDER BY s.next_due_at, s.place LIMIT ?
"""  # noqa: S608
_DUE_OF_PERSON = f"SELECT {_ROW} {_FROM} WHERE s.person_id = ? AND s.next_due_at <= ?"
_ON = f"SELECT {_ROW} {_FROM} WHERE s.person_id = ? AND s.enabled = 1"
ON_AFTER = f"""
    SELECT {_ROW} {_FROM} WHERE (s.person_id, s.kind) > (?, ?) AND s.next_due_at IS NOT NULL
    ORDER BY s.person_id, s.kind LIMIT ?
"""
_MOVE = "UPDATE series SET next_due_at = ?, place = ? WHERE person_id = ? AND kind = ?"
_PAUSES = "SELECT reason, until FROM pause WHERE person_id = ?"
_HAPPEN = """
    INSERT INTO occurrence (person_id, kind, due_at, place, state, missed, send_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (person_id, kind, due_at) DO NOTHING
"""
OVERTAKE = """
    UPDATE occurrence SET send_at = NULL,
        state = CASE doubts WHEN 0 THEN 'missed' ELSE 'uncertain' END, missed = CASE doubts WHEN 0 THEN 'late' END
    WHERE person_id = ? AND kind = ? AND due_at > ? AND due_at < (
        SELECT max(due_at) FROM occurrence
        WHERE person_id = ? AND kind = ? AND due_at > ? AND due_at <= ? AND state = 'pending'
    ) AND state = 'pending'
"""
"""Let only the newest of what waits of one kind be sent, whether planned or snoozed."""
COUNT = """
    INSERT INTO daily_count (day, name, count) VALUES (?, ?, ?)
    ON CONFLICT (day, name) DO UPDATE SET count = count + excluded.count
"""


class Row(NamedTuple):
    """A series with its person's zone and day, as the tables have them."""

    person_id: int
    next_due_at: int | None
    zone: str
    kind: str
    mode: str | None
    times: str | None
    days: int | None
    shift: int
    wake: int
    bed: int
    work_start: int | None
    work_end: int | None
    work_days: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a series is due, worked out from its row."""

    series: Series
    plan: Plan
    zone: ZoneInfo
    times: tuple[int, ...]
    days: Days
    patience: timedelta

    def after(self, time: datetime) -> datetime | None:
        """Return the first due time after this one."""
        return next_due(self.times, self.days, self.zone, time)


class _New(NamedTuple):
    """An occurrence that comes into being, as the table has it."""

    person_id: int
    kind: str
    due_at: int
    place: int
    state: str
    missed: str | None
    send_at: int | None


@dataclass(slots=True)
class _Taken:
    """What becomes of due series, collected to be written at once."""

    occurrences: list[_New] = field(default_factory=list)
    overtaken: list[tuple[object, ...]] = field(default_factory=list)
    moves: list[tuple[object, ...]] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.occurrences) + self.counted.total()

    def write(self, connection: sqlite3.Connection) -> None:
        by_day: defaultdict[int, list[_New]] = defaultdict(list)
        for occurrence in self.occurrences:
            by_day[occurrence.due_at // _DAY].append(occurrence)
        for number, occurrences in by_day.items():
            raise_due(connection, day_of(number * _DAY), connection.executemany(_HAPPEN, occurrences).rowcount)
        connection.executemany(OVERTAKE, self.overtaken)
        for day, count in self.counted.items():
            raise_due(connection, day, count)
            connection.execute(COUNT, (day, "missed late", count))
        connection.executemany(_MOVE, self.moves)


def take_due(connection: sqlite3.Connection, now: datetime, limit: int) -> int:
    """Make about ``limit`` occurrences of what is due; return how many, fewer only where that was all."""
    return _take(
        connection, (Row(*row) for row in connection.execute(DUE, (seconds(now), limit)).fetchall()), now, limit
    )


def take_due_of(connection: sqlite3.Connection, person_id: int, now: datetime) -> None:
    """Make occurrences of what is due for one person, before a change makes that another time."""
    _take(
        connection, map(Row._make, connection.execute(_DUE_OF_PERSON, (person_id, seconds(now))).fetchall()), now, inf
    )


def reschedule(
    connection: sqlite3.Connection, person_id: int, now: datetime, kinds: frozenset[Kind] = ALL_KINDS
) -> None:
    """Calculate anew when the person's series of these kinds are due."""
    start = starts(connection, person_id, now)
    for row in map(Row._make, connection.execute(_ON, (person_id,)).fetchall()):
        if row.kind in kinds:
            move(connection, row, start and due_after(row, start))


def starts(connection: sqlite3.Connection, person_id: int, now: datetime) -> datetime | None:
    """Return when the person's pauses end, now where there is none, None where somebody has to be asked first."""
    start = now
    for reason, until in connection.execute(_PAUSES, (person_id,)):
        if reason != PauseReason.OWN or until is None:
            return None
        start = max(start, moment(until))
    return start


def move(connection: sqlite3.Connection, row: Row, due: datetime | None) -> None:
    """Let a series be due at this time next, or never."""
    connection.execute(_MOVE, _moved(row, due))


def series_row(connection: sqlite3.Connection, person_id: int, kind: str) -> Row | None:
    """Return the row of a series that is on, None where it is not."""
    rows = connection.execute(f"{_ON} AND s.kind = ?", (person_id, kind)).fetchall()
    return Row(*rows[0]) if rows else None


def due_after(row: Row, time: datetime) -> datetime | None:
    """Return the first due time of a series after this one; None, and a line in the log, where that cannot be told."""
    try:
        return timetable(row).after(time)
    except (KeyError, ValueError) as error:  # a kind or a zone that this version does not know must not stop the others
        log.error("person %d gets no %s reminders: %s", row.person_id, row.kind, type(error).__name__)
        return None


def happen_snoozed(
    connection: sqlite3.Connection, person_id: int, kind: str, again_at: datetime, planned_at: int
) -> None:
    """Let a reminder be due once more at this time, unless one of its kind is due then anyway."""
    due_at = seconds(again_at)
    row = _New(person_id, kind, due_at, place(person_id, again_at), "pending", None, due_at)
    if connection.execute(_HAPPEN, row).rowcount:
        raise_due(connection, day_of(due_at), 1)
        connection.execute(
            "UPDATE occurrence SET snoozed_from = ? WHERE person_id = ? AND kind = ? AND due_at = ?",
            (planned_at, person_id, kind, due_at),
        )


def raise_due(connection: sqlite3.Connection, day: str, count: int) -> None:
    """Count so many occurrences that came into being, in the transaction that made them."""
    connection.execute(COUNT, (day, "due", count))


def timetable(row: Row) -> Timetable:
    """Return when a series is due; KeyError or ValueError where its kind or its zone is unknown."""
    return _timetable(*row[2:])


def series_of(kind: str, mode: str | None, times: str | None, days: int | None, shift: int) -> Series:
    """Return the series that these columns stand for."""
    own = None if times is None else tuple(map(int, times.split()))
    return Series(
        Kind(kind), None if mode is None else Mode(mode), own, None if days is None else from_mask(days), shift
    )


def plan_of(wake: int, bed: int, work_start: int | None, work_end: int | None, work_days: int) -> Plan:
    """Return the day that these columns stand for."""
    work = None if work_start is None or work_end is None else (work_start, work_end)
    return Plan(wake, bed, work, from_mask(work_days))


def day_of(due_at: int) -> str:
    """Return the day in UTC on which an occurrence is counted."""
    return f"{moment(due_at):%Y-%m-%d}"


def _take(connection: sqlite3.Connection, rows: Iterable[Row], now: datetime, limit: float) -> int:
    taken = _Taken()
    for row in rows:
        _happen(row, now, taken)
        if len(taken) >= limit:
            break
    taken.write(connection)
    return max(len(taken), len(taken.moves))


def _happen(row: Row, now: datetime, taken: _Taken) -> None:
    """Add all times at which a series was due until now; only the newest may still be sent."""
    try:
        table = timetable(row)
    except (KeyError, ValueError):
        taken.moves.append(_moved(row, due_after(row, now)))
        return
    first = _first_listed(table, row, now, taken)
    slots, following = _slots(table, first, now)
    taken.moves.append(_moved(row, following))
    if not slots:
        return
    *overdue, newest = slots
    if now - newest > table.patience:
        overdue = slots
    else:
        due_at = seconds(newest)
        standing = place(row.person_id, newest)
        taken.occurrences.append(_New(row.person_id, row.kind, due_at, standing, "pending", None, due_at))
        waiting = row.person_id, row.kind, seconds(now - OPEN_FOR)
        taken.overtaken.append((*waiting, *waiting, seconds(now)))
    taken.occurrences += [_missed(row, due) for due in overdue]


def _first_listed(table: Timetable, row: Row, now: datetime, taken: _Taken) -> datetime | None:
    """Return when the series was due first within the last day; what was due before that is only counted."""
    assert row.next_due_at is not None  # noqa: S101  the query says so
    first, since = moment(row.next_due_at), now - LISTED_FOR
    if first >= since:
        return first
    long_ago = due_slots(table.times, table.days, table.zone, first, since)
    if long_ago.last is not None:
        taken.counted[f"{long_ago.last:%Y-%m-%d}"] += long_ago.count
    return table.after(since)


def _slots(table: Timetable, first: datetime | None, now: datetime) -> tuple[list[datetime], datetime | None]:
    """Return the due times from the first until now, and the one after."""
    slots = []
    due = first
    while due is not None and due <= now:
        slots.append(due)
        due = table.after(due)
    return slots, due


def _missed(row: Row, due: datetime) -> _New:
    return _New(row.person_id, row.kind, seconds(due), place(row.person_id, due), "missed", "late", None)


def _moved(row: Row, due: datetime | None) -> tuple[object, ...]:
    if due is None:
        return None, 0, row.person_id, row.kind
    return seconds(due), place(row.person_id, due), row.person_id, row.kind


@lru_cache(maxsize=4096)
def _timetable(zone: str, *columns: object) -> Timetable:
    series, plan = series_of(*columns[:5]), plan_of(*columns[5:])  # type: ignore[arg-type]
    times, days = times_of(series, plan), days_of(series, plan)
    return Timetable(series, plan, load_zone(zone), times, days, lateness(series, plan))
