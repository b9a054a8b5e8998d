"""Kill the bot again and again while reminders are due on a bad line, and count what was lost and what came twice.

The bot is ``steady run``, the server the strict stand-in: 5 in 100 calls are cut off, 3 in 100 are answered with 429.
What the ledger says is held against what the server saw.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom
from statistics import median
from typing import Final

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.domain.delivery import MOST_SENDS, Ledger
from bot.domain.reminders import Occurrence, State
from bot.simulator.http import serve
from bot.storage.ledger import ledger_in
from bot.storage.sqlite import SqliteStore
from tests.benchmarks.crowds import fall_due
from tests.benchmarks.ear import Attempts, Ear
from tests.benchmarks.processes import PATIENCE, StalledError, kill, start_steady
from tests.benchmarks.server import FIRST_PERSON

PACE: Final = 100.0
"""Messages a second that each chat may get."""
IN_FLIGHT: Final = 10
LOOKED_EVERY: Final = 0.005


@dataclass(frozen=True, slots=True)
class Plan:
    """How many reminders are due at once, how often the bot is killed, and what chance decides by.

    On a good line chance spoils no call, so that all is the doing of the kills.
    """

    reminders: int
    kills: int
    seed: int
    good_line: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the ledger says in the end, and what the server saw."""

    plan: Plan
    ledger: Ledger
    occurrences: tuple[Occurrence, ...]
    seen: Mapping[int, Attempts]
    repeat: str
    starts: Sequence[float]

    @property
    def lost(self) -> int:
        """Return how many reached nobody, and are not known to be uncertain."""
        known = sum(bool(self._texts(each) or each.state is State.UNCERTAIN) for each in self.occurrences)
        return self.plan.reminders - known

    @property
    def duplicates(self) -> int:
        """Return how many messages came beyond each one's first."""
        return sum(max(0, len(self._texts(each)) - 1) for each in self.occurrences)

    @property
    def most_of_a_run(self) -> int:
        """Return how many messages that came between a start and its kill came again later, at most."""
        runs = Counter(run for attempts in self.seen.values() for run in attempts.runs[:-1])
        return max(runs.values(), default=0)

    @property
    def silent(self) -> int:
        """Return how many of the duplicates did not say that they may be."""
        return sum(self.repeat not in text for each in self.occurrences for text in self._texts(each)[1:])

    @property
    def copies(self) -> int:
        """Return how often the same reminder came at most."""
        return max((len(self._texts(each)) for each in self.occurrences), default=0)

    @property
    def doubts(self) -> int:
        """Return how many sends nobody heard of again, as the ledger has it."""
        return sum(each.doubts for each in self.occurrences)

    @property
    def refused(self) -> int:
        return sum(attempts.refused for attempts in self.seen.values())

    @property
    def disagreements(self) -> int:
        """Return of how many reminders the ledger says what the server did not see."""
        return sum(not self._agrees(each) for each in self.occurrences) + len(self._strangers)

    @property
    def is_good(self) -> bool:
        return (
            self.ledger.adds_up
            and self.ledger.due == len(self.occurrences) == self.plan.reminders
            and not (self.ledger.pending or self.lost or self.silent or self.disagreements)
            and self.duplicates <= self.doubts
            and self.duplicates <= IN_FLIGHT * self.plan.kills + self.plan.reminders // 10
            and self.copies <= MOST_SENDS
        )

    @property
    def _strangers(self) -> set[int]:
        return self.seen.keys() - {each.id for each in self.occurrences}

    def _texts(self, occurrence: Occurrence) -> list[str]:
        return self.seen[occurrence.id].texts if occurrence.id in self.seen else []

    def _agrees(self, occurrence: Occurrence) -> bool:
        attempts = self.seen.get(occurrence.id, Attempts())
        sent = occurrence.state is State.SENT
        counted = attempts.made - attempts.refused <= occurrence.doubts + sent
        return counted and (bool(attempts.texts) if sent else occurrence.state is State.UNCERTAIN)


class Crash:
    """The bot, its server, and what both do to each other."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._folder = folder
        self._database = folder / "steady.db"
        self._random = Random(plan.seed)
        self._ear = Ear(plan.reminders, None if plan.good_line else self._random)
        self._starts: list[float] = []

    async def run(self) -> Outcome:
        """Return what became of the reminders once none is on its way any more."""
        await fall_due(self._database, self._plan.reminders)
        async with serve(self._ear) as url:
            for number in range(1, self._plan.kills + 1):
                bot = await self._start(url)
                try:
                    await self._until(number * self._plan.reminders // (self._plan.kills + 1))
                finally:
                    await kill(bot)
                self._ear.run += 1
            bot = await self._start(url)
            try:
                ledger = await self._drained()
            finally:
                await kill(bot)
        repeat = Catalog.load(shipped_messages()).words(None).text("delivered-repeat")
        return Outcome(self._plan, ledger, await self._occurrences(), self._ear.reminders, repeat, self._starts)

    async def _start(self, url: str) -> Process:
        began, made = time.monotonic(), self._made()
        bot = await start_steady(url, self._folder, PACE)
        try:
            await self._wait(lambda: self._made() > made, "no reminder after a start")
        except BaseException:
            await kill(bot)
            raise
        self._starts.append(time.monotonic() - began)
        return bot

    async def _until(self, enough: int) -> None:
        """Return when chance wants the next kill: at some reminder after so many of them have come."""
        goal = max(enough, self._made() + self._random.randint(1, 2 * IN_FLIGHT))
        await self._wait(lambda: self._made() >= goal or self._is_over(), "the reminders stopped")
        await asyncio.sleep(self._random.random() * 0.03)

    def _made(self) -> int:
        return sum(attempts.made for attempts in self._ear.reminders.values())

    def _is_over(self) -> bool:
        """Return whether all have come, so that only repeats and those who were told to wait are left."""
        return len(self._ear.reminders) == self._plan.reminders

    async def _wait(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise StalledError(what)
            await asyncio.sleep(LOOKED_EVERY)

    async def _drained(self) -> Ledger:
        """Return the ledger once nothing waits any more; StalledError where nothing changes."""
        made, end = -1, 0.0
        while (ledger := await asyncio.to_thread(ledger_in, self._database)).pending:
            if self._made() != made:
                made, end = self._made(), time.monotonic() + PATIENCE
            if time.monotonic() > end:
                raise StalledError(f"{ledger.pending} reminders wait")
            await asyncio.sleep(0.2)
        return ledger

    async def _occurrences(self) -> tuple[Occurrence, ...]:
        store = await SqliteStore.open(self._database)
        since = datetime.now(UTC) - timedelta(days=1)
        people = range(FIRST_PERSON, FIRST_PERSON + self._plan.reminders)
        found = tuple([each for person in people for each in await store.occurrences(person, since)])
        await store.close()
        return found


def table(outcome: Outcome) -> str:
    """Return the counts."""
    rows = {
        "reminders due": outcome.ledger.due,
        "kills": outcome.plan.kills,
        "lost": outcome.lost,
        "flagged as uncertain": outcome.ledger.uncertain,
        "duplicates": outcome.duplicates,
        "  that did not say so": outcome.silent,
        "  of messages of one run, at most": outcome.most_of_a_run,
        "ambiguous attempts": outcome.doubts,
        "answered with 429": outcome.refused,
        "most copies of one reminder": outcome.copies,
        "ledger: sent + uncertain + missed": outcome.ledger.accounted,
        "ledger: other than the server saw": outcome.disagreements,
    }
    lines = [f"{words:42}{number:6,}" for words, number in rows.items()]
    starts = {"first send after a start, median, s": median(outcome.starts), "  slowest": max(outcome.starts)}
    return "\n".join([*lines, *(f"{words:42}{seconds:6.1f}" for words, seconds in starts.items())])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reminders", type=int, default=3_000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10_000), help="repeats earlier choices")
    parser.add_argument("--good-line", action="store_true", help="let no call be cut off or refused")
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        try:
            outcome = asyncio.run(Crash(plan, Path(name)).run())
        except StalledError:
            print((Path(name) / "log").read_text(encoding="utf-8")[-4000:], file=sys.stderr)
            raise
    print(f"kill -9 while reminders are due, within {time.monotonic() - began:.0f} s, chance {plan.seed}")
    print(table(outcome))
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
