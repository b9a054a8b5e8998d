"""Characters that nobody can see, though they change what is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from bot.content.wording.error import WordingError, excerpt

_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0"
_JOINER, _EMOJI_STYLE, _TEXT_STYLE = "\u200d", "\ufe0f", "\ufe0e"
_MARKS_ON_ONE = 4
"""More marks than that on one letter no language has; they cover the lines around it."""
_NOT_A_CHARACTER = "\ufffd"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|[xX]([0-9A-Fa-f]{1,6}));?")


def decoded(text: str) -> str:
    """Return a text with what stands for a character in HTML as that character, also where there should be none."""
    return unescape(_NUMBERED.sub(_numbered, text))


def is_empty(text: str) -> bool:
    """Tell whether nothing of a text can be seen: marks alone have nothing to stand on."""
    return not any(not character.isspace() and not _is_mark(character) for character in seen(text))


def seen(text: str) -> str:
    """Return what of a text can be seen."""
    return "".join(character for at, character in enumerate(text) if unseen(text, at) is None)


def check_characters(text: str, said: str) -> Iterator[WordingError]:
    """Yield the first character that cannot be seen, and that is not in what was ``said`` before."""
    for at, character in enumerate(text):
        code = unseen(text, at)
        if code and character not in said:
            place = excerpt(seen(text[:at]) + seen(text[at:]), len(seen(text[:at])))
            yield WordingError(code, place=place, character=f"U+{ord(character):04X}")
            return


def _numbered(match: re.Match[str]) -> str:
    number = int(match[1]) if match[1] else int(match[2], 16)
    return chr(number) if number < 0x110000 and number not in (0x26, 0x3C, 0x3E) else match[0]


def unseen(text: str, at: int) -> str | None:
    """Return the code for a character that nobody can see, None for any other and for what makes an emoji."""
    character = text[at]
    if character.isascii():
        return None if character in "\n\t" or character.isprintable() else "control"
    if character in _DIRECTIONS:
        return "direction"
    before = unicodedata.category(text[at - 1])[0] if at else ""
    if character in {_EMOJI_STYLE, _TEXT_STYLE}:
        return None if before and before in "SPN" else "invisible"
    if character == _JOINER:
        behind = unicodedata.category(text[at + 1])[0] if at + 1 < len(text) else ""
        return None if behind == "S" and (before == "S" or text[at - 1] == _EMOJI_STYLE) else "invisible"
    if "\U000e0020" <= character <= "\U000e007f":  # a flag of a part of a country
        return None if "\U0001f3f4" in text[max(at - 7, 0) : at] else "invisible"
    category = unicodedata.category(character)
    if character == _NOT_A_CHARACTER:
        return "control"
    if category == "Cf" or character in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return "invisible"
    return "control" if category in _UNSEEN or _is_one_mark_too_many(text, at) else None


def _is_one_mark_too_many(text: str, at: int) -> bool:
    marks = text[max(at - _MARKS_ON_ONE, 0) : at + 1]
    return len(marks) > _MARKS_ON_ONE and all(map(_is_mark, marks))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
