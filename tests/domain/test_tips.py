from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.tips import next_tip

TIPS = st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=12, unique=True)
CHANCE = st.integers(0, 2**32).map(Random)


def told(available: list[str], seen: tuple[str, ...], count: int, random: Random) -> list[str]:
    tips = []
    for _ in range(count):
        tip, seen = next_tip(available, seen, random)
        tips.append(tip)
    return tips


@given(TIPS, CHANCE)
def test_none_comes_twice_until_all_were_seen(available: list[str], random: Random) -> None:
    tips = told(available, (), 3 * len(available), random)
    rounds = [tips[start : start + len(available)] for start in range(0, len(tips), len(available))]
    assert [sorted(each) for each in rounds] == [sorted(available)] * 3


@given(TIPS.filter(lambda tips: len(tips) > 1), CHANCE)
def test_none_comes_twice_running_even_when_a_round_ends(available: list[str], random: Random) -> None:
    tips = told(available, (), 3 * len(available), random)
    assert all(tip != following for tip, following in pairwise(tips))


@given(TIPS, st.lists(st.text(max_size=3)), CHANCE)
def test_only_available_ones_come_whatever_was_seen(available: list[str], seen: list[str], random: Random) -> None:
    assert next_tip(available, seen, random)[0] in available


@given(TIPS, CHANCE)
def test_a_new_tip_comes_before_any_is_repeated(available: list[str], random: Random) -> None:
    assert next_tip([*available, "brand new"], available, random) == ("brand new", (*available, "brand new"))


@given(TIPS, CHANCE)
def test_a_removed_tip_is_forgotten_when_the_round_ends(available: list[str], random: Random) -> None:
    tip, seen = next_tip(available, ["removed", *available], random)
    assert seen == (tip,)


def test_an_only_tip_comes_again() -> None:
    assert next_tip(["only"], ["only"], Random(1)) == ("only", ("only",))


def test_without_any_tip_there_is_none_to_tell() -> None:
    with pytest.raises(IndexError):
        next_tip([], (), Random(1))
