"""How times, days of the week, moments and places are said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.content.catalog import Words
from bot.content.places import Place
from bot.domain.schedule import EVERY_DAY, MINUTES_A_DAY, WEEKEND, WORKDAYS, Days
from bot.domain.zones import load_zone

WHOLE = {EVERY_DAY: "days-every", WORKDAYS: "days-work", WEEKEND: "days-weekend"}


def clock(minute: int) -> str:
    """Return what a clock shows at a minute of the waking day."""
    hour, rest = divmod(minute % MINUTES_A_DAY, 60)
    return f"{hour:02}:{rest:02}"


def clocks(minutes: Iterable[int]) -> str:
    """Return times of the waking day, in their order."""
    return ", ".join(map(clock, minutes))


def day_name(day: int, words: Words) -> str:
    """Return the short name of a day of the week, Monday 0."""
    return words.plain(f"day-{day}")


def days(chosen: Days, words: Words) -> str:
    """Return days of the week in words."""
    if chosen in WHOLE:
        return words.plain(WHOLE[chosen])
    return ", ".join(day_name(day, words) for day in sorted(chosen))


def moment(at: datetime, zone: ZoneInfo | None, words: Words) -> dict[str, str]:
    """Return the variables of a text that says a moment; the phone says it in its own way if it can."""
    local = at.astimezone(zone or UTC)
    return {"unix": str(int(at.timestamp())), "time": f"{day_name(local.weekday(), words)}, {local:%H:%M}"}


def far_moment(at: datetime, zone: ZoneInfo | None) -> dict[str, str]:
    """Return the variables of a text that says a moment which may be weeks away, by its date."""
    return {"unix": str(int(at.timestamp())), "time": f"{at.astimezone(zone or UTC):%Y-%m-%d %H:%M}"}


def time_in(zone: str, now: datetime) -> str:
    """Return what clocks show in a zone."""
    return f"{now.astimezone(load_zone(zone)):%H:%M}"


def city_of(zone: str) -> str:
    """Return the city that a zone is named after."""
    return zone.rpartition("/")[2].replace("_", " ")


def place_name(place: Place) -> str:
    """Return a place with its country."""
    return f"{place.name}, {place.country}" if place.country else place.zone
