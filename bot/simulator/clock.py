"""A clock that can be set ahead, and the way to pass the time with it without leaving anything out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.delivery import Due

JUST_BEFORE = timedelta(seconds=0.5)
ARRIVES_WITHIN = 10.0
"""Seconds that a reminder is waited for; the bot may be held up, and then the time passes all the same."""
LOOK_EVERY = 0.05

FirstDue = Callable[[datetime], Awaitable[Due | None]]


class DemoClock:
    """Runs as fast as another clock, some time ahead of it, and never goes back.

    Only the time of day is ahead. What is measured or waited for takes as long as ever: a jump lets no chat take more
    messages, and ends no wait.
    """

    def __init__(self, clock: Clock, ahead: timedelta = timedelta()) -> None:
        self._clock = clock
        self._latest = clock.now() + ahead
        self.ahead = ahead

    def now(self) -> datetime:
        """Return the present moment of this clock, aware, in UTC."""
        now = self._clock.now() + self.ahead
        if now < self._latest:  # the other one was set back
            self.ahead += self._latest - now
        self._latest = max(now, self._latest)
        return self._latest

    def monotonic(self) -> float:
        """Return seconds that no jump adds to."""
        return self._clock.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after that many seconds, whatever jumps there are meanwhile."""
        await self._clock.sleep(seconds)

    def set_to(self, moment: datetime) -> None:
        """Show this moment from now on; without effect where that is over."""
        self.ahead += max(moment - self.now(), timedelta())


class Journey:
    """Passes the time of a clock from one thing that is due to the next, each of which is waited for.

    ``first_due`` tells what is due first from a moment on, ``moved`` hears of each jump.
    """

    def __init__(self, clock: DemoClock, first_due: FirstDue, moved: Callable[[], None]) -> None:
        self.clock = clock
        self._first_due = first_due
        self._moved = moved
        self._under_way = asyncio.Lock()

    async def pass_by(self, time: timedelta) -> None:
        """Let so much time pass, and what is due in it happen."""
        async with self._under_way:
            end = self.clock.now() + time
            while (due := await self._first_due(self.clock.now())) and due.at <= end:
                await self._meet(due)
            self._jump(end)

    async def to_next(self) -> Due | None:
        """Let the time pass until the next thing that is due has happened, and return that; None where nothing is."""
        async with self._under_way:
            due = await self._first_due(self.clock.now())
            if due is not None:
                await self._meet(due)
            return due

    async def _meet(self, due: Due) -> None:
        self._jump(due.at - JUST_BEFORE)
        patience_ends = self.clock.monotonic() + ARRIVES_WITHIN
        while await self._is_ahead(due) and self.clock.monotonic() < patience_ends:
            await self.clock.sleep(LOOK_EVERY)

    async def _is_ahead(self, due: Due) -> bool:
        if self.clock.now() < due.at:
            return True
        first = await self._first_due(due.at)
        return first is not None and first.at == due.at

    def _jump(self, moment: datetime) -> None:
        self.clock.set_to(moment)
        self._moved()
