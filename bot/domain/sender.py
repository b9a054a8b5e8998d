"""The interface through which people are written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.lane import Lane

Keyboard = Sequence[Sequence[Mapping[str, str]]]
"""Rows of inline buttons with the fields that the Bot API gives them: text, callback_data or url, style."""


class Sender(Protocol):
    """Writes to people; the messenger's own errors come through, for ``classify`` to tell apart."""

    async def send(self, chat_id: int, text: str, keyboard: Keyboard, lane: Lane) -> int:
        """Send a new message, its text in HTML; return the message's id."""
        ...

    async def edit(self, chat_id: int, message_id: int, text: str, keyboard: Keyboard, lane: Lane) -> None:
        """Change what a message says."""
        ...
