"""One text alone, as it stands in its file: without its name, and without the indentation of its lines."""

from __future__ import annotations

from fluent.syntax import ast

from bot.content.faults import Reason
from bot.content.source import Entry, Lines, Parser, junk_fault, shorten

INDENT = " " * 4
_NAME = "text"
_NEVER_FIRST = ("[", "*", ".")
"""With these a line cannot begin, unless it is the one that the name stands in."""


class PatternError(Exception):
    """This is no text in Fluent's syntax; the reason says why."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.message)


def source_of(entry: Entry, pattern: ast.Pattern) -> str:
    """Return one text of an entry as its file has it."""
    start, end = (pattern.span.start, pattern.span.end) if pattern.span else (0, 0)
    lines = entry.lines.text[start:end].rstrip(" \n").split("\n")
    first = 0 if lines[0].startswith(" ") else 1  # a line that the name stands in is not indented
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[first:] if line.strip(" ")), default=0)
    return "\n".join([*lines[:first], *(line[margin:] for line in lines[first:])])


def indented(source: str, indent: str = INDENT) -> str:
    """Return a text as it has to follow the ``=`` of its name in a file."""
    lines = source.replace("\r\n", "\n").split("\n")
    block = "\n".join(f"{indent}{line}" if line.strip(" ") else "" for line in lines)
    return f" {block.removeprefix(indent)}" if source.startswith(_NEVER_FIRST) else f"\n{block}"


def parse_pattern(source: str) -> ast.Pattern:
    """Return a text ready to be put into an entry; PatternError where it is none."""
    file = f"{_NAME} ={indented(source)}\n"
    body = Parser().parse(file).body
    for node in body:
        if isinstance(node, ast.Junk):
            fault = junk_fault("", Lines(file), file, node)
            raise PatternError(Reason(fault.message, fault.code, fault.about))
    first = body[0] if len(body) == 1 else None
    if not isinstance(first, ast.Message) or first.attributes or first.value is None:
        part = next((line for line in source.split("\n") if line.lstrip(" ").startswith(".")), source)
        message = 'a line begins like a part of a text, such as ".title ="; write it differently'
        raise PatternError(Reason(message, "file-line", {"place": shorten(part.strip())}))
    return first.value
