"""Whether a database can be used, looked at without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.store import StoreError


def check_database(path: Path) -> None:
    """Return if the database is sound, or not there yet; StoreError names what is wrong. It may be in use meanwhile."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise StoreError(f"{path}: the database cannot be read ({error}); restore it from a backup") from error
    if finding != "ok":
        raise StoreError(f"{path}: the database is damaged; restore it from a backup")
