"""One connection on one thread, and as many calls in one commit as are waiting."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

from bot.domain.store import StoreError
from bot.storage.files import in_words

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]


@dataclass(frozen=True, slots=True)
class _Call:
    job: Job[Any]
    answer: asyncio.Future[Any]
    in_transaction: bool


@dataclass(frozen=True, slots=True)
class _Result:
    value: Any = None
    error: Exception | None = None


class DatabaseThread:
    """Where the connection lives; calls that wait at the same time share a transaction, and its wait for the disk."""

    def __init__(self, name: str, wipe_after: float, tidy: Job[None]) -> None:
        """Prepare a thread for the database of this name; it runs from ``start`` to ``close``.

        What was deleted stays in the write-ahead log until that is emptied, at most ``wipe_after`` seconds later.
        ``tidy`` runs in a transaction before that.
        """
        self._name = name
        self._wipe_after = wipe_after
        self._tidy = tidy
        self._wipe_at: float | None = None
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread: Thread | None = None
        self._trouble: StoreError | None = None

    async def start(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Open the connection on the thread; what ``connect`` raises is raised here."""
        opened = self._loop.create_future()
        self._thread = Thread(target=self._live, args=(connect, opened), name="database", daemon=True)
        self._thread.start()
        try:
            await opened
        except BaseException:
            await self.close()
            raise

    async def run(self, job: Job[T]) -> T:
        """Return what the job returns, once it is committed.

        The job may run a second time, its first effects undone. StoreError where the database fails. A caller that
        is cancelled stops waiting, nothing more.
        """
        return await self._call(job, in_transaction=True)

    async def wipe(self) -> None:
        """Return once what was deleted has left the log; where somebody reads it, that happens later by itself."""
        await self._call(self._wipe, in_transaction=False)

    async def vacuum(self) -> None:
        """Return once no page of the database keeps anything that was deleted; takes 10 ms a megabyte."""
        await self._call(lambda connection: connection.execute("VACUUM"), in_transaction=False)
        await self.wipe()

    def take_trouble(self) -> StoreError | None:
        """Return the last failure since this was asked before, if there was any."""
        trouble, self._trouble = self._trouble, None
        return trouble

    async def close(self) -> None:
        """Finish the calls that wait, and close the connection."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._calls.put(None)
            await asyncio.to_thread(thread.join)

    async def _call(self, job: Job[T], *, in_transaction: bool) -> T:
        if self._thread is None:
            raise StoreError(f"{self._name}: the store is closed")
        answer: asyncio.Future[T] = self._loop.create_future()
        self._calls.put(_Call(job, answer, in_transaction))
        return await answer

    def _live(self, connect: Callable[[], sqlite3.Connection], opened: asyncio.Future[None]) -> None:
        try:
            connection = connect()
        except Exception as error:
            self._loop.call_soon_threadsafe(_answer, [opened], [_Result(error=error)])
            return
        with closing(connection):
            self._loop.call_soon_threadsafe(_answer, [opened], [_Result()])
            while self._serve(connection):
                pass
            self._wipe(connection)

    def _serve(self, connection: sqlite3.Connection) -> bool:
        """Work off what waits; return whether there is more to come."""
        waiting = self._wait()
        batch = [call for call in waiting if call is not None]
        if together := [call for call in batch if call.in_transaction]:
            changes = connection.total_changes
            results = self._commit(connection, [call.job for call in together])
            if connection.total_changes != changes:
                self._wipe_at = self._wipe_at or monotonic() + self._wipe_after
            self._tell(together, results)
        for call in batch:
            if not call.in_transaction:
                self._tell([call], [self._run(connection, call)])
        if self._wipe_at is not None and monotonic() >= self._wipe_at:
            self._wipe(connection)
        return len(batch) == len(waiting)

    def _tell(self, calls: Sequence[_Call], results: Sequence[_Result]) -> None:
        self._loop.call_soon_threadsafe(_answer, [call.answer for call in calls], results)

    def _wait(self) -> list[_Call | None]:
        """Return all that waits; nothing where it is time to wipe."""
        try:
            first = self._calls.get(timeout=None if self._wipe_at is None else max(0.0, self._wipe_at - monotonic()))
        except Empty:
            return []
        return [first, *(self._calls.get() for _ in range(self._calls.qsize()))]

    def _commit(self, connection: sqlite3.Connection, jobs: Sequence[Job[Any]]) -> list[_Result]:
        """Return the jobs' results, committed together; where one of them fails, each is run on its own."""
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            return self._failed(error, len(jobs))
        try:
            results = [_Result(job(connection)) for job in jobs]
        except Exception as error:
            connection.rollback()
            if len(jobs) == 1:
                return self._failed(error, 1)
            return [result for job in jobs for result in self._commit(connection, [job])]
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            connection.rollback()
            return self._failed(error, len(jobs))
        return results

    def _run(self, connection: sqlite3.Connection, call: _Call) -> _Result:
        try:
            return _Result(call.job(connection))
        except sqlite3.Error as error:
            return self._failed(error, 1)[0]

    def _failed(self, error: Exception, calls: int) -> list[_Result]:
        if isinstance(error, StoreError):
            self._trouble = error
        if not isinstance(error, sqlite3.Error):
            return [_Result(error=error)] * calls
        self._trouble = StoreError(f"{self._name}: {in_words(error)}")
        return [_Result(error=StoreError(str(self._trouble))) for _ in range(calls)]

    def _wipe(self, connection: sqlite3.Connection) -> None:
        """Move the log into the database and empty it; where a reader or a full disk prevents it, try again later.

        On a full disk the log may be all that can make room, so it is emptied even where there is no room to tidy.
        """
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout = 0")  # nobody's call shall wait for a reader
        (tidied,) = self._commit(connection, [self._tidy])
        try:
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.Error:
            busy = True
        connection.execute(f"PRAGMA busy_timeout = {patience}")
        self._wipe_at = monotonic() + self._wipe_after if busy or tidied.error else None


def _answer(answers: Sequence[asyncio.Future[Any]], results: Sequence[_Result]) -> None:
    for answer, result in zip(answers, results, strict=True):
        if answer.done():  # its caller was cancelled
            continue
        if result.error is None:
            answer.set_result(result.value)
        else:
            answer.set_exception(result.error)
