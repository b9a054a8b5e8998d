"""The Fluent files of one language, read into entries that know their file and line."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.errors import ParseError
from fluent.syntax.stream import FluentParserStream

from bot.content.faults import Fault

MAX_BYTES = 500_000
MAX_NESTING = 12
MAX_DIGITS = 15

_PLAIN_WORDS = {
    "E0002": "this line belongs to no text; indent it by four spaces to continue the text above, "
    "or start it with # to make it a comment",
    "E0005": "it has a name but no text",
    "E0006": "it has a name but no text",
    "E0010": "one of the choices must be marked as the usual one with *",
    "E0011": "there is no choice after ->",
    "E0012": "there is no text after the =",
    "E0015": "only one of the choices may be marked with *",
    "E0020": 'a " is opened but not closed on the same line',
    "E0027": 'there is a } without its {; to show one, write {"}"}',
    "E0028": 'there is nothing Fluent knows after the {; to show one, write {"{"}',
}


_STRETCH = re.compile(r"[^{}\n]*")


class Parser(FluentParser):
    """Fluent's own, but refusing what only fails once a text is shown, and quicker.

    Stretches of plain text are taken at once: going character by character would take most of a start.
    """

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def get_text_element(self, ps: FluentParserStream) -> ast.TextElement:
        """Return the text up to the next brace or the end of the line."""
        stretch = _STRETCH.match(ps.string, ps.index)
        text = stretch[0] if stretch else ""
        element = ast.TextElement(text)
        element.add_span(ps.index, ps.index + len(text))
        ps.index, ps.peek_offset = ps.index + len(text), 0
        return element

    def get_placeable(self, ps: FluentParserStream) -> ast.Placeable:
        """Return what is in braces, unless it is too deep."""
        with self._deeper():
            return super().get_placeable(ps)

    def get_inline_expression(self, ps: FluentParserStream) -> ast.InlineExpression | ast.Placeable:
        """Return a variable, a reference or a literal; functions could be made to fill the memory, so none is known."""
        expression = super().get_inline_expression(ps)
        if isinstance(expression, ast.FunctionReference):
            name = expression.id.name
            raise ParseError(f"{name}(…) cannot be used; write the variable alone, like {{ $count }}")
        return expression

    def get_call_arguments(self, ps: FluentParserStream) -> ast.CallArguments:
        """Return what is in parentheses, unless it is too deep."""
        with self._deeper():
            return super().get_call_arguments(ps)

    def get_number(self, ps: FluentParserStream) -> ast.NumberLiteral:
        """Return a number, unless it is too long to be one."""
        number = super().get_number(ps)
        if len(number.value) > MAX_DIGITS:
            raise ParseError("a number is too long")
        return number

    def get_unicode_escape_sequence(self, ps: FluentParserStream, u: str, digits: int) -> str:
        """Return the escape sequence of a character, unless there is no such character."""
        sequence = super().get_unicode_escape_sequence(ps, u, digits)
        if int(sequence.lstrip("\\uU"), 16) > sys.maxunicode:
            raise ParseError(f"there is no character {sequence}")
        return sequence

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        try:
            if self._depth > MAX_NESTING:
                raise ParseError("braces are nested too deeply; write it simpler")
            yield
        finally:
            self._depth -= 1


class Lines:
    """A text that finds the line, counted from 1, in which a place of it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def of(self, offset: int) -> int:
        """Return the line of the character at this offset."""
        return bisect_right(self._starts, offset)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message or, its id with a leading hyphen, a term; ``section`` is the ``##`` line it stands below."""

    id: str
    file: str
    lines: Lines
    node: ast.Message | ast.Term
    section: str = ""

    @property
    def line(self) -> int:
        """The line its id is in."""
        return self.line_of(self.node.id)

    def line_of(self, node: ast.SyntaxNode) -> int:
        """Return the line in which a part of this entry begins."""
        return self.lines.of(node.span.start) if node.span else 1

    def fault(self, message: str, node: ast.SyntaxNode | None = None, code: str = "", **about: str | int) -> Fault:
        """Return a fault at one part of this entry, or at its id."""
        return Fault(self.file, self.line if node is None else self.line_of(node), message, code, about)

    def patterns(self) -> Iterator[tuple[str, ast.SyntaxNode, ast.Pattern]]:
        """Yield the key (``id`` or ``id.attribute``), the node that names it and the pattern of each text."""
        if self.node.value is not None:
            yield self.id, self.node.id, self.node.value
        for attribute in self.node.attributes:
            yield f"{self.id}.{attribute.id.name}", attribute.id, attribute.value


@dataclass(frozen=True, slots=True)
class Source:
    """All entries of one language in the order of files and lines, the first one of each id."""

    language: str
    entries: Mapping[str, Entry]


def read_text(path: Path, name: str, most: int = MAX_BYTES) -> str | Fault:
    """Return a file's text of so many bytes at most, or why it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return Fault(name, None, f"the file cannot be read: {error.strerror}")
    if len(data) > most:
        return Fault(name, None, f"the file has {len(data):,} bytes; split it, one may have {most:,}")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(name, line, "there is a character that is not UTF-8; save the file as UTF-8 text")


def read_language(folder: Path) -> tuple[Source, list[Fault]]:
    """Return what the .ftl files of a language folder say, and what in them cannot be read."""
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.ftl")):
        name = f"{folder.name}/{path.name}"
        text = read_text(path, name)
        if isinstance(text, Fault):
            faults.append(text)
        else:
            faults += _collect(name, text, entries)
    return Source(folder.name, entries), faults


def _collect(name: str, text: str, entries: dict[str, Entry]) -> Iterator[Fault]:
    """Add a file's entries to those found so far; yield what cannot be read and what was there before."""
    lines, section = Lines(text), ""
    for node in Parser().parse(text).body:
        if isinstance(node, ast.Junk):
            yield junk_fault(name, lines, text, node)
        elif isinstance(node, ast.Message | ast.Term):
            sign = "-" if isinstance(node, ast.Term) else ""
            entry = Entry(sign + node.id.name, name, lines, node, section)
            first = entries.setdefault(entry.id, entry)
            if first is not entry:
                yield entry.fault(f"{entry.id}: there is a text of this name already, in {first.file}:{first.line}")
        elif isinstance(node, ast.GroupComment):
            section = node.content or ""


def junk_fault(name: str, lines: Lines, text: str, junk: ast.Junk) -> Fault:
    """Return why a stretch of a text cannot be understood, and where."""
    annotation = junk.annotations[0]
    start = annotation.span.start if annotation.span else 0
    if not text[start:].strip():  # what is missing at the end of a file is missing after its last words
        start = len(text.rstrip())
    line = lines.of(start)
    quoted = text.split("\n")[line - 1].strip()
    reason = _PLAIN_WORDS.get(annotation.code) or f"{annotation.message}"
    if annotation.code == "E0003":
        reason = f"there should be a {annotation.arguments[0]} here or just before"
    return Fault(name, line, f'"{shorten(quoted)}" cannot be understood: {reason}')


def shorten(text: str) -> str:
    """Return the beginning of a text, fit to be quoted in a fault."""
    return text if len(text) <= 60 else f"{text[:59]}…"
