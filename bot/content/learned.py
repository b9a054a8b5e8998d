"""What was learned from examples: how much each feature of a text speaks for each label.

The numbers stand in a file beside the examples; ``steady messages learn`` makes it (``bot/content/learning.py``).
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, sqrt
from operator import itemgetter, mul

from bot.content.features import BUCKETS, of_pieces, of_words

FORMAT = 1
RARITY_STEPS = 20
"""How finely the rarity of a feature is kept: in so many steps from 1 to 2."""


class LearnedError(Exception):
    """The file is damaged, or of another version; the message says which."""


@dataclass(frozen=True)
class Learned:
    """Weights for each label: of every feature (-127 to 127, in steps of its scale), of the hints, and to begin with.

    ``rarities`` says how rare each feature is in the examples, ``examples`` which examples were learned from.
    """

    labels: tuple[str, ...]
    examples: str
    rarities: bytes
    weights: tuple[bytes, ...]
    scales: tuple[float, ...]
    hints: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]

    def likelihoods(self, typed: Sequence[str], hints: Sequence[float] = ()) -> Mapping[str, float]:
        """Return how likely each label is for these words, together 1; ``hints`` is what else is known of the text."""
        numbers, shares = self._features(typed)
        given = [
            bias
            + scale * sum(map(mul, itemgetter(*numbers)(column), shares))
            + sum(weight * hint for weight, hint in zip(hinted, hints, strict=True))
            for column, scale, hinted, bias in zip(self._columns, self.scales, self.hints, self.biases, strict=True)
        ]
        most = max(given)
        odds = [exp(each - most) for each in given]
        whole = sum(odds)
        return {label: each / whole for label, each in zip(self.labels, odds, strict=True)}

    def _features(self, typed: Sequence[str]) -> tuple[list[int], list[float]]:
        """Return the numbers of a text's features and how much of the text each is; words and pieces weigh the same."""
        numbers, shares = [0, 0], [0.0, 0.0]  # so that there are always some
        for found in (of_words(typed), of_pieces(typed)):
            numbers += found
            shares += shares_of(found, self.rarities)
        return numbers, shares

    @cached_property
    def _columns(self) -> tuple[array[int], ...]:
        return tuple(array("b", column) for column in self.weights)

    def dump(self) -> bytes:
        """Return what a file of these weights holds."""
        head = {
            "format": FORMAT,
            "labels": self.labels,
            "examples": self.examples,
            "scales": self.scales,
            "hints": self.hints,
            "biases": self.biases,
        }
        return json.dumps(head).encode() + b"\n" + zlib.compress(self.rarities + b"".join(self.weights), 9)


def shares_of(found: Iterable[int], rarities: bytes) -> list[float]:
    """Return how much of a text each feature is: the rarer, the more; their squares add up to 1."""
    weighed = [1 + rarities[number] / RARITY_STEPS for number in found]
    length = sqrt(sum(each * each for each in weighed))
    return [each / length for each in weighed]


def parse(data: bytes) -> Learned:
    """Return the weights that a file holds; LearnedError where it is damaged."""
    line, _, packed = data.partition(b"\n")
    try:
        head = json.loads(line)
        if head["format"] != FORMAT:
            raise LearnedError(f"it is of format {head['format']}, not {FORMAT}")
        labels, numbers = tuple(head["labels"]), zlib.decompress(packed)
        if len(numbers) != (len(labels) + 1) * BUCKETS:
            raise LearnedError("it is cut short")
        rarities, *weights = (numbers[at : at + BUCKETS] for at in range(0, len(numbers), BUCKETS))
        hints = tuple(tuple(map(float, row)) for row in head["hints"])
        scales, biases = tuple(map(float, head["scales"])), tuple(map(float, head["biases"]))
        if not len(labels) == len(scales) == len(hints) == len(biases) or len(set(map(len, hints))) != 1:
            raise LearnedError("its numbers do not fit together")
        return Learned(labels, str(head["examples"]), rarities, tuple(weights), scales, hints, biases)
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise LearnedError(f"it is damaged ({type(error).__name__})") from error
