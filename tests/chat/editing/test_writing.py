"""An editor changes a text from the phone, and readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands


async def test_a_whole_new_text_is_read_by_everybody_once_published(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    asked = await nia.tap("Edit")
    assert asked.text.startswith(says("edit-ask"))
    draft = await nia.type("Nothing is under way.")
    assert draft.text.startswith(says("edit-draft"))
    assert nia.preview.text == "Nothing is under way."
    assert (await ada.ask("/cancel")).text == says("cancel-nothing")

    published = await nia.tap("Publish")

    assert published.text == says("edit-published", name="cancel-nothing", number=1)
    assert (await ada.ask("/cancel")).text == "Nothing is under way."


async def test_a_quoted_sentence_of_a_page_is_replaced(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-settings")
    draft = await nia.quote("This suits screen readers.", "This suits those who cannot see well.")
    assert draft.text.startswith(says("edit-draft"))

    await nia.tap("Publish")

    shown = await ada.ask("/settings")
    assert "The next page takes the place" not in shown.text
    assert shown.text.splitlines()[-1].endswith("comes as a new message. This suits those who cannot see well.")
