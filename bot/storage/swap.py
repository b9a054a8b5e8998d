"""One database in the place of another, at whatever moment the process is killed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.storage.files import beside, sync_folder

READY = ".restored"
REPLACED = ".replaced-"


def swap_in(database: Path) -> Path | None:
    """Put the restored database that stands ready, if any, in the place of the old one; return where that is kept.

    To be called with the lock of the database held. Cut off anywhere, the next call goes on.
    """
    ready = beside(database, READY)
    if not ready.exists():
        return None
    made = datetime.fromtimestamp(ready.stat().st_mtime, UTC)
    kept = beside(database, f"{REPLACED}{made:%Y%m%dT%H%M%S%fZ}")
    for suffix in ("", "-wal"):  # the log goes before the new database comes: it would be taken for its own
        if beside(database, suffix).exists():
            beside(database, suffix).rename(beside(kept, suffix))
    beside(database, "-shm").unlink(missing_ok=True)
    sync_folder(database)
    ready.rename(database)
    sync_folder(database)
    return kept if kept.exists() else None
