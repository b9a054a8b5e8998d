from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fluent.syntax import FluentParser
from hypothesis import given
from hypothesis import strategies as st

from bot.content.source import Parser

if TYPE_CHECKING:
    from tests.content.conftest import Garden

NO_TEXT = (
    "this line belongs to no text; indent it by four spaces to continue the text above, "
    "or start it with # to make it a comment"
)
NO_FUNCTION = "(…) cannot be used; write the variable alone, like { $count }"
TOO_DEEP = "braces are nested too deeply; write it simpler"
SIGNS = ["a", " = ", "\n", "    ", "{ ", " }", "$x", "->", "*[other]", "[one]", ".title", "#", "é 🌹", '"', "-t"]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("\nweeds\n", '2: "weeds"', "there should be a = here or just before"),
        ("weeds = { $x\nroses = x\n", '2: "roses = x"', "there should be a } here or just before"),
        ("weeds = { $x", '1: "weeds = { $x"', "there should be a } here or just before"),
        ("weeds = { b c }\n", '1: "weeds = { b c }"', "there should be a } here or just before"),
        ("weeds =\n\nroses = x\n", '1: "weeds ="', "it has a name but no text"),
        ("weeds = a } b\n", '1: "weeds = a } b"', 'there is a } without its {; to show one, write {"}"}'),
        ("a = { 1 ->\n    [one] x\n }\n", '3: "}"', "one of the choices must be marked as the usual one with *"),
        ("    tall weeds\n", '1: "tall weeds"', NO_TEXT),
        ("weeds = {}\n", '1: "weeds = {}"', 'there is nothing Fluent knows after the {; to show one, write {"{"}'),
        ("a = { b(1) }\n", '1: "a = { b(1) }"', "The callee has to be an upper-case identifier or a term"),
        ("b = x\na = " + "{" * 13 + "1" + "}" * 13, '2: "a = {{{{{{{{{{{{{1}}}}}}}}}}}}}"', TOO_DEEP),
        ("a = " + "{ -t(" * 7, '1: "a = { -t({ -t({ -t({ -t({ -t({ -t({ -t("', TOO_DEEP),
        ("a = { NUMBER(5) }\n", '1: "a = { NUMBER(5) }"', f"NUMBER{NO_FUNCTION}"),
        ("a = { -t(x: 1) } { WEEDS() }\n", '1: "a = { -t(x: 1) } { WEEDS() }"', f"WEEDS{NO_FUNCTION}"),
        ("a = {1234567890123456}\n", '1: "a = {1234567890123456}"', "a number is too long"),
        ('a = {"\\U110000"}\n', '1: "a = {"\\U110000"}"', "there is no character \\U110000"),
        ('a = {"b\n', '1: "a = {"b"', 'a " is opened but not closed on the same line'),
        ("a = } " + "x" * 60, '1: "a = } ' + "x" * 53 + '…"', 'there is a } without its {; to show one, write {"}"}'),
    ],
)
def test_what_cannot_be_understood_is_quoted_with_its_line(garden: Garden, text: str, place: str, reason: str) -> None:
    garden.add(text)

    assert garden.faults() == [f"en/more.ftl:{place} cannot be understood: {reason}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"weeds = x\nweeds = y\n", "2: weeds: there is a text of this name already, in en/more.ftl:1"),
        (b"\nbutton-home = Back\n", "2: button-home: there is a text of this name already, in en/common.ftl:3"),
        (b"-garden = x\n", "1: -garden: there is a text of this name already, in en/common.ftl:19"),
        (b"a = x\nb = \xff\n", "2: there is a character that is not UTF-8; save the file as UTF-8 text"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(garden: Garden, text: bytes, fault: str) -> None:
    garden.write("en/more.ftl", text)

    assert garden.faults() == [f"en/more.ftl:{fault}"]


def test_a_file_too_large_is_not_read(garden: Garden) -> None:
    garden.add("a = " + "x" * 500_000)

    assert garden.faults() == ["en/more.ftl: the file has 500,004 bytes; split it, one may have 500,000"]


def test_a_folder_in_place_of_a_file_is_named(garden: Garden) -> None:
    (garden.folder / "en" / "more.ftl").mkdir()

    assert garden.faults() == ["en/more.ftl: the file cannot be read: Is a directory"]


def test_every_line_that_cannot_be_read_is_named(garden: Garden) -> None:
    garden.add("one\ntwo = 2\n\nthree\n")

    assert [fault.split(" ")[0] for fault in garden.faults()] == ["en/more.ftl:1:", "en/more.ftl:4:"]


@given(st.lists(st.sampled_from(SIGNS), max_size=60).map("".join))
def test_quick_reading_gives_what_fluents_own_parser_gives(text: str) -> None:
    assert Parser().parse(text).equals(FluentParser().parse(text), ignored_fields=[])


def test_characters_may_be_written_by_their_number(garden: Garden) -> None:
    garden.add('a = {"\\u00e9"} {"\\U01F339"}\n')

    assert garden.load().words("en").text("a") == "é 🌹"
