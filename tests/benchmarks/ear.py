"""The strict stand-in for Telegram, on a bad line, with a note of each attempt to deliver a reminder."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from bot.app import SystemClock
from bot.simulator.checking import Upload
from bot.simulator.faults import Dropped, Fault, Slow, TooMany
from bot.simulator.limits import UNLIMITED, Limits
from bot.simulator.telegram import Answer, Telegram
from tests.benchmarks.server import FIRST_PERSON, TOKEN

RESETS: Final = 0.05
TOO_MANY: Final = 0.03
LATENCY: Final = 0.03
"""Seconds that an answer takes."""
_NO_FILES: Final[Mapping[str, Upload]] = {}
_OCCURRENCE: Final = re.compile(r"\bdlv:(\d+):")


@dataclass(slots=True)
class Attempts:
    """How often one reminder reached the server, how often it was refused there, what the person saw of it, and when.

    ``runs`` has the number of the bot's run for each of the ``texts``.
    """

    made: int = 0
    refused: int = 0
    texts: list[str] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)


class Ear(Telegram):
    """The stand-in; ``chance`` decides which calls go wrong, None lets none."""

    def __init__(self, people: int, chance: Random | None, limits: Limits = UNLIMITED) -> None:
        super().__init__(SystemClock(), token=TOKEN, limits=limits)
        self.reminders: defaultdict[int, Attempts] = defaultdict(Attempts)
        self._chance = chance
        self._accepted: list[float] = []
        self.run = 0
        for number in range(people):
            self.person(FIRST_PERSON + number).chat.status = "member"  # as after /start, which needs no answer here

    async def call(
        self, token: str, method: str, parameters: Mapping[str, object], uploads: Mapping[str, Upload] = _NO_FILES
    ) -> Answer:
        """Answer as the stand-in does, and remember what became of a reminder."""
        answer = await self._answer(token, method, parameters, uploads)
        if method == "sendMessage" and answer.code == 200:
            self._accepted.append(self.clock.monotonic())
        return answer

    def accepted(self, since: float, until: float) -> int:
        """Return how many messages were taken between two moments of the monotonic clock."""
        return sum(since < at <= until for at in self._accepted)

    async def _answer(
        self, token: str, method: str, parameters: Mapping[str, object], uploads: Mapping[str, Upload]
    ) -> Answer:
        found = _OCCURRENCE.search(str(parameters.get("reply_markup", ""))) if method == "sendMessage" else None
        if found is None:
            return await super().call(token, method, parameters, uploads)
        attempts = self.reminders[int(found[1])]
        attempts.made += 1
        if self._chance is not None:
            self.faults.next(method, bad_line(self._chance))
        chat = self.world.chats[int(str(parameters["chat_id"]))]
        shown = chat.shown
        answering = asyncio.ensure_future(super().call(token, method, parameters, uploads))
        await asyncio.sleep(0)  # a call takes effect at once, and whoever made it may be killed before the answer
        if chat.shown > shown:
            attempts.texts.append(str(parameters["text"]))
            attempts.runs.append(self.run)
        answer = await answering
        attempts.refused += answer.code == 429
        return answer


def bad_line(chance: Random) -> Fault:
    """Return what happens to one call: 3 in 100 are too many, 5 in 100 are cut off, the others take their time."""
    if chance.random() < TOO_MANY:
        return TooMany(1)
    if chance.random() < RESETS:
        return Dropped(after_effect=chance.random() < 0.5)
    return Slow(LATENCY)
