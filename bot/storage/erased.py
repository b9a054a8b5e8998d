"""Who was erased, so that a restored backup cannot bring them back.

The file ``<database>.erased`` is text. Its first line is ``1 scrypt <n> <r> <p> <salt>``: the version of the format,
the cost of the hash and a random salt of 16 bytes in hexadecimal. Each further line is one erasure, ``<hash> <time>``:
scrypt over the id in decimal digits (32 bytes, in hexadecimal) and the time in UTC (``2026-11-22T09:30:00Z``). A line
of any other length was cut off by a power failure before its erasure took place, and means nothing.

The database notes which list it goes with, so that a backup can tell a list that was begun anew from its own.

To replay it on a backup: hash the id of each person in the backup; whoever stands here with a time at or after the
backup's is erased again. The ids themselves cannot be read from the file.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.store import StoreError
from bot.storage.files import beside, make_private, open_private, sync_folder

COST = {"n": 2**11, "r": 8, "p": 1}
"""About 4 ms an id: nothing for one erasure, years for all the ids there may be."""

_HEAD = f"1 scrypt {COST['n']} {COST['r']} {COST['p']} "
_SALT_BYTES = 16
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_NOTED = "SELECT value FROM noted WHERE name = 'erased list'"
_NOTE = """
    INSERT INTO noted (name, value) VALUES ('erased list', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_LINE = re.compile(r"[0-9a-f]{64} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ErasedPeople:
    """The list of erased people beside a database, growing only."""

    def __init__(self, database: Path) -> None:
        """Open the list, or begin an empty one; StoreError where it is damaged."""
        self._path = beside(database, ".erased")
        if not self._path.exists():
            _begin(self._path)
        make_private(self._path)
        self._salt = _salt(self._path)

    def note(self, connection: sqlite3.Connection) -> None:
        """Note in a database that this list goes with it."""
        if connection.execute(_NOTED).fetchone() != (self._name,):
            connection.execute(_NOTE, (self._name,))

    def goes_with(self, connection: sqlite3.Connection) -> bool:
        """Return whether a backup was made with this list, as far as it says; those of older versions do not."""
        return connection.execute(_NOTED).fetchone() in (None, (self._name,))

    def record(self, person_id: int, moment: datetime) -> None:
        """Write an erasure down, safe from a power cut; to be called before the erasure is committed."""
        # The line break comes first, so that a line cut off by a full disk cannot spoil the next.
        _append(self._path, f"\n{self.mark(person_id)} {moment.astimezone(UTC):{_TIME}}")

    def mark(self, person_id: int) -> str:
        """Return what stands for a person in the list."""
        return hashlib.scrypt(str(person_id).encode(), salt=self._salt, dklen=32, **COST).hex()

    @property
    def _name(self) -> str:
        return hashlib.sha256(self._salt).hexdigest()

    def since(self, moment: datetime) -> frozenset[str]:
        """Return the marks of those who were erased at that moment or later."""
        first = f"{moment.astimezone(UTC):{_TIME}}"
        lines = self._path.read_text(encoding="ascii", errors="replace").split("\n")[1:]
        erasures = [line.split(" ") for line in lines if _LINE.fullmatch(line)]
        return frozenset(mark for mark, time in erasures if time >= first)


def has_list(database: Path) -> bool:
    """Return whether it is known who was erased from this database, or from what stood in its place."""
    return beside(database, ".erased").exists()


def _begin(path: Path) -> None:
    """Write the first line, whole or not at all."""
    draft = beside(path, ".new")
    draft.unlink(missing_ok=True)
    _append(draft, _HEAD + secrets.token_hex(_SALT_BYTES))
    draft.rename(path)
    sync_folder(path)


def _salt(path: Path) -> bytes:
    head = path.read_text(encoding="ascii", errors="replace").split("\n", 1)[0]
    try:
        salt = bytes.fromhex(head.removeprefix(_HEAD))
    except ValueError:
        salt = b""
    if not head.startswith(_HEAD) or len(salt) != _SALT_BYTES:
        raise StoreError(f"{path}: the list of erased people is damaged; restore it from a backup")
    return salt


def _append(path: Path, text: str) -> None:
    descriptor = open_private(path, os.O_WRONLY | os.O_APPEND)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            data = text.encode("ascii")
            if file.write(data) != len(data):
                raise StoreError(f"{path}: the disk is full")
            os.fsync(descriptor)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
