"""How the database file is created, checked and opened."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from bot.domain.store import StoreBusyError, StoreError
from bot.storage.copying import write_copy
from bot.storage.files import (
    backup_folder,
    beside,
    in_words,
    make_folder,
    make_private,
    open_private,
    remove,
    sync_folder,
)
from bot.storage.migrations import is_begun, migrate, steps_to_come
from bot.storage.swap import swap_in

_MAGIC = b"SQLite format 3\0"


class DamagedError(StoreError):
    """The file is no database, or a damaged one; the message names the way back."""

    def __init__(self, path: Path) -> None:
        nights = sorted(backup_folder(path).glob(f"{escape(path.name)}.????-??-??"))
        newest = nights[-1] if nights else "FILE"
        super().__init__(f"{path}: the database is damaged; restore it from a backup: steady restore {newest}")


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Return a connection to this database, its tables up to date; a missing file is created.

    StoreError where the file is damaged, of a newer version, or no database: it is never replaced. OSError where the
    system does not let us.
    To be called with the lock of the database held, on the thread that will use the connection.
    """
    swap_in(path)
    if not path.exists():
        _create(path, busy_seconds)
    check_header(path)
    for suffix in ("", "-wal", "-shm"):
        make_private(beside(path, suffix))
    return open_database(path, busy_seconds, keep_copy=True)


def _create(path: Path, busy_seconds: float) -> None:
    """Make a database with all its tables under another name first, so that a half-made one never stands here."""
    check_missing(path)
    draft = beside(path, ".new")
    remove(draft)
    os.close(open_private(draft, os.O_RDWR))
    open_database(draft, busy_seconds).close()
    draft.rename(path)
    sync_folder(path)


def check_missing(path: Path) -> None:
    """Return if a database that is not there never was; StoreError where its log is."""
    log = beside(path, "-wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(f"{path}: the database is missing, but its log is there; restore it from a backup")


def check_header(path: Path) -> None:
    """Return if the file begins as databases do, StoreError where it does not.

    To be called while this process has the file not open: closing it here would drop SQLite's own locks.
    """
    with path.open("rb") as file:
        header = file.read(len(_MAGIC))
    if header != _MAGIC:
        raise DamagedError(path)


def open_database(path: Path, busy_seconds: float, *, keep_copy: bool = False) -> sqlite3.Connection:
    """Return a connection to a database that begins as it should, its tables up to date; errors as ``connect``.

    ``keep_copy`` makes a backup before its tables change.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        _set_up(connection)
        if keep_copy:
            _keep_copy(connection, path)
        migrate(connection, path)
        # What the last run deleted shall not outlive it in the log.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreBusyError(f"{path}: {in_words(error)}") from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise DamagedError(path) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _keep_copy(connection: sqlite3.Connection, path: Path) -> None:
    """Make a backup if the tables are about to change; the one that an earlier try made is replaced."""
    steps = steps_to_come(connection)
    if steps and is_begun(connection):
        folder = backup_folder(path)
        make_folder(folder)
        now = datetime.now(UTC)  # the machine's: no bot with a clock of its own runs yet
        write_copy(connection, folder / f"{path.name}.before-{steps[0]}", now, replace=True)


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "wal_autocheckpoint = 8192",  # no call waits for that of a burst: the log is emptied a second later anyway
    ):
        connection.execute(f"PRAGMA {pragma}")
