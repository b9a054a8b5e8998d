"""python-telegram-bot runs on the stand-in without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from telegram import Bot, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup, MenuButtonCommands, Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.simulator.faults import Dropped, TooMany
from bot.simulator.phone import Notice, Phone
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import Telegram

Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
async def ptb(telegram: Telegram) -> AsyncIterator[Bot]:
    async with Bot(
        telegram.token, request=SimulatedRequest(telegram), get_updates_request=SimulatedRequest(telegram)
    ) as bot:
        yield bot


async def test_all_that_a_bot_does_at_its_start_works(ptb: Bot, telegram: Telegram, ada: Phone) -> None:
    await ptb.set_my_commands([("start", "Begin")], scope=BotCommandScopeChat(7))
    await ptb.set_my_description("Long", "de")
    await ptb.set_my_short_description("Short")
    await ptb.set_chat_menu_button(menu_button=MenuButtonCommands())
    await ptb.delete_webhook()
    assert [command.command for command in await ptb.get_my_commands(BotCommandScopeChat(7))] == ["start"]
    assert (await ptb.get_my_description("de")).description == "Long"
    assert (await ptb.get_my_short_description("de")).short_description == "Short"
    assert isinstance(await ptb.get_chat_menu_button(), MenuButtonCommands)
    assert (await ptb.get_webhook_info()).url == ""
    assert telegram.refused == []


async def test_messages_edits_and_files_go_through(ptb: Bot, ada: Phone) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Home", callback_data="p:home", style="danger")]])
    sent = await ptb.send_message(7, "<b>one</b>", parse_mode="HTML", reply_markup=keyboard)
    assert (sent.text_html, sent.reply_markup) == ("<b>one</b>", keyboard)
    edited = await ptb.edit_message_text("two", chat_id=7, message_id=sent.message_id)
    assert (edited.text, edited.date.tzinfo) == ("two", UTC)  # type: ignore[union-attr]
    assert (await ptb.get_chat(7)).first_name == "Ada"
    assert await ptb.send_chat_action(7, "typing")
    assert await ptb.delete_message(7, sent.message_id)
    document = await ptb.send_document(7, b"{}", filename="data.json", caption="yours")
    assert (document.document and document.document.file_name, ada.download()) == ("data.json", b"{}")
    photo = await ptb.send_photo(7, BytesIO(b"pixels"))
    file = await photo.photo[0].get_file()
    assert bytes(await file.download_as_bytearray()) == b"pixels"


async def test_refusals_arrive_as_ptb_knows_them(ptb: Bot, telegram: Telegram, ada: Phone) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(9, "hi")
    ada.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(7, "hi")
    await ptb.set_webhook("https://example.org")
    with pytest.raises(Conflict):
        await ptb.get_updates()
    telegram.faults.next("getMe", TooMany(4))
    with pytest.raises(RetryAfter):
        await ptb.get_me()
    telegram.faults.next("getMe", Dropped(after_effect=False))
    with pytest.raises(NetworkError, match="Connection dropped"):
        await ptb.get_me()


async def test_a_wrong_token_is_refused(telegram: Telegram) -> None:
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", request=SimulatedRequest(telegram)).initialize()


async def echo(update: Update, context: Context) -> None:
    assert update.message
    button = InlineKeyboardButton("Again", callback_data="again")
    await update.message.reply_text(f"You said {update.message.text}", reply_markup=InlineKeyboardMarkup([[button]]))


async def again(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Done")
    await update.callback_query.edit_message_text("You tapped")


def built(application: Application) -> Application:  # type: ignore[type-arg]
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(again))
    return application


async def test_a_conversation_with_a_polling_application(live: Telegram) -> None:
    builder = ApplicationBuilder().token(live.token)
    request, polls = SimulatedRequest(live), SimulatedRequest(live)
    application = built(builder.request(request).get_updates_request(polls).build())
    ada = live.person(7)
    async with application:
        assert application.updater
        await application.updater.start_polling()
        await application.start()
        assert (await ada.ask("hello")).text == "You said hello"
        assert (await ada.press("Again")).text == "You tapped"
        assert ada.notices == (Notice("Done", alert=False),)
        await application.updater.stop()
        await application.stop()
    assert ada.screen().json["date"] <= datetime.now(UTC).timestamp()  # type: ignore[operator]
