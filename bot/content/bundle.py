"""The texts of one language, ready to be filled with values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

from bot.content.markup import escape

Value = str | int | date

LONGEST_VALUE = 2_400  # fluent.runtime gives up a message in which one value exceeds 2,500
_BRITISH = {"en": "en-GB"}  # "22 November 2026", as the texts are written


def locale_of(language: str) -> Locale | None:
    """Return how a language writes dates and counts, or None if it is none."""
    try:
        return Locale.parse(_BRITISH.get(language, language), sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def escaped(text: str) -> str:
    """Return HTML that shows a value as it is, cut where it would be too long to be put into a text."""
    return escape(text, LONGEST_VALUE)


def unescaped(text: str) -> str:
    """Return a value as it is, cut where it would be too long to be put into a text."""
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


class FormatError(Exception):
    """A text could not be filled with the values given; says why, without the values."""


def _nothing(key: str) -> None:
    """Do nothing about a text that could not be filled: there is no other."""


class Bundle:
    """Formats the messages of one language."""

    def __init__(self, language: str, locale: Locale, entries: Iterable[ast.Message | ast.Term]) -> None:
        self.language = language
        self._locale = locale
        self._fluent = FluentBundle([str(locale)], use_isolating=False)
        self._fluent.add_resource(ast.Resource(list(entries)))
        self.failed: Callable[[str], None] = _nothing
        """Is called with the key of a text that could not be filled."""

    def has(self, key: str) -> bool:
        """Tell whether this language has a text of that key."""
        return self._pattern(key) is not None

    def format(self, key: str, values: Mapping[str, Value], quote: Callable[[str], str]) -> str:
        """Return the text, strings among the values quoted; KeyError where there is none, FormatError if it fails."""
        ready = {name: self._ready(value, quote) for name, value in values.items()}
        try:
            pattern = self._pattern(key)
            text, errors = self._fluent.format_pattern(pattern, ready) if pattern else (None, [])
        except Exception as error:  # whatever an edited text brings about, the shipped one shall be said
            raise FormatError(type(error).__name__) from error
        if errors:
            raise FormatError("; ".join(map(str, errors)))
        if text is None:
            raise KeyError(key)
        return str(text)

    def _pattern(self, key: str) -> Pattern | None:
        id_, _, attribute = key.partition(".")
        if not self._fluent.has_message(id_):
            return None
        message = self._fluent.get_message(id_)
        return message.attributes.get(attribute) if attribute else message.value

    def _ready(self, value: Value, quote: Callable[[str], str]) -> str | int:
        if isinstance(value, date):
            return quote(format_date(value, "long", self._locale))
        return quote(value) if isinstance(value, str) else value
