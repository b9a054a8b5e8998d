from __future__ import annotations

import pytest

from bot.content.features import BUCKETS, of_pieces, of_words
from bot.content.tokens import words


def test_a_text_is_its_words_and_the_pairs_that_stand_side_by_side() -> None:
    assert len(of_words(words("cut the rose"))) == 5
    assert of_words(words("cut the rose")) & of_words(words("the rose")) == of_words(words("the rose"))
    assert of_words(words("rose the cut")) != of_words(words("cut the rose"))


@pytest.mark.parametrize("typed", ["ROSES", "rosés", "rooses", "Roses!"])
def test_how_a_word_is_dressed_makes_no_difference(typed: str) -> None:
    assert of_words(words(typed)) == of_words(words("roses"))
    assert of_pieces(words(typed)) == of_pieces(words("roses"))


def test_a_mistyped_word_keeps_many_of_its_pieces() -> None:
    right, mistyped = of_pieces(words("hydrangea")), of_pieces(words("hydranega"))

    assert of_words(words("hydrangea")) & of_words(words("hydranega")) == set()
    assert len(right & mistyped) > len(right) / 3


@pytest.mark.parametrize("text", ["", "?!", "🌹"])
def test_what_holds_no_word_has_no_features(text: str) -> None:
    assert of_words(words(text)) == of_pieces(words(text)) == set()


def test_numbers_stay_within_their_range() -> None:
    typed = words("when to plant tulips тюльпаны когда")

    assert all(0 <= number < BUCKETS for number in of_words(typed) | of_pieces(typed))
