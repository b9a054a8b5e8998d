"""What editors change, on SQLite; see ``domain.editing.EditingStore``."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import assert_never

from bot.domain.editing import (
    Change,
    CountPage,
    Draft,
    DropDraft,
    EditingWrite,
    Editor,
    InviteEditor,
    KeepDraft,
    KeepPreview,
    SetEditorMode,
    Standing,
    Stats,
    Wording,
)
from bot.storage import wordings
from bot.storage.check import reading_beside
from bot.storage.moments import moment, seconds
from bot.storage.thread import DatabaseThread
from bot.storage.wordings import CHANGE, change_of, row_of

DRAFTS_FOR = timedelta(days=1)
PAGE_COUNTS_FOR = timedelta(days=365)
UNANSWERED_FOR = timedelta(days=30)

_KEEP_DRAFT = f"""
    INSERT OR REPLACE INTO draft (person_id, {CHANGE}, at, message_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608
_DROP_DRAFT = "DELETE FROM draft WHERE person_id = ? AND language = ? AND key = ?"
_DRAFT = f"""
    SELECT at, message_id, {CHANGE} FROM draft WHERE person_id = ? AND language = ? AND key = ? AND at > ?
"""  # noqa: S608
_KEEP_PREVIEW = "INSERT OR REPLACE INTO preview (person_id, message_id, subject, at) VALUES (?, ?, ?, ?)"
_PREVIEW = "SELECT subject FROM preview WHERE person_id = ? AND message_id = ? AND at > ?"
_MODE_ON = "INSERT INTO editor_mode (person_id) VALUES (?) ON CONFLICT (person_id) DO NOTHING"
_MODE_OFF = "DELETE FROM editor_mode WHERE person_id = ?"
_INVITE = "INSERT INTO invitation (secret_hash, invited_by, until) VALUES (?, ?, ?)"
_USE_INVITATION = """
    UPDATE invitation SET used_by = ?1 WHERE secret_hash = ?2 AND until > ?3 AND used_by IS NULL RETURNING invited_by
"""
_USED_INVITATION = "SELECT 1 FROM invitation WHERE secret_hash = ? AND used_by = ?"
_ADD_EDITOR = """
    INSERT INTO editor (person_id, since, invited_by) VALUES (?, ?, ?) ON CONFLICT (person_id) DO NOTHING
"""
_REVOKE = (
    *(
        f"DELETE FROM {table} WHERE person_id = ?"  # noqa: S608
        for table in ("editor", "draft", "preview", "editor_mode")
    ),
    "UPDATE wording SET standing = 'withdrawn' WHERE author = ? AND standing = 'proposed'",
)
_EDITORS = "SELECT person_id, since, invited_by FROM editor ORDER BY since, person_id"
_EDITOR = "SELECT 1 FROM editor WHERE person_id = ?"
_COUNT_PAGE = """
    INSERT INTO page_count (day, page, version, what, count) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT (day, page, version, what) DO UPDATE SET count = count + 1
"""
_PEOPLE = """
    SELECT count(*) FROM (
        SELECT id FROM person UNION SELECT person_id FROM reminding UNION SELECT person_id FROM series
        UNION SELECT person_id FROM outcome
    )
"""
_ON = "SELECT kind, count(*) FROM series WHERE enabled = 1 GROUP BY kind"
_DELIVERED = """
    SELECT kind, tip, settled, count FROM tip_count
    UNION ALL
    SELECT kind, tip, coalesce(settled, ''), count(*) FROM occurrence WHERE state = 'sent' GROUP BY 1, 2, 3
"""
_PAGES = "SELECT page, version, what, sum(count) FROM page_count GROUP BY 1, 2, 3"
_UNANSWERED = "SELECT coalesce(sum(count), 0) FROM unanswered WHERE day > ?"


class SqliteEditing:
    """What is remembered of the words and of those who change them, in the tables of a ``SqliteStore``."""

    def __init__(self, thread: DatabaseThread, path: Path) -> None:
        """Work on this thread's database, which is in this file."""
        self._thread = thread
        self._path = path

    async def wordings(self) -> Sequence[Wording]:
        """Return the wordings in use, but for texts whose shipped wording is back in use."""
        return await self._thread.run(wordings.live)

    async def proposed(self) -> Sequence[Wording]:
        """Return what waits for a second editor, the oldest first."""
        return await self._thread.run(wordings.proposed)

    async def history(self, language: str, keys: Sequence[str]) -> Sequence[Wording]:
        """Return all wordings of these texts, the newest first."""
        return await self._thread.run(lambda connection: wordings.history(connection, language, keys))

    async def in_use(self, language: str, key: str) -> Wording | None:
        """Return the newest wording of a text that was published, None where there never was one."""
        return await self._thread.run(lambda connection: wordings.in_use(connection, language, key))

    async def publish(
        self, changes: Sequence[Change], author: int, now: datetime, standing: Standing = Standing.LIVE
    ) -> Sequence[Wording] | None:
        """Return the new wordings, or the same ones where this is done again; all are published, or none."""

        def job(connection: sqlite3.Connection) -> Sequence[Wording] | None:
            published = wordings.publish(connection, changes, author, now, standing)
            for change in changes if published is not None else ():
                connection.execute(_DROP_DRAFT, (author, change.language, change.key))
            return published

        return await self._thread.run(job)

    async def approve(self, waiting: Sequence[Wording], approver: int, now: datetime) -> Sequence[Wording] | None:
        """Let proposed wordings be in use from now on, all or none.

        None where one is no longer proposed, or is the approver's own.
        """
        return await self._thread.run(lambda connection: wordings.approve(connection, waiting, approver, now))

    async def withdraw(self, language: str, key: str, number: int) -> bool:
        """Return whether the wording was proposed until now."""
        return await self._thread.run(lambda connection: wordings.withdraw(connection, language, key, number))

    async def draft(self, person_id: int, language: str, key: str, now: datetime) -> Draft | None:
        """Return an editor's draft of a text, unless it is over a day old."""

        def job(connection: sqlite3.Connection) -> Draft | None:
            row = connection.execute(_DRAFT, (person_id, language, key, seconds(now - DRAFTS_FOR))).fetchone()
            if row is None:
                return None
            at, message_id, *change = row
            return Draft(person_id, change_of(*change), moment(at), message_id)

        return await self._thread.run(job)

    async def subject(self, person_id: int, message_id: int, now: datetime) -> str | None:
        """Return what one of an editor's messages shows, unless it is over a day old."""

        def job(connection: sqlite3.Connection) -> str | None:
            row = connection.execute(_PREVIEW, (person_id, message_id, seconds(now - DRAFTS_FOR))).fetchone()
            return row[0] if row else None

        return await self._thread.run(job)

    async def editors(self) -> Sequence[Editor]:
        """Return who was invited, came, and was not revoked since, in that order."""

        def job(connection: sqlite3.Connection) -> list[Editor]:
            rows = connection.execute(_EDITORS)
            return [Editor(person_id, moment(since), invited_by) for person_id, since, invited_by in rows]

        return await self._thread.run(job)

    async def is_editor(self, person_id: int) -> bool:
        """Return whether somebody was invited, came, and was not revoked since."""
        return await self._thread.run(lambda connection: _is_editor(connection, person_id))

    async def accept(self, secret_hash: str, person_id: int, now: datetime) -> bool:
        """Return whether this invitation was good until now and makes this person an editor; it is used up."""
        return await self._thread.run(lambda connection: _accept(connection, secret_hash, person_id, now))

    async def revoke(self, person_id: int) -> None:
        """Let somebody be an editor no more; their drafts are gone, and what they proposed waits no more."""
        await self._thread.run(lambda connection: revoke(connection, person_id))

    async def stats(self, now: datetime) -> Stats:
        """Return what is counted; so many reminders are looked at that nobody else shall wait for it."""
        return await asyncio.to_thread(_stats, self._path, now)


def apply(connection: sqlite3.Connection, write: EditingWrite, now: datetime) -> None:
    """Make one change that a turn asked for."""
    match write:
        case KeepDraft(draft):
            row = (draft.person_id, *row_of(draft.change), seconds(draft.at), draft.message_id)
            connection.execute(_KEEP_DRAFT, row)
        case DropDraft(person_id, language, key):
            connection.execute(_DROP_DRAFT, (person_id, language, key))
        case KeepPreview(person_id, message_id, subject, at):
            connection.execute(_KEEP_PREVIEW, (person_id, message_id, subject, seconds(at)))
        case SetEditorMode(person_id, on):
            connection.execute(_MODE_ON if on else _MODE_OFF, (person_id,))
        case InviteEditor(secret_hash, invited_by, until):
            connection.execute(_INVITE, (secret_hash, invited_by, seconds(until)))
        case CountPage(page, version, what):
            connection.execute(_COUNT_PAGE, (f"{now:%Y-%m-%d}", page, version, what))
        case _:
            assert_never(write)


def forget(connection: sqlite3.Connection, now: datetime) -> None:
    """Forget drafts and previews of a day ago, invitations that are over, and counts of a year ago."""
    connection.execute("DELETE FROM draft WHERE at <= ?", (seconds(now - DRAFTS_FOR),))
    connection.execute("DELETE FROM preview WHERE at <= ?", (seconds(now - DRAFTS_FOR),))
    connection.execute("DELETE FROM invitation WHERE until <= ?", (seconds(now),))
    connection.execute("DELETE FROM page_count WHERE day <= ?", (f"{now - PAGE_COUNTS_FOR:%Y-%m-%d}",))


def _is_editor(connection: sqlite3.Connection, person_id: int) -> bool:
    return connection.execute(_EDITOR, (person_id,)).fetchone() is not None


def _accept(connection: sqlite3.Connection, secret_hash: str, person_id: int, now: datetime) -> bool:
    row = connection.execute(_USE_INVITATION, (person_id, secret_hash, seconds(now))).fetchone()
    if row:
        connection.execute(_ADD_EDITOR, (person_id, seconds(now), *row))
        return True
    # The same turn may run twice. Whoever was revoked since is not let in again.
    used = connection.execute(_USED_INVITATION, (secret_hash, person_id)).fetchone()
    return used is not None and _is_editor(connection, person_id)


def revoke(connection: sqlite3.Connection, person_id: int) -> None:
    """Let somebody be an editor no more, with all that waits of what they wrote."""
    for statement in _REVOKE:
        connection.execute(statement, (person_id,))


def _stats(path: Path, now: datetime) -> Stats:
    with reading_beside(path) as connection:
        connection.execute("BEGIN")  # all is counted as it was at one moment
        (people,) = connection.execute(_PEOPLE).fetchone()
        (unanswered,) = connection.execute(_UNANSWERED, (f"{now - UNANSWERED_FOR:%Y-%m-%d}",)).fetchone()
        pages = {(page, version, what): count for page, version, what, count in connection.execute(_PAGES)}
        return Stats(people, dict(connection.execute(_ON)), _delivered(connection), pages, unanswered)


def _delivered(connection: sqlite3.Connection) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for kind, tip, settled, count in connection.execute(_DELIVERED):
        counts[kind, tip, "sent"] += count
        if settled:
            counts[kind, tip, settled] += count
    return counts
