"""All that is said at one moment: the shipped words, with what editors changed in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain

from bot.content.bundle import Bundle, Value
from bot.content.checks import Language, find_faults, read_schema
from bot.content.danger import Alarm
from bot.content.declarations import Variable
from bot.content.faults import ContentError, Fault
from bot.content.material import ENGLISH, Material
from bot.content.numbers import Numbers
from bot.content.overrides import DANGER, NUMBER, REVIEWED, SEARCH, is_same, lists_in, rows_in, with_overrides
from bot.content.pages import CRISIS, Pages
from bot.content.search import Search
from bot.content.source import Entry, Source
from bot.content.structure import Structure
from bot.content.templates import Templates, of_lists, of_messages
from bot.content.tips import Tips, read_tips
from bot.content.triage import Check
from bot.content.words import Words
from bot.domain.editing import Override

TELLING = "topic-"
"""How the id of a message begins that answers a topic without a page."""

_UNSIGNED = (f"{SEARCH}:", f"{REVIEWED}:")
"""How the keys begin of what is not signed off with the check."""

Failed = Callable[[tuple[Override, ...], Override], None]
"""Is told of an override of an edition that could not be filled with its values."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its file has it: where English writes it, the keys of its parts, its variables."""

    entry: Entry
    keys: tuple[str, ...]
    variables: Mapping[str, Variable]

    @property
    def place(self) -> str:
        """The file and line where English writes it."""
        return f"{self.entry.file}:{self.entry.line}"

    @property
    def examples(self) -> Mapping[str, Value]:
        """Values to try it with."""
        return {name: variable.example for name, variable in self.variables.items()}


@dataclass(frozen=True, eq=False)
class Edition:
    """The checked words of every language, and all that is made of them; nothing in it ever changes."""

    overrides: tuple[Override, ...]
    changed: tuple[Override, ...]
    """The overrides that say something else than what is shipped: one that was exported may be shipped by now."""
    pages: Pages
    check: Check | None
    alarm: Alarm
    search: Search
    numbers: Numbers
    tips: Tips
    messages: Mapping[str, Message]
    material: Material
    written: Mapping[str, Source]
    """The texts of each language, without those it falls back to."""
    spoken: Mapping[str, Words]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in, English first."""
        return tuple(self.spoken)

    def words(self, language_code: str | None) -> Words:
        """Return the words for a language code as Telegram sends it: of that language, its base, or English."""
        code = (language_code or ENGLISH).lower()
        return self._by_code.get(code) or self._by_code.get(code.partition("-")[0]) or self.spoken[ENGLISH]

    def sample(self, message_id: str, language_code: str) -> Mapping[str, str]:
        """Return the parts of a message as people see them, with example values, by key; KeyError for no such."""
        message, words = self.messages[message_id], self.words(language_code)
        return {key: words.text(key, **message.examples) for key in message.keys if words.has(key)}

    def source(self, language: str, key: str) -> str | None:
        """Return a text, a list or a row as its file or its editor has it, None where there is none."""
        return self._sources.source(language, key)

    @property
    def is_as_signed(self) -> bool:
        """Whether all that is signed off with the check is as it was shipped."""
        return all(override.key.startswith(_UNSIGNED) for override in self.changed)

    @cached_property
    def templates(self) -> Templates:
        """All that editors can change."""
        groups, variables = self.material.groups, {id_: message.variables for id_, message in self.messages.items()}
        messages = (of_messages(source, self.written[ENGLISH], variables, groups) for source in self.written.values())
        lists = of_lists(self.search.topics, self.material.danger.groups(), self.numbers.rows, groups)
        return Templates([*chain.from_iterable(messages), *lists], groups.names, self._sources)

    @cached_property
    def _by_code(self) -> Mapping[str, Words]:
        return {language.lower(): words for language, words in self.spoken.items()}

    @cached_property
    def _sources(self) -> _Sources:
        return _Sources(self.material, {(each.language, each.key): each.source for each in self.overrides})


@dataclass(frozen=True, slots=True)
class _Sources:
    """What each text says, without the edition: whatever held that would keep its memory until a collector comes."""

    material: Material
    changed: Mapping[tuple[str, str], str]

    def source(self, language: str, key: str) -> str | None:
        """Return a text, a list or a row as its file or its editor has it, None where there is none."""
        changed = self.changed.get((language, key))
        return self.material.source(language, key) if changed is None else changed


def make_edition(
    material: Material, overrides: Sequence[Override], failed: Failed, like: Edition | None = None
) -> Edition:
    """Return the words with these overrides; raise ContentError naming every fault.

    What is not changed by them is taken from another edition, if there is one ``like`` it.
    """
    languages, faults = _languages(material, overrides)
    faults += material.faults
    shipped = {code: material.languages[code].bundle for code in languages}
    words = {code: _words(code, languages, shipped) for code in languages}
    structure = Structure(material.structure or "", rows_in(overrides, REVIEWED))
    pages = Pages(structure.pages, structure.menu)
    tips, unfit = _check_texts(material, languages, words, structure) if ENGLISH in languages else (Tips({}), [])
    numbers, unusable = material.numbers.numbers(rows_in(overrides, NUMBER))
    search, alarm, unread = _phrases(material, overrides, structure, languages.get(ENGLISH), like)
    faults += [*unfit, *unusable, *unread, *(structure.faults if material.structure is not None else ())]
    if alarm.watches and CRISIS not in structure.pages:
        faults.append(structure.fault(f"there is no page [pages.{CRISIS}]; it answers words of danger", "pages"))
    if faults:
        raise ContentError(faults)
    edition = Edition(
        tuple(overrides),
        tuple(override for override in overrides if not _is_shipped(material, override)),
        pages,
        material.check.check if material.check else None,
        alarm,
        search,
        numbers,
        tips,
        _messages(languages[ENGLISH]),
        material,
        {code: language.source for code, language in languages.items()},
        words,
    )
    for code, language in languages.items():  # from now on: what fails while it is checked is no news
        if language.bundle is not shipped[code]:
            blamed = _blamed(language, code, overrides)
            language.bundle.failed = partial(_blame, blamed, partial(failed, edition.overrides))
    return edition


def _check_texts(
    material: Material, languages: Mapping[str, Language], words: Mapping[str, Words], structure: Structure
) -> tuple[Tips, list[Fault]]:
    """Return the tips, and what is wrong with the texts among themselves."""
    tips, faults = read_tips(languages[ENGLISH], words[ENGLISH])
    faults += find_faults(languages, words, structure)
    faults += material.check.find_faults(words[ENGLISH], structure.pages) if material.check else ()
    faults += material.groups.find_faults(languages[ENGLISH].texts)
    return tips, faults


def own_faults(material: Material, overrides: Iterable[Override]) -> list[Fault]:
    """Return what is wrong with overrides whatever else is said; takes a fraction of what an edition takes."""
    _, faults = _sources(material, overrides)
    return faults


def _languages(material: Material, overrides: Iterable[Override]) -> tuple[dict[str, Language], list[Fault]]:
    """Return the texts of every language to be checked, and what is wrong with the overrides on their own."""
    sources, faults = _sources(material, overrides)
    return {
        code: Language(sources[code], language.locale) if code in sources else language.untried()
        for code, language in material.languages.items()
    }, faults


def _sources(material: Material, overrides: Iterable[Override]) -> tuple[dict[str, Source], list[Fault]]:
    """Return the texts of the languages that are changed, and what is wrong with the overrides on their own."""
    faults: list[Fault] = []
    changed: dict[str, list[Override]] = defaultdict(list)
    for override in overrides:
        kind, colon, _ = override.key.partition(":")
        if not colon:
            changed[override.language].append(override)
        elif kind not in (SEARCH, DANGER, NUMBER, REVIEWED):
            faults.append(Fault(override.language, None, f"{override.key}: there is nothing of this name"))
    faults += (
        Fault(code, None, "there are no texts in this language") for code in changed.keys() - material.languages.keys()
    )
    sources: dict[str, Source] = {}
    for code in changed.keys() & material.languages.keys():
        english = material.languages[ENGLISH].source
        sources[code], unusable = with_overrides(material.languages[code].source, changed[code], english)
        faults += unusable
    return sources, faults


def _is_shipped(material: Material, override: Override) -> bool:
    shipped = material.source(override.language, override.key)
    return shipped is not None and is_same(override.key, shipped, override.source)


def _blamed(language: Language, code: str, overrides: Iterable[Override]) -> Mapping[str, Sequence[Override]]:
    """Return the overrides that each text is made of."""
    changed = {override.key: override for override in overrides if override.language == code}
    found = {
        key: [changed[inner.key] for inner in language.inside(key) if inner.key in changed] for key in language.texts
    }
    return {key: inside for key, inside in found.items() if inside}


def _blame(blamed: Mapping[str, Sequence[Override]], failed: Callable[[Override], None], key: str) -> None:
    for override in blamed.get(key, ()):
        failed(override)


def _words(code: str, languages: Mapping[str, Language], shipped: Mapping[str, Bundle]) -> Words:
    """Return the words of a language: as edited, then as shipped, then those of its base and of English."""
    chain = [each for each in (code, code.partition("-")[0], ENGLISH) if each in languages]
    return Words(code, tuple(dict.fromkeys(it for each in chain for it in (languages[each].bundle, shipped[each]))))


def _phrases(
    material: Material,
    overrides: Sequence[Override],
    structure: Structure,
    english: Language | None,
    like: Edition | None,
) -> tuple[Search, Alarm, list[Fault]]:
    """Return what finds topics and what hears danger, made anew only where the other edition has other phrases."""
    if like and _phrases_in(like.overrides) == _phrases_in(overrides):
        return like.search, like.alarm, []
    topics = {name: phrases for (_, name), phrases in lists_in(overrides, SEARCH).items()}
    search, faults = material.search.search(structure.pages, _told(english), topics)
    alarm, unusable = material.danger.alarm(search, lists_in(overrides, DANGER))
    return search, alarm, [*faults, *unusable]


def _phrases_in(overrides: Iterable[Override]) -> set[Override]:
    return {override for override in overrides if override.key.partition(":")[0] in (SEARCH, DANGER)}


def _told(english: Language | None) -> list[str]:
    """Return what people may ask for that has a message, and no page."""
    entries = english.source.entries if english else ()
    return [entry.removeprefix(TELLING) for entry in entries if entry.startswith(TELLING)]


def _messages(english: Language) -> dict[str, Message]:
    """Return all messages by id, in the order of the files."""
    schema, _ = read_schema(english)
    return {
        entry.id: Message(entry, tuple(key for key, _, _ in entry.patterns()), schema[entry.id])
        for entry in english.source.entries.values()
        if entry.id in schema
    }
