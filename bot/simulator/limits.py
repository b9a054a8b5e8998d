"""How many messages Telegram takes in a time, and what it says to more."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

from bot.simulator.refusals import too_many


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second after that."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The rates in force, None for no limit; messages and edits count alike."""

    private_chat: Rate | None = Rate(5, 1)
    group: Rate | None = Rate(20, 1 / 3)
    everywhere: Rate | None = None


UNLIMITED = Limits(None, None, None)


class Floods:
    """Counts what was sent where; a chat that got too much is closed until the time it was told."""

    def __init__(self) -> None:
        self._levels: dict[Hashable, tuple[float, float]] = {}
        self._closed_until: dict[Hashable, float] = {}

    def count(self, place: Hashable, rate: Rate | None, now: float) -> None:
        """Count one message at ``now`` (seconds); Refusal with ``retry_after`` where it is one too many."""
        if rate is None:
            return
        closed = self._closed_until.get(place, now)
        if closed > now:
            raise too_many(math.ceil(closed - now))
        level, since = self._levels.get(place, (rate.burst, now))
        level = min(rate.burst, level + (now - since) * rate.per_second)
        if level < 1:
            wait = max(1, math.ceil((1 - level) / rate.per_second))
            self._closed_until[place] = now + wait
            raise too_many(wait)
        self._levels[place] = (level - 1, now)
