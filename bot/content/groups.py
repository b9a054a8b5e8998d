"""How the texts are grouped for editors, and which of them are critical: ``templates.toml``.

``[groups]`` has lists of patterns over the ids of templates, in the order in which editors see them; the first that
fits counts, and what fits none is in the last. The text ``templates-group-<group>`` names a group. Critical texts need
a second editor.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from fnmatch import translate
from pathlib import Path
from typing import Any

from bot.content.faults import Fault
from bot.content.source import read_text
from bot.content.structure import key_lines, parse_toml, texts_in

FILE = "templates.toml"
ALL = "all"
"""The one group of words that have no such file."""
TITLE = "templates-group-"
"""How the id of the text begins that names a group."""

_TOP = {"groups", "critical"}


class Groups:
    """The groups in their order."""

    def __init__(self, groups: Mapping[str, Iterable[str]], critical: Iterable[str] = ()) -> None:
        self.names = tuple(groups)
        self._patterns = {name: _pattern(patterns) for name, patterns in groups.items()}
        self._critical = _pattern(critical)
        self._lines: Mapping[tuple[str, ...], int] = {}

    @classmethod
    def read(cls, folder: Path) -> tuple[Groups, list[Fault]]:
        """Return the groups of a messages folder, one of all where it has no such file, and what is wrong with it."""
        everything = cls({ALL: ["*"]})
        if not (folder / FILE).exists():
            return everything, []
        text = read_text(folder / FILE, FILE)
        if isinstance(text, Fault):
            return everything, [text]
        data = parse_toml(text, FILE)
        if isinstance(data, Fault):
            return everything, [data]
        lines = key_lines(text)
        faults = [Fault(FILE, lines.get(path, 1), message) for path, message in _check(data)]
        if faults:
            return everything, faults
        tables: dict[str, Any] = data
        groups = cls(tables["groups"], tables.get("critical", ()))
        groups._lines = lines
        return groups, []

    def of(self, template_id: str) -> str:
        """Return the group of a template."""
        return next((name for name, pattern in self._patterns.items() if pattern.match(template_id)), self.names[-1])

    def is_critical(self, template_id: str) -> bool:
        """Tell whether a template goes live only after a second editor saw it."""
        return self._critical.match(template_id) is not None

    def find_faults(self, texts: Container[str]) -> Iterator[Fault]:
        """Yield the groups whose name is missing among the texts."""
        for name in self.names if self._lines else ():
            if TITLE + name not in texts:
                yield Fault(FILE, self._lines.get(("groups", name), 1), f'{name}: there is no text "{TITLE}{name}"')


def _pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, patterns)) or "(?!)")


def _check(data: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what is wrong with the file, and under which key."""
    for key in data.keys() - _TOP:
        yield (key,), f'"{key}" is not known; there are only groups and critical'
    groups = data.get("groups")
    if not isinstance(groups, dict) or not groups:
        yield ("groups",), "there must be a table [groups] with lists of patterns"
        return
    for name, patterns in (*groups.items(), ("critical", data.get("critical", []))):
        if texts_in(patterns) is None:
            yield ("groups", name), f'{name} must be a list of patterns, each once, like ["one-*", "two"]'
