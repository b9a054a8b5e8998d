"""The demo's clock drives the engine: what is due on the way comes at its time, and a jump hurries nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from bot.domain.reminders import Reminding, SaveReminding, SaveSeries, Settle, Settlement
from bot.domain.schedule import Kind, Plan, Series
from bot.simulator.clock import DemoClock, Journey
from bot.simulator.faults import Slow, TooMany
from bot.simulator.limits import Limits

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.delivery.conftest import World

T = TypeVar("T")

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # where the fake clock begins
HOUR = timedelta(hours=1)
STEP = 0.05


class Trip:
    """A world whose time is passed."""

    def __init__(self, world: World, demo: DemoClock) -> None:
        self.world = world
        self.clock = demo
        self.journey = Journey(demo, world.store.deliveries.first_due, world.telegram.world.bell.ring)

    async def go(self, doing: Awaitable[T]) -> T:
        """Return what comes of it; the engine ticks each second meanwhile, as with a scheduler."""
        task = asyncio.ensure_future(doing)
        while not task.done():
            for _ in range(int(1 / STEP)):
                await self.world.clock.advance(STEP)
                await asyncio.sleep(0.001)  # the store works on a thread of its own, in real time
            await self.world.engine.tick()
        return task.result()

    def dates(self, person_id: int) -> list[datetime]:
        """Return when each reminder was sent to somebody."""
        return [
            datetime.fromtimestamp(int(str(message["date"])), UTC)
            for message in self.world.telegram.world.chats[person_id].messages.values()
            if message["from"] == self.world.telegram.world.bot
        ]


@pytest.fixture
async def trip(world: World, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Trip]:
    demo = DemoClock(clock)
    again = type(world)(tmp_path / "trip", clock, demo)
    again.folder.mkdir()
    await again.open()
    await again.start()
    yield Trip(again, demo)
    await again.crash()
    await again.close()


def minutes(*hours: float) -> list[int]:
    return [int(60 * hour) for hour in hours]


async def test_a_day_passes_hour_by_hour_and_every_reminder_comes_at_its_minute(trip: Trip) -> None:
    await trip.world.remind(7, *minutes(12.5, 13.75, 14, 16, 18.5, 23))
    await trip.world.remind(8, *minutes(13, 14, 21.25), kind=Kind.STRETCH)  # is too late after 20 minutes
    for _ in range(12):
        await trip.go(trip.journey.pass_by(HOUR))
    ledger = await trip.world.balanced(sent=9)
    assert (ledger.due, ledger.sent, ledger.copies, ledger.adds_up) == (9, 9, 0, True)
    assert ledger.delays is not None
    assert ledger.delays.longest < 2


async def test_next_reminder_after_next_reminder_shows_them_all(trip: Trip) -> None:
    await trip.world.remind(7, *minutes(12.5, 16, 23))
    due = [await trip.go(trip.journey.to_next()) for _ in range(4)]
    assert [found.at - NOON for found in due if found] == [timedelta(hours=hours) for hours in (0.5, 4, 11, 24.5)]
    assert [sent.replace(second=0) - NOON for sent in trip.dates(7)][-1] == timedelta(hours=24.5)


async def test_a_snoozed_reminder_is_the_next_one(trip: Trip) -> None:
    await trip.world.remind(7, *minutes(12.5, 16))
    await trip.go(trip.journey.to_next())
    (sent,) = await trip.world.occurrences(7)
    again_at = trip.clock.now().replace(microsecond=0) + timedelta(minutes=30)
    await trip.world.write(Settle(7, sent.id, Settlement.SNOOZED, again_at))
    found = await trip.go(trip.journey.to_next())
    assert found is not None
    assert (found.at, trip.dates(7)[-1] - again_at < timedelta(seconds=2)) == (again_at, True)


async def test_what_comes_at_once_still_keeps_the_pace(trip: Trip) -> None:
    trip.world.telegram.world.limits = Limits()  # Telegram's own, which the bot's pace has to fit
    trip.world._pacing._interval = 1.0
    phone = trip.world.telegram.person(7)
    phone.start()
    await trip.world.write(
        SaveReminding(Reminding(7, "UTC", Plan())),
        *(SaveSeries(7, Series(kind, times=tuple(minutes(12.5, 13, 13.5))), enabled=True) for kind in Kind),
    )
    await trip.go(trip.journey.pass_by(2 * HOUR))
    ledger = await trip.world.balanced(sent=15)
    assert (ledger.sent, ledger.adds_up, trip.world.telegram.refused) == (15, True, [])


async def test_a_jump_cuts_short_no_call_that_is_under_way(trip: Trip) -> None:
    await trip.world.remind(7, *minutes(12.5))
    trip.world.telegram.faults.next("sendMessage", Slow(7))
    due = await trip.go(trip.journey.to_next())
    assert due is not None
    trip.world.telegram.faults.next("sendMessage", Slow(7))
    await trip.world.remind(8, *minutes(13))
    going = asyncio.create_task(trip.go(trip.journey.to_next()))
    await trip.world.telegram.until("sendMessage", 2)
    trip.clock.set_to(trip.clock.now() + HOUR)  # while the answer is on its way
    await going
    ledger = await trip.world.balanced(sent=2)
    assert (ledger.sent, ledger.copies, ledger.adds_up, len(trip.dates(8))) == (2, 0, True, 1)


async def test_a_jump_ends_no_flood_wait(trip: Trip) -> None:
    await trip.world.remind(7, *minutes(12.5))
    trip.world.telegram.faults.next("sendMessage", TooMany(9))
    waiting = asyncio.create_task(trip.go(trip.journey.to_next()))
    await trip.world.telegram.until("sendMessage")
    told = trip.world.clock.monotonic()
    await waiting
    await trip.go(trip.journey.pass_by(timedelta(minutes=2)))
    while not trip.dates(7):
        await trip.go(asyncio.sleep(0))
    assert (len(trip.world.telegram.refused), len(trip.dates(7)), trip.world.clock.monotonic() - told >= 9) == (
        1,
        1,
        True,
    )
