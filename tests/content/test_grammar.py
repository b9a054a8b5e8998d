from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.conftest import Garden


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = { weeds }\n", "1: a: { weeds } names a text that this language does not have"),
        ("a = { hello.weeds }\n", "1: a: { hello.weeds } names a text that this language does not have"),
        ("a = x\n    .b = { weeds }\n", "2: a.b: { weeds } names a text that this language does not have"),
        ("a = { -weeds }\n", "1: a: { -weeds } names a term that this language does not have"),
        ("-a = { -weeds }\n", "1: -a: { -weeds } names a term that this language does not have"),
        ("a = { -garden.kind ->\n   *[x] y\n    }\n",
         "1: a: { -garden.kind } names a term that this language does not have"),
        ("-a = { $case }\n", "1: -a: { $case } cannot be shown by a term; use it in the message itself"),
        ("a = x\n    .b = 1\n    .b = 2\n", "3: a: .b is there twice; keep one"),
        ("a = { a }\n", "1: a: it contains itself: a → a"),
    ],
)  # fmt: skip
def test_what_a_text_may_not_use_is_named_with_its_line(garden: Garden, text: str, fault: str) -> None:
    garden.add(text)

    assert garden.faults() == [f"en/more.ftl:{fault}"]


def test_a_circle_is_named_at_each_of_its_texts(garden: Garden) -> None:
    garden.add("a = { b.c }\nb = x\n    .c = { -d }\n-d = { a }\ninnocent = { a }\n")

    faults = garden.faults()

    assert [fault.split(" it contains")[0] for fault in faults] == [
        "en/more.ftl:1: a:", "en/more.ftl:3: b.c:", "en/more.ftl:4: -d:"
    ]  # fmt: skip
    assert all(name in fault for fault in faults for name in ("a", "b.c", "-d"))


def test_every_circle_is_named(garden: Garden) -> None:
    garden.add("a = { a }\nb = { b }\n")

    assert garden.faults() == [
        "en/more.ftl:1: a: it contains itself: a → a",
        "en/more.ftl:2: b: it contains itself: b → b",
    ]


def test_a_text_may_contain_its_own_attribute(garden: Garden) -> None:
    garden.add("a = { a.b }\n    .b = x\n")

    assert garden.load().words("en").text("a") == "x"


def test_a_chain_of_texts_is_limited(garden: Garden) -> None:
    garden.add("a0 = x\n" + "".join(f"a{number} = {{ a{number - 1} }}\n" for number in range(1, 20)))

    assert garden.faults() == ["en/more.ftl:13: a12: it goes through more than 12 other texts; shorten the chain"]


def test_a_term_may_decide_by_what_it_is_given(garden: Garden) -> None:
    garden.add(
        '-tree = { $case ->\n    [upper] Tree\n   *[lower] tree\n    }\na = { -tree(case: "upper") } or { -tree }\n'
    )

    assert garden.load().words("en").text("a") == "Tree or tree"


def test_a_term_may_have_parts_that_decide(garden: Garden) -> None:
    garden.add("-tree = tree\n    .kind = old\na = { -tree.kind ->\n    [old] An old\n   *[new] A new\n    } tree\n")

    assert garden.load().words("en").text("a") == "An old tree"


def test_faults_name_the_language_they_are_in(garden: Garden) -> None:
    garden.write("de/texte.ftl", "hello = { source-almanac } { $name }\n")

    assert garden.faults() == [
        "de/texte.ftl:1: hello: { source-almanac } names a text that this language does not have"
    ]
