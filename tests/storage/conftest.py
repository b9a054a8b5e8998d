from __future__ import annotations

import resource
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.store import Memory
from bot.storage.sqlite import SqliteStore

BACK_ENDS: dict[str, Callable[[Path], Awaitable[Memory]]] = {
    "sqlite": lambda folder: SqliteStore.open(folder / "steady.db"),
}

Restart = Callable[[], Awaitable[Memory]]
FullDisk = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "steady.db"


@pytest.fixture
def no_file_larger_than() -> FullDisk:
    """Let this process write no file beyond so many bytes, as on a full disk."""

    @contextmanager
    def limit(size: int) -> Iterator[None]:
        _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    return limit


@pytest.fixture(params=BACK_ENDS)
async def restart(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Restart]:
    """Yield what closes the store, if it is open, and opens it again on the same data."""
    current: list[Memory] = []

    async def again() -> Memory:
        while current:
            await current.pop().close()
        current.append(await BACK_ENDS[request.param](tmp_path))
        return current[0]

    yield again
    while current:
        await current.pop().close()


@pytest.fixture
async def store(restart: Restart) -> Memory:
    return await restart()
