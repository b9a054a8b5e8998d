"""A copy of a database that can be kept: as of one moment, checked, its owner's alone, and never half there."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.domain.store import StoreBusyError, StoreError
from bot.storage.files import beside, in_words, open_private, remove, remove_logs, sync, sync_folder
from bot.storage.moments import moment, seconds

STAMP = "_steady_backup"
"""The table that only copies have: when they were made."""
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished copy: where, how many bytes, and how many rows in all tables."""

    path: Path
    size: int
    rows: int


def write_copy(connection: sqlite3.Connection, to: Path, made_at: datetime, *, replace: bool = False) -> Copy:
    """Copy what this connection sees, page for page, and check the copy; whoever writes meanwhile is not held up.

    ``made_at`` is a moment before the call. StoreError where the file is there already, unless it may be replaced;
    StoreBusyError where it cannot be written. sqlite3.DatabaseError where what is copied is damaged.
    """
    with _draft(to) as draft:
        if to.exists() and not replace:
            raise StoreError(f"{to}: is there already; name another file")
        copy_pages(connection, draft)
        rows = _check(draft, made_at)
        sync(draft)
        draft.rename(to)
    sync_folder(to)
    return Copy(to, to.stat().st_size, rows)


def copy_pages(connection: sqlite3.Connection, to: Path) -> None:
    """Copy what this connection sees to an empty file, page by page; StoreBusyError on a full disk.

    That takes a fiftieth of the time of VACUUM INTO, which makes each index anew.
    """
    try:
        with closing(sqlite3.connect(to, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file is all there is of a copy
    except sqlite3.OperationalError as error:
        raise StoreBusyError(f"{to}: {in_words(error)}") from error


def made_at(connection: sqlite3.Connection) -> datetime | None:
    """Return when a copy was made, None for what no ``write_copy`` made."""
    if (STAMP,) not in connection.execute(_TABLES).fetchall():
        return None
    (made,) = connection.execute(f"SELECT made_at FROM {STAMP}").fetchone()  # noqa: S608
    return moment(made)


def check_pages(connection: sqlite3.Connection) -> None:
    """Return if the database is whole; sqlite3.DatabaseError where it is not."""
    (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise sqlite3.DatabaseError(finding)


def count_rows(connection: sqlite3.Connection) -> int:
    """Return how many rows all tables have together."""
    names = [name for (name,) in connection.execute(_TABLES) if name != STAMP]
    return sum(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names)  # noqa: S608


@contextmanager
def _draft(to: Path) -> Iterator[Path]:
    """Yield an empty file beside this one, held for this process; it is gone afterwards, unless it was renamed."""
    draft = beside(to, ".new")
    with os.fdopen(open_private(draft, os.O_RDWR), "r+b") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            taken = not os.path.samestat(os.fstat(held.fileno()), draft.stat())
        except (BlockingIOError, FileNotFoundError):
            taken = True
        if taken:
            raise StoreError(f"{to}: another backup to this file is being made")
        remove_logs(draft)  # what a killed one left
        held.truncate(0)
        try:
            yield draft
        except BaseException:
            remove(draft)
            raise


def _check(draft: Path, made_at: datetime) -> int:
    """Note when a copy was made, and check it; return how many rows it has."""
    try:
        return _note(draft, made_at)
    except sqlite3.OperationalError as error:
        raise StoreBusyError(f"{draft}: {in_words(error)}") from error


def _note(draft: Path, made_at: datetime) -> int:
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # a journal would outlive a kill
        connection.execute(f"CREATE TABLE {STAMP} (made_at INTEGER NOT NULL) STRICT")
        connection.execute(f"INSERT INTO {STAMP} VALUES (?)", (seconds(made_at),))  # noqa: S608
        check_pages(connection)
        return count_rows(connection)
