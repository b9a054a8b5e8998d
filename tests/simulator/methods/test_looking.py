"""What the bot can look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import ChatFullInfo, User

from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller


async def test_the_bot_knows_itself(bot: Caller) -> None:
    me = User.de_json(await bot.ok("getMe"), None)
    assert (me.id, me.is_bot, me.username, me.can_join_groups) == (123456789, True, "simulated_bot", True)


async def test_chats_that_met_the_bot_can_be_looked_up(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    telegram.person(8)
    telegram.group(-100, "Friends").add_bot(ada)
    assert ChatFullInfo.de_json(await bot.ok("getChat", chat_id=7), None).last_name == "Lovelace"
    assert ChatFullInfo.de_json(await bot.ok("getChat", chat_id=-100), None).title == "Friends"
    for chat_id in (8, 9):
        assert await bot.refusal("getChat", chat_id=chat_id) == (400, "Bad Request: chat not found")


async def test_a_group_can_be_left_once(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    telegram.group(-100).add_bot(ada)
    assert await bot.ok("leaveChat", chat_id=-100) is True
    assert await bot.refusal("leaveChat", chat_id=-100) == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )
    assert await bot.refusal("leaveChat", chat_id=7) == (
        400,
        "Bad Request: chat member status can't be changed in private chats",
    )


async def test_a_file_that_was_sent_can_be_downloaded(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    ada.send_document("notes.txt", b"notes")
    file_id = ada.messages[-1].json["document"]["file_id"]  # type: ignore[index]
    path = (await bot.ok("getFile", file_id=file_id))["file_path"]
    assert telegram.file(telegram.token, path).body == b"notes"
    assert telegram.file("wrong", path).code == 404
    assert await bot.refusal("getFile", file_id="what") == (
        400,
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )
