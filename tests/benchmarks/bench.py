"""Measure Steady beside python-telegram-bot and aiogram, on one machine and in turn, and write the table down.

Rates are read at the server. Needs Linux, whose /proc tells memory and processor time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import time
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.benchmarks.processes import (
    Server,
    cpu_seconds,
    resident_megabytes,
    running,
    server,
    start,
    start_steady,
)
from tests.benchmarks.wording import microseconds

RESULTS: Final = Path(__file__).with_name("RESULTS.md")
NAMES: Final = ("ptb", "aiogram", "steady")
LIBRARIES: Final = ("python-telegram-bot", "aiogram", "aiohttp", "sqlite-utils", "fluent.runtime")
SETTLED: Final = 1.0
UNLIMITED: Final = 1_000_000.0

MEASURES: Final = {
    "sends": ("sends a second", "{:,.0f}"),
    "sends-cpu": ("processor time a send, ms", "{:.2f}"),
    "objects": ("sends a second by `send_message`, to compare", "{:,.0f}"),
    "answers": ("updates answered a second", "{:,.0f}"),
    "answers-cpu": ("processor time an answer, ms", "{:.2f}"),
    "start": ("start to first poll, s", "{:.2f}"),
    "memory": ("idle memory, MB", "{:.0f}"),
    "wording": ("formatting one message through catalog and overrides, µs", "{:.0f}"),
}
"""What is measured, in the words and the format of the table."""

TIMES: Final[Mapping[str, Mapping[str, float]]] = {
    "sends": {"ptb": 6.0, "aiogram": 1.0},
    "objects": {},
    "answers": {"ptb": 1.4, "aiogram": 0.9},
}
"""How many times another's figure Steady has to reach."""
LIMITS: Final = {"start": 1.5, "memory": 90.0, "wording": 60.0}
"""What Steady must not exceed."""

Figures = Mapping[tuple[str, str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured; no round begins that would probably not end within the budget. Times in seconds."""

    rounds: int
    sends: int
    updates: int
    people: int
    idle: float
    budget: float


async def measure(plan: Plan, names: Sequence[str] = NAMES) -> Figures:
    """Return the figures of every round, by measure and by name."""
    figures: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    began = time.monotonic()
    for number in range(1, plan.rounds + 1):
        for name in names:
            measured = await _sends(plan, name) | await _answers(plan, name)
            for what, figure in measured.items():
                figures[what, name].append(figure)
        figures["objects", "steady"].append((await _sends(plan, "steady-objects"))["sends"])
        figures["memory", "steady"].append(await _memory(plan))
        figures["wording", "steady"].append(microseconds())
        spent = time.monotonic() - began
        print(f"round {number} of {plan.rounds} after {spent:.0f} s", file=sys.stderr)
        if spent * (number + 1) / number > plan.budget:
            break
    return figures | {("objects", name): figures["sends", name] for name in names if name != "steady"}


async def _sends(plan: Plan, name: str) -> dict[str, float]:
    async with server(expect=plan.sends) as api:
        arguments = ("-m", "tests.benchmarks.contestants", "sends", name, api.url, "--count", str(plan.sends))
        async with running(lambda folder: start(*arguments, log=folder / "log")) as process:
            rate, cpu, _ = await _pace(api, process, plan.sends, since="begun")
    return {"sends": rate, "sends-cpu": cpu}


async def _answers(plan: Plan, name: str) -> dict[str, float]:
    async with server(expect=plan.updates, updates=plan.updates, people=plan.people, after=SETTLED) as api:
        began = time.monotonic()
        async with running(lambda folder: _start(name, api.url, folder)) as process:
            polled = await api.event("polled")
            rate, cpu, answered = await _pace(api, process, plan.updates, since="fed")
            assert answered["each"] == [plan.updates // plan.people], "everyone is answered as often as they asked"
    return {"answers": rate, "answers-cpu": cpu, "start": polled["at"] - began}


async def _start(name: str, url: str, folder: Path) -> Process:
    if name == "steady":
        return await start_steady(url, folder, UNLIMITED)
    return await start("-m", "tests.benchmarks.contestants", "echo", name, url, log=folder / "log")


async def _pace(api: Server, process: Process, count: int, since: str) -> tuple[float, float, dict[str, Any]]:
    """Return answers a second, milliseconds of processor time for each, and what the server told in the end."""
    begun = await api.event("begun")
    before = cpu_seconds(process)
    answered = await api.event("answered")
    cpu = (cpu_seconds(process) - before) * 1000 / count
    return count / (answered["at"] - (answered | {"begun": begun["at"]})[since]), cpu, answered


async def _memory(plan: Plan) -> float:
    async with server() as api, running(lambda folder: _start("steady", api.url, folder)) as process:
        await api.event("polled")
        await asyncio.sleep(plan.idle)
        return resident_megabytes(process)


def table(figures: Figures) -> str:
    """Return the medians, their ranges, Steady's ratios and the bars, in Markdown."""
    lines = ["| median (lowest to highest) | PTB | aiogram | Steady | × PTB | × aiogram |", "|---|--:|--:|--:|--:|--:|"]
    for what, (words, form) in MEASURES.items():
        cells = [_spread(figures.get((what, name), ()), form) for name in NAMES]
        cells[2] += _verdict(median(figures[what, "steady"]), LIMITS[what], "≤") if what in LIMITS else ""
        lines.append("| " + " | ".join([words, *cells, *_ratios(figures, what)]) + " |")
    return "\n".join(lines)


def _spread(values: Sequence[float], form: str) -> str:
    if not values:
        return ""
    return f"{form} ({form} to {form})".format(median(values), min(values), max(values))


def _ratios(figures: Figures, what: str) -> Iterator[str]:
    for name in NAMES[:2]:
        if what in TIMES:
            ratio = median(figures[what, "steady"]) / median(figures[what, name])
            bar = TIMES[what].get(name)
            yield f"**{ratio:.2f}**" + (_verdict(ratio, bar, "≥") if bar else "")
        else:
            yield ""


def _verdict(value: float, bar: float, sign: str) -> str:
    reached = value >= bar if sign == "≥" else value <= bar
    return f", bar {sign} {bar:g}: {'reached' if reached else '**missed**'}"


def page(plan: Plan, figures: Figures) -> str:
    """Return the whole of RESULTS.md."""
    rounds = len(figures["memory", "steady"])
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"""# Side by side

Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()} on {platform.system()},
{os.cpu_count()} cores shared with the server; {versions}.

{table(figures)}

Medians of {rounds} interleaved rounds, against a server on the same machine that answers at once; pacing set high.

- **Sends**: {plan.sends:,} calls of `sendMessage` from 50 tasks. PTB and aiogram as they come. Steady sends as its
  features do, over its own transport and pacing, and builds no objects from the answers; in the row below it does, with
  the same `send_message` that PTB has.
- **Updates answered**: {plan.updates:,} messages `/causes` from {plan.people} people, from the moment the first of them
  was handed out to the last answer. PTB and aiogram echo the text; Steady is `steady run`, which keeps each update in
  its inbox, looks up the person, renders the page with its keyboard and remembers what is done, on the disk.
- **Start**: from starting the process to its first `getUpdates`. **Idle memory**: resident, {plan.idle:g} s after the
  first poll.
- **Formatting one message**: the median over all messages that have values to be filled in, each with an override in
  use; what has none is remembered once it was said.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sends", type=int, default=2000)
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--idle", type=float, default=3.0, help="seconds before memory is read")
    parser.add_argument("--budget", type=float, default=150.0, help="seconds for all rounds")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the table is written")
    options = vars(parser.parse_args())
    results: Path = options.pop("results")
    plan = Plan(**options)
    figures = asyncio.run(measure(plan))
    results.write_text(page(plan, figures), encoding="utf-8")
    print(table(figures))


if __name__ == "__main__":
    main()
