"""Which page a question is about: ``en/search.toml`` holds many ways to ask for each topic.

A text is compared with all of them, by words, pairs of words and pieces of words; what is rare weighs more.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from pathlib import Path

from bot.content.faults import Fault
from bot.content.source import read_text
from bot.content.tokens import words

FILE = "en/search.toml"
MOST = 3
CLEAR = 0.22
"""How alike a text and a phrase must at least be for their page to be shown at once."""
AHEAD = 1.08
"""How many times as alike as those of the next page."""
FAINT = 0.12
"""How alike they must be for the page to be offered at all."""

_WORD, _PAIR, _PIECE = 1.0, 0.6, 0.35
_BEST = 4
COMMON = 0.1
"""The share of phrases beyond which what they have in common tells nothing."""
_FADING = 0.5
_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Topic:
    """Something people ask for: its phrases, what else may be meant, and whether a check of signs fits it."""

    id: str
    phrases: tuple[str, ...]
    near: tuple[str, ...]
    check: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The topics a text may be about, the likeliest first; ``clear`` if the first is surely meant."""

    topics: tuple[str, ...] = ()
    clear: bool = False


Vector = Mapping[str, float]


class Search:
    """Finds topics."""

    def __init__(self, topics: Mapping[str, Topic], same: Iterable[str]) -> None:
        self.topics = topics
        self.same = tuple(same)
        self._same = {word: f"={group[0]}" for line in self.same if (group := words(line)) for word in group}
        phrases = [
            (name, Counter(self._features(phrase))) for name, topic in topics.items() for phrase in topic.phrases
        ]
        spread = Counter(feature for _, features in phrases for feature in features)
        self._weights = {feature: log(1 + len(phrases) / count) for feature, count in spread.items()}
        self._unknown = log(1 + len(phrases))
        self._common = max(COMMON * len(phrases), 20)
        self._spread = spread
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._topic_of: list[str] = []
        self._centres = self._learn(phrases)

    def find(self, text: str) -> Found:
        """Return the topics a text may be about."""
        scores = self.scores(text)
        ranked = sorted(scores, key=lambda topic: -scores[topic])
        if not ranked or scores[ranked[0]] < FAINT:
            return Found()
        first, *others = ranked
        clear = scores[first] >= CLEAR and (not others or scores[first] >= AHEAD * scores[others[0]])
        near = [topic for topic in self.topics[first].near if topic in self.topics]
        likely = [topic for topic in others if scores[topic] >= scores[first] * _FADING]
        rest = dict.fromkeys([*likely[:MOST], *near, *others])
        return Found((first, *list(rest)[: MOST - 1]), clear)

    def _learn(self, phrases: Sequence[tuple[str, Counter[str]]]) -> dict[str, dict[str, float]]:
        centres: dict[str, dict[str, float]] = {topic: defaultdict(float) for topic in self.topics}
        for number, (topic, features) in enumerate(phrases):
            self._topic_of.append(topic)
            for feature, weight in self._normal(features).items():
                if self._spread[feature] < self._common:
                    self._index[feature].append((number, weight))
                centres[topic][feature] += weight
        for centre in centres.values():
            length = sqrt(sum(weight * weight for weight in centre.values())) or 1.0
            for feature in centre:
                centre[feature] /= length
        return centres

    def scores(self, text: str) -> dict[str, float]:
        """Return how much a text is like the phrases of each topic, of those that it is like at all."""
        asked = self._normal(Counter(self._features(text)))
        alike: dict[int, float] = defaultdict(float)
        for feature, weight in asked.items():
            for number, other in self._index.get(feature, ()):
                alike[number] += weight * other
        by_topic: dict[str, list[float]] = defaultdict(list)
        for number, likeness in alike.items():
            by_topic[self._topic_of[number]].append(likeness)
        scores = {}
        for topic, likenesses in by_topic.items():
            best = sorted(likenesses, reverse=True)[:_BEST]
            near = sum(likeness * _FADING**place for place, likeness in enumerate(best)) / 1.9
            centre = self._centres[topic]
            shared = sum(weight * centre[feature] for feature, weight in asked.items() if feature in centre)
            scores[topic] = (1 - _SHARED) * near + _SHARED * shared
        return scores

    def _features(self, text: str) -> Iterator[str]:
        typed = [word for word in words(text) if len(word) > 1]
        meant = [self._same.get(word, stem(word)) for word in typed]
        yield from meant
        yield from (f"{one} {other}" for one, other in pairwise(meant))
        for word in typed:
            framed = f"_{word}_"
            yield from (f"~{framed[at : at + 4]}" for at in range(len(framed) - 3))

    def _normal(self, features: Counter[str]) -> dict[str, float]:
        """Return the weight of each feature, so that the squares of all add up to one."""
        weights = {
            feature: (1 + log(count)) * self._weights.get(feature, self._unknown * 0.3) * _share(feature)
            for feature, count in features.items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {feature: weight / length for feature, weight in weights.items()}


def _share(feature: str) -> float:
    if feature.startswith("~"):
        return _PIECE
    return _PAIR if " " in feature else _WORD


_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:ingly|ing|edly|ed|es|ly|s|ies|y|e)$")


def stem(word: str) -> str:
    """Return a word without its English ending."""
    return _ENDING.sub("", word)


def read_search(folder: Path, pages: Iterable[str], others: Iterable[str] = ()) -> tuple[Search, list[Fault]]:
    """Return the search of a messages folder, empty where it has none, and what is wrong with its file."""
    if not (folder / FILE).exists():
        return Search({}, ()), []
    text = read_text(folder / FILE, FILE)
    if isinstance(text, Fault):
        return Search({}, ()), [text]
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return Search({}, ()), [Fault(FILE, None, f"the file cannot be understood: {error}")]
    reader = _Reader(text, data, {*pages, *others})
    return Search(reader.topics, _texts(data.get("same"))), reader.faults


class _Reader:
    """The topics of a file as far as they make sense, and a fault for all that does not."""

    def __init__(self, text: str, data: Mapping[str, object], known: Container[str]) -> None:
        self._lines = text.split("\n")
        self._known = known
        self.faults = [
            self._fault(f'"{key}" is not known; there are only same and topics', key)
            for key in data.keys() - {"same", "topics"}
        ]
        tables = data.get("topics")
        found = tables.items() if isinstance(tables, dict) else ()
        self.topics = {name: topic for name, table in found if (topic := self._topic(name, table))}

    def _topic(self, name: str, table: object) -> Topic | None:
        header = f"[topics.{name}]"
        if not isinstance(table, dict) or not _texts(table.get("phrases")):
            self.faults.append(self._fault(f"{name}: phrases must be a list of texts", header))
            return None
        near = _texts(table.get("near"))
        for other in (name, *near):
            if other not in self._known:
                self.faults.append(self._fault(f'{name}: there is no page "{other}"', header))
        for key in table.keys() - {"phrases", "near", "check"}:
            message = f'{name}: "{key}" is not known; a topic has only phrases, near and check'
            self.faults.append(self._fault(message, header))
        return Topic(name, _texts(table["phrases"]), near, table.get("check") is True)

    def _fault(self, message: str, sought: str) -> Fault:
        return Fault(FILE, next((n for n, line in enumerate(self._lines, 1) if sought in line), 1), message)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return ()
