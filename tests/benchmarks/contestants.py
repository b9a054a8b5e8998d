"""Those who are compared, each as its documentation shows it, with its own defaults; run as a process of its own.

``sends`` makes ``count`` calls of sendMessage from fifty tasks at once: with far more of them, PTB's default pool
raises PoolTimeout. ``echo`` answers each text with the same text until it is killed.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Final

from tests.benchmarks.server import FIRST_PERSON, TOKEN

if TYPE_CHECKING:
    from bot.gateway.bot import Bot

TASKS: Final = 50
TEXT: Final = "Time for a glass of water. A large one is about 250 ml; small sips count as well."
UNLIMITED: Final = 1_000_000.0


async def _send_all(send: Callable[[int], Awaitable[object]], chat_ids: Iterator[int]) -> None:
    async def work() -> None:
        for chat_id in chat_ids:
            await send(chat_id)

    await asyncio.gather(*(work() for _ in range(TASKS)))
    await asyncio.Event().wait()  # whoever started this process reads its times, then ends it


async def ptb_sends(url: str, chat_ids: Iterator[int]) -> None:
    """Send with python-telegram-bot's Bot."""
    from telegram import Bot

    async with Bot(TOKEN, base_url=f"{url}/bot") as bot:
        await _send_all(lambda chat_id: bot.send_message(chat_id, TEXT), chat_ids)


async def aiogram_sends(url: str, chat_ids: Iterator[int]) -> None:
    """Send with aiogram's Bot."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    async with Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url))) as bot:
        await bot.get_me()
        await _send_all(lambda chat_id: bot.send_message(chat_id, TEXT), chat_ids)


async def steady_sends(url: str, chat_ids: Iterator[int]) -> None:
    """Send as Steady's features do."""
    from bot.domain.lane import Lane

    async with _steady_bot(url) as bot:
        await _send_all(lambda chat_id: bot.send(chat_id, TEXT, (), Lane.ANSWER), chat_ids)


async def steady_objects_sends(url: str, chat_ids: Iterator[int]) -> None:
    """Send by the library's own method over Steady's transport and pacing; the answers become objects."""
    async with _steady_bot(url) as bot:
        await _send_all(lambda chat_id: bot.send_message(chat_id, TEXT), chat_ids)


def _steady_bot(url: str) -> Bot:
    from bot.app import SystemClock
    from bot.gateway.bot import Bot
    from bot.gateway.pacing import Pacing
    from bot.gateway.transport import Transport

    pacing = Pacing(SystemClock(), UNLIMITED, UNLIMITED)
    return Bot(TOKEN, base_url=f"{url}/bot", request=Transport(), get_updates_request=Transport(), rate_limiter=pacing)


def ptb_echo(url: str) -> None:
    """Answer texts with python-telegram-bot's Application."""
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def aiogram_echo(url: str) -> None:
    """Answer texts with aiogram's Dispatcher."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async def main() -> None:
        bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
        await dispatcher.start_polling(bot)

    asyncio.run(main())


SENDS: Final = {
    "ptb": ptb_sends,
    "aiogram": aiogram_sends,
    "steady": steady_sends,
    "steady-objects": steady_objects_sends,
}
ECHO: Final = {"ptb": ptb_echo, "aiogram": aiogram_echo}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", choices=["sends", "echo"])
    parser.add_argument("name", choices=sorted(SENDS))
    parser.add_argument("url")
    parser.add_argument("--count", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.work == "echo":
        ECHO[arguments.name](arguments.url)
    else:
        chat_ids = (FIRST_PERSON + number for number in range(arguments.count))
        asyncio.run(SENDS[arguments.name](arguments.url, chat_ids))
