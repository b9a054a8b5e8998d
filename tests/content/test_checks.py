from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.content.conftest import Garden

FOOTER_DATE = "# $date (date): when the text was written. Example: 2026-11-22\n"
LEAD = "the part of a page that is always shown may have 900: "
HINT = " (put a space between two markers side by side)"
NO_PAGE = "no page shows it; add [pages.tools] to pages.toml, or take it out"
TOO_LONG = "the whole page has 4,099 characters with its sources; at most 4,096 go"
UNDECLARED = (
    "is used but not declared; English says what it is in the comment above the text, like "
    "# $x (text): what it is. Example: some words"
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a = { $x }\n", f"1: a: $x {UNDECLARED}"),
        ("a = y\n    .b = { $x }\n", f"2: a.b: $x {UNDECLARED}"),
        ("a = { $x ->\n   *[y] z\n    }\n", f"1: a: $x {UNDECLARED}"),
        ("# $x (text): y. Example: z\n\na = { $x }\n", f"3: a: $x {UNDECLARED}"),
        ("# $x (text): y. Example: z\na = b\n",
         "2: a: $x is declared above it but not used; take one line out or use it"),
    ],
)  # fmt: skip
def test_what_is_used_and_what_is_declared_must_be_the_same(garden: Garden, text: str, fault: str) -> None:
    garden.add(text)

    assert garden.faults() == [f"en/more.ftl:{fault}"]


def test_variables_of_a_text_inside_another_are_needed_by_both(garden: Garden) -> None:
    garden.add("# $x (text): y. Example: z\na = { $x }\nb = { a }\n")

    assert garden.faults() == [f"en/more.ftl:3: b: $x {UNDECLARED}"]


def test_a_variable_that_only_a_part_uses_is_declared_above_the_whole(garden: Garden) -> None:
    garden.add("# $x (text): y. Example: z\na = b\n    .c = { $x }\n")

    assert garden.faults() == []


def test_another_language_may_use_only_what_english_declares(garden: Garden) -> None:
    garden.add("button-home = { $x }\nhello = { $x }\n", "nl/all.ftl")

    assert garden.faults() == [f"nl/all.ftl:1: button-home: $x {UNDECLARED}", f"nl/all.ftl:2: hello: $x {UNDECLARED}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("weeds = x\n", "1: weeds: English has no text of this name; correct the name, or take it out"),
        ("hello = x\n    .weeds = y\n",
         "2: hello.weeds: English has no text of this name; correct the name, or take it out"),
        ("page-roses = x² ¹\n    .botton = y\n",
         "2: page-roses.botton: English has no text of this name; correct the name, or take it out"),
    ],
)  # fmt: skip
def test_another_language_may_say_only_what_english_says(garden: Garden, text: str, fault: str) -> None:
    garden.add(text, "nl/all.ftl")

    assert garden.faults() == [f"nl/all.ftl:{fault}"]


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("button-previous = Previous\n", ""),
        ("button-next = Next\n", ""),
        ("button-home = Home\n", ""),
        ("button-emergency = Emergency\n", ""),
        ("sources-heading = Sources\n", ""),
        (f"{FOOTER_DATE}page-footer-unreviewed = Text of {{ $date }}, not yet reviewed.\n", " with $date"),
    ],
)
def test_what_every_card_is_made_with_must_be_there(garden: Garden, message: str, wanted: str) -> None:
    garden.replace(message, "", "en/common.ftl")

    name = message.removeprefix(FOOTER_DATE).partition(" ")[0]
    assert f'en: there is no text "{name}"{wanted}; add it' in garden.faults()


def test_what_every_card_is_made_with_takes_what_a_card_has(garden: Garden) -> None:
    garden.replace("button-home = Home", "# $x (text): y. Example: z\nbutton-home = { $x }", "en/common.ftl")
    garden.replace("Text of { $written }, reviewed", "Reviewed", "en/common.ftl")
    garden.replace("# $written (date): when the text was written. Example: 2026-11-22\n", "", "en/common.ftl")

    assert garden.faults() == [
        "en/common.ftl:4: button-home: it needs no variable, and nothing else",
        "en/common.ftl:15: page-footer-reviewed: it needs $date and $reviewer and $written, and nothing else",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("page-tools = Keep them sharp.", "page-tools =", "{line}: page-tools: it has no text of its own, only parts"),
        ("    .title = Tools\n", "", "{line}: page-tools: .title is missing; add a line    .title = …"),
        ("    .button = Tools\n", "", "{line}: page-tools: .button is missing; add a line    .button = …"),
        ("    .menu = Open the garden\n", "", "1: page-home: .menu is missing; add a line    .menu = …"),
        ("    .button = Tools\n", "    .button = Tools\n    .menu = Tools\n",
         "{next3}: page-tools.menu: the page has no command, so no menu shows it; take it out"),
        ("    .button = Tools\n", "    .button = Tools\n    .botton = x\n",
         "{next3}: page-tools.botton: a page has no .botton; it has .title, .button, .detail and .menu"),
        ("    .title = Tools\n", "    .title = <b>Tools</b>\n",
         '{next1}: page-tools.title: a title has no formatting; take the tags and &…; out of "<b>Tools</b>"'),
        ("Keep them sharp.", "é" * 901, "{line}: page-tools: it has 901 characters; " + LEAD + '"' + "é" * 59 + '…"'),
        ("    .button = Tools\n", "    .button = Spades\n",
         '{next1}: page-tools.title: the button "Spades" must be found in the title "Tools"'),
        ("Keep them sharp.", "Keep them sharp.¹",
         "{line}: page-tools: ¹ leads to no source; pages.toml lists 0 for this page" + HINT),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_page_is_named_with_its_line(garden: Garden, old: str, new: str, fault: str) -> None:
    line = garden.line("page-tools")
    garden.replace(old, new)

    assert garden.faults() == [f"en/pages.ftl:{fault.format(line=line, next1=line + 1, next3=line + 3)}"]


def test_a_page_may_use_the_operator_and_the_contact_only(garden: Garden) -> None:
    garden.add("# $x (text): y. Example: z\n# $contact (text): y. Example: z\npage-shed = { $x }\n"
               "    .title = Shed { $contact }\n    .button = Shed { $contact }\n")  # fmt: skip
    garden.write("pages.toml", garden.read("pages.toml") + '\n[pages.shed]\nparent = "home"\n')

    assert garden.faults() == [
        "en/more.ftl:3: page-shed: $x cannot be used here; a page has $operator and $contact",
        "en/more.ftl:5: page-shed.button: $contact cannot be used here",
    ]


def test_a_page_without_words_and_words_without_a_page_are_named(garden: Garden) -> None:
    line = garden.line("[pages.tools]", "pages.toml")
    garden.replace("[pages.tools]", "[pages.shed]", "pages.toml")

    assert garden.faults() == [
        f"en/pages.ftl:{garden.line('page-tools')}: page-tools: {NO_PAGE}",
        f'pages.toml:{line}: shed: there is no text "page-shed" in English',
    ]


def test_sources_and_markers_must_match(garden: Garden) -> None:
    garden.replace('["almanac", "handbook"]', '["almanac", "handbook", "diary"]', "pages.toml")
    garden.replace("Not at noon.²", "Not at noon.⁴")

    assert garden.faults() == [
        "en/pages.ftl:6: page-roses: source ² of pages.toml is not marked by ² in the text",
        "en/pages.ftl:6: page-roses: source ³ of pages.toml is not marked by ³ in the text",
        f"en/pages.ftl:6: page-roses: ⁴ leads to no source; pages.toml lists 3 for this page{HINT}",
        'pages.toml:10: roses: there is no text "source-diary" for the source "diary"',
    ]


def test_markers_of_ten_and_more_are_read_whole(garden: Garden) -> None:
    numbers = range(1, 13)
    garden.replace('["almanac", "handbook"]', str([f"s{number}" for number in numbers]), "pages.toml")
    garden.add("".join(f"source-s{number} = x\n" for number in numbers))
    garden.replace("Not at noon.² ¹", "² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹ ¹⁰ ¹¹ ¹²")

    assert garden.faults() == []


def test_another_language_marks_the_same_sources(garden: Garden) -> None:
    garden.add("page-roses = Rosen¹\n", "nl/all.ftl")

    assert garden.faults() == ["nl/all.ftl:1: page-roses: source ² of pages.toml is not marked by ² in the text"]


def test_another_language_finds_its_button_in_its_title(garden: Garden) -> None:
    garden.add("page-tools = Scherp\n    .title = Gereedschap\n", "nl/all.ftl")

    assert garden.faults() == [
        'nl/all.ftl:2: page-tools.title: the button "Tools" must be found in the title "Gereedschap"'
    ]


def test_a_page_too_long_as_a_whole_is_named(garden: Garden) -> None:
    line = garden.line("page-tools")
    garden.replace("    .title = Tools\n", "    .title = Tools\n    .detail = " + "é" * 4074 + "\n")

    assert garden.faults() == [
        f"en/pages.ftl:{line + 1}: page-tools.title: {TOO_LONG}",
    ]


def test_a_menu_entry_is_a_page_or_has_a_description(garden: Garden) -> None:
    garden.replace("command-watering = When to water\n", "", "en/common.ftl")

    assert garden.faults() == ['pages.toml:1: menu: "watering" is no page, and there is no text "command-watering"']


def test_pages_that_cannot_be_read_do_not_make_the_words_wrong(garden: Garden) -> None:
    garden.write("pages.toml", "[")

    assert [fault.split(":")[0] for fault in garden.faults()] == ["pages.toml"]


def test_everything_wrong_at_once_is_all_named(garden: Garden) -> None:
    garden.replace('parent = "roses"', 'parent = "weeds"', "pages.toml")
    garden.replace("<b>Water</b>", "<b>Water</i>")
    garden.replace(".title = Tools", ".title = Shed")
    garden.add("a = { $x }\nb\nc = { d }\nbutton-e = " + "e" * 50 + "\n-f = { -f }\n")
    garden.add("weeds = x\n", "de/more.ftl")

    assert [fault.split(": ")[0] for fault in garden.faults()] == [
        "de/more.ftl:1",
        *(f"en/more.ftl:{line}" for line in range(1, 6)),
        f"en/pages.ftl:{garden.line('page-roses')}",
        f"en/pages.ftl:{garden.line('.title = Shed')}",
        "pages.toml:13",
    ]


def test_a_page_that_goes_round_in_a_circle_is_named_by_its_circle(garden: Garden) -> None:
    garden.replace("Keep them sharp.", "{ a }")
    garden.add("a = { b }\nb = { a }\n")

    assert [fault.split(" → ")[0] for fault in garden.faults()] == [
        "en/more.ftl:1: a: it contains itself: a",
        "en/more.ftl:2: b: it contains itself: a",
    ]


def test_an_empty_parent_is_named(garden: Garden) -> None:
    garden.replace('parent = "roses"', 'parent = ""', "pages.toml")

    assert garden.faults() == ['pages.toml:13: pruning: there is no page ""']
