from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from bot.content.catalog import Catalog
from bot.content.markup import parse
from bot.content.pages import Button, Card, superscript

if TYPE_CHECKING:
    from tests.content.conftest import Garden

Values = Mapping[str, str]

HOME = Button("Home", "p:home")
EMERGENCY = Button("Emergency", "p:emergency", "danger")


def labels(card: Card) -> list[list[str]]:
    return [[button.label for button in row] for row in card.rows]


def test_home_is_two_lines_and_its_children_two_a_row(catalog: Catalog, values: Values) -> None:
    assert catalog.pages.card("home", catalog.words("en"), values) == Card(
        "<b>The garden</b>\nPick what grows with you.",
        (
            (Button("Roses", "p:roses"), Button("Vegetables", "p:vegetables")),
            (Button("Tools", "p:tools"),),
            (EMERGENCY,),
        ),
    )


def test_a_page_shows_title_lead_detail_sources_and_the_date_of_its_text(catalog: Catalog, values: Values) -> None:
    assert catalog.pages.card("roses", catalog.words("en"), values).text == (
        "<b>Roses through the year</b>\n\n"
        "<b>Water</b> roses in the morning.¹\n\nNot at noon.² ¹\n\n"
        "<blockquote expandable>In a dry summer, twice a week.¹</blockquote>\n\n"
        "<blockquote expandable><b>Sources</b>\n"
        '¹ <a href="https://example.org/almanac">The almanac</a>, 2024\n'
        "² A handbook & more</blockquote>\n\n"
        "<i>Text of 22 November 2026, not yet reviewed.</i>"
    )


def test_a_review_is_named_with_its_date(catalog: Catalog, values: Values) -> None:
    text = catalog.pages.card("pruning", catalog.words("en"), values).text

    assert text.endswith("<i>Text of 22 November 2026, reviewed by Ann O. Gardener on 1 December 2026.</i>")


def test_a_page_without_a_date_has_no_footer(catalog: Catalog, values: Values) -> None:
    assert catalog.pages.card("tools", catalog.words("en"), values).text == "<b>Tools</b>\n\nKeep them sharp."


def test_a_page_is_in_the_language_of_the_words(catalog: Catalog, values: Values) -> None:
    assert catalog.pages.card("vegetables", catalog.words("de"), values) == Card(
        "<b>Gemüse</b>\n\nVor dem Mond säen.", ((Button("Start", "p:home"), EMERGENCY),)
    )


def test_values_are_escaped_into_a_page(catalog: Catalog) -> None:
    card = catalog.pages.card("emergency", catalog.words("en"), {"operator": "A & <b>", "contact": "x@example.org"})

    assert parse(card.text).text == "Emergency: a fallen tree\n\nAsk A & <b> at x@example.org."


def test_long_labels_have_a_row_of_their_own(catalog: Catalog, values: Values) -> None:
    assert labels(catalog.pages.card("roses", catalog.words("en"), values))[:-1] == [
        ["Pruning"],
        ["Feeding roses in spring"],
        ["Rosehips"],
    ]


@pytest.mark.parametrize(
    ("page_id", "steps"),
    [
        ("pruning", ["Next"]),
        ("feeding", ["Previous", "Next"]),
        ("rosehips", ["Previous"]),
    ],
)
def test_pages_below_another_lead_to_their_neighbours_and_up(
    catalog: Catalog, values: Values, page_id: str, steps: list[str]
) -> None:
    assert labels(catalog.pages.card(page_id, catalog.words("en"), values)) == [
        steps, ["Roses"], ["Home", "Emergency"]
    ]  # fmt: skip


def test_neighbours_are_in_the_order_of_the_file(catalog: Catalog, values: Values) -> None:
    steps, *_ = catalog.pages.card("feeding", catalog.words("en"), values).rows

    assert [button.data for button in steps] == ["p:pruning", "p:rosehips"]


def test_an_only_child_has_no_neighbours(garden: Garden, values: Values) -> None:
    garden.replace('parent = "home"\n\n[pages.tools]\nparent = "home"', 'parent = "home"\n\n[pages.tools]\n'
                   'parent = "vegetables"', "pages.toml")  # fmt: skip
    catalog = garden.load()

    assert labels(catalog.pages.card("tools", catalog.words("en"), values)) == [["Vegetables"], ["Home", "Emergency"]]


def test_pages_below_home_lead_home_and_to_help_only(catalog: Catalog, values: Values) -> None:
    assert catalog.pages.card("tools", catalog.words("en"), values).rows == ((HOME, EMERGENCY),)


def test_the_emergency_page_does_not_lead_to_itself(catalog: Catalog, values: Values) -> None:
    assert catalog.pages.card("emergency", catalog.words("en"), values).rows == ((HOME,),)


def test_extra_rows_stand_before_the_last(catalog: Catalog, values: Values) -> None:
    extra = ((Button("Plant a tree", "tree"), Button("Read", url="https://example.org")),)

    rows = catalog.pages.card("tools", catalog.words("en"), values, extra).rows

    assert rows == (*extra, (HOME, EMERGENCY))


def test_every_other_card_can_lead_home_and_to_help(catalog: Catalog) -> None:
    assert catalog.pages.closing_rows(catalog.words("en")) == ((HOME, EMERGENCY),)


def test_a_card_is_made_once(catalog: Catalog, values: Values) -> None:
    words = catalog.words("en")

    assert catalog.pages.card("roses", words, values) is catalog.pages.card("roses", words, dict(values))
    assert catalog.pages.card("roses", words, values) is not catalog.pages.card("roses", catalog.words("de"), values)


def test_an_unknown_page_is_a_key_error(catalog: Catalog, values: Values) -> None:
    with pytest.raises(KeyError, match="weeds"):
        catalog.pages.card("weeds", catalog.words("en"), values)


def test_a_command_opens_its_page(catalog: Catalog) -> None:
    assert catalog.pages.by_command("start") is catalog.pages.pages["home"]
    assert catalog.pages.by_command("weeds") is None


def test_the_menu_is_in_the_order_of_the_file(catalog: Catalog) -> None:
    assert catalog.pages.menu == ("home", "roses", "watering")


def test_callback_data_of_the_longest_page_name_fits_telegram(garden: Garden) -> None:
    name = "a" * 40
    garden.write("pages.toml", garden.read("pages.toml") + f'\n[pages.{name}]\nparent = "tools"\n')
    garden.add(f"page-{name} = x\n    .title = y\n    .button = y\n")
    catalog = garden.load()

    assert catalog.pages.card("tools", catalog.words("en"), {}).rows[0] == (Button("y", f"p:{name}"),)
    assert len(f"p:{name}".encode()) <= 64


def test_markers_are_superscript_digits() -> None:
    assert [superscript(number) for number in (1, 2, 3, 10, 45)] == ["¹", "²", "³", "¹⁰", "⁴⁵"]
