"""Files that hold people's data: only their owner may read them, whatever the umask says."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from bot.domain.store import StoreBusyError, StoreError

OWNER_ONLY = 0o600


def beside(database: Path, suffix: str) -> Path:
    """Return the path of a file that belongs to this database: its whole name and the suffix."""
    return database.with_name(database.name + suffix)


def backup_folder(database: Path) -> Path:
    """Return where the backups lie that are made without anybody asking."""
    return database.parent / "backups"


def make_folder(folder: Path) -> None:
    """Make a folder that is its owner's alone, unless it is there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be created: {error.strerror}") from error


def in_words(error: sqlite3.Error) -> str:
    """Return what SQLite says, with a guess where it does not know: its index beside the log needs room as well."""
    is_vague = str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_IOERR")
    return f"{error}; is the disk full?" if is_vague else str(error)


def remove(database: Path) -> None:
    """Delete a database that is not needed, and what SQLite made beside it."""
    remove_logs(database)
    database.unlink(missing_ok=True)


def remove_logs(database: Path) -> None:
    """Delete what SQLite made beside a database that begins anew."""
    for suffix in ("-wal", "-shm", "-journal"):
        beside(database, suffix).unlink(missing_ok=True)


def give_away(like: Path, *paths: Path) -> None:
    """Give these files to the owner of another, so that the bot can use what root made for it."""
    if os.geteuid() == 0:
        owner = like.stat()
        for path in paths:
            os.chown(path, owner.st_uid, owner.st_gid)


def open_private(path: Path, flags: int) -> int:
    """Return a descriptor of this file, created if need be and closed to everybody else.

    StoreError where the file cannot be had, its folder missing among the reasons.
    """
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, OWNER_ONLY)
    except FileNotFoundError:
        raise StoreError(f"{path}: the folder {path.parent} does not exist; create it first") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened: {error.strerror}") from error
    try:
        os.fchmod(descriptor, OWNER_ONLY)
    except OSError as error:
        os.close(descriptor)
        raise StoreError(f"{path}: cannot be made private: {error.strerror}") from error
    return descriptor


def make_private(path: Path) -> None:
    """Close this file to everybody else, if it is there."""
    with suppress(FileNotFoundError):
        path.chmod(OWNER_ONLY)


def sync(path: Path) -> None:
    """Make what was written to a file survive a power cut; StoreBusyError where the disk does not take it."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise StoreBusyError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Make the name of a new or renamed file survive a power cut."""
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
