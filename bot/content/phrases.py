"""Phrases that editors write, found in what people type.

A phrase is a few parts that stand near each other, in any order: a word, the beginning of a word (``word*``), words
that follow each other (``two_words``), one of several (``one|other``), or one of a named set (``{name}``).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.content.tokens import Token, is_typo, pieces, shortened, words

NEAR = 4
"""How many other words may stand between the parts of a phrase."""
REMEMBERED = 4000
"""Of how many words it is known without looking what they may mean."""
RUN_TOGETHER = 8
"""More than the words that one may be made of."""

_MOST_WORDS = 2**20

_SET = re.compile(r"\{([a-z0-9-]+)\}")


class PhraseError(Exception):
    """A phrase cannot be understood; the message says why, the code so to editors."""

    def __init__(self, message: str, code: str = "phrase-empty") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found: its group, the language it was written for, the sentence, and where its words stand."""

    group: str
    language: str
    sentence: int
    places: frozenset[float]


class Phrasebook:
    """Groups of phrases, ready to be found in a text."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Make an empty book; ``known`` words are no typing errors of others."""
        self._known = {word for text in known for word in words(text)}
        self._literals: dict[str, int] = {}  # words, and beginnings of words with a star
        self._near_exact = _Near()
        self._near_stems = _Near()
        self._parts: dict[tuple[str, ...], int] = {}
        self._starts: dict[int, list[tuple[tuple[int, ...], int]]] = defaultdict(list)
        self._phrases: dict[int, list[tuple[str, str, tuple[int, ...]]]] = defaultdict(list)
        self.groups: set[str] = set()
        self._sequences: dict[str, tuple[int, ...]] = {}
        self._meant: dict[str, tuple[frozenset[int], ...]] = {}

    def add(self, group: str, language: str, phrase: str, sets: Mapping[str, Sequence[str]]) -> None:
        """Add a phrase to a group; PhraseError where it cannot be understood."""
        parts = tuple(self._part(part, sets) for part in _parts(phrase))
        self.groups.add(group)
        self._phrases[parts[0]].append((group, language, parts))

    def find(self, typed: Sequence[Token]) -> list[Hit]:
        """Return all phrases that stand in the words of a text."""
        places, sentences = self._places(typed)
        return [
            Hit(group, language, sentences[min(found)], frozenset(found))
            for first in places.keys() & self._phrases.keys()
            for group, language, parts in self._phrases[first]
            if all(part in places for part in parts)
            for found in _nearby([places[part] for part in parts], sentences)
        ]

    def _part(self, part: str, sets: Mapping[str, Sequence[str]]) -> int:
        choices: list[str] = []
        for choice in part.split("|"):
            named = _SET.fullmatch(choice)
            if named and named[1] not in sets:
                raise PhraseError(f"there is no set {choice}", "phrase-set")
            choices += sets[named[1]] if named else [choice.replace("_", " ")]
        number = self._parts.get(key := tuple(choices))
        return self._new_part(key) if number is None else number

    def _new_part(self, choices: tuple[str, ...]) -> int:
        sequences = [self._read(choice) for choice in choices]
        if not all(sequences):
            raise PhraseError(f'"{"|".join(choices)}" has an empty choice')
        number = self._parts[choices] = len(self._parts)
        for first, *rest in dict.fromkeys(sequences):
            self._starts[first].append((tuple(rest), number))
        return number

    def _read(self, choice: str) -> tuple[int, ...]:
        """Return the literals of a choice, which often stands in many phrases."""
        if choice not in self._sequences:
            self._sequences[choice] = tuple(self._literal(word) for word in _words(choice))
        return self._sequences[choice]

    def _literal(self, written: str) -> int:
        """Return the number of a folded word, or of the beginning of one."""
        number = self._literals.get(written)
        if number is None:
            number = self._literals[written] = len(self._literals)
            near = self._near_stems if written.endswith("*") else self._near_exact
            near.add(written.removesuffix("*"))
        return number

    def _places(self, typed: Sequence[Token]) -> tuple[dict[int, list[float]], dict[float, int]]:
        """Return where each part stands, and the sentence of each place; words run together are hardly apart."""
        row = [
            (token.place + number / RUN_TOGETHER, meant)
            for token in typed
            for number, meant in enumerate(self._meanings(token.word))
        ]
        places: dict[int, list[float]] = defaultdict(list)
        for at, (place, literals) in enumerate(row):
            for literal in literals:
                for rest, part in self._starts[literal]:
                    if not rest or _follow(rest, row[at + 1 : at + 1 + len(rest)]):
                        places[part].append(place)
        sentences = {token.place: token.sentence for token in typed}
        return places, {place: sentences[int(place)] for place, _ in row}

    def _meanings(self, word: str) -> tuple[frozenset[int], ...]:
        """Return what a typed word may mean, looked up for those that were typed lately."""
        meant = self._meant.get(word)
        if meant is None:
            if len(self._meant) == REMEMBERED:
                self._meant.clear()
            meant = self._meant[word] = self._resolve(word)
        return meant

    def _resolve(self, word: str) -> tuple[frozenset[int], ...]:
        """Return what a typed word may mean, one entry for each word that was run together in it."""
        meant = self._as_written(word)
        if word in self._literals or word in self._known:
            return (frozenset(meant),)
        parts = pieces(word, _Known(self._literals, self._known)) if 5 <= len(word) < 30 else []
        return (*(frozenset(self._as_written(part)) for part in parts), frozenset(meant or self._mistyped(word)))

    def _as_written(self, word: str) -> set[int]:
        written = (word, *(f"{word[:end]}*" for end in range(2, len(word) + 1)))
        return {self._literals[each] for each in written if each in self._literals}

    def _mistyped(self, word: str) -> set[int]:
        meant = {self._literals[near] for near in self._near_exact.to(word) if is_typo(word, near)}
        for end in range(4, len(word) + 1):
            start = word[:end]
            meant |= {self._literals[f"{near}*"] for near in self._near_stems.to(start) if is_typo(start, near)}
        return meant


class _Near:
    """Finds the words that have all but one letter in common with another.

    Tens of thousands of shortened words are kept as numbers, in order: as texts they take ten times the memory.
    """

    def __init__(self) -> None:
        self._words: list[str] = []
        self._new: list[int] = []
        self._sorted = array("Q")

    def add(self, word: str) -> None:
        number = len(self._words)
        self._words.append(word)
        self._new += (_mark(shorter) | number for shorter in shortened(word, int(len(word) > 2)))

    def to(self, word: str) -> Iterator[str]:
        """Yield the words, now and then one more than once, or one that is not near."""
        if self._new:
            self._sorted = array("Q", sorted([*self._sorted, *self._new]))
            self._new = []
        for shorter in shortened(word, 1):
            mark = _mark(shorter)
            at = bisect_left(self._sorted, mark)
            while at < len(self._sorted) and self._sorted[at] ^ mark < _MOST_WORDS:
                yield self._words[self._sorted[at] % _MOST_WORDS]
                at += 1


class _Known:
    """The words that may have been run together."""

    def __init__(self, literals: Mapping[str, object], known: set[str]) -> None:
        self._literals, self._words = literals, known

    def __contains__(self, word: object) -> bool:
        is_word = isinstance(word, str) and (len(word) > 1 or word == "i")
        return is_word and (word in self._literals or word in self._words)


def _mark(word: str) -> int:
    """Return a number that hardly any other word has, with room for the number of a word below."""
    return hash(word) % 2**32 * _MOST_WORDS


def _words(choice: str) -> list[str]:
    """Return the folded words of a choice, a star after the one that is only a beginning."""
    return [folded + "*" * word.endswith("*") for word in choice.split() for folded in words(word)]


def _parts(phrase: str) -> list[str]:
    parts = phrase.split()
    if not parts:
        raise PhraseError("there is nothing in it")
    return parts


def _follow(wanted: Sequence[int], row: Sequence[tuple[float, frozenset[int]]]) -> bool:
    """Tell whether these words are the next ones."""
    return len(row) == len(wanted) and all(word in meant for word, (_, meant) in zip(wanted, row, strict=True))


def _nearby(places: Sequence[Sequence[float]], sentences: Mapping[float, int]) -> Iterator[set[float]]:
    """Yield the places of the parts where they stand near each other, a different one for each."""
    few = min(places, key=len)
    span = len(places) + NEAR
    for anchor in few:
        taken = {anchor}
        for part in places:
            if part is not few:
                around = part[bisect_left(part, anchor - span) : bisect_right(part, anchor + span)]
                free = [place for place in around if place not in taken]
                if not free:
                    break
                taken.add(min(free, key=lambda place: abs(place - anchor)))
        else:
            if max(taken) - min(taken) <= span and len({sentences[place] for place in taken}) == 1:
                yield taken
