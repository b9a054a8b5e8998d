from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.outcome import Ambiguous, Outcome, RetryAt, Sent, Unreachable
from bot.gateway.bot import Bot
from bot.gateway.deliverer import Deliverer
from bot.gateway.pacing import Pacing
from bot.simulator.faults import Dropped, Fault, Garbage, ServerError, TooMany
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Telegram

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.conftest import FakeClock

ROWS = [[{"text": "Done", "callback_data": "d:1"}]]


@pytest.fixture
async def deliverer(telegram: Telegram, clock: FakeClock) -> AsyncIterator[Deliverer]:
    request, pacing = SimulatedRequest(telegram), Pacing(clock, 30, 1)
    async with Bot(TOKEN, request=request, get_updates_request=request, rate_limiter=pacing) as bot:
        yield Deliverer(bot, pacing, clock)


async def test_a_reminder_arrives_with_its_buttons(deliverer: Deliverer, phone: Phone, telegram: Telegram) -> None:
    outcome = await deliverer.deliver(phone.id, "<b>Drink</b>", ROWS, silent=False)

    shown = phone.screen()
    assert (outcome, shown.text, shown.labels) == (Sent(shown.id), "Drink", ("Done",))
    assert "disable_notification" not in telegram.named("sendMessage")[0].parameters


async def test_a_silent_one_makes_no_sound(deliverer: Deliverer, phone: Phone, telegram: Telegram) -> None:
    await deliverer.deliver(phone.id, "Drink", ROWS, silent=True)

    assert telegram.named("sendMessage")[0].parameters["disable_notification"] == "true"


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (ServerError(), Ambiguous()),
        (Garbage(), Ambiguous()),
        (Dropped(after_effect=True), Ambiguous()),
        (Garbage(b'{"ok":true,"result":{}}'), Ambiguous()),
    ],
)
async def test_no_clear_answer_is_ambiguous(
    deliverer: Deliverer, phone: Phone, telegram: Telegram, fault: Fault, outcome: Outcome
) -> None:
    telegram.faults.next("sendMessage", fault)

    assert await deliverer.deliver(phone.id, "Drink", ROWS, silent=False) == outcome


async def test_a_flood_tells_when_to_try_again(
    deliverer: Deliverer, phone: Phone, telegram: Telegram, clock: FakeClock
) -> None:
    telegram.faults.next("sendMessage", TooMany(9))
    later = RetryAt(clock.now() + timedelta(seconds=9), flooded=True)

    assert await deliverer.deliver(phone.id, "Drink", ROWS, silent=False) == later
    assert await deliverer.deliver(phone.id, "Drink", ROWS, silent=False) == later
    assert (len(telegram.named("sendMessage")), deliverer.held_for()) == (1, 0.0)


async def test_somebody_who_never_wrote_is_unreachable(deliverer: Deliverer, telegram: Telegram) -> None:
    assert await deliverer.deliver(99, "Drink", ROWS, silent=False) == Unreachable()


async def test_a_message_is_taken_away_if_it_is_there(deliverer: Deliverer, phone: Phone, telegram: Telegram) -> None:
    sent = await deliverer.deliver(phone.id, "Drink", ROWS, silent=False)
    assert isinstance(sent, Sent)
    assert sent.message_id is not None
    await deliverer.remove(phone.id, sent.message_id)
    await deliverer.remove(phone.id, sent.message_id)

    assert [call.code for call in telegram.named("deleteMessage")] == [200, 400]


async def test_a_probe_tells_whether_telegram_answers(deliverer: Deliverer, telegram: Telegram) -> None:
    telegram.faults.next("getMe", ServerError())

    assert [await deliverer.probe(), await deliverer.probe()] == [False, True]
