from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.faults import Fault
from bot.content.numbers import Number, Numbers, NumbersFile

ROW = Number("Exampleland", "000", "https://example.org/", checked=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("today", "known"),
    [
        (date(2026, 1, 1), True),
        (date(2027, 1, 1), True),
        (date(2027, 1, 2), False),
        (date(2025, 1, 1), False),
    ],
)
def test_a_number_counts_for_twelve_months_from_its_check(today: date, known: bool) -> None:
    numbers = Numbers({"xx": ROW})

    assert (numbers.of("xx", today) is not None) == known
    assert numbers.stale(today) == (() if known else ("xx",))


def read_numbers(folder: Path) -> tuple[Numbers, list[Fault]]:
    file, unreadable = NumbersFile.read(folder)
    numbers, faults = file.numbers()
    return numbers, [*unreadable, *faults]


def test_a_number_that_nobody_checked_is_never_shown() -> None:
    assert Numbers({"xx": Number("Exampleland", "000", "x")}).fresh(date(2026, 1, 1)) == {}


def test_no_country_has_no_number() -> None:
    assert Numbers({"xx": ROW}).of("", date(2026, 1, 1)) is None


def test_nothing_unchecked_is_shipped() -> None:
    numbers, faults = read_numbers(shipped_messages())

    assert faults == []
    assert [row for row in numbers.rows.values() if row.checked is None] == []


def test_a_row_is_read(tmp_path: Path) -> None:
    text = '[xx]\ncountry = "Exampleland"\nemergency = "000"\nsource = "https://example.org/"\nchecked = 2026-01-01\n'
    (tmp_path / "numbers.toml").write_text(text, encoding="utf-8")

    assert read_numbers(tmp_path)[0].rows == {"xx": ROW}


def test_every_fault_is_named(tmp_path: Path) -> None:
    text = f'xy = 1\n[xx]\nodd = 1\nemergency = "call"\ncountry = "{"x" * 33}"\nurgent = 5\nchecked = "today"\n'
    (tmp_path / "numbers.toml").write_text(text, encoding="utf-8")

    assert [fault.message for fault in read_numbers(tmp_path)[1]] == [
        "xy: there must be a table for each country, named by its code of two small letters",
        "xx: odd is not known; there are only country, emergency, ambulance, urgent, source, checked",
        "xx: emergency must hold digits and spaces only",
        "xx: country must be short enough for a button, at most 32 characters",
        "xx: urgent must be a text in quotes",
        "xx: checked must be a date like 2026-11-22, without quotes",
        "xx: source is missing",
    ]


@pytest.mark.parametrize("content", [b"\xff", b"[xx"])
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "numbers.toml").write_bytes(content)

    assert len(read_numbers(tmp_path)[1]) == 1


def test_no_file_is_no_numbers(tmp_path: Path) -> None:
    numbers, faults = read_numbers(tmp_path)

    assert (numbers.rows, faults) == ({}, [])
