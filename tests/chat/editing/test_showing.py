"""One text: as it will look, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands


async def test_a_page_looks_as_readers_see_it(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-sleep")

    shown = await ada.ask("/sleep")

    assert nia.preview.text == shown.text
    assert nia.preview.labels == shown.labels


async def test_a_test_comes_just_as_readers_get_it(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-sleep")
    test = await nia.tap("Send me a test")

    assert test.text == (await ada.ask("/sleep")).text
    assert (await nia.tap("Home", test.id)).text.startswith(says("page-home"))


async def test_a_tip_looks_like_a_reminder(nia: Hands, says: Says) -> None:
    await nia.type("/templates tip-water-1")

    assert nia.preview.text.startswith(f"{says('delivered-water')}\n\n{says('tip-water-1')}")
    assert nia.preview.labels == tuple(says(f"button-dlv-{name}") for name in ("done", "snooze", "skip", "stop"))


async def test_a_question_of_the_check_comes_with_its_answers(nia: Hands, catalog: Catalog) -> None:
    await nia.type("/templates triage-danger")

    assert "Yes" in nia.preview.labels


async def test_a_button_looks_like_a_button(nia: Hands, says: Says) -> None:
    await nia.type("/templates button-home")

    assert nia.preview.text == says("preview-button")
    assert nia.preview.labels == ("Home",)


async def test_a_line_of_the_menu_comes_with_its_command(nia: Hands, says: Says) -> None:
    await nia.type("/templates command-mydata")

    assert nia.preview.text == f"/mydata – {says('command-mydata')}"


async def test_placeholders_are_explained_with_an_example(nia: Hands, says: Says) -> None:
    card = await nia.type("/templates kept-outcome")

    line = says("template-placeholder", name="count", meaning="how many results.", example="2")
    assert f"{says('template-placeholders')}\n{line}" in card.text


@pytest.mark.parametrize("template", ["search:sleep"])
async def test_a_list_shows_as_many_lines_as_fit(nia: Hands, template: str, says: Says) -> None:
    card = await nia.type(f"/templates {template}")

    assert card.text.startswith(template)
    assert nia.preview.text.startswith("• ")


async def test_the_card_says_who_wrote_the_version_in_use(nia: Hands, says: Says) -> None:
    card = await nia.type("/templates cancel-nothing")
    assert says("template-shipped") in card.text
    await nia.tap("Edit")
    await nia.type("Nothing is under way.")
    await nia.tap("Publish")

    card = await nia.tap("Show the text")

    assert "In use: version 1 (Text) by 2, 2026-11-22 12:00" in card.text


async def test_a_review_stands_below_the_page_at_once(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-sleep")
    assert (await nia.tap("Reviewed today")).text == says("review-ask")
    done = await nia.type("Dr A. Example, neurologist")
    assert done.text == says("review-done", name="Dr A. Example, neurologist")

    shown = await ada.ask("/sleep")

    assert shown.text.endswith("reviewed by Dr A. Example, neurologist on 22 November 2026.")


async def test_a_text_that_is_gone_is_told(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-sleep")

    await nia.tap_data("e:edit:00000000")

    assert nia.said == says("notice-edit-no-text")


async def test_a_button_of_an_older_version_leads_home(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-sleep")
    data = nia.phone.screen().button("Edit").data or ""

    assert (await nia.tap_data(data.replace("edit", "gone"))).text.startswith(says("page-home"))
    assert (await nia.tap_data(f"{data}:99", nia.preview.id)).text.startswith(says("page-home"))


async def test_a_country_gets_its_first_numbers_once_a_second_editor_approves(
    nia: Hands, bo: Hands, catalog: Catalog, says: Says
) -> None:
    await nia.type("/templates")
    await nia.tap_data("e:number")
    assert nia.phone.screen().text == says("new-number-ask")
    lines = "country: Exampleland\nemergency: 000\nsource: https://example.org/\nchecked: 2026-11-22"
    assert says("new-number-code") in (await nia.type(lines)).text

    draft = await nia.type(f"Code: XX\n{lines}")

    assert draft.text.startswith(says("edit-draft"))
    assert "• emergency: 000" in nia.preview.text
    await nia.tap("Ask for approval")
    await bo.done()
    await bo.tap("Approve")
    assert catalog.numbers.rows["xx"].emergency == "000"
    await nia.type("/templates number:xx")
    await nia.tap("Edit")
    assert "• emergency: 001\n" in (await changed(nia, "emergency: 001"))
    await nia.type("/templates number:xx")
    assert (await nia.tap("Default")).text == says("edit-taken-out")
    assert "xx" not in catalog.numbers.rows
    await nia.tap("History")
    await nia.tap("Roll back to 1 (Text)")
    assert catalog.numbers.rows["xx"].emergency == "000"


async def changed(hands: Hands, lines: str) -> str:
    """Type lines; return the preview."""
    await hands.type(lines)
    return hands.preview.text


async def test_a_long_list_says_how_many_lines_are_left_out(nia: Hands, says: Says) -> None:
    await nia.type("/templates danger:emergency")

    first = nia.preview.text.splitlines()
    assert first[-1].startswith("… and ")
    more = await nia.tap("More lines")
    assert more.text.splitlines()[0] not in first
    while "More lines" in more.labels:
        more = await nia.tap("More lines", more.id)
    assert not more.text.splitlines()[-1].startswith("… and ")


async def test_the_text_that_came_with_the_bot_is_one_tap_away_in_the_history(
    nia: Hands, catalog: Catalog, says: Says
) -> None:
    before = catalog.words("en").text("page-sleep")
    await nia.type("/templates page-sleep")
    await nia.quote("jolt", "jump")
    await nia.tap("Publish")
    await nia.tap("History")

    assert (await nia.tap("Roll back to the first text")).text == says("edit-back-to-shipped")

    assert catalog.words("en").text("page-sleep") == before
    await nia.tap("History")
    assert "Roll back to the first text" not in nia.phone.screen().labels


async def test_an_added_tip_has_no_first_text_to_go_back_to(nia: Hands, says: Says) -> None:
    await nia.type("/templates tip-water-1")
    await nia.tap("Add a tip")
    await nia.tap(says("button-reminder-water"))
    await nia.type("Keep a glass near.")
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")
    await nia.tap("Show the text")

    assert says("template-back") not in nia.phone.screen().text
    await nia.tap("History")
    assert "Roll back to the first text" not in nia.phone.screen().labels


@pytest.mark.parametrize(
    ("text", "part", "asked"),
    [
        ("page-sleep", "edit-part-title", ["edit-ask-plain", "edit-ask-present"]),
        ("tip-water-1", "edit-part-value", ["edit-ask", "edit-ask-present"]),
        ("tip-water-1", "edit-part-source", ["edit-ask-source", "edit-ask-present"]),
        ("page-causes", "edit-part-value", ["edit-ask", "edit-ask-signs", "edit-ask-present"]),
    ],
)
async def test_who_is_asked_is_told_what_can_be_typed(
    nia: Hands, says: Says, text: str, part: str, asked: list[str]
) -> None:
    await nia.type(f"/templates {text}")
    await nia.tap("Edit")

    shown = await nia.tap(says(part))

    assert shown.text.startswith("\n\n".join(says(each, tag="b") for each in asked))
