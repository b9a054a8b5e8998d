"""The engine, the real store and the stand-in for Telegram, on a clock that a test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

import pytest

from bot.delivery.engine import Engine
from bot.domain.clock import Clock
from bot.domain.delivery import Claimed, Ledger, Rendered
from bot.domain.delivery import Deliverer as DeliveryWay
from bot.domain.reminders import Occurrence, Reminding, SaveReminding, SaveSeries
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import Ending, Received, StoreError, Write
from bot.gateway.bot import Bot
from bot.gateway.deliverer import Deliverer
from bot.gateway.pacing import Pacing
from bot.simulator.limits import UNLIMITED
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Call, Telegram
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.conftest import FakeClock

T = TypeVar("T")

PATIENCE = 5.0
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # where the fake clock begins


def in_words(claimed: Claimed) -> Rendered:
    occurrence = claimed.occurrence
    again = "again " if claimed.is_repeat else ""
    buttons = [[{"text": "Done", "callback_data": f"d:{occurrence.id}"}]]
    return Rendered(f"{again}{occurrence.kind} {occurrence.due_at:%H:%M}", buttons, "sip", (*claimed.seen, "sip"))


def plainly(claimed: Claimed) -> Rendered:
    return Rendered(f"plain {claimed.occurrence.kind}", [])


class World:
    """Everything that takes part in delivering."""

    def __init__(self, folder: Path, clock: FakeClock, shown: Clock | None = None) -> None:
        """Let all of it go by ``shown``, which runs as ``clock`` does."""
        self.folder = folder
        self.clock = clock
        self.shown = shown or clock
        self.telegram = Telegram(self.shown, limits=UNLIMITED)
        self.render = in_words
        self.render_plainly = plainly
        self._updates = count(1)
        self._request = SimulatedRequest(self.telegram)
        self._pacing = Pacing(self.shown, 10_000, 1000)
        self._bot = Bot(TOKEN, request=self._request, get_updates_request=self._request, rate_limiter=self._pacing)

        self.deliverer: DeliveryWay = Deliverer(self._bot, self._pacing, self.shown)

    async def start(self) -> None:
        """Begin as after a crash or a stop."""
        self.store = await SqliteStore.open(self.folder / "steady.db", busy_seconds=0.01)
        self.engine = Engine(
            self.store.deliveries,
            self.deliverer,
            lambda claimed: self.render(claimed),  # noqa: PLW0108 - a test may replace it later
            lambda claimed: self.render_plainly(claimed),  # noqa: PLW0108
            self.shown,
            Random(1),
        )
        self.running = asyncio.create_task(self.engine.run("2026a"))

    async def crash(self) -> None:
        """End without finishing anything."""
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        await self.engine.stop(0.0)
        await self.store.close()

    async def write(self, *writes: Write) -> None:
        """Make changes as a turn does."""
        update_id = next(self._updates)
        now = self.shown.now()
        await self.store.receive([Received(update_id, 1, "{}")], now)
        await self.store.finish(update_id, Ending.DONE, writes, now)

    async def remind(self, person_id: int, *times: int, kind: Kind = Kind.WATER, zone: str = "UTC") -> Phone:
        """Return the phone of somebody who wants reminders at these minutes of the day."""
        phone = self.telegram.person(person_id)
        phone.start()
        await self.write(
            SaveReminding(Reminding(person_id, zone, Plan())),
            SaveSeries(person_id, Series(kind, times=times), enabled=True),
        )
        return phone

    async def pass_to(self, minute: int, second: float = 0.0) -> None:
        """Let the clock show this minute of the first day, and the engine look."""
        moment = NOON.replace(hour=0) + timedelta(minutes=minute, seconds=second)
        await self.clock.advance((moment - self.clock.now()).total_seconds())
        await self.engine.tick()

    async def tick(self, seconds: float = 1.0) -> None:
        """Let some seconds pass, and the engine look."""
        await self.clock.advance(seconds)
        await self.engine.tick()

    async def ledger(self) -> Ledger:
        return await self.store.deliveries.ledger()

    async def ledger_or_none(self) -> Ledger | None:
        """Return the ledger, if the store can be read."""
        try:
            return await self.ledger()
        except StoreError:
            return None

    async def occurrences(self, person_id: int) -> Sequence[Occurrence]:
        return await self.store.occurrences(person_id, datetime(2026, 1, 1, tzinfo=UTC))

    async def until(self, get: Callable[[], Awaitable[T]], is_right: Callable[[T], bool]) -> T:
        """Return what is got once it is right, or as it is after some patience."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not is_right(got := await get()) and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.002)  # the store works on a thread of its own, in real time
        return got

    async def balanced(self, **counts: int) -> Ledger:
        """Return the ledger once it holds these counts."""
        return await self.until(
            self.ledger, lambda ledger: all(getattr(ledger, name) == n for name, n in counts.items())
        )

    async def open(self) -> None:
        await self._bot.initialize()

    async def said(self, method: str = "sendMessage", count: int = 1) -> list[Call]:
        """Return the calls of this method once there are so many."""
        async with asyncio.timeout(PATIENCE):
            return await self.telegram.until(method, count)

    async def close(self) -> None:
        await self._bot.shutdown()


@pytest.fixture
async def world(tmp_path: Path, clock: FakeClock) -> AsyncIterator[World]:
    world = World(tmp_path, clock)
    await world.open()
    await world.start()
    yield world
    await world.crash()
    await world.close()
