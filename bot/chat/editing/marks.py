"""Editor mode: under each card the way to the texts that it says, so that who reads a text can change it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Feature
from bot.chat.editing import rights
from bot.chat.editing.finding import A_PAGE, MODE, OFF, ON, choices, groups
from bot.chat.editing.ways import by_name, edit_this
from bot.content.bundle import Value
from bot.content.catalog import Catalog, Words
from bot.content.pages import HOME, Button, Card
from bot.domain.editing import KeepPreview, SetEditorMode
from bot.domain.store import StoreError

DATA = "mk:"
SUBJECT = "said:"
"""How the subject of a kept message begins that is no preview: the ids of the texts it says follow."""
OUTWEIGHS = 2
"""A text so many times as long as the next is the one that is meant."""


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    return Feature(
        handlers=(
            CallbackQueryHandler(rights.editors_only(choose), pattern=f"^{DATA}$"),
            CallbackQueryHandler(rights.editors_only(choose_mode), pattern=f"^{MODE}({ON}|{OFF})$"),
        ),
        texts={
            "button-edit-this": (),
            "templates-which": (),
            "notice-mark-gone": (),
            "notice-editor-mode-on": (),
            "notice-editor-mode-off": (),
        },
    )


async def mark(update: Update, context: Context) -> None:
    """Let an editor who chose so see the way to each text; where the store cannot say so, nobody does."""
    with suppress(StoreError):
        if context.person.editor_mode and await rights.may_edit(update, context):
            _begin(context)


async def choose_mode(update: Update, context: Context) -> None:
    """Show the way to its texts under each card, beginning with the main menu; or do so no more."""
    assert update.callback_query is not None
    on = update.callback_query.data == MODE + ON
    context.writes.append(SetEditorMode(context.person.id, on))
    if on:
        _begin(context)
        card, notice = context.page(HOME), "notice-editor-mode-on"
    else:
        card, notice = groups(on, context), "notice-editor-mode-off"
    await context.show(update, card, notice=context.words.plain(notice))


async def choose(update: Update, context: Context) -> None:
    """Ask which of the texts of a card is meant."""
    query = update.callback_query
    assert query is not None
    services = context.services
    message_id = query.message.message_id if query.message else 0
    subject = await services.store.editing.subject(context.person.id, message_id, services.clock.now())
    ids = subject.removeprefix(SUBJECT).split() if subject and subject.startswith(SUBJECT) else []
    found = [template for id in ids if (template := by_name(id, services.catalog, context.words.language))]
    if not found:
        return await context.acknowledge(query, context.words.plain("notice-mark-gone"))
    await context.acknowledge(query)
    await context.send(update, choices(context.words.text("templates-which"), found[:A_PAGE], context))
    return None


class NotedWords(Words):
    """Words that note what they are asked for, for one turn."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.language, ())
        self._words = words
        self.said: dict[str, dict[str, None]] = {}

    def text(self, id: str, /, **variables: Value) -> str:
        """Return what the words say, and note it."""
        return self._noted(id, self._words.text(id, **variables))

    def plain(self, id: str, /, **variables: Value) -> str:
        """Return what the words say, and note it."""
        return self._noted(id, self._words.plain(id, **variables))

    def has(self, id: str, /) -> bool:
        """Tell whether the words have this text."""
        return self._words.has(id)

    def _noted(self, key: str, said: str) -> str:
        self.said.setdefault(key.partition(".")[0], {})[said] = None
        return said


class Marking:
    """Puts the way to its texts under each card of a turn, and remembers which they are."""

    def __init__(self, words: NotedWords, context: Context) -> None:
        self._words = words
        self._context = context

    def onto(self, card: Card) -> Card:
        """Return the card with that way below, as it was before where it says nothing of its own."""
        texts = _texts_of(card, self._words.said)
        if not texts:
            return card
        catalog = self._context.services.catalog
        only = by_name(texts[0], catalog, self._words.language) if len(texts) == 1 else None
        which = Button(self._words.plain("button-edit-this"), DATA)
        return Card(card.text, (*card.rows, (edit_this(only, catalog, self._words) if only else which,)))

    def sent(self, card: Card, message_id: int) -> None:
        """Remember what this message says, where its button cannot tell."""
        texts = _texts_of(card, self._words.said)
        context = self._context
        if len(texts) > 1:
            now = context.services.clock.now()
            context.writes.append(KeepPreview(context.person.id, message_id, SUBJECT + " ".join(texts), now))


def _begin(context: Context) -> None:
    words = NotedWords(context.words)
    context.marks = Marking(words, context)
    context.words = words


def _texts_of(card: Card, said: Mapping[str, Mapping[str, None]]) -> list[str]:
    """Return the ids of the texts that a card shows: one that outweighs all others, else all, the longest first.

    Labels weigh nothing, and come in the order of their rows. What was said for another card, or only to compare with
    it, is not shown here.
    """
    labels = {button.label: row for row, buttons in enumerate(card.rows) for button in buttons}
    weights = {
        id: sum(len(text) for text in texts if text in card.text)
        for id, texts in said.items()
        if any(text and (text in card.text or text in labels) for text in texts)
    }
    ids = sorted(weights, key=lambda id: (-weights[id], max(labels.get(text, 0) for text in said[id])))
    outweighs = len(ids) > 1 and weights[ids[0]] >= OUTWEIGHS * max(weights[ids[1]], 1)
    return ids[:1] if outweighs else ids
