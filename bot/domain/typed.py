"""What people type about times, in English: forgiving where it can mean one thing only, None for anything else."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from unicodedata import normalize
from zoneinfo import ZoneInfo

from bot.domain.schedule import EVERY_DAY, MINUTES_A_DAY, WEEKEND, WORKDAYS, Days, Plan

_NOON = MINUTES_A_DAY // 2
_FURTHEST = timedelta(days=2 * 365)
_HALF = frozenset(map(str, range(1, 13)))
_LIKELY_DAY = range(8 * 60, MINUTES_A_DAY + 1)
_LIKELY_WORK = range(1, 12 * 60 + 1)

_TIME = re.compile(
    r"""(?<![\w.:])
    (?: (?P<noon> noon | midday ) | (?P<midnight> midnight )
      | (?P<hour> \d{1,2} ) (?: [:.h]? (?P<minute> \d\d ) )?
        (?: \s* (?: h | hrs? | hours? | o'?clock ) \b )?
        (?: \s* (?: (?P<am> a\.m\.? | am? | in[ ]the[ ]morning )
                  | (?P<pm> p\.m\.? | pm? | in[ ]the[ ](?:afternoon|evening) ) ) )?
    ) (?! \w | : | \.\d )""",
    re.VERBOSE,
)
_WEEK = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DAY = "mon?|monday|tu|tues?|tuesday|we|weds?|wednesday|th|thur?|thurs|thursday|fri?|friday|sat?|saturday|sun?|sunday"
_DAYS = re.compile(
    rf"""\b
    (?: (?P<every> daily | every[ ]?day | all (?: [ ] (?: days | week ) )? )
      | (?P<work> (?: week | work[ -]? | working[ ] ) days? )
      | (?P<end> weekends? )
      | (?P<first> {_DAY} ) s?
        (?: \s* (?: - | \b (?: to | till? | until | through | thru ) \b ) \s* (?P<last> {_DAY} ) s? )?
    ) \b""",
    re.VERBOSE,
)
_LENGTH = re.compile(
    r"(?P<count> [1-9]\d? | an? | one )? \s* (?P<unit> [hdw] | (?:hour|day|week|month)s? )", re.VERBOSE
)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1), "m": timedelta(days=30)}
_DATES = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        r"(?P<year> \d{4} ) (?P<mark> [-/.] ) (?P<month> \d\d? ) (?P=mark) (?P<day> \d\d? )",
        r"(?P<day> \d\d? ) \. [ ]? (?P<month> \d\d? ) (?: \. [ ]? (?P<year> \d{4} )? )?",
        r"(?P<day> \d\d? ) / (?P<month> \d\d? ) (?: / (?P<year> \d{4} ) )?",
        r"(?P<month> \d\d? ) / (?P<day> \d\d? ) (?: / (?P<year> \d{4} ) )?",
        r"(?P<day> \d\d? ) (?:st|nd|rd|th|\.)? (?: [ ]of )? [ ]? (?P<name> [a-z]{3,} ) ,? (?: [ ] (?P<year> \d{4} ) )?",
        r"(?P<name> [a-z]{3,} ) [ ]? (?P<day> \d\d? ) (?: st|nd|rd|th )? ,? (?: [ ] (?P<year> \d{4} ) )?",
    )
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip

_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Marks that keyboards put in: of the direction of writing, and blanks without width."""

_TO = frozenset({"-", "to", "till", "til", "until", "and"})
_WORK = frozenset({"-", "and", "i", "work", "works", "hours", "from", "on", "at"})
_AROUND_TIMES = frozenset({"at", "and"})
_AROUND_DAYS = frozenset({"on", "and", "every", "each", "the", "only"})
_AROUND_A_TIME = frozenset({"i", "get", "wake", "up", "go", "to", "bed", "sleep", "at", "around", "about", "usually"})
_AROUND_A_PLAN = (
    frozenset({"i", "get", "wake", "up", "from", "at"}),
    _TO | {"i", "go", "bed", "sleep", "at"},
    _WORK,
    _TO,
    _WORK,
)
"""The words that may stand before its first time, between the first and the second, and so on."""


def read_time(text: str) -> int | None:
    """Return the minute of the day that a clock shows: "7", "7:30", "9pm", "21.30", "I get up at 7"."""
    times, around = _times(_plain(text))
    understood = len(times) == 1 and not any(_without(_AROUND_A_TIME, part) for part in around)
    return times[0] if understood else None


def read_times(text: str) -> tuple[int, ...] | None:
    """Return times of the clock in order, each once: "9 12:30 and 3 pm"."""
    times, around = _times(_plain(text))
    understood = times and not any(_without(_AROUND_TIMES, part) for part in around)
    return tuple(sorted(set(times))) if understood else None


def read_days(text: str) -> Days | None:
    """Return days of the week: "Mon-Fri", "weekends", "Mo, We and Sat", "daily"."""
    found, around = _find(_DAYS, _plain(text))
    understood = found and not any(_without(_AROUND_DAYS, part) for part in around)
    return frozenset[int]().union(*map(_days, found)) if understood else None


def read_plan(text: str) -> Plan | None:
    """Return when somebody wakes, goes to bed and works: "7 23", "07:00 23:00 Mon-Fri 09:00-17:00", "wake 4pm bed 8am".

    A bedtime or an end of work that the clock shows before the start is meant on the next date. Where that makes a day
    or a shift that hardly anybody has, an end that does not say which half of the day it is in is meant in the other:
    "9-5" ends at 17:00, "7 11" at 23:00.
    """
    times, around = _times(_plain(text))
    clocks = _find(_TIME, _plain(text))[0]
    pairs = list(zip(times[::2], times[1::2], strict=False))
    if len(times) not in (2, 4) or any(start == end for start, end in pairs):
        return None
    said = [words for known, part in zip(_AROUND_A_PLAN, around, strict=False) if (words := _without(known, part))]
    (wake, bed), *work = (
        (start, start + _length(start, end, likely, either_half=_may_end_in_either_half(*typed)))
        for (start, end), likely, *typed in zip(
            pairs, (_LIKELY_DAY, _LIKELY_WORK), clocks[::2], clocks[1::2], strict=False
        )
    )
    days = read_days(said[0]) if said else WORKDAYS
    if days is None or len(said) > len(work):
        return None
    return Plan(wake, bed, work[0] if work else None, days)


def read_pause(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a pause ends, in UTC: after "3d" or "2 weeks", or as a date begins: "2026-12-24", "until Monday"."""
    words = re.sub(r"^(?:for|until|till?|to) ", "", _plain(text))
    today = now.astimezone(zone).date()
    if length := _LENGTH.fullmatch(words):
        count = length["count"] or "1"
        return now.astimezone(UTC) + _UNITS[length["unit"][0]] * (int(count) if count.isdecimal() else 1)
    day = _coming_day(words, today) or _date(words, today)
    return datetime.combine(day, time(), zone).astimezone(UTC) if day else None


def _plain(text: str) -> str:
    """Return the text in small letters, with plain digits, dashes and spaces."""
    simple = _UNSEEN.sub("", normalize("NFKC", text)).casefold().replace("’", "'")
    return " ".join(re.sub(r"[‐-―−]", "-", simple).split()).rstrip("!?. ")


def _find(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], list[str]]:
    """Return all that matches, and what stands before, between and after."""
    found = list(pattern.finditer(text))
    edges = [0, *(edge for match in found for edge in match.span()), len(text)]
    return found, [text[start:end] for start, end in list(pairwise(edges))[::2]]


def _without(known: Collection[str], text: str) -> str:
    """Return what is left of a text when punctuation and the known words at its ends are taken away."""
    words = re.split(r"[\s,.;:&+/]+", text.strip(" ,.;:&+/"))
    while words and words[0] in known:
        words = words[1:]
    while words and words[-1] in known:
        words = words[:-1]
    return " ".join(words)


def _times(text: str) -> tuple[list[int], list[str]]:
    """Return the times in a text and what stands around them; nothing at all if one of them is no time."""
    found, around = _find(_TIME, text)
    times = [minute for match in found if (minute := _minute(match)) is not None]
    return (times, around) if len(times) == len(found) else ([], [])


def _minute(match: re.Match[str]) -> int | None:
    if match["noon"] or match["midnight"]:
        return _NOON if match["noon"] else 0
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if minute > 59 or hour * 60 + minute > MINUTES_A_DAY or (match["am"] and hour > 12):
        return None
    if (match["am"] or match["pm"]) and hour <= 12:
        hour = hour % 12 + (12 if match["pm"] else 0)
    return (hour * 60 + minute) % MINUTES_A_DAY


def _may_end_in_either_half(start: re.Match[str], end: re.Match[str]) -> bool:
    """Tell whether an end may be meant in the morning and in the evening: "9-5", but not "09:00-05:00" or "9-5am"."""
    return end["hour"] in _HALF and not (end["am"] or end["pm"] or (start["hour"] or "").startswith("0"))


def _length(start: int, end: int, likely: Collection[int], *, either_half: bool) -> int:
    """Return the minutes from a start to an end, to that in the other half of the day where only that is likely."""
    length = (end - start) % MINUTES_A_DAY
    other = (length + _NOON) % MINUTES_A_DAY
    return other if either_half and start <= _NOON and length not in likely and other in likely else length


def _days(match: re.Match[str]) -> Days:
    for name, days in (("every", EVERY_DAY), ("work", WORKDAYS), ("end", WEEKEND)):
        if match[name]:
            return days
    first = _WEEK.index(match["first"][:2])
    last = _WEEK.index((match["last"] or match["first"])[:2])
    return frozenset((first + ahead) % 7 for ahead in range((last - first) % 7 + 1))


def _coming_day(words: str, today: date) -> date | None:
    """Return the next date that is called so."""
    if words == "tomorrow":
        return today + timedelta(days=1)
    days = read_days(words) or ()
    return today + timedelta(days=(min(days) - today.weekday() - 1) % 7 + 1) if len(days) == 1 else None


def _date(words: str, today: date) -> date | None:
    """Return the date that is written so, if it can only be one, lies ahead, and in the next years."""
    found = {day for pattern in _DATES if (match := pattern.fullmatch(words)) and (day := _day(match, today))}
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str], today: date) -> date | None:
    parts = match.groupdict()
    month = int(parts["month"]) if "month" in parts else _month(parts["name"])
    for year in (int(parts["year"]),) if parts["year"] else (today.year, today.year + 1):
        with suppress(ValueError):
            day = date(year, month, int(parts["day"]))
            if today < day <= today + _FURTHEST:
                return day
    return None


def _month(name: str) -> int:
    """Return the number of a month by its name or the beginning of it; 0 for anything else."""
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)
