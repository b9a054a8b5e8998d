"""What editors changed, put in the place of what was shipped.

Keys are those of texts, ``page-x`` or ``page-x.title``, and of lists and rows: ``search:<topic>``, ``danger:<group>``,
``number:<country>``, ``reviewed:<page>``. A list has one phrase a line, a row lines such as ``country: Exampleland``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date

from fluent.syntax import ast

from bot.content.faults import Fault
from bot.content.patterns import PatternError, parse_pattern
from bot.content.source import Entry, Lines, Source, shorten
from bot.content.tips import TIP_ID
from bot.domain.editing import Override

SEARCH, DANGER, NUMBER, REVIEWED = "search", "danger", "number", "reviewed"
DATES = ("checked", "on")

_KEY = re.compile(r"-?[a-zA-Z][\w-]*(\.[a-zA-Z][\w-]*)?", re.ASCII)


def name_of(key: str, kind: str) -> str | None:
    """Return the topic, group, country or page of a key of this kind; None for other keys."""
    found, colon, name = key.partition(":")
    return name if colon and found == kind else None


def lists_in(overrides: Iterable[Override], kind: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the lists that are changed, by language and name."""
    return {
        (override.language, name): lines_of(override.source)
        for override in overrides
        if (name := name_of(override.key, kind)) is not None
    }


def rows_in(overrides: Iterable[Override], kind: str) -> dict[str, dict[str, object]]:
    """Return the rows that are changed, by name."""
    return {
        name: row_of(override.source)
        for override in overrides
        if (name := name_of(override.key, kind)) is not None
    }  # fmt: skip


def lines_of(source: str) -> tuple[str, ...]:
    """Return the lines of a list or a row that say something."""
    return tuple(line.strip() for line in source.splitlines() if line.strip())


def row_of(source: str) -> dict[str, object]:
    """Return what a row says; a line without a colon is a key that says nothing, which no row knows."""
    pairs = (line.partition(":") for line in lines_of(source))
    said = {key.strip(): value.strip() for key, colon, value in pairs if value.strip() or not colon}
    return {key: _date(value) if key in DATES else value for key, value in said.items()}


def _date(value: str) -> object:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def is_same(key: str, one: str, other: str) -> bool:
    """Return whether two sources of a text, list or row say the same, however they are laid out."""
    if ":" not in key:
        return parse_pattern(one).equals(parse_pattern(other))
    read: Callable[[str], object] = row_of if key.startswith((NUMBER, REVIEWED)) else lines_of
    return read(one) == read(other)


def row_source(row: Mapping[str, object]) -> str:
    """Return a row as its editors see and type it."""
    return "\n".join(f"{key}: {value}" for key, value in row.items() if value)


def with_overrides(source: Source, overrides: Iterable[Override], english: Source) -> tuple[Source, list[Fault]]:
    """Return the texts of a language with those that were changed, and what is wrong with these on their own."""
    entries = dict(source.entries)
    faults: list[Fault] = []
    for override in overrides:
        entry = _entry(override.key, entries, source.language, english)
        if entry is None:
            faults.append(Fault(source.language, None, f"{shorten(override.key)}: there is no text of this name"))
            continue
        try:
            changed = _changed(entry, override.key.partition(".")[2], parse_pattern(override.source))
        except PatternError as error:
            faults.append(error.reason.at(entry.file, entry.line, override.key))
            continue
        if entry.id in entries:
            entries[entry.id] = changed
        else:
            entries = _added(changed, entries)
    return Source(source.language, entries), faults


def _entry(key: str, entries: Mapping[str, Entry], language: str, english: Source) -> Entry | None:
    """Return the entry of a text; English may get new tips, other languages what English has."""
    id_ = key.partition(".")[0]
    if not _KEY.fullmatch(key):
        return None
    if id_ in entries:
        return entries[id_]
    if TIP_ID.fullmatch(id_) if language == english.language else id_ in english.entries:
        return Entry(id_, language, Lines(""), ast.Message(ast.Identifier(id_)))
    return None


def _changed(entry: Entry, part: str, pattern: ast.Pattern) -> Entry:
    """Return an entry one of whose texts is another."""
    node = copy(entry.node)
    if not part:
        node.value = pattern
        return replace(entry, node=node)
    names = {attribute.id.name: attribute.id for attribute in node.attributes}
    name = names.get(part) or ast.Identifier(part, span=entry.node.id.span)
    changed = ast.Attribute(name, pattern)
    kept = [changed if attribute.id is name else attribute for attribute in node.attributes]
    node.attributes = kept if part in names else [*kept, changed]
    return replace(entry, node=node)


def _added(entry: Entry, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the entries with a new one, behind the last of those that are called like it."""
    family = entry.id.rpartition("-")[0]
    before = [id_ for id_ in entries if id_.rpartition("-")[0] == family]
    last = before[-1] if before else None
    found: dict[str, Entry] = {}
    for id_, each in entries.items():
        found[id_] = each
        if id_ == last:
            place = replace(entry, file=each.file, section=each.section)
            found[entry.id] = place
    return found if last is not None else {**found, entry.id: entry}
