"""/settings: how answers appear."""

from __future__ import annotations

from dataclasses import replace

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Feature
from bot.content.catalog import Catalog, Words
from bot.content.pages import PREFIX, Button, Rows
from bot.domain.store import Person, SavePerson

PAGE = "settings"
PRIVACY = "privacy"
NEW_MESSAGE = "set:new"
SAME_MESSAGE = "set:same"


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    return Feature(
        handlers=(CallbackQueryHandler(choose_step, pattern=f"^({NEW_MESSAGE}|{SAME_MESSAGE})$"),),
        extra_rows={PAGE: choices},
        texts={
            "button-new-message": (),
            "button-same-message": (),
            "button-delete-data": (),
            "notice-new-message": (),
            "notice-same-message": (),
        },
    )


def choices(words: Words, person: Person) -> Rows:
    """Return the button that changes how the next step appears, and the way to what is kept."""
    if person.new_message_each_step:
        step = Button(words.plain("button-same-message"), SAME_MESSAGE)
    else:
        step = Button(words.plain("button-new-message"), NEW_MESSAGE)
    return ((step,), (Button(words.plain("button-delete-data"), PREFIX + PRIVACY),))


async def choose_step(update: Update, context: Context) -> None:
    """Remember how the next step shall appear; the button names the wanted state, so a second tap changes nothing."""
    assert update.callback_query is not None
    new = update.callback_query.data == NEW_MESSAGE
    context.person = replace(context.person, new_message_each_step=new)
    context.writes.append(SavePerson(context.person))
    notice = context.words.plain("notice-new-message" if new else "notice-same-message")
    await context.show(update, context.page(PAGE), notice=notice)
