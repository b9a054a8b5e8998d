"""Which page a question is about: as learned from examples, and by the phrases of ``en/search.toml``.

A phrase counts from the moment it is written; the examples once they were learned from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.content.examples import NONE, QUESTIONS, read_learned
from bot.content.faults import Fault
from bot.content.learned import Learned
from bot.content.source import read_text, shorten
from bot.content.structure import parse_toml, strings_in
from bot.content.tokens import words

FILE = "en/search.toml"
MOST = 3
CLEAR = 0.45
"""How likely a topic must at least be for its page to be shown at once."""
AHEAD = 1.8
"""How many times as likely as the next topic."""
FAINT = 0.02
"""How likely a topic must be to be offered at all."""
ALIKE = 0.6
"""The share of their words that a text and a phrase must have in common to mean the same."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask for: phrases that mean it, what else may be meant, and whether a check of signs fits it."""

    id: str
    phrases: tuple[str, ...]
    near: tuple[str, ...]
    check: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The topics a text may be about, the likeliest first; ``clear`` if the first is surely meant."""

    topics: tuple[str, ...] = ()
    clear: bool = False


class Search:
    """Finds topics."""

    def __init__(self, topics: Mapping[str, Topic], learned: Learned | None = None) -> None:
        self.topics = topics
        self._learned = learned
        self._phrases = {frozenset(words(phrase)): name for name, topic in topics.items() for phrase in topic.phrases}
        self._with_word: dict[str, list[frozenset[str]]] = defaultdict(list)
        for phrase in self._phrases:
            for word in phrase:
                self._with_word[word].append(phrase)

    def find(self, text: str) -> Found:
        """Return what a text may be about, at most three topics; none where it is about nothing that is known."""
        typed = words(text)
        if all(len(word) == 1 for word in typed):
            return Found()
        scores = dict(self._learned.likelihoods(typed)) if self._learned else {}
        for topic, likeness in self._alike(frozenset(typed)).items():
            scores[topic] = max(scores.get(topic, 0.0), likeness)
        ranked = sorted(scores, key=lambda topic: -scores[topic])
        if not ranked or ranked[0] == NONE or scores[ranked[0]] < 2 * FAINT:
            return Found()
        likely = [topic for topic in ranked if topic in self.topics and scores[topic] > FAINT]
        if not likely:
            return Found()
        clear = scores[likely[0]] > CLEAR and (len(likely) < 2 or scores[likely[0]] > AHEAD * scores[likely[1]])
        return Found(tuple(dict.fromkeys((*likely, *self.topics[likely[0]].near)))[:MOST], clear)

    def _alike(self, typed: frozenset[str]) -> dict[str, float]:
        """Return the topics with a phrase that says nearly the same, and the share of words in common."""
        found: dict[str, float] = {}
        for phrase in {phrase for word in typed for phrase in self._with_word.get(word, ())}:
            alike = len(typed & phrase) / len(typed | phrase)
            if alike >= ALIKE:
                topic = self._phrases[phrase]
                found[topic] = max(found.get(topic, 0.0), alike)
        return found


class SearchFile:
    """What a messages folder says of searching: the topics as they are written, and what was learned of them."""

    def __init__(
        self, text: str = "", data: Mapping[str, object] | None = None, learned: Learned | None = None
    ) -> None:
        self._text, self._data, self._learned = text, data or {}, learned

    @classmethod
    def read(cls, folder: Path) -> tuple[SearchFile, list[Fault]]:
        """Return the file of a messages folder, an empty one where it has none, and what is wrong with it."""
        if not (folder / FILE).exists():
            return cls(), []
        text = read_text(folder / FILE, FILE)
        if isinstance(text, Fault):
            return cls(), [text]
        data = parse_toml(text, FILE)
        if isinstance(data, Fault):
            return cls(), [data]
        learned, faults = read_learned(folder, QUESTIONS, hints=0)
        return cls(text, data, learned), faults

    def phrases(self, topic: str) -> tuple[str, ...] | None:
        """Return the phrases of a topic as they are written, None where there is no such topic."""
        tables = self._data.get("topics")
        table = tables.get(topic) if isinstance(tables, dict) else None
        return strings_in(table.get("phrases")) if isinstance(table, dict) else None

    def search(
        self,
        pages: Iterable[str],
        others: Iterable[str] = (),
        changed: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> tuple[Search, list[Fault]]:
        """Return the search with phrases of some topics ``changed``, and what is wrong with the topics."""
        reader = _Reader(self._text, self._data, {*pages, *others}, changed)
        return Search(reader.topics, self._learned), reader.faults


class _Reader:
    """The topics of a file as far as they make sense, and a fault for all that does not."""

    def __init__(
        self, text: str, data: Mapping[str, object], known: Container[str], changed: Mapping[str, Sequence[str]]
    ) -> None:
        self._lines = text.split("\n")
        self._known = known
        self.faults = [
            self._fault(f'"{key}" is not known; there is only topics', key) for key in data.keys() - {"topics"}
        ]
        tables = data.get("topics")
        found = tables if isinstance(tables, dict) else {}
        self.faults += [
            self._fault(f"{name}: there is no topic of this name", name) for name in changed.keys() - found.keys()
        ]
        self.topics = {
            name: topic
            for name, table in found.items()
            if (topic := self._topic(name, _changed(table, changed.get(name))))
        }

    def _topic(self, name: str, table: object) -> Topic | None:
        header = f"[topics.{name}]"
        if not isinstance(table, dict) or not strings_in(table.get("phrases")):
            self.faults.append(self._fault(f"{name}: phrases must be a list of texts", header, "phrases-none"))
            return None
        near = strings_in(table.get("near"))
        for other in (name, *near):
            if other not in self._known:
                self.faults.append(self._fault(f'{name}: there is no page "{other}"', header))
        for key in table.keys() - {"phrases", "near", "check"}:
            message = f'{name}: "{key}" is not known; a topic has only phrases, near and check'
            self.faults.append(self._fault(message, header))
        for phrase in strings_in(table["phrases"]):
            if not words(phrase):
                message = f'{name}: "{shorten(phrase)}" has no word in it'
                self.faults.append(self._fault(message, phrase, "phrase-empty", place=shorten(phrase)))
        return Topic(name, strings_in(table["phrases"]), near, table.get("check") is True)

    def _fault(self, message: str, sought: str, code: str = "", **about: str) -> Fault:
        line = next((n for n, line in enumerate(self._lines, 1) if sought in line), 1)
        return Fault(FILE, line, message, code, about)


def _changed(table: object, phrases: Sequence[str] | None) -> object:
    """Return what is written of a topic, with other phrases if there are some."""
    return table if phrases is None or not isinstance(table, dict) else {**table, "phrases": [*phrases]}
