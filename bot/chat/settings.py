"""/settings: how answers appear, and whose emergency numbers stand first."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chat.context import Context, Feature
from bot.content.catalog import Catalog, Words
from bot.content.pages import PREFIX, Button, Card, Rows
from bot.domain.store import Person, SavePerson

PAGE = "settings"
PRIVACY = "privacy"
NEW_MESSAGE = "set:new"
SAME_MESSAGE = "set:same"
COUNTRIES = "set:countries"
COUNTRY = "set:country:"


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    return Feature(
        handlers=(
            CallbackQueryHandler(choose_step, pattern=f"^({NEW_MESSAGE}|{SAME_MESSAGE})$"),
            CallbackQueryHandler(show_countries, pattern=f"^{COUNTRIES}$"),
            CallbackQueryHandler(choose_country, pattern=f"^{COUNTRY}"),
        ),
        extra_rows={PAGE: partial(choices, catalog)},
        texts={
            "button-new-message": (),
            "button-same-message": (),
            "button-delete-data": (),
            "notice-new-message": (),
            "notice-same-message": (),
            "button-countries": (),
            "button-no-country": (),
            "countries": (),
            "notice-country": (),
            "number-emergency": ("country", "number"),
            "number-ambulance": ("country", "number"),
            "number-urgent": ("country", "number"),
        },
    )


def choices(catalog: Catalog, words: Words, person: Person) -> Rows:
    """Return the buttons that change how the next step appears and the country, and the way to what is kept."""
    if person.new_message_each_step:
        step = Button(words.plain("button-same-message"), SAME_MESSAGE)
    else:
        step = Button(words.plain("button-new-message"), NEW_MESSAGE)
    country = ((Button(words.plain("button-countries"), COUNTRIES),),) if catalog.numbers.rows else ()
    return ((step,), *country, (Button(words.plain("button-delete-data"), PREFIX + PRIVACY),))


async def choose_step(update: Update, context: Context) -> None:
    """Remember how the next step shall appear; the button names the wanted state, so a second tap changes nothing."""
    assert update.callback_query is not None
    new = update.callback_query.data == NEW_MESSAGE
    context.person = replace(context.person, new_message_each_step=new)
    context.writes.append(SavePerson(context.person))
    notice = context.words.plain("notice-new-message" if new else "notice-same-message")
    await context.show(update, context.page(PAGE), notice=notice)


async def show_countries(update: Update, context: Context) -> None:
    """List the countries whose numbers are known and were checked within a year."""
    services, words = context.services, context.words
    numbers = services.catalog.numbers.fresh(services.clock.now().date())
    rows = (
        *((Button(number.country, COUNTRY + code),) for code, number in numbers.items()),
        (Button(words.plain("button-no-country"), COUNTRY),),
    )
    await context.show(update, Card(words.text("countries"), (*rows, *services.catalog.pages.closing_rows(words))))


async def choose_country(update: Update, context: Context) -> None:
    """Remember whose emergency numbers stand first, or that none shall."""
    assert update.callback_query is not None
    code = (update.callback_query.data or "").removeprefix(COUNTRY)
    context.person = replace(context.person, country=code if code in context.services.catalog.numbers.rows else "")
    context.writes.append(SavePerson(context.person))
    await context.show(update, context.page(PAGE), notice=context.words.plain("notice-country"))
