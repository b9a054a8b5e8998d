"""Whether the way to people is open, judged by how the last sends ended."""

from __future__ import annotations

from random import Random

from bot.domain.outcome import Ambiguous, Outcome, RetryAt

MOST_FAILURES = 3
"""So many failures in a row close the way."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 10.0


class Breaker:
    """Counts failures in a row, and says how long to wait before each further probe.

    A failure is what tells nothing about one person: no clear answer, or no connection. After a probe worked the way is
    open for one send at a time, until one has arrived.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._failures = 0
        self._pause = FIRST_PAUSE

    def blocks(self) -> bool:
        """Return whether nothing may be sent until a probe has worked."""
        return self._failures >= MOST_FAILURES

    def is_shaken(self) -> bool:
        """Return whether the last send failed."""
        return self._failures > 0

    def note(self, outcome: Outcome) -> None:
        """Take notice of how a send ended."""
        match outcome:
            case Ambiguous() | RetryAt(flooded=False):
                self._failures += 1
            case RetryAt():
                pass
            case _:
                self._failures = 0
                self._pause = FIRST_PAUSE

    def probed(self, *, worked: bool) -> float:
        """Take notice of a probe; return the seconds to wait before the next: 1 to 15, growing, in part by chance."""
        if worked:
            self._failures = MOST_FAILURES - 1
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause * self._random.uniform(1.0, 1.5)
