"""Wordings on SQLite: each version of each text, and which of them is in use.

Nothing is ever published over a wording that its editor did not know of, and what was done is not done a second time:
a turn may run twice. What is proposed for a text goes as soon as anything else is, so at most one waits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.editing import Change, Standing, Wording
from bot.storage.check import reading_current
from bot.storage.moments import moment, seconds

CHANGE = "language, key, source, base, shipped, critical"
_WORDING = f"{CHANGE}, number, author, at, standing, approved_by"
_LIVE = f"""
    SELECT {_WORDING} FROM wording AS w WHERE source IS NOT NULL AND number = (
        SELECT max(number) FROM wording WHERE language = w.language AND key = w.key AND standing = 'live'
    )
    ORDER BY language, key
"""  # noqa: S608
_PROPOSED = f"SELECT {_WORDING} FROM wording WHERE standing = 'proposed' ORDER BY id"  # noqa: S608
_HISTORY = f"""
    SELECT {_WORDING} FROM wording WHERE language = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY id DESC
"""  # noqa: S608
_WHOLE_HISTORY = f"SELECT {_WORDING} FROM wording ORDER BY id DESC"  # noqa: S608
_ONE = f"SELECT {_WORDING} FROM wording WHERE language = ? AND key = ? AND number = ?"  # noqa: S608
_NEWEST = f"""
    SELECT {_WORDING} FROM wording WHERE language = ? AND key = ? AND standing IN (SELECT value FROM json_each(?))
    ORDER BY number DESC LIMIT 1
"""  # noqa: S608
_ADD = f"""
    INSERT INTO wording ({CHANGE}, author, at, standing, number) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
        1 + coalesce((SELECT max(number) FROM wording WHERE language = ?1 AND key = ?2), 0)
    RETURNING {_WORDING}
"""  # noqa: S608
_WITHDRAW_PROPOSED = """
    UPDATE wording SET standing = 'withdrawn' WHERE language = ? AND key = ? AND standing = 'proposed'
"""
_WITHDRAW = f"{_WITHDRAW_PROPOSED} AND number = ?"
_APPROVE = """
    UPDATE wording SET standing = 'live', approved_by = ?1, at = ?2
    WHERE language = ?3 AND key = ?4 AND number = ?5 AND standing = 'proposed'
"""


def live(connection: sqlite3.Connection) -> Sequence[Wording]:
    """Return the wordings in use, but for texts whose shipped wording is back in use."""
    return _wordings(connection.execute(_LIVE))


def proposed(connection: sqlite3.Connection) -> Sequence[Wording]:
    """Return what waits for a second editor, the oldest first."""
    return _wordings(connection.execute(_PROPOSED))


def history(connection: sqlite3.Connection, language: str, keys: Sequence[str]) -> Sequence[Wording]:
    """Return all wordings of these texts, the newest first."""
    return _wordings(connection.execute(_HISTORY, (language, json.dumps(list(keys)))))


def in_use(connection: sqlite3.Connection, language: str, key: str) -> Wording | None:
    """Return the newest wording of a text that was published."""
    return _newest(connection, language, key, Standing.LIVE)


def publish(
    connection: sqlite3.Connection, changes: Sequence[Change], author: int, now: datetime, standing: Standing
) -> Sequence[Wording] | None:
    """Return the new wordings, or the same ones where this is done again; None where one is not on what is in use."""
    made = [(change, _again(connection, change, author, standing)) for change in changes]
    if not all(again or _is_on_top(connection, change) for change, again in made):
        return None
    return [again or _add(connection, change, author, now, standing) for change, again in made]


def approve(
    connection: sqlite3.Connection, waiting: Sequence[Wording], approver: int, now: datetime
) -> Sequence[Wording] | None:
    """Return the proposed wordings, in use from now on; None where one waits no more, or is the approver's own."""
    names = [(each.change.language, each.change.key, each.number) for each in waiting]
    found = [_one(connection, *name) for name in names]
    if not all(each and _waits_for(each, approver) for each in found):
        return None
    connection.executemany(_APPROVE, [(approver, seconds(now), *name) for name in names])
    return [wording for name in names if (wording := _one(connection, *name))]


def withdraw(connection: sqlite3.Connection, language: str, key: str, number: int) -> bool:
    """Return whether the wording was proposed until now."""
    return connection.execute(_WITHDRAW, (language, key, number)).rowcount > 0


def wordings_in(path: Path) -> Sequence[Wording]:
    """Return the wordings in use in this database, beside a running bot; StoreError where it cannot be read."""
    with reading_current(path) as connection:
        return live(connection)


def history_in(path: Path) -> Sequence[Wording]:
    """Return all wordings in this database, the newest first, as ``wordings_in``."""
    with reading_current(path) as connection:
        return _wordings(connection.execute(_WHOLE_HISTORY))


def change_of(language: str, key: str, source: str | None, base: int, shipped: str, critical: int) -> Change:
    """Return the change that these columns stand for."""
    return Change(language, key, source, base, shipped, bool(critical))


def row_of(change: Change) -> tuple[str | int | None, ...]:
    """Return what stands for a change in the columns of ``CHANGE``."""
    return change.language, change.key, change.source, change.base, change.shipped, change.critical


def wording_of(*row: Any) -> Wording:
    """Return the wording that a row stands for."""
    number, author, at, standing, approved_by = row[6:]
    return Wording(change_of(*row[:6]), number, author, moment(at), Standing(standing), approved_by)


def _again(connection: sqlite3.Connection, change: Change, author: int, standing: Standing) -> Wording | None:
    """Return the wording that this change made before, while no other came after it."""
    newest = _newest(connection, change.language, change.key, Standing.LIVE, standing)
    return newest if newest is not None and (newest.author, newest.change) == (author, change) else None


def _is_on_top(connection: sqlite3.Connection, change: Change) -> bool:
    current = in_use(connection, change.language, change.key)
    return change.base == (current.number if current else 0)


def _add(connection: sqlite3.Connection, change: Change, author: int, now: datetime, standing: Standing) -> Wording:
    connection.execute(_WITHDRAW_PROPOSED, (change.language, change.key))
    return wording_of(*connection.execute(_ADD, (*row_of(change), author, seconds(now), standing)).fetchone())


def _waits_for(wording: Wording, approver: int) -> bool:
    return wording.standing is Standing.PROPOSED and wording.author != approver


def _one(connection: sqlite3.Connection, language: str, key: str, number: int) -> Wording | None:
    row = connection.execute(_ONE, (language, key, number)).fetchone()
    return wording_of(*row) if row else None


def _newest(connection: sqlite3.Connection, language: str, key: str, *standings: Standing) -> Wording | None:
    row = connection.execute(_NEWEST, (language, key, json.dumps(standings))).fetchone()
    return wording_of(*row) if row else None


def _wordings(rows: Iterable[tuple[Any, ...]]) -> list[Wording]:
    return [wording_of(*row) for row in rows]
