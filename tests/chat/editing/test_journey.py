"""What the whole is for: somebody who never saw it corrects one sentence from their phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.simulator.phone import Phone
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands

OLD = "Then pick a cause to read more."
NEW = "Then choose a cause to read more."


async def test_one_sentence_is_corrected_in_six_taps_and_one_typed_message(
    boss: Phone, ada: Phone, hands: Callable[[Phone], Hands], says: Says
) -> None:
    bo = hands(boss)
    assert "templates" in [name for name, _ in boss.menu()]  # 1: the menu is opened
    await bo.type("/templates")  # 2: its entry is tapped
    await bo.tap(says("button-editor-mode-on"))  # 3
    assert OLD in (await bo.tap("Causes")).text  # 4
    await bo.tap("Edit this")  # 5
    await bo.quote(OLD, NEW, bo.preview)
    await bo.tap("Publish")  # 6

    shown = (await ada.ask("/causes")).text
    assert NEW in shown
    assert OLD not in shown


async def test_an_editor_in_editor_mode_needs_three_taps(
    nurse: Phone, ada: Phone, hands: Callable[[Phone], Hands], says: Says
) -> None:
    nia = hands(nurse)
    await nia.type("/templates")
    await nia.tap(says("button-editor-mode-on"))

    await nia.type("/causes")  # 1: from the menu
    await nia.tap("Edit this")  # 2
    await nia.quote(OLD, NEW, nia.preview)
    await nia.tap("Publish")  # 3

    assert NEW in (await ada.ask("/causes")).text
