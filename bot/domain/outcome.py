"""The five ways a call to the messenger can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """It took effect; an edit that changed nothing counts as well."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class RetryAt:
    """It had no effect for certain, and may be tried again at that time.

    ``flooded`` tells a limit that the messenger set (429) from a connection that could not be made.
    """

    time: datetime
    flooded: bool


@dataclass(frozen=True, slots=True)
class Unreachable:
    """This person cannot be written to: blocked, deleted, or never met; ``moved_to`` is the chat's new id, if any."""

    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The request itself is wrong; sending it again would be refused again."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Nobody can tell whether it took effect: the request was written, but no clear answer came."""


Outcome = Sent | RetryAt | Unreachable | Refused | Ambiguous
