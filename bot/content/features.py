"""What a text is made of, as numbers: its words, its pairs of words, and the pieces of its words.

Pieces let a mistyped or inflected word count nearly as much as the word itself, in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

BUCKETS = 1 << 16
"""How many numbers there are; now and then two features share one."""
SHORTEST_PIECE, LONGEST_PIECE = 3, 5
REMEMBERED = 4000
"""Of how many words the pieces are known without looking: most of what people write, in a few megabytes."""


def of_words(typed: Sequence[str]) -> set[int]:
    """Return the numbers of a text's words, and of the pairs that stand side by side."""
    return {_number(word) for word in typed} | {_number(f"{one} {next_}") for one, next_ in pairwise(typed)}


def of_pieces(typed: Sequence[str]) -> set[int]:
    """Return the numbers of the pieces of a text's words."""
    return {number for word in set(typed) for number in _pieces(word)}


@lru_cache(maxsize=REMEMBERED)
def _pieces(word: str) -> tuple[int, ...]:
    framed = f"_{word}_"
    lengths = range(SHORTEST_PIECE, LONGEST_PIECE + 1)
    return tuple(
        _number(f"~{framed[at : at + length]}") for length in lengths for at in range(len(framed) - length + 1)
    )


def _number(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS
