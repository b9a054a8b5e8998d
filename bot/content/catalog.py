"""All the words: the messages folder read, checked, and ready to be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.bundle import Value, locale_of
from bot.content.checks import Language, find_faults, read_schema
from bot.content.danger import Alarm, read_alarm
from bot.content.faults import ContentError, Fault
from bot.content.numbers import Numbers, read_numbers
from bot.content.pages import CRISIS, Pages
from bot.content.search import Search, read_search
from bot.content.source import read_language, read_text
from bot.content.structure import FILE, Structure
from bot.content.tips import Tips, read_tips
from bot.content.triage import FILE as CHECK_FILE
from bot.content.triage import Check, CheckFile
from bot.content.words import Words

__all__ = ["Catalog", "ContentError", "Fault", "Words"]

ENGLISH = "en"
TELLING = "topic-"
"""How the id of a message begins that answers a topic without a page."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its file has it: where English writes it, the keys of its parts, values to try it with."""

    place: str
    keys: tuple[str, ...]
    examples: Mapping[str, Value]


class Catalog:
    """The checked words of every language, the pages they make, and the questions of the check, if there is one."""

    def __init__(
        self,
        words: Mapping[str, Words],
        messages: Mapping[str, Message],
        pages: Pages,
        check: Check | None,
        alarm: Alarm,
        search: Search,
        numbers: Numbers,
        tips: Tips,
    ) -> None:
        self.languages = tuple(words)
        self.pages = pages
        self.check = check
        self.alarm = alarm
        self.search = search
        self.numbers = numbers
        self.tips = tips
        self._words = {language.lower(): found for language, found in words.items()}
        self.messages = messages

    @classmethod
    def load(cls, folder: Path) -> Catalog:
        """Return what a messages folder says; raise ContentError naming every fault of all its files."""
        languages, faults = _read_languages(folder)
        text = read_text(folder / FILE, FILE)
        structure = Structure("" if isinstance(text, Fault) else text)
        faults += [text] if isinstance(text, Fault) else structure.faults
        check, unusable = _read_check(folder)
        faults += unusable
        words = {code: _words(code, languages) for code in languages}
        tips = Tips({})
        if ENGLISH in languages:
            tips, unusable = read_tips(languages[ENGLISH], words[ENGLISH])
            faults += unusable
            faults += find_faults(languages, words, structure)
            faults += check.find_faults(words[ENGLISH], structure.pages) if check else ()
        else:
            faults.append(Fault(ENGLISH, None, "there is no folder of this name; the English texts belong there"))
        search, unusable = read_search(folder, structure.pages, _told(languages.get(ENGLISH)))
        faults += unusable
        alarm, unusable = read_alarm(folder, search)
        faults += unusable
        numbers, unusable = read_numbers(folder)
        faults += unusable
        if alarm.watches and CRISIS not in structure.pages:
            faults.append(structure.fault(f"there is no page [pages.{CRISIS}]; it answers words of danger", "pages"))
        if faults:
            raise ContentError(faults)
        pages = Pages(structure.pages, structure.menu)
        messages = _messages(languages[ENGLISH])
        return cls(words, messages, pages, check.check if check else None, alarm, search, numbers, tips)

    def words(self, language_code: str | None) -> Words:
        """Return the words for a language code as Telegram sends it: of that language, its base, or English."""
        code = (language_code or ENGLISH).lower()
        return self._words.get(code) or self._words.get(code.partition("-")[0]) or self._words[ENGLISH]

    def sample(self, message_id: str, language_code: str) -> Mapping[str, str]:
        """Return the parts of a message as people see them, with example values, by key; KeyError for no such."""
        message, words = self.messages[message_id], self.words(language_code)
        return {key: words.text(key, **message.examples) for key in message.keys if words.has(key)}


def _messages(english: Language) -> dict[str, Message]:
    """Return all messages by id, in the order of the files."""
    schema, _ = read_schema(english)
    messages: dict[str, Message] = {}
    for text in english.messages():
        entry = text.entry
        known = messages.get(entry.id)
        keys = (*known.keys, text.key) if known else (text.key,)
        examples = {name: variable.example for name, variable in schema[entry.id].items()}
        messages[entry.id] = Message(f"{entry.file}:{entry.line}", keys, examples)
    return messages


def _read_languages(folder: Path) -> tuple[dict[str, Language], list[Fault]]:
    """Return the languages of a folder, English first, and what in their files cannot be read."""
    languages: dict[str, Language] = {}
    faults: list[Fault] = []
    try:
        paths = sorted(folder.iterdir(), key=lambda path: (path.name != ENGLISH, path.name))
    except OSError as error:
        return languages, [Fault(str(folder), None, f"the folder cannot be read: {error.strerror}")]
    for path in paths:
        if not any(path.glob("*.ftl")):
            continue
        source, unreadable = read_language(path)
        faults += unreadable
        locale = locale_of(path.name)
        if locale is None:
            faults.append(Fault(path.name, None, "the folder's name is no language such as en, de or pt-br"))
        else:
            languages[path.name] = Language(source, locale)
    return languages, faults


def _read_check(folder: Path) -> tuple[CheckFile | None, list[Fault]]:
    """Return the check of a folder and what is wrong with its file; words need not have one."""
    if not (folder / CHECK_FILE).exists():
        return None, []
    text = read_text(folder / CHECK_FILE, CHECK_FILE)
    if isinstance(text, Fault):
        return None, [text]
    file = CheckFile(text)
    return file, file.faults


def _told(english: Language | None) -> list[str]:
    """Return what people may ask for that has a message, and no page."""
    entries = english.source.entries if english else ()
    return [entry.removeprefix(TELLING) for entry in entries if entry.startswith(TELLING)]


def _words(code: str, languages: Mapping[str, Language]) -> Words:
    chain = dict.fromkeys((code, code.partition("-")[0], ENGLISH))
    return Words(code, [languages[each].bundle for each in chain if each in languages])
