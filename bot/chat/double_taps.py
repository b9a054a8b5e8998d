"""A button tapped twice by an unsteady hand."""

from __future__ import annotations

from telegram import CallbackQuery

from bot.domain.clock import Clock

SECONDS = 3.0


class DoubleTaps:
    """Tells a tap from its echo, where each tap would bring a new message."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[tuple[int, int, str], tuple[float, str]] = {}

    def repeats(self, query: CallbackQuery) -> bool:
        """Return whether the same person tapped the same button of the same message in the last three seconds.

        A tap whose turn is run again is no echo of itself.
        """
        now = self._clock.monotonic()
        self._forget(now - SECONDS)
        tap = (query.from_user.id, query.message.message_id if query.message else 0, query.data or "")
        _, first = self._seen.setdefault(tap, (now, query.id))
        return first != query.id

    def _forget(self, until: float) -> None:
        while self._seen:
            oldest = next(iter(self._seen))
            if self._seen[oldest][0] > until:
                break
            del self._seen[oldest]
