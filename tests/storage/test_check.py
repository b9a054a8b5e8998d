from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.store import Received, StoreError
from bot.storage.check import check_database
from bot.storage.connect import connect
from bot.storage.sqlite import SqliteStore

DAMAGED = "the database is damaged; restore it from a backup: steady restore FILE"

CRASH = """
import asyncio, os, pathlib, signal, sys
from datetime import UTC, datetime
from bot.domain.store import Received
from bot.storage.sqlite import SqliteStore

async def main():
    store = await SqliteStore.open(pathlib.Path(sys.argv[1]), wipe_seconds=3600)
    await store.receive([Received(1, 1, "{}")], datetime(2026, 11, 22, tzinfo=UTC))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.fixture
def database(path: Path) -> Path:
    """A database as a stopped bot leaves it."""
    connect(path, busy_seconds=0.01).close()
    return path


@pytest.fixture
def crashed(path: Path) -> Path:
    """A database as a killed bot leaves it."""
    subprocess.run([sys.executable, "-c", CRASH, path], check=False)
    assert files(path) == {"steady.db", "steady.db-wal", "steady.db-shm", "steady.db.lock", "steady.db.erased"}
    return path


def files(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()}


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """Hold that the folder is the same afterwards: its files, and what stands in the database and its log."""

    def seen() -> dict[str, bytes]:
        return {file.name: b"" if file.suffix == ".db-shm" else file.read_bytes() for file in path.parent.iterdir()}

    before = seen()
    yield
    assert seen() == before


def complaint(path: Path) -> str:
    with untouched(path), pytest.raises(StoreError) as raised:
        check_database(path)
    return str(raised.value)


def test_a_database_that_is_not_there_yet_is_in_order(path: Path) -> None:
    with untouched(path):
        check_database(path)


def test_a_database_at_rest_is_in_order_and_left_alone(database: Path) -> None:
    with untouched(database):
        check_database(database)


def test_a_database_after_a_crash_is_in_order_and_left_alone(crashed: Path) -> None:
    with untouched(crashed):
        check_database(crashed)


def test_a_database_whose_index_did_not_survive_is_in_order_and_left_alone(crashed: Path) -> None:
    Path(f"{crashed}-shm").unlink()
    with untouched(crashed):
        check_database(crashed)


async def test_a_database_in_use_is_in_order_and_the_bot_goes_on(path: Path, now: datetime) -> None:
    store = await SqliteStore.open(path)
    code = "import pathlib, sys; from bot.storage.check import check_database as c; c(pathlib.Path(sys.argv[1]))"
    update = Received(1, 1, "{}")
    await store.receive([update], now)
    before = files(path)
    checking = await asyncio.create_subprocess_exec(sys.executable, "-c", code, path)
    assert (await checking.wait(), files(path)) == (0, before)
    assert (await store.recover(now)).waiting == (update,)
    await store.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3", b"a shopping list, long enough" * 200, bytes(4096)])
def test_what_is_no_database_is_named(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert complaint(path) == f"{path}: {DAMAGED}"


@pytest.mark.parametrize(("start", "end"), [(16, 100), (100, 4096), (4096, 8192)], ids=["header", "schema", "table"])
def test_a_damaged_database_is_named(database: Path, start: int, end: int) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[:start] + b"\xff" * (end - start) + whole[end:])
    assert complaint(database) == f"{database}: {DAMAGED}"


def test_a_database_cut_short_is_named(database: Path) -> None:
    database.write_bytes(database.read_bytes()[:4096])
    assert complaint(database) == f"{database}: {DAMAGED}"


def test_a_log_without_its_database_is_named(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"what was said last")
    assert complaint(path) == f"{path}: the database is missing, but its log is there; restore it from a backup"


def test_a_folder_that_cannot_be_written_to_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda folder, mode: folder != path.parent)  # root may write anywhere
    assert complaint(path) == f"{path}: cannot be created: this account may not write to the folder"


def test_a_database_of_a_newer_version_is_named(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as newer:
        newer.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('steady', 'x', '')")
    sentence = f"{database}: made by a newer version of Steady; upgrade, or restore a backup of this version"
    assert complaint(database) == sentence


def test_the_database_of_another_program_is_named(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    assert complaint(path) == f"{path}: holds the data of another program; name another file"


def test_a_folder_in_the_place_of_the_database_is_named(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StoreError) as raised:
        check_database(path)
    assert str(raised.value) == f"{path}: cannot be read: Is a directory"


def test_a_database_that_somebody_holds_for_themselves_is_named(crashed: Path) -> None:
    with closing(sqlite3.connect(crashed, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError) as raised:
            check_database(crashed, busy_seconds=0.01)
    assert str(raised.value) == f"{crashed}: database is locked"
