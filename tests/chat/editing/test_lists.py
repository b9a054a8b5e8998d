"""Lists that are changed line by line."""

from __future__ import annotations

import pytest

from bot.chat.editing.lists import UnknownLineError, changed, find_wrong_lines


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("third", "first\nsecond\nthird"),
        ("- First", "second"),
        ("– second\nthird", "first\nthird"),
        ("FIRST", "first\nsecond"),
        ("  third   one \n\n", "first\nsecond\nthird one"),
    ],
)
def test_phrases_are_added_and_those_with_a_dash_taken_out(typed: str, expected: str) -> None:
    assert changed("search:sleep", "first\nsecond", typed) == expected


def test_a_named_line_takes_the_place_of_the_one_of_its_name() -> None:
    old = "country: Exampleland\nemergency: 000"

    assert changed("number:xx", old, "Emergency:  001\nurgent: 002") == (
        "country: Exampleland\nemergency: 001\nurgent: 002"
    )


@pytest.mark.parametrize(("key", "line"), [("search:sleep", "- third"), ("number:xx", "001")])
def test_a_line_that_is_not_there_is_named(key: str, line: str) -> None:
    with pytest.raises(UnknownLineError) as error:
        changed(key, "first: 1", line)

    assert str(error.value) in line


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("danger:crisis", "{not} straci*_przytomność|can't now"),
        ("search:sleep", "what wakes me"),
        ("number:xx", "source: https://example.org/numbers"),
        ("reviewed:", "Dr A. O’Example-Smith, GP & neurologist"),
    ],
)
def test_plain_lines_are_fine(key: str, line: str) -> None:
    assert find_wrong_lines(key, line) == []


@pytest.mark.parametrize(
    ("key", "line", "code"),
    [
        ("search:sleep", "{set}", "strange-sign"),
        ("danger:crisis", "a || b", "strange-sign"),
        ("reviewed:", "<b>Dr A.</b>", "strange-sign"),
        ("reviewed:", "Dr {A}", "no-placeholders"),
        ("reviewed:", "Dr A\u202e.", "direction"),
        ("danger:crisis", "drop table now", "program"),
    ],
)
def test_what_a_line_cannot_hold_is_named(key: str, line: str, code: str) -> None:
    assert [error.code for error in find_wrong_lines(key, line)] == [code]


@pytest.mark.parametrize("key", ["search:sleep", "danger:emergency"])
def test_a_long_word_that_is_none_is_found_at_once(key: str) -> None:
    assert [error.code for error in find_wrong_lines(key, "a_" * 500 + "!")] == ["strange-sign"]
