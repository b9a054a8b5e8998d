"""Plain questions: the page that a text is about, or the few that it may be about. Nothing of the text is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, longer
from bot.chat.helpful import count_opening, open_page
from bot.content.catalog import TELLING, Catalog
from bot.content.danger import Danger
from bot.content.pages import HOME, PREFIX, Button, Card, Rows, shortcut
from bot.content.search import Found
from bot.domain.store import CountUnanswered

TOPIC = "q:"
CHECK = "triage"
WARNING = "redflags"


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    topics = [topic for topic in catalog.search.topics if topic not in catalog.pages.pages]
    return Feature(
        handlers=(
            MessageHandler(filters.ChatType.PRIVATE & filters.TEXT & ~filters.COMMAND, answer),
            CallbackQueryHandler(tell, pattern=f"^{TOPIC}"),
        ),
        texts={
            "plain-text": (),
            "question-choices": (),
            "question-not-meant": (),
            "question-danger-mentioned": (),
            **{f"{TELLING}{topic}": () for topic in topics},
            **{f"button-{TELLING}{topic}": () for topic in topics},
        },
    )


async def answer(update: Update, context: Context) -> None:
    """Show the page that is named or that a text is about, ask which of a few is meant, or say what the bot can do."""
    message = update.effective_message
    assert message is not None
    text = message.text or ""
    catalog = context.services.catalog
    if page := catalog.pages.labelled(text, context.words):  # taps can be lost, so that buttons are typed as well
        return await open_page(update, context, page)
    found = catalog.search.find(text)
    if not found.topics:
        context.writes.append(CountUnanswered())
    mentioned = bool(found.topics) and catalog.alarm.judge(text) is Danger.MENTION
    await context.show(update, _with_line(_card(found, context), mentioned, context))
    return None


async def tell(update: Update, context: Context) -> None:
    """Show a topic that has no page; one that is gone leads home."""
    assert update.callback_query is not None
    topic = (update.callback_query.data or "").removeprefix(TOPIC)
    if topic in context.services.catalog.search.topics:
        await context.show(update, _topic(topic, context))
    else:
        await context.show(update, context.page(HOME), notice=context.words.plain("notice-old-button"))


def _card(found: Found, context: Context) -> Card:
    words = context.words
    if not found.topics:
        return Card(words.text("plain-text"), context.page(HOME).rows)
    check = _check(found.topics[:1], context)
    if found.clear:
        first, *others = found.topics
        if first in context.services.catalog.pages.pages:
            count_opening(first, context)
        shown = _topic(first, context)
        text = longer(shown.text, f"<b>{words.text('question-not-meant')}</b>" if others else "")
        return Card(text, (*shown.rows[:-1], *check, *_choices(others, context), shown.rows[-1]))
    choices = dict.fromkeys((*found.topics, WARNING))
    closing = context.services.catalog.pages.closing_rows(words)
    return Card(words.text("question-choices"), (*_choices(choices, context), *check, *closing))


def _topic(topic: str, context: Context) -> Card:
    if topic in context.services.catalog.pages.pages:
        return context.page(topic)
    services, words = context.services, context.words
    way = ((shortcut(topic, words),),) if topic in services.commands and topic != CHECK else ()
    return Card(words.text(f"{TELLING}{topic}"), (*way, *services.catalog.pages.closing_rows(words)))


def _choices(topics: Iterable[str], context: Context) -> Iterator[tuple[Button, ...]]:
    pages, words = context.services.catalog.pages.pages, context.words
    for topic in topics:
        if topic in pages:
            yield (Button(words.plain(f"page-{topic}.button"), PREFIX + topic),)
        elif words.has(f"{TELLING}{topic}"):
            yield (Button(words.plain(f"button-{TELLING}{topic}"), TOPIC + topic),)


def _check(topics: Iterable[str], context: Context) -> Rows:
    """Return the way to the check of signs, where a topic asks for it and there is one."""
    services = context.services
    if CHECK not in services.commands or not any(services.catalog.search.topics[topic].check for topic in topics):
        return ()
    return ((shortcut(CHECK, context.words),),)


def _with_line(card: Card, mentioned: bool, context: Context) -> Card:
    if not mentioned:
        return card
    return Card(longer(card.text, context.words.text("question-danger-mentioned")), card.rows)
