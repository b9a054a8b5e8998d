"""What differs between two texts, shown so that it is seen at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

from bot.content.markup import MarkupError, parse, units

ONLY_FORMATTING = "only-formatting"
"""What is returned where the words are the same, but not their formatting or their line breaks."""
MOST = 1_500
"""Visible characters of a difference at most; what would come after is left out."""
AROUND = 5
"""So many words are shown before and after what differs."""
_LONGEST = 500
_MOST_PAIRS = 400_000
_CUT = "…"

_WORD = re.compile(r"\S+\s*|\s+")


def difference(old: str, new: str) -> str:
    """Return HTML in which what was taken out is struck and what came in is bold, with some words around.

    Nothing where the texts are the same, ``ONLY_FORMATTING`` where only tags or blanks differ.
    """
    if old == new:
        return ""
    before, after = _visible(old), _visible(new)
    if before.split() == after.split():
        return ONLY_FORMATTING
    shown: list[str] = []
    left = MOST - len(_CUT)
    for text, tag in _stretches(_WORD.findall(before), _WORD.findall(after)):
        left -= units(text)
        if left < 0:
            shown.append(_CUT)
            break
        shown.append(_tagged(text, tag))
    return "".join(shown).strip()


def _visible(text: str) -> str:
    try:
        return parse(text).text
    except MarkupError:
        return text


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what stayed, with no tag, what was taken out and what came in."""
    for kind, old_start, old_end, new_start, new_end in _steps([*map(str.strip, old)], [*map(str.strip, new)]):
        taken, come = old[old_start:old_end], new[new_start:new_end]
        if kind == "equal":
            yield _some(come, old_start + new_start > 0, old_end < len(old) or new_end < len(new)), ""
            continue
        if taken:
            yield _shortened("".join(taken)), "s"
        if come:
            yield _shortened("".join(come)), "b"


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """Return how one list becomes the other; as a whole where both are so long that finding out would take seconds."""
    if len(old) * len(new) > _MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _some(words: Sequence[str], has_before: bool, has_after: bool) -> str:
    """Return the words of what stayed that are near what differs."""
    near = AROUND * (has_before + has_after)
    if len(words) <= near + 1:
        return "".join(words)
    ahead = "".join(words[:AROUND]) if has_before else ""
    behind = "".join(words[-AROUND:]) if has_after else ""
    return f"{ahead}{_CUT} {behind}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} {_CUT} {text[-_LONGEST // 2 :]}"


def _tagged(text: str, tag: str) -> str:
    """Return HTML of a stretch, blanks after it outside its tag."""
    if not tag:
        return escape(text, quote=False)
    said = text.rstrip()
    return f"<{tag}>{escape(said, quote=False)}</{tag}>{text[len(said) :]}" if said else text
