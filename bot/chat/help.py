"""/help: every command in one list; /cancel: out of whatever was begun."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chat.context import Context, Feature, Services
from bot.chat.editing.rights import own_commands
from bot.content.catalog import Catalog, Words
from bot.content.pages import HOME, Card


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    return Feature(
        handlers=(
            CommandHandler("help", show_help, filters=filters.ChatType.PRIVATE),
            CommandHandler("cancel", cancel, filters=filters.ChatType.PRIVATE),
        ),
        commands=("help", "cancel"),
        texts={
            "help-title": (),
            "cancel-nothing": (),
            "help-line": ("command", "description"),
        },
    )


async def show_help(update: Update, context: Context) -> None:
    """List all commands, those of editors for editors only."""
    words = context.words
    lines = [
        words.text("help-line", command=name, description=describe(name, context.services, words))
        for name in (*context.services.commands, *await own_commands(update, context))
    ]
    await context.show(update, Card("\n".join([words.text("help-title"), *lines]), context.page(HOME).rows))


async def cancel(update: Update, context: Context) -> None:
    """Say that nothing is under way, and offer the menu."""
    await context.show(update, Card(context.words.text("cancel-nothing"), context.page(HOME).rows))


def describe(command: str, services: Services, words: Words) -> str:
    """Return what the command menu says of a command."""
    page = services.catalog.pages.by_command(command)
    return words.plain(f"page-{page.id}.menu" if page else f"command-{command}")
