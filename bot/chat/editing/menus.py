"""The command menus of editors and administrators: what everybody sees, and their own commands."""

from __future__ import annotations

import logging

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.chat.context import Context, Services
from bot.chat.editing.rights import commands_of
from bot.chat.help import describe
from bot.content.catalog import Words
from bot.domain.lane import Lane

log = logging.getLogger(__name__)


async def publish_menus(bot: ExtBot[Lane], services: Services, words: Words) -> None:
    """Bring the menu of everybody who may edit in line with the words."""
    editors = [editor.person_id for editor in await services.store.editing.editors()]
    for person_id in dict.fromkeys((*sorted(services.admin_ids), *editors)):
        try:
            await _publish_menu(bot, services, words, person_id)
        except (BadRequest, Forbidden) as error:  # they never wrote to the bot, or blocked it
            log.info("person %d has no menu of their own (%s)", person_id, type(error).__name__)


async def show_menu(context: Context, person_id: int) -> None:
    """Let somebody who may edit see their commands in the menu; at the next start it is tried again."""
    try:
        await _publish_menu(context.bot, context.services, context.words, person_id)
    except TelegramError as error:  # the answer is what counts
        log.warning("person %d has no menu of their own yet (%s)", person_id, type(error).__name__)


async def hide_menu(context: Context, person_id: int) -> None:
    """Let somebody who is no editor any more see the menu of everybody, an administrator their own."""
    if person_id in context.services.admin_ids:
        return await show_menu(context, person_id)
    try:
        await context.bot.delete_my_commands(scope=BotCommandScopeChat(person_id))
    except TelegramError as error:  # what they see in the menu gives them no right
        log.warning("person %d may still see the commands of editors (%s)", person_id, type(error).__name__)
    return None


async def _publish_menu(bot: ExtBot[Lane], services: Services, words: Words, person_id: int) -> None:
    """Set a menu where Telegram does not show it yet."""
    names = (*services.catalog.pages.menu, *commands_of(person_id, services))
    commands = tuple(BotCommand(name, describe(name, services, words)) for name in names)
    scope = BotCommandScopeChat(person_id)
    if await bot.get_my_commands(scope=scope) != commands:
        await bot.set_my_commands(commands, scope=scope)
