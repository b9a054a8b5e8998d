from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain.store import StoreError
from bot.storage.thread import DatabaseThread

NEVER = 3600.0


class Connection(sqlite3.Connection):
    """A connection that tells what it was asked, and whose disk fails when a test says so."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.asked: list[str] = []
        self.failing: set[str] = set()
        self.closed = False

    def close(self) -> None:
        super().close()
        self.closed = True

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        self.asked.append(sql)
        if sql in self.failing:
            self.failing.remove(sql)
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *parameters)


class Desk:
    """A thread with one table of notes, and what a test needs to watch it."""

    def __init__(self, path: Path, wipe_after: float = NEVER) -> None:
        self.path = path
        self.thread = DatabaseThread(str(path), wipe_after, tidy)
        self.connection: Connection

    def connect(self) -> Connection:
        self.connection = sqlite3.connect(self.path, isolation_level=None, timeout=0.01, factory=Connection)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.asked.clear()
        return self.connection

    async def write(self, note: int) -> int:
        return await self.thread.run(lambda connection: write(connection, note))

    async def notes(self) -> list[int]:
        query = "SELECT id FROM note ORDER BY id"
        return await self.thread.run(lambda connection: [number for (number,) in connection.execute(query)])

    async def free_pages(self) -> int:
        query = "PRAGMA freelist_count"
        count: int = await self.thread.run(lambda connection: connection.execute(query).fetchone()[0])
        return count

    async def log_emptied(self) -> None:
        """Return once the log is empty, though nobody asks for it."""
        async with asyncio.timeout(10):
            while self.log_size():  # noqa: ASYNC110 - the file system tells nobody
                await asyncio.sleep(0.001)

    def log_size(self) -> int:
        return Path(f"{self.path}-wal").stat().st_size

    async def while_busy(self, *calls: Callable[[], Any]) -> list[Any]:
        """Make calls while the thread works on another, so that they wait together; return their results."""
        go_on = threading.Event()
        blocking = asyncio.ensure_future(self.thread.run(lambda _: go_on.wait(10)))
        while not self.connection.asked:  # noqa: ASYNC110 - the thread is another one
            await asyncio.sleep(0)
        waiting = [asyncio.ensure_future(call()) for call in calls]
        await asyncio.sleep(0)
        self.connection.asked.clear()
        go_on.set()
        await blocking
        return await asyncio.gather(*waiting, return_exceptions=True)


def tidy(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM note WHERE id < 0")


def write(connection: sqlite3.Connection, note: int) -> int:
    connection.execute("INSERT INTO note VALUES (?, 'a note')", (note,))
    return note


def texts(results: list[Any]) -> list[str]:
    return [f"{type(result).__name__}: {result}" for result in results]


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    desk = Desk(path)
    await desk.thread.start(desk.connect)
    yield desk
    await desk.thread.close()


async def test_a_job_gives_what_it_returns(desk: Desk) -> None:
    assert await desk.write(1) == 1


async def test_calls_that_wait_together_share_one_commit(desk: Desk) -> None:
    results = await desk.while_busy(*(lambda note=note: desk.write(note) for note in range(50)))
    assert results == list(range(50))
    assert desk.connection.asked.count("BEGIN IMMEDIATE") == 1
    assert desk.connection.asked.count("COMMIT") == 2  # the call that kept the thread busy, and these


async def test_a_failing_call_harms_no_other(desk: Desk) -> None:
    results = await desk.while_busy(lambda: desk.write(1), lambda: desk.write(1), lambda: desk.write(2))
    assert (results[0], results[2], await desk.notes()) == (1, 2, [1, 2])
    assert texts(results[1:2]) == [f"StoreError: {desk.path}: UNIQUE constraint failed: note.id"]


async def test_a_failing_call_leaves_nothing_behind(desk: Desk) -> None:
    def half(connection: sqlite3.Connection) -> None:
        write(connection, 1)
        raise KeyError

    with pytest.raises(KeyError):
        await desk.thread.run(half)
    assert await desk.notes() == []


async def test_a_failing_begin_fails_those_who_waited_and_only_those(desk: Desk) -> None:
    await desk.write(1)
    desk.connection.failing.add("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="disk I/O error"):
        await desk.write(2)
    await desk.write(3)
    assert await desk.notes() == [1, 3]


async def test_nobody_is_told_of_success_before_the_commit(desk: Desk) -> None:
    await desk.write(1)
    desk.connection.failing.add("COMMIT")
    with pytest.raises(StoreError, match="disk I/O error"):
        await desk.write(2)
    await desk.write(3)
    assert await desk.notes() == [1, 3]


async def test_a_database_locked_by_somebody_else_fails_the_call_until_it_is_free(desk: Desk) -> None:
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="database is locked"):
        await desk.write(1)
    other.close()
    assert await desk.write(2) == 2


async def test_a_full_disk_fails_the_call_until_there_is_room(desk: Desk) -> None:
    def fill(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO note VALUES (9, ?)", ("x" * 100_000,))

    await desk.thread.run(lambda connection: connection.execute("PRAGMA max_page_count = 10").fetchone())
    results = await desk.while_busy(lambda: desk.write(1), lambda: desk.thread.run(fill), lambda: desk.write(2))
    assert (results[0], results[2], await desk.notes()) == (1, 2, [1, 2])
    assert texts(results[1:2]) == [f"StoreError: {desk.path}: database or disk is full"]


async def test_a_caller_that_is_cancelled_disturbs_nobody(desk: Desk) -> None:
    async def given_up() -> str:
        call = asyncio.ensure_future(desk.write(1))
        await asyncio.sleep(0)
        call.cancel()
        return "given up"

    assert await desk.while_busy(given_up, lambda: desk.write(2)) == ["given up", 2]
    assert await desk.notes() == [1, 2]


async def test_a_connection_that_cannot_be_made_is_the_callers_to_hear(path: Path) -> None:
    def refuse() -> sqlite3.Connection:
        raise StoreError("no such thing")

    thread = DatabaseThread(str(path), NEVER, tidy)
    with pytest.raises(StoreError, match="no such thing"):
        await thread.start(refuse)
    with pytest.raises(StoreError, match="the store is closed"):
        await thread.run(lambda _: None)


async def test_a_start_given_up_lets_go_of_the_connection(path: Path) -> None:
    desk = Desk(path)
    start = asyncio.ensure_future(desk.thread.start(desk.connect))
    await asyncio.sleep(0)
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start
    assert desk.connection.closed


async def test_the_log_stays_until_its_time(desk: Desk) -> None:
    await desk.write(1)
    await desk.write(2)
    assert desk.log_size() > 0


async def test_the_log_is_empty_after_a_wipe(desk: Desk) -> None:
    await desk.write(1)
    await desk.thread.wipe()
    assert desk.log_size() == 0


async def test_a_wipe_tidies_first(desk: Desk) -> None:
    await desk.write(-1)
    await desk.thread.wipe()
    assert (await desk.notes(), desk.log_size()) == ([], 0)


async def test_a_vacuum_leaves_no_free_page_and_no_log(desk: Desk) -> None:
    await desk.thread.run(lambda connection: connection.execute("INSERT INTO note VALUES (1, ?)", ("x" * 100_000,)))
    await desk.thread.run(lambda connection: connection.execute("DELETE FROM note"))
    before = await desk.free_pages()
    await desk.thread.vacuum()
    assert (before > 20, desk.log_size(), await desk.free_pages()) == (True, 0, 0)


async def test_a_vacuum_that_fails_says_so(desk: Desk) -> None:
    desk.connection.failing.add("VACUUM")
    with pytest.raises(StoreError, match="disk I/O error"):
        await desk.thread.vacuum()
    assert await desk.write(1) == 1


async def test_a_close_wipes(desk: Desk) -> None:
    await desk.write(-1)
    await desk.thread.close()
    with closing(sqlite3.connect(desk.path)) as other:
        assert other.execute("SELECT id FROM note").fetchall() == []


async def test_the_log_is_emptied_in_time_though_nobody_calls(path: Path) -> None:
    desk = Desk(path, wipe_after=0.01)
    await desk.thread.start(desk.connect)
    await desk.write(1)
    await desk.log_emptied()
    await desk.thread.close()


async def test_the_log_is_emptied_in_time_though_everybody_calls(path: Path) -> None:
    desk = Desk(path, wipe_after=0.0)
    await desk.thread.start(desk.connect)
    for note in range(10):
        await desk.write(note)
    assert desk.connection.asked.count("PRAGMA wal_checkpoint(TRUNCATE)") >= 9
    await desk.thread.close()


async def test_a_reader_delays_the_wipe_but_no_call(path: Path) -> None:
    desk = Desk(path, wipe_after=0.001)
    await desk.thread.start(desk.connect)
    await desk.write(1)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM note").fetchall()
    await desk.thread.wipe()
    assert (await desk.write(2), desk.log_size() > 0) == (2, True)
    reader.close()
    await desk.log_emptied()
    await desk.thread.close()


async def test_where_there_is_no_room_to_tidy_the_log_is_emptied_all_the_same_and_tidied_later(path: Path) -> None:
    desk = Desk(path, wipe_after=0.001)
    await desk.thread.start(desk.connect)
    desk.connection.failing.add("DELETE FROM note WHERE id < 0")
    await desk.write(-1)
    await desk.log_emptied()
    async with asyncio.timeout(10):
        while await desk.notes():
            pass
    await desk.thread.close()


async def test_a_wipe_that_fails_is_tried_again(path: Path) -> None:
    desk = Desk(path, wipe_after=0.001)
    await desk.thread.start(desk.connect)
    desk.connection.failing.add("PRAGMA wal_checkpoint(TRUNCATE)")
    await desk.write(1)
    await desk.thread.wipe()
    await desk.log_emptied()
    assert await desk.notes() == [1]
    await desk.thread.close()


async def test_the_last_failure_can_be_asked_for_once(path: Path) -> None:
    desk = Desk(path)
    await desk.thread.start(desk.connect)
    assert desk.thread.take_trouble() is None
    desk.connection.failing = {"COMMIT"}
    with pytest.raises(StoreError):
        await desk.write(1)
    first, second = desk.thread.take_trouble(), desk.thread.take_trouble()
    assert (str(first), second) == (f"{path}: disk I/O error", None)
    await desk.thread.close()


async def test_a_job_that_cannot_write_elsewhere_is_a_failure_as_well(path: Path) -> None:
    def fail(_: sqlite3.Connection) -> None:
        raise StoreError("steady.db.erased: the disk is full")

    desk = Desk(path)
    await desk.thread.start(desk.connect)
    with pytest.raises(StoreError):
        await desk.thread.run(fail)
    assert str(desk.thread.take_trouble()) == "steady.db.erased: the disk is full"
    await desk.thread.close()
