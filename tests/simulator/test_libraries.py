"""Bots of others run against it as they run against Telegram: by polling, and behind a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiogram
import aiohttp
import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from telegram.ext import ApplicationBuilder

from bot.simulator.phone import Notice
from bot.simulator.telegram import Telegram

SECRET = "hush"


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on a free port and yield its address."""
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def hook(answer: Callable[[Any], Awaitable[web.StreamResponse]]) -> web.Application:
    """Return an application that hands each update to ``answer``, once the secret is right."""

    async def take(request: web.Request) -> web.StreamResponse:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        return await answer(await request.json())

    app = web.Application()
    app.router.add_post("/hook", take)
    return app


async def test_python_telegram_bot_speaks_to_it(live: Telegram, url: str) -> None:
    ada = live.person(7)
    ada.start()
    application = ApplicationBuilder().token(live.token).base_url(f"{url}/bot").build()
    async with application:
        await application.bot.send_message(7, "hi")
        await application.bot.send_document(7, b"{}", filename="data.json")
    assert ada.download() == b"{}"


def aiogram_dispatcher() -> aiogram.Dispatcher:
    dispatcher = aiogram.Dispatcher()
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Again", callback_data="again")]])

    @dispatcher.message()
    async def echo(message: Message) -> object:
        return message.answer(f"You said <b>{message.text}</b>", parse_mode="HTML", reply_markup=keyboard)

    @dispatcher.callback_query()
    async def again(query: CallbackQuery) -> None:
        await query.answer("Done")
        assert isinstance(query.message, Message)
        await query.message.edit_text("You tapped")
        await query.message.answer_document(BufferedInputFile(b"{}", "data.json"))

    return dispatcher


async def converse(telegram: Telegram) -> None:
    ada = telegram.person(7)
    assert (await ada.ask("hello")).text == "You said hello"
    ada.tap("Again")
    await telegram.until("sendDocument")
    assert (ada.messages[1].text, ada.download(), ada.notices) == ("You tapped", b"{}", (Notice("Done", alert=False),))
    assert telegram.refused == []


async def test_an_aiogram_bot_converses_by_polling(live: Telegram, url: str) -> None:
    dispatcher = aiogram_dispatcher()
    async with aiogram.Bot(live.token, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        await converse(live)
        await dispatcher.stop_polling()
        await polling


@pytest.mark.parametrize("in_background", [True, False])
async def test_an_aiogram_bot_converses_behind_a_webhook(live: Telegram, url: str, in_background: bool) -> None:
    app = web.Application()
    async with aiogram.Bot(live.token, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        handler = SimpleRequestHandler(
            aiogram_dispatcher(), bot, handle_in_background=in_background, secret_token=SECRET
        )
        handler.register(app, "/hook")
        async with listening(app) as address:
            await bot.set_webhook(f"{address}/hook", secret_token=SECRET, allowed_updates=["message", "callback_query"])
            await converse(live)
            info = await bot.get_webhook_info()
            assert (info.pending_update_count, info.last_error_message) == (0, None)
            await bot.delete_webhook()


async def test_a_plain_http_client_converses_by_polling(live: Telegram, url: str) -> None:
    async def echo(session: aiohttp.ClientSession) -> None:
        offset = 0
        while True:
            async with session.get("getUpdates", params={"offset": offset, "timeout": 10}) as answer:
                updates = (await answer.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                message = update["message"]
                await session.post("sendMessage", data={"chat_id": message["chat"]["id"], "text": message["text"]})

    async with aiohttp.ClientSession(f"{url}/bot{live.token}/") as session:
        echoing = asyncio.create_task(echo(session))
        assert [(await live.person(7).ask(text)).text for text in ("one", "two")] == ["one", "two"]
        echoing.cancel()
        await asyncio.gather(echoing, return_exceptions=True)


async def test_a_plain_http_server_answers_in_its_answers(live: Telegram, url: str) -> None:
    async def echo(update: Any) -> web.Response:
        message = update["message"]
        call = {"method": "sendMessage", "chat_id": message["chat"]["id"], "text": message["text"]}
        if message["text"] == "deep":
            return web.Response(text="[" * 100_000, content_type=JSON)
        if message["text"] == "parts":
            return web.Response(body=b"x", headers={"Content-Type": "multipart/form-data; boundary=y"})
        if message["text"] == "form":
            return web.Response(text="method=sendMessage&chat_id=7&text=form", content_type=FORM)
        return web.json_response(call) if message["text"] == "json" else web.Response(text="{", content_type=JSON)

    ada = live.person(7)
    async with listening(hook(echo)) as address, aiohttp.ClientSession(f"{url}/bot{live.token}/") as session:
        await session.post("setWebhook", json={"url": f"{address}/hook", "secret_token": SECRET})
        for unreadable in ("broken", "deep", "parts"):
            ada.send(unreadable)
        assert [(await ada.ask(text)).text for text in ("json", "form")] == ["json", "form"]


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


async def test_what_fails_over_the_wire_is_told(live: Telegram, url: str) -> None:
    """Nobody listens, the connection breaks, another machine: WebhookInfo says which."""

    async def break_off(request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.abort()
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", break_off)
    live.person(7).start()
    async with listening(app) as address, aiohttp.ClientSession(f"{url}/bot{live.token}/") as session:
        assert await told(live, session, f"{address}/hook") == "Webhook connection closed"
        assert await told(live, session, f"{address}/none") == "Wrong response from the webhook: 404 Not Found"
        assert await told(live, session, "http://127.0.0.1:1/") == "Connection refused"
        assert await told(live, session, "https://example.org/") == "The simulator calls no other machine"
        assert await told(live, session, "https://\u2603..example/") == "Failed to resolve host"
        assert await told(live, session, "example.org") == "The simulator calls no other machine"


async def told(telegram: Telegram, session: aiohttp.ClientSession, url: str) -> str:
    """Return what getWebhookInfo tells after this webhook failed."""
    await session.post("setWebhook", json={"url": url})
    async with asyncio.timeout(5):
        while True:
            async with session.get("getWebhookInfo") as answer:
                info = (await answer.json())["result"]
            if message := info.get("last_error_message"):
                return str(message)
