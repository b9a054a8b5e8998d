"""/privacy, /mydata and /forgetme: what is kept, a copy of it, and its end."""

from __future__ import annotations

import json

from telegram import InlineKeyboardMarkup, InputFile, Update
from telegram.constants import ParseMode
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.context import Context, Feature, keyboard
from bot.chat.editing.menus import hide_menu
from bot.chat.editing.rights import may_edit
from bot.content.catalog import Catalog, Words
from bot.content.pages import HOME, PREFIX, Button, Card, Rows
from bot.domain.store import ErasePerson, Person

PAGE = "privacy"
ASK = "erase:ask"
ERASE = "erase:yes"
COPY = "mydata"
FILE_NAME = "my-data.json"


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            CommandHandler("mydata", send_copy, filters=private),
            CommandHandler("forgetme", ask_to_erase, filters=private),
            CallbackQueryHandler(send_copy, pattern=f"^{COPY}$"),
            CallbackQueryHandler(ask_to_erase, pattern=f"^{ASK}$"),
            CallbackQueryHandler(erase, pattern=f"^{ERASE}$"),
        ),
        commands=("mydata", "forgetme"),
        extra_rows={PAGE: choices},
        texts={
            "my-data-title": (),
            "kept-nothing": (),
            "erase-question": (),
            "erased": (),
            "button-my-data": (),
            "button-erase": (),
            "button-keep": (),
            "kept-person": ("count",),
            "kept-inbox": ("count",),
            "kept-open-card": ("count",),
            "kept-awaited-text": ("count",),
            "kept-outcome": ("count",),
            "kept-reminding": ("count",),
            "kept-named-plan": ("count",),
            "kept-series": ("count",),
            "kept-pause": ("count",),
            "kept-occurrence": ("count",),
            "kept-wording": ("count",),
            "kept-draft": ("count",),
            "kept-preview": ("count",),
            "kept-editor-mode": ("count",),
            "kept-editor": ("count",),
            "kept-invitation": ("count",),
        },
    )


def choices(words: Words, person: Person) -> Rows:
    """Return the buttons for a copy of one's data and for its end."""
    return (
        (Button(words.plain("button-my-data"), COPY),),
        (Button(words.plain("button-erase"), ASK, style="danger"),),
    )


async def send_copy(update: Update, context: Context) -> None:
    """Send all that is kept about this person, as a file and in words."""
    assert update.effective_chat is not None
    if update.callback_query is not None:
        await context.acknowledge(update.callback_query)
    kept = await context.services.store.export(context.person.id)
    words = context.words
    rows = context.services.catalog.pages.closing_rows(words)
    lines = [words.text(f"kept-{table.replace('_', '-')}", count=len(rows)) for table, rows in kept.items()]
    await context.bot.send_document(
        update.effective_chat.id,
        InputFile(json.dumps(kept, ensure_ascii=False, indent=2).encode(), filename=FILE_NAME),
        caption="\n".join([words.text("my-data-title"), *(lines or [words.text("kept-nothing")])]),
        parse_mode=ParseMode.HTML,
        reply_markup=InlineKeyboardMarkup.de_json({"inline_keyboard": keyboard(rows)}),
    )


async def ask_to_erase(update: Update, context: Context) -> None:
    """Ask once whether all shall be erased."""
    words = context.words
    rows = (
        (Button(words.plain("button-erase"), ERASE, style="danger"),),
        (Button(words.plain("button-keep"), PREFIX + HOME),),
    )
    await context.show(update, Card(words.text("erase-question"), rows))


async def erase(update: Update, context: Context) -> None:
    """Erase all that is kept about this person."""
    edited = await may_edit(update, context)
    context.writes.append(ErasePerson(context.person.id))
    await context.show(
        update, Card(context.words.text("erased"), context.services.catalog.pages.closing_rows(context.words))
    )
    if edited:
        await hide_menu(context, context.person.id)
