"""The variables of a message, declared in the comment right above it.

One a line: ``# $count (number): how many pages. Example: 12``; kinds are ``number``, ``text`` and ``date``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.content.bundle import Value
from bot.content.faults import Fault
from bot.content.source import Entry, shorten

_DECLARATION = re.compile(r"\$([a-z][a-z0-9_]*) \((number|text|date)\): (.*\S)\s+Example: (\S.*)")
_SHAPE = "write it like: # $count (number): how many pages. Example: 12"

Kind = Literal["number", "text", "date"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that the program fills in, one to try a text with, and what it is ``about``."""

    name: str
    kind: Kind
    example: Value
    about: str


def declarations(entry: Entry) -> tuple[dict[str, Variable], list[Fault]]:
    """Return the variables an entry's comment declares by name, and the lines that cannot be understood."""
    variables: dict[str, Variable] = {}
    faults: list[Fault] = []
    comment = entry.node.comment
    if comment is None or comment.content is None:
        return variables, faults
    for number, line in enumerate(comment.content.split("\n"), entry.line_of(comment)):
        if line.lstrip().startswith("$"):
            variable = _read(line.strip())
            if isinstance(variable, str):
                faults.append(Fault(entry.file, number, f'{entry.id}: "{shorten(line.strip())}": {variable}'))
            elif variable.name in variables:
                faults.append(Fault(entry.file, number, f"{entry.id}: ${variable.name} is declared twice"))
            else:
                variables[variable.name] = variable
    return variables, faults


def _read(line: str) -> Variable | str:
    """Return the variable a line declares, or what is wrong with the line."""
    match = _DECLARATION.fullmatch(line)
    if match is None:
        return _SHAPE
    name, kind, about, example = match.groups()
    try:
        if kind == "number":
            return Variable(name, "number", int(example), about)
        if kind == "date":
            return Variable(name, "date", date.fromisoformat(example), about)
    except ValueError:
        return f'the example "{shorten(example)}" is no {kind}' + (" like 2026-11-22" if kind == "date" else "")
    return Variable(name, "text", example, about)
