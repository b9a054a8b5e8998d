"""The published specification of the Bot API, cut down to what can be checked.

``python -m bot.simulator.spec SOURCE.json`` writes ``botapi.json`` beside this file from the full specification.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

COMPACT = Path(__file__).with_name("botapi.json")

_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)", re.IGNORECASE)
_UP_TO = re.compile(r"[Uu]p to (\d+) (characters|bytes)")
_RANGE = re.compile(r"(?:; |[Vv]alues between |[Mm]ust be between )(\d+)(?:-| and )(\d+)(?:$|\.|,| are| if)")
_ITEMS = re.compile(r"(\d+)-(\d+) (?:\w+ )*(?:items|identifiers|options|emoji|search keywords)")
_CONSTANT = re.compile(r"(?:must be (\w+)$|always [\"“](\w+)[\"”])")
_CHOICES = re.compile(r"(?:[Mm]ust be one of|[Mm]ust be either) ((?:\"\w+\"[^\".;]*)+)")


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text, how large a number or how many items a value may be; ``unit`` names what is counted."""

    low: int
    high: int
    unit: str


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a method or a field of a type."""

    name: str
    types: tuple[str, ...]
    required: bool
    limit: Limit | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method with its parameters and the types that it may return."""

    name: str
    returns: tuple[str, ...]
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Type:
    """An object type: its fields, or the types that it is one of."""

    name: str
    fields: Mapping[str, Field]
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Specification:
    """All methods (by lower-case name, as Telegram looks them up) and all types."""

    version: str
    methods: Mapping[str, Method]
    types: Mapping[str, Type]


@cache
def specification() -> Specification:
    """Return the specification that ships with the product."""
    data = json.loads(COMPACT.read_text(encoding="utf-8"))
    methods = [Method(name, tuple(entry["returns"]), _fields(entry)) for name, entry in data["methods"].items()]
    types = {name: Type(name, _fields(entry), tuple(entry.get("one_of", ()))) for name, entry in data["types"].items()}
    return Specification(data["version"], {method.name.lower(): method for method in methods}, types)


def _fields(entry: dict[str, dict[str, dict[str, object]]]) -> Mapping[str, Field]:
    return {name: _field(name, value) for name, value in entry.get("fields", {}).items()}


def _field(name: str, value: Mapping[str, object]) -> Field:
    types = str(value["types"]).split("|")
    limit, choices = value.get("limit"), value.get("choices")
    return Field(
        name,
        tuple(types),
        bool(value.get("required", False)),
        Limit(*limit) if isinstance(limit, list) else None,
        tuple(choices) if isinstance(choices, list) else (),
    )


def compact(source: Mapping[str, dict[str, dict[str, object]]]) -> str:
    """Return the compact form of the full specification: JSON, one method or type a line."""
    methods = {
        name: {"returns": entry["returns"]} | _compact_fields(entry) for name, entry in source["methods"].items()
    }
    types = {name: _compact_type(entry) for name, entry in source["types"].items()}
    return (
        f'{{"version": {json.dumps(source["version"])},\n'
        f'"methods": {{\n{_lines(methods)}\n}},\n"types": {{\n{_lines(types)}\n}}}}\n'
    )


def _lines(entries: Mapping[str, object]) -> str:
    return ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())


def _compact_type(entry: Mapping[str, object]) -> dict[str, object]:
    return {"one_of": entry["subtypes"]} if entry.get("subtypes") else _compact_fields(entry)


def _compact_fields(entry: Mapping[str, object]) -> dict[str, object]:
    fields = entry.get("fields")
    if not isinstance(fields, list):
        return {}
    return {"fields": {field["name"]: _compact_field(field) for field in fields}}


def _compact_field(field: Mapping[str, Any]) -> dict[str, object]:
    types: list[str] = field["types"]
    compacted: dict[str, object] = {"types": "|".join(types)}
    if field["required"]:
        compacted["required"] = True
    description = str(field["description"])
    if limit := _limit(types, description):
        compacted["limit"] = limit
    if choices := _choices(types, description):
        compacted["choices"] = choices
    return compacted


def _limit(types: list[str], description: str) -> list[object] | None:
    if any(name.startswith("Array of") for name in types):
        return _two_numbers(_ITEMS.search(description), "items")
    if "Integer" in types or "Float" in types:
        return _two_numbers(_RANGE.search(description), "value")
    if types != ["String"] or "entit" in description:
        return None  # formatted text is counted after parsing, by whoever parses it
    if found := _LENGTH.search(description):
        return [int(found[1]), int(found[2]), found[3].lower()]
    if found := _UP_TO.search(description):
        return [0, int(found[1]), found[2]]
    return None


def _two_numbers(found: re.Match[str] | None, unit: str) -> list[object] | None:
    return [int(found[1]), int(found[2]), unit] if found else None


def _choices(types: list[str], description: str) -> list[str]:
    if types != ["String"]:
        return []
    if found := _CONSTANT.search(description):
        return [found[1] or found[2]]
    if found := _CHOICES.search(description):
        return re.findall(r"\"(\w+)\"", found[1])
    return []


if __name__ == "__main__":
    COMPACT.write_text(compact(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8")
