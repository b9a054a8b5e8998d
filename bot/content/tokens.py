"""Text as people type it, made comparable: case, accents, apostrophes, repeated letters and typing errors set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

LONGEST = 1200
"""How many tokens of a text are looked at; more than a message holds, but for nonsense."""
LONGEST_WORD = 40
"""The letters of a word; what is longer was run together, and is taken as several."""
MOST_SIGNS = 8192
"""How many signs of a text are looked at; twice a message, since an accented letter is two until its accent is gone."""

_UNHEARD = re.compile(r"['’‘`´ʼ\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Apostrophes, and signs that nobody sees: soft hyphens, joints, directions."""
_TOKEN = re.compile(r"[^\W_]+|[.!?;\n…]+|,")
_REPEATED = re.compile(r"(.)\1+")
_REPEATED_LETTER = re.compile(r"([^\W\d_])\1+")
_DIGITS = str.maketrans("01345@$", "oieasas")
_TRANSPOSABLE = 3
_MISTYPABLE = 5
_TWICE_MISTYPABLE = 8


@dataclass(frozen=True, slots=True)
class Token:
    """A word, where it stands, and in which sentence; a comma makes the next word stand one place further."""

    word: str
    place: int
    sentence: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in their order."""
    found: list[Token] = []
    sentence = 0
    place = 0
    for word in _TOKEN.findall(_REPEATED_LETTER.sub(r"\1", plain(text))):
        if word[0].isalnum():
            for part in _cut(word if word.isalpha() else squeezed(word)):  # letters are squeezed already
                found.append(Token(part, place, sentence))
                place += 1
            if len(found) >= LONGEST:
                break
        else:
            place += 1
            sentence += word != ","
    return found


def words(text: str) -> list[str]:
    """Return the words of a text without their places."""
    return [token.word for token in tokens(text)]


def plain(text: str) -> str:
    """Return a text in small letters, without accents, apostrophes and what cannot be seen."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())[:MOST_SIGNS]
    if not decomposed.isascii():
        decomposed = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _UNHEARD.sub("", decomposed)


def squeezed(word: str) -> str:
    """Return a word with each run of one letter as that letter, digits of a number as they are."""
    if word.isdigit():
        return word
    return _REPEATED.sub(r"\1", word.translate(_DIGITS) if _has_both(word) else word)


def _cut(word: str) -> list[str]:
    """Return a word, or the parts of one that is too long to be one."""
    if len(word) <= LONGEST_WORD:
        return [word]
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]


def _has_both(word: str) -> bool:
    """Tell whether digits stand in for letters: "su1cide" has both, "b12" and "100mg" only at an end."""
    return bool(re.search(r"[^\W\d][\d]+[^\W\d]", word))


def shortened(word: str, times: int) -> set[str]:
    """Return a word and what is left of it when up to so many letters are left out."""
    found = level = {word}
    for _ in range(times):
        level = {longer[:at] + longer[at + 1 :] for longer in level for at in range(len(longer))}
        found = found | level
    return found


def tolerance(word: str) -> int:
    """Return how many typing errors a word of this length may hold."""
    if len(word) < _MISTYPABLE:
        return 0
    return 1 if len(word) < _TWICE_MISTYPABLE else 2


def is_typo(typed: str, meant: str) -> bool:
    """Tell whether one word may have been typed for the other: few errors, and the same first letter unless swapped."""
    if len(typed) >= _TRANSPOSABLE and len(typed) == len(meant) and _swapped(typed, meant):
        return True
    allowed = min(tolerance(meant), tolerance(typed) or 1)
    return allowed > 0 and typed[0] == meant[0] and distance(typed, meant, allowed) <= allowed


def _swapped(typed: str, meant: str) -> bool:
    """Tell whether two neighbouring letters changed places, and nothing else."""
    different = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    if len(different) != 2 or different[1] != different[0] + 1:
        return False
    first, second = different
    return typed[first] == meant[second] and typed[second] == meant[first]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters were put in, left out, changed or swapped; more than ``most`` is not told apart."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


def pieces(word: str, known: Container[str], most: int = 4) -> list[str]:
    """Return the fewest known words that were run together to this one; nothing where there are none."""
    if word in known:
        return [word]
    best: list[str] = []
    if most > 1:
        for at in range(len(word) - 1, 0, -1):
            if word[:at] in known:
                rest = pieces(word[at:], known, (len(best) or most + 1) - 2)
                if rest:
                    best = [word[:at], *rest]
    return best
