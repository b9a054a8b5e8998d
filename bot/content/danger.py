"""What people write in danger: ``<language>/danger.toml`` of every language, looked for in every text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import chain
from pathlib import Path

from bot.content.faults import Fault
from bot.content.phrases import Hit, PhraseError, Phrasebook
from bot.content.source import read_text, shorten

FILE = "danger.toml"
SETS = "sets"
KNOWN = "known"


class Danger(Enum):
    """What a text speaks of; ``MENTION`` is danger that is over, feared, asked about or somebody else's story."""

    NONE = auto()
    MENTION = auto()
    EMERGENCY = auto()
    CRISIS = auto()


_GROUPS = {
    "crisis": Danger.CRISIS,
    "emergency": Danger.EMERGENCY,
}
PRESENT = "present"
MENTION = "mention"
GROUPS = (*_GROUPS, PRESENT, MENTION)


class Alarm:
    """Tells whether a text speaks of danger."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self.groups = book.groups

    def judge(self, text: str) -> Danger:
        """Return what a text speaks of; where danger is mentioned and something says that it is now, it is danger."""
        hits = self._book.find(text)
        dangers = [hit for hit in hits if hit.group in _GROUPS]
        told = [hit for hit in dangers if _is_told(hit, hits)]
        active = {hit.group for hit in dangers if not any(hit.places & other.places for other in told)}
        for group, danger in _GROUPS.items():
            if group in active:
                return danger
        return Danger.MENTION if dangers else Danger.NONE


def _is_told(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Tell whether the sentence, in the language of the phrase, only speaks about danger and nothing says it is now."""
    around = [other for other in hits if (other.sentence, other.language) == (hit.sentence, hit.language)]
    told = frozenset(chain.from_iterable(other.places for other in around if other.group == MENTION))
    return bool(told) and all(other.places <= told for other in around if other.group == PRESENT)


def read_alarm(folder: Path, known: Sequence[str]) -> tuple[Alarm, list[Fault]]:
    """Return the alarm of a messages folder, and what is wrong with its lists; ``known`` texts hold no errors."""
    tables: dict[str, Mapping[str, object]] = {}
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for path in sorted(folder.glob(f"*/{FILE}")):
        name = f"{path.parent.name}/{FILE}"
        text = read_text(path, name)
        if isinstance(text, Fault):
            faults.append(text)
            continue
        try:
            tables[name], texts[name] = tomllib.loads(text), text
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            faults.append(Fault(name, None, f"the file cannot be understood: {error}"))
    book = Phrasebook([*known, *chain.from_iterable(_strings(table.get(KNOWN)) for table in tables.values())])
    for name, table in tables.items():
        faults += _Reader(name, texts[name], table).fill(book)
    return Alarm(book), faults


class _Reader:
    """Takes one file's phrases."""

    def __init__(self, name: str, text: str, table: Mapping[str, object]) -> None:
        self._name, self._lines, self._table = name, text.split("\n"), table

    def fill(self, book: Phrasebook) -> Iterator[Fault]:
        """Add the phrases to the book; yield what is wrong."""
        sets = self._table.get(SETS, {})
        named = {key: _strings(value) for key, value in sets.items()} if isinstance(sets, dict) else {}
        yield from (self._fault(f"there is only {', '.join((KNOWN, SETS, *GROUPS))}", key) for key in self._unknown())
        yield from (self._fault(f"{key} must be a list of texts", key) for key, words in named.items() if not words)
        for group in GROUPS:
            phrases = _strings(self._table.get(group))
            if group in self._table and not phrases:
                yield self._fault(f"{group} must be a list of phrases", group)
            for phrase in phrases:
                try:
                    book.add(group, self._name, phrase, named)
                except PhraseError as error:
                    yield self._fault(f'"{shorten(phrase)}": {error}', f'"{phrase}"')

    def _unknown(self) -> list[str]:
        return [key for key in self._table if key not in {KNOWN, SETS, *GROUPS}]

    def _fault(self, message: str, sought: str) -> Fault:
        line = next((number for number, line in enumerate(self._lines, 1) if sought in line), 1)
        return Fault(self._name, line, message)


def _strings(value: object) -> list[str]:
    """Return a list of texts, or nothing if it is anything else."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    return []
