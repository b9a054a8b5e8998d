"""What somebody set up about reminders, as it stands in this turn, and what of it the turn changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.reminders import Pause, Reminders, Reminding, SaveReminding, SaveSeries, Subscription, due_next
from bot.domain.schedule import Kind, Mode, Plan, Series
from bot.domain.store import Write
from bot.domain.zones import load_zone

MOST_PLANS = 4


class Setup:
    """One person's reminders; changes are noted in ``writes``, and can be seen here at once."""

    def __init__(self, person_id: int, reminders: Reminders, language: str, now: datetime, writes: list[Write]) -> None:
        self.now = now
        self.reminding = reminders.reminding or Reminding(person_id, "", Plan())
        self._subscriptions = {each.series.kind: each for each in reminders.subscriptions}
        self._reminders = reminders
        self._person_id = person_id
        self._language = language
        self._writes = writes

    @property
    def plan(self) -> Plan:
        """The person's day."""
        return self.reminding.plan

    @property
    def zone(self) -> ZoneInfo | None:
        """The person's time zone, None until it is known."""
        return load_zone(self.reminding.zone) if self.reminding.zone else None

    @property
    def enabled(self) -> Sequence[Kind]:
        """The kinds that are on, in their order."""
        return [kind for kind in Kind if self.is_on(kind)]

    @property
    def pauses(self) -> Sequence[Pause]:
        """The pauses that are not over."""
        return list(self._reminders.active_pauses(self.now).values())

    def of(self, kind: Kind) -> Subscription | None:
        """Return what is known about a kind, None before it was first asked for."""
        return self._subscriptions.get(kind)

    def is_on(self, kind: Kind) -> bool:
        """Return whether a kind is on."""
        known = self.of(kind)
        return known is not None and known.enabled

    def series(self, kind: Kind) -> Series:
        """Return what a kind is set to."""
        known = self.of(kind)
        return known.series if known else Series(kind)

    def next_due(self, kind: Kind) -> datetime | None:
        """Return when a kind comes next, None where it does not."""
        known = self.of(kind)
        return known.next_due_at if known and known.enabled else None

    def offer(self, kind: Kind) -> None:
        """Note that nothing speaks against a kind; whether it is on stays as it is."""
        known = self.of(kind)
        if known is None or not known.offered:
            self._save(Subscription(self.series(kind), enabled=False))

    def refuse(self, kind: Kind) -> None:
        """Note that something may speak against a kind, which is off from now on."""
        self._save(Subscription(Series(kind), enabled=False, offered=False))

    def change(self, series: Series) -> None:
        """Set a kind that is offered to something else; whether it is on stays as it is."""
        known = self.of(series.kind)
        if known is None or known.series != series:
            self._save(Subscription(series, enabled=self.is_on(series.kind)))

    def turn_on(self, kind: Kind, mode: Mode | None = None) -> None:
        """Turn a kind on; with a mode, at planned times."""
        series = self.series(kind)
        if mode is not None:
            series = replace(series, mode=mode, times=None, shift=0)
        if not self.is_on(kind) or series != self.series(kind):
            self._save(Subscription(series, enabled=True))

    def turn_off(self, kind: Kind) -> None:
        """Turn a kind off; what it was set to is kept."""
        if self.is_on(kind):
            self._save(Subscription(self.series(kind), enabled=False))

    def move_to(self, zone: str) -> None:
        """Note where the person lives."""
        self._remind(replace(self.reminding, zone=zone))

    def live_by(self, plan: Plan) -> None:
        """Note how the person's day goes."""
        self._remind(replace(self.reminding, plan=plan))

    def send_silently(self, *, silent: bool) -> None:
        """Note whether reminders come without a sound."""
        self._remind(replace(self.reminding, silent=silent))

    def keep_plan(self, name: str, plan: Plan) -> bool:
        """Keep a day under a name; return False where there is no room for one more."""
        plans = dict(self.reminding.plans) | {name: plan}
        if len(plans) > MOST_PLANS:
            return False
        self._remind(replace(self.reminding, plans=tuple(sorted(plans.items()))))
        return True

    def forget_plan(self, name: str) -> None:
        """Forget a named day."""
        plans = tuple((known, plan) for known, plan in self.reminding.plans if known != name)
        self._remind(replace(self.reminding, plans=plans))

    def plan_named(self, name: str) -> Plan | None:
        """Return the day kept under a name."""
        return dict(self.reminding.plans).get(name)

    def _remind(self, reminding: Reminding) -> None:
        known, self.reminding = self.reminding, replace(reminding, language=self._language)
        if self.reminding == known:
            return
        self._writes.append(SaveReminding(self.reminding))
        if (known.zone, known.plan) == (self.reminding.zone, self.reminding.plan):
            return  # nothing moves: what is skipped for today stays so
        for kind, each in self._subscriptions.items():
            self._subscriptions[kind] = replace(each, next_due_at=self._calculated(each))

    def _save(self, subscription: Subscription) -> None:
        subscription = replace(subscription, next_due_at=self._calculated(subscription))
        self._subscriptions[subscription.series.kind] = subscription
        self._writes.append(
            SaveSeries(self._person_id, subscription.series, subscription.enabled, subscription.offered)
        )

    def _calculated(self, subscription: Subscription) -> datetime | None:
        if not subscription.enabled or self.zone is None or self.pauses:
            return None
        return due_next(subscription.series, self.reminding, self.now)
