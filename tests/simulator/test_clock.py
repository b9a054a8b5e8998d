"""The demo's clock: it goes ahead when told to, and nothing that is due on the way is left out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.domain.delivery import Due
from bot.simulator.clock import ARRIVES_WITHIN, DemoClock, Journey

if TYPE_CHECKING:
    from tests.conftest import FakeClock

T = TypeVar("T")

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # where the fake clock begins
HOUR = timedelta(hours=1)


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def test_it_shows_the_time_of_the_other_clock_until_it_is_set(clock: FakeClock) -> None:
    assert DemoClock(clock).now() == NOON


def test_it_may_begin_ahead(clock: FakeClock) -> None:
    demo = DemoClock(clock, timedelta(days=2))
    assert (demo.now(), demo.ahead) == (after(days=2), timedelta(days=2))


async def test_it_runs_on_from_what_it_is_set_to(clock: FakeClock) -> None:
    demo = DemoClock(clock)
    demo.set_to(after(hours=1))
    await clock.advance(5)
    assert demo.now() == after(hours=1, seconds=5)


async def test_it_is_never_set_back(clock: FakeClock) -> None:
    demo = DemoClock(clock)
    demo.set_to(after(hours=2))
    demo.set_to(after(hours=1))
    assert demo.now() == after(hours=2)


async def test_it_runs_on_where_the_other_clock_is_set_back(clock: FakeClock) -> None:
    demo = DemoClock(clock)
    clock._start -= HOUR
    shown = [demo.now()]
    await clock.advance(5)
    assert [*shown, demo.now()] == [NOON, after(seconds=5)]


async def test_a_jump_ends_no_wait_and_counts_as_no_time_that_passed(clock: FakeClock) -> None:
    demo = DemoClock(clock)
    waiting = asyncio.create_task(demo.sleep(8))
    await clock.advance()
    before = demo.monotonic()
    demo.set_to(after(hours=1))
    await clock.advance(7.9)
    assert (demo.monotonic() - before, waiting.done()) == (7.9, False)
    await clock.advance(0.1)
    assert waiting.done()


class Bot:
    """Delivers what is due, a second after its time; ``met`` is what the clock showed then."""

    def __init__(self, clock: FakeClock, *minutes: float, works: bool = True) -> None:
        self.fake = clock
        self.clock = DemoClock(clock)
        self.open = sorted(after(minutes=minute) for minute in minutes)
        self.works = works
        self.met: list[datetime] = []
        self.shown: list[datetime] = []
        self.journey = Journey(self.clock, self._first_due, lambda: self.shown.append(self.clock.now()))

    async def _first_due(self, since: datetime) -> Due | None:
        while self.works and self.open and self.clock.now() >= self.open[0] + timedelta(seconds=1):
            self.open.pop(0)
            self.met.append(self.clock.now())
        return next((Due(at, (1,)) for at in self.open if at >= since), None)

    async def pass_time(self, doing: Awaitable[T]) -> T:
        task = asyncio.ensure_future(doing)
        while not task.done():
            await self.fake.advance(0.1)
        return task.result()


async def test_the_next_thing_that_is_due_is_met_in_time(clock: FakeClock) -> None:
    bot = Bot(clock, 90, 30, 60)
    assert await bot.pass_time(bot.journey.to_next()) == Due(after(minutes=30), (1,))
    assert bot.shown == [after(minutes=30, seconds=-0.5)]
    assert [met - after(minutes=30) < timedelta(seconds=2) for met in bot.met] == [True]
    assert bot.clock.now() < after(minutes=31)


async def test_with_nothing_due_the_time_stays(clock: FakeClock) -> None:
    bot = Bot(clock)
    assert await bot.pass_time(bot.journey.to_next()) is None
    assert (bot.shown, bot.clock.ahead) == ([], timedelta())


async def test_what_is_due_on_the_way_is_met_in_time(clock: FakeClock) -> None:
    bot = Bot(clock, 10, 40, 60, 61)
    await bot.pass_time(bot.journey.pass_by(HOUR))
    assert [met.replace(second=0, microsecond=0) for met in bot.met] == [after(minutes=m) for m in (10, 40, 60)]
    assert after(hours=1) <= bot.clock.now() < after(hours=1, seconds=2)


async def test_an_hour_is_an_hour_where_nothing_is_due(clock: FakeClock) -> None:
    bot = Bot(clock)
    await bot.pass_time(bot.journey.pass_by(HOUR))
    assert bot.clock.now() - clock.now() == HOUR


async def test_what_does_not_come_holds_nothing_up_for_long(clock: FakeClock) -> None:
    bot = Bot(clock, 10, 40, works=False)
    await bot.pass_time(bot.journey.pass_by(HOUR))
    assert HOUR <= bot.clock.now() - NOON < 1.01 * HOUR
    assert clock.monotonic() < 3 * ARRIVES_WITHIN


async def test_what_was_due_long_ago_is_not_what_is_next(clock: FakeClock) -> None:
    bot = Bot(clock, -30, 40, works=False)
    assert await bot.pass_time(bot.journey.to_next()) == Due(after(minutes=40), (1,))


async def test_two_who_pass_the_time_pass_it_one_after_the_other(clock: FakeClock) -> None:
    bot = Bot(clock, 30)
    await bot.pass_time(asyncio.gather(bot.journey.pass_by(HOUR), bot.journey.pass_by(HOUR)))
    assert (bot.clock.now() - clock.now() <= 2 * HOUR, bot.clock.now() >= after(hours=2), len(bot.met)) == (
        True,
        True,
        1,
    )
