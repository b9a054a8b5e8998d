"""All the words: the messages folder read, checked, and ready to be said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.content.bundle import locale_of
from bot.content.checks import Language, find_faults
from bot.content.faults import ContentError, Fault
from bot.content.pages import Pages
from bot.content.source import read_language, read_text
from bot.content.structure import FILE, Structure
from bot.content.words import Words

__all__ = ["Catalog", "ContentError", "Fault", "Words"]

ENGLISH = "en"


class Catalog:
    """The checked words of every language, and the pages they make."""

    def __init__(self, words: Mapping[str, Words], ids: tuple[str, ...], pages: Pages) -> None:
        self.languages = tuple(words)
        self.pages = pages
        self._words = {language.lower(): found for language, found in words.items()}
        self._ids = ids

    @classmethod
    def load(cls, folder: Path) -> Catalog:
        """Return what a messages folder says; raise ContentError naming every fault of all its files."""
        languages, faults = _read_languages(folder)
        text = read_text(folder / FILE, FILE)
        structure = Structure("" if isinstance(text, Fault) else text)
        faults += [text] if isinstance(text, Fault) else structure.faults
        words = {code: _words(code, languages) for code in languages}
        if ENGLISH in languages:
            faults += find_faults(languages, words, structure)
        else:
            faults.append(Fault(ENGLISH, None, "there is no folder of this name; the English texts belong there"))
        if faults:
            raise ContentError(faults)
        ids = tuple(text.entry.id for text in languages[ENGLISH].messages() if "." not in text.key)
        return cls(words, ids, Pages(structure.pages, structure.menu))

    def words(self, language_code: str | None) -> Words:
        """Return the words for a language code as Telegram sends it: of that language, its base, or English."""
        code = (language_code or ENGLISH).lower()
        return self._words.get(code) or self._words.get(code.partition("-")[0]) or self._words[ENGLISH]

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all messages, in the order of the files."""
        return self._ids


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


def _words(code: str, languages: Mapping[str, Language]) -> Words:
    chain = dict.fromkeys((code, code.partition("-")[0], ENGLISH))
    return Words(code, [languages[each].bundle for each in chain if each in languages])
