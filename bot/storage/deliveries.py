"""The ledger of reminders on SQLite; see ``domain.delivery.DeliveryStore``."""

from __future__ import annotations

import json
import logging
import math
import sqlite3
from datetime import datetime, timedelta

from bot.domain.delivery import (
    MOST_SENDS,
    UNTOUCHED_UNTIL_ASKED,
    Claimed,
    Claims,
    Delays,
    Due,
    Ledger,
    Rendered,
    missed_by,
    quantile,
)
from bot.domain.reminders import Missed, Reminding
from bot.domain.schedule import Kind
from bot.domain.zones import load_zone
from bot.storage.due import (
    ON_AFTER,
    PLAN,
    SERIES,
    Row,
    due_after,
    move,
    plan_of,
    reschedule,
    series_of,
    starts,
    take_due,
    take_due_of,
)
from bot.storage.moments import moment, seconds
from bot.storage.reminders import OCCURRENCE, miss_waiting, occurrence_of
from bot.storage.tables import ADD_COUNTS, ADD_TIPS, COPIES, COUNT_COPIES, COUNT_STATES, COUNT_TIPS, PERSONAL
from bot.storage.thread import DatabaseThread

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=90)
LOOKED_AT = 200
"""So many that wait are looked at in one claim; the others wait for the next."""
REMOVABLE_FOR = timedelta(hours=47)
"""A bot may take its message away for 48 hours: https://core.telegram.org/bots/api#deletemessage."""
FARTHEST_MOVE = timedelta(hours=3)
"""New rules of a time zone hardly ever move a clock by more."""
TIME_ZONES = "time zones"

WAITING = f"""
    SELECT {OCCURRENCE}, r.zone, r.silent, r.language, s.untouched, s.seen, {SERIES}, {PLAN},
           (SELECT group_concat(f.kind, ' ') FROM series AS f WHERE f.person_id = o.person_id AND f.offered = 1),
           EXISTS (SELECT 1 FROM editor_mode AS e WHERE e.person_id = o.person_id), s.enabled, EXISTS (
               SELECT 1 FROM pause AS p
               WHERE p.person_id = o.person_id AND (p.reason <> 'own' OR p.until IS NULL OR p.until > ?)
           )
    FROM occurrence AS o INDEXED BY occurrence_open
    JOIN series AS s ON s.person_id = o.person_id AND s.kind = o.kind
    JOIN reminding AS r ON r.person_id = o.person_id
    WHERE o.send_at <= ? AND o.state = 'pending'
      AND o.person_id NOT IN (SELECT person_id FROM occurrence WHERE state = 'sending')
    ORDER BY o.send_at, o.place LIMIT ?
"""  # noqa: S608
_SEND = "UPDATE occurrence SET state = 'sending' WHERE id = ?"
_MISS = """
    UPDATE occurrence SET send_at = NULL,
        state = CASE doubts WHEN 0 THEN 'missed' ELSE 'uncertain' END, missed = CASE doubts WHEN 0 THEN ? END
    WHERE id = ? AND state IN ('pending', 'sending')
"""
_CANCEL = """
    UPDATE occurrence SET send_at = NULL, state = CASE doubts WHEN 0 THEN 'cancelled' ELSE 'uncertain' END
    WHERE id = ? AND state = 'pending'
"""
_DOUBT = f"""
    UPDATE occurrence SET doubts = doubts + 1,
        state = CASE WHEN doubts + 1 < {MOST_SENDS} THEN 'pending' ELSE 'uncertain' END,
        send_at = CASE WHEN doubts + 1 < {MOST_SENDS} THEN ? END
    WHERE state = 'sending'
"""  # noqa: S608
_POSTPONE = "UPDATE occurrence SET state = 'pending', send_at = ? WHERE id = ? AND state = 'sending'"
_CONFIRM = """
    UPDATE occurrence SET state = 'sent', send_at = NULL, message_id = ?, tip = ?,
        delay_ms = coalesce(delay_ms, max(0, ? - due_at * 1000))
    WHERE id = ? AND (state = 'sending' OR state = 'sent' AND message_id IS NULL)
    RETURNING person_id, kind, due_at, settled IS NULL
"""
_LEAVE_UNTOUCHED = """
    UPDATE series SET seen = ?, untouched = untouched + ? WHERE person_id = ? AND kind = ? RETURNING untouched
"""
BEFORE = """
    SELECT CASE WHEN settled IS NULL THEN message_id END FROM occurrence
    WHERE person_id = ? AND kind = ? AND due_at < ? AND due_at > ? AND state = 'sent'
    ORDER BY due_at DESC LIMIT 1
"""
_PERSON = "SELECT person_id FROM occurrence WHERE id = ?"
_BLOCK = """
    INSERT INTO pause (person_id, reason) VALUES (?, 'blocked') ON CONFLICT (person_id, reason) DO NOTHING
"""
_MOVING = ("reminding", "named_plan", "pause", "series", "occurrence")
NOTED = "SELECT value FROM noted WHERE name = ?"
NOTE = "INSERT INTO noted (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
OLDEST = """
    SELECT id FROM (SELECT id, due_at, send_at FROM occurrence ORDER BY id LIMIT ?) WHERE due_at < ? AND send_at IS NULL
"""
_CHOSEN = "id IN (SELECT value FROM json_each(?))"
_FOLD = (
    f"{COUNT_STATES} WHERE {_CHOSEN} GROUP BY 1, 2 {ADD_COUNTS}",
    f"{COUNT_COPIES} AND {_CHOSEN} GROUP BY 1, 2 {ADD_COUNTS}",
    f"{COUNT_TIPS} AND {_CHOSEN} GROUP BY 1, 2, 3 {ADD_TIPS}",
    f"DELETE FROM occurrence WHERE {_CHOSEN}",  # noqa: S608
)
_DUE_EVER = "SELECT coalesce(sum(count), 0) FROM daily_count WHERE name = 'due'"
_FOLDED = "SELECT name, sum(count) FROM daily_count WHERE name <> 'due' GROUP BY name"
_LIVE = f"""
    SELECT CASE WHEN state = 'missed' THEN 'missed ' || missed WHEN state = 'sending' THEN 'pending' ELSE state END,
        count(*), sum(max(0, {COPIES}))
    FROM occurrence GROUP BY 1
"""  # noqa: S608
_FIRST_DUE = """
    SELECT min(at) FROM (
        SELECT min(next_due_at) AS at FROM series WHERE next_due_at >= :since
        UNION ALL SELECT min(send_at) FROM occurrence WHERE send_at >= :since
    )
"""
_WHOSE = """
    SELECT person_id FROM series WHERE next_due_at = :at
    UNION SELECT person_id FROM occurrence WHERE send_at = :at
    ORDER BY 1
"""
_DELAYS = "SELECT delay_ms / 100, count(*), max(delay_ms) FROM occurrence WHERE state = 'sent' GROUP BY 1 ORDER BY 1"


class SqliteDeliveries:
    """What became of each reminder, in the tables of a ``SqliteStore``."""

    def __init__(self, thread: DatabaseThread) -> None:
        """Work on this thread's database."""
        self._thread = thread
        self._recalculated = (-(2**62), "")

    async def recover_sending(self, now: datetime) -> int:
        """Doubt all that was being sent when the last run ended, to be sent again at once; return how many."""
        return await self._thread.run(lambda connection: connection.execute(_DOUBT, (seconds(now),)).rowcount)

    async def take_due(self, now: datetime, limit: int) -> int:
        """Make an occurrence of what has become due, move each kind on to its next time, and count; return how many."""
        return await self._thread.run(lambda connection: take_due(connection, now, limit))

    async def claim(self, now: datetime, limit: int) -> Claims:
        """Mark up to ``limit`` occurrences as being sent, at most one a person; what has become too late is missed."""
        return await self._thread.run(lambda connection: _claim(connection, now, limit))

    async def confirm(
        self, occurrence_id: int, message_id: int | None, rendered: Rendered, now: datetime
    ) -> int | None:
        """Note that it was sent; return the message of the one before it where nobody touched that."""
        return await self._thread.run(lambda connection: _confirm(connection, occurrence_id, message_id, rendered, now))

    async def postpone(self, occurrence_id: int, until: datetime) -> None:
        """Note that it was not sent for certain, and may be sent from then on."""
        at = seconds(until + timedelta(seconds=1) - timedelta.resolution)  # not before it
        await self._thread.run(lambda connection: connection.execute(_POSTPONE, (at, occurrence_id)))

    async def doubt(self, occurrence_id: int, again_at: datetime) -> None:
        """Note that it may have arrived; it may be sent again from then on, unless it was sent often enough."""
        await self._thread.run(
            lambda connection: connection.execute(f"{_DOUBT} AND id = ?", (seconds(again_at), occurrence_id))
        )

    async def miss(self, occurrence_id: int, reason: Missed) -> None:
        """Note that it will never be sent."""
        await self._thread.run(lambda connection: connection.execute(_MISS, (reason, occurrence_id)))

    async def lose(self, occurrence_id: int, now: datetime) -> None:
        """Note that its person cannot be written to; all that waits for them is missed, and their reminders pause."""
        await self._thread.run(lambda connection: _lose(connection, occurrence_id, now))

    async def follow(self, occurrence_id: int, moved_to: int, now: datetime) -> None:
        """Note that its chat has a new id, under which all about its reminders goes on."""
        await self._thread.run(lambda connection: _follow(connection, occurrence_id, moved_to, now))

    async def recalculate(self, time_zones: str, now: datetime, limit: int) -> bool:
        """Calculate due times anew if they were made with another edition of the zones; return whether any is left."""

        def job(connection: sqlite3.Connection) -> tuple[int, str] | None:
            if connection.execute(NOTED, (TIME_ZONES,)).fetchone() == (time_zones,):
                return None
            rows = [Row(*row) for row in connection.execute(ON_AFTER, (*self._recalculated, limit)).fetchall()]
            for row in rows:
                _recalculate(connection, row, now)
            if len(rows) == limit:
                return rows[-1].person_id, rows[-1].kind
            connection.execute(NOTE, (TIME_ZONES, time_zones))
            return None

        last = await self._thread.run(job)
        if last is not None:
            self._recalculated = last
        return last is not None

    async def fold(self, now: datetime, limit: int) -> int:
        """Turn occurrences of over 90 days ago into daily counts; return how many."""
        return await self._thread.run(lambda connection: _fold(connection, now - KEPT_FOR, limit))

    async def ledger(self) -> Ledger:
        """Return what became of all that was ever due."""
        return await self._thread.run(read_ledger)

    async def first_due(self, since: datetime) -> Due | None:
        """Return what is due first from then on, and not settled yet; None where nothing is."""
        return await self._thread.run(lambda connection: _first_due(connection, since))


def read_ledger(connection: sqlite3.Connection) -> Ledger:
    """Return what became of all that was ever due, at one moment."""
    (due,) = connection.execute(_DUE_EVER).fetchone()
    counts: dict[str, int] = dict(connection.execute(_FOLDED))
    for state, count, copies in connection.execute(_LIVE):
        counts[state] = counts.get(state, 0) + count
        counts["copies"] = counts.get("copies", 0) + copies
    delays = connection.execute(_DELAYS).fetchall()
    tenths = [(delay, count) for delay, count, _ in delays]
    return Ledger(
        due=due,
        sent=counts.get("sent", 0),
        pending=counts.get("pending", 0),
        uncertain=counts.get("uncertain", 0),
        missed={name.removeprefix("missed "): n for name, n in sorted(counts.items()) if name.startswith("missed ")},
        cancelled=counts.get("cancelled", 0),
        copies=counts.get("copies", 0),
        delays=Delays(quantile(tenths, 0.5) / 10, quantile(tenths, 0.95) / 10, delays[-1][2] / 1000)
        if delays
        else None,
    )


def _first_due(connection: sqlite3.Connection, since: datetime) -> Due | None:
    (at,) = connection.execute(_FIRST_DUE, {"since": math.ceil(since.timestamp())}).fetchone()
    if at is None:
        return None
    return Due(moment(at), tuple(person_id for (person_id,) in connection.execute(_WHOSE, {"at": at})))


def _claim(connection: sqlite3.Connection, now: datetime, limit: int) -> Claims:
    claimed: list[Claimed] = []
    people: set[int] = set()
    rows = connection.execute(WAITING, (seconds(now), seconds(now), LOOKED_AT)).fetchall()
    for *row, enabled, paused in rows:
        if len(claimed) == limit:
            return Claims(tuple(claimed), looked_at_all=False)
        if row[1] in people:
            continue
        if not enabled:  # it was being sent, and came back, while somebody turned its kind off
            connection.execute(_CANCEL, (row[0],))
            continue
        try:
            waiting = _claimed(*row)
            missed = Missed.PAUSED if paused else missed_by(waiting, load_zone(waiting.reminding.zone), now)
        except (KeyError, ValueError) as error:  # made by another version; it must not stop the others
            log.error("reminder %d cannot be read: %s", row[0], type(error).__name__)
            connection.execute(_MISS, (Missed.REFUSED, row[0]))
            continue
        if missed is None:
            connection.execute(_SEND, (waiting.occurrence.id,))
            claimed.append(waiting)
            people.add(row[1])
        else:
            connection.execute(_MISS, (missed, waiting.occurrence.id))
    return Claims(tuple(claimed), looked_at_all=len(rows) < LOOKED_AT)


def _claimed(*row: object) -> Claimed:
    occurrence = occurrence_of(*row[:11])  # type: ignore[arg-type]
    zone, silent, language, untouched, seen = row[11:16]
    plan = plan_of(*row[21:26])  # type: ignore[arg-type]
    reminding = Reminding(occurrence.person_id, str(zone), plan, (), bool(silent), str(language))
    series = series_of(*row[16:21])  # type: ignore[arg-type]
    free = frozenset(set(Kind) & set(str(row[26] or "").split()))
    to_editor = bool(row[27])
    return Claimed(occurrence, reminding, series, untouched, tuple(str(seen).split()), free, to_editor)  # type: ignore[arg-type]


def _confirm(
    connection: sqlite3.Connection, occurrence_id: int, message_id: int | None, rendered: Rendered, now: datetime
) -> int | None:
    row = (message_id, rendered.tip, int(now.timestamp() * 1000), occurrence_id)
    confirmed = connection.execute(_CONFIRM, row).fetchone()
    if confirmed is None:
        return None
    person_id, kind, due_at, untouched = confirmed
    left = connection.execute(_LEAVE_UNTOUCHED, (" ".join(rendered.seen), untouched, person_id, kind)).fetchone()
    if left == (UNTOUCHED_UNTIL_ASKED + 2,):  # the one before it asks something, and waits for an answer
        return None
    since = seconds(now - REMOVABLE_FOR)
    before = connection.execute(BEFORE, (person_id, kind, due_at, since)).fetchone()
    return before[0] if before else None


def _lose(connection: sqlite3.Connection, occurrence_id: int, now: datetime) -> None:
    row = connection.execute(_PERSON, (occurrence_id,)).fetchone()
    if row is None:
        return
    take_due_of(connection, row[0], now)
    connection.execute(_MISS, (Missed.UNREACHABLE, occurrence_id))
    miss_waiting(connection, row[0], Missed.UNREACHABLE)
    connection.execute(_BLOCK, row)
    reschedule(connection, row[0], now)


def _follow(connection: sqlite3.Connection, occurrence_id: int, moved_to: int, now: datetime) -> None:
    """Give all rows the new id; where it has such rows already, those stay, and the old ones go."""
    connection.execute(_POSTPONE, (seconds(now), occurrence_id))
    row = connection.execute(_PERSON, (occurrence_id,)).fetchone()
    if row is None:
        return
    for table in _MOVING:
        connection.execute(f"UPDATE OR IGNORE {table} SET person_id = ? WHERE person_id = ?", (moved_to, *row))  # noqa: S608
    for name in _MOVING:
        for statement in PERSONAL[name].erase:
            connection.execute(statement, {"person_id": row[0], "now": seconds(now)})


def _recalculate(connection: sqlite3.Connection, row: Row, now: datetime) -> None:
    """Move a series to the same time by the new rules; what was paused or skipped until then stays so."""
    assert row.next_due_at is not None  # noqa: S101  the query says so
    known = moment(row.next_due_at)
    start = max(starts(connection, row.person_id, now) or known, known - FARTHEST_MOVE)
    move(connection, row, due_after(row, min(start, known - timedelta(seconds=1))))


def _fold(connection: sqlite3.Connection, until: datetime, limit: int) -> int:
    ids = [occurrence_id for (occurrence_id,) in connection.execute(OLDEST, (limit, seconds(until)))]
    for statement in _FOLD:
        connection.execute(statement, (json.dumps(ids),))
    return len(ids)
