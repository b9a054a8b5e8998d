"""The state of the way in: told once when it breaks, once when it heals, tried again with growing pauses."""

from __future__ import annotations

import logging
from random import Random

from bot.domain.clock import Clock
from bot.domain.store import StoreError

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Link:
    """Says how long to wait after each failure in a row before the next try."""

    def __init__(self, clock: Clock, random: Random) -> None:
        self._clock = clock
        self._random = random
        self._pause = FIRST_PAUSE
        self._broken_since: float | None = None

    def failed(self, error: Exception) -> float:
        """Note a failure; return the seconds to wait: doubling up to 30, of which half is left to chance."""
        if self._broken_since is None:
            self._broken_since = self._clock.monotonic()
            log.warning("no updates come in: %s; trying again until they do", _reason(error))
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause * self._random.uniform(0.5, 1.0)

    def worked(self) -> None:
        """Note a success."""
        if self._broken_since is not None:
            log.warning("updates come in again after %.0f s", self._clock.monotonic() - self._broken_since)
            self._broken_since = None
            self._pause = FIRST_PAUSE


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, StoreError) else f"Telegram cannot be reached ({type(error).__name__})"
