from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError

from bot.domain.store import StoreError
from bot.gateway.link import Link

if TYPE_CHECKING:
    from tests.conftest import FakeClock

LONGEST = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


class Most(Random):
    """Chance that always gives the most there is."""

    def uniform(self, a: float, b: float) -> float:
        return max(a, b)


def pauses(link: Link, count: int) -> list[float]:
    return [link.failed(NetworkError("reset")) for _ in range(count)]


def test_pauses_double_up_to_half_a_minute(clock: FakeClock) -> None:
    assert pauses(Link(clock, Most()), 8) == LONGEST


def test_half_of_a_pause_is_left_to_chance(clock: FakeClock) -> None:
    for seed in range(50):
        for pause, longest in zip(pauses(Link(clock, Random(seed)), 8), LONGEST, strict=True):
            assert longest / 2 <= pause <= longest
    assert len({Link(clock, Random(seed)).failed(NetworkError("reset")) for seed in range(50)}) == 50


def test_an_outage_of_weeks_is_no_different(clock: FakeClock) -> None:
    assert pauses(Link(clock, Most()), 50_000)[-1] == 30.0


def test_pauses_begin_anew_after_a_success(clock: FakeClock) -> None:
    link = Link(clock, Most())
    pauses(link, 8)
    link.worked()
    assert pauses(link, 8) == LONGEST


async def test_an_outage_and_its_end_are_told_once_each(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    link = Link(clock, Most())
    link.worked()
    for _ in range(5):
        link.failed(NetworkError("a text that may hold anything"))
    await clock.advance(90)
    link.worked()
    link.worked()
    assert caplog.messages == [
        "no updates come in: Telegram cannot be reached (NetworkError); trying again until they do",
        "updates come in again after 90 s",
    ]


def test_trouble_with_the_store_is_not_blamed_on_telegram(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    Link(clock, Most()).failed(StoreError("steady.db: database or disk is full"))
    assert caplog.messages == ["no updates come in: steady.db: database or disk is full; trying again until they do"]
