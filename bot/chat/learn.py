"""Pages: opened by command, by button and by link."""

from __future__ import annotations

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.context import Context, Feature, PassOnError, command_of
from bot.chat.helpful import open_page
from bot.content.catalog import Catalog
from bot.content.pages import HOME, PREFIX


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    pages = catalog.pages.pages.values()
    commands = tuple(page.command for page in pages if page.command)
    return Feature(
        handlers=(
            CommandHandler(commands, open_by_command, filters=filters.ChatType.PRIVATE),
            CallbackQueryHandler(open_by_button, pattern=f"^{PREFIX}"),
        ),
        commands=commands,
    )


async def open_by_command(update: Update, context: Context) -> None:
    """Show the page of a command, or the page that a link to the bot asks for."""
    assert update.effective_message is not None
    pages = context.services.catalog.pages
    page = pages.by_command(command_of(update.effective_message))
    assert page is not None
    wanted = context.args[0].lower() if page.id == HOME and context.args else page.id
    linked = pages.by_command(wanted)
    if linked is None and wanted in context.services.commands:
        raise PassOnError  # a link to what a feature does
    page_id = linked.id if linked else wanted
    await open_page(update, context, page_id if page_id in pages.pages else HOME)


async def open_by_button(update: Update, context: Context) -> None:
    """Show the page a button names; a page that is gone leads home and says so."""
    assert update.callback_query is not None
    page_id = (update.callback_query.data or "").removeprefix(PREFIX)
    if page_id in context.services.catalog.pages.pages:
        await open_page(update, context, page_id)
    else:
        await context.show(update, context.page(HOME), notice=context.words.plain("notice-old-button"))
