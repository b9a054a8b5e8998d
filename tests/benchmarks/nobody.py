"""A way to people that is never gone."""

from __future__ import annotations

from bot.domain.outcome import Outcome
from bot.domain.sender import Keyboard


class Nobody:
    """A way to people for an engine that only looks for what is due."""

    async def deliver(self, chat_id: int, text: str, keyboard: Keyboard, *, silent: bool) -> Outcome:
        raise AssertionError("nothing was to be sent")

    async def remove(self, chat_id: int, message_id: int) -> None:
        raise AssertionError("nothing was to be taken away")

    async def probe(self) -> bool:
        raise AssertionError("nothing was to be probed")

    def held_for(self) -> float:
        return 0.0
