"""Killed again and again in the middle of a burst, on a bad line: nothing is lost, and what is said twice says so."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.app import SystemClock
from bot.domain.reminders import Occurrence, Reminding, SaveReminding, SaveSeries, State
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import Ending, Received
from bot.simulator.faults import Dropped, Fault, Slow, TooMany
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.telegram import Telegram
from bot.storage.ledger import ledger_in
from bot.storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[2]
PEOPLE = 240
KILLS = 5
PATIENCE = 60.0
ALL_DAY = Plan(0, 1440)


async def become_due(database: Path) -> None:
    """Let everybody have a reminder that was due a minute ago."""
    due = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
    series = Series(Kind.TIP, times=(due.hour * 60 + due.minute,))
    before = due - timedelta(seconds=1)
    store = await SqliteStore.open(database)
    for person in range(1, PEOPLE + 1):
        await store.receive([Received(person, person, "{}")], before)
        writes = SaveReminding(Reminding(person, "UTC", ALL_DAY)), SaveSeries(person, series, enabled=True)
        await store.finish(person, Ending.DONE, writes, before)
    await store.close()


def bad_line(chance: Random) -> Fault:
    """Return what happens to one request: 5 in 100 are cut off, 3 in 100 are too many, the others take their time."""
    if chance.random() < 0.03:
        return TooMany(1)
    if chance.random() < 0.05:
        return Dropped(after_effect=chance.random() < 0.5)
    return Slow(0.03)


async def start(database: Path, url: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.worker", str(database), url, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL
    )


async def kill(process: Process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()


async def happened(database: Path) -> list[Occurrence]:
    store = await SqliteStore.open(database)
    since = datetime.now(UTC) - timedelta(days=1)
    found = [each for person in range(1, PEOPLE + 1) for each in await store.occurrences(person, since)]
    await store.close()
    return found


async def test_kills_in_a_burst_lose_nothing_and_double_nothing_silently(tmp_path: Path) -> None:
    database, chance = tmp_path / "steady.db", Random(3)
    telegram = Telegram(SystemClock(), limits=UNLIMITED)
    phones = [telegram.person(person) for person in range(1, PEOPLE + 1)]
    for phone in phones:
        phone.start()
    for _ in range(4 * PEOPLE):
        telegram.faults.next("sendMessage", bad_line(chance))
    await become_due(database)
    async with serve(telegram) as url, asyncio.timeout(PATIENCE):
        for number in range(1, KILLS + 1):
            process = await start(database, url)
            await telegram.until("sendMessage", number * PEOPLE // (KILLS + 2))
            await asyncio.sleep(chance.random() * 0.05)
            await kill(process)
        process = await start(database, url)
        while (ledger := await asyncio.to_thread(ledger_in, database)).pending:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        await kill(process)
    arrived = Counter(int(shown.text.split()[1]) for phone in phones for shown in phone.messages if shown.by_bot)
    firsts = Counter(
        shown.text for phone in phones for shown in phone.messages if shown.by_bot and "first" in shown.text
    )
    kept = await happened(database)

    assert (ledger.due, ledger.adds_up, ledger.missed, ledger.cancelled) == (PEOPLE, True, {}, 0)
    assert [each.id for each in kept if not arrived[each.id] and each.state is not State.UNCERTAIN] == []
    assert max(arrived.values()) <= 3
    assert max(firsts.values()) == 1
    assert arrived.total() - len(arrived) <= sum(each.doubts for each in kept) <= 10 * KILLS + 0.2 * PEOPLE
