"""A button tapped twice by an unsteady hand."""

from __future__ import annotations

from telegram import CallbackQuery

from bot.domain.clock import Clock

SECONDS = 3.0


class DoubleTaps:
    """Tells a tap from its echo, where each tap would bring a new message."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[tuple[int, int, str], float] = {}

    def repeats(self, query: CallbackQuery) -> bool:
        """Return whether the same person tapped the same button of the same message in the last three seconds."""
        now = self._clock.monotonic()
        self._seen = {tap: at for tap, at in self._seen.items() if now - at < SECONDS}
        tap = (query.from_user.id, query.message.message_id if query.message else 0, query.data or "")
        repeated = tap in self._seen
        self._seen.setdefault(tap, now)
        return repeated
