"""An editor changes a text from the phone, and readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.chat.conftest import Says


async def test_a_whole_new_text_is_read_by_everybody_once_published(nurse: Phone, ada: Phone, says: Says) -> None:
    await nurse.ask("/templates delivered-water")
    asked = await nurse.press("Edit")
    assert asked.text.startswith(says("edit-ask"))
    draft = await nurse.ask("Have a drink now")
    assert draft.text.startswith(says("edit-draft"))
    assert nurse.messages[-2].text == "Have a drink now"
    published = await nurse.press("Publish")

    assert published.text == says("edit-published", name="delivered-water", number=1)
