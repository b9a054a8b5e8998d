"""Backups: whole, checked, private, never half there, and gone when they are old."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.delivery import Ledger
from bot.domain.store import Ending, ErasePerson, Person, Received, SavePerson, StoreBusyError, StoreError
from bot.storage import migrations
from bot.storage.backups import back_up, back_up_nightly
from bot.storage.check import check_database
from bot.storage.connect import connect
from bot.storage.lock import lock
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.storage.conftest import FullDisk

ANNA = 7

KILLED = """
import os, pathlib, signal, sys
from datetime import UTC, datetime
from bot.storage import copying
from bot.storage.backups import back_up

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(copying, sys.argv[3], killed)
back_up(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), datetime(2026, 11, 22, tzinfo=UTC))
"""


@pytest.fixture
def database(path: Path) -> Path:
    """A database as a stopped bot leaves it, with 100 people in it."""
    with closing(connect(path, busy_seconds=0.01)) as connection:
        connection.executemany("INSERT INTO person VALUES (?, 1, '')", [(number,) for number in range(1, 101)])
    return path


@pytest.fixture
def to(path: Path) -> Path:
    return path.with_name("copy.db")


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def people(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        count: int = connection.execute("SELECT count(*) FROM person").fetchone()[0]
        return count


def nights(path: Path) -> list[str]:
    return files(path.parent / "backups")


# On demand


def test_a_backup_holds_all_rows_and_says_how_many_and_how_large(database: Path, to: Path, now: datetime) -> None:
    copy = back_up(database, to, now)
    with closing(sqlite3.connect(database)) as connection:
        others = ("_sqlite_migrations", "noted")
        rows = sum(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in others)
    assert (people(to), copy.path, copy.size, copy.rows) == (100, to, to.stat().st_size, 100 + rows)
    check_database(to)


def test_only_the_owner_may_read_a_backup_whatever_the_umask(database: Path, to: Path, now: datetime) -> None:
    before = os.umask(0)
    back_up(database, to, now)
    os.umask(before)
    assert to.stat().st_mode & 0o777 == 0o600


def test_a_backup_leaves_the_database_at_rest_as_it_is(database: Path, to: Path, now: datetime) -> None:
    before = database.read_bytes()
    back_up(database, to, now)
    assert (database.read_bytes(), files(database.parent)) == (before, ["copy.db", "steady.db"])


def test_what_is_there_is_never_overwritten(database: Path, to: Path, now: datetime) -> None:
    to.write_text("a shopping list")
    with pytest.raises(StoreError) as refusal:
        back_up(database, to, now)
    assert str(refusal.value) == f"{to}: is there already; name another file"
    assert (to.read_text(), files(to.parent)) == ("a shopping list", ["copy.db", "steady.db"])


async def test_beside_a_running_bot_it_holds_all_that_was_acknowledged(path: Path, to: Path, now: datetime) -> None:
    store = await SqliteStore.open(path)
    writing = asyncio.create_task(write_on(store, now))
    await asyncio.sleep(0.02)
    code = (
        "import sys, pathlib; from datetime import UTC, datetime; from bot.storage.backups import back_up;"
        "back_up(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), datetime.now(UTC))"
    )
    written = await store.noted("last")
    backing = await asyncio.create_subprocess_exec(sys.executable, "-c", code, path, to)
    assert await backing.wait() == 0
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    last = await store.noted("last")
    await store.close()
    with closing(sqlite3.connect(to)) as connection:
        (copied,) = connection.execute("SELECT value FROM noted WHERE name = 'last'").fetchone()
    assert int(written or 0) <= int(copied) <= int(last or 0)
    check_database(to)


async def write_on(store: SqliteStore, now: datetime) -> None:
    number = 0
    while True:
        number += 1
        await store.note("last", str(number))


async def test_a_backup_of_a_killed_bots_database_has_what_stood_in_the_log(
    path: Path, to: Path, now: datetime
) -> None:
    crash = f"""
import asyncio, os, pathlib, signal
from bot.storage.sqlite import SqliteStore
async def main():
    store = await SqliteStore.open(pathlib.Path({str(path)!r}), wipe_seconds=3600)
    await store.note("canary", "sings")
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    crashing = await asyncio.create_subprocess_exec(sys.executable, "-c", crash)
    await crashing.wait()
    back_up(path, to, now)
    with closing(sqlite3.connect(to)) as connection:
        assert connection.execute("SELECT value FROM noted WHERE name = 'canary'").fetchall() == [("sings",)]


def test_there_is_nothing_to_copy_before_the_first_run(path: Path, to: Path, now: datetime) -> None:
    with pytest.raises(StoreError) as refusal:
        back_up(path, to, now)
    assert str(refusal.value) == f"{path}: there is no such database yet; steady run makes it"
    assert files(path.parent) == []


@pytest.mark.parametrize("content", [b"", b"a shopping list, long enough" * 200])
def test_what_is_no_database_is_not_backed_up(path: Path, to: Path, now: datetime, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError) as refusal:
        back_up(path, to, now)
    assert str(refusal.value).startswith(f"{path}: the database is damaged")
    assert files(path.parent) == ["steady.db"]


def test_a_damaged_database_is_not_backed_up(database: Path, to: Path, now: datetime) -> None:
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    with pytest.raises(StoreError) as refusal:
        back_up(database, to, now)
    assert str(refusal.value).startswith(f"{database}: the database is damaged; restore it from a backup: steady rest")
    assert files(database.parent) == ["steady.db"]


def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(
    database: Path, to: Path, now: datetime, no_file_larger_than: FullDisk
) -> None:
    with no_file_larger_than(40_000), pytest.raises(StoreBusyError):
        back_up(database, to, now)
    assert files(database.parent) == ["steady.db"]
    back_up(database, to, now)
    assert people(to) == 100


def test_a_disk_that_is_full_at_the_last_step_leaves_nothing_behind(
    database: Path, to: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreBusyError) as refusal:
        back_up(database, to, now)
    assert str(refusal.value) == f"{to}.new: cannot be written: No space left on device"
    assert files(database.parent) == ["steady.db"]


def test_a_disk_that_fails_while_the_copy_is_checked_leaves_nothing_behind(
    database: Path, to: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("bot.storage.copying.count_rows", fail)
    with pytest.raises(StoreBusyError) as refusal:
        back_up(database, to, now)
    assert (str(refusal.value), files(database.parent)) == (f"{to}.new: disk I/O error", ["steady.db"])


@pytest.mark.parametrize("step", ["copy_pages", "_note", "sync", "sync_folder"])
def test_a_backup_that_is_killed_is_whole_or_not_there_and_the_next_one_works(
    database: Path, to: Path, now: datetime, step: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, database, to, step], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert to.exists() == (step == "sync_folder")
    if to.exists():
        check_database(to)
        to.unlink()
    back_up(database, to, now)
    assert (people(to), [name for name in files(to.parent) if name.startswith("copy")]) == (100, ["copy.db"])


def test_two_backups_to_one_file_do_not_get_into_each_others_way(database: Path, to: Path, now: datetime) -> None:
    with Path(f"{to}.new").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(StoreError) as refusal:
            back_up(database, to, now)
    assert str(refusal.value) == f"{to}: another backup to this file is being made"


# Each night


async def test_the_first_call_of_a_day_makes_its_backup_and_counts_the_ledger(path: Path, now: datetime) -> None:
    store = await SqliteStore.open(path)
    assert [await store.back_up(now) for _ in range(2)] == [Ledger(), None]
    await store.close()
    assert nights(path) == ["steady.db.2026-11-22"]
    assert (path.parent / "backups").stat().st_mode & 0o777 == 0o700


async def test_a_backup_from_inside_keeps_the_lock_of_the_database(path: Path, now: datetime) -> None:
    store = await SqliteStore.open(path)
    await store.back_up(now)
    with closing(sqlite3.connect(path, timeout=0.01, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    await store.note("still", "works")
    with pytest.raises(StoreError):
        lock(path)
    await store.close()


def test_seven_nights_are_kept(database: Path, now: datetime) -> None:
    for day in range(10):
        back_up_nightly(database, now + timedelta(days=day))
    assert nights(database) == [
        *(f"steady.db.2026-11-{day}" for day in range(25, 31)),
        "steady.db.2026-12-01",
    ]


def test_old_nights_stay_while_none_works(database: Path, now: datetime, no_file_larger_than: FullDisk) -> None:
    for day in range(7):
        back_up_nightly(database, now + timedelta(days=day))
    before = nights(database)
    with no_file_larger_than(40_000), pytest.raises(StoreBusyError):
        back_up_nightly(database, now + timedelta(days=8))
    assert nights(database) == before


def test_what_a_wrong_clock_and_a_kill_left_goes_and_what_is_not_ours_stays(database: Path, now: datetime) -> None:
    folder = database.parent / "backups"
    folder.mkdir()
    for name in ("steady.db.2031-01-01", "steady.db.2026-11-20.new", "other.db.2020-01-01", "notes.txt"):
        (folder / name).touch()
    Path(f"{database}.new").touch()
    back_up_nightly(database, now)
    assert not Path(f"{database}.new").exists()
    assert nights(database) == ["notes.txt", "other.db.2020-01-01", "steady.db.2026-11-22"]


@pytest.mark.parametrize(("age", "left"), [(6, True), (8, False)])
def test_what_was_kept_for_another_reason_goes_after_a_week(
    database: Path, now: datetime, age: int, left: bool
) -> None:
    (database.parent / "backups").mkdir()
    kept = (database.parent / "backups" / "steady.db.before-reminders", Path(f"{database}.replaced-20261101T000000Z"))
    made = (now - timedelta(days=age)).timestamp()
    for file in kept:
        file.touch()
        os.utime(file, (made, made))
    back_up_nightly(database, now)
    assert [file.exists() for file in kept] == [left, left]


def test_a_folder_that_cannot_be_made_is_a_sentence(database: Path, now: datetime) -> None:
    (database.parent / "backups").touch()
    with pytest.raises(StoreError) as refusal:
        back_up_nightly(database, now)
    assert str(refusal.value) == f"{database.parent}/backups: cannot be created: File exists"


async def test_an_erased_person_is_in_no_backup_after_seven_nights(path: Path, now: datetime) -> None:
    canary = "canary-7f3a"
    store = await SqliteStore.open(path)
    await store.receive([Received(1, ANNA, "{}")], now)
    await store.finish(1, Ending.DONE, [SavePerson(Person(ANNA, country=canary))], now)
    await store.back_up(now)
    await store.receive([Received(2, ANNA, "{}")], now)
    await store.finish(2, Ending.DONE, [ErasePerson(ANNA)], now)
    folder = path.parent / "backups"
    holding = []
    for day in range(1, 9):
        await store.back_up(now + timedelta(days=day))
        holding.append(any(canary.encode() in file.read_bytes() for file in folder.iterdir()))
    await store.close()
    assert holding == [True] * 6 + [False] * 2


# Before the tables change


def older(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a database of the version before, with one person; return the name of the step it lacks."""
    *before, last = migrations.migrations._migrations
    with monkeypatch.context() as then:
        then.setattr(migrations.migrations, "_migrations", before)
        with closing(connect(path, 0.01)) as connection:
            connection.execute("INSERT INTO person (id, new_message_each_step) VALUES (7, 1)")
    return last.name


def test_a_backup_is_made_before_the_tables_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = older(path, monkeypatch)
    assert not (path.parent / "backups").exists()
    for _ in range(2):
        connect(path, 0.01).close()
    assert nights(path) == [f"steady.db.before-{step}"]
    before = path.parent / "backups" / f"steady.db.before-{step}"
    with closing(sqlite3.connect(before)) as connection:
        steps = [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")]
    assert (step in steps, people(before), before.stat().st_mode & 0o777) == (False, 1, 0o600)


def test_without_a_backup_the_tables_stay_as_they_are(
    path: Path, monkeypatch: pytest.MonkeyPatch, no_file_larger_than: FullDisk
) -> None:
    step = older(path, monkeypatch)
    with no_file_larger_than(8192), pytest.raises(StoreBusyError):
        connect(path, 0.01)
    with closing(sqlite3.connect(path)) as connection:
        assert (step,) not in connection.execute("SELECT name FROM _sqlite_migrations").fetchall()


def test_a_damaged_database_names_the_newest_backup(database: Path, now: datetime) -> None:
    for day in range(2):
        back_up_nightly(database, now + timedelta(days=day))
    database.write_bytes(b"a shopping list")
    with pytest.raises(StoreError) as refusal:
        connect(database, 0.01)
    newest = database.parent / "backups" / "steady.db.2026-11-23"
    sentence = f"{database}: the database is damaged; restore it from a backup: steady restore {newest}"
    assert str(refusal.value) == sentence
