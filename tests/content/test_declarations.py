from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.conftest import Garden

SHAPE = "write it like: # $count (number): how many pages. Example: 12"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("$x (number): n", SHAPE),
        ("$x: n. Example: 3", SHAPE),
        ("$x (colour): n. Example: red", SHAPE),
        ("$X (text): n. Example: red", SHAPE),
        ("$x (number): n. Example: three", 'the example "three" is no number'),
        ("$x (date): n. Example: tomorrow", 'the example "tomorrow" is no date like 2026-11-22'),
    ],
)
def test_a_declaration_that_cannot_be_understood_is_quoted(garden: Garden, line: str, fault: str) -> None:
    garden.add(f"# About weeds.\n# {line}\nweeds = Weeds\n")

    assert garden.faults() == [f'en/more.ftl:2: weeds: "{line}": {fault}']


def test_a_variable_declared_twice_is_named(garden: Garden) -> None:
    garden.add("# $x (text): a. Example: b\n# $x (text): c. Example: d\nweeds = { $x }\n")

    assert garden.faults() == ["en/more.ftl:2: weeds: $x is declared twice"]


def test_other_comments_are_left_alone(garden: Garden) -> None:
    garden.add("### For everyone\n## Weeds\n# This costs 5 $.\n#\n# Take care\nweeds = Weeds\n#\nmore = More\n")

    assert garden.faults() == []


def test_an_example_may_hold_anything(garden: Garden) -> None:
    garden.add("# $x (text): an Example: of it. Example: a <b> & (c): d\nweeds = { $x }\n")

    assert garden.faults() == []
