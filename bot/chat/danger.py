"""Danger in a private text: help at once, whatever else was under way. Nothing of the text is kept or logged."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.chat.context import Context, Feature
from bot.content.catalog import Catalog
from bot.content.danger import Alarm, Danger
from bot.content.pages import CRISIS, EMERGENCY
from bot.domain.lane import Lane
from bot.domain.store import StopAwaiting

PAGES = {Danger.EMERGENCY: EMERGENCY, Danger.CRISIS: CRISIS}


def feature(catalog: Catalog) -> Feature:
    """Return the feature, to be ordered before all that reads texts."""
    return Feature(handlers=(MessageHandler(filters.ChatType.PRIVATE & SpeaksOfDanger(catalog.alarm), show_help),))


class SpeaksOfDanger(filters.MessageFilter):
    """Lets through a message whose words, or whose caption, speak of present danger."""

    def __init__(self, alarm: Alarm) -> None:
        super().__init__()
        self._alarm = alarm

    def filter(self, message: Message) -> bool:
        """Return whether help has to come before all else."""
        return self._alarm.judge(written(message)) in PAGES


async def show_help(update: Update, context: Context) -> None:
    """Show what to do in an emergency, or in a crisis."""
    assert update.effective_message is not None
    context.writes.append(StopAwaiting(context.person.id))
    danger = context.services.catalog.alarm.judge(written(update.effective_message))
    await context.show(update, context.page(PAGES[danger]), Lane.URGENT)


def written(message: Message) -> str:
    """Return what stands in a message, or under what it carries, without a command and the one word it may go with."""
    text = message.text or message.caption or ""
    if not text.startswith("/"):
        return text
    rest = text.partition(" ")[2].strip()
    return rest if " " in rest else ""
