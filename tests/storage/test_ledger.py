"""Whatever happens, in whatever order: each occurrence that was ever due is accounted for, once."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.delivery import Rendered
from bot.domain.reminders import (
    Missed,
    Pause,
    PauseReason,
    PauseReminders,
    Reminding,
    ResumeReminders,
    SaveReminding,
    SaveSeries,
    Settle,
    Settlement,
    State,
)
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import Ending, ErasePerson, Received, Write
from bot.storage.sqlite import SqliteStore

T = TypeVar("T")

PEOPLE = st.integers(1, 3)
KINDS = st.sampled_from([Kind.WATER, Kind.TIP])
TIMES = st.lists(st.integers(0, 1439), min_size=1, max_size=6)
WORDS = Rendered("Drink", (), "sip")


class LedgerMachine(RuleBasedStateMachine):
    """People, the engine, the messenger and bad luck, all at once."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.updates = count(1)
        self.now = datetime(2026, 11, 22, 7, tzinfo=UTC)
        self.claimed: list[int] = []
        self.confirmed: list[int] = []
        self.raised = 0
        self.open()

    def open(self) -> None:
        self.store: SqliteStore = self.do(SqliteStore.open(Path(self.folder.name) / "steady.db"))
        self.do(self.store.deliveries.recover_sending(self.now))
        self.claimed = []

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def write(self, *writes: Write) -> None:
        update = Received(next(self.updates), 1, "{}")
        self.do(self.store.receive([update], self.now))
        self.do(self.store.finish(update.update_id, Ending.DONE, writes, self.now))

    @rule(person=PEOPLE, kind=KINDS, times=TIMES, enabled=st.booleans(), zone=st.sampled_from(["UTC", "Asia/Tokyo"]))
    def sets_up(self, person: int, kind: Kind, times: list[int], enabled: bool, zone: str) -> None:
        series = Series(kind, times=tuple(times))
        self.write(SaveReminding(Reminding(person, zone, Plan())), SaveSeries(person, series, enabled=enabled))

    @rule(minutes=st.sampled_from([-120, 1, 5, 30, 120, 600, 3000, 200_000]), limit=st.sampled_from([1, 100]))
    def time_passes(self, minutes: int, limit: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.do(self.store.deliveries.take_due(self.now, limit))

    @rule(limit=st.integers(1, 10))
    def claims(self, limit: int) -> None:
        claims = self.do(self.store.deliveries.claim(self.now, limit))
        self.claimed += [each.occurrence.id for each in claims.claimed]
        assert all(each.occurrence.due_at <= self.now for each in claims.claimed)

    @rule(what=st.sampled_from(["confirm", "postpone", "doubt", "miss", "lose", "follow"]))
    def one_ends(self, what: str) -> None:
        deliveries = self.store.deliveries
        if not self.claimed:
            return
        claimed = self.claimed.pop()
        match what:
            case "confirm":
                self.do(deliveries.confirm(claimed, claimed, WORDS, self.now))
            case "postpone":
                self.do(deliveries.postpone(claimed, self.now + timedelta(seconds=9)))
            case "doubt":
                self.do(deliveries.doubt(claimed, self.now))
            case "miss":
                self.do(deliveries.miss(claimed, Missed.REFUSED))
            case "lose":
                self.do(deliveries.lose(claimed, self.now))
            case "follow":
                self.do(deliveries.follow(claimed, 3, self.now))

    @rule(person=PEOPLE, settlement=st.sampled_from(list(Settlement)), minutes=st.integers(1, 300))
    def taps(self, person: int, settlement: Settlement, minutes: int) -> None:
        again = self.now + timedelta(minutes=minutes)
        for occurrence in self.do(self.store.occurrences(person, self.now - timedelta(days=1))):
            self.write(Settle(person, occurrence.id, settlement, again))

    @rule(person=PEOPLE, reason=st.sampled_from(list(PauseReason)))
    def pauses(self, person: int, reason: PauseReason) -> None:
        self.write(PauseReminders(person, Pause(reason, self.now + timedelta(days=2))))

    @rule(person=PEOPLE)
    def resumes(self, person: int) -> None:
        self.write(ResumeReminders(person))

    @rule(person=PEOPLE)
    def erases(self, person: int) -> None:
        self.write(ErasePerson(person))
        assert self.do(self.store.export(person)) == {}

    @rule()
    def restarts(self) -> None:
        self.do(self.store.close())
        self.open()

    @rule(limit=st.integers(1, 50))
    def cleans_up(self, limit: int) -> None:
        self.do(self.store.deliveries.fold(self.now, limit))

    @rule(edition=st.sampled_from(["2026a", "2026b"]))
    def time_zones_change(self, edition: str) -> None:
        self.do(self.store.deliveries.recalculate(edition, self.now, 10))

    @invariant()
    def the_ledger_adds_up(self) -> None:
        ledger = self.do(self.store.deliveries.ledger())
        assert ledger.due == ledger.accounted
        assert ledger.due >= self.raised
        self.raised = ledger.due

    @rule()
    def tips_are_counted_as_often_as_they_were_sent(self) -> None:
        counts = self.do(self.store.editing.stats(self.now)).delivered
        sent = sum(count for (_, _, what), count in counts.items() if what == "sent")
        assert sent == self.do(self.store.deliveries.ledger()).sent

    @invariant()
    def at_most_what_was_claimed_is_being_sent(self) -> None:
        far = datetime(2000, 1, 1, tzinfo=UTC)
        happened = [each for person in range(1, 4) for each in self.do(self.store.occurrences(person, far))]
        sending = {each.id for each in happened if each.state is State.SENDING}
        assert sending <= set(self.claimed)

    def teardown(self) -> None:
        self.do(self.store.close())
        self.runner.close()
        self.folder.cleanup()


TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
