from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, NetworkError

from bot.domain.lane import Lane
from bot.gateway.bot import Bot
from bot.gateway.pacing import Pacing
from bot.simulator.faults import Garbage
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Telegram

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.conftest import FakeClock

ROWS = [[{"text": "Left", "callback_data": "l"}, {"text": "Right", "callback_data": "r", "style": "danger"}]]


@pytest.fixture
async def bot(telegram: Telegram, clock: FakeClock) -> AsyncIterator[Bot]:
    request = SimulatedRequest(telegram)
    async with Bot(TOKEN, request=request, get_updates_request=request, rate_limiter=Pacing(clock, 30, 1)) as bot:
        yield bot


async def test_a_message_arrives_formatted_and_with_its_buttons(bot: Bot, phone: Phone) -> None:
    sent = await bot.send(phone.id, "<b>Hello</b>", ROWS, Lane.ANSWER)

    shown = phone.screen()
    assert (shown.id, shown.text, shown.labels) == (sent, "Hello", ("Left", "Right"))
    assert shown.button("Right").style == "danger"


async def test_a_message_without_buttons_carries_no_keyboard(bot: Bot, phone: Phone) -> None:
    await bot.send(phone.id, "Hello", [], Lane.ANSWER)

    assert "reply_markup" not in phone.screen().json


async def test_an_edit_changes_text_and_buttons_in_place(bot: Bot, phone: Phone) -> None:
    sent = await bot.send(phone.id, "Hello", ROWS, Lane.ANSWER)
    await bot.edit(phone.id, sent, "Bye", [], Lane.ANSWER)

    shown = phone.screen()
    assert (shown.id, shown.text, shown.labels) == (sent, "Bye", ())


async def test_no_message_shows_a_preview_of_its_links(bot: Bot, phone: Phone, telegram: Telegram) -> None:
    await bot.send(phone.id, "https://example.org", [], Lane.ANSWER)

    (call,) = telegram.named("sendMessage")
    assert call.parameters["link_preview_options"] == '{"is_disabled": true}'


async def test_urgent_messages_do_not_wait_for_the_pace_of_their_chat(bot: Bot, phone: Phone) -> None:
    for number in range(10):
        await bot.send(phone.id, f"Help {number}", [], Lane.URGENT)

    assert phone.screen().text == "Help 9"


@pytest.mark.parametrize("body", [b'{"ok":true,"result":true}', b'{"ok":true,"result":{}}'])
async def test_an_answer_without_a_message_tells_nothing_about_the_message(
    bot: Bot, phone: Phone, telegram: Telegram, body: bytes
) -> None:
    telegram.faults.next("sendMessage", Garbage(body))

    with pytest.raises(NetworkError):
        await bot.send(phone.id, "Hello", [], Lane.ANSWER)


async def test_an_edit_that_changes_nothing_is_no_error(bot: Bot, phone: Phone) -> None:
    sent = await bot.send(phone.id, "Hello", ROWS, Lane.ANSWER)
    await bot.edit(phone.id, sent, "Hello", ROWS, Lane.ANSWER)

    assert phone.screen().text == "Hello"


async def test_an_edit_of_what_is_gone_is_an_error(bot: Bot, phone: Phone) -> None:
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit(phone.id, 99, "Hello", ROWS, Lane.ANSWER)


async def test_a_tap_is_acknowledged_with_its_notice_once(bot: Bot, phone: Phone) -> None:
    await bot.send(phone.id, "Hello", ROWS, Lane.ANSWER)
    query = phone.tap("Left")
    await bot.acknowledge(query, "Noted")
    await bot.acknowledge(query, "Noted")

    assert [notice.text for notice in phone.notices] == ["Noted"]
