"""What a text looks like: with sample values, and with its buttons, which do nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from bot.chat.context import CheckUse, Services
from bot.chat.delivered import answers, reminder_text
from bot.chat.editing.desk import fitting
from bot.chat.triage_cards import Cards
from bot.content.bundle import Value, locale_of
from bot.content.catalog import Edition, Words
from bot.content.markup import LONGEST, escape, parse, units, visible_length
from bot.content.pages import Button, Card, Rows
from bot.content.templates import Template
from bot.content.wording import forms_of, visible_of

LOOK = "e:look"
"""The data of a button that is there to be looked at."""

_PAGE = "page-"
_BUTTON = "button-"
_COMMAND = "command-"
_QUESTION = "triage-"
_ITEM = "• "


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a part of a text stands in its preview, in UTF-16 units."""

    key: str
    start: int
    end: int


def values_of(template: Template) -> Mapping[str, Value]:
    """Return a sample value for each placeholder."""
    return {name: variable.example for name, variable in template.variables.items()}


def shown_values(template: Template) -> Mapping[str, str]:
    """Return the sample values as they are shown."""
    locale = locale_of(template.language)
    return {name: _shown(value, locale) for name, value in values_of(template).items()}


def _shown(value: Value, locale: Locale | None) -> str:
    """Return a value as texts show it: 10000 as 10,000 in English."""
    if isinstance(value, date):
        return format_date(value, "long", locale)
    return format_decimal(value, locale=locale) if isinstance(value, int) else value


def is_page(template: Template, edition: Edition) -> bool:
    """Tell whether a text is a page's."""
    return template.id.startswith(_PAGE) and template.id.removeprefix(_PAGE) in edition.pages.pages


def is_list(template: Template) -> bool:
    """Tell whether a text is a list of lines, such as phrases or numbers, and no message."""
    return ":" in template.id


def preview(template: Template, edition: Edition, services: Services, own: Words, source: str = "") -> Card:
    """Return what a text looks like; ``own`` are the words of whoever looks, ``source`` is what a list says."""
    card = real_card(template, edition, services, own, source)
    return Card(card.text, _for_looking(card.rows))


def real_card(template: Template, edition: Edition, services: Services, own: Words, source: str = "") -> Card:
    """Return a text with sample values and the buttons that it has for readers."""
    words, values = edition.words(template.language), values_of(template)
    if is_list(template):
        return Card(shortened_list(source.splitlines(), own), ())
    if is_page(template, edition):
        strings = {name: str(value) for name, value in values.items()}
        return edition.pages.card(template.id.removeprefix(_PAGE), words, strings)
    if template.id in edition.tips:
        tip = edition.tips[template.id]
        return Card(
            reminder_text(words, tip.kind, words.text(template.id), tip.sources), answers(words, lambda _: LOOK)
        )
    if template.id.startswith(_BUTTON):
        label = words.plain(template.id, **values)
        return Card(own.text("preview-button"), ((Button(label, LOOK),),))
    if template.id.startswith(_COMMAND):
        name = template.id.removeprefix(_COMMAND)
        return Card(f"/{name} – {escape(words.plain(template.id, **values))}", ())
    return _question(template, edition, services) or Card(_text(template, words, values), ())


def looks(template: Template, source: str) -> list[str]:
    """Return what each form of a text looks like, with sample values that choose it."""
    values = shown_values(template)
    return [visible_of(form.text, _chosen(values, form.choices)) for form in forms_of(source)]


def told_forms(template: Template, sources: Iterable[str], own: Words) -> Iterator[str]:
    """Yield what the forms of texts look like that have several: a preview shows but one."""
    for source in () if is_list(template) else sources:
        found = looks(template, source) if source else []
        if len(found) > 1:
            yield "\n".join((own.text("template-forms"), *(escape(f"{_ITEM}{look}") for look in found)))


def _chosen(values: Mapping[str, str], choices: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return sample values that fit a form: 1 for "one", 2 for "two"; for the others as they are."""
    numbers = {"zero": "0", "one": "1", "two": "2"}
    return {**values} | {name: numbers[variant] for name, variant in choices if variant in numbers}


def stretches(template: Template, edition: Edition, shown: str) -> tuple[Stretch, ...]:
    """Return where in its preview each part of a text stands; parts that it does not show are left out."""
    words, values, found, at = edition.words(template.language), values_of(template), [], 0
    for key in () if is_list(template) else template.parts:
        text = parse(words.text(key, **values)).text.strip() if words.has(key) else ""
        place = shown.find(text, at) if text else -1
        if place >= 0:
            at = place + len(text)
            found.append(Stretch(key, units(shown[:place]), units(shown[:at])))
    return tuple(found)


def _text(template: Template, words: Words, values: Mapping[str, Value]) -> str:
    """Return all parts of a text, one below the other."""
    texts = (words.text(key, **values) for key in template.parts if words.has(key))
    return fitting(text for text in texts if text)


def _question(template: Template, edition: Edition, services: Services) -> Card | None:
    """Return a question of the check with its answers, None where a text is none."""
    if edition.check is None:
        return None
    flow = edition.check.flow
    places = {f"{_QUESTION}{question.id}": place for place, question in enumerate(flow.questions)}
    place = places.get(template.id)
    if place is None:
        return None
    cards = Cards(edition, edition.check, edition.words(template.language), CheckUse(services.check_use.on))
    return cards.question((0,) * place, why=True)


def shortened_list(lines: Sequence[str], own: Words) -> str:
    """Return lines as a list, and how many more there are where a message cannot hold all."""
    shown = fitting_lines(lines)
    left = len(lines) - len(shown)
    more = [own.text("preview-more", count=left)] if left else []
    return "\n".join([*shown, *more]) or own.text("preview-empty")


def fitting_lines(lines: Sequence[str]) -> list[str]:
    """Return the first lines of a list as a message shows them, as many as it can hold."""
    return list(_fitting(lines))


def _fitting(lines: Sequence[str]) -> Iterator[str]:
    room = LONGEST - 100
    for line in lines:
        item = escape(f"{_ITEM}{line}")
        room -= visible_length(item) + 1
        if room < 0:
            return
        yield item


def _for_looking(rows: Rows) -> Rows:
    return tuple(tuple(Button(each.label, LOOK, each.style) for each in row) for row in rows)
