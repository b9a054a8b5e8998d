"""Measure how Steady keeps reminders beside the two usual ways, then whether it holds its own bars; write both down.

Each is a process of its own, on one machine, in one run. Needs Linux, whose /proc tells memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Final

from bot.simulator.http import serve as serve_strictly
from bot.simulator.limits import Limits, Rate
from bot.simulator.phone import Phone
from tests.benchmarks import server
from tests.benchmarks.crowds import fall_due, fill
from tests.benchmarks.ear import Ear
from tests.benchmarks.processes import (
    PATIENCE,
    ROOT,
    StalledError,
    kill,
    resident_megabytes,
    start,
    start_steady,
    steady,
)
from tests.benchmarks.server import FIRST_PERSON, BotApi
from tests.benchmarks.watch import kept

RESULTS: Final = Path(__file__).with_name("REMINDERS.md")
NAMES: Final = {"ptb": "PTB JobQueue", "aps": "APScheduler, SQLAlchemy", "steady": "Steady"}
LIBRARIES: Final = ("python-telegram-bot", "APScheduler", "SQLAlchemy")
FEW: Final = 10
UNLIMITED: Final = 1_000_000.0
PER_SECOND: Final = 30.0
QUIET: Final = 10.0
"""Seconds without a message after which no more is expected."""
COMMAND: Final = "/causes"
GROWING: Final = {"ptb": ("start", "memory")}
"""What grows with the reminders, as everything of it is built and held by the process."""

MEASURES: Final = {
    "opt-in": ("one opt-in, ms", "{:,.2f}"),
    "start": ("time to start, s", "{:,.3f}"),
    "memory": ("memory for them, MB", "{:,.1f}"),
    "look": ("an idle tick, ms", "{:,.3f}"),
    "take": ("1,000 due taken, ms", "{:,.0f}"),
    "stall": ("the event loop's stall meanwhile, ms", "{:,.0f}"),
}
"""What is measured of all, in the words and the format of the table."""

BARS: Final = {
    "pace": ("share of 30 messages a second, ≥", 0.97),
    "floods": ("answers 429, ≤", 0),
    "answer-p99": (f"`{COMMAND}` answered meanwhile, 99 of 100, ms, ≤", 300),
    "drain-stall": ("longest stall of the event loop meanwhile, ms, ≤", 25),
    "slower-start": ("start with the most reminders against ten, s longer, ≤", 0.3),
    "more-memory": ("memory with the most reminders against ten, MB more, ≤", 15),
    "look": ("idle tick with the most, ms, ≤", 3),
    "take": ("1,000 due taken with the most, ms, ≤", 80),
    "take-stall": ("longest stall of the event loop meanwhile, ms, ≤", 25),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured; ``bearable`` is how many reminders the others are given in place of ``many``.

    ``window`` and ``sample`` are seconds.
    """

    some: int = 10_000
    many: int = 1_000_000
    bearable: int = 30_000
    batch: int = 1_000
    burst: int = 20_000
    window: float = 90.0
    drained: int = 10_000
    sample: float = 320.0
    asked_per_second: float = 3.0
    rounds: int = 3


@dataclass(slots=True)
class Figures:
    """What was measured: by size and name, how many of the burst came, and what has a bar."""

    of: dict[tuple[int, str], Mapping[str, float]] = field(default_factory=dict)
    delivered: dict[str, tuple[int, float]] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


async def measure(plan: Plan, names: Sequence[str] = tuple(NAMES)) -> Figures:
    """Return the figures of one run."""
    figures = Figures()
    for name in names:
        for size in (plan.some, plan.many):
            with TemporaryDirectory() as folder:
                borne = size if name == "steady" else min(size, plan.bearable)
                figures.of[size, name] = await _keep(name, Path(folder), borne, plan.batch)
                if name == "steady" and size == plan.many:
                    figures.held |= await _grown(plan, Path(folder))
            _progress(f"{name} with {borne:,}")
        figures.delivered[name] = await _burst(plan, name)
        _progress(f"{name}: {figures.delivered[name]}")
    most = figures.of[plan.many, "steady"]
    figures.held |= {"look": most["look"], "take": most["take"], "take-stall": most["longest-stall"]}
    await _drain(plan, figures)
    return figures


async def _keep(name: str, folder: Path, count: int, batch: int) -> Mapping[str, float]:
    sizes = ("--count", str(count), "--batch", str(batch))
    if name != "ptb":
        await _worked("fill", name, str(folder), *sizes)
    figures: Mapping[str, float] = json.loads(await _worked("figures", name, str(folder), *sizes))
    return figures


async def _worked(*arguments: str) -> str:
    """Return what a contestant prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.keepers", *arguments, cwd=ROOT, stdout=PIPE
    )
    try:
        told, _ = await asyncio.wait_for(process.communicate(), 2 * PATIENCE)
    finally:
        await kill(process)
    if process.returncode:
        raise StalledError(f"{' '.join(arguments)} ended with {process.returncode}")
    return told.decode()


# The start and the memory of the whole bot


async def _grown(plan: Plan, most: Path) -> dict[str, float]:
    """Return how much longer `steady run` starts, and how much more it holds, with many reminders than with ten."""
    with TemporaryDirectory() as name:
        few = Path(name)
        await fill(few / "steady.db", FEW, _tomorrow(), batch=1, batches=0)
        few_runs, most_runs = [], []
        for _ in range(plan.rounds):
            few_runs.append(await _started(few))
            most_runs.append(await _started(most))
    (start_few, memory_few), (start_most, memory_most) = (
        [median(run[number] for run in runs) for number in (0, 1)] for runs in (few_runs, most_runs)
    )
    return {"slower-start": start_most - start_few, "more-memory": memory_most - memory_few}


async def _started(folder: Path) -> tuple[float, float]:
    """Return the seconds to the first poll, and the memory after some ticks."""
    api = BotApi()
    polled = asyncio.Event()
    api.on_poll = polled.set
    listening, url = await server.serve(api)
    began = time.monotonic()
    bot = await start_steady(url, folder, UNLIMITED)
    try:
        await asyncio.wait_for(polled.wait(), PATIENCE)
        started = api.polls[0] - began
        await asyncio.sleep(2)
        return started, resident_megabytes(bot)
    finally:
        await kill(bot)
        listening.close()


# Many due at once, where nothing slows the sender down


async def _burst(plan: Plan, name: str) -> tuple[int, float]:
    """Return how many of the reminders came within the window, and seconds from their due time to the last that did."""
    api = BotApi()
    came: Counter[int] = Counter()
    api.on_answer = lambda answer: came.update([answer.chat_id])
    listening, url = await server.serve(api)
    with TemporaryDirectory() as folder:
        bot, due = await _due_at_once(plan, name, Path(folder), api, url)
        try:
            while len(came) < plan.burst and time.time() < min(due + plan.window, _last(api, due) + QUIET):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        finally:
            await kill(bot)
            listening.close()
    return len(came), _last(api, due) - due


def _last(api: BotApi, due: float) -> float:
    """Return when the last message came, or should have begun to."""
    return max(due, api.answers[-1].at - time.monotonic() + time.time()) if api.answers else due


async def _due_at_once(plan: Plan, name: str, folder: Path, api: BotApi, url: str) -> tuple[Process, float]:
    """Return the running contestant, and when its reminders are due; for Steady when it asked for updates first."""
    if name == "steady":
        await fall_due(folder / "steady.db", plan.burst)
        bot = await start_steady(url, folder, UNLIMITED)
        await _until(lambda: bool(api.polls))
        return bot, time.time()
    log = folder / "log"
    arguments = ("burst", name, str(folder), "--count", str(plan.burst), "--url", url)
    bot = await start("-m", "tests.benchmarks.keepers", *arguments, log=log)
    end = time.monotonic() + PATIENCE
    while not (lines := [line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith('{"due"')]):
        if time.monotonic() > end or bot.returncode is not None:
            await kill(bot)
            raise StalledError(f"{name}: {log.read_text(encoding='utf-8')[-2000:]}")
        await asyncio.sleep(0.1)
    return bot, json.loads(lines[0])["due"]


# Many due at once, on a server that bears thirty messages a second, while people ask


async def _drain(plan: Plan, figures: Figures) -> None:
    """Add how the bot delivers and answers at Telegram's pace, and how long its loop and an idle one stand still."""
    ear = Ear(plan.drained, None, Limits(everywhere=Rate(PER_SECOND, PER_SECOND)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        await fall_due(folder / "steady.db", plan.drained)
        async with serve_strictly(ear) as url, _watched(folder, url) as watches:
            await _until(lambda: len(ear.reminders) > 2 * PER_SECOND)  # the first burst is no pace
            began = time.monotonic()
            answers = await _ask(plan, ear, began + plan.sample)
            ended = time.monotonic()
            sent, floods = ear.accepted(began, ended), sum(call.code == 429 for call in ear.calls)
            stalls = {name: kept(file, began, ended) for name, file in watches.items()}
    longest = {name: max(line["longest"] for line in lines) for name, lines in stalls.items()}
    usual = median(line["p999"] for line in stalls["steady"])
    figures.held |= {
        "pace": sent / (ended - began) / PER_SECOND,
        "floods": floods,
        "answer-p99": quantiles(answers, n=100)[98] * 1000 if len(answers) > 1 else 0.0,
        "drain-stall": longest["steady"],
    }
    figures.notes.append(
        f"{sent:,} messages within {ended - began:.0f} s, {len(answers)} of them answers to `{COMMAND}` "
        f"(median {median(answers) * 1000:.0f} ms). An idle event loop in a process of its own stood still for "
        f"{longest['idle']:.0f} ms at the same time: so much of it is the machine's. 999 of 1,000 looks at the bot's "
        f"loop were late by {usual:.0f} ms at most, in half of the seconds."
    )


@asynccontextmanager
async def _watched(folder: Path, url: str) -> AsyncIterator[Mapping[str, Path]]:
    """Run the bot with a watch inside, and an idle loop with one; yield where they write."""
    files = {"steady": folder / "steady.watch", "idle": folder / "idle.watch"}
    watch = ("-m", "tests.benchmarks.watch")
    bot = await start(
        *watch, str(files["steady"]), "steady", log=folder / "log", **steady(url, folder, PER_SECOND, 1.0)
    )
    idle = await start(*watch, str(files["idle"]), log=folder / "log")
    try:
        yield files
    except StalledError as error:
        error.add_note((folder / "log").read_text(encoding="utf-8")[-2000:])
        raise
    finally:
        await kill(bot)
        await kill(idle)


async def _ask(plan: Plan, ear: Ear, end: float) -> list[float]:
    """Return the seconds until each of the commands was answered, that people send until then."""
    waiting: list[asyncio.Task[float]] = []
    number = 0
    while time.monotonic() < end:
        phone = ear.person(FIRST_PERSON + plan.drained + number)
        number += 1
        waiting.append(asyncio.create_task(_asked(ear, phone)))
        await asyncio.sleep(1 / plan.asked_per_second)
    return await asyncio.gather(*waiting)


async def _asked(ear: Ear, phone: Phone) -> float:
    phone.send(COMMAND)
    began = time.monotonic()
    await ear.world.bell.until(lambda: phone.chat.shown > 0)
    return time.monotonic() - began


async def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise StalledError("nothing was delivered")
        await asyncio.sleep(0.01)


# What is written down


def table(plan: Plan, figures: Figures) -> str:
    """Return what was measured of all, side by side."""
    sizes = (plan.some, plan.many)
    columns = [(size, name) for size in sizes for name in NAMES if (size, name) in figures.of]
    heads = [f"{NAMES[name]}, {size:,}" for size, name in columns]
    lines = ["| | " + " | ".join(heads) + " |", "|---" + "|--:" * len(columns) + "|"]
    for what, (words, form) in MEASURES.items():
        cells = [_cell(plan, figures, what, form, *column) for column in columns]
        lines.append(f"| {words} | " + " | ".join(cells) + " |")
    came = [_came(plan, figures, name) if size == plan.some else "" for size, name in columns]
    lines.append(f"| delivered of {plan.burst:,} due at once | " + " | ".join(came) + " |")
    return "\n".join(lines)


def _cell(plan: Plan, figures: Figures, what: str, form: str, size: int, name: str) -> str:
    value = figures.of[size, name][what]
    if name == "steady" or size <= plan.bearable:
        return form.format(value)
    factor = size / plan.bearable if what in GROWING.get(name, ()) else 1
    return "≈ " + form.format(value * factor)


def _came(plan: Plan, figures: Figures, name: str) -> str:
    count, seconds = figures.delivered[name]
    return f"{count:,} in {seconds:.0f} s" if count else "0"


def bars(figures: Figures) -> str:
    """Return what has a bar, and whether it was reached."""
    lines = ["| Steady alone | bar | measured | |", "|---|--:|--:|---|"]
    for what, (words, bar) in BARS.items():
        value, (text, sign) = figures.held[what], (words[:-3], words[-1])
        reached = value >= bar if sign == "≥" else value <= bar
        lines.append(f"| {text} | {sign} {bar:g} | {value:,.3g} | {'reached' if reached else '**missed**'} |")
    return "\n".join(lines)


def page(plan: Plan, figures: Figures) -> str:
    """Return the whole of REMINDERS.md."""
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    notes = "\n".join(figures.notes)
    return f"""# Reminders

Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()} on {platform.system()},
{os.cpu_count()} cores, {os.getloadavg()[0]:.0f} processes wanting them; {versions}.

## Side by side

{table(plan, figures)}

Each in a process of its own, one after the other; medians, with their own defaults, as their documentation shows them.
What begins with ≈ was measured with {plan.bearable:,} reminders, more take the others minutes: start and memory of the
JobQueue grow with them and are multiplied, all else is as it was.

- **One opt-in**: Steady keeps the update, the zone, the day and the series, in two commits on the disk; the JobQueue
  keeps a job in memory, which a restart forgets; APScheduler keeps a job in SQLite, in one commit.
- **Time to start**: Steady opens its database and takes the first look. The JobQueue is handed every job again, as
  after each restart. **Memory**: what the process holds more after that.
- **An idle tick**: a look at what is due when nothing is. **1,000 due taken**: until each has its next time, for Steady
  and APScheduler on the disk; meanwhile Steady's event loop goes on.
- **Delivered**: distinct messages at a server without limits, until all had come, none came for {QUIET:.0f} s, or
  {plan.window:.0f} s were over. APScheduler, and the JobQueue which is built on it, drop what begins more than a second
  late. Steady writes twice for each message.

## Bars

{bars(figures)}

{plan.drained:,} reminders due at once, on a server that refuses more than {PER_SECOND:g} messages a second, a sample of
{plan.sample:.0f} s: {notes}
"""


def _tomorrow() -> datetime:
    return datetime.fromtimestamp(time.time() + 86_400, UTC)


def _progress(text: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {text}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a hundredth of it, to see that it works")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the tables are written")
    options = parser.parse_args()
    plan = QUICK if options.quick else Plan()
    figures = asyncio.run(measure(plan))
    options.results.write_text(page(plan, figures), encoding="utf-8")
    print(f"{table(plan, figures)}\n\n{bars(figures)}")


QUICK: Final = Plan(
    some=100, many=1_000, bearable=200, batch=20, burst=20, window=20.0, drained=200, sample=3.0, rounds=1
)

if __name__ == "__main__":
    main()
