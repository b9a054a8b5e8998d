from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.schedule import (
    EVERY_DAY,
    KINDS,
    WEEKEND,
    WORKDAYS,
    Days,
    Kind,
    Mode,
    Plan,
    Series,
    Slots,
    day_end,
    days_of,
    due_slots,
    fewer,
    from_mask,
    is_quiet,
    lateness,
    next_bedtime,
    next_due,
    quiet_times,
    shifted,
    times_of,
    to_mask,
)
from bot.domain.zones import load_zone, zone_names

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
QUARTERS = range(0, 1440, 15)
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
BERLIN = load_zone("Europe/Berlin")

OFFICE = Plan(7 * 60, 23 * 60, (9 * 60, 17 * 60))
NIGHT = Plan(16 * 60, 32 * 60, (22 * 60, 30 * 60))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def clock(*texts: str) -> tuple[int, ...]:
    return tuple(int(hours) * 60 + int(minutes) for hours, minutes in (text.split(":") for text in texts))


def dues(times: tuple[int, ...], days: Days, zone: ZoneInfo, after: datetime, count: int) -> list[datetime]:
    found: list[datetime] = []
    for _ in range(count):
        due = next_due(times, days, zone, found[-1] if found else after)
        assert due is not None
        found.append(due)
    return found


def local(times: tuple[int, ...], zone: ZoneInfo, after: str, count: int, days: Days = EVERY_DAY) -> list[str]:
    found = dues(times, days, zone, datetime.fromisoformat(after).replace(tzinfo=zone), count)
    return [f"{due.astimezone(zone):%m-%d %H:%M %z}" for due in found]


# --- every zone, every change of the clocks -----------------------------------------------------------------------


def changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta | None]]:
    """Yield when the clocks change from 2024 to 2030, to the minute, each with the new offset; first how it begins."""
    before, offset = datetime(2023, 12, 25, tzinfo=UTC), None
    while before.year < 2031:
        at = before + timedelta(weeks=1)
        if at.astimezone(zone).utcoffset() != offset:
            low, high = before, at
            while high - low > MINUTE:
                middle = low + (high - low) // MINUTE // 2 * MINUTE
                low, high = (low, middle) if middle.astimezone(zone).utcoffset() != offset else (middle, high)
            offset = high.astimezone(zone).utcoffset()
            yield high, offset
        before = at


BEHAVIOURS = {tuple(changes(load_zone(name))): name for name in sorted(zone_names(), reverse=True)}
"""One zone for each distinct behaviour, with what distinguishes it."""


def faults(zone: ZoneInfo, minute: int, first: date, last: date) -> list[str]:
    """Name each date that does not have exactly one moment, at the time meant unless the clocks skip that."""
    moment: datetime = datetime.combine(first, datetime.min.time(), zone).astimezone(UTC) - MINUTE
    wanted, found = first, []
    while wanted <= last:
        due = next_due((minute,), EVERY_DAY, zone, moment)
        assert due is not None
        shown = due.astimezone(zone)
        if shown.date() != wanted or shown.fold or due <= moment:
            found.append(f"{zone} {wanted} {minute}: {shown}")
        elif shown.hour * 60 + shown.minute != minute:
            wall = datetime.combine(wanted, datetime.min.time(), zone) + minute * MINUTE
            if wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
                found.append(f"{zone} {wanted} {minute}: {shown} although that time exists")
        wanted, moment = wanted + DAY, due
    return found


def test_there_are_many_ways_to_change_the_clocks() -> None:
    assert len([behaviour for behaviour in BEHAVIOURS if len(behaviour) > 1]) > 30


@pytest.mark.parametrize("name", sorted(BEHAVIOURS.values()))
def test_around_each_change_of_the_clocks_every_time_comes_once_a_date(name: str) -> None:
    zone = load_zone(name)
    days = [at.astimezone(zone).date() for at, _ in list(changes(zone))[1:]]
    assert [
        fault for day in days for minute in QUARTERS for fault in faults(zone, minute, day - 2 * DAY, day + 2 * DAY)
    ] == []


@pytest.mark.parametrize(("index", "name"), list(enumerate(sorted(BEHAVIOURS.values()))))
def test_on_all_dates_of_seven_years_a_time_comes_once(index: int, name: str) -> None:
    minute = QUARTERS[index * 37 % len(QUARTERS)]
    assert faults(load_zone(name), minute, FIRST, LAST) == []


@pytest.mark.parametrize("name", ["Africa/Cairo", "America/Nuuk", "Australia/Lord_Howe", "Antarctica/Troll"])
def test_on_all_dates_of_seven_years_every_time_comes_once(name: str) -> None:
    zone = load_zone(name)
    assert [fault for minute in QUARTERS for fault in faults(zone, minute, FIRST, LAST)] == []


def test_a_time_that_the_clocks_skip_moves_forward_by_as_much() -> None:
    assert local(clock("02:30"), BERLIN, "2026-03-28 00:00", 3) == [
        "03-28 02:30 +0100", "03-29 03:30 +0200", "03-30 02:30 +0200",
    ]  # fmt: skip


def test_a_time_that_the_clocks_repeat_comes_at_the_first() -> None:
    assert local(clock("02:30"), BERLIN, "2026-10-24 00:00", 3) == [
        "10-24 02:30 +0200", "10-25 02:30 +0200", "10-26 02:30 +0100",
    ]  # fmt: skip


def test_a_time_that_is_skipped_at_the_end_of_a_date_stays_on_that_date() -> None:
    assert local(clock("23:15"), load_zone("America/Nuuk"), "2026-03-27 00:00", 3) == [
        "03-27 23:15 -0200", "03-28 22:15 -0200", "03-29 23:15 -0100",
    ]  # fmt: skip


def test_the_first_minute_of_a_date_may_be_skipped_too() -> None:
    assert local(clock("00:00"), load_zone("Africa/Cairo"), "2026-04-23 12:00", 2) == [
        "04-24 01:00 +0300", "04-25 00:00 +0300",
    ]  # fmt: skip


def test_a_date_that_a_country_skips_is_skipped() -> None:
    assert local(clock("08:00"), load_zone("Pacific/Apia"), "2011-12-28 12:00", 3) == [
        "12-29 08:00 -1000", "12-31 08:00 +1400", "01-01 08:00 +1400",
    ]  # fmt: skip


def test_times_that_a_change_throws_together_come_once() -> None:
    assert local(clock("02:30", "03:00", "03:30"), BERLIN, "2026-03-29 00:00", 3) == [
        "03-29 03:00 +0200", "03-29 03:30 +0200", "03-30 02:30 +0200",
    ]  # fmt: skip


def test_new_zone_data_leave_the_time_on_the_wall() -> None:
    """As if Berlin gave up summer time, after it was calculated with it."""
    after = utc("2026-06-30 12:00")
    then, now = (
        dues(clock("08:00"), EVERY_DAY, load_zone(name), after, 1)[0] for name in ("Europe/Berlin", "Africa/Lagos")
    )
    assert (then, now) == (utc("2026-07-01 06:00"), utc("2026-07-01 07:00"))


def test_a_clock_that_was_set_back_finds_the_same_moment_again() -> None:
    due = utc("2026-07-01 06:00")
    assert [next_due((480,), EVERY_DAY, BERLIN, due - hours) for hours in (MINUTE, timedelta(hours=2))] == [due, due]


# --- due times ----------------------------------------------------------------------------------------------------

ZONES = st.sampled_from(sorted(BEHAVIOURS.values())).map(load_zone)
MOMENTS = st.integers(0, 7 * 365 * 86400).map(lambda seconds: utc("2024-01-01 00:00") + timedelta(seconds=seconds))
TIMES = st.sets(st.integers(0, 2879), min_size=1, max_size=8).map(sorted).map(tuple)
DAYS = st.frozensets(st.integers(0, 6), min_size=1)


@given(TIMES, DAYS, ZONES, MOMENTS)
def test_the_next_one_is_strictly_after_and_in_utc(
    times: tuple[int, ...], days: Days, zone: ZoneInfo, after: datetime
) -> None:
    first, second = dues(times, days, zone, after, 2)
    assert after < first < second
    assert first.tzinfo is UTC


@given(TIMES, DAYS, ZONES, MOMENTS, st.floats(0, 0.999))
def test_none_is_passed_over(times: tuple[int, ...], days: Days, zone: ZoneInfo, after: datetime, part: float) -> None:
    due = dues(times, days, zone, after, 1)[0]
    assert next_due(times, days, zone, after + (due - after) * part) == due


@given(st.integers(0, 2879), DAYS, ZONES, MOMENTS)
def test_a_time_after_midnight_follows_the_evening_before(
    minute: int, days: Days, zone: ZoneInfo, after: datetime
) -> None:
    due = dues((minute,), days, zone, after, 1)[0]
    assert (due.astimezone(zone).date() - minute // 1440 * DAY).weekday() in days


def test_one_in_the_morning_of_friday_is_saturdays() -> None:
    friday = frozenset({4})
    assert local(clock("22:00", "25:00"), BERLIN, "2026-11-16 12:00", 3, friday) == [
        "11-20 22:00 +0100", "11-21 01:00 +0100", "11-27 22:00 +0100",
    ]  # fmt: skip


@pytest.mark.parametrize(("times", "days"), [((), EVERY_DAY), ((480,), frozenset())])
def test_without_times_or_days_nothing_is_due(times: tuple[int, ...], days: Days) -> None:
    assert next_due(times, days, BERLIN, utc("2026-11-22 12:00")) is None


@given(TIMES, DAYS, ZONES, MOMENTS, st.integers(1, 30))
def test_slots_are_those_that_come_one_after_the_other(
    times: tuple[int, ...], days: Days, zone: ZoneInfo, after: datetime, count: int
) -> None:
    found = dues(times, days, zone, after, count)
    assert due_slots(times, days, zone, found[0], found[-1]) == Slots(count, found[-1])


def test_three_hours_down_leave_one_to_catch_up_and_the_rest_counted() -> None:
    times = clock("08:00", "09:00", "10:00", "11:00", "12:00")
    found = due_slots(times, EVERY_DAY, BERLIN, utc("2026-11-22 09:00"), utc("2026-11-22 11:30"))
    assert found == Slots(3, utc("2026-11-22 11:00"))


def test_where_nothing_was_due_there_is_no_last() -> None:
    assert due_slots((480,), EVERY_DAY, BERLIN, utc("2026-11-22 12:00"), utc("2026-11-22 13:00")) == Slots(0, None)


# --- the plan -----------------------------------------------------------------------------------------------------


SPANS = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(lambda span: (span[0], sum(span)))


def plan_of(day: tuple[int, int], work: tuple[int, int] | None, work_days: Days) -> Plan:
    return Plan(*day, work, work_days)


PLANS = st.builds(plan_of, SPANS, st.none() | SPANS, DAYS)
LONG_DAYS = PLANS.filter(lambda plan: plan.bed - plan.wake >= 6 * 60)
MODES = st.none() | st.sampled_from(Mode)
SHIFTS = st.integers(-2000, 2000)
PLANNED = st.builds(Series, kind=st.sampled_from(Kind), mode=MODES, shift=SHIFTS)
OWN = st.builds(
    Series, kind=st.sampled_from(Kind), times=st.sets(st.integers(0, 1439), max_size=30).map(tuple), shift=SHIFTS
)


@pytest.mark.parametrize(
    ("kind", "mode", "plan", "times"),
    [
        (Kind.WATER, None, OFFICE, clock("08:00", "10:15", "12:30", "14:30", "16:45", "19:00")),
        (Kind.WATER, Mode.WORK, OFFICE, clock("09:45", "11:00", "12:15", "13:45", "15:00", "16:15")),
        (Kind.WATER, Mode.LIGHT, OFFICE, clock("08:00", "13:30", "19:00")),
        (Kind.STRETCH, None, OFFICE, clock("10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00")),
        (Kind.STRETCH, Mode.LIGHT, OFFICE, clock("10:15", "13:00", "15:45")),
        (Kind.STRETCH, None, Plan(), clock("09:45", "15:00", "20:15")),
        (Kind.CAFFEINE, None, OFFICE, clock("14:00")),
        (Kind.SLEEP, None, OFFICE, clock("22:00")),
        (Kind.TIP, None, OFFICE, clock("09:00")),
        (Kind.WATER, None, NIGHT, clock("17:00", "19:15", "21:30", "23:30", "25:45", "28:00")),
        (Kind.STRETCH, None, NIGHT, clock("23:00", "24:00", "25:00", "26:00", "27:00", "28:00", "29:00")),
        (Kind.CAFFEINE, None, NIGHT, clock("23:00")),
        (Kind.SLEEP, None, NIGHT, clock("31:00")),
        (Kind.TIP, None, NIGHT, clock("18:00")),
        (Kind.WATER, None, Plan(420, 600), clock("08:00")),
        (Kind.WATER, None, Plan(420, 500), ()),
        (Kind.CAFFEINE, None, Plan(420, 600), ()),
        (Kind.SLEEP, None, Plan(420, 450), clock("07:00")),
        (Kind.TIP, None, Plan(420, 480), clock("07:45")),
    ],
)
def test_the_times_come_from_the_plan(kind: Kind, mode: Mode | None, plan: Plan, times: tuple[int, ...]) -> None:
    assert times_of(Series(kind, mode), plan) == times


@given(PLANNED, PLANS)
def test_planned_times_lie_between_wake_and_bed_in_order(series: Series, plan: Plan) -> None:
    times = times_of(series, plan)
    assert all(plan.wake <= minute < plan.bed for minute in times)
    assert all(one < other for one, other in pairwise(times))


@given(PLANNED | OWN, PLANS)
def test_no_kind_comes_more_often_than_it_may(series: Series, plan: Plan) -> None:
    assert len(times_of(series, plan)) <= KINDS[series.kind].most


@given(MODES, SHIFTS, PLANS)
def test_no_water_is_planned_in_the_last_two_hours_before_bed(mode: Mode | None, shift: int, plan: Plan) -> None:
    times = times_of(Series(Kind.WATER, mode, shift=shift), plan)
    assert all(minute <= plan.bed - 120 for minute in times)
    assert len(times) <= 6


@given(SHIFTS, PLANS)
def test_caffeine_ends_six_hours_before_bed_or_earlier(shift: int, plan: Plan) -> None:
    assert all(minute <= plan.bed - 360 for minute in times_of(Series(Kind.CAFFEINE, shift=shift), plan))


@given(st.sampled_from([Kind.WATER, Kind.STRETCH]), SHIFTS, PLANS)
def test_what_follows_working_hours_keeps_inside_them(kind: Kind, shift: int, plan: Plan) -> None:
    assume(plan.working)
    start, end = plan.working or (0, 0)
    assert all(start <= minute <= end for minute in times_of(Series(kind, Mode.WORK, shift=shift), plan))


@given(st.sampled_from(Kind), LONG_DAYS)
def test_a_day_of_six_hours_has_room_for_every_kind(kind: Kind, plan: Plan) -> None:
    assert times_of(Series(kind), replace(plan, work=None)) != ()


@given(st.sampled_from(Kind), MODES, LONG_DAYS, st.integers(1, 1439))
def test_moving_the_day_moves_every_planned_kind(kind: Kind, mode: Mode | None, plan: Plan, by: int) -> None:
    series, start = Series(kind, mode), plan.wake
    assume(start + by < 1440)
    later = replace(plan, wake=start + by, bed=plan.bed + by, work=None)
    moved = times_of(series, later)
    still = times_of(series, replace(plan, work=None))
    assert len(moved) == len(still)
    assert all(abs(minute + by - other) <= 15 for minute, other in zip(still, moved, strict=True))


def test_a_reminder_in_the_night_belongs_to_the_working_day_before() -> None:
    series, plan = Series(Kind.STRETCH), replace(NIGHT, work_days=frozenset({4}))
    found = local(times_of(series, plan), BERLIN, "2026-11-20 12:00", 8, days_of(series, plan))
    assert (found[0], found[6], found[7]) == ("11-20 23:00 +0100", "11-21 05:00 +0100", "11-27 23:00 +0100")


@pytest.mark.parametrize(
    ("series", "plan", "days"),
    [
        (Series(Kind.WATER), OFFICE, EVERY_DAY),
        (Series(Kind.WATER, Mode.WORK), OFFICE, WORKDAYS),
        (Series(Kind.WATER, Mode.WORK), Plan(), EVERY_DAY),
        (Series(Kind.STRETCH), OFFICE, WORKDAYS),
        (Series(Kind.STRETCH, Mode.LIGHT), OFFICE, WORKDAYS),
        (Series(Kind.SLEEP), OFFICE, EVERY_DAY),
        (Series(Kind.STRETCH, days=WEEKEND), OFFICE, WEEKEND),
        (Series(Kind.TIP, days=WEEKEND), OFFICE, WEEKEND),
    ],
)
def test_working_days_are_followed_where_working_hours_are(series: Series, plan: Plan, days: Days) -> None:
    assert days_of(series, plan) == days


@pytest.mark.parametrize(
    ("plan", "hours"),
    [
        (OFFICE, (540, 1020)),
        (Plan(), None),
        (Plan(16 * 60, 32 * 60, (0, 6 * 60)), (24 * 60, 30 * 60)),
        (Plan(6 * 60, 22 * 60, (22 * 60, 31 * 60)), (6 * 60, 7 * 60)),
        (Plan(7 * 60, 23 * 60, (6 * 60, 14 * 60)), (7 * 60, 14 * 60)),
        (Plan(7 * 60, 23 * 60, (1 * 60, 5 * 60)), None),
    ],
)
def test_working_hours_count_as_far_as_somebody_is_awake(plan: Plan, hours: tuple[int, int] | None) -> None:
    assert plan.working == hours


@pytest.mark.parametrize(
    ("wake", "bed", "work"),
    [
        (-1, 600, None),
        (1440, 1500, None),
        (420, 420, None),
        (420, 1861, None),
        (420, 1380, (600, 540)),
        (420, 1380, (1500, 1600)),
    ],
)
def test_what_is_no_day_is_refused(wake: int, bed: int, work: tuple[int, int] | None) -> None:
    with pytest.raises(ValueError, match="is no part of a day"):
        Plan(wake, bed, work)


# --- own times, shifts, quiet hours, lateness ---------------------------------------------------------------------


@given(OWN, PLANS)
def test_own_times_are_taken_as_typed(series: Series, plan: Plan) -> None:
    typed = {(minute + series.shift) % 1440 for minute in series.times or ()}
    assume(len(typed) <= KINDS[series.kind].most)
    assert {minute % 1440 for minute in times_of(series, plan)} == typed


@given(OWN, PLANS)
def test_own_times_are_placed_in_the_waking_day_in_order(series: Series, plan: Plan) -> None:
    times = times_of(series, plan)
    assert all(plan.wake <= minute < plan.wake + 1440 for minute in times)
    assert list(times) == sorted(set(times))


def test_half_past_midnight_belongs_to_the_evening_before() -> None:
    assert times_of(Series(Kind.TIP, times=clock("00:30", "12:00")), Plan()) == clock("12:00", "24:30")


def test_a_tap_moves_all_planned_times() -> None:
    series = shifted(Series(Kind.WATER), OFFICE, 15)
    assert times_of(series, OFFICE) == clock("08:15", "10:30", "12:45", "14:45", "17:00", "19:15")


def test_a_tap_moves_own_times_over_midnight_too() -> None:
    series = shifted(Series(Kind.SLEEP, times=clock("23:50")), Plan(), 15)
    assert times_of(series, Plan()) == clock("24:05")


@given(PLANNED, PLANS)
def test_a_tap_back_is_felt_at_once_after_any_number_forward(series: Series, plan: Plan) -> None:
    earliest, latest = shifted(series, plan, -5000), shifted(series, plan, 5000)
    times = times_of(latest, plan)
    assume(times and times[0] - times_of(earliest, plan)[0] >= 15)
    assert times_of(shifted(latest, plan, -15), plan) == tuple(minute - 15 for minute in times)


@given(PLANNED, PLANS, st.integers(-200, 200))
def test_a_tap_moves_no_further_than_it_says(series: Series, plan: Plan, minutes: int) -> None:
    times, moved = times_of(series, plan), times_of(shifted(series, plan, minutes), plan)
    assert all(
        0 <= (other - one) * (1 if minutes >= 0 else -1) <= abs(minutes)
        for one, other in zip(times, moved, strict=True)
    )


@given(PLANNED, PLANS)
def test_planned_times_never_lie_in_quiet_hours(series: Series, plan: Plan) -> None:
    assert quiet_times(series, plan) == ()


def test_own_times_in_quiet_hours_are_pointed_out() -> None:
    series = Series(Kind.TIP, times=clock("06:59", "12:00", "23:00"))
    assert quiet_times(series, Plan()) == clock("23:00", "30:59")


@pytest.mark.parametrize(
    ("plan", "at", "quiet"),
    [
        (Plan(), "06:59", True),
        (Plan(), "07:00", False),
        (Plan(), "22:59", False),
        (Plan(), "23:00", True),
        (NIGHT, "07:59", False),
        (NIGHT, "08:00", True),
        (NIGHT, "15:59", True),
        (NIGHT, "16:00", False),
        (Plan(420, 1860), "03:00", False),
    ],
)
def test_it_is_quiet_from_bed_to_wake(plan: Plan, at: str, quiet: bool) -> None:
    assert (
        is_quiet(datetime.fromisoformat(f"2026-07-01 {at}").replace(tzinfo=BERLIN).astimezone(UTC), plan, BERLIN)
        is quiet
    )


@pytest.mark.parametrize(
    ("plan", "after", "bedtime"),
    [
        (Plan(), "2026-11-22 12:00", "2026-11-22 22:00"),
        (Plan(), "2026-11-22 22:00", "2026-11-23 22:00"),
        (NIGHT, "2026-11-22 23:30", "2026-11-23 07:00"),
    ],
)
def test_bedtime_is_the_one_of_the_waking_day(plan: Plan, after: str, bedtime: str) -> None:
    assert next_bedtime(plan, BERLIN, utc(after)) == utc(bedtime)


@pytest.mark.parametrize(
    ("series", "minutes"),
    [
        (Series(Kind.WATER), 60),
        (Series(Kind.WATER, Mode.WORK), 37.5),
        (Series(Kind.WATER, times=(600,)), 60),
        (Series(Kind.WATER, times=(600, 640)), 20),
        (Series(Kind.STRETCH), 20),
        (Series(Kind.CAFFEINE), 60),
        (Series(Kind.CAFFEINE, times=(600, 640)), 60),
        (Series(Kind.SLEEP), 30),
        (Series(Kind.TIP), 240),
    ],
)
def test_how_late_one_may_come(series: Series, minutes: float) -> None:
    assert lateness(series, OFFICE) == timedelta(minutes=minutes)


@given(st.frozensets(st.integers(0, 6)))
def test_days_survive_being_bits(days: Days) -> None:
    assert from_mask(to_mask(days)) == days


def test_every_kind_has_its_rule() -> None:
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize(
    ("plan", "at", "end"),
    [
        (OFFICE, "2026-11-23 10:00", "2026-11-23 22:00"),
        (OFFICE, "2026-11-23 22:30", "2026-11-24 06:00"),  # at night, the night ends
        (NIGHT, "2026-11-23 23:30", "2026-11-24 07:00"),  # a day that goes on after midnight
    ],
)
def test_a_waking_day_ends_at_bedtime_and_a_night_when_somebody_gets_up(plan: Plan, at: str, end: str) -> None:
    assert day_end(plan, BERLIN, utc(at)) == utc(end)


@pytest.mark.parametrize(
    ("series", "less"),
    [
        (Series(Kind.WATER), Series(Kind.WATER, Mode.LIGHT)),
        (Series(Kind.STRETCH), Series(Kind.STRETCH, Mode.LIGHT)),
        (Series(Kind.STRETCH, Mode.LIGHT), Series(Kind.STRETCH, Mode.LIGHT, clock("10:15", "15:45"))),
        (Series(Kind.WATER, times=clock("9:00", "12:00", "15:00")), Series(Kind.WATER, times=clock("9:00", "15:00"))),
        (Series(Kind.SLEEP), Series(Kind.SLEEP, days=frozenset({0, 2, 4, 6}))),
        (Series(Kind.TIP, days=frozenset({1, 3})), Series(Kind.TIP, days=frozenset({1}))),
        (Series(Kind.TIP, days=frozenset({1})), None),
    ],
)
def test_fewer_is_about_half_until_one_a_week_is_left(series: Series, less: Series | None) -> None:
    assert fewer(series, OFFICE) == less


@given(st.sampled_from(Kind), st.sampled_from([OFFICE, NIGHT, Plan()]))
def test_fewer_again_and_again_comes_to_an_end(kind: Kind, plan: Plan) -> None:
    series: Series | None = Series(kind)
    counts = []
    while series is not None:
        counts.append(len(times_of(series, plan)) * len(days_of(series, plan)))
        series = fewer(series, plan)
    assert counts[-1] == 1
    assert counts == sorted(set(counts), reverse=True)
