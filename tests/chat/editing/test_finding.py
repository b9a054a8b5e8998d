"""An editor finds a text by its group, by its id, and by what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone, Shown
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Rest, Says


def choices(shown: Shown) -> list[str]:
    """Return the texts that a list offers."""
    return [button.label for row in shown.rows for button in row if (button.data or "").startswith("f:t:")]


async def test_each_group_leads_to_all_its_texts_a_page_at_a_time(
    nurse: Phone, catalog: Catalog, says: Says, telegram: Telegram
) -> None:
    for group, templates in catalog.templates.groups.items():
        await nurse.ask("/templates")
        found = choices(page := await nurse.press(says(f"templates-group-{group}")))
        while "Next" in page.labels:
            page = await nurse.press("Next")
            assert 1 <= len(choices(page)) <= 8
            found += choices(page)
        assert len(found) == len(templates)
    assert telegram.refused == []


async def test_previous_leads_back(nurse: Phone, says: Says) -> None:
    await nurse.ask("/templates")
    first = await nurse.press(says("templates-group-pages"))
    await nurse.press("Next")
    again = await nurse.press("Previous")

    assert (again.text, again.labels) == (first.text, first.labels)
    assert "Previous" not in again.labels


async def test_an_id_opens_its_text_at_once(nurse: Phone, catalog: Catalog) -> None:
    shown = await nurse.ask("/templates tip-water-2")

    assert choices(shown) == []
    assert any(catalog.words("en").plain("tip-water-2") in message.text for message in nurse.messages)


async def test_a_part_opens_the_text_it_belongs_to(nurse: Phone, catalog: Catalog, rest: Rest) -> None:
    await nurse.ask("/templates page-causes.title")
    await rest()

    assert "page-causes" in nurse.screen().text
    assert choices(nurse.screen()) == []


async def test_a_name_that_several_languages_have_opens_the_own_or_english_text(nurse: Phone, rest: Rest) -> None:
    await nurse.ask("/templates danger:mention")
    await rest()

    assert nurse.screen().text.startswith("danger:mention")
    assert choices(nurse.screen()) == []


async def test_a_word_finds_the_texts_that_say_it(nurse: Phone) -> None:
    found = await nurse.ask("/templates water")
    listed = choices(found)
    while "Next" in found.labels:
        found = await nurse.press("Next")
        listed += choices(found)

    assert {"tip-water-1", "tip-water-2", "delivered-water"} <= set(listed)


async def test_what_only_one_text_says_opens_it(nurse: Phone, rest: Rest) -> None:
    await nurse.ask("/templates Then pick a cause to read more.")
    await rest()

    assert nurse.screen().text.startswith("page-causes ")


async def test_a_tap_on_a_text_opens_it(nurse: Phone, catalog: Catalog) -> None:
    await nurse.ask("/templates water")
    first = choices(nurse.screen())[0]
    await nurse.press(first)

    assert choices(nurse.screen()) == []


async def test_nothing_found_is_said_and_leads_to_the_groups(nurse: Phone, says: Says) -> None:
    shown = await nurse.ask("/templates xqzzy & <b>")

    assert shown.text == says("templates-none", text="xqzzy & <b>")
    assert (await nurse.press("All groups")).text == says("templates-title")


async def test_what_does_not_fit_into_a_button_shows_the_best(nurse: Phone, telegram: Telegram) -> None:
    long = await nurse.ask("/templates " + "water " * 15)

    assert "Next" not in long.labels
    assert telegram.refused == []


@pytest.mark.parametrize("data", ["f:t:00000000", "f:g:0:gone", "f:g:x:gone", "f:t:"])
async def test_a_text_that_is_gone_leads_to_the_groups(nurse: Phone, says: Says, data: str) -> None:
    await nurse.ask("/templates")
    nurse.tap_data(data)

    assert (await nurse.notice()).text == says("notice-template-gone")
    assert nurse.screen().text == says("templates-title")


@pytest.mark.parametrize("number", ["999", "x", "-1", "٣"])
async def test_a_page_that_is_none_shows_one_that_is(nurse: Phone, telegram: Telegram, number: str) -> None:
    await nurse.ask("/templates")
    nurse.tap_data(f"f:g:{number}:pages")
    await nurse.notice()

    assert choices(await nurse.see())
    assert telegram.refused == []


async def test_an_editor_looks_for_words_of_danger_and_others_get_help(nurse: Phone, ada: Phone, says: Says) -> None:
    assert says("page-crisis") not in (await nurse.ask("/templates i want to die")).text
    assert (await ada.ask("/templates i want to die")).text.startswith(says("page-crisis"))
