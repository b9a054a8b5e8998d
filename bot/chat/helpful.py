"""Whether pages help: how often each is opened, and what readers say who are asked now and then.

Only counts are kept. Whom to ask is left to chance, so that nothing about a reader is needed to decide it.
"""

from __future__ import annotations

import hashlib
import re

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Feature
from bot.content.catalog import Catalog
from bot.content.markup import LONGEST, visible_length
from bot.content.pages import CRISIS, EMERGENCY, HOME, Button, Card
from bot.domain.editing import CountPage
from bot.domain.lane import Lane

PREFIX = "hp:"
OPENED, YES, NO = "opened", "yes", "no"
OLDER = "older"
"""Stands for the version of an answer that came after the text had changed: buttons can carry anything."""
ASKED_OF = 20
"""Of so many openings of pages, one asks."""
VERSION_DIGITS = 6
_DATA = re.compile(rf"{PREFIX}(?P<answer>{YES}|{NO}):(?P<page>[a-z0-9-]+):(?P<version>[0-9a-f]{{{VERSION_DIGITS}}})")


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    return Feature(
        handlers=(CallbackQueryHandler(note_answer, pattern=f"^{PREFIX}"),),
        texts={
            "helpful-question": (),
            "button-helpful-yes": (),
            "button-helpful-no": (),
            "notice-helpful": (),
        },
    )


async def open_page(update: Update, context: Context, page_id: str) -> None:
    """Answer with a page and count it; help in an emergency never waits for its turn."""
    urgent = page_id in (EMERGENCY, CRISIS)
    await context.show(update, opened(page_id, context), Lane.URGENT if urgent else Lane.ANSWER)


def opened(page_id: str, context: Context) -> Card:
    """Return a page that somebody opens, with the question whether it helps where this is the one of many to ask."""
    version = count_opening(page_id, context)
    card = context.page(page_id)
    if not _is_asked_about(page_id, context) or context.services.random.randrange(ASKED_OF):
        return card
    return _asking(card, f"{page_id}:{version}", context)


def count_opening(page_id: str, context: Context) -> str:
    """Count that somebody opens a page; return its version."""
    version = version_of(page_id, context.services.catalog, context.words.language)
    context.writes.append(CountPage(page_id, version, OPENED))
    return version


async def note_answer(update: Update, context: Context) -> None:
    """Count what a reader says of the version that they read, or of older ones, and take the question away."""
    query = update.callback_query
    assert query is not None
    data = _DATA.fullmatch(query.data or "")
    if data is None or data["page"] not in context.services.catalog.pages.pages:
        await context.show(update, context.page(HOME), notice=context.words.plain("notice-old-button"))
        return
    now = version_of(data["page"], context.services.catalog, context.words.language)
    context.writes.append(CountPage(data["page"], now if data["version"] == now else OLDER, data["answer"]))
    await context.acknowledge(query, context.words.plain("notice-helpful"))
    await context.replace(query, context.page(data["page"]))


def version_of(page_id: str, catalog: Catalog, language: str) -> str:
    """Return a few digits that are others as soon as the text of a page is another."""
    texts = catalog.sample(f"page-{page_id}", language)
    return hashlib.sha256("\0".join(texts.values()).encode()).hexdigest()[:VERSION_DIGITS]


def _is_asked_about(page_id: str, context: Context) -> bool:
    """Tell whether a page is there to be read; nobody is asked while they need help."""
    written = context.services.catalog.pages.pages[page_id].written
    return written is not None and page_id not in (EMERGENCY, CRISIS)


def _asking(card: Card, about: str, context: Context) -> Card:
    words = context.words
    text = f"{card.text}\n\n{words.text('helpful-question')}"
    if visible_length(text) > LONGEST:
        return card
    answers = (
        Button(words.plain("button-helpful-yes"), f"{PREFIX}{YES}:{about}"),
        Button(words.plain("button-helpful-no"), f"{PREFIX}{NO}:{about}"),
    )
    return Card(text, (*card.rows[:-1], answers, *card.rows[-1:]))
