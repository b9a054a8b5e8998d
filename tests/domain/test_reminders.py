"""What somebody set up, and what of it counts at a moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.reminders import Pause, PauseReason, Reminders, Reminding, Subscription, first_due
from bot.domain.schedule import Kind, Plan, Series

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WATER = Subscription(Series(Kind.WATER, times=(18 * 60,)), enabled=True)
TIP = Subscription(Series(Kind.TIP, times=(13 * 60,)), enabled=False)


@pytest.mark.parametrize(
    ("pause", "counts"),
    [
        (Pause(PauseReason.OWN), True),
        (Pause(PauseReason.OWN, NOON + HOUR), True),
        (Pause(PauseReason.OWN, NOON), False),
        (Pause(PauseReason.HEALTH, NOON - HOUR), True),  # until somebody was asked
        (Pause(PauseReason.BLOCKED, NOON - HOUR), True),
    ],
)
def test_a_pause_counts_until_it_is_over(pause: Pause, counts: bool) -> None:
    assert (pause.reason in Reminders(pauses=(pause,)).active_pauses(NOON)) == counts


def test_what_was_set_up_is_found_by_its_kind() -> None:
    reminders = Reminders(subscriptions=(WATER, TIP))
    assert (reminders.of(Kind.TIP), reminders.of(Kind.SLEEP)) == (TIP, None)


def test_the_first_that_comes_is_one_that_is_on() -> None:
    assert first_due(Reminders(Reminding(7, "UTC", Plan()), (WATER, TIP)), NOON) == NOON + 6 * HOUR


@pytest.mark.parametrize("reminders", [Reminders(), Reminders(Reminding(7, "UTC", Plan()), (TIP,))])
def test_none_comes_where_none_is_on(reminders: Reminders) -> None:
    assert first_due(reminders, NOON) is None
