"""What people write in danger: ``<language>/danger.toml`` of every language, looked for in every text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import chain
from pathlib import Path

from bot.content.faults import Fault
from bot.content.phrases import Hit, Phrasebook, PhraseError
from bot.content.search import Search, Topic
from bot.content.source import read_text, shorten
from bot.content.tokens import words

FILE = "danger.toml"
EXAMPLES = "examples.tsv"
CALM = "calm"
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
FAINT = 0.08
FEWEST_WORDS = 3
WARY = 0.8
"""A text that sounds this many times as dangerous as calm gets help: shown for nothing, it harms nobody."""
PRESENT = "present"
MENTION = "mention"
GROUPS = (*_GROUPS, PRESENT, MENTION)


class Alarm:
    """Tells whether a text speaks of danger."""

    def __init__(self, book: Phrasebook, examples: Search) -> None:
        self._book = book
        self._examples = examples
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
        if any(hit.group == MENTION for hit in hits):
            return Danger.MENTION if dangers else Danger.NONE
        return self._sounds_like(text) if len(words(text)) >= FEWEST_WORDS else Danger.NONE

    def _sounds_like(self, text: str) -> Danger:
        """Return the danger that a text sounds like, if it does so hardly less than it sounds calm."""
        scores = self._examples.scores(text)
        likeness, danger = max((scores.pop(name, 0.0), name) for name in _GROUPS)
        if likeness > FAINT and likeness > WARY * max(scores.values(), default=0.0):
            return _GROUPS[danger]
        return Danger.NONE


def _is_told(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Tell whether the sentence, in the language of the phrase, only speaks about danger and nothing says it is now."""
    around = [other for other in hits if (other.sentence, other.language) == (hit.sentence, hit.language)]
    told = frozenset(chain.from_iterable(other.places for other in around if other.group == MENTION))
    return bool(told) and all(other.places <= told for other in around if other.group == PRESENT)


def read_alarm(folder: Path, search: Search) -> tuple[Alarm, list[Fault]]:
    """Return the alarm of a messages folder, and what is wrong with its lists.

    What the search knows speaks of no danger, and holds no typing errors.
    """
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
    calm = [phrase for topic in search.topics.values() for phrase in topic.phrases]
    book = Phrasebook([*calm, *chain.from_iterable(_strings(table.get(KNOWN)) for table in tables.values())])
    for name, table in tables.items():
        faults += _Reader(name, texts[name], table).fill(book)
    examples, unusable = _read_examples(folder)
    topics = {name: Topic(name, tuple(texts), (), False) for name, texts in examples.items() if texts}
    return Alarm(book, Search({**_calm(search), **topics}, search.same)), [*faults, *unusable]


def _calm(search: Search) -> dict[str, Topic]:
    return {f"{CALM} {name}": topic for name, topic in search.topics.items()}


def _read_examples(folder: Path) -> tuple[dict[str, list[str]], list[Fault]]:
    examples: dict[str, list[str]] = {name: [] for name in (*_GROUPS, CALM)}
    faults: list[Fault] = []
    text = read_text(folder / EXAMPLES, EXAMPLES) if (folder / EXAMPLES).exists() else ""
    if isinstance(text, Fault):
        return examples, [text]
    for number, line in enumerate(text.split("\n"), 1):
        example, tab, name = line.partition("\t")
        if tab and example.strip() and name in examples:
            examples[name].append(example)
        elif line.strip() and not line.startswith("#"):
            faults.append(Fault(EXAMPLES, number, f"after the text and a tab must stand {', '.join(examples)}"))
    return examples, faults


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
