"""Two versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.editing.comparing import readable, told_difference

if TYPE_CHECKING:
    from bot.content.catalog import Catalog


def test_what_only_looks_different_is_told_in_words(catalog: Catalog) -> None:
    words = catalog.words("en")

    assert told_difference("Drink now.", "<b>Drink</b> now.", "x", words) == words.text("edit-only-formatting")
    assert told_difference("Drink now.", "Drink now.", "x", words) == words.text("edit-no-difference")
    assert told_difference("Drink now.", "Drink { $count }.", "x", words) == "Drink <s>now.</s><b>{count}.</b>"


@pytest.mark.parametrize(
    ("source", "key", "expected"),
    [
        ("{ $count ->\n    [one] One.\n   *[other] { $count }.\n}", "x", "One.\n\n{count}."),
        ("- a < b", "search:x", "- a &lt; b"),
        ("{ broken", "x", "{ broken"),
        ("", "x", ""),
    ],
)
def test_a_text_reads_as_it_is_typed(source: str, key: str, expected: str) -> None:
    assert readable(source, key) == expected
