"""Lists that are changed line by line: phrases to add or to take out, and lines with a name such as ``country:``."""

from __future__ import annotations

import re

from bot.content.wording import WordingError, find_wrong, source_of_typed

_TAKEN_OUT = re.compile(r"[-–—]\s*(\S.*)")
_DASH = re.compile(r"^\s*[-–—]\s*")
_WORD = r"[^\W_][\w.'’-]*(?:\*_[\w.'’-]+)*\*?"  # each word can be read in one way only, however long it is
_SEARCH_WORD = re.compile(_WORD)
_CHOICE = rf"(?:{_WORD}|\{{[\w-]+\}})"
_DANGER_WORD = re.compile(rf"{_CHOICE}(?:\|{_CHOICE})*")
_SIGNS = re.compile(r"[{}|*]|^[-–—]", re.MULTILINE)
_MARKUP = re.compile(r"<[^>\n]*>?|>|&#?\w+;")
_AS_LABEL = "button-line"
_NAMED = re.compile(r"\s*([A-Za-z]+)\s*:\s*(.*\S)\s*")


class UnknownLineError(Exception):
    """A line is to be taken out that the list does not have; its text is the line."""


def changed(key: str, old: str, typed: str) -> str:
    """Return a list after what was typed; raise UnknownLineError for a line that is not there."""
    lines = [line for line in (" ".join(each.split()) for each in typed.splitlines()) if line]
    if _are_phrases(key):
        return _with_phrases(old.splitlines(), lines)
    return _with_named(old.splitlines(), lines)


def find_wrong_lines(key: str, typed: str) -> list[WordingError]:
    """Return what must not get in by lines: they hold plain words, and phrases the few signs that they may have."""
    said = typed
    if _are_phrases(key):
        words = (word for line in typed.splitlines() for word in _DASH.sub("", line).split())
        shape = _DANGER_WORD if key.startswith("danger:") else _SEARCH_WORD
        strange = next((word for word in words if not shape.fullmatch(word)), None)
        said = _SIGNS.sub(" ", typed)
    else:
        found = _MARKUP.search(typed)
        strange = found[0] if found else None
    if strange is not None:
        return [WordingError("strange-sign", place=strange)]
    try:
        return find_wrong("", source_of_typed(said, ()), _AS_LABEL, ())
    except WordingError as error:
        return [error]


def _are_phrases(key: str) -> bool:
    return key.startswith(("search:", "danger:"))


def _with_phrases(old: list[str], typed: list[str]) -> str:
    """Return phrases without those that a typed line begins with a dash, and with the others."""
    phrases = list(old)
    for line in typed:
        taken = _TAKEN_OUT.fullmatch(line)
        if taken is None:
            phrases += [line] if _place(phrases, line) is None else []
            continue
        place = _place(phrases, taken[1])
        if place is None:
            raise UnknownLineError(taken[1])
        del phrases[place]
    return "\n".join(phrases)


def _with_named(old: list[str], typed: list[str]) -> str:
    """Return named lines, each typed one in place of the one of its name."""
    lines = dict(_named(line) for line in old)
    for line in typed:
        name, value = _named(line)
        if not name:
            raise UnknownLineError(line)
        lines[name] = value
    return "\n".join(f"{name}: {value}" for name, value in lines.items())


def _named(line: str) -> tuple[str, str]:
    match = _NAMED.fullmatch(line)
    return (match[1].lower(), match[2]) if match else ("", line)


def _place(phrases: list[str], phrase: str) -> int | None:
    """Return where a phrase stands, in small or capital letters."""
    wanted = phrase.casefold()
    return next((place for place, each in enumerate(phrases) if each.casefold() == wanted), None)
