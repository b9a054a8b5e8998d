"""What delivering needs of others: the ledger it keeps, the way to people, and the words.

Every occurrence that was ever due is in exactly one state, and is counted twice on its own: once when it comes into
being, and once as what it became.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.outcome import Outcome
from bot.domain.reminders import Missed, Occurrence, Reminding
from bot.domain.schedule import Kind, Series, is_quiet, lateness, quiet_times
from bot.domain.sender import Keyboard

MOST_SENDS = 3
"""So often an occurrence may be sent where nobody can tell whether it arrived: once, and two labelled repeats."""
UNTOUCHED_UNTIL_ASKED = 5
PUNCTUAL = timedelta(minutes=1)
"""A reminder within the minute it is due is on time."""

_64_BITS = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Claimed:
    """An occurrence that is about to be sent, and all that its words may depend on.

    ``seen`` are the tips of its kind that this person saw, in the words of whoever chooses them. ``untouched`` counts
    the ones before it without a tap. ``free`` are the kinds whose exclusions do not apply to this person, as they said.
    ``to_editor`` is whether they want to be shown the way to each text, to change it.
    """

    occurrence: Occurrence
    reminding: Reminding
    series: Series
    untouched: int = 0
    seen: tuple[str, ...] = ()
    free: frozenset[Kind] = frozenset()
    to_editor: bool = False

    @property
    def asks(self) -> bool:
        """Return whether it also asks if there shall be fewer: once, after some that nobody touched."""
        return self.untouched == UNTOUCHED_UNTIL_ASKED

    @property
    def is_repeat(self) -> bool:
        """Return whether it may have arrived before, which its words have to say."""
        return self.occurrence.doubts > 0


@dataclass(frozen=True, slots=True)
class Claims:
    """What was claimed; ``looked_at_all`` is False where more waits than was looked at."""

    claimed: tuple[Claimed, ...]
    looked_at_all: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reminder in words: HTML, its buttons, the tip it says, and what is seen of the kind's tips once it is sent."""

    text: str
    keyboard: Keyboard
    tip: str = ""
    seen: tuple[str, ...] = ()


Render = Callable[[Claimed], Rendered]
"""Puts a reminder into words; the same each time for the same occurrence, but for saying that it is a repeat."""


class Deliverer(Protocol):
    """The way to people's chats for what they did not just ask for."""

    async def deliver(self, chat_id: int, text: str, keyboard: Keyboard, *, silent: bool) -> Outcome:
        """Send a message, its text in HTML; return how that ended, within 8 seconds of starting. Raises nothing."""
        ...

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Take a message away, if that is still possible."""
        ...

    async def probe(self) -> bool:
        """Return whether the messenger answers."""
        ...

    def held_for(self) -> float:
        """Return for how many seconds nothing may be delivered to anybody; 0 where something may."""
        ...


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from when reminders were due to when they were sent."""

    median: float
    p95: float
    longest: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """How many occurrences there ever were (``due``), and what became of them.

    ``pending`` has those being sent. ``copies`` are messages sent again as a possible repeat; ``delays`` is about the
    last 90 days, None where nothing was sent.
    """

    due: int = 0
    sent: int = 0
    pending: int = 0
    uncertain: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)
    cancelled: int = 0
    copies: int = 0
    delays: Delays | None = None

    @property
    def accounted(self) -> int:
        """Return the sum of all states."""
        return self.sent + self.pending + self.uncertain + sum(self.missed.values()) + self.cancelled

    @property
    def adds_up(self) -> bool:
        """Return whether each occurrence that was ever due is accounted for, once."""
        return self.due == self.accounted


@dataclass(frozen=True, slots=True)
class Due:
    """When reminders are due, or are sent again, and whose they are."""

    at: datetime
    person_ids: tuple[int, ...]


class DeliveryStore(Protocol):
    """The durable ledger. When a method returns, what it wrote survives a power cut."""

    async def recover_sending(self, now: datetime) -> int:
        """Doubt all that was being sent when the last run ended, to be sent again at once; return how many."""
        ...

    async def take_due(self, now: datetime, limit: int) -> int:
        """Make an occurrence of what has become due, move each kind on to its next time, and count; return how many.

        Fewer than ``limit`` means that nothing more is due. Of one kind only the newest is left to be sent, and only
        where it is not too late.
        """
        ...

    async def claim(self, now: datetime, limit: int) -> Claims:
        """Mark up to ``limit`` occurrences as being sent, at most one a person; what has become too late is missed."""
        ...

    async def confirm(
        self, occurrence_id: int, message_id: int | None, rendered: Rendered, now: datetime
    ) -> int | None:
        """Note that it was sent; return the message of the one before it where nobody touched that."""
        ...

    async def postpone(self, occurrence_id: int, until: datetime) -> None:
        """Note that it was not sent for certain, and may be sent from then on."""
        ...

    async def doubt(self, occurrence_id: int, again_at: datetime) -> None:
        """Note that it may have arrived; it may be sent again from then on, unless it was sent often enough."""
        ...

    async def miss(self, occurrence_id: int, reason: Missed) -> None:
        """Note that it will never be sent."""
        ...

    async def lose(self, occurrence_id: int, now: datetime) -> None:
        """Note that its person cannot be written to; all that waits for them is missed, and their reminders pause."""
        ...

    async def follow(self, occurrence_id: int, moved_to: int, now: datetime) -> None:
        """Note that its chat has a new id, under which all about its reminders goes on."""
        ...

    async def recalculate(self, time_zones: str, now: datetime, limit: int) -> bool:
        """Calculate due times anew if they were made with another edition of the zones; return whether any is left."""
        ...

    async def fold(self, now: datetime, limit: int) -> int:
        """Turn occurrences of over 90 days ago into daily counts; return how many."""
        ...

    async def ledger(self) -> Ledger:
        """Return what became of all that was ever due."""
        ...

    async def first_due(self, since: datetime) -> Due | None:
        """Return what is due first from then on, and not settled yet; None where nothing is."""
        ...


def missed_by(claimed: Claimed, zone: ZoneInfo, now: datetime) -> Missed | None:
    """Return why this must not be sent any more, None where it may.

    What was snoozed, or comes later than its minute, is not sent in quiet hours, unless its own time lies there.
    """
    due, snoozed_from, plan = claimed.occurrence.due_at, claimed.occurrence.snoozed_from, claimed.reminding.plan
    if now - due > lateness(claimed.series, plan):
        return Missed.LATE
    moved = snoozed_from is not None or now - due >= PUNCTUAL
    # It may lie there only because its person has changed the zone or the day since.
    meant = is_quiet(snoozed_from or due, plan, zone) and quiet_times(claimed.series, plan)
    return Missed.QUIET if moved and is_quiet(now, plan, zone) and not meant else None


def place(person_id: int, due_at: datetime) -> int:
    """Return where somebody stands among all that are due at the same time: anywhere, and elsewhere each day.

    Source: the mixing of SplitMix64, https://prng.di.unimi.it/splitmix64.c.
    """
    mixed = (person_id + due_at.toordinal() * 0x9E3779B97F4A7C15) & _64_BITS
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _64_BITS
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _64_BITS
    return mixed >> 33  # small enough for a column


def quantile(counts: Sequence[tuple[int, int]], share: float) -> int:
    """Return the smallest value that this share of all does not exceed; ``counts`` are (value, how often), sorted."""
    wanted = share * sum(count for _, count in counts)
    reached = 0
    for value, count in counts:
        reached += count
        if reached >= wanted:
            return value
    return 0
