"""What somebody asks of one kind by typing, and how it travels in a button while something else is asked first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_letters, digits

from bot.content.catalog import Words
from bot.domain.schedule import Days, Kind, Series, from_mask, to_mask
from bot.domain.typed import read_days, read_times

NAME = r"[^\W\d_][\w-]{0,15}"
"""What a named day may be called."""
PATTERN = r"\+(?:[0-9a-n][A-Za-z0-9])*(?:~\d{1,3})?"

_LONGEST_NAME = 48  # bytes, so that it fits into a button
_DIGITS = digits + ascii_letters
_BASE = len(_DIGITS)  # two digits hold each minute of a day, so that all times of a day fit into a button


@dataclass(frozen=True, slots=True)
class Wish:
    """To turn a kind on; None where nothing is said about its times or its days."""

    times: tuple[int, ...] | None = None
    days: Days | None = None

    def encode(self) -> str:
        """Return the wish as a few letters."""
        times = "".join(_DIGITS[minute // _BASE] + _DIGITS[minute % _BASE] for minute in self.times or ())
        return f"+{times}" + (f"~{to_mask(self.days)}" if self.days else "")

    def applied(self, series: Series) -> Series:
        """Return a series as wished for."""
        if self.times is not None:
            series = replace(series, times=self.times, shift=0)
        return series if self.days is None else replace(series, days=self.days)


def decode(text: str) -> Wish:
    """Return the wish that was encoded so."""
    letters, _, mask = text.removeprefix("+").partition("~")
    numbers = [_DIGITS.index(letter) for letter in letters]
    times = tuple(high * _BASE + low for high, low in zip(numbers[::2], numbers[1::2], strict=True))
    return Wish(times or None, from_mask(int(mask)) if mask else None)


def read_wish(text: str) -> Wish | None:
    """Return times, days, or times and days as typed; None for anything else."""
    times, chosen = read_times(text), read_days(text)
    if times or chosen:
        return Wish(times, chosen)
    for first, second in _halves(text):
        if (times := read_times(first)) and (chosen := read_days(second)):
            return Wish(times, chosen)
        if (chosen := read_days(first)) and (times := read_times(second)):
            return Wish(times, chosen)
    return None


def read_kind(text: str, words: Words) -> tuple[Kind, str] | None:
    """Return the kind that a text begins with, by any of its names, and what comes after it."""
    lower = text.casefold()
    found = [
        (name, kind) for kind in Kind for name in _names(kind, words) if re.match(rf"{re.escape(name)}(?!\w)", lower)
    ]
    if not found:
        return None
    name, kind = max(found, key=lambda each: len(each[0]))
    return kind, text[len(name) :].strip(" :,")


def read_name(text: str) -> str | None:
    """Return a short word as the name of a day, None for anything else."""
    name = text.casefold()
    return name if re.fullmatch(NAME, name) and len(name.encode()) <= _LONGEST_NAME else None


def is_said(message: str, text: str, words: Words) -> bool:
    """Tell whether a text is one of the ways to say something, which the words list."""
    ways = {way.strip().casefold() for way in words.plain(message).split(",")}
    return text in ways


def _names(kind: Kind, words: Words) -> Iterator[str]:
    yield kind.value
    yield words.plain(f"button-reminder-{kind}").casefold()
    yield from (name.strip().casefold() for name in words.plain(f"reminder-called-{kind}").split(","))


def _halves(text: str) -> Iterator[tuple[str, str]]:
    parts = text.split()
    return ((" ".join(parts[:place]), " ".join(parts[place:])) for place in range(1, len(parts)))
