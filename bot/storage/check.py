"""Whether a database can be used, looked at without changing it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.domain.store import StoreBusyError, StoreError
from bot.storage.connect import DamagedError, check_header, check_missing
from bot.storage.copying import check_pages
from bot.storage.files import beside, in_words
from bot.storage.migrations import check_version, is_current


def check_database(path: Path, *, busy_seconds: float = 5.0) -> None:
    """Return if the database is sound, or not there yet; StoreError names what is wrong.

    Another process may use it meanwhile; one that locks it is waited for up to ``busy_seconds``. Nothing is written to
    it, and nothing is left beside it.
    """
    if not path.exists():
        check_missing(path)
        _check_folder(path)
        return
    with reading(path, busy_seconds=busy_seconds) as connection:
        check_pages(connection)
        check_version(connection, path)


@contextmanager
def reading(path: Path, *, busy_seconds: float = 5.0) -> Iterator[sqlite3.Connection]:
    """Yield a connection that changes nothing, beside whoever uses the database; StoreError names what is wrong."""
    with _named(path):
        check_header(path)
        with _read_only(path, busy_seconds) as connection:
            yield connection


@contextmanager
def reading_current(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that shows a database of this version as it is at one moment; errors as ``reading``."""
    if not path.exists():
        raise StoreError(f"{path}: there is no such database yet; steady run makes it")
    with reading(path) as connection:
        check_version(connection, path)
        if not is_current(connection):
            raise StoreError(f"{path}: made by an older version of Steady; steady run brings it up to date")
        connection.execute("BEGIN")
        yield connection


@contextmanager
def reading_beside(path: Path, *, busy_seconds: float = 5.0) -> Iterator[sqlite3.Connection]:
    """Yield a connection to copy from, safe against whoever begins to write meanwhile; also for the bot itself.

    Errors as ``reading``. The header is not looked at apart: that would drop the locks which this process may hold.
    """
    # "rw" makes the files that locking needs, which "ro" does not, and takes them away afterwards.
    mode = "ro" if beside(path, "-wal").exists() else "rw"
    with _named(path), closing(_connect(path, f"mode={mode}", busy_seconds)) as connection:
        yield connection


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file in whatever goes wrong with it."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        raise StoreBusyError(f"{path}: {in_words(error)}") from error
    except sqlite3.DatabaseError as error:
        raise DamagedError(path) from error


def _check_folder(path: Path) -> None:
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreError(f"{path}: cannot be created: this account may not write to the folder")


@contextmanager
def _read_only(path: Path, busy_seconds: float) -> Iterator[sqlite3.Connection]:
    """Yield a connection; without a log nobody writes, and SQLite is told so, lest it makes files for locking."""
    index = beside(path, "-shm")
    in_use = beside(path, "-wal").exists()
    makes_index = in_use and not index.exists()
    mode = "mode=ro" if in_use else "mode=ro&immutable=1"
    try:
        with closing(_connect(path, mode, busy_seconds)) as connection:
            yield connection
    finally:
        if makes_index:
            index.unlink(missing_ok=True)


def _connect(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=busy_seconds)
