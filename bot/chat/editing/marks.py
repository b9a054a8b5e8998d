"""Editor mode: under each card the way to the texts that it says."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Feature
from bot.chat.editing import rights
from bot.chat.editing.finding import A_PAGE, choices
from bot.chat.editing.showing import open_template
from bot.content.bundle import Value
from bot.content.catalog import Catalog, Words
from bot.content.pages import Button, Card
from bot.domain.editing import KeepPreview
from bot.domain.store import StoreError

DATA = "mk:"
SUBJECT = "said:"
"""How the subject of a kept message begins that is no preview: the ids of the texts it says follow."""
OUTWEIGHS = 2
"""A text so many times as long as the next is the one that is meant."""


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    return Feature(
        handlers=(CallbackQueryHandler(rights.editors_only(open_marked), pattern=f"^{DATA}$"),),
        texts={"button-edit-this": (), "templates-which": (), "notice-mark-gone": ()},
    )


async def mark(update: Update, context: Context) -> None:
    """Let an editor who chose so see the way to each text; where the store cannot say so, nobody does."""
    with suppress(StoreError):
        editing = context.services.store.editing
        if await editing.editor_mode(context.person.id) and await rights.may_edit(update, context):
            words = NotedWords(context.words)
            context.marks = Marking(words, context)
            context.words = words


async def open_marked(update: Update, context: Context) -> None:
    """Open the text that the card says, or ask which of several."""
    query = update.callback_query
    assert query is not None
    services = context.services
    message_id = query.message.message_id if query.message else 0
    subject = await services.store.editing.subject(context.person.id, message_id, services.clock.now())
    ids = (subject or "").removeprefix(SUBJECT).split() if (subject or "").startswith(SUBJECT) else []
    templates = services.catalog.templates
    found = [template for id in ids if (template := templates.get(id, context.words.language)) is not None]
    if not found:
        return await context.acknowledge(query, context.words.plain("notice-mark-gone"))
    if len(found) == 1:
        return await open_template(update, context, found[0])
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
        if not _texts_of(card, self._words.said):
            return card
        return Card(card.text, (*card.rows, (Button(self._words.plain("button-edit-this"), DATA),)))

    def sent(self, card: Card, message_id: int) -> None:
        """Remember what this message says."""
        texts = _texts_of(card, self._words.said)
        context = self._context
        if texts:
            now = context.services.clock.now()
            subject = SUBJECT + " ".join(texts)
            context.writes.append(KeepPreview(context.person.id, message_id, subject, now))


def _texts_of(card: Card, said: Mapping[str, Mapping[str, None]]) -> list[str]:
    """Return the ids of the texts that a card shows: one that outweighs all others, else all, the longest first.

    What was said for another card, or only to compare with it, is not shown here. Labels weigh nothing.
    """
    labels = {button.label for row in card.rows for button in row}
    weights = {
        id: sum(len(text) for text in texts if text in card.text)
        for id, texts in said.items()
        if any(text and (text in card.text or text in labels) for text in texts)
    }
    ids = sorted(weights, key=lambda id: -weights[id])
    outweighs = len(ids) > 1 and weights[ids[0]] >= OUTWEIGHS * max(weights[ids[1]], 1)
    return ids[:1] if outweighs else ids
