"""One process at a time writes to a database."""

from __future__ import annotations

import fcntl
import os
from io import FileIO
from pathlib import Path

from bot.domain.store import StoreError
from bot.storage.files import beside, open_private


def lock(database: Path) -> FileIO:
    """Return the held lock of this database; closing it, or the end of the process, lets go.

    It lies on a file of its own: closing any descriptor of the database itself would drop SQLite's locks.
    StoreError where another process, or another part of this one, holds it.
    """
    path = beside(database, ".lock")
    held = os.fdopen(open_private(path, os.O_RDWR), "wb", buffering=0)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        raise StoreError(f"{path}: another steady is running on this database; stop it first") from None
    return held
