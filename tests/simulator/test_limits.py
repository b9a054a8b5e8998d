"""Floods are stopped as Telegram stops them: after a burst, for a time that it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.limits import Limits, Rate
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.simulator.conftest import Caller


@pytest.fixture
def telegram(clock: FakeClock) -> Telegram:
    return Telegram(clock, limits=Limits(Rate(3, 1), Rate(1, 1 / 3), Rate(5, 1)))


async def test_sends_and_edits_of_a_chat_count_together(bot: Caller, telegram: Telegram) -> None:
    telegram.person(7).start()
    await bot.ok("sendMessage", chat_id=7, text="1")
    await bot.ok("sendMessage", chat_id=7, text="2")
    await bot.ok("editMessageText", chat_id=7, message_id=2, text="3")
    assert await bot.refusal("sendMessage", chat_id=7, text="4") == (429, "Too Many Requests: retry after 1")


async def test_an_impatient_chat_stays_closed_until_the_time_it_was_told(
    bot: Caller, telegram: Telegram, clock: FakeClock
) -> None:
    group = telegram.group(-100)
    group.add_bot(telegram.person(7))
    await bot.ok("sendMessage", chat_id=-100, text="1")
    assert await bot.refusal("sendMessage", chat_id=-100, text="2") == (429, "Too Many Requests: retry after 3")
    await clock.advance(1.5)
    assert await bot.refusal("sendMessage", chat_id=-100, text="2") == (429, "Too Many Requests: retry after 2")
    await clock.advance(1.5)
    await bot.ok("sendMessage", chat_id=-100, text="2")


async def test_one_chat_does_not_close_another_until_the_whole_bot_is_too_fast(bot: Caller, telegram: Telegram) -> None:
    for person_id in range(1, 7):
        telegram.person(person_id).start()
    for person_id in range(1, 6):
        await bot.ok("sendMessage", chat_id=person_id, text="1")
    assert await bot.refusal("sendMessage", chat_id=6, text="1") == (429, "Too Many Requests: retry after 1")


async def test_answers_to_taps_are_never_too_fast(bot: Caller, telegram: Telegram) -> None:
    ada = telegram.person(7)
    ada.start()
    await bot.ok("sendMessage", chat_id=7, text="1")
    for query_id in [ada.tap_data("x") for _ in range(20)]:
        await bot.ok("answerCallbackQuery", callback_query_id=query_id)


async def test_by_default_a_private_chat_takes_a_short_burst(clock: FakeClock) -> None:
    assert Limits() == Limits(Rate(5, 1), Rate(20, 1 / 3), None)
