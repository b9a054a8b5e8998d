"""What people write in danger: phrases from ``<language>/danger.toml`` of every language, and what examples taught."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from bot.content.examples import CALM, DANGER, read_learned
from bot.content.faults import Fault
from bot.content.learned import Learned
from bot.content.phrases import Hit, Phrasebook, PhraseError
from bot.content.search import Search
from bot.content.source import read_text, shorten
from bot.content.structure import parse_toml, strings_in
from bot.content.tokens import Token, tokens, words

FILE = "danger.toml"
SETS = "sets"
KNOWN = "known"
REPLIES = "replies"
TURNS = "turns"


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
ALARMING = 0.3
"""How likely danger must be for help to come at once: shown for nothing, it harms nobody."""
CERTAIN = 0.8
"""How likely it must be for one part of a text that is calm as a whole."""
DOUBTFUL = 0.08
"""How likely danger must be for a line about help to stand below what is answered."""
HINT = 0.5
"""How much a hint counts beside the words themselves."""
SHORTEST_CLAUSE = 3
SHORTEST_WORD = 3
"""The letters of a word from which something can be learned of a text."""
PRESENT = "present"
MENTION = "mention"
GROUPS = (*_GROUPS, PRESENT, MENTION)
KEYS = (KNOWN, TURNS, REPLIES, SETS, *GROUPS)


class Alarm:
    """Tells whether a text speaks of danger."""

    def __init__(
        self, book: Phrasebook, learned: Learned | None = None, turns: Iterable[str] = (), replies: Iterable[str] = ()
    ) -> None:
        """Make an alarm; at ``turns``, words such as "but", a text goes on to another matter.

        Of ``replies``, such as "not sure", nothing was learned: where one is the whole text, the phrases alone decide.
        """
        self._book = book
        self._learned = learned
        self._replies = {tuple(words(reply)) for reply in replies}
        self._turn = re.compile("|".join((r"[.!?;\n]+", *(rf",? \b{re.escape(turn)}\b" for turn in turns))))
        self.watches = bool(book.groups) or learned is not None

    def judge(self, text: str) -> Danger:
        """Return what a text speaks of; without examples to learn from, the phrases alone decide."""
        typed = tokens(text)
        signs = self._signs(typed)
        said = _words(typed)
        if self._learned is None or tuple(said) in self._replies or all(len(word) < SHORTEST_WORD for word in said):
            return signs.alone()
        likelihoods = self._learned.likelihoods(said, signs.hints())
        if 1 - likelihoods[CALM] > ALARMING:
            return _likeliest(likelihoods)
        for clause in self._clauses(text):
            part = tokens(clause)
            within = self._learned.likelihoods(_words(part), self._signs(part).hints())
            if 1 - within[CALM] > CERTAIN:
                return _likeliest(within)
        return Danger.MENTION if 1 - likelihoods[CALM] > DOUBTFUL or signs.dangers else Danger.NONE

    def _clauses(self, text: str) -> list[str]:
        """Return the parts of a text that has several: an old story, and what is the matter now."""
        parts = [part for part in self._turn.split(text.casefold()) if len(part.split()) >= SHORTEST_CLAUSE]
        return parts if len(parts) > 1 else []

    def hints(self, text: str) -> Sequence[float]:
        """Return what the phrases tell of a text, to be learned from as well."""
        return self._signs(tokens(text)).hints()

    def _signs(self, typed: Sequence[Token]) -> _Signs:
        hits = self._book.find(typed)
        dangers = [hit for hit in hits if hit.group in _GROUPS]
        told = [hit for hit in dangers if _is_told(hit, hits)]
        present = {hit.group for hit in dangers if not any(hit.places & other.places for other in told)}
        return _Signs({hit.group for hit in hits}, present, bool(dangers), bool(told))


@dataclass(frozen=True, slots=True)
class _Signs:
    """Which groups of phrases were found, those of danger that is there now, and whether some only tell of danger."""

    groups: set[str]
    present: set[str]
    dangers: bool
    told: bool

    def alone(self) -> Danger:
        """Return what the phrases say by themselves."""
        for group, danger in _GROUPS.items():
            if group in self.present:
                return danger
        return Danger.MENTION if self.dangers else Danger.NONE

    def hints(self) -> Sequence[float]:
        """Return the phrases as numbers."""
        known = [group in self.present for group in _GROUPS]
        return [HINT * sign for sign in (*known, MENTION in self.groups, PRESENT in self.groups, self.told)]


def _words(typed: Sequence[Token]) -> list[str]:
    return [token.word for token in typed]


def _likeliest(likelihoods: Mapping[str, float]) -> Danger:
    return _GROUPS[max(_GROUPS, key=lambda group: likelihoods.get(group, 0.0))]


def _is_told(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Tell whether the sentence, in the language of the phrase, only speaks about danger and nothing says it is now."""
    around = [other for other in hits if (other.sentence, other.language) == (hit.sentence, hit.language)]
    told = frozenset(chain.from_iterable(other.places for other in around if other.group == MENTION))
    return bool(told) and all(other.places <= told for other in around if other.group == PRESENT)


class DangerFiles:
    """What a messages folder says of danger: the phrases as they are written, by language, and what was learned."""

    def __init__(
        self, texts: Mapping[str, str], tables: Mapping[str, Mapping[str, object]], learned: Learned | None
    ) -> None:
        self._texts, self._tables, self._learned = texts, tables, learned

    @classmethod
    def read(cls, folder: Path) -> tuple[DangerFiles, list[Fault]]:
        """Return the files of a messages folder, which need not have any, and what is wrong with them."""
        tables: dict[str, Mapping[str, object]] = {}
        texts: dict[str, str] = {}
        learned, faults = read_learned(folder, DANGER, {CALM}, len(Alarm(Phrasebook()).hints("")))
        for path in sorted(folder.glob(f"*/{FILE}")):
            language = path.parent.name
            text = read_text(path, _file(language))
            if isinstance(text, Fault):
                faults.append(text)
                continue
            parsed = parse_toml(text, _file(language))
            if isinstance(parsed, Fault):
                faults.append(parsed)
            else:
                tables[language], texts[language] = parsed, text
        return cls(texts, tables, learned), faults

    def groups(self) -> Iterator[tuple[str, str]]:
        """Yield the language and the name of each group of phrases."""
        yield from ((language, group) for language, table in self._tables.items() for group in GROUPS if group in table)

    def phrases(self, language: str, group: str) -> tuple[str, ...] | None:
        """Return the phrases of a group as they are written, None where there is no such group."""
        known = (language, group) in set(self.groups())
        return strings_in(self._tables[language][group]) if known else None

    def alarm(
        self, search: Search, changed: Mapping[tuple[str, str], Sequence[str]] = MappingProxyType({})
    ) -> tuple[Alarm, list[Fault]]:
        """Return the alarm with the phrases of some languages and groups ``changed``, and what is wrong with them.

        What the search knows speaks of no danger, and holds no typing errors.
        """
        tables = {language: dict(table) for language, table in self._tables.items()}
        faults = [
            Fault(_file(language), None, f"{group}: there is no group of this name")
            for language, group in changed.keys() - set(self.groups())
        ]
        for (language, group), phrases in changed.items():
            tables.get(language, {})[group] = [*phrases]
        calm = [phrase for topic in search.topics.values() for phrase in topic.phrases]
        book = Phrasebook([*calm, *_all(tables, KNOWN)])
        for language, table in tables.items():
            faults += _Reader(_file(language), self._texts[language], table).fill(book)
        return Alarm(book, self._learned, _all(tables, TURNS), _all(tables, REPLIES)), faults


def read_alarm(folder: Path, search: Search) -> tuple[Alarm, list[Fault]]:
    """Return the alarm of a messages folder, and what is wrong with its files."""
    files, unreadable = DangerFiles.read(folder)
    alarm, faults = files.alarm(search)
    return alarm, [*unreadable, *faults]


def _file(language: str) -> str:
    return f"{language}/{FILE}"


def _all(tables: Mapping[str, Mapping[str, object]], key: str) -> list[str]:
    return [each for table in tables.values() for each in strings_in(table.get(key))]


class _Reader:
    """Takes one file's phrases."""

    def __init__(self, name: str, text: str, table: Mapping[str, object]) -> None:
        self._name, self._lines, self._table = name, text.split("\n"), table

    def fill(self, book: Phrasebook) -> Iterator[Fault]:
        """Add the phrases to the book; yield what is wrong."""
        sets = self._table.get(SETS, {})
        named = {key: strings_in(value) for key, value in sets.items()} if isinstance(sets, dict) else {}
        yield from (self._fault(f"there is only {', '.join(KEYS)}", key) for key in self._unknown())
        yield from (self._fault(f"{key} must be a list of texts", key) for key, words in named.items() if not words)
        for group in GROUPS:
            phrases = strings_in(self._table.get(group))
            if group in self._table and not phrases:
                yield self._fault(f"{group} must be a list of phrases", group, "phrases-none")
            for phrase in phrases:
                try:
                    book.add(group, self._name, phrase, named)
                except PhraseError as error:
                    yield self._fault(f'"{shorten(phrase)}": {error}', f'"{phrase}"', error.code, place=shorten(phrase))

    def _unknown(self) -> list[str]:
        return [key for key in self._table if key not in KEYS]

    def _fault(self, message: str, sought: str, code: str = "", **about: str) -> Fault:
        line = next((number for number, line in enumerate(self._lines, 1) if sought in line), 1)
        return Fault(self._name, line, message, code, about)
