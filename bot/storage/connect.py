"""How the database file is created, checked and opened."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from bot.domain.store import StoreBusyError, StoreError
from bot.storage.files import beside, make_private, open_private, sync_folder
from bot.storage.migrations import migrate

_MAGIC = b"SQLite format 3\0"
DAMAGED = "the database is damaged; restore it from a backup"


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Return a connection to this database, its tables up to date; a missing file is created.

    StoreError where the file is damaged, of a newer version, or no database: it is never replaced. OSError where the
    system does not let us.
    To be called with the lock of the database held, on the thread that will use the connection.
    """
    if not path.exists():
        _create(path, busy_seconds)
    check_header(path)
    for suffix in ("", "-wal", "-shm"):
        make_private(beside(path, suffix))
    return _open(path, busy_seconds)


def _create(path: Path, busy_seconds: float) -> None:
    """Make a database with all its tables under another name first, so that a half-made one never stands here."""
    check_missing(path)
    draft = beside(path, ".new")
    for suffix in ("", "-wal", "-shm"):
        beside(draft, suffix).unlink(missing_ok=True)
    os.close(open_private(draft, os.O_RDWR))
    _open(draft, busy_seconds).close()
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
        raise StoreError(f"{path}: {DAMAGED}")


def _open(path: Path, busy_seconds: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        _set_up(connection)
        migrate(connection, path)
        # What the last run deleted shall not outlive it in the log.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        connection.close()
        raise StoreBusyError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreError(f"{path}: {DAMAGED}") from error
    except BaseException:
        connection.close()
        raise
    return connection


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
