"""A sentence of a text replaced by another, where it was marked in what the text looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

from bot.content.markup import units

_ATOM = re.compile(
    r"(?P<tag></?[A-Za-z][^<>]*>)"
    r'|\{"(?P<literal>(?:[^"\\\n]|\\.)*)"\}'
    r"|\{\s*\$?(?P<name>[A-Za-z][\w.-]*)\s*\}"
    r"|&(?:[A-Za-z]+|#[0-9]+|#[xX][0-9A-Fa-f]+);"
    r"|.",
    re.DOTALL,
)
_NO_WORDS = re.compile(r"(<[^<>]*>|\{[^{}]*\})")


@dataclass(frozen=True, slots=True)
class _Atom:
    """The least that can be taken out of a text: a tag, a placeholder with its value, a character."""

    source: str
    shown: str
    start: int
    end: int
    name: str
    is_tag: bool


def visible_of(text: str, values: Mapping[str, str]) -> str:
    """Return what a form looks like, filled with values as they are shown."""
    return "".join(atom.shown for atom in _atoms(text, values))


def replaced(text: str, values: Mapping[str, str], start: int, end: int, new: str) -> str:
    """Return a form in which what stands from ``start`` to ``end`` is replaced by ``new``, a form's text as well.

    Both are UTF-16 offsets in what the form looks like with these values, as they are shown. A value that is cut goes
    as a whole, one that stands in ``new`` becomes its placeholder again. Formatting that began or ended in what is
    taken out begins or ends beside it.
    """
    atoms = _atoms(text, values)
    marked = [at for at, atom in enumerate(atoms) if not atom.is_tag and atom.start < end and atom.end > start]
    first, last = (marked[0], marked[-1] + 1) if marked else (len(atoms), len(atoms))
    before, out, after = ([*part] for part in (atoms[:first], atoms[first:last], atoms[last:]))
    closing, opening = _unmatched(atom.source for atom in out if atom.is_tag)
    while closing and before and _opens(before[-1]):
        before.pop()
        closing.pop(0)
    while opening and after and after[0].is_tag and not _opens(after[0]):
        after.pop(0)
        opening.pop()
    middle = _with_placeholders(new, [(atom.name, atom.shown) for atom in out if atom.name])
    head, tail = ("".join(atom.source for atom in part) for part in (before, after))
    return "".join([head, *closing, middle, *opening, tail])


def _atoms(text: str, values: Mapping[str, str]) -> list[_Atom]:
    atoms: list[_Atom] = []
    at = 0
    for match in _ATOM.finditer(text):
        shown = _shown(match, values)
        end = at + units(shown)
        atoms.append(_Atom(match[0], shown, at, end, match["name"] or "", bool(match["tag"])))
        at = end
    return atoms


def _shown(match: re.Match[str], values: Mapping[str, str]) -> str:
    if match["tag"]:
        return ""
    if match["literal"] is not None:
        return match["literal"]
    if match["name"]:
        return values.get(match["name"], match[0])
    return unescape(match[0])


def _opens(atom: _Atom) -> bool:
    return atom.is_tag and not atom.source.startswith("</")


def _unmatched(tags: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the closing tags whose beginnings, and the opening tags whose ends are elsewhere."""
    closing: list[str] = []
    opening: list[str] = []
    for tag in tags:
        if not tag.startswith("</"):
            opening.append(tag)
        elif opening:
            opening.pop()
        else:
            closing.append(tag)
    return closing, opening


def _with_placeholders(new: str, values: Iterable[tuple[str, str]]) -> str:
    """Return the text with values that stand in it as they were made placeholders again, the longest first."""
    for name, value in sorted(values, key=lambda each: -len(each[1])):
        if value and f"{{{name}}}" not in new:
            sought = re.compile(rf"(?<!\w){re.escape(escape(value, quote=False))}(?!\w)")
            parts = _NO_WORDS.split(new)
            at = next((at for at in range(0, len(parts), 2) if sought.search(parts[at])), None)
            if at is not None:
                parts[at] = sought.sub(lambda _, name=name: f"{{{name}}}", parts[at], count=1)
                new = "".join(parts)
    return new
