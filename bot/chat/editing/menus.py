"""The command menus of editors and administrators: what everybody sees, and their own commands."""

from __future__ import annotations

import logging

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.chat.context import Services
from bot.chat.editing.rights import commands_of
from bot.chat.help import describe
from bot.content.catalog import Words
from bot.domain.lane import Lane

log = logging.getLogger(__name__)


async def publish_menus(bot: ExtBot[Lane], services: Services, words: Words) -> None:
    """Bring the menu of everybody who may edit in line with the words."""
    editors = [editor.person_id for editor in await services.store.editing.editors()]
    for person_id in dict.fromkeys((*sorted(services.admin_ids), *editors)):
        await show_menu(bot, services, words, person_id)


async def show_menu(bot: ExtBot[Lane], services: Services, words: Words, person_id: int) -> None:
    """Let somebody who may edit see their commands in the menu, where Telegram does not show them yet."""
    names = (*services.catalog.pages.menu, *commands_of(person_id, services))
    commands = tuple(BotCommand(name, describe(name, services, words)) for name in names)
    scope = BotCommandScopeChat(person_id)
    try:
        if await bot.get_my_commands(scope=scope) != commands:
            await bot.set_my_commands(commands, scope=scope)
    except (BadRequest, Forbidden) as error:  # they never wrote to the bot, or blocked it
        log.info("person %d has no menu of their own (%s)", person_id, type(error).__name__)


async def hide_menu(bot: ExtBot[Lane], services: Services, words: Words, person_id: int) -> None:
    """Let somebody who edits no more see the menu of everybody."""
    if person_id in services.admin_ids:
        return await show_menu(bot, services, words, person_id)
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(person_id))
    except (BadRequest, Forbidden) as error:
        log.info("person %d had no menu of their own (%s)", person_id, type(error).__name__)
    return None
