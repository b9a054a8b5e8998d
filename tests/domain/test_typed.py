from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.schedule import EVERY_DAY, WEEKEND, WORKDAYS, Days, Plan
from bot.domain.typed import read_days, read_pause, read_plan, read_time, read_times
from bot.domain.zones import load_zone

BERLIN = load_zone("Europe/Berlin")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("7", "07:00"), ("07", "07:00"), ("7:30", "07:30"), ("7.30", "07:30"), ("7h30", "07:30"), ("0730", "07:30"),
        ("730", "07:30"), ("21.30", "21:30"), ("2130", "21:30"), ("21h", "21:00"), ("21 hrs", "21:00"),
        ("2100 hours", "21:00"), ("7 o'clock", "07:00"), ("7 o’clock am", "07:00"), ("9pm", "21:00"), ("9 PM", "21:00"),
        ("9p", "21:00"), ("9 p.m.", "21:00"), ("9:15 a.m.", "09:15"), ("12am", "00:00"), ("12:30 pm", "12:30"),
        ("21:30 pm", "21:30"), ("9 in the morning", "09:00"), ("9 in the evening", "21:00"), ("noon", "12:00"),
        ("Midday", "12:00"), ("midnight", "00:00"), ("24:00", "00:00"), ("00:00", "00:00"), ("  at 7 ", "07:00"),
        ("7!", "07:00"), ("I get up at 7", "07:00"), ("about 9", "09:00"), ("\u202e7:30\u200f", "07:30"),
        ("７：３０", "07:30"), ("٧:٣٠", "07:30"),
    ],
)  # fmt: skip
def test_a_time_is_understood(text: str, clock: str) -> None:
    hours, minutes = clock.split(":")
    assert read_time(text) == int(hours) * 60 + int(minutes)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "seven", "25", "24:01", "7:60", "7:5", "7:5pm", "-5", "13am", "7:30:00", "1.2.3", "7 30", "7 or 8",
        "7-8", "12345", "7x", "2026-12-24", "soon", "noonish", "9 a.mx",
    ],
)  # fmt: skip
def test_what_is_no_single_time_is_none(text: str) -> None:
    assert read_time(text) is None


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_of_the_clock_is_understood(hour: int, minute: int) -> None:
    forms = (
        f"{hour:02}:{minute:02}",
        f"{hour}.{minute:02}",
        f"{hour % 12 or 12}:{minute:02}{'pm' if hour > 11 else 'am'}",
    )
    assert [read_time(form) for form in forms] == [hour * 60 + minute] * 3


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("09:00 12:00 15:00", (540, 720, 900)),
        ("3 pm, noon; 9", (540, 720, 900)),
        ("at 9 and at 12:30", (540, 750)),
        ("9am 9:00", (540,)),
        ("9 25", None),
        ("9-17", None),
        ("every hour", None),
        ("", None),
    ],
)
def test_several_times_come_in_order_and_once(text: str, times: tuple[int, ...] | None) -> None:
    assert read_times(text) == times


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri", WORKDAYS), ("monday to friday", WORKDAYS), ("Mon – Fri", WORKDAYS), ("Mon thru Fri", WORKDAYS),
        ("weekdays", WORKDAYS), ("working days", WORKDAYS), ("workdays", WORKDAYS), ("weekend", WEEKEND),
        ("weekends", WEEKEND), ("the weekend", WEEKEND), ("Sat, Sun", WEEKEND), ("daily", EVERY_DAY),
        ("every day", EVERY_DAY), ("everyday", EVERY_DAY), ("all", EVERY_DAY), ("all days", EVERY_DAY),
        ("Mo,We", {0, 2}), ("mo we", {0, 2}), ("Mondays and Thursdays", {0, 3}), ("Mon., Wed.", {0, 2}),
        ("every Tuesday", {1}), ("weds & thurs", {2, 3}), ("Fri-Mon", {4, 5, 6, 0}), ("Mon-Wed, Fri", {0, 1, 2, 4}),
        ("sun-sun", {6}), ("", None), ("mwf", None), ("not weekends", None), ("Mon-", None), ("money", None),
        ("m-f", None),
    ],
)  # fmt: skip
def test_days_of_the_week_are_understood(text: str, days: Days | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("07:00 23:00", Plan(420, 1380)),
        ("7-23", Plan(420, 1380)),
        ("7am to 11pm", Plan(420, 1380)),
        ("wake 7 bed 23", Plan(420, 1380)),
        ("16:00 08:00", Plan(960, 1920)),
        ("7am midnight", Plan(420, 1440)),
        ("07:00 23:00 Mon-Fri 09:00-17:00", Plan(420, 1380, (540, 1020))),
        ("7 23 9-17", Plan(420, 1380, (540, 1020))),
        ("7 23 9-17 Mon-Thu", Plan(420, 1380, (540, 1020), frozenset(range(4)))),
        ("7, 23, weekends, 9 to 17", Plan(420, 1380, (540, 1020), WEEKEND)),
        ("16:00 08:00 Sun-Wed 22:00-06:00", Plan(960, 1920, (1320, 1800), frozenset({6, 0, 1, 2}))),
        (
            "I wake up at 7 and go to bed at 11 pm, work Tue to Fri from 9am to 5pm",
            Plan(420, 1380, (540, 1020), frozenset({1, 2, 3, 4})),
        ),
    ],
)
def test_a_day_is_understood(text: str, plan: Plan) -> None:
    assert read_plan(text) == plan


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("7 11", Plan(420, 1380)),
        ("6:30 10:30", Plan(390, 1350)),
        ("8 12", Plan(480, 1440)),
        ("7 11 Mon-Fri 9-5", Plan(420, 1380, (540, 1020))),
        ("7 23 9am to 5", Plan(420, 1380, (540, 1020))),
        ("7 23 9-5:30", Plan(420, 1380, (540, 1050))),
        ("7 23 12-8", Plan(420, 1380, (720, 1200))),
        ("7 23 8-12", Plan(420, 1380, (480, 720))),
        ("16 8 10pm-6", Plan(960, 1920, (1320, 1800))),
        ("16 8 18-8", Plan(960, 1920, (1080, 1920))),
    ],
)
def test_an_end_is_in_the_half_of_the_day_that_makes_a_likely_day_or_shift(text: str, plan: Plan) -> None:
    assert read_plan(text) == plan


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        ("07:00 09:00", Plan(420, 540)),
        ("07:00 12:00", Plan(420, 720)),
        ("7am 11am", Plan(420, 660)),
        ("7 23 08:00-04:00", Plan(420, 1380, (480, 1680))),
        ("7 23 8am-4am", Plan(420, 1380, (480, 1680))),
        ("22 noon", Plan(1320, 2160)),
    ],
)
def test_an_end_that_says_its_half_of_the_day_is_taken_as_typed(text: str, plan: Plan) -> None:
    assert read_plan(text) == plan


@pytest.mark.parametrize(
    "text",
    ["", "hello", "7", "7 7", "7 25", "7 23 9", "7 23 9 9", "7 23 Mon-Fri", "7 23 sometimes 9-17", "Mon 7 23 Tue 9-17",
     "bed 23 wake 7", "7 23 9 17 18", "save night 16:00 08:00"],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_plan(text) is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("3d", "2026-11-25 12:00"), ("3 days", "2026-11-25 12:00"), ("for 3 days", "2026-11-25 12:00"),
        ("2w", "2026-12-06 12:00"), ("a week", "2026-11-29 12:00"), ("one month", "2026-12-22 12:00"),
        ("6 hours", "2026-11-22 18:00"), ("tomorrow", "2026-11-22 23:00"), ("until Monday", "2026-11-22 23:00"),
        ("sunday", "2026-11-28 23:00"), ("2026-12-24", "2026-12-23 23:00"), ("till 2026/12/24", "2026-12-23 23:00"),
        ("24.12.", "2026-12-23 23:00"), ("24. 12. 2026", "2026-12-23 23:00"), ("24/12", "2026-12-23 23:00"),
        ("12/24/2026", "2026-12-23 23:00"), ("5/5", "2027-05-04 22:00"), ("24 Dec", "2026-12-23 23:00"),
        ("Dec 24th", "2026-12-23 23:00"), ("24th of December 2026", "2026-12-23 23:00"),
        ("December 24, 2026", "2026-12-23 23:00"), ("1 June", "2027-05-31 22:00"), ("2028-02-29", "2028-02-28 23:00"),
    ],
)  # fmt: skip
def test_the_end_of_a_pause_is_understood(text: str, end: str) -> None:
    assert read_pause(text, NOW, BERLIN) == datetime.fromisoformat(end).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "forever", "0d", "100d", "3m", "5/6", "30.2.", "29 Feb", "24 Foo", "2026-11-22", "2020-01-01", "9999-12-31",
     "0000-01-01", "weekends", "2026-13-01", "32 Dec"],
)  # fmt: skip
def test_what_is_no_end_ahead_is_none(text: str) -> None:
    assert read_pause(text, NOW, BERLIN) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_nothing_breaks(text: str) -> None:
    plan = read_plan(text)
    assert plan is None or plan.wake < plan.bed
    assert read_pause(text, NOW, BERLIN) is None or read_days(text) is None or len(read_days(text) or ()) == 1


@given(st.text("0123456789:.-/ apmhdwonfritue", max_size=24))
def test_times_are_minutes_of_a_day(text: str) -> None:
    assert all(0 <= minute < 1440 for minute in read_times(text) or ())
