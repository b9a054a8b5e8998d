"""What stands in a messages folder, read once and kept: all editions of the words are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from bot.content.bundle import locale_of
from bot.content.checks import Language
from bot.content.danger import DangerFiles
from bot.content.faults import Fault
from bot.content.groups import Groups
from bot.content.numbers import NumbersFile
from bot.content.overrides import DANGER, NUMBER, REVIEWED, SEARCH, row_source
from bot.content.pages import Page
from bot.content.patterns import source_of
from bot.content.search import SearchFile
from bot.content.source import read_language, read_text
from bot.content.structure import FILE, Structure
from bot.content.triage import FILE as CHECK_FILE
from bot.content.triage import CheckFile

ENGLISH = "en"
FINGERPRINT_DIGITS = 12


@dataclass(frozen=True)
class Material:
    """All files of a messages folder as far as they can be read, and a fault for all that cannot."""

    languages: Mapping[str, Language]
    structure: str | None
    """The text of pages.toml."""
    check: CheckFile | None
    search: SearchFile
    danger: DangerFiles
    numbers: NumbersFile
    groups: Groups
    faults: tuple[Fault, ...]

    @classmethod
    def read(cls, folder: Path) -> Material:
        """Return what a folder holds."""
        languages, faults = _read_languages(folder)
        structure = read_text(folder / FILE, FILE)
        check, check_faults = _read_check(folder)
        search, search_faults = SearchFile.read(folder)
        danger, danger_faults = DangerFiles.read(folder)
        numbers, numbers_faults = NumbersFile.read(folder)
        groups, groups_faults = Groups.read(folder)
        faults += [structure] if isinstance(structure, Fault) else []
        if ENGLISH not in languages:
            faults.append(Fault(ENGLISH, None, "there is no folder of this name; the English texts belong there"))
        faults += [*check_faults, *search_faults, *danger_faults, *numbers_faults, *groups_faults]
        text = None if isinstance(structure, Fault) else structure
        return cls(languages, text, check, search, danger, numbers, groups, tuple(faults))

    def source(self, language: str, key: str) -> str | None:
        """Return a text, a list or a row as its file has it, None where there is none."""
        kind, colon, name = key.partition(":")
        if not colon:
            return self._pattern(language, key)
        if kind == SEARCH:
            return _lines(self.search.phrases(name))
        if kind == DANGER:
            return _lines(self.danger.phrases(language, name))
        if kind == NUMBER:
            row = self.numbers.row(name)
            return row_source(row) if row else None
        return self._review(name) if kind == REVIEWED else None

    def fingerprint(self, language: str, key: str) -> str:
        """Return what tells a text from one with other words, nothing where there is none."""
        source = self.source(language, key)
        return "" if source is None else sha256(source.encode()).hexdigest()[:FINGERPRINT_DIGITS]

    def _pattern(self, language: str, key: str) -> str | None:
        known = self.languages.get(language)
        entry = known.source.entries.get(key.partition(".")[0]) if known else None
        for found, _, pattern in entry.patterns() if entry else ():
            if entry and found == key:
                return source_of(entry, pattern)
        return None

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return Structure(self.structure or "").pages

    def _review(self, page_id: str) -> str | None:
        page = self._pages.get(page_id)
        if page is None or page.reviewed_by is None:
            return None
        return row_source({"by": page.reviewed_by, "on": page.reviewed_on})


def _lines(phrases: tuple[str, ...] | None) -> str | None:
    return None if phrases is None else "\n".join(phrases)


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
