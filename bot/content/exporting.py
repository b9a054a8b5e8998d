"""What editors changed, written back into the files of the words, for somebody to look at and keep.

Only the texts that they changed are replaced; comments, order and all else stay as they are, byte for byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from fluent.syntax import ast

from bot.content import danger, numbers, search, structure
from bot.content.catalog import ENGLISH
from bot.content.overrides import DANGER, NUMBER, SEARCH, lines_of, row_of
from bot.content.patterns import INDENT, indented
from bot.content.source import Parser
from bot.content.toml_text import LayoutError, Value, changed
from bot.domain.editing import Override

_DIGITS = re.compile(r"(\d+)")
_SERIES = re.compile(r"(.*-)\d+")
_NEWLINE = "\n"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a folder's files that change hold from now on, and what there is no place for in them."""

    files: Mapping[Path, bytes]
    homeless: tuple[Override, ...]


def export(folder: Path, overrides: Iterable[Override]) -> Exported:
    """Return how the files of a sound messages folder change so that they say what these overrides say."""
    files = _Files(folder)
    homeless = tuple(override for override in sorted(overrides, key=_order) if not _put(files, override))
    return Exported(files.changed(), homeless)


def _order(override: Override) -> list[str | int]:
    """Return what sorts a tenth tip behind a ninth."""
    parts = _DIGITS.split(f"{override.language} {override.key}")
    return [int(part) if number % 2 else part for number, part in enumerate(parts)]


class _Files:
    """The texts of a folder, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._old: dict[str, bytes] = {}
        self._texts: dict[str, str] = {}

    def names(self, language: str) -> list[str]:
        """Return the Fluent files of a language, in the order in which they are read."""
        there = {f"{language}/{path.name}" for path in (self._folder / language).glob("*.ftl")}
        return sorted(
            there | {name for name in self._texts if name.startswith(f"{language}/") and name.endswith(".ftl")}
        )

    def __getitem__(self, name: str) -> str:
        """Return a file's text, an empty one where there is no such file."""
        if name not in self._texts:
            path = self._folder / name
            self._old[name] = path.read_bytes() if path.exists() else b""
            self._texts[name] = self._old[name].decode("utf-8-sig").replace("\r\n", "\n")
        return self._texts[name]

    def __setitem__(self, name: str, text: str) -> None:
        self._texts[name] = text

    def changed(self) -> dict[Path, bytes]:
        """Return the files that are other ones now."""
        new = {name: _encoded(text, self._old[name]) for name, text in self._texts.items()}
        return {self._folder / name: data for name, data in new.items() if data != self._old[name]}


def _encoded(text: str, old: bytes) -> bytes:
    """Return a text as its file has it: with the mark at its beginning and the ends of lines that it had."""
    data = text.replace("\n", "\r\n").encode() if b"\r\n" in old else text.encode()
    return codecs.BOM_UTF8 + data if old.startswith(codecs.BOM_UTF8) else data


def _put(files: _Files, override: Override) -> bool:
    """Return whether an override could be written."""
    return _put_values(files, override) if ":" in override.key else _put_text(files, override)


# TOML


def _put_values(files: _Files, override: Override) -> bool:
    file, values = _values(override)
    try:
        text = files[file]
        for path, value in values.items():
            text = changed(text, path, value)
    except LayoutError:
        return False
    files[file] = text
    return True


def _values(override: Override) -> tuple[str, Mapping[tuple[str, ...], Value | None]]:
    """Return the file in which lists and rows stand, and what is to be in it, by path."""
    kind, _, name = override.key.partition(":")
    if kind == SEARCH:
        return search.FILE, {("topics", name, "phrases"): lines_of(override.source)}
    if kind == DANGER:
        return f"{override.language}/{danger.FILE}", {(name,): lines_of(override.source)}
    row = cast("Mapping[str, Value]", row_of(override.source))
    if kind == NUMBER:
        return numbers.FILE, {(name, key): row.get(key) for key in numbers.KEYS}
    return structure.FILE, {("pages", name, f"reviewed_{key}"): row.get(key) for key in ("by", "on")}


# Fluent


def _put_text(files: _Files, override: Override) -> bool:
    message_id, _, attribute = override.key.partition(".")
    file = _file_with(files, override.language, re.escape(message_id))
    if file is not None:
        files[file] = _with_text(files[file], message_id, attribute, override.source)
        return True
    file = _file_for(files, override.language, message_id)
    if file is None:
        return False
    files[file] = _with_message(files[file], message_id, attribute, override.source)
    return True


def _file_with(files: _Files, language: str, pattern: str) -> str | None:
    """Return the first file with a message whose id is like this."""
    begins = re.compile(rf"^{pattern}[ \t]*=", re.MULTILINE)
    return next((name for name in files.names(language) if begins.search(files[name])), None)


def _file_for(files: _Files, language: str, message_id: str) -> str | None:
    """Return where a message belongs that a language lacks: beside those that are numbered so, or where English is."""
    series = _SERIES.fullmatch(message_id)
    beside = series and _file_with(files, language, rf"{re.escape(series[1])}\d+")
    english = _file_with(files, ENGLISH, re.escape(message_id))
    return beside or (english and f"{language}/{Path(english).name}")


def _with_text(text: str, message_id: str, attribute: str, source: str) -> str:
    """Return a file's text with one text of a message it has, or a further attribute of that."""
    message = next(entry for entry in _entries(text) if _id(entry) == message_id)
    if not attribute:
        return _replaced(text, message.id, message.value, INDENT, source)
    for known in message.attributes:
        if known.id.name == attribute:
            return _replaced(text, known.id, known.value, 2 * INDENT, source)
    end = _end(message)
    return text[:end] + _attribute(attribute, source) + text[end:]


def _replaced(text: str, name: ast.Identifier, pattern: ast.Pattern | None, indent: str, source: str) -> str:
    """Return a file's text with another text behind a name; one that stood on lines of its own goes on doing so."""
    start = text.index("=", _span(name).end) + 1
    begin, end = (_span(pattern).start, _span(pattern).end) if pattern else (start, start)
    return text[:start] + _placed(source, indent, apart="\n" in text[start:begin]) + text[end:]


def _with_message(text: str, message_id: str, attribute: str, source: str) -> str:
    """Return a file's text with a new message, behind those that are numbered so or else at its end."""
    new = f"{message_id} ={_attribute(attribute, source) if attribute else _placed(source, INDENT)}"
    series = _SERIES.fullmatch(message_id)
    like = re.compile(rf"{re.escape(series[1])}\d+") if series else None
    before = [entry for entry in _entries(text) if like and like.fullmatch(_id(entry))]
    if before:
        end = _end(before[-1])
        return f"{text[:end]}\n{new}{text[end:] or _NEWLINE}"
    return f"{text.rstrip(_NEWLINE)}\n\n{new}\n".lstrip(_NEWLINE)


def _attribute(name: str, source: str) -> str:
    return f"\n{INDENT}.{name} ={_placed(source, 2 * INDENT)}"


def _placed(source: str, indent: str, *, apart: bool = False) -> str:
    """Return a text as it stands behind its name: beside it if it is one line, or else on lines of its own."""
    return indented(source, indent) if apart or _NEWLINE in source else f" {source}"


def _entries(text: str) -> list[ast.Message | ast.Term]:
    return [node for node in Parser().parse(text).body if isinstance(node, ast.Message | ast.Term)]


def _id(entry: ast.Message | ast.Term) -> str:
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name


def _end(entry: ast.Message | ast.Term) -> int:
    """Return where the last text of a message ends."""
    last = entry.attributes[-1].value if entry.attributes else entry.value
    return _span(last or entry.id).end


def _span(node: ast.SyntaxNode) -> ast.Span:
    assert node.span is not None  # noqa: S101 - the parser notes where each part stands
    return node.span
