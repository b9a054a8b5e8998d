from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.markup import visible_length
from bot.content.wording import ONLY_FORMATTING, difference
from bot.content.wording.comparing import MOST


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Drink water.", "Drink tea.", "Drink <s>water.</s><b>tea.</b>"),
        ("Drink now.", "Drink water now.", "Drink <b>water</b> now."),
        ("Drink water now.", "Drink now.", "Drink <s>water</s> now."),
        ("One.", "New. One.", "<b>New.</b> One."),
        ("<b>Drink</b> a &lt; b.", "<b>Drink</b> a &lt; c.", "Drink a &lt; <s>b.</s><b>c.</b>"),
        ("{count} glasses", "{count} cups", "{count} <s>glasses</s><b>cups</b>"),
        ("a b c d e f g h i x", "a b c d e f g h i y", "… e f g h i <s>x</s><b>y</b>"),
        ("x a b c d e f g h i", "y a b c d e f g h i", "<s>x</s> <b>y</b> a b c d e …"),
        ("x 1 2 3 4 5 6 7 8 9 a b c x", "y 1 2 3 4 5 6 7 8 9 a b c y",
         "<s>x</s> <b>y</b> 1 2 3 4 5 … 8 9 a b c <s>x</s><b>y</b>"),
        ("<b>not closed", "<b>is closed", "<s>&lt;b&gt;not</s> <b>&lt;b&gt;is</b> closed"),
    ],
)  # fmt: skip
def test_the_difference_shows_what_went_and_what_came(old: str, new: str, expected: str) -> None:
    assert difference(old, new) == expected


@pytest.mark.parametrize(("old", "new"), [("Drink now.", "<b>Drink</b> now."), ("One. Two.", "One.\n\nTwo.")])
def test_where_only_tags_or_lines_differ_that_is_said(old: str, new: str) -> None:
    assert difference(old, new) == ONLY_FORMATTING


def test_the_same_has_no_difference() -> None:
    assert difference("<b>a</b>", "<b>a</b>") == ""


@settings(deadline=None)
@given(st.lists(st.sampled_from(["word", "a" * 400, "😀", "<b>x</b>", "&amp;", "\n"]), max_size=200))
def test_a_difference_can_always_be_sent(words: list[str]) -> None:
    old, new = " ".join(words), " ".join(words[::-1])
    shown = difference(old, new)
    assert visible_length(shown) <= MOST
    assert bool(shown) == (old != new)
