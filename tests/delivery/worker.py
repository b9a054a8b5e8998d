"""The engine in a process of its own, on real time and a real connection, to be killed."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC
from pathlib import Path
from random import Random

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import SystemClock
from bot.delivery.engine import Engine
from bot.domain.delivery import Claimed, Rendered
from bot.gateway.bot import Bot
from bot.gateway.deliverer import Deliverer
from bot.gateway.pacing import Pacing
from bot.gateway.transport import Transport
from bot.simulator.telegram import TOKEN
from bot.storage.sqlite import SqliteStore


def render(claimed: Claimed) -> Rendered:
    """Say whether it is a repeat, and of which occurrence."""
    return Rendered(f"{'again' if claimed.is_repeat else 'first'} {claimed.occurrence.id}", ())


async def work(database: Path, url: str) -> None:
    """Deliver until killed."""
    store, clock, pacing = await SqliteStore.open(database), SystemClock(), Pacing(SystemClock(), 1000, 1000)
    bot = Bot(TOKEN, f"{url}/bot", request=Transport(), get_updates_request=Transport(), rate_limiter=pacing)
    await bot.initialize()
    engine = Engine(store.deliveries, Deliverer(bot, pacing, clock), render, render, clock, Random())
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    scheduler.add_job(engine.tick, "interval", seconds=1, next_run_time=clock.now())
    scheduler.start()
    await engine.run("2026a")


asyncio.run(work(Path(sys.argv[1]), sys.argv[2]))
