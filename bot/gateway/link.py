"""The state of the way to Telegram: told once when it breaks, once when it heals, tried again with growing pauses."""

from __future__ import annotations

import logging
from random import Random

from bot.domain.clock import Clock

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Link:
    """Counts failures in a row and says how long to wait before the next try."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._failures = 0
        self._broken_since = 0.0

    def failed(self, error: Exception) -> float:
        """Note a failure; return the seconds to wait: doubling up to 30, of which half is left to chance."""
        if not self._failures:
            self._broken_since = self._clock.monotonic()
            log.warning("Telegram cannot be reached (%s); trying again until it can", type(error).__name__)
        pause = min(FIRST_PAUSE * 2.0**self._failures, LONGEST_PAUSE)
        self._failures += 1
        return pause * self._random.uniform(0.5, 1.0)

    def worked(self) -> None:
        """Note a success."""
        if self._failures:
            log.warning("Telegram is reachable again after %.0f s", self._clock.monotonic() - self._broken_since)
            self._failures = 0
