"""Kill the bot again and again while commands arrive, and count what was lost and what was said twice.

Everything is seen from the server's side. Each person sends ten different commands, so an answer's first line tells which of
them it answers; these are learnt from a first person before the kills begin. A second answer is allowed only where
the first was in flight at a kill: it could not be delivered any more, or not longer than ``IN_FLIGHT`` seconds before.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from asyncio.subprocess import Process
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from math import inf
from pathlib import Path
from random import Random, SystemRandom
from typing import Final, NamedTuple

from tests.benchmarks.processes import PATIENCE, StalledError, kill, start_steady
from tests.benchmarks.server import FIRST_PERSON, FIRST_UPDATE, Answer, BotApi, command, serve, text_of

COMMANDS: Final = (
    "/causes", "/redflags", "/sleep", "/treatment", "/science", "/age", "/diagnosis", "/faq", "/takeaways", "/basics"
)  # fmt: skip
LATENCY: Final = 0.03
"""Seconds that the server takes for an answer."""
IN_FLIGHT: Final = 0.05
"""Seconds before a kill within which a delivered answer may not have been written down yet."""
PACE: Final = 100.0
"""Messages a second that each chat may get."""
ARRIVING: Final = 1.2
"""Seconds over which the commands between two kills arrive."""
SETTLED: Final = 0.5
"""Seconds after which nothing more is expected."""

Wanted = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many people send the ten commands, how often the bot is killed, and what chance decides by."""

    people: int
    kills: int
    seed: int | None


class Life(NamedTuple):
    """One run of the bot: when it started and when it was killed, on the monotonic clock."""

    started: float
    killed: float


class Double(NamedTuple):
    """A second answer; ``gap`` is from the first one's delivery to the kill, None where no kill lies between."""

    wanted: Wanted
    gap: float | None

    @property
    def was_in_flight(self) -> bool:
        return self.gap is not None and self.gap <= IN_FLIGHT


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the commands: every answer's time, and the answers that were none of the learnt ones."""

    commands: int
    lives: Sequence[Life]
    answers: Mapping[Wanted, Sequence[float]]
    unknown: int

    @property
    def lost(self) -> int:
        return self.commands - len(self.answers)

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.unknown and all(double.was_in_flight for double in self.doubles)

    @property
    def doubles(self) -> list[Double]:
        return [
            Double(wanted, self._gap(first) if self._life(first) != self._life(second) else None)
            for wanted, times in self.answers.items()
            for first, second in pairwise(times)
        ]

    @property
    def in_flight(self) -> int:
        """Return how many answers were in flight at a kill."""
        return sum(self._gap(time) <= IN_FLIGHT for times in self.answers.values() for time in times)

    def _life(self, time: float) -> int:
        return bisect_right(self.lives, (time, inf)) - 1

    def _gap(self, time: float) -> float:
        """Return the seconds from an answer's delivery to the end of the bot's life; below 0 it was never delivered."""
        return self.lives[self._life(time)].killed - (time + LATENCY)


class Crash:
    """The bot, its server, and what both do to each other."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        self._folder = folder
        self._random = Random(plan.seed)
        self._api = BotApi(LATENCY)
        self._api.on_poll = self._happened
        self._api.on_answer = self._answered
        self._change = asyncio.Event()
        self._update_ids = count(FIRST_UPDATE)
        self._url = ""
        self._bot: Process | None = None
        self._started = 0.0
        self._lives: list[Life] = []
        self._commands: dict[str, str] = {}
        self._answers: defaultdict[Wanted, list[float]] = defaultdict(list)
        self._unknown = 0

    async def run(self) -> Outcome:
        """Return what became of the commands, once all are answered or nothing more happens."""
        server, self._url = await serve(self._api)
        try:
            await self._start()
            await self._learn()
            arriving = asyncio.create_task(self._arrive())
            for _ in range(self._plan.kills):
                await self._live_for_a_while()
                await self._kill()
                await self._start()
            await arriving
            await self._finish()
        finally:
            await self._kill()
            server.close()
        return Outcome(self._plan.people * len(COMMANDS), self._lives, self._answers, self._unknown)

    async def _start(self) -> None:
        self._started = time.monotonic()
        self._bot = await start_steady(self._url, self._folder, PACE)

    async def _kill(self) -> None:
        if self._bot is not None:
            killed = time.monotonic()
            await kill(self._bot)
            self._bot = None
            self._lives.append(Life(self._started, killed))
            self._happened()

    async def _learn(self) -> None:
        """Find out which text answers which command."""
        for text in COMMANDS:
            answered = len(self._api.answers)
            self._ask(FIRST_PERSON - 1, text)
            if not await self._until(lambda more=answered: len(self._api.answers) > more, PATIENCE):  # type: ignore[misc]
                raise StalledError(f"{text} is not answered")
            self._commands[_title(self._api.answers[-1])] = text
        assert len(self._commands) == len(COMMANDS), "different commands have different answers"
        self._unknown = 0

    async def _arrive(self) -> None:
        """Hand out the commands: an equal share of them between two kills, some while the bot is down."""
        wanted = [(FIRST_PERSON + person, text) for person in range(self._plan.people) for text in COMMANDS]
        self._random.shuffle(wanted)
        share = -(-len(wanted) // self._plan.kills)
        for number, (person_id, text) in enumerate(wanted):
            await self._until(lambda due=number // share: len(self._lives) >= due, inf)  # type: ignore[misc]
            self._ask(person_id, text)
            await asyncio.sleep(self._random.uniform(0, 2 * ARRIVING / share))

    async def _live_for_a_while(self) -> None:
        """Return when chance wants the next kill: while starting, at an answer, or at any time."""
        how = self._random.random()
        if how < 0.1:
            await asyncio.sleep(self._random.uniform(0, 1))
            return
        await self._polled()
        if how < 0.6:
            enough = len(self._api.answers) + self._random.randint(1, 40)
            await self._until(lambda: len(self._api.answers) >= enough, 1.5)
        else:
            await asyncio.sleep(self._random.uniform(0, 1))

    async def _finish(self) -> None:
        """Wait for the last answers; then stop the bot in order, and see whether a new start still says something."""
        await self._polled()
        wanted = self._plan.people * len(COMMANDS)
        answered = -1
        while answered < len(self._answers) < wanted:
            answered = len(self._answers)
            await self._until(lambda: len(self._answers) == wanted, 5.0)
        await asyncio.sleep(SETTLED)
        assert self._bot is not None
        self._bot.terminate()
        await self._bot.wait()
        await self._kill()
        await self._start()
        await self._polled()
        await asyncio.sleep(SETTLED)

    def _ask(self, person_id: int, text: str) -> None:
        self._api.feed([command(next(self._update_ids), person_id, text)])

    def _answered(self, answer: Answer) -> None:
        text = self._commands.get(_title(answer))
        if text is None:
            self._unknown += 1
        elif answer.chat_id >= FIRST_PERSON:
            self._answers[answer.chat_id, text].append(answer.at)
        self._happened()

    async def _polled(self) -> None:
        if not await self._until(lambda: bool(self._api.polls) and self._api.polls[-1] > self._started, PATIENCE):
            raise StalledError("the bot does not poll")

    async def _until(self, holds: Callable[[], bool], patience: float) -> bool:
        """Return whether it held within so many seconds."""
        end = time.monotonic() + patience
        while not holds():
            self._change.clear()
            try:
                await asyncio.wait_for(self._change.wait(), end - time.monotonic())
            except TimeoutError:
                return holds()
        return True

    def _happened(self) -> None:
        self._change.set()


def _title(answer: Answer) -> str:
    """Return the first line of an answer: what follows may ask whether it helps, or not."""
    return text_of(answer).partition("\n")[0]


def table(outcome: Outcome) -> str:
    """Return the counts, and how long before a kill the first of two answers had been delivered."""
    doubles = outcome.doubles
    gaps = [double.gap for double in doubles if double.gap is not None]
    rows = {
        "commands": outcome.commands,
        "answered": len(outcome.answers),
        "lost": outcome.lost,
        "answers to nothing that was asked": outcome.unknown,
        "in flight at a kill": outcome.in_flight,
        "most answers to one command": max(map(len, outcome.answers.values()), default=0),
        "answered again": len(doubles),
        "  the first not delivered at the kill": sum(gap < 0 for gap in gaps),
        **{
            f"  delivered {low * 1000:.0f} to {high * 1000:.0f} ms before": sum(low <= gap < high for gap in gaps)
            for low, high in pairwise((0, 0.005, 0.01, 0.025, IN_FLIGHT))
        },
        "  not in flight at a kill": sum(not double.was_in_flight for double in doubles),
    }
    return "\n".join(f"{words:42}{number:6,}" for words, number in rows.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100, help="each sends ten commands")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=None, help="repeats the choices of an earlier run")
    plan = Plan(**vars(parser.parse_args()))
    if plan.seed is None:
        plan = replace(plan, seed=SystemRandom().randrange(10_000))
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        try:
            outcome = asyncio.run(Crash(plan, Path(name)).run())
        except StalledError:
            print((Path(name) / "log").read_text(encoding="utf-8")[-4000:], file=sys.stderr)
            raise
    print(f"kill -9, {plan.kills} times within {time.monotonic() - began:.0f} s, chance {plan.seed}\n{table(outcome)}")
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
