"""Who answers what people send."""

from __future__ import annotations

from typing import Protocol

from bot.domain.store import Person, Received, Write


class MalformedUpdateError(Exception):
    """An update is not of the form that Telegram publishes."""


class Listener(Protocol):
    """Answers updates, one call a turn."""

    async def answer(self, update: Received, person: Person, writes: list[Write]) -> None:
        """Answer one update; add to ``writes`` what has to be remembered, before anything is said.

        So it is remembered as well where the answer does not arrive. MalformedUpdateError where it cannot be read.
        """
        ...

    async def apologise(self, update: Received) -> None:
        """Tell the person that this went wrong."""
        ...

    async def ask_to_slow_down(self, update: Received) -> None:
        """Tell the person that the answers cannot keep up."""
        ...

    async def acknowledge(self, update: Received) -> None:
        """Tell a button that its tap has arrived, while its turn has to wait; nothing for any other update."""
        ...

    def is_urgent(self, update: Received) -> bool:
        """Return whether this must be answered before what else the person sent."""
        ...
