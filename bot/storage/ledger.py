"""The ledger, read without the bot, or beside it."""

from __future__ import annotations

from pathlib import Path

from bot.domain.delivery import Ledger
from bot.storage.check import reading_current
from bot.storage.deliveries import read_ledger


def ledger_in(path: Path) -> Ledger:
    """Return what became of all reminders in this database, at one moment; StoreError where it cannot be read."""
    with reading_current(path) as connection:
        return read_ledger(connection)
