from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from bot.delivery.breaker import Breaker
from bot.domain.outcome import Ambiguous, Outcome, Refused, RetryAt, Sent, Unreachable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOT_CONNECTED = RetryAt(NOW, flooded=False)
FLOODED = RetryAt(NOW, flooded=True)


def after(*outcomes: Outcome) -> Breaker:
    breaker = Breaker(Random(1))
    for outcome in outcomes:
        breaker.note(outcome)
    return breaker


@pytest.mark.parametrize(
    ("outcomes", "blocks"),
    [
        ([], False),
        ([Ambiguous()] * 2, False),
        ([Ambiguous()] * 3, True),
        ([NOT_CONNECTED, Ambiguous(), NOT_CONNECTED], True),
        ([Ambiguous(), Ambiguous(), Sent(), Ambiguous()], False),
        ([Ambiguous(), Ambiguous(), Unreachable(), Ambiguous()], False),
        ([Ambiguous(), Ambiguous(), Refused(), Ambiguous()], False),
        ([Ambiguous(), FLOODED, Ambiguous(), Ambiguous()], True),
        ([FLOODED] * 9, False),
    ],
)
def test_three_failures_in_a_row_close_the_way(outcomes: list[Outcome], blocks: bool) -> None:
    assert after(*outcomes).blocks() == blocks


def test_a_probe_that_worked_opens_it_for_one_at_a_time() -> None:
    breaker = after(*[Ambiguous()] * 3)
    breaker.probed(worked=True)
    opened = breaker.blocks(), breaker.is_shaken()
    breaker.note(Sent())
    assert (opened, breaker.is_shaken()) == ((False, True), False)


def test_a_failure_after_the_probe_closes_it_again() -> None:
    breaker = after(*[Ambiguous()] * 3)
    breaker.probed(worked=True)
    breaker.note(Ambiguous())
    assert breaker.blocks()


def test_probes_come_at_most_once_a_second_and_at_least_every_15() -> None:
    breaker = after(*[Ambiguous()] * 3)
    pauses = [breaker.probed(worked=False) for _ in range(100)]
    assert all(1 <= pause <= 15 for pause in pauses)
    assert pauses[0] < 1.5 < 10 <= min(pauses[5:])
    assert len(set(pauses)) == 100


def test_after_a_success_pauses_begin_short_again() -> None:
    breaker = after(*[Ambiguous()] * 3)
    for _ in range(9):
        breaker.probed(worked=False)
    breaker.note(Sent())
    assert breaker.probed(worked=False) < 1.5
