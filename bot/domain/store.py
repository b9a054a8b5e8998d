"""What Steady remembers, and the one interface through which it does.

A turn is the handling of one update. What a turn changes is collected as writes and committed together with the
update's leaving the inbox, so that an update which is run again after a crash changes nothing twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the bot. Without a row in the store, all but the id is at its default."""

    id: int
    new_message_each_step: bool = False
    country: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """One update as it came: ``payload`` is its JSON text, ``person_id`` whose turn it is."""

    update_id: int
    person_id: int
    payload: str


class Ending(StrEnum):
    """How an update left the inbox."""

    DONE = "done"
    MALFORMED = "malformed"
    FAILED = "failed"
    CRASHED = "crashed"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class SavePerson:
    """Remember this person as given."""

    person: Person


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Delete all that is kept about this person, in every table."""

    person_id: int


@dataclass(frozen=True, slots=True)
class CountUnanswered:
    """Count one more text of today that no page was found for; nothing of the text, nor of whose it was."""


Write = SavePerson | ErasePerson | CountUnanswered


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a start finds in the inbox: what to run, oldest first, and the ids put aside after too many crashes."""

    updates: tuple[Received, ...]
    put_aside: tuple[int, ...]


class StoreError(Exception):
    """The store cannot do what was asked; the message says why and names the file."""


class Store(Protocol):
    """The durable memory. When a method returns, what it wrote survives a power cut."""

    async def receive(self, updates: Sequence[Received], now: datetime) -> Sequence[Received]:
        """Put updates into the inbox; return those not seen in the last 48 hours, in the order given."""
        ...

    async def recover(self, now: datetime) -> Recovered:
        """Return what the last run left in the inbox; to be called once, before anything is received.

        An update that was running when the process died counts one crash; at the third it is put aside.
        """
        ...

    async def begin(self, update_id: int) -> Person | None:
        """Mark an update as running; return whose turn it is, or None where it is no longer in the inbox."""
        ...

    async def release(self, update_id: int) -> None:
        """Mark a running update as waiting again: it could not be finished now, through no fault of its own."""
        ...

    async def finish(self, update_id: int, ending: Ending, writes: Sequence[Write], now: datetime) -> None:
        """Commit a turn's writes together with its update's leaving the inbox; the update's text is gone with it."""
        ...

    async def export(self, person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return all that is kept about a person: table name to rows, empty tables left out, values fit for JSON."""
        ...

    async def clean_up(self, now: datetime) -> int:
        """Forget the ids of updates that were handled over 48 hours ago; return how many."""
        ...

    async def close(self) -> None:
        """Finish what is queued and let go of the file."""
        ...
