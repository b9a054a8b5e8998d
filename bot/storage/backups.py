"""Backups: one a night beside the database, one before its tables change, and those that a host asks for."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from bot.domain.delivery import Ledger
from bot.domain.store import StoreError
from bot.storage.check import reading_beside
from bot.storage.connect import DamagedError
from bot.storage.copying import Copy, write_copy
from bot.storage.files import backup_folder, beside, make_folder, remove
from bot.storage.ledger import ledger_in
from bot.storage.migrations import check_version, is_begun
from bot.storage.swap import REPLACED

log = logging.getLogger(__name__)

NIGHTS = 7
KEPT_FOR = timedelta(days=7)
"""How long what is no nightly backup stays: the one before the tables changed, and a database that was replaced."""


def back_up(database: Path, to: Path, now: datetime) -> Copy:
    """Copy the database to a new file, beside whoever uses it; StoreError says why that is impossible."""
    if not database.exists():
        raise StoreError(f"{database}: there is no such database yet; steady run makes it")
    with reading_beside(database) as connection:
        check_version(connection, database)
        if not is_begun(connection):
            raise DamagedError(database)
        return write_copy(connection, to, now)


def back_up_nightly(database: Path, now: datetime) -> Ledger | None:
    """Make the backup of this day (in UTC) and delete those too old; return its ledger, None where it was made before.

    To be called by the process that holds the lock of the database.
    """
    to = backup_folder(database) / f"{database.name}.{now:%Y-%m-%d}"
    if to.exists():
        return None
    make_folder(to.parent)
    with reading_beside(database) as connection:
        copy = write_copy(connection, to, now)
    log.info("backed up: %d rows in %d bytes", copy.rows, copy.size)
    _forget_old(database, to, now)
    return ledger_in(to)


def _forget_old(database: Path, newest: Path, now: datetime) -> None:
    """Delete all nights but seven, those of a clock that was wrong, half-made copies, and what is a week old."""
    name, folder = escape(database.name), newest.parent
    remove(beside(database, ".new"))  # of a restore
    for draft in folder.glob(f"{name}.*.new*"):
        draft.unlink()
    nights = sorted(folder.glob(f"{name}.????-??-??"))
    kept = [night for night in nights if night <= newest][-NIGHTS:]
    others = [*folder.glob(f"{name}.before-*"), *database.parent.glob(f"{name}{REPLACED}*")]
    old = [file for file in others if file.stat().st_mtime < (now - KEPT_FOR).timestamp()]
    for file in {*nights, *old} - {*kept}:
        file.unlink()
