"""To correct one sentence from a phone takes six taps at most, and one typed message."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands

MARKING = 2
"""Taps that it takes to mark a sentence and to tap Quote."""


async def test_a_sentence_is_corrected_where_it_is_read(nia: Hands, ada: Phone, says: Says) -> None:
    sentence = "This suits screen readers."
    await nia.type("/templates")  # from the command menu, so it is a tap
    taps = 1
    for label in (says("button-editor-mode-on"), "Settings"):
        await nia.tap(label)
        taps += 1
    await nia.quote(sentence, "This helps screen readers.")
    taps += MARKING
    await nia.tap("Publish")
    taps += 1

    assert taps <= 6
    assert "This helps screen readers." in (await ada.ask("/settings")).text


async def test_a_sentence_is_corrected_from_the_list_of_texts(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates")  # from the command menu
    taps = 1
    for label in (says("templates-group-pages"), "page-basics"):
        await nia.tap(label)
        taps += 1
    sentence = nia.preview.text.splitlines()[2]
    await nia.quote(sentence, f"In short: {sentence}")
    taps += MARKING
    await nia.tap("Publish")
    taps += 1

    assert taps <= 6
    assert f"In short: {sentence}" in (await ada.ask("/basics")).text
