from __future__ import annotations

import pytest

from bot.content.tokens import LONGEST, LONGEST_WORD, tokens, words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("It’s   RAINING!!!", ["its", "raining"]),
        ("café, crème", ["cafe", "creme"]),
        ("nooooo", ["no"]),
        ("100 mg, 2024", ["100", "mg", "2024"]),
        ("l33t b12", ["let", "b12"]),
        ("gar\u00adden gar\u200bden \u202egarden\u202c", ["garden"] * 3),
        ("😀 … ?!", []),
    ],
)
def test_words_are_read_however_they_are_dressed(typed: str, read: list[str]) -> None:
    assert words(typed) == read


def test_a_sentence_ends_where_a_sign_or_a_line_says_so() -> None:
    assert [token.sentence for token in tokens("it rains. the sun\nshines, later")] == [0, 0, 1, 1, 2, 2]


def test_a_comma_keeps_words_apart() -> None:
    assert [token.place for token in tokens("rain, sun")] == [0, 2]


def test_a_word_without_an_end_is_several() -> None:
    typed = "abc" * 1000

    assert max(map(len, words(typed))) == LONGEST_WORD
    assert "".join(words(typed)) == typed


@pytest.mark.parametrize("typed", ["a b " * 5000, "\ufdfa" * 4096])
def test_of_a_text_without_an_end_only_so_much_is_read(typed: str) -> None:
    assert len(words(typed)) <= LONGEST
