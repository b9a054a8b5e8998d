"""All the words: the messages folder read, checked, and ready to be said; editors change them while the bot runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from bot.content.danger import Alarm
from bot.content.edition import TELLING, Edition, Message, make_edition, own_faults
from bot.content.faults import ContentError, Fault
from bot.content.material import ENGLISH, Material
from bot.content.numbers import Numbers
from bot.content.pages import Pages
from bot.content.search import Search
from bot.content.templates import Templates
from bot.content.tips import Tips
from bot.content.triage import Check
from bot.content.words import Words
from bot.domain.editing import Override

__all__ = ["ENGLISH", "TELLING", "Catalog", "ContentError", "Edition", "Fault", "Message", "Words"]

Requirement = Callable[[Edition], Iterable[Fault]]
"""Yields what is wrong with words from the point of view of those who say them."""


class Catalog:
    """The words in use. What it says is of one edition, that is exchanged for another at once.

    ``on_failure`` is called with the language and the key of an override that cannot be filled, once for each; what
    was shipped is said in its place.
    """

    def __init__(self, material: Material) -> None:
        """Make a catalog of what was shipped; raise ContentError naming every fault."""
        self._material = material
        self._requirements: dict[Requirement, None] = {}
        self._failed: set[Override] = set()
        self.on_failure: Callable[[str, str], object] = lambda *_: None
        self.edition = make_edition(material, (), self._note_failure)

    @classmethod
    def load(cls, folder: Path) -> Catalog:
        """Return what a messages folder says; raise ContentError naming every fault of all its files."""
        return cls(Material.read(folder))

    def require(self, requirement: Requirement) -> None:
        """Let words be used only if they meet this as well; raise ContentError where those in use do not."""
        if requirement not in self._requirements:
            _raise_for(requirement(self.edition))
            self._requirements[requirement] = None

    def try_out(self, overrides: Sequence[Override]) -> Edition:
        """Return what the words would be with exactly these overrides; raise ContentError naming every fault.

        It takes a few tenths of a second, and may be called on another thread.
        """
        edition = make_edition(self._material, overrides, self._note_failure, self.edition)
        _raise_for(fault for requirement in self._requirements for fault in requirement(edition))
        return edition

    def use(self, edition: Edition) -> None:
        """Say what this edition says from now on; what is under way keeps the words it has."""
        self.edition = edition
        self._failed &= set(edition.overrides)

    def usable(self, overrides: Sequence[Override]) -> tuple[Edition, tuple[Override, ...]]:
        """Return the words with those overrides that fit, and those that no longer do."""
        by_message = sorted(overrides, key=_message)
        together = [tuple(found) for _, found in groupby(by_message, key=_message)]
        sound = [each for each in together if not own_faults(self._material, each)]
        edition = self._fitting(self.shipped, sound)
        left_out = [each for each in sound if not set(each) <= set(edition.overrides)]
        if len(left_out) > 1:  # what did not fit alone may fit the rest
            edition = self._fitting(edition, left_out)
        return edition, tuple(each for each in overrides if each not in edition.overrides)

    def _fitting(self, edition: Edition, together: Sequence[tuple[Override, ...]]) -> Edition:
        """Return an edition with as many more overrides as fit; those of one message only together."""
        if not together:
            return edition
        try:
            return self.try_out([*edition.overrides, *(override for each in together for override in each)])
        except ContentError:
            half = len(together) // 2
            return self._fitting(self._fitting(edition, together[:half]), together[half:]) if half else edition

    @property
    def shipped(self) -> Edition:
        """The words without any override; made anew where others are in use."""
        return self.try_out(()) if self.edition.overrides else self.edition

    @property
    def overrides(self) -> tuple[Override, ...]:
        """What editors changed, as it is in use."""
        return self.edition.overrides

    def source(self, language: str, key: str) -> str | None:
        """Return a text, list or row in use, in the syntax of its file; None where there is none."""
        return self.edition.source(language, key)

    def shipped_source(self, language: str, key: str) -> str | None:
        """Return a text, list or row as it was shipped, in the syntax of its file; None where it was not."""
        return self._material.source(language, key)

    def fingerprint(self, language: str, key: str) -> str:
        """Return what tells the shipped text from one with other words; nothing where none was shipped."""
        return self._material.fingerprint(language, key)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in, English first."""
        return self.edition.languages

    @property
    def pages(self) -> Pages:
        """The pages in use."""
        return self.edition.pages

    @property
    def check(self) -> Check | None:
        """The questions of the check, if there is one."""
        return self.edition.check

    @property
    def alarm(self) -> Alarm:
        """What hears danger, with the phrases in use."""
        return self.edition.alarm

    @property
    def search(self) -> Search:
        """What finds topics, with the phrases in use."""
        return self.edition.search

    @property
    def numbers(self) -> Numbers:
        """The emergency numbers in use."""
        return self.edition.numbers

    @property
    def tips(self) -> Tips:
        """The tips in use."""
        return self.edition.tips

    @property
    def messages(self) -> Mapping[str, Message]:
        """All messages by id, in the order of the files."""
        return self.edition.messages

    @property
    def templates(self) -> Templates:
        """All that editors can change, as it is in use."""
        return self.edition.templates

    def words(self, language_code: str | None) -> Words:
        """Return the words for a language code as Telegram sends it: of that language, its base, or English."""
        return self.edition.words(language_code)

    def sample(self, message_id: str, language_code: str) -> Mapping[str, str]:
        """Return the parts of a message as people see them, with example values, by key; KeyError for no such."""
        return self.edition.sample(message_id, language_code)

    def _note_failure(self, overrides: tuple[Override, ...], override: Override) -> None:
        if overrides is self.edition.overrides and override not in self._failed:
            self._failed.add(override)
            self.on_failure(override.language, override.key)


def _raise_for(faults: Iterable[Fault]) -> None:
    if found := tuple(faults):
        raise ContentError(found)


def _message(override: Override) -> tuple[str, str]:
    """Return which message an override belongs to."""
    return override.language, override.key.partition(".")[0]
