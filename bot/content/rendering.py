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
from bot.content.faults import Fault, Reason
from bot.content.grammar import Choice, Text
from bot.content.markup import LONGEST, Entity, MarkupError, parse, units
from bot.content.source import shorten

MAX_COMBINATIONS = 512

_LINK = re.compile(r"<a[\s>]", re.IGNORECASE)
_WHOLE_LINK = re.compile(r"<a(?:\s[^<>]*)?>[^<]*</a>", re.IGNORECASE)
_TAG_FAULTS = (
    (re.compile('Unsupported start tag "([^"]*)"'), "tag-unknown", ("tag",)),
    (re.compile('Can\'t find end tag corresponding to start tag "([^"]*)"'), "tag-open", ("tag",)),
    (re.compile("Unexpected end tag"), "tag-end", ()),
    (re.compile('Unmatched end tag .*expected "</([^"]*)>", found "</([^"]*)>"'), "tag-order", ("expected", "found")),
    (re.compile('Tag "([^"]*)" must not be nested in "([^"]*)"'), "tag-nested", ("tag", "outer")),
)
_UI_IDS = {"page-footer-unreviewed", "page-footer-reviewed"}


@dataclass(frozen=True, slots=True)
class Form:
    """What a text is for, and so what it may be: ``limit`` in visible UTF-16 units."""

    name: str
    html: bool
    limit: int


_MESSAGE = Form("a message", html=True, limit=LONGEST)
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
                    message = f"no {variable.kind} chooses [{name}] of ${choice.variable}; take it out"
                    yield text.fault(message, "never-chosen", place=name)

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
            message = f"{wrong.message} (with {chosen})" if chosen else wrong.message
            return text.fault(message, wrong.code, **wrong.about)
    try:
        bundle.format(text.key, {name: _longest(value) for name, value in values.items()}, escaped)
    except FormatError:
        message = "long values do not fit into it; write { $… } here, not in a text that this one contains"
        return text.fault(message, "long-values")
    return None


def _longest(value: Value) -> Value:
    return "x" * LONGEST_VALUE if isinstance(value, str) else value


def _check_html(rendered: str, form: Form) -> Reason | None:
    try:
        parsed = parse(rendered)
    except MarkupError as error:
        return _wrong_tag(rendered, error)
    links = sum(_is_link(entity) for entity in parsed.entities)
    if links != len(_LINK.findall(rendered)):
        message = 'a link is empty or leads nowhere; write it like <a href="https://example.org/page">words</a>'
        return Reason(message, "link", {"place": shorten(_first_link(rendered))})
    return _check_length(parsed.text, form)


def _is_link(entity: Entity) -> bool:
    """Tell whether tapping a text opens something; Telegram takes ``mailto:a@b.c`` for a password to a website."""
    return entity.type == "text_mention" or bool(entity.url and "@" not in entity.url.split("/")[2])


def _first_link(rendered: str) -> str:
    """Return the first link that opens nothing."""
    links = [match[0] for match in _WHOLE_LINK.finditer(rendered)]
    return next((link for link in links if not any(map(_is_link, parse(link).entities))), "")


def _wrong_tag(rendered: str, error: MarkupError) -> Reason:
    """Return what Telegram would refuse, and in which words editors are told of it."""
    message = f"its formatting is wrong{_quoted(rendered, error.offset)}: {error}"
    place = _place(rendered, error.offset)
    for shape, code, names in _TAG_FAULTS:
        if match := shape.match(str(error)):
            about = dict(zip(names, match.groups(), strict=True))
            if error.offset is None:  # of what is open to the end Telegram says only the name
                place = shorten(rendered[rendered.lower().rfind(f"<{about['tag']}") :].partition("\n")[0])
            return Reason(message, code, {"place": place} | about)
    return Reason(message, "tag-broken", {"place": place})


def _check_plain(rendered: str, form: Form) -> Reason | None:
    quoted = shorten(rendered)
    try:
        if parse(rendered).text != rendered:
            message = f'{form.name} has no formatting; take the tags and &…; out of "{quoted}"'
            return Reason(message, "plain", {"place": quoted})
    except MarkupError:
        message = f'{form.name} has no formatting; take the < and > out of "{quoted}"'
        return Reason(message, "plain", {"place": quoted})
    if "\n" in rendered and form is not _NOTICE:
        first = shorten(rendered.splitlines()[0])
        return Reason(f'{form.name} is one line; "{first}" goes on after its first', "one-line", {"place": first})
    return _check_length(rendered, form)


def _check_length(visible: str, form: Form) -> Reason | None:
    if not visible.strip():
        return Reason("it is empty", "filled-empty")
    length = units(visible)
    if length > form.limit:
        first = shorten(visible.splitlines()[0])
        message = f'it has {length:,} characters; {form.name} may have {form.limit:,}: "{first}"'
        return Reason(message, "length", {"count": length, "limit": form.limit, "place": first})
    return None


def _quoted(rendered: str, offset: int | None) -> str:
    return "" if offset is None else f' at "{_place(rendered, offset)}"'


def _place(rendered: str, offset: int | None) -> str:
    """Return what stands at this byte of a text, its beginning where no byte is told."""
    rest = rendered.encode("utf-8", "surrogatepass")[offset or 0 :].decode("utf-8", "replace")
    return shorten(rest.splitlines()[0] if rest else "")


def _explain(error: str) -> Reason:
    if error.startswith("Too many characters in placeable"):
        return Reason(
            "a piece of it between { } is longer than 2,500 characters; make it shorter", "long-part", {"limit": 2_500}
        )
    return Reason(f"it cannot be put together: {shorten(error)}")
