"""A button tapped twice by an unsteady hand."""

from __future__ import annotations

from typing import NamedTuple

from telegram import CallbackQuery

from bot.domain.clock import Clock

SECONDS = 3.0


class _Tap(NamedTuple):
    time: float
    button: tuple[int, str]
    query_id: str


class DoubleTaps:
    """Tells a tap from its echo, which would change nothing, or bring the same message once more."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: dict[int, _Tap] = {}

    def repeats(self, query: CallbackQuery) -> bool:
        """Return whether the person's last tap was on the same button of the same message, less than three seconds ago.

        A tap whose turn is run again is no echo of itself.
        """
        now = self._clock.monotonic()
        self._forget(now - SECONDS)
        button = (query.message.message_id if query.message else 0, query.data or "")
        last = self._last.get(query.from_user.id)
        if last is not None and last.button == button:
            return last.query_id != query.id
        self._last.pop(query.from_user.id, None)  # the order is that of time
        self._last[query.from_user.id] = _Tap(now, button, query.id)
        return False

    def _forget(self, until: float) -> None:
        while self._last:
            person_id, oldest = next(iter(self._last.items()))
            if oldest.time > until:
                break
            del self._last[person_id]
