"""Emergency numbers by country: ``numbers.toml``, whose rows count only while their check is fresh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.content.faults import Fault, Reason
from bot.content.source import read_text
from bot.content.structure import parse_toml

FILE = "numbers.toml"
FRESH_FOR = timedelta(days=365)
LONGEST_NAME = 32
LONGEST_NUMBER = 20

_CODE = re.compile(r"[a-z]{2}")
_NUMBER = re.compile(rf"[0-9 ]{{2,{LONGEST_NUMBER}}}")
KEYS = ("country", "emergency", "ambulance", "urgent", "source", "checked")
_NEEDED = ("country", "emergency", "source")


@dataclass(frozen=True, slots=True)
class Number:
    """The numbers of one country, where they were read and when; ``checked`` is missing until somebody did."""

    country: str
    emergency: str
    source: str
    ambulance: str = ""
    urgent: str = ""
    checked: date | None = None


class Numbers:
    """The numbers of all countries, by code."""

    def __init__(self, rows: Mapping[str, Number]) -> None:
        self.rows = rows

    def of(self, code: str, today: date) -> Number | None:
        """Return a country's numbers, or None where they are unknown or were not checked within 12 months."""
        return self.fresh(today).get(code)

    def fresh(self, today: date) -> Mapping[str, Number]:
        """Return what was checked in the last 12 months."""
        return {code: row for code, row in self.rows.items() if _is_fresh(row, today)}

    def stale(self, today: date) -> tuple[str, ...]:
        """Return the codes of the countries whose numbers may not be shown."""
        return tuple(code for code, row in self.rows.items() if not _is_fresh(row, today))


def _is_fresh(row: Number, today: date) -> bool:
    return row.checked is not None and timedelta(0) <= today - row.checked <= FRESH_FOR


class NumbersFile:
    """What a messages folder says of numbers: its rows as they are written."""

    def __init__(self, text: str = "", data: Mapping[str, object] | None = None) -> None:
        self._lines, self._data = text.split("\n"), data or {}

    @classmethod
    def read(cls, folder: Path) -> tuple[NumbersFile, list[Fault]]:
        """Return the file of a messages folder, an empty one where it has none, and what is wrong with it."""
        if not (folder / FILE).exists():
            return cls(), []
        text = read_text(folder / FILE, FILE)
        if isinstance(text, Fault):
            return cls(), [text]
        parsed = parse_toml(text, FILE)
        return (cls(), [parsed]) if isinstance(parsed, Fault) else (cls(text, parsed), [])

    def row(self, code: str) -> Mapping[str, object] | None:
        """Return the row of a country as it is written, None where there is none."""
        row = self._data.get(code)
        return row if isinstance(row, dict) else None

    def numbers(self, changed: Mapping[str, object] = MappingProxyType({})) -> tuple[Numbers, list[Fault]]:
        """Return the numbers with rows ``changed`` or added, and what is wrong with them."""
        data: dict[str, Any] = {**self._data, **changed}
        faults = [
            reason.at(FILE, self._line(code), code) for code, table in data.items() for reason in _check(code, table)
        ]
        return Numbers({} if faults else {code: Number(**table) for code, table in data.items()}), faults

    def _line(self, code: str) -> int:
        return next((n for n, line in enumerate(self._lines, 1) if line.strip().startswith(f"[{code}]")), 1)


def _check(code: str, table: object) -> Iterator[Reason]:
    if not _CODE.fullmatch(code) or not isinstance(table, dict):
        message = "there must be a table for each country, named by its code of two small letters"
        yield Reason(message, "number-country", {"place": code})
        return
    yield from (reason for key, value in table.items() if (reason := _check_value(key, value)))
    for key in _NEEDED:
        if key not in table:
            yield Reason(f"{key} is missing", "number-missing", {"name": key})


def _check_value(key: str, value: object) -> Reason | None:
    """Return what is wrong with one entry of a row, if anything."""
    if key not in KEYS:
        known = ", ".join(KEYS)
        return Reason(f"{key} is not known; there are only {known}", "number-unknown", {"name": key, "known": known})
    if key == "checked":
        is_date = isinstance(value, date) and not isinstance(value, datetime)
        message = "checked must be a date like 2026-11-22, without quotes"
        return None if is_date else Reason(message, "number-date", {"name": key})
    if not isinstance(value, str) or not value:
        return Reason(f"{key} must be a text in quotes", "number-missing", {"name": key})
    if key in {"emergency", "ambulance", "urgent"} and not _NUMBER.fullmatch(value):
        return Reason(f"{key} must hold digits and spaces only", "number-digits", {"name": key})
    if key == "country" and len(value) > LONGEST_NAME:
        message = f"country must be short enough for a button, at most {LONGEST_NAME} characters"
        return Reason(message, "number-name", {"limit": LONGEST_NAME})
    return None
