"""The ledger, read without the bot, or beside it."""

from __future__ import annotations

from pathlib import Path

from bot.domain.delivery import Ledger
from bot.domain.store import StoreError
from bot.storage.check import reading
from bot.storage.deliveries import read_ledger
from bot.storage.migrations import check_version, is_current


def ledger_in(path: Path) -> Ledger:
    """Return what became of all reminders in this database, at one moment; StoreError where it cannot be read."""
    if not path.exists():
        raise StoreError(f"{path}: there is no such database yet; steady run makes it")
    with reading(path) as connection:
        check_version(connection, path)
        if not is_current(connection):
            raise StoreError(f"{path}: made by an older version of Steady; steady run brings it up to date")
        connection.execute("BEGIN")  # all is counted as it was at one moment
        return read_ledger(connection)
