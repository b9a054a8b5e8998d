"""Reminders as they are remembered: what somebody opted into, what became of each, and what a turn may change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.schedule import Kind, Plan, Series, days_of, next_due, times_of
from bot.domain.zones import load_zone


class PauseReason(StrEnum):
    """Why nothing is sent to somebody; each can be lifted without the others."""

    OWN = "own"
    HEALTH = "health"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time without reminders. One's own ends by itself at ``until``; the others last until somebody was asked.

    ``until`` of a pause for health is when to ask.
    """

    reason: PauseReason
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminding:
    """How somebody wants to be reminded: their time zone, their day, and their other days by name.

    The zone is an IANA name, empty until it is known; nothing is on before that.
    """

    person_id: int
    zone: str
    plan: Plan
    plans: tuple[tuple[str, Plan], ...] = ()
    silent: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One kind of reminder of one person.

    ``offered`` is False where an exclusion applies. ``untouched`` counts the last ones sent without a tap on any.
    """

    series: Series
    enabled: bool
    offered: bool = True
    untouched: int = 0
    next_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """All that somebody set up; ``reminding`` is None until they told their time zone, or how their day goes."""

    reminding: Reminding | None = None
    subscriptions: tuple[Subscription, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def of(self, kind: Kind) -> Subscription | None:
        """Return what was set up of a kind, None where nothing ever was."""
        return next((each for each in self.subscriptions if each.series.kind is kind), None)

    @property
    def any_on(self) -> bool:
        """Return whether any kind is on."""
        return any(each.enabled for each in self.subscriptions)

    def active_pauses(self, now: datetime) -> Mapping[PauseReason, Pause]:
        """Return the pauses that are not over, by their reason."""
        return {
            pause.reason: pause
            for pause in self.pauses
            if pause.reason is not PauseReason.OWN or pause.until is None or pause.until > now
        }


def first_due(reminders: Reminders, after: datetime) -> datetime | None:
    """Return when the first reminder comes once nothing is paused, strictly after that time; None where none is on."""
    reminding = reminders.reminding
    if reminding is None or not reminding.zone:
        return None
    moments = [due_next(each.series, reminding, after) for each in reminders.subscriptions if each.enabled]
    return min((moment for moment in moments if moment), default=None)


def due_next(series: Series, reminding: Reminding, after: datetime) -> datetime | None:
    """Return when a series is due next, strictly after that time."""
    plan = reminding.plan
    return next_due(times_of(series, plan), days_of(series, plan), load_zone(reminding.zone), after)


class State(StrEnum):
    """Where an occurrence stands on its way."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Missed(StrEnum):
    """Why an occurrence was never sent."""

    LATE = "late"
    QUIET = "quiet"
    UNREACHABLE = "unreachable"
    PAUSED = "paused"
    REFUSED = "refused"


class Settlement(StrEnum):
    """What somebody did with a reminder."""

    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One reminder that was due at one time.

    ``tip`` is what it said, ``doubts`` how often it was sent without anybody knowing whether it arrived. One that was
    snoozed before has the time planned first in ``snoozed_from``.
    """

    id: int
    person_id: int
    kind: Kind
    due_at: datetime
    state: State
    missed: Missed | None = None
    settled: Settlement | None = None
    message_id: int | None = None
    tip: str = ""
    snoozed_from: datetime | None = None
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class SaveReminding:
    """Remember how somebody wants to be reminded; all that is on follows the new day and zone."""

    reminding: Reminding


@dataclass(frozen=True, slots=True)
class SaveSeries:
    """Remember a kind as given, in place of what was there; what waits to be sent of it is cancelled."""

    person_id: int
    series: Series
    enabled: bool
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Settle:
    """Note what somebody did with a reminder, unless they did something before; for all its copies.

    A snoozed one is due again at ``again_at``. Skipping cancels the rest of the occurrence's waking day, stopping
    turns the kind off. Whatever waits to be sent of it counts as arrived.
    """

    person_id: int
    occurrence_id: int
    settlement: Settlement
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PauseReminders:
    """Send nothing for a while to somebody who set up reminders; a pause of the same reason is replaced."""

    person_id: int
    pause: Pause


@dataclass(frozen=True, slots=True)
class ResumeReminders:
    """End the pauses of these reasons."""

    person_id: int
    reasons: frozenset[PauseReason] = frozenset(PauseReason)


ReminderWrite = SaveReminding | SaveSeries | Settle | PauseReminders | ResumeReminders
