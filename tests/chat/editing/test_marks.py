"""With editor mode on, each card that an editor sees leads to the texts that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.pages import Card
from bot.domain.store import StoreError

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Says
    from tests.conftest import FakeClock

EDIT = "Edit this"
DAY = 24 * 60 * 60


@pytest.fixture
async def marking(nurse: Phone, says: Says) -> Phone:
    """An editor who is shown the way to each text."""
    await nurse.ask("/templates")
    await nurse.press(says("button-editor-mode-on"))
    return nurse


@pytest.mark.parametrize("command", ["/start", "/causes", "/emergency", "/triage", "/reminders", "/help", "/privacy"])
async def test_each_card_carries_the_way_to_its_texts(marking: Phone, command: str) -> None:
    assert (await marking.ask(command)).labels[-1] == EDIT


async def test_a_page_leads_straight_to_its_text(marking: Phone, catalog: Catalog, rest: Rest) -> None:
    await marking.ask("/causes")
    await marking.press(EDIT)
    await rest()

    title = catalog.words("en").plain("page-causes.title")
    assert any(message.text.startswith(title) and EDIT not in message.labels for message in marking.messages)
    assert "page-causes" in marking.screen().text


async def test_a_card_of_several_texts_asks_which(marking: Phone, says: Says) -> None:
    await marking.ask("/plan")
    asked = await marking.press(EDIT)

    assert asked.text.startswith(says("templates-which"))
    assert {"my-day-title", "my-day-question", "button-other-hours"} <= set(asked.labels)
    assert "button-home" not in asked.labels


async def test_what_was_said_for_another_card_is_not_offered(marking: Phone, rest: Rest) -> None:
    await marking.ask("/triage")
    card = marking.screen().id
    await marking.press(EDIT)
    await rest()

    assert "page-home" not in marking.screen().text
    assert card != marking.screen().id


async def test_the_way_stays_when_a_tap_changes_the_card(marking: Phone, rest: Rest) -> None:
    await marking.ask("/start")
    changed = await marking.press("Causes")
    assert changed.labels[-1] == EDIT
    await marking.press(EDIT)
    await rest()

    assert "page-causes" in marking.screen().text


async def test_to_turn_it_on_leads_to_the_main_menu_to_begin_with(nurse: Phone, says: Says) -> None:
    await nurse.ask("/templates")
    shown = await nurse.press(says("button-editor-mode-on"))

    assert shown.text.startswith(says("page-home"))
    assert shown.labels[-1] == EDIT
    assert (await nurse.notice()).text == says("notice-editor-mode-on")


async def test_the_way_to_one_text_stays_open(marking: Phone, clock: FakeClock, rest: Rest) -> None:
    await marking.ask("/causes")
    clock.jump(100 * DAY)
    await marking.press(EDIT)
    await rest()

    assert "page-causes" in marking.screen().text


async def test_after_a_day_a_card_of_several_has_to_be_opened_again(
    marking: Phone, says: Says, clock: FakeClock
) -> None:
    await marking.ask("/plan")
    clock.jump(DAY + 1)
    marking.tap(EDIT)

    assert (await marking.notice()).text == says("notice-mark-gone")


async def test_cards_of_editing_carry_none(marking: Phone, says: Says) -> None:
    assert EDIT not in (await marking.ask("/templates")).labels
    assert EDIT not in (await marking.ask("/stats")).labels


async def test_readers_and_editors_who_do_not_want_it_see_none(
    ada: Phone, boss: Phone, marking: Phone, says: Says
) -> None:
    assert EDIT not in (await ada.ask("/causes")).labels
    assert EDIT not in (await boss.ask("/causes")).labels
    await marking.ask("/templates")
    await marking.press(says("button-editor-mode-off"))
    assert EDIT not in (await marking.ask("/causes")).labels


async def test_a_revoked_editor_sees_none(marking: Phone, store: SqliteStore) -> None:
    await store.editing.revoke(marking.id)

    assert EDIT not in (await marking.ask("/causes")).labels


async def test_a_card_that_says_nothing_known_stays_as_it_is(
    marking: Phone, says: Says, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalog.pages, "card", lambda *_, **__: Card("<i>from elsewhere</i>", ()))

    assert (await marking.ask("/causes")).labels == ()


async def test_help_comes_even_where_the_store_cannot_say_who_edits(
    marking: Phone, store: SqliteStore, monkeypatch: pytest.MonkeyPatch, says: Says
) -> None:
    async def fails(person_id: int) -> bool:
        raise StoreError("steady.db: disk I/O error")

    monkeypatch.setattr(store.editing, "is_editor", fails)

    assert (await marking.ask("/emergency")).text.startswith(says("page-emergency"))
