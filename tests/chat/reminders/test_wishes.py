from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.reminders.wishes import PATTERN, Wish, decode, read_kind, read_name, read_wish
from bot.domain.schedule import EVERY_DAY, KINDS, WORKDAYS, Kind, Series

if TYPE_CHECKING:
    from bot.content.catalog import Catalog

TIMES = st.none() | st.sets(st.integers(0, 1439), min_size=1, max_size=16).map(lambda found: tuple(sorted(found)))
DAYS = st.none() | st.frozensets(st.sampled_from(sorted(EVERY_DAY)), min_size=1)


@given(TIMES, DAYS)
def test_a_wish_comes_back_from_a_button_as_it_was(times: tuple[int, ...] | None, days: frozenset[int] | None) -> None:
    wish = Wish(times, days)

    assert re.fullmatch(PATTERN, wish.encode())
    assert decode(wish.encode()) == wish


@pytest.mark.parametrize("kind", list(Kind))
def test_the_longest_wish_fits_into_a_button(kind: Kind) -> None:
    times = tuple(range(1440 - KINDS[kind].most, 1440))

    assert len(f"rem:none:{kind}:{Wish(times, EVERY_DAY).encode()}".encode()) <= 64


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("9 12:30", Wish((540, 750))),
        ("weekends", Wish(None, EVERY_DAY - WORKDAYS)),
        ("9 and 3pm on weekdays", Wish((540, 900), WORKDAYS)),
        ("mon-fri 9", Wish((540,), WORKDAYS)),
        ("now and then", None),
        ("9 sometimes", None),
        ("", None),
    ],
)
def test_times_and_days_are_read_in_either_order(typed: str, wish: Wish | None) -> None:
    assert read_wish(typed) == wish


def test_what_a_wish_does_not_name_stays() -> None:
    series = Series(Kind.WATER, times=(600,), days=WORKDAYS, shift=15)

    assert Wish((540,)).applied(series) == Series(Kind.WATER, times=(540,), days=WORKDAYS)
    assert Wish(None, EVERY_DAY).applied(series) == Series(Kind.WATER, times=(600,), days=EVERY_DAY, shift=15)
    assert Wish().applied(series) == series


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("water on", (Kind.WATER, "on")),
        ("Drink water: 9, 12", (Kind.WATER, "9, 12")),
        ("drink 9", (Kind.WATER, "9")),
        ("coffee 2pm", (Kind.CAFFEINE, "2pm")),
        ("caffeine cut-off", (Kind.CAFFEINE, "")),
        ("wind down off", (Kind.SLEEP, "off")),
        ("tips on", (Kind.TIP, "on")),
        ("waterfall on", None),
        ("", None),
    ],
)
def test_a_kind_is_known_by_all_its_names(catalog: Catalog, typed: str, read: tuple[Kind, str] | None) -> None:
    assert read_kind(typed, catalog.words("en")) == read


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Night", "night"),
        ("早番", "早番"),
        ("late-2", "late-2"),
        ("2late", None),
        ("two words", None),
        ("x" * 17, None),
        ("", None),
    ],
)
def test_a_day_is_called_by_one_short_word(typed: str, name: str | None) -> None:
    assert read_name(typed) == name


@given(st.text(max_size=20))
def test_the_name_of_a_day_fits_into_a_button(typed: str) -> None:
    name = read_name(typed)

    assert name is None or len(f"rem:save:{name}".encode()) <= 64
