"""What tests of several packages share."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count

import pytest

os.environ["PTB_TIMEDELTA"] = "true"  # else every RetryAfter warns, and warnings are errors here


class FakeClock:
    """A clock that moves only when a test says so."""

    def __init__(self) -> None:
        self._start = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self._elapsed = 0.0
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Event]] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        awake = asyncio.Event()
        heappush(self._sleepers, (self._elapsed + seconds, next(self._order), awake))
        await awake.wait()

    def jump(self, seconds: float) -> None:
        """Let time pass in which nobody wakes, as while a machine sleeps."""
        self._elapsed += seconds

    async def advance(self, seconds: float = 0.0) -> None:
        """Let time pass; everybody who sleeps less than that wakes in order and runs until it waits again."""
        end = self._elapsed + seconds
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            wakes_at, _, awake = heappop(self._sleepers)
            self._elapsed = max(self._elapsed, wakes_at)
            awake.set()
            await _settle()
        self._elapsed = end


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


async def _settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
