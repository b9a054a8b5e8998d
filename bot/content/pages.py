"""How the pages hang together, and the card a person sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal
from weakref import WeakKeyDictionary

from bot.content.tokens import words as words_in
from bot.content.words import Words

HOME = "home"
EMERGENCY = "emergency"
CRISIS = "crisis"
PREFIX = "p:"
SHORTCUT = "c:"
SHORT_LABEL = 17  # two labels of this length fit beside each other on a phone
MOST_CARDS = 1_000
"""Of how many cards in one language it is kept what they say."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a card; either ``data`` comes back when it is tapped, or ``url`` opens."""

    label: str
    data: str = ""
    style: Literal["danger", "primary", "success"] | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]
_Asked = tuple[str, frozenset[tuple[str, str]], Rows]


@dataclass(frozen=True, slots=True)
class Card:
    """What a message says, as Telegram HTML, and its keyboard."""

    text: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Page:
    """A text with a place among the others; ``children`` in the order of the file.

    ``shortcuts`` are commands of features, whose buttons stand before all others.
    """

    id: str
    command: str | None
    parent: str | None
    children: tuple[str, ...]
    written: date | None
    sources: tuple[str, ...]
    reviewed_by: str | None
    reviewed_on: date | None
    shortcuts: tuple[str, ...] = ()


class Pages:
    """All pages, by id, and which commands stand in Telegram's command menu."""

    def __init__(self, pages: Mapping[str, Page], menu: tuple[str, ...]) -> None:
        self.pages: Mapping[str, Page] = MappingProxyType(dict(pages))
        self.menu = menu
        self._commands = {page.command: page for page in pages.values() if page.command}
        self._cards: WeakKeyDictionary[Words, dict[_Asked, Card]] = WeakKeyDictionary()
        self._labels: WeakKeyDictionary[Words, Mapping[tuple[str, ...], str]] = WeakKeyDictionary()

    def by_command(self, command: str) -> Page | None:
        """Return the page a command (without its slash) opens."""
        return self._commands.get(command)

    def card(self, page_id: str, words: Words, variables: Mapping[str, str], extra: Rows = ()) -> Card:
        """Return a page as a person sees it, ``extra`` rows before the last one; KeyError where there is none."""
        cards = self._cards.setdefault(words, {})
        asked = (page_id, frozenset(variables.items()), extra)
        if asked not in cards:
            if len(cards) == MOST_CARDS:
                cards.clear()
            cards[asked] = self._build(page_id, words, variables, extra)
        return cards[asked]

    def labelled(self, text: str, words: Words) -> str | None:
        """Return the page whose button says just this, of two alike the first; None where none does."""
        labels = self._labels.get(words)
        if labels is None:
            labels = {tuple(words_in(words.plain(f"page-{page}.button"))): page for page in reversed([*self.pages])}
            self._labels[words] = labels
        typed = tuple(words_in(text))
        return labels.get(typed) if typed else None

    def closing_rows(self, words: Words) -> Rows:
        """Return the ways out that stand under every card: the main menu and emergency help."""
        return (tuple(_everywhere(None, words)),)

    def _build(self, page_id: str, words: Words, variables: Mapping[str, str], extra: Rows) -> Card:
        page = self.pages[page_id]
        return Card(_text(page, words, variables), tuple(self._rows(page, words, extra)))

    def _rows(self, page: Page, words: Words, extra: Rows) -> Iterator[tuple[Button, ...]]:
        yield from ((shortcut(command, words),) for command in page.shortcuts)
        # The last row leads to the emergency page from everywhere, so it is not shown twice.
        yield from _two_a_row([_to_page(child, words) for child in page.children if child != EMERGENCY])
        if page.parent is not None and page.parent != HOME:
            siblings = self.pages[page.parent].children
            place = siblings.index(page.id)
            around = (("button-previous", siblings[:place][-1:]), ("button-next", siblings[place + 1 :][:1]))
            steps = tuple(_button(words.plain(label), sibling) for label, found in around for sibling in found)
            if steps:
                yield steps
            if page.parent != EMERGENCY:
                yield (_to_page(page.parent, words),)
        yield from extra
        yield tuple(_everywhere(page.id, words))


def shortcut(command: str, words: Words) -> Button:
    """Return the button that does what a command of a feature does."""
    return Button(words.plain(f"button-{command}"), SHORTCUT + command, "primary")


def _everywhere(page_id: str | None, words: Words) -> Iterator[Button]:
    if page_id != HOME:
        yield _button(words.plain("button-home"), HOME)
    if page_id != EMERGENCY:
        yield _button(words.plain("button-emergency"), EMERGENCY, "danger")


def _button(label: str, page_id: str, style: Literal["danger"] | None = None) -> Button:
    return Button(label, PREFIX + page_id, style)


def _to_page(page_id: str, words: Words) -> Button:
    return _button(words.plain(f"page-{page_id}.button"), page_id)


def _two_a_row(buttons: list[Button]) -> Iterator[tuple[Button, ...]]:
    waiting: tuple[Button, ...] = ()
    for button in buttons:
        if waiting and len(button.label) <= SHORT_LABEL:
            yield (*waiting, button)
            waiting = ()
            continue
        if waiting:
            yield waiting
            waiting = ()
        if len(button.label) <= SHORT_LABEL:
            waiting = (button,)
        else:
            yield (button,)
    if waiting:
        yield waiting


def superscript(number: int) -> str:
    """Return a number as the marker of a source: ``¹⁰`` for 10."""
    return str(number).translate(_SUPERSCRIPTS)


def _text(page: Page, words: Words, variables: Mapping[str, str]) -> str:
    message = f"page-{page.id}"
    title, lead = words.text(f"{message}.title", **variables), words.text(message, **variables)
    parts = [f"<b>{title}</b>{chr(10) if page.parent is None else chr(10) * 2}{lead}"]
    if words.has(f"{message}.detail"):
        parts.append(_folded(words.text(f"{message}.detail", **variables)))
    if page.sources:
        listed = (
            f"{superscript(number)} {words.text(f'source-{key}', **variables)}"
            for number, key in enumerate(page.sources, 1)
        )
        parts.append(_folded("\n".join((f"<b>{words.text('sources-heading')}</b>", *listed))))
    if page.written:
        parts.append(f"<i>{_footer(page, page.written, words)}</i>")
    return "\n\n".join(parts)


def _folded(text: str) -> str:
    return f"<blockquote expandable>{text}</blockquote>"


def _footer(page: Page, written: date, words: Words) -> str:
    if page.reviewed_by is None or page.reviewed_on is None:
        return words.text("page-footer-unreviewed", date=written)
    return words.text("page-footer-reviewed", written=written, reviewer=page.reviewed_by, date=page.reviewed_on)
