from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.delivery import Ledger, place, quantile

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_ledger_adds_up_where_each_is_in_one_state() -> None:
    whole = Ledger(due=15, sent=1, pending=2, uncertain=3, missed={"late": 1, "quiet": 3}, cancelled=5, copies=9)
    assert (whole.accounted, whole.adds_up) == (15, True)
    assert not Ledger(due=1).adds_up


def test_everybody_stands_anywhere_equally_often() -> None:
    halves = Counter(place(person, NOON) >> 27 for person in range(16_000))
    assert sorted(halves) == list(range(16))
    assert all(850 < count < 1150 for count in halves.values())


def test_who_was_first_one_day_is_not_first_the_next() -> None:
    days = [sorted(range(1000), key=lambda n, d=day: place(n, NOON + timedelta(days=d))) for day in range(30)]  # type: ignore[misc]
    assert len({order[0] for order in days}) > 25


def test_ids_of_groups_have_a_place_as_well() -> None:
    assert 0 <= place(-1_001_234_567_890, NOON) < 2**31


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 9), (0.1, 1)])
def test_a_quantile_is_the_smallest_value_that_suffices(share: float, value: int) -> None:
    assert quantile([(1, 4), (2, 5), (9, 1)], share) == value


def test_nothing_has_the_quantile_0() -> None:
    assert quantile([], 0.5) == 0
