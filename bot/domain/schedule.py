"""Kinds of reminder, the day as a person lives it, and when the next reminder is due.

Minutes count from midnight of the waking day. A time after midnight belongs to the waking day before it, so that 25:00
is one o'clock at night and follows the days of the week of the evening before.

Wall time is the truth. On every date of the calendar each time comes once: where the clocks skip it, it moves forward
by as much as they skip, or back if it would leave its date; where they repeat it, the first one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60
QUARTER = 15
"""Minutes: what a tap moves the times by; times between the ends of a plan are rounded to it."""

Days = frozenset[int]
"""Days of the week, Monday 0."""

EVERY_DAY: Days = frozenset(range(7))
WORKDAYS: Days = frozenset(range(5))
WEEKEND: Days = EVERY_DAY - WORKDAYS

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_LONGEST_WAIT = len(EVERY_DAY) + 2  # dates: one day a week, after midnight, and today's is over


def to_mask(days: Days) -> int:
    """Return days of the week as bits, Monday the lowest."""
    return sum(1 << day for day in days)


def from_mask(mask: int) -> Days:
    """Return the days of the week that these bits stand for."""
    return frozenset(day for day in EVERY_DAY if mask >> day & 1)


class Kind(StrEnum):
    """What somebody can be reminded of."""

    WATER = "water"
    STRETCH = "stretch"
    CAFFEINE = "caffeine"
    SLEEP = "sleep"
    TIP = "tip"


class Mode(StrEnum):
    """Over which hours planned times are spread, and how many: the whole day, working hours only, or just a few."""

    ALL = "all"
    WORK = "work"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Plan:
    """One day as a person lives it; ``work`` is (start, end) as the clock says it, an end after midnight above 1440.

    Raises:
        ValueError: waking hours or working hours are none, or longer than a day.
    """

    wake: int = 7 * 60
    bed: int = 23 * 60
    work: tuple[int, int] | None = None
    work_days: Days = WORKDAYS

    def __post_init__(self) -> None:
        for start, end in filter(None, ((self.wake, self.bed), self.work)):
            if not 0 <= start < MINUTES_A_DAY or not start < end <= start + MINUTES_A_DAY:
                raise ValueError(f"from {start} to {end} is no part of a day")

    @property
    def working(self) -> tuple[int, int] | None:
        """The working hours as far as they are waking hours; None where there are none."""
        if self.work is None:
            return None
        start, end = self.work
        moves = (0, -MINUTES_A_DAY, MINUTES_A_DAY)
        spans = [(max(self.wake, start + move), min(self.bed, end + move)) for move in moves]
        longest = max(spans, key=lambda span: span[1] - span[0])
        return longest if longest[0] < longest[1] else None

    def place(self, minute: int) -> int:
        """Return a time of the clock as a minute of this waking day, from ``wake`` to just before it on the next."""
        return self.wake + (minute - self.wake) % MINUTES_A_DAY


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes a kind: its modes, the usual first, and how its times come from a plan.

    ``most`` is a cap on times a day. ``rest`` are minutes before bed that planned times leave free. ``patience`` is how
    late one may be sent, with ``halfway`` at most half the way to the next.
    """

    modes: tuple[Mode, ...]
    planned: Callable[[Plan, Mode], Sequence[int]]
    most: int
    rest: int
    patience: timedelta
    halfway: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """What one person gets of one kind.

    ``mode`` None is the kind's usual one, ``times`` None those of the plan, ``days`` None every day, or the working
    days where it follows working hours. Own times are kept as typed. ``shift`` moves all times, in minutes.
    """

    kind: Kind
    mode: Mode | None = None
    times: tuple[int, ...] | None = None
    days: Days | None = None
    shift: int = 0


def times_of(series: Series, plan: Plan) -> tuple[int, ...]:
    """Return the times of a waking day, in order; planned ones keep inside the hours that the kind allows."""
    rule = KINDS[series.kind]
    if series.times is not None:
        return tuple(sorted({plan.place(minute + series.shift) for minute in series.times})[: rule.most])
    times = rule.planned(plan, _mode(series))[: rule.most]
    earliest, latest = _working(series, plan) or (plan.wake, plan.bed)
    latest = min(latest, plan.bed - rule.rest)
    if not times or latest < earliest:
        return ()
    lowest, highest = earliest - times[0], latest - times[-1]
    inside = max(lowest, min(0, highest))
    move = max(lowest, min(inside + series.shift, highest))
    return tuple(minute + move for minute in times)


def days_of(series: Series, plan: Plan) -> Days:
    """Return the days of the week of a series; those of a time after midnight are the ones of the evening before."""
    if series.days is not None:
        return series.days
    return plan.work_days if _working(series, plan) else EVERY_DAY


def shifted(series: Series, plan: Plan, minutes: int) -> Series:
    """Return the series with all times moved by that much; planned ones by as much as there is room for."""
    wished = replace(series, shift=series.shift + minutes)
    planned, moved = times_of(replace(series, shift=0), plan), times_of(wished, plan)
    return replace(series, shift=moved[0] - planned[0]) if series.times is None and moved else wished


def quiet_times(series: Series, plan: Plan) -> tuple[int, ...]:
    """Return the times that lie in quiet hours; planned ones never do."""
    return tuple(minute for minute in times_of(series, plan) if minute >= plan.bed)


def is_quiet(at: datetime, plan: Plan, zone: ZoneInfo) -> bool:
    """Tell whether it is between bed and wake."""
    local = at.astimezone(zone)
    return plan.place(local.hour * 60 + local.minute) >= plan.bed


def lateness(series: Series, plan: Plan) -> timedelta:
    """Return how long after its time a reminder still makes sense."""
    rule = KINDS[series.kind]
    times = times_of(series, plan)
    if not rule.halfway or len(times) < 2:
        return rule.patience
    return min(rule.patience, min(map(int.__sub__, times[1:], times)) * _MINUTE / 2)


def next_due(times: Sequence[int], days: Days, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Return the first moment that is due strictly after that one, in UTC; None where nothing ever is."""
    today = after.astimezone(zone).date()
    for ahead in range(_LONGEST_WAIT):
        for moment in _moments(today + ahead * _DAY, times, days, zone):
            if moment > after:
                return moment
    return None


def next_bedtime(plan: Plan, zone: ZoneInfo, after: datetime) -> datetime:
    """Return when somebody goes to bed next, in UTC."""
    bedtime = next_due((plan.bed,), EVERY_DAY, zone, after)
    assert bedtime is not None  # noqa: S101 - every day has one
    return bedtime


def day_end(plan: Plan, zone: ZoneInfo, at: datetime) -> datetime | None:
    """Return when the waking day ends that this moment belongs to, or the night; None where the calendar ends first."""
    return next_due((plan.wake if is_quiet(at, plan, zone) else plan.bed,), EVERY_DAY, zone, at)


def fewer(series: Series, plan: Plan) -> Series | None:
    """Return the series with about half as many reminders; None where one a week is left."""
    times, light = times_of(series, plan), replace(series, mode=Mode.LIGHT)
    if series.times is None and Mode.LIGHT in KINDS[series.kind].modes and len(times_of(light, plan)) < len(times):
        return light
    if len(times) > 1:
        return replace(series, times=tuple(minute % MINUTES_A_DAY for minute in times[::2]), shift=0)
    days = sorted(days_of(series, plan))
    return replace(series, days=frozenset(days[::2])) if len(days) > 1 else None


@dataclass(frozen=True, slots=True)
class Slots:
    """How many moments were due in some stretch of time, and the last of them."""

    count: int
    last: datetime | None


def due_slots(times: Sequence[int], days: Days, zone: ZoneInfo, first: datetime, until: datetime) -> Slots:
    """Return what was due from one moment to another, both included; about 1 ms for a year."""
    count, last = 0, None
    day, end = first.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= end:
        moments = [moment for moment in _moments(day, times, days, zone) if first <= moment <= until]
        count, last = count + len(moments), moments[-1] if moments else last
        day += _DAY
    return Slots(count, last)


def _moments(day: date, times: Sequence[int], days: Days, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield what is due on a date of the calendar, in UTC and in order."""
    minutes = _minutes(day.weekday(), tuple(times), days)
    midnight = _midnight(day, zone)
    if midnight is None:
        start = datetime.combine(day, time(), zone)
        yield from sorted({_moment(start + minute * _MINUTE) for minute in minutes})
        return
    for minute in minutes:
        yield midnight + minute * _MINUTE


@lru_cache(maxsize=4096)
def _minutes(weekday: int, times: tuple[int, ...], days: Days) -> tuple[int, ...]:
    """Return what the clock shows when something is due on that day of the week, in order."""
    return tuple(sorted({each % MINUTES_A_DAY for each in times if (weekday - each // MINUTES_A_DAY) % 7 in days}))


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: ZoneInfo) -> datetime | None:
    """Return when a date begins, in UTC; None if the clocks change on it."""
    start = datetime.combine(day, time(), zone)
    return start.astimezone(UTC) if start.utcoffset() == (start + _DAY).utcoffset() else None


def _moment(wall: datetime) -> datetime:
    """Return when the clock on the wall shows that, on the same date even if it never does."""
    moment = wall.astimezone(UTC)
    moved = moment.astimezone(wall.tzinfo)
    return moment if moved.date() == wall.date() else wall.replace(fold=1).astimezone(UTC)


def _mode(series: Series) -> Mode:
    return series.mode or KINDS[series.kind].modes[0]


def _working(series: Series, plan: Plan) -> tuple[int, int] | None:
    """Return the working hours if the series follows them: by its mode, or because its kind usually does."""
    follows = Mode.WORK in (_mode(series), KINDS[series.kind].modes[0])
    return plan.working if follows else None


def _water(plan: Plan, mode: Mode) -> Sequence[int]:
    if mode is Mode.WORK:
        if plan.working is None:  # those who asked for these hours only want none on a day without
            return ()
        start, end = plan.working
        return _inside(start, min(end, plan.bed - 120), 6)
    return _between(plan.wake + 60, plan.bed - 240, 3 if mode is Mode.LIGHT else 6)


def _stretch(plan: Plan, mode: Mode) -> Sequence[int]:
    if mode is Mode.LIGHT or plan.working is None:
        return _inside(*(plan.working or (plan.wake, plan.bed)), 3)
    start, end = plan.working
    return range(start + 60, end, 60)


def _between(start: int, end: int, most: int) -> Sequence[int]:
    """Return times from start to end with both of them, an hour apart at least; the start alone if there is no room."""
    steps = min(most - 1, (end - start) // 60)
    if steps < 1:
        return (start,)
    return (start, *(_rounded(start + (end - start) * step / steps) for step in range(1, steps)), end)


def _inside(start: int, end: int, most: int) -> Sequence[int]:
    """Return times in the middle of equal parts of at least an hour, or of the whole."""
    parts = max(1, min(most, (end - start) // 60))
    return [_rounded(start + (end - start) * (part + 0.5) / parts) for part in range(parts)]


def _rounded(minute: float) -> int:
    return round(minute / QUARTER) * QUARTER


KINDS: Mapping[Kind, Rule] = {
    Kind.WATER: Rule(
        modes=(Mode.ALL, Mode.WORK, Mode.LIGHT),
        planned=_water,
        most=8,
        rest=120,
        patience=timedelta(minutes=60),
        halfway=True,
    ),
    Kind.STRETCH: Rule(
        modes=(Mode.WORK, Mode.LIGHT),
        planned=_stretch,
        most=16,
        rest=QUARTER,
        patience=timedelta(minutes=20),
    ),
    Kind.CAFFEINE: Rule(
        modes=(Mode.ALL,),
        planned=lambda plan, _: (plan.bed - 540,),
        most=3,
        rest=360,
        patience=timedelta(minutes=60),
    ),
    Kind.SLEEP: Rule(
        modes=(Mode.ALL,),
        planned=lambda plan, _: (plan.bed - 60,),
        most=3,
        rest=QUARTER,
        patience=timedelta(minutes=30),
    ),
    Kind.TIP: Rule(
        modes=(Mode.ALL,),
        planned=lambda plan, _: (plan.wake + 120,),
        most=3,
        rest=QUARTER,
        patience=timedelta(hours=4),
    ),
}
"""All that tells the kinds apart; the defaults are those of the clinical reference."""
