from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.content.catalog import Catalog

if TYPE_CHECKING:
    from tests.content.conftest import Garden


def test_every_variable_is_escaped_in_html_and_the_text_itself_is_not(catalog: Catalog) -> None:
    assert catalog.words("en").text("hello", name='<b>"A&B"</b>') == (
        "Hello &lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;, welcome to the <i>garden</i>."
    )


def test_nothing_is_escaped_in_plain_texts(catalog: Catalog) -> None:
    assert catalog.words("de").plain("hello", name="A&B") == "Hallo A&B, willkommen: der Garten."


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 0, "No can is left."),
        ("en", 1, "One can is left."),
        ("en", 1200, "1,200 cans are left."),
        ("de", 0, "0 Kannen sind übrig."),
        ("de", 1200, "1.200 Kannen sind übrig."),
    ],
)
def test_numbers_choose_their_form_and_are_written_as_the_language_does(
    catalog: Catalog, language: str, count: int, said: str
) -> None:
    assert catalog.words(language).text("cans", count=count) == said


def test_dates_are_written_out(catalog: Catalog) -> None:
    assert catalog.words("en").text("notice-sow", day=date(2026, 11, 22)) == "Sow on 22 November 2026."


def test_nothing_in_a_value_is_evaluated(catalog: Catalog) -> None:
    assert catalog.words("en").plain("hello", name="{ $name } { -garden } %s") == (
        "Hello { $name } { -garden } %s, welcome to the <i>garden</i>."
    )


def test_no_isolation_marks_surround_a_value(catalog: Catalog) -> None:
    assert "\u2068" not in catalog.words("en").text("hello", name="Ann")


def test_attributes_are_reached_by_their_name(catalog: Catalog) -> None:
    assert catalog.words("en").text("page-roses.title") == "Roses through the year"


def test_more_variables_than_a_text_uses_do_no_harm(catalog: Catalog) -> None:
    assert catalog.words("en").text("button-home", operator="x") == "Home"


def test_a_value_too_long_for_any_message_is_cut(catalog: Catalog) -> None:
    words = catalog.words("en")

    assert words.plain("hello", name="é" * 9_000).startswith("Hello " + "é" * 2_000)
    assert "…, welcome to" in words.plain("hello", name="é" * 9_000)
    assert "&lt;…, welcome to" in words.text("hello", name="<" * 9_000)


@pytest.mark.parametrize("id_", ["weeds", "hello.title", "page-roses.weeds", "-garden"])
def test_an_unknown_text_is_a_key_error(catalog: Catalog, id_: str) -> None:
    with pytest.raises(KeyError, match=id_):
        catalog.words("de").text(id_)


def test_a_missing_variable_is_named(catalog: Catalog) -> None:
    with pytest.raises(TypeError, match="hello cannot be filled: Unknown external: name"):
        catalog.words("en").text("hello")


def test_has_tells_whether_there_is_a_text_in_any_language_of_the_chain(catalog: Catalog) -> None:
    words = catalog.words("de")

    assert [words.has(key) for key in ("button-home", "button-next", "page-roses.detail", "weeds", "hello.title")] == [
        True, True, True, False, False
    ]  # fmt: skip


def test_a_text_that_cannot_be_formatted_here_is_said_in_english(garden: Garden) -> None:
    garden.add("# $name (text): a plant. Example: Rose\nplant = { $name }\n    .title = Plant\n")
    garden.add("plant = { $name }\n    .title = Pflanze { $name }\n", "de/more.ftl")

    assert garden.load().words("de").text("plant.title") == "Plant"
