"""The store on SQLite: the inbox, people, and what is kept for how long."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path

from bot.domain.delivery import Ledger
from bot.domain.editing import (
    CountPage,
    DropDraft,
    InviteEditor,
    KeepDraft,
    KeepPreview,
    SetEditorMode,
)
from bot.domain.reminders import Occurrence, Reminders
from bot.domain.store import (
    AwaitText,
    CountUnanswered,
    Ending,
    ErasePerson,
    ForgetOutcome,
    KeepCard,
    KeepOutcome,
    LeaveCards,
    OpenCard,
    Person,
    Received,
    Recovered,
    SavePerson,
    SetSwitch,
    StopAwaiting,
    StoreError,
    Write,
)
from bot.domain.triage import Level
from bot.storage import editing, reminders
from bot.storage.backups import back_up_nightly
from bot.storage.connect import connect
from bot.storage.deliveries import NOTE, NOTED, SqliteDeliveries
from bot.storage.erased import ErasedPeople
from bot.storage.lock import lock
from bot.storage.moments import moment, seconds
from bot.storage.tables import PERSONAL, erase
from bot.storage.thread import DatabaseThread

SEEN_FOR = timedelta(hours=48)
OUTCOMES_FOR = timedelta(days=30)
CARDS_FOR = timedelta(hours=2)
CRASH_LIMIT = 3
SHORT_INBOX = 100

_RECEIVE = """
    INSERT INTO inbox (update_id, person_id, payload) SELECT ?1, ?2, ?3
    WHERE NOT EXISTS (SELECT 1 FROM handled_update WHERE update_id = ?1 AND handled_at > ?4)
    ON CONFLICT (update_id) DO NOTHING
"""
_BEGIN = "UPDATE inbox SET started = 1 WHERE update_id = ? RETURNING person_id"
_RELEASE = "UPDATE inbox SET started = 0 WHERE update_id = ?"
_PERSON = """
    SELECT coalesce(p.new_message_each_step, 0), coalesce(p.country, ''), e.person_id IS NOT NULL
    FROM (SELECT ? AS id) AS i LEFT JOIN person AS p ON p.id = i.id LEFT JOIN editor_mode AS e ON e.person_id = i.id
"""
_LEAVE = "DELETE FROM inbox WHERE update_id = ?"
_HANDLED = """
    INSERT INTO handled_update (update_id, handled_at, ending) VALUES (?, ?, ?)
    ON CONFLICT (update_id) DO UPDATE SET handled_at = excluded.handled_at, ending = excluded.ending
"""
_SAVE_PERSON = """
    INSERT INTO person (id, new_message_each_step, country) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET new_message_each_step = excluded.new_message_each_step, country = excluded.country
"""
_FORGET_DEFAULT_PERSON = "DELETE FROM person WHERE id = ?"
_RUNNING = "SELECT update_id, person_id, payload FROM inbox WHERE started = 1 ORDER BY update_id"
_WAITING = "SELECT update_id, person_id, payload FROM inbox WHERE started = 0 ORDER BY update_id"
_COUNT_CRASH = "UPDATE inbox SET crashes = crashes + 1 WHERE started = 1"
_STOP_RUNNING = "UPDATE inbox SET started = 0 WHERE started = 1"
_CRASHED_TOO_OFTEN = "SELECT update_id FROM inbox WHERE crashes >= ? ORDER BY update_id"
_SHORT_INBOX = "SELECT update_id, person_id, payload, started, crashes FROM inbox ORDER BY update_id LIMIT ?"
_CLEAR_INBOX = "DELETE FROM inbox"  # without a condition: whole pages are zeroed, not row after row
_REFILL_INBOX = "INSERT INTO inbox (update_id, person_id, payload, started, crashes) VALUES (?, ?, ?, ?, ?)"
_COUNT_UNANSWERED = """
    INSERT INTO unanswered (day, count) VALUES (?, 1) ON CONFLICT (day) DO UPDATE SET count = count + 1
"""
_CLEAN_UP = "DELETE FROM handled_update WHERE handled_at <= ?"
_FORGET_OUTCOMES = "DELETE FROM outcome WHERE decided_at <= ?"
_FORGET_AWAITED = "DELETE FROM awaited_text WHERE until <= ?"
_FORGET_CARDS = "DELETE FROM open_card WHERE started_at <= ?"
_CARDS = """
    SELECT message_id, answers, started_at, ended FROM open_card WHERE person_id = ? ORDER BY message_id DESC
"""
_LEAVE_CARDS = "DELETE FROM open_card WHERE person_id = ? AND ended = 0"
_KEEP_CARD = """
    INSERT INTO open_card (person_id, message_id, answers, started_at, ended) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (person_id, message_id)
    DO UPDATE SET answers = excluded.answers, started_at = excluded.started_at, ended = excluded.ended
"""
_AWAITED = "SELECT what FROM awaited_text WHERE person_id = ? AND until > ?"
_AWAIT = """
    INSERT INTO awaited_text (person_id, what, until) VALUES (?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET what = excluded.what, until = excluded.until
"""
_STOP_AWAITING = "DELETE FROM awaited_text WHERE person_id = ?"
_OUTCOMES = "SELECT level, decided_at FROM outcome WHERE person_id = ? AND decided_at > ? ORDER BY decided_at"
_KEEP_OUTCOME = """
    INSERT INTO outcome (person_id, decided_at, level) VALUES (?, ?, ?)
    ON CONFLICT (person_id, decided_at) DO UPDATE SET level = excluded.level
"""
_FORGET_OUTCOME = "DELETE FROM outcome WHERE person_id = ? AND decided_at = ?"
_IS_VACUUM_DUE = "SELECT 1 FROM noted WHERE name = 'vacuum'"
_VACUUM_DONE = "DELETE FROM noted WHERE name = 'vacuum'"
_IS_OFF = "SELECT 1 FROM switched_off WHERE name = ?"
_SWITCH_ON = "DELETE FROM switched_off WHERE name = ?"
_SWITCH_OFF = "INSERT INTO switched_off (name) VALUES (?) ON CONFLICT (name) DO NOTHING"


class SqliteStore:
    """The durable memory in one SQLite file, held by this process alone; see ``domain.store.Store``."""

    def __init__(self, path: Path, thread: DatabaseThread, held: FileIO, erased: ErasedPeople) -> None:
        """Put the parts together; ``open`` makes them."""
        self._path = path
        self._thread = thread
        self._lock = held
        self._erased = erased
        self.deliveries = SqliteDeliveries(thread)
        self.editing = editing.SqliteEditing(thread, path)

    @classmethod
    async def open(cls, path: Path, *, busy_seconds: float = 12.0, wipe_seconds: float = 1.0) -> SqliteStore:
        """Return the store in this file, locked for this process until ``close``; a missing file is created.

        A database locked by somebody else is waited for up to ``busy_seconds``. What was deleted is gone from the
        disk ``wipe_seconds`` later at most, what was erased at once. StoreError where the file cannot be used.
        """
        held = lock(path)
        try:
            erased = ErasedPeople(path)
            thread = DatabaseThread(str(path), wipe_seconds, _rewrite_inbox)
            await thread.start(lambda: _connect(path, busy_seconds, erased))
        except OSError as error:
            held.close()
            raise StoreError(f"{error.filename or path}: cannot be used: {error.strerror}") from error
        except BaseException:
            held.close()
            raise
        return cls(path, thread, held, erased)

    async def receive(self, updates: Sequence[Received], now: datetime) -> Sequence[Received]:
        """Put updates into the inbox; return those not seen in the last 48 hours, in the order given."""
        since = seconds(now - SEEN_FOR)

        def job(connection: sqlite3.Connection) -> list[Received]:
            return [
                update
                for update in updates
                if connection.execute(_RECEIVE, (update.update_id, update.person_id, update.payload, since)).rowcount
            ]

        return await self._thread.run(job)

    async def recover(self, now: datetime) -> Recovered:
        """Return what the last run left in the inbox, an update that alone was running one crash the richer."""

        def job(connection: sqlite3.Connection) -> Recovered:
            if len(connection.execute(_RUNNING).fetchall()) == 1:
                connection.execute(_COUNT_CRASH)
            put_aside = tuple(update_id for (update_id,) in connection.execute(_CRASHED_TOO_OFTEN, (CRASH_LIMIT,)))
            for update_id in put_aside:
                _leave(connection, update_id, Ending.CRASHED, now)
            running, waiting = (
                tuple(Received(*row) for row in connection.execute(query)) for query in (_RUNNING, _WAITING)
            )
            connection.execute(_STOP_RUNNING)
            return Recovered(running, waiting, put_aside)

        return await self._thread.run(job)

    async def begin(self, update_id: int) -> Person | None:
        """Mark an update as running; return whose turn it is, or None where it is no longer in the inbox."""

        def job(connection: sqlite3.Connection) -> Person | None:
            row = connection.execute(_BEGIN, (update_id,)).fetchone()
            return _person(connection, row[0]) if row else None

        return await self._thread.run(job)

    async def release(self, update_id: int) -> None:
        """Mark a running update as waiting again: it could not be finished now, through no fault of its own."""
        await self._thread.run(lambda connection: connection.execute(_RELEASE, (update_id,)))

    async def finish(self, update_id: int, ending: Ending, writes: Sequence[Write], now: datetime) -> None:
        """Commit a turn's writes with its update's leaving the inbox; nothing where that has left before."""

        def job(connection: sqlite3.Connection) -> None:
            if _leave(connection, update_id, ending, now):
                for write in writes:
                    self._apply(connection, write, now)

        await self._thread.run(job)
        if any(isinstance(write, ErasePerson) for write in writes):
            await self._thread.wipe()

    async def cards(self, person_id: int) -> Sequence[OpenCard]:
        """Return the person's cards with questions, the newest message first."""

        def job(connection: sqlite3.Connection) -> list[OpenCard]:
            rows = connection.execute(_CARDS, (person_id,))
            return [
                OpenCard(message, answers, moment(started), bool(ended)) for message, answers, started, ended in rows
            ]

        return await self._thread.run(job)

    async def awaited(self, person_id: int, now: datetime) -> str | None:
        """Return which question the person's next text answers, None where it answers none."""

        def job(connection: sqlite3.Connection) -> str | None:
            row = connection.execute(_AWAITED, (person_id, seconds(now))).fetchone()
            return row[0] if row else None

        return await self._thread.run(job)

    async def outcomes(self, person_id: int, since: datetime) -> Sequence[KeepOutcome]:
        """Return the outcomes kept of this person that came after that time, the oldest first."""

        def job(connection: sqlite3.Connection) -> list[KeepOutcome]:
            rows = connection.execute(_OUTCOMES, (person_id, seconds(since)))
            return [KeepOutcome(person_id, Level[level.upper()], moment(decided)) for level, decided in rows]

        return await self._thread.run(job)

    async def reminders(self, person_id: int) -> Reminders:
        """Return what the person set up, the pauses that are over by themselves among it."""
        return await self._thread.run(lambda connection: reminders.load(connection, person_id))

    async def occurrence(self, occurrence_id: int) -> Occurrence | None:
        """Return one reminder that was due, None where it is no longer kept."""
        return await self._thread.run(lambda connection: reminders.occurrence(connection, occurrence_id))

    async def occurrences(self, person_id: int, since: datetime) -> Sequence[Occurrence]:
        """Return the person's reminders that were due since then, the oldest first."""
        return await self._thread.run(lambda connection: reminders.occurrences(connection, person_id, since))

    async def pauses_to_ask_about(self, now: datetime, limit: int) -> Sequence[int]:
        """Return people whose pause for health has lasted long enough, and who were not asked what next."""
        return await self._thread.run(lambda connection: reminders.pauses_to_ask_about(connection, now, limit))

    async def note_asked(self, person_id: int) -> None:
        """Note that somebody was asked about their pause for health, or need not be."""
        await self._thread.run(lambda connection: reminders.note_asked(connection, person_id))

    async def is_on(self, name: str) -> bool:
        """Return whether a part of the bot is switched on; it is unless somebody switched it off."""
        return await self._thread.run(lambda connection: connection.execute(_IS_OFF, (name,)).fetchone() is None)

    async def export(self, person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return all that is kept about a person: table name to rows, empty tables left out."""

        def job(connection: sqlite3.Connection) -> dict[str, list[dict[str, object]]]:
            tables = {name: _rows(connection, table.export, person_id) for name, table in PERSONAL.items()}
            return {name: rows for name, rows in tables.items() if rows}

        return await self._thread.run(job)

    async def clean_up(self, now: datetime) -> int:
        """Forget the ids of updates that were handled over 48 hours ago; return how many.

        Outcomes of 30 days ago, cards of two hours ago and texts awaited in vain are forgotten as well, so are drafts
        of a day ago, invitations that are over and counts of a year ago.

        Where somebody was erased since the last time, the whole file is rewritten as well: SQLite overwrites what it
        deletes, but not the copies it left behind when it moved rows from page to page.
        """

        def job(connection: sqlite3.Connection) -> tuple[int, bool]:
            connection.execute(_FORGET_OUTCOMES, (seconds(now - OUTCOMES_FOR),))
            connection.execute(_FORGET_CARDS, (seconds(now - CARDS_FOR),))
            connection.execute(_FORGET_AWAITED, (seconds(now),))
            reminders.forget_pauses(connection, now)
            editing.forget(connection, now)
            forgotten = connection.execute(_CLEAN_UP, (seconds(now - SEEN_FOR),)).rowcount
            return forgotten, connection.execute(_IS_VACUUM_DUE).fetchone() is not None

        forgotten, vacuum_due = await self._thread.run(job)
        if vacuum_due:
            await self._thread.vacuum()
            await self._thread.run(lambda connection: connection.execute(_VACUUM_DONE))
        return forgotten

    async def back_up(self, now: datetime) -> Ledger | None:
        """Make the backup of this day (in UTC); return its ledger, None where it was made before."""
        return await asyncio.to_thread(back_up_nightly, self._path, now)

    async def noted(self, name: str) -> str | None:
        """Return what was noted under this name last."""

        def job(connection: sqlite3.Connection) -> str | None:
            row = connection.execute(NOTED, (name,)).fetchone()
            return row[0] if row else None

        return await self._thread.run(job)

    async def note(self, name: str, value: str) -> None:
        """Note something that concerns no single person, in place of what was noted under this name."""
        await self._thread.run(lambda connection: connection.execute(NOTE, (name, value)))

    def take_trouble(self) -> StoreError | None:
        """Return the last failure since this was asked before, if there was any."""
        return self._thread.take_trouble()

    async def close(self) -> None:
        """Finish what is queued and let go of the file."""
        await self._thread.close()
        self._lock.close()

    def _apply(self, connection: sqlite3.Connection, write: Write, now: datetime) -> None:
        match write:
            case SavePerson(person):
                _save(connection, person)
            case ErasePerson(person_id):
                self._erased.record(person_id, now)
                erase(connection, person_id, now)
            case KeepCard() | LeaveCards() | AwaitText() | StopAwaiting():
                _converse(connection, write)
            case KeepOutcome(person_id, level, at):
                connection.execute(_KEEP_OUTCOME, (person_id, seconds(at), level.key))
            case ForgetOutcome(person_id, at):
                connection.execute(_FORGET_OUTCOME, (person_id, seconds(at)))
            case SetSwitch(name, on):
                connection.execute(_SWITCH_ON if on else _SWITCH_OFF, (name,))
            case CountUnanswered():
                connection.execute(_COUNT_UNANSWERED, (f"{now:%Y-%m-%d}",))
            case KeepDraft() | DropDraft() | KeepPreview() | SetEditorMode() | InviteEditor() | CountPage():
                editing.apply(connection, write, now)
            case _:
                reminders.apply(connection, write, now)


def _connect(path: Path, busy_seconds: float, erased: ErasedPeople) -> sqlite3.Connection:
    connection = connect(path, busy_seconds)
    with suppress(sqlite3.Error):  # a disk that is full now; the next start does it
        erased.note(connection)
    return connection


def _converse(connection: sqlite3.Connection, write: KeepCard | LeaveCards | AwaitText | StopAwaiting) -> None:
    """Note what an answer would be taken for."""
    match write:
        case KeepCard(person_id, card):
            _keep(connection, person_id, card)
        case LeaveCards(person_id):
            connection.execute(_LEAVE_CARDS, (person_id,))
        case AwaitText(person_id, what, until):
            connection.execute(_AWAIT, (person_id, what, seconds(until)))
        case StopAwaiting(person_id):
            connection.execute(_STOP_AWAITING, (person_id,))


def _leave(connection: sqlite3.Connection, update_id: int, ending: Ending, now: datetime) -> bool:
    """Take an update out of the inbox and note how it ended; return whether it was still there."""
    if not connection.execute(_LEAVE, (update_id,)).rowcount:
        return False
    connection.execute(_HANDLED, (update_id, seconds(now), ending))
    return True


def _rewrite_inbox(connection: sqlite3.Connection) -> None:
    """Clear the pages of a short inbox, and with them the copies of finished texts that moving rows left there."""
    rows = connection.execute(_SHORT_INBOX, (SHORT_INBOX + 1,)).fetchall()
    if len(rows) <= SHORT_INBOX:
        connection.execute(_CLEAR_INBOX)
        connection.executemany(_REFILL_INBOX, rows)


def _person(connection: sqlite3.Connection, person_id: int) -> Person:
    new_message_each_step, country, editor_mode = connection.execute(_PERSON, (person_id,)).fetchone()
    return Person(person_id, bool(new_message_each_step), country, bool(editor_mode))


def _save(connection: sqlite3.Connection, person: Person) -> None:
    if not person.new_message_each_step and not person.country:
        connection.execute(_FORGET_DEFAULT_PERSON, (person.id,))
    else:
        connection.execute(_SAVE_PERSON, (person.id, person.new_message_each_step, person.country))


def _keep(connection: sqlite3.Connection, person_id: int, card: OpenCard) -> None:
    if not card.ended:
        connection.execute(_LEAVE_CARDS, (person_id,))
    row = (person_id, card.message_id, card.answers, seconds(card.started_at), card.ended)
    connection.execute(_KEEP_CARD, row)


def _rows(connection: sqlite3.Connection, query: str, person_id: int) -> list[dict[str, object]]:
    cursor = connection.execute(query, {"person_id": person_id})
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
