from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.chat.conftest import Rest, Says, Talk


async def test_the_choice_is_made_told_and_kept(ada: Phone, talk: Talk, rest: Rest, says: Says) -> None:
    await talk(("/settings", "page-settings"), ("[New message each step]", "page-settings"))

    assert "One message for all steps" in ada.screen().labels
    assert (await ada.notice()).text == says("notice-new-message")
    assert await rest() == {"person": [{"id": ada.id, "new_message_each_step": 1, "country": ""}]}


async def test_the_way_back_leaves_nothing_behind(ada: Phone, talk: Talk, rest: Rest, says: Says) -> None:
    await talk(
        ("/settings", "page-settings"),
        ("[New message each step]", "page-settings"),
        ("[One message for all steps]", "page-settings"),
    )

    assert "New message each step" in ada.screen().labels
    assert (await ada.notice()).text == says("notice-same-message")
    assert await rest() == {}


async def test_delete_my_data_opens_privacy_with_erase_everything(ada: Phone, talk: Talk) -> None:
    await talk(
        ("/settings", "page-settings"), ("[Delete my data]", "page-privacy"), ("[Erase everything]", "erase-question")
    )
