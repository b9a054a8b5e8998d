"""What the bot says about itself is kept by scope and language, within Telegram's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

START = {"command": "start", "description": "Begin"}
REFUSED_COMMANDS: dict[str, tuple[list[object], str]] = {
    "no name": ([{"command": "", "description": "x"}], "command must be non-empty"),
    "blank name": ([{"command": " ", "description": "x"}], "command must be non-empty"),
    "long name": ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
    "capitals": ([{"command": "Start", "description": "x"}], "BOT_COMMAND_INVALID"),
    "no description": ([{"command": "a", "description": ""}], "command description must be non-empty"),
    "blank description": ([{"command": "a", "description": " "}], "command description must be non-empty"),
    "long description": (
        [{"command": "a", "description": "x" * 257}],
        "command description length must not exceed 256",
    ),
    "too many": ([START] * 101, "BOT_COMMANDS_TOO_MUCH"),
    "missing field": ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
    "no objects": (["start"], "expected an Array of BotCommand"),
}


@pytest.mark.parametrize(("commands", "words"), REFUSED_COMMANDS.values(), ids=REFUSED_COMMANDS)
async def test_commands_that_break_the_rules_are_refused(bot: Caller, commands: list[object], words: str) -> None:
    assert await bot.refusal("setMyCommands", commands=commands) == (400, f"Bad Request: {words}")


async def test_commands_are_kept_by_scope_and_language(bot: Caller, ada: Phone) -> None:
    scope = {"type": "chat", "chat_id": 7}
    await bot.ok("setMyCommands", commands=[START])
    await bot.ok("setMyCommands", commands=[], language_code="de")
    await bot.ok("setMyCommands", commands=[START, START], scope=scope)
    assert await bot.ok("getMyCommands") == [START]
    assert await bot.ok("getMyCommands", language_code="de") == []
    assert await bot.ok("getMyCommands", scope={"type": "all_private_chats"}) == []
    assert await bot.ok("getMyCommands", scope=scope) == [START, START]
    assert ada.menu() == (("start", "Begin"), ("start", "Begin"))
    await bot.ok("deleteMyCommands", scope=scope)
    assert ada.menu() == (("start", "Begin"),)
    await bot.ok("deleteMyCommands")
    assert ada.menu() == ()


async def test_scopes_must_exist(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    telegram.group(-100).add_bot(ada)
    await bot.ok("setMyCommands", commands=[START], scope={"type": "chat_member", "chat_id": -100, "user_id": 7})
    telegram.person(8)  # who never wrote to the bot
    scopes: list[object] = [
        {"type": "chat", "chat_id": 8},
        {"type": "chat", "chat_id": 9},
        {"type": "chat_administrators", "chat_id": 7},
        {"type": "planet"},
        {"type": "chat"},
        "[",
    ]
    assert [(await bot.refusal("getMyCommands", scope=scope))[1] for scope in scopes] == [
        "Bad Request: chat not found",
        "Bad Request: chat not found",
        "Bad Request: can't use specified scope in private chats",
        "Bad Request: can't parse BotCommandScope: Unsupported type specified",
        "Bad Request: can't parse BotCommandScope: Can't find field \"chat_id\"",
        "Bad Request: can't parse BotCommandScope JSON object",
    ]


async def test_a_language_is_two_letters(bot: Caller) -> None:
    for language in ("deu", "D", "en-GB"):
        assert await bot.refusal("getMyCommands", language_code=language) == (
            400,
            "Bad Request: invalid language code specified",
        )


async def test_descriptions_fall_back_to_those_for_everyone(bot: Caller) -> None:
    await bot.ok("setMyDescription", description="Hello")
    await bot.ok("setMyDescription", description="Hallo", language_code="de")
    await bot.ok("setMyShortDescription", short_description="Hi")
    assert await bot.ok("getMyDescription") == {"description": "Hello"}
    assert await bot.ok("getMyDescription", language_code="de") == {"description": "Hallo"}
    assert await bot.ok("getMyDescription", language_code="fr") == {"description": "Hello"}
    assert await bot.ok("getMyShortDescription", language_code="fr") == {"short_description": "Hi"}
    await bot.ok("setMyDescription", language_code="de")
    assert await bot.ok("getMyDescription", language_code="de") == {"description": "Hello"}


async def test_descriptions_have_their_lengths(bot: Caller) -> None:
    await bot.ok("setMyDescription", description="a" * 512)
    await bot.ok("setMyShortDescription", short_description="a" * 120)
    assert (await bot.refusal("setMyDescription", description="a" * 513))[0] == 400
    assert (await bot.refusal("setMyShortDescription", short_description="a" * 121))[0] == 400


async def test_the_menu_button_is_kept_for_all_or_for_one(bot: Caller, ada: Phone) -> None:
    assert await bot.ok("getChatMenuButton") == {"type": "commands"}
    await bot.ok("setChatMenuButton", menu_button={"type": "default"})
    await bot.ok("setChatMenuButton", chat_id=7, menu_button={"type": "commands"})
    assert await bot.ok("getChatMenuButton") == {"type": "default"}
    assert await bot.ok("getChatMenuButton", chat_id=7) == {"type": "commands"}


async def test_menu_buttons_that_cannot_be_are_refused(bot: Caller, ada: Phone) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.org"}}
    assert await bot.refusal("getChatMenuButton", chat_id=-100) == (400, "Bad Request: invalid chat_id specified")
    assert await bot.refusal("getChatMenuButton", chat_id=9) == (400, "Bad Request: user not found")
    assert (await bot.refusal("setChatMenuButton", menu_button=app))[0] == 501
    assert await bot.refusal("setChatMenuButton", menu_button={"type": "x"}) == (
        400,
        "Bad Request: can't parse menu button: MenuButton has unsupported type",
    )
