from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.simulator.faults import ServerError

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Run, Says
    from tests.conftest import FakeClock


async def published(telegram: Telegram, times: int = 1) -> None:
    """Return once the bot has looked through all that Telegram shows of it, so many times."""
    async with asyncio.timeout(5):
        await telegram.until("getChatMenuButton", times)


def changes(telegram: Telegram) -> list[str]:
    return [call.method for call in telegram.calls if call.method.startswith("set") and call.code == 200]


async def test_telegram_shows_menu_descriptions_and_button(run: Run, telegram: Telegram, catalog: Catalog) -> None:
    async with run():
        await published(telegram)

    words, profile = catalog.words("en"), telegram.world.profile
    assert [name for name, _ in telegram.person(7).menu()] == [
        page.command if (page := catalog.pages.pages.get(name)) else name for name in catalog.pages.menu
    ]
    assert profile.descriptions == {"": words.plain("bot-description")}
    assert profile.short_descriptions == {"": words.plain("bot-short-description")}
    assert telegram.refused == []


async def test_the_menu_has_about_ten_commands_that_all_work(run: Run, telegram: Telegram, says: Says) -> None:
    ada = telegram.person(7)
    async with run():
        await published(telegram)
        menu = ada.menu()
        answers = {(await ada.ask(f"/{name}")).text for name, _ in menu}

    assert 8 <= len(menu) <= 12
    assert len(answers) == len(menu)
    assert says("unknown-command") not in answers


async def test_a_menu_button_of_another_kind_becomes_that_of_the_commands(run: Run, telegram: Telegram) -> None:
    telegram.world.profile.menu_buttons[None] = {
        "type": "web_app",
        "text": "x",
        "web_app": {"url": "https://a.example"},
    }
    async with run():
        await telegram.until("setChatMenuButton")

    assert telegram.world.profile.menu_buttons == {None: {"type": "commands"}}


async def test_a_second_start_changes_nothing(run: Run, telegram: Telegram) -> None:
    async with run():
        await published(telegram)
    before = changes(telegram)
    async with run():
        await published(telegram, 2)
        await telegram.person(7).ask("/start")

    assert before == ["setMyCommands", "setMyDescription", "setMyShortDescription"]
    assert changes(telegram) == before


async def test_only_what_differs_is_set(run: Run, telegram: Telegram) -> None:
    async with run():
        await published(telegram)
    telegram.world.profile.descriptions[""] = "Another text"
    before = changes(telegram)
    async with run():
        await published(telegram, 2)

    assert changes(telegram) == [*before, "setMyDescription"]


async def test_people_are_answered_while_the_menu_cannot_be_set(run: Run, telegram: Telegram, clock: FakeClock) -> None:
    telegram.faults.next("setMyCommands", ServerError())
    ada = telegram.person(7)
    async with run():
        await telegram.until("setMyCommands")
        assert (await ada.ask("/start")).text
        assert ada.menu() == ()
        await clock.advance(60)
        await published(telegram)

    assert ada.menu() != ()
