from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.catalog import Catalog

if TYPE_CHECKING:
    from tests.content.conftest import Garden

NUMBER = "# $n (number): how many. Example: 3\n"
TEXT = "# $x (text): what. Example: rose\n"
DATE = "# $d (date): when. Example: 2026-11-22\n"
NO_END = 'its formatting is wrong: Can\'t find end tag corresponding to start tag "b"'
LINK = 'a link is empty or leads nowhere; write it like <a href="https://example.org/page">words</a>'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = one<br>two\n",
         '1: a: its formatting is wrong at "<br>two": Unsupported start tag "br" at byte offset 3'),
        ("a = x\n    .b = <b>x\n",
         f"2: a.b: {NO_END}"),
        ("a = x < y\n", '1: a: its formatting is wrong at "< y": Unsupported start tag "" at byte offset 2'),
        ('a = <a href="roses">Roses</a>\n', f"1: a: {LINK}"),
        ('a = <a href="mailto:club@example.org">Write</a>\n', f"1: a: {LINK}"),
        ('a = <a href="https://example.org"></a> x\n', f"1: a: {LINK}"),
        ('a = {""}\n', "1: a: it is empty"),
        ("a = <b> </b>{\" \"}\n", "1: a: it is empty"),
        ("a = " + "é" * 4097, '1: a: it has 4,097 characters; a message may have 4,096: "' + "é" * 59 + '…"'),
        ("a = " + "🌹" * 2049, '1: a: it has 4,098 characters; a message may have 4,096: "' + "🌹" * 59 + '…"'),
        ("button-a = " + "é" * 33, '1: button-a: it has 33 characters; a button may have 32: "' + "é" * 33 + '"'),
        ("notice-a = " + "é" * 201, '1: notice-a: it has 201 characters; a notice may have 200: "' + "é" * 59 + '…"'),
        ("command-a = " + "é" * 257,
         '1: command-a: it has 257 characters; the description of a command may have 256: "' + "é" * 59 + '…"'),
        ("button-a = <b>x</b>\n", '1: button-a: a button has no formatting; take the tags and &…; out of "<b>x</b>"'),
        ("button-a = x &amp; y\n", '1: button-a: a button has no formatting; take the tags and &…; out of "x &amp; y"'),
        ("button-a = x < y\n", '1: button-a: a button has no formatting; take the < and > out of "x < y"'),
        ("button-a =\n    x\n    y\n", '1: button-a: a button is one line; "x" goes on after its first'),
        (f"{TEXT}a = {'z' * 2501} {{ $x }}\n",
         "2: a: a piece of it between { } is longer than 2,500 characters; make it shorter (with $x = rose)"),
        ("a = { -t(1) }\n-t = x\n",
         "1: a: it cannot be put together: Ignored positional arguments passed to term '-t'"),
        ("a = " + "{ 1 }x" * 600, "1: a: it cannot be put together: Too many parts in message (> 1000), aborting."),
        (f"{TEXT}a = {{ b }}\n{TEXT}b = {{ $x }} and {{ $x }}\n",
         "2: a: long values do not fit into it; write { $… } here, not in a text that this one contains"),
        (NUMBER + "a = { $n ->\n    [one] <b>x\n   *[other] x\n    }\n",
         f"2: a: {NO_END} (with $n = 1)"),
        (NUMBER + "a = { $n ->\n    [7] <b>x\n   *[other] x\n    }\n",
         f"2: a: {NO_END} (with $n = 7)"),
        (TEXT + "a = { $x ->\n    [oak] x\n   *[elm] <b>x\n    }\n",
         f"2: a: {NO_END} (with $x = rose)"),
        (NUMBER + TEXT + "a = { $n ->\n   [one] { $x ->\n     [oak] <b>x\n    *[elm] x\n   }\n  *[other] x\n  }\n",
         f"3: a: {NO_END} (with $n = 1, $x = oak)"),
        (NUMBER + "a = { $n ->\n    [few] x\n   *[other] x\n    }\n",
         "2: a: no number chooses [few] of $n; take it out"),
        (NUMBER + "a = { $n ->\n    [1.5] x\n   *[other] x\n    }\n",
         "2: a: no number chooses [1.5] of $n; take it out"),
        (TEXT + "a = { $x ->\n    [1] x\n   *[other] x\n    }\n", "2: a: no text chooses [1] of $x; take it out"),
        (DATE + "a = { $d ->\n    [old] x\n   *[other] x\n    }\n", "2: a: no date chooses [old] of $d; take it out"),
    ],
)  # fmt: skip
def test_what_people_would_see_wrong_is_named_with_its_line(garden: Garden, text: str, fault: str) -> None:
    garden.add(text)

    assert garden.faults() == [f"en/more.ftl:{fault}"]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "é" * 4096,
        "a = <b>" + "é" * 4096 + "</b>",
        "button-a = " + "é" * 32,
        "button-a = Roses & more",
        "notice-a = " + "é" * 200,
        "notice-a =\n    one\n    two\n",
        "command-a = " + "é" * 256,
        "a = 1 &lt; 2 &amp; 3\n",
        'a = <a href="https://example.org/@roses">Roses</a> <a href="tg://user?id=5">Ann</a>\n',
    ],
)
def test_what_just_fits_is_no_fault(garden: Garden, text: str) -> None:
    garden.add(text)

    assert garden.faults() == []


def test_a_text_inside_another_is_tried_in_each_of_its_forms(garden: Garden) -> None:
    garden.add(NUMBER + "outer = <b>{ inner }</b>\n" + NUMBER + "inner = { $n ->\n    [0] </b>\n   *[other] x\n    }\n")

    assert [fault.split(": ")[1] for fault in garden.faults()] == ["outer", "inner"]


def test_a_text_with_more_forms_than_can_be_tried_is_named(garden: Garden) -> None:
    names = "abcde"
    declared = "".join(f"# ${name} (number): n. Example: 3\n" for name in names)
    forms = "".join(f"{{ ${name} ->\n    [one] x\n   *[other] y\n    }} " for name in names)
    garden.add(f"{declared}many = x {forms}\n")

    assert garden.faults() == [
        "en/more.ftl:6: many: it has too many choices to try them all; split it into several texts"
    ]


def test_every_plural_form_of_the_language_is_tried(garden: Garden) -> None:
    forms = "[one] x\n    [few] x\n    [many] <b>x\n   *[other] x"
    garden.add(f"cans = {{ $count ->\n    [1] x\n    {forms}\n    }}\n", "ru/all.ftl")

    assert garden.faults() == [f"ru/all.ftl:1: cans: {NO_END} (with $count = 0)"]


def test_a_form_for_one_number_does_not_hide_that_of_its_category(garden: Garden) -> None:
    garden.add("cans = { $count ->\n    [1] x\n    [one] <b>x\n   *[other] x\n    }\n", "ru/all.ftl")

    assert garden.faults()[0].endswith("(with $count = 21)")


def test_texts_that_contain_a_broken_one_are_not_blamed(garden: Garden) -> None:
    garden.add("a = { weeds }\nb = { a }\nc = { b }\n")

    assert len(garden.faults()) == 1


def test_the_garden_has_no_faults(garden: Garden, catalog: Catalog) -> None:
    assert garden.faults() == []
    assert list(catalog.messages) == list(garden.load().messages)
