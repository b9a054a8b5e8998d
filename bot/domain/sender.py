"""The interface through which people are written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain.lane import Lane

Keyboard = Sequence[Sequence[Mapping[str, str]]]
"""Rows of inline buttons with the fields that the Bot API gives them: text, callback_data or url, style."""


class Sender(Protocol):
    """Writes to people. Errors of the messenger come through unless they mean that all is well."""

    async def send(self, chat_id: int, text: str, keyboard: Keyboard, lane: Lane) -> int:
        """Send a new message, its text in HTML; return the message's id."""
        ...

    async def edit(self, chat_id: int, message_id: int, text: str, keyboard: Keyboard, lane: Lane) -> None:
        """Change what a message says; one that says it already is left as it is."""
        ...

    async def acknowledge(self, query_id: str, notice: str | None) -> None:
        """Tell a button that its tap has arrived, with a notice for the person; one that waits no longer needs none."""
        ...
