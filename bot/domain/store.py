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

from bot.domain.delivery import DeliveryStore, Ledger
from bot.domain.editing import EditingStore, EditingWrite
from bot.domain.reminders import Occurrence, Reminders, ReminderWrite
from bot.domain.triage import Level


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the bot. Without a row in the store, all but the id is at its default.

    In ``editor_mode`` they are shown the way to each text; ``SetEditorMode`` changes it, ``SavePerson`` does not.
    """

    id: int
    new_message_each_step: bool = False
    country: str = ""
    editor_mode: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """One update as it came: ``payload`` is its JSON text, ``person_id`` whose turn it is, a person's or a group's."""

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
class OpenCard:
    """A message with questions: the answers it shows, when its first question was shown, whether it led to a result."""

    message_id: int
    answers: str
    started_at: datetime
    ended: bool = False


@dataclass(frozen=True, slots=True)
class KeepCard:
    """Remember what a card shows. A card with an open question takes the place of the person's other such card."""

    person_id: int
    card: OpenCard


@dataclass(frozen=True, slots=True)
class LeaveCards:
    """Forget the person's card with an open question, if there is one: it no longer takes what they type."""

    person_id: int


@dataclass(frozen=True, slots=True)
class AwaitText:
    """Take what the person types until then for an answer; ``what`` says to which question, and replaces another."""

    person_id: int
    what: str
    until: datetime


@dataclass(frozen=True, slots=True)
class StopAwaiting:
    """Take what the person types for no answer any more."""

    person_id: int


@dataclass(frozen=True, slots=True)
class KeepOutcome:
    """Remember for 30 days that a check of this person came to this level."""

    person_id: int
    level: Level
    at: datetime


@dataclass(frozen=True, slots=True)
class ForgetOutcome:
    """Forget the outcome of that time: it was for somebody else."""

    person_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SetSwitch:
    """Switch a part of the bot on or off, for everybody and for good."""

    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class CountUnanswered:
    """Count one more text of today that no page was found for; nothing of the text, nor of whose it was."""


Write = (
    SavePerson
    | ErasePerson
    | KeepCard
    | LeaveCards
    | AwaitText
    | StopAwaiting
    | KeepOutcome
    | ForgetOutcome
    | SetSwitch
    | CountUnanswered
    | ReminderWrite
    | EditingWrite
)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a start finds in the inbox, oldest first: what was running, what waited, and the ids put aside.

    What was running is to be run one at a time, so that an update that ends the process is told from its neighbours.
    """

    running: tuple[Received, ...]
    waiting: tuple[Received, ...]
    put_aside: tuple[int, ...]


class StoreError(Exception):
    """The store cannot do what was asked; the message says why and names the file."""


class StoreBusyError(StoreError):
    """What was asked cannot be done for now: the disk is full, or another program locks the file."""


class Inbox(Protocol):
    """The updates that wait for their turns. When a method returns, what it wrote survives a power cut."""

    async def receive(self, updates: Sequence[Received], now: datetime) -> Sequence[Received]:
        """Put updates into the inbox; return those not seen in the last 48 hours, in the order given."""
        ...

    async def recover(self, now: datetime) -> Recovered:
        """Return what the last run left in the inbox; to be called once, before anything is received.

        An update that alone was running when the process died counts one crash; at the third it is put aside.
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


class Store(Inbox, Protocol):
    """The durable memory of turns."""

    async def cards(self, person_id: int) -> Sequence[OpenCard]:
        """Return the person's cards with questions, the newest message first; after two hours they are gone."""
        ...

    async def outcomes(self, person_id: int, since: datetime) -> Sequence[KeepOutcome]:
        """Return the outcomes kept of this person that came after that time, the oldest first."""
        ...

    async def is_on(self, name: str) -> bool:
        """Return whether a part of the bot is switched on; it is unless somebody switched it off."""
        ...

    async def export(self, person_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """Return all that is kept about a person: table name to rows, empty tables left out, values fit for JSON."""
        ...

    async def clean_up(self, now: datetime) -> int:
        """Forget the ids of updates that were handled over 48 hours ago; return how many.

        Outcomes of 30 days ago, cards of two hours ago and texts awaited in vain are forgotten as well, so are drafts
        of a day ago, invitations that are over and counts of a year ago.
        """
        ...

    async def close(self) -> None:
        """Finish what is queued and let go of the file."""
        ...


class ReminderStore(Protocol):
    """What turns read of reminders; they change it by writes."""

    async def reminders(self, person_id: int) -> Reminders:
        """Return what the person set up, the pauses that are over by themselves among it."""
        ...

    async def awaited(self, person_id: int, now: datetime) -> str | None:
        """Return which question the person's next text answers, None where it answers none."""
        ...

    async def occurrence(self, occurrence_id: int) -> Occurrence | None:
        """Return one reminder that was due, None where it is no longer kept."""
        ...

    async def occurrences(self, person_id: int, since: datetime) -> Sequence[Occurrence]:
        """Return the person's reminders that were due since then, the oldest first."""
        ...

    async def pauses_to_ask_about(self, now: datetime, limit: int) -> Sequence[int]:
        """Return people whose pause for health has lasted long enough, and who were not asked what next."""
        ...

    async def note_asked(self, person_id: int) -> None:
        """Note that somebody was asked about their pause for health, or need not be."""
        ...


class Keeper(Protocol):
    """What keeping the store in good order needs."""

    async def clean_up(self, now: datetime) -> int:
        """As ``Store.clean_up``."""
        ...

    async def back_up(self, now: datetime) -> Ledger | None:
        """Make the backup of this day (in UTC), checked; return its ledger, None where it was made before.

        Of the days before, six are kept.
        """
        ...

    def take_trouble(self) -> StoreError | None:
        """Return the last failure since this was asked before, if there was any."""
        ...

    async def noted(self, name: str) -> str | None:
        """Return what was noted under this name last."""
        ...

    async def note(self, name: str, value: str) -> None:
        """Note something that concerns no single person, in place of what was noted under this name."""
        ...


class Memory(Store, ReminderStore, Keeper, Protocol):
    """All that one back end remembers."""

    @property
    def deliveries(self) -> DeliveryStore:
        """The ledger of reminders."""
        ...

    @property
    def editing(self) -> EditingStore:
        """The words as editors have them."""
        ...
