"""A backup in the place of the database, brought up to the present: nobody erased comes back, nothing is sent twice."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.editing import NOBODY, RevokeEditor
from bot.domain.store import StoreBusyError, StoreError
from bot.storage import editing
from bot.storage.check import reading, reading_current
from bot.storage.connect import DamagedError, open_database
from bot.storage.copying import STAMP, check_pages, copy_pages, count_rows, made_at
from bot.storage.deliveries import read_ledger
from bot.storage.due import LISTED_FOR, take_due
from bot.storage.erased import ErasedPeople, has_list
from bot.storage.files import beside, give_away, in_words, open_private, remove
from bot.storage.lock import lock
from bot.storage.migrations import check_version, is_begun
from bot.storage.moments import moment, seconds
from bot.storage.swap import READY, swap_in
from bot.storage.tables import PERSONAL, erase

TAKEN_AT_ONCE = 1_000
IDS_A_SECOND = 1_000
"""More reminders than are ever due a second, year in, year out."""

_LAST_HANDLED = "SELECT coalesce(max(handled_at), 0) FROM handled_update"
_PEOPLE = " UNION ".join(
    f"SELECT {column} FROM {name} WHERE {column} <> {NOBODY}"  # noqa: S608
    for name, table in PERSONAL.items()
    for column in table.people
)
_HANDLE_INBOX = """
    INSERT INTO handled_update (update_id, handled_at, ending) SELECT update_id, ?, 'done' FROM inbox WHERE true
    ON CONFLICT (update_id) DO NOTHING
"""
_EDITORS = "SELECT person_id FROM editor"
_DOUBT_WAITING = """
    UPDATE occurrence SET state = 'uncertain', send_at = NULL, doubts = max(doubts, 1)
    WHERE send_at IS NOT NULL AND due_at <= ?
"""
_DOUBT_NEW = """
    UPDATE occurrence SET state = 'uncertain', missed = NULL, send_at = NULL, doubts = 1 WHERE id > ?
"""
_LAST_ID = "SELECT coalesce(max(id), 0) FROM occurrence"
_FIRST_DUE = "SELECT min(next_due_at) FROM series WHERE next_due_at <= ?"
_LAST_ID_EVER = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'occurrence'"
_FORGET_LAST_ID = "DELETE FROM sqlite_sequence WHERE name = 'occurrence'"
_SET_LAST_ID = "INSERT INTO sqlite_sequence (name, seq) VALUES ('occurrence', ?)"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did. ``kept`` is the database that was there before, ``erased`` counts people erased again.

    ``uncertain`` reminders were due since the backup. ``had_list`` tells whether it was known who was erased,
    ``knew_editors`` whether it was known which editors of the backup were revoked.
    """

    made_at: datetime
    rows: int
    kept: Path | None
    erased: int
    had_list: bool
    knew_editors: bool
    uncertain: int
    adds_up: bool


def restore(backup: Path, database: Path, now: datetime) -> Restored:
    """Put a backup in the place of the database, which is kept beside it.

    StoreError where a bot runs on the database, or the file is no sound backup of this version or an older one: nothing
    has changed then.
    """
    with closing(lock(database)):
        if database.exists() and backup.exists() and backup.samefile(database):
            raise StoreError(f"{backup}: is the database itself; name a backup")
        had_list = has_list(database)
        owner = database if database.exists() else database.parent
        draft = beside(database, ".new")
        # A list that only a failed try began would pass for the true one at the next.
        with _removed_on_failure(draft, *(() if had_list else (beside(database, ".erased"),))):
            since = _copy(backup, draft)
            erased = ErasedPeople(database)
            give_away(owner, beside(database, ".lock"), beside(database, ".erased"))
            with closing(open_database(draft, 0)) as connection:
                had_list = had_list and erased.goes_with(connection)
                knew_editors = _revoke(connection, database, now)
                again, uncertain = _bring_up_to_date(connection, erased, since, now)
                rows, ledger = count_rows(connection), read_ledger(connection)
            give_away(owner, draft)
            draft.rename(beside(database, READY))
        kept = swap_in(database)
    return Restored(since, rows, kept, again, had_list, knew_editors, uncertain, ledger.adds_up)


@contextmanager
def _removed_on_failure(draft: Path, *others: Path) -> Iterator[None]:
    remove(draft)
    try:
        yield
    except BaseException as error:
        for file in (draft, *others):
            remove(file)
        if isinstance(error, sqlite3.Error):
            raise StoreBusyError(f"{draft}: {in_words(error)}; nothing was changed") from error
        raise


def _copy(backup: Path, draft: Path) -> datetime:
    """Copy a backup that is sound; return when it was made, at the latest."""
    try:
        with reading(backup) as connection:
            check_pages(connection)
            check_version(connection, backup)
            since = _made_at(connection)
            os.close(open_private(draft, os.O_RDWR))
            copy_pages(connection, draft)
    except DamagedError as error:
        raise StoreError(f"{backup}: this is no backup, or a damaged one; nothing was changed") from error
    return since


def _made_at(connection: sqlite3.Connection) -> datetime:
    """Return when a copy was made; of a plain copy of the file, when it was in use last, or any time before."""
    if not is_begun(connection):
        raise sqlite3.DatabaseError("there are no tables in it")
    return made_at(connection) or moment(connection.execute(_LAST_HANDLED).fetchone()[0])


def _bring_up_to_date(
    connection: sqlite3.Connection, erased: ErasedPeople, since: datetime, now: datetime
) -> tuple[int, int]:
    """Let the copy go on from now; return how many people were erased again, and how many reminders are uncertain."""
    gone = _erased_since(connection, erased, since)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"DROP TABLE IF EXISTS {STAMP}")
    for person_id in gone:
        erase(connection, person_id, now)
    # What was asked then has been answered since, and what was typed now answers no question of then.
    connection.execute(_HANDLE_INBOX, (seconds(now),))
    connection.execute("DELETE FROM inbox")
    connection.execute("DELETE FROM open_card")
    connection.execute("DELETE FROM awaited_text")
    connection.execute("DELETE FROM invitation")  # some were used since, and would be good again
    uncertain = connection.execute(_DOUBT_WAITING, (seconds(now),)).rowcount + _doubt_due(connection, now)
    _skip_ids(connection, now)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(gone), uncertain


def _revoke(connection: sqlite3.Connection, replaced: Path, now: datetime) -> bool:
    """Revoke the editors in the copy who are none in the database that was there; return whether that could be read."""
    editors = set(connection.execute(_EDITORS))
    try:
        if editors:
            with reading_current(replaced) as before:
                editors.difference_update(before.execute(_EDITORS))
    except StoreError:
        return False
    for (person_id,) in editors:
        editing.apply(connection, RevokeEditor(person_id), now)
    return True


def _skip_ids(connection: sqlite3.Connection, now: datetime) -> None:
    """Leave out ids which buttons of messages sent since then may carry: they must not come to mean others."""
    (last,) = connection.execute(_LAST_ID_EVER).fetchone()
    connection.execute(_FORGET_LAST_ID)
    connection.execute(_SET_LAST_ID, (max(last, seconds(now) * IDS_A_SECOND),))


def _erased_since(connection: sqlite3.Connection, erased: ErasedPeople, since: datetime) -> list[int]:
    """Return the people in the copy who were erased at or after that moment; takes 4 ms a person and core."""
    marks = erased.since(since)
    if not marks:
        return []
    people = [person_id for (person_id,) in connection.execute(_PEOPLE)]
    with ThreadPoolExecutor() as pool:
        return [person for person, mark in zip(people, pool.map(erased.mark, people), strict=True) if mark in marks]


def _doubt_due(connection: sqlite3.Connection, now: datetime) -> int:
    """Let happen what was due since the copy was made, as what may have been sent; return how many."""
    (last_id,) = connection.execute(_LAST_ID).fetchone()
    (first,) = connection.execute(_FIRST_DUE, (seconds(now),)).fetchone()
    until = now if first is None else moment(first)
    while until < now:
        until = min(until + LISTED_FOR, now)  # so that each is listed, and none only counted
        while take_due(connection, until, TAKEN_AT_ONCE) >= TAKEN_AT_ONCE:
            pass
    return connection.execute(_DOUBT_NEW, (last_id,)).rowcount
