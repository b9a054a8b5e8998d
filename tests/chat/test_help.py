from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.ext import CommandHandler

from bot.chat.conversation import assemble

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Talk

WITHOUT_PAGE = {
    "help": "help-title",
    "triage": "triage-trial",
    "mydata": "my-data-title",
    "forgetme": "erase-question",
    "cancel": "cancel-nothing",
    "reminders": "reminders-title",
    "remind": "reminders-title",
    "plan": "my-day-title",
    "timezone": "zone-question",
    "pause": "pause-none",
    "resume": "pause-none",
}


async def listed(phone: Phone) -> list[str]:
    return re.findall(r"^/([a-z0-9_]+) – .+$", (await phone.ask("/help")).text, re.MULTILINE)


async def test_every_command_of_help_opens_what_it_says(ada: Phone, talk: Talk, catalog: Catalog) -> None:
    answers = {page.command: f"page-{page.id}" for page in catalog.pages.pages.values() if page.command} | WITHOUT_PAGE

    await talk(*((f"/{name}", answers[name]) for name in await listed(ada)))


async def test_help_lists_all_that_has_a_handler_and_nothing_else(ada: Phone, catalog: Catalog) -> None:
    features = assemble(catalog)
    handled = [
        command
        for feature in features
        for handler in feature.handlers
        if isinstance(handler, CommandHandler)
        for command in handler.commands
    ]

    commands = [command for feature in features for command in feature.commands]
    of_few = [name for feature in features for name in (*feature.editor_commands, *feature.administrator_commands)]
    assert set(handled) == {*commands, *of_few}
    assert set(commands) & set(of_few) == set()
    assert len(set(commands)) == len(commands)
    assert await listed(ada) == commands


async def test_help_says_of_a_command_what_the_menu_says(ada: Phone, telegram: Telegram) -> None:
    await telegram.until("setMyCommands")
    menu = [f"/{name} – {description}" for name, description in ada.menu()]

    assert set(menu) < set((await ada.ask("/help")).text.splitlines())


async def test_cancel_leads_to_the_menu(talk: Talk) -> None:
    await talk(("/cancel", "cancel-nothing"), ("[Causes]", "page-causes"))
