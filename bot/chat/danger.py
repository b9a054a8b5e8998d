"""Danger in a private text: help at once, whatever else was under way. Nothing of the text is kept or logged."""

from __future__ import annotations

from contextlib import suppress

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.chat.context import Context, Feature, longer
from bot.chat.pauses import SOMEONE_ELSE, health_pause, note_of_pause
from bot.chat.triage import close_check
from bot.content.catalog import Catalog
from bot.content.danger import Danger
from bot.content.pages import CRISIS, EMERGENCY, Button, Card
from bot.domain.lane import Lane
from bot.domain.reminders import PauseReminders
from bot.domain.store import StopAwaiting, StoreError

PAGES = {Danger.EMERGENCY: EMERGENCY, Danger.CRISIS: CRISIS}


def feature(catalog: Catalog) -> Feature:
    """Return the feature, to be ordered before all that reads texts."""
    return Feature(handlers=(MessageHandler(filters.ChatType.PRIVATE & SpeaksOfDanger(catalog), show_help),))


class SpeaksOfDanger(filters.MessageFilter):
    """Lets through a message whose words, or whose caption, speak of present danger."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self._catalog = catalog

    def filter(self, message: Message) -> bool:
        """Return whether help has to come before all else."""
        return self._catalog.alarm.judge(written(message)) in PAGES


async def show_help(update: Update, context: Context) -> None:
    """Show what to do in an emergency, or in a crisis; reminders pause."""
    assert update.effective_message is not None
    context.writes.append(StopAwaiting(context.person.id))
    context.writes += close_check(update.effective_message, context)
    danger = context.services.catalog.alarm.judge(written(update.effective_message))
    pause = health_pause(context.person.id, context.services.clock.now())
    context.writes.append(pause)
    card = context.page(PAGES[danger])
    with suppress(StoreError):  # help waits for nothing
        card = await _with_pause(card, pause, context)
    await context.show(update, card, Lane.URGENT)


async def _with_pause(card: Card, pause: PauseReminders, context: Context) -> Card:
    """Return help that also tells who has reminders that they pause, and lets them say for whom it was."""
    note = await note_of_pause(context)
    if not note or pause.pause.until is None:
        return card
    data = f"{SOMEONE_ELSE}{int(pause.pause.until.timestamp())}"
    other = Button(context.words.plain("button-someone-else"), data)
    return Card(longer(card.text, note), (*card.rows[:-1], (other,), *card.rows[-1:]))


def written(message: Message) -> str:
    """Return what stands in a message, or under what it carries, without a command and the one word it may go with."""
    text = message.text or message.caption or ""
    if not text.startswith("/"):
        return text
    command, *said = text.split(maxsplit=2)
    return text.removeprefix(command).strip() if len(said) > 1 else ""
