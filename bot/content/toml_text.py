"""TOML files with some of their values changed; comments, order and layout stay as whoever wrote them has them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

Value = str | date | tuple[str, ...]
Path = tuple[str, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' + r"'''.*?'{3,5}|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|"
    r"#[^\n]*|\n|[^\S\n]+|[^\s\"'#\[\]{},]+|.",
    re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*\[([^\[\]\n]+)\]")
_KEY = re.compile(r"[ \t]*([^=#\n]+?)[ \t]*=[ \t]*")


class LayoutError(Exception):
    """The file is laid out in a way in which the value cannot be changed alone."""


@dataclass(frozen=True, slots=True)
class _Place:
    """The header of a table, or a key with its value: where the line begins, and the value, which a header has not."""

    table: Path
    path: Path
    line: int
    start: int
    end: int


def changed(text: str, path: Path, value: Value | None) -> str:
    """Return a TOML text with one value set, or taken out where it is None; LayoutError where that cannot be done.

    Of a list, only what is not in it any more goes, and only what is new in it comes.
    """
    places = list(_places(text))
    place = next((place for place in places if place.path == path), None)
    if place is None:
        done = text if value is None else _added(text, places, path, value)
    elif value is None:
        done = text[: place.line] + text[_line_end(text, place.end) + 1 :]
    else:
        done = text[: place.start] + _replaced(text[place.start : place.end], value) + text[place.end :]
    _check(text, done, path, value)
    return done


def _check(text: str, done: str, path: Path, value: Value | None) -> None:
    """Return if just this value changed."""
    wanted = tomllib.loads(text)
    table: Any = wanted
    for name in path[:-1]:
        table = table.setdefault(name, {})
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = list(value) if isinstance(value, tuple) else value
    try:
        got = tomllib.loads(done)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(".".join(path)) from error
    if got != wanted:
        raise LayoutError(".".join(path))


def _places(text: str) -> Iterator[_Place]:
    table: Path = ()
    index = 0
    while index < len(text):
        if header := _HEADER.match(text, index):
            table = _path(header[1])
            yield _Place(table, table, index, header.end(), header.end())
            index = _line_end(text, header.end()) + 1
        elif key := _KEY.match(text, index):
            end = _value_end(text, key.end())
            yield _Place(table, (*table, *_path(key[1])), index, key.end(), end)
            index = _line_end(text, end) + 1
        else:
            index = _line_end(text, index) + 1


def _path(name: str) -> Path:
    return tuple(part.strip(" \t\"'") for part in name.split("."))


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end


def _value_end(text: str, start: int) -> int:
    depth, end = 0, start
    for token in _TOKEN.finditer(text, start):
        if token[0] in {"[", "{"}:
            depth += 1
        elif token[0] in {"]", "}"}:
            depth -= 1
        elif depth == 0 and (token[0] == "\n" or token[0].startswith("#")):
            break
        if not token[0].isspace():
            end = token.end()
    return end


def _added(text: str, places: Sequence[_Place], path: Path, value: Value) -> str:
    line = f"{path[-1]} = {_written(value)}"
    within = [place for place in places if place.table == path[:-1]]
    if within:
        end = _line_end(text, within[-1].end)
        return f"{text[:end]}\n{line}{text[end:] or chr(10)}"
    if len(path) == 1:
        return f"{line}\n{text}"
    blank = "\n" if text.strip() else ""
    return f"{text.rstrip()}\n{blank}[{'.'.join(path[:-1])}]\n{line}\n".lstrip()


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _replaced(text: str, value: Value) -> str:
    return _relisted(text, value) if isinstance(value, tuple) and text.startswith("[") else _written(value)


def _relisted(text: str, items: tuple[str, ...]) -> str:
    """Return a list's text with other items, what it keeps left where it is."""
    old = tomllib.loads(f"list = {text}")["list"]
    spans = list(_items(text))
    if len(spans) != len(old) or not old:
        return _written(items)
    for what, first, last, start, end in reversed(SequenceMatcher(None, old, items, autojunk=False).get_opcodes()):
        new = ", ".join(map(_written, items[start:end]))
        if what == "insert":
            at = spans[first - 1][1] if first else spans[0][0]
            text = text[:at] + (f", {new}" if first else f"{new}, ") + text[at:]
        elif what != "equal":
            kept = what == "replace"
            for begin, after in reversed(spans[first + kept : last]):
                text = _without(text, begin, after)
            if kept:
                text = text[: spans[first][0]] + new + text[spans[first][1] :]
    return text


def _items(text: str) -> Iterator[tuple[int, int]]:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in {"[", "{"}) - (token[0] in {"]", "}"})
        if depth == 1 and token[0][0] in "\"'":
            yield token.span()


def _without(text: str, start: int, end: int) -> str:
    """Return a list's text without one item and its comma; its line goes too if nothing else is on it."""
    comma = re.compile(r"[ \t]*,?[ \t]*").match(text, end)
    end = comma.end() if comma else end
    line = text.rfind("\n", 0, start) + 1
    if line and not text[line:start].strip() and text[end : end + 1] == "\n":
        return text[:line] + text[end + 1 :]
    return text[:start].rstrip(" \t") + text[end:] if text[end : end + 1] == "\n" else text[:start] + text[end:]
