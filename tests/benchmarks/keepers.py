"""Those who keep reminders, each as its documentation shows it, with its own defaults; run as a process of its own.

``fill`` makes what is on the disk before the others begin. ``figures`` prints one line of JSON, times in milliseconds.
``burst`` lets ``count`` reminders be due at the same second and sends until it is killed; Steady's is ``steady run``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from tests.benchmarks.contestants import TEXT
from tests.benchmarks.crowds import fall_due, fill
from tests.benchmarks.server import FIRST_PERSON, TOKEN
from tests.benchmarks.watch import Watch

if TYPE_CHECKING:
    from telegram.ext import Application, CallbackContext

BATCHES: Final = 3
ENOUGH: Final = 10.0
"""Seconds after which no further batch is begun."""
OPT_INS: Final = 25
LOOKS: Final = 100
SOON: Final = 5.0
"""Seconds from now to when the next batch of the others is due; all of it is in place by then."""
REHEARSED: Final = 500
TOMORROW: Final = timedelta(days=1)

Figures = dict[str, float]


def megabytes() -> float:
    """Return the memory that this process holds, in MB (1,000,000 bytes)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


async def taken(do: Callable[[], Awaitable[object]]) -> float:
    """Return how many milliseconds something takes."""
    began = time.perf_counter()
    await do()
    return (time.perf_counter() - began) * 1000


class Measured:
    """What is common to all: the names of the figures, and how each is taken."""

    def __init__(self) -> None:
        self.figures: Figures = {}
        self._watch = Watch()

    async def start(self, start: Callable[[], Awaitable[object]]) -> None:
        before = megabytes()
        self.figures["start"] = await taken(start) / 1000
        self.figures["memory"] = megabytes() - before

    async def look(self, look: Callable[[], Awaitable[object]]) -> None:
        self.figures["look"] = median([await taken(look) for _ in range(LOOKS)])

    async def opt_in(self, opt_in: Callable[[int], Awaitable[object]], first: int) -> None:
        self.figures["opt-in"] = median([await taken(partial(opt_in, first + n)) for n in range(OPT_INS)])

    async def take(self, prepare: Callable[[int], Awaitable[object]], take: Callable[[], Awaitable[float]]) -> None:
        """Take batches while the loop is watched, but not while they are prepared; ``take`` returns milliseconds."""
        watching = asyncio.create_task(self._watch.run())
        await asyncio.sleep(0.01)
        times: list[float] = []
        stalls: list[float] = []
        for number in range(BATCHES):
            if sum(times) > ENOUGH * 1000:
                break
            await prepare(number)
            await asyncio.sleep(0.01)
            self._watch.take()
            times.append(await take())
            await asyncio.sleep(0.01)
            stalls.append(self._watch.take()["longest"])
        watching.cancel()
        self.figures |= {"take": median(times), "stall": median(stalls), "longest-stall": max(stalls)}


# Steady


class Moved:
    """A clock that shows what it is told to."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    def move(self, time: datetime) -> None:
        self._now = time


def _noon() -> datetime:
    """Return when the first batch is due: long after all that is measured in real time."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) + 2 * TOMORROW


async def steady_fill(folder: Path, count: int, batch: int) -> None:
    """Write the database."""
    await fill(folder / "steady.db", count, _noon(), batch, BATCHES)


async def steady_figures(folder: Path, count: int, batch: int) -> Figures:
    """Measure the engine on its store; nothing is sent."""
    from bot.delivery.engine import MOST_IN_FLIGHT, Engine
    from bot.domain.delivery import Rendered
    from bot.domain.reminders import Reminding, SaveReminding, SaveSeries
    from bot.domain.schedule import Kind, Plan, Series
    from bot.domain.store import Ending, Received
    from bot.storage.sqlite import SqliteStore
    from tests.benchmarks.nobody import Nobody

    before, noon = _noon() - TOMORROW, _noon()
    clock, measured, water = Moved(before), Measured(), Series(Kind.WATER)

    def engine_on(store: SqliteStore) -> Engine:
        words = Rendered(TEXT, ())
        return Engine(store.deliveries, Nobody(), lambda _: words, lambda _: words, clock, Random(1))

    store = await SqliteStore.open(folder / "other.db")
    engine = engine_on(store)
    await store.close()  # what is loaded once is no matter of how many reminders there are

    async def look() -> None:
        await engine.tick()
        await store.deliveries.claim(clock.now(), MOST_IN_FLIGHT)

    async def start() -> None:
        nonlocal engine, store
        store = await SqliteStore.open(folder / "steady.db")
        engine = engine_on(store)
        await store.deliveries.recover_sending(clock.now())
        await look()

    async def opt_in(person: int) -> None:
        await store.receive([Received(person, person, "{}")], clock.now())
        writes = SaveReminding(Reminding(person, "Europe/Berlin", Plan())), SaveSeries(person, water, enabled=True)
        await store.finish(person, Ending.DONE, writes, clock.now())

    async def prepare(number: int) -> None:
        clock.move(noon + timedelta(minutes=number))

    async def take() -> float:
        return await taken(engine.tick)

    await measured.start(start)
    await measured.look(look)
    await measured.opt_in(opt_in, FIRST_PERSON + count)
    await measured.take(prepare, take)
    ledger = await store.deliveries.ledger()
    assert (ledger.due >= BATCHES * batch, ledger.adds_up) == (True, True), "each batch was due and was taken"
    await store.close()
    return measured.figures


# python-telegram-bot's JobQueue


async def _ptb_remind(context: CallbackContext[Any, Any, Any, Any]) -> None:
    assert context.job is not None
    assert context.job.chat_id is not None
    await context.bot.send_message(context.job.chat_id, TEXT)


async def _nothing(*_: object) -> None:
    pass


def _ptb(url: str = "") -> Application[Any, Any, Any, Any, Any, Any]:
    from telegram.ext import Application

    builder = Application.builder().token(TOKEN)
    return (builder.base_url(f"{url}/bot") if url else builder).build()


async def ptb_figures(folder: Path, count: int, batch: int) -> Figures:
    """Measure a queue in memory, filled at its start as after each restart."""
    application = _ptb()
    queue = application.job_queue
    assert queue is not None
    took = _timed(queue.scheduler)

    async def start() -> None:
        for number in range(count):
            at = _minute_of_tomorrow(number)
            queue.run_daily(_nothing, at.timetz(), chat_id=FIRST_PERSON + number)
        await queue.start()
        await asyncio.sleep(0)

    async def opt_in(person: int) -> None:
        queue.run_daily(_nothing, _minute_of_tomorrow(person).timetz(), chat_id=person)
        await asyncio.sleep(0)

    async def put_in(at: datetime) -> None:
        for number in range(batch):
            queue.run_daily(_nothing, at.timetz(), chat_id=number)

    return await _others_figures(queue.scheduler, took, start, opt_in, put_in, count)


async def ptb_burst(folder: Path, url: str, count: int) -> None:
    """Send by ``run_daily`` what is due at one second."""

    async def prepare(count: int, at: datetime) -> Application[Any, Any, Any, Any, Any, Any]:
        application = _ptb(url)
        assert application.job_queue is not None
        for number in range(count):
            application.job_queue.run_daily(_ptb_remind, at.timetz(), chat_id=FIRST_PERSON + number)
        await application.initialize()
        await application.start()
        return application

    began = time.monotonic()
    await (await prepare(REHEARSED, _minute_of_tomorrow(0))).stop()
    at = _second_from_now(_room(began, count))
    application = await prepare(count, at)
    assert application.running
    await _forever(at)


# APScheduler with its store on a database

_bot: Any = None


async def aps_remind(chat_id: int) -> None:
    """Send one; stands by its name in the database."""
    if _bot is not None:
        await _bot.send_message(chat_id, TEXT)


def _aps(folder: Path) -> tuple[Any, Any]:
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    store = SQLAlchemyJobStore(url=f"sqlite:///{folder / 'jobs.db'}")
    return AsyncIOScheduler(jobstores={"default": store}, timezone=UTC), store


async def aps_fill(folder: Path, count: int, batch: int) -> None:
    """Write the database."""
    scheduler, store = _aps(folder)
    scheduler.start(paused=True)
    _aps_insert(scheduler, store, ((FIRST_PERSON + number, _minute_of_tomorrow(number)) for number in range(count)))
    scheduler.shutdown()


def _aps_insert(scheduler: Any, store: Any, due: Any) -> None:
    """Write jobs as ``add_job`` does, all in one transaction."""
    import pickle

    from apscheduler.job import Job
    from apscheduler.triggers.cron import CronTrigger

    rows = []
    for person, at in due:
        trigger = CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=UTC)
        job = Job(
            scheduler, f"{person}-{at:%H%M%S}", func="tests.benchmarks.keepers:aps_remind", args=(person,), kwargs={},
            trigger=trigger, executor="default", name="remind", misfire_grace_time=1, coalesce=True, max_instances=1,
            next_run_time=at,
        )  # fmt: skip
        rows.append(
            {
                "id": job.id,
                "next_run_time": at.timestamp(),
                "job_state": pickle.dumps(job.__getstate__(), pickle.HIGHEST_PROTOCOL),
            }
        )
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), rows)


async def aps_figures(folder: Path, count: int, batch: int) -> Figures:
    """Measure a scheduler on the database that is there."""
    scheduler, store = _aps(folder)
    took = _timed(scheduler)

    async def start() -> None:
        scheduler.start()
        while not took:  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def opt_in(person: int) -> None:
        at = _minute_of_tomorrow(person)
        scheduler.add_job("tests.benchmarks.keepers:aps_remind", "cron", [person], hour=at.hour, minute=at.minute)
        await asyncio.sleep(0)

    async def put_in(at: datetime) -> None:
        _aps_insert(scheduler, store, ((number, at) for number in range(batch)))
        scheduler.wakeup()

    return await _others_figures(scheduler, took, start, opt_in, put_in, count)


async def aps_burst(folder: Path, url: str, count: int) -> None:
    """Send what is due at one second, with python-telegram-bot's Bot."""
    from telegram import Bot

    global _bot  # noqa: PLW0603  a job is found by its name
    import tests.benchmarks.keepers as named

    scheduler, store = _aps(folder)
    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        named._bot = _bot = bot
        scheduler.start(paused=True)
        began = time.monotonic()
        _aps_insert(scheduler, store, ((number, _minute_of_tomorrow(0)) for number in range(REHEARSED)))
        at = _second_from_now(_room(began, count))
        _aps_insert(scheduler, store, ((FIRST_PERSON + number, at) for number in range(count)))
        scheduler.resume()
        await _forever(at)


# common to both of them


async def _others_figures(
    scheduler: Any,
    took: list[float],
    start: Callable[[], Awaitable[object]],
    opt_in: Callable[[int], Awaitable[object]],
    put_in: Callable[[datetime], Awaitable[object]],
    count: int,
) -> Figures:
    at = datetime.now(UTC)

    async def look() -> None:
        scheduler._process_jobs()

    async def prepare(number: int) -> None:
        nonlocal at
        at = _second_from_now(SOON)
        took.clear()
        await put_in(at)

    async def take() -> float:
        while datetime.now(UTC) < at or not took:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        return max(took)

    measured = Measured()
    await measured.start(start)
    await measured.look(look)
    await measured.opt_in(opt_in, FIRST_PERSON + count)
    await measured.take(prepare, take)
    return measured.figures


def _timed(scheduler: Any) -> list[float]:
    """Return where the scheduler's milliseconds for each of its looks will stand."""
    took: list[float] = []
    process = scheduler._process_jobs

    def timed() -> object:
        began = time.perf_counter()
        try:
            return process()
        finally:
            took.append((time.perf_counter() - began) * 1000)

    scheduler._process_jobs = timed
    return took


def _minute_of_tomorrow(number: int) -> datetime:
    """Return one of the minutes that begin in an hour at the earliest, and are over a day later."""
    soon = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=1)
    return soon + timedelta(minutes=number % 1_320)


def _second_from_now(seconds: float) -> datetime:
    return (datetime.now(UTC) + timedelta(seconds=seconds + 1)).replace(microsecond=0)


def _room(began: float, count: int) -> float:
    """Return the seconds within which so many are surely in place, by how long it took for a few."""
    return 2 + 2 * (time.monotonic() - began) * count / REHEARSED


async def _forever(due: datetime) -> None:
    print(json.dumps({"due": due.timestamp()}), flush=True)
    await asyncio.Event().wait()


FILL: Final = {"steady": steady_fill, "aps": aps_fill}
FIGURES: Final = {"steady": steady_figures, "ptb": ptb_figures, "aps": aps_figures}
BURST: Final = {"ptb": ptb_burst, "aps": aps_burst}


async def _main(work: str, name: str, folder: Path, count: int, batch: int, url: str) -> None:
    if work == "fill":
        await FILL[name](folder, count, batch)
    elif work == "figures":
        print(json.dumps(await FIGURES[name](folder, count, batch)))
    elif name == "steady":
        await fall_due(folder / "steady.db", count)
    else:
        await BURST[name](folder, url, count)


if __name__ == "__main__":
    logging.disable()  # of each one that is missed there would be a line
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", choices=["fill", "figures", "burst"])
    parser.add_argument("name", choices=sorted(FIGURES))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--url", default="")
    asyncio.run(_main(**vars(parser.parse_args())))
