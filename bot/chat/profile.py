"""What Telegram shows of the bot before anyone writes to it: command menu, descriptions, menu button."""

from __future__ import annotations

from telegram import BotCommand, MenuButtonCommands
from telegram.ext import ExtBot

from bot.chat.context import Services
from bot.chat.editing.menus import publish_menus
from bot.chat.help import describe
from bot.content.catalog import ENGLISH, Words
from bot.domain.lane import Lane


async def publish(bot: ExtBot[Lane], services: Services) -> None:
    """Bring Telegram's copy in line with the words; what already is stays untouched, as changes are rationed."""
    for language in services.catalog.languages:
        await _publish_language(bot, services, services.catalog.words(language))
    await publish_menus(bot, services, services.catalog.words(None))
    if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _publish_language(bot: ExtBot[Lane], services: Services, words: Words) -> None:
    code = None if words.language == ENGLISH else words.language
    commands = tuple(BotCommand(name, describe(name, services, words)) for name in services.catalog.pages.menu)
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    description = words.plain("bot-description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    short = words.plain("bot-short-description")
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
