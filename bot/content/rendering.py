"""Every text filled with every kind of value it may get, and what is wrong with the result."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product

from babel import Locale
from fluent.syntax import ast

from bot.content.bundle import LONGEST_VALUE, Bundle, FormatError, Value, escaped
from bot.content.declarations import Variable
from bot.content.faults import Fault
from bot.content.grammar import Choice, Text
from bot.content.markup import Entity, MarkupError, parse, units
from bot.content.source import shorten

MAX_COMBINATIONS = 512

_LINK = re.compile(r"<a[\s>]", re.IGNORECASE)
_UI_IDS = {"page-footer-unreviewed", "page-footer-reviewed"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a text is for, and so what it may be: ``limit`` in visible UTF-16 units."""

    name: str
    html: bool
    limit: int


_MESSAGE = Form("a message", html=True, limit=4096)
_LEAD = Form("the part of a page that is always shown", html=True, limit=900)
_BUTTON = Form("a button", html=False, limit=32)
_COMMAND = Form("the description of a command", html=False, limit=256)
_TITLE = Form("a title", html=False, limit=256)
_NOTICE = Form("a notice", html=False, limit=200)
_PAGE_PARTS = {"": _LEAD, "title": _TITLE, "button": _BUTTON, "menu": _COMMAND, "detail": _MESSAGE}
_PREFIXES = {"button-": _BUTTON, "notice-": _NOTICE, "command-": _COMMAND}


def is_page(message_id: str) -> bool:
    """Tell whether a message is a page's, by its name."""
    return message_id.startswith("page-") and message_id not in _UI_IDS


def form_of(key: str) -> Form:
    """Return what the text of this key is for."""
    message_id, _, attribute = key.partition(".")
    if is_page(message_id):
        return _PAGE_PARTS.get(attribute, _MESSAGE)
    return next((form for prefix, form in _PREFIXES.items() if key.startswith(prefix)), _MESSAGE)


class Samples:
    """The values with which a language's texts are tried: examples, and one for each variant they may choose."""

    def __init__(self, locale: Locale) -> None:
        self._plurals: dict[str, list[int]] = {}
        for number in chain(range(201), (1_000_000,)):
            numbers = self._plurals.setdefault(locale.plural_form(number), [])
            if len(numbers) < 2:  # two, as a variant for exactly the first may stand before the category's
                numbers.append(number)

    def chosen_by(self, key: ast.Identifier | ast.NumberLiteral, variable: Variable) -> list[Value]:
        """Return values of a variable that choose a variant; none if nothing can choose it."""
        if isinstance(key, ast.NumberLiteral):
            number = float(key.value)
            return [int(number)] if variable.kind == "number" and number.is_integer() else []
        if variable.kind == "number":
            return list(self._plurals.get(key.name, ()))
        return [key.name] if variable.kind == "text" else []

    def check(self, text: Text, variables: Mapping[str, Variable]) -> Iterator[Fault]:
        """Yield the variants of a text that nothing can choose."""
        for choice in text.choices:
            variable = variables[choice.variable]
            for variant in choice.variants:  # the usual one, with its *, is needed even where nothing is left for it
                if not variant.default and not self.chosen_by(variant.key, variable):
                    name = variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value
                    yield text.fault(f"no {variable.kind} chooses [{name}] of ${choice.variable}; take it out")

    def combinations(
        self, choices: Iterable[Choice], variables: Mapping[str, Variable]
    ) -> Iterator[dict[str, Value]] | None:
        """Return sets of values that together show every variant, or None if there would be too many."""
        values: dict[str, dict[Value, None]] = {name: {known.example: None} for name, known in variables.items()}
        for choice in choices:
            variable = variables[choice.variable]
            for variant in choice.variants:
                values[variable.name].update(dict.fromkeys(self.chosen_by(variant.key, variable)))
            if variable.kind == "number":
                values[variable.name].update(dict.fromkeys(chain.from_iterable(self._plurals.values())))
        if math.prod(map(len, values.values())) > MAX_COMBINATIONS:
            return None
        return (dict(zip(values, combination, strict=True)) for combination in product(*values.values()))


def check_rendered(text: Text, bundle: Bundle, combinations: Iterable[Mapping[str, Value]]) -> Fault | None:
    """Return the first thing wrong with a text as people would see it, if anything is."""
    form = form_of(text.key)
    values: Mapping[str, Value] = {}
    for values in combinations:
        try:
            rendered = bundle.format(text.key, values, escaped)
            wrong = _check_html(rendered, form) if form.html else _check_plain(rendered, form)
        except FormatError as error:
            wrong = _explain(str(error))
        if wrong:
            chosen = ", ".join(f"${name} = {value}" for name, value in values.items())
            return text.fault(f"{wrong} (with {chosen})" if chosen else wrong)
    try:
        bundle.format(text.key, {name: _longest(value) for name, value in values.items()}, escaped)
    except FormatError:
        return text.fault("long values do not fit into it; write { $… } here, not in a text that this one contains")
    return None


def _longest(value: Value) -> Value:
    return "x" * LONGEST_VALUE if isinstance(value, str) else value


def _check_html(rendered: str, form: Form) -> str | None:
    try:
        parsed = parse(rendered)
    except MarkupError as error:
        return f"its formatting is wrong{_quoted(rendered, error.offset)}: {error}"
    links = sum(_is_link(entity) for entity in parsed.entities)
    if links != len(_LINK.findall(rendered)):
        return 'a link is empty or leads nowhere; write it like <a href="https://example.org/page">words</a>'
    return _check_length(parsed.text, form)


def _is_link(entity: Entity) -> bool:
    """Tell whether tapping a text opens something; Telegram takes ``mailto:a@b.c`` for a password to a website."""
    return entity.type == "text_mention" or bool(entity.url and "@" not in entity.url.split("/")[2])


def _check_plain(rendered: str, form: Form) -> str | None:
    try:
        if parse(rendered).text != rendered:
            return f'{form.name} has no formatting; take the tags and &…; out of "{shorten(rendered)}"'
    except MarkupError:
        return f'{form.name} has no formatting; take the < and > out of "{shorten(rendered)}"'
    if "\n" in rendered and form is not _NOTICE:
        return f'{form.name} is one line; "{shorten(rendered.splitlines()[0])}" goes on after its first'
    return _check_length(rendered, form)


def _check_length(visible: str, form: Form) -> str | None:
    if not visible.strip():
        return "it is empty"
    length = units(visible)
    if length > form.limit:
        return (
            f'it has {length:,} characters; {form.name} may have {form.limit:,}: "{shorten(visible.splitlines()[0])}"'
        )
    return None


def _quoted(rendered: str, offset: int | None) -> str:
    if offset is None:
        return ""
    rest = rendered.encode("utf-8", "surrogatepass")[offset:].decode("utf-8", "replace")
    return f' at "{shorten(rest.splitlines()[0] if rest else "")}"'


def _explain(error: str) -> str:
    if error.startswith("Too many characters in placeable"):
        return "a piece of it between { } is longer than 2,500 characters; make it shorter"
    return f"it cannot be put together: {shorten(error)}"
