"""The stand-in as a whole: who may call, what is simulated, what is written down, and how it fails on demand."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.simulator.faults import Dropped, Garbage, ServerError, Slow, TooMany
from bot.simulator.phone import Phone
from bot.simulator.telegram import ConnectionDroppedError, Telegram

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.simulator.conftest import Caller

SEND = {"chat_id": "7", "text": "hi"}


@pytest.mark.parametrize("token", ["", "1:a", "123456789:wrong"])
async def test_a_wrong_token_is_unauthorized(telegram: Telegram, token: str) -> None:
    answer = await telegram.call(token, "getMe", {})
    assert (answer.code, json.loads(answer.body)) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )


async def test_an_unknown_method_is_not_found(bot: Caller) -> None:
    assert await bot.refusal("sendNothing") == (404, "Not Found: method not found")


async def test_method_names_are_read_in_any_case(bot: Caller, telegram: Telegram) -> None:
    await bot.ok("GETME")
    assert [call.method for call in telegram.calls] == ["getMe"]


async def test_a_method_that_is_not_simulated_says_so_once_it_is_called_rightly(bot: Caller) -> None:
    place = {"chat_id": "7", "latitude": "52.5"}
    assert await bot.refusal("logOut") == (501, "Not Implemented: the simulator does not know logOut")
    assert await bot.refusal("sendLocation", **place) == (400, 'Bad Request: parameter "longitude" is required')
    assert await bot.refusal("sendLocation", **place, longitude=13.4) == (
        501,
        "Not Implemented: the simulator does not know sendLocation",
    )


async def test_every_call_is_written_down_as_asked_and_as_answered(
    bot: Caller, telegram: Telegram, ada: Phone, clock: FakeClock
) -> None:
    sent = await bot.ok("sendMessage", **SEND)
    await bot.refusal("sendMessage", chat_id=9, text="hi")
    calls = telegram.named("sendMessage")
    assert [(call.parameters, call.code, call.answer, call.time) for call in calls] == [
        (SEND, 200, sent, clock.now()),
        ({"chat_id": 9, "text": "hi"}, 400, "Bad Request: chat not found", clock.now()),
    ]
    assert telegram.refused == calls[1:]


async def test_calls_can_be_waited_for(bot: Caller, telegram: Telegram) -> None:
    waiting = asyncio.create_task(telegram.until("getMe", 2))
    await bot.ok("getMe")
    await bot.ok("getMe")
    assert len(await waiting) == 2


async def test_faults_come_in_order_and_only_for_their_method(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    telegram.faults.next("sendMessage", TooMany(3))
    telegram.faults.next("sendMessage", ServerError(), times=2)
    telegram.faults.next("*", ServerError(500, "Internal Server Error"))
    assert [await bot.refusal("sendMessage", **SEND) for _ in range(3)] == [
        (429, "Too Many Requests: retry after 3"),
        (502, "Bad Gateway"),
        (502, "Bad Gateway"),
    ]
    assert await bot.refusal("getMe") == (500, "Internal Server Error")
    await bot.ok("sendMessage", **SEND)
    assert len(ada.messages) == 2


async def test_retry_after_is_told_in_the_parameters(telegram: Telegram) -> None:
    telegram.faults.next("getMe", TooMany(7))
    answer = await telegram.call(telegram.token, "getMe", {})
    assert json.loads(answer.body)["parameters"] == {"retry_after": 7}


@pytest.mark.parametrize(("after_effect", "messages", "code"), [(False, 1, 0), (True, 2, 200)])
async def test_a_connection_can_be_dropped_before_or_after_the_effect(
    telegram: Telegram, ada: Phone, after_effect: bool, messages: int, code: int
) -> None:
    telegram.faults.next("sendMessage", Dropped(after_effect))
    with pytest.raises(ConnectionDroppedError):
        await telegram.call(telegram.token, "sendMessage", SEND)
    assert (len(ada.messages), telegram.calls[-1].code) == (messages, code)


async def test_an_answer_can_be_slow(telegram: Telegram, ada: Phone, clock: FakeClock) -> None:
    telegram.faults.next("sendMessage", Slow(5))
    answer = asyncio.create_task(telegram.call(telegram.token, "sendMessage", SEND))
    await clock.advance(4)
    assert (len(ada.messages), answer.done()) == (2, False)
    await clock.advance(1)
    assert (await answer).code == 200


async def test_an_answer_can_be_garbage(telegram: Telegram, ada: Phone) -> None:
    telegram.faults.next("sendMessage", Garbage(b"<html>"))
    answer = await telegram.call(telegram.token, "sendMessage", SEND)
    assert (answer.code, answer.body, len(ada.messages)) == (200, b"<html>", 2)


async def test_faults_can_be_called_off(bot: Caller, telegram: Telegram) -> None:
    telegram.faults.next("getMe", ServerError(), times=10)
    telegram.faults.clear()
    await bot.ok("getMe")
