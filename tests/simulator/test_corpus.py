"""What Telegram refuses is refused alike, what it takes is taken: over HTTP, as JSON and as a form."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.simulator.checking import Upload, check_value
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.methods import HANDLERS
from bot.simulator.spec import specification
from bot.simulator.telegram import Telegram
from tests.simulator.corpus import (
    ANSWERED,
    DOCUMENT,
    HELLO,
    KEYBOARD,
    LATE,
    LIVE,
    LIVE_TOO,
    REFUSED,
    TAKEN,
)

if TYPE_CHECKING:
    from tests.conftest import FakeClock

FORMS = ["JSON", "form"]


@pytest.fixture
async def telegram(clock: FakeClock) -> Telegram:
    """The world that the corpus describes."""
    telegram = Telegram(clock, limits=UNLIMITED)
    ada = telegram.person(7, "Ada", username="ada")
    ada.start()
    await made(telegram, "sendMessage", HELLO | {"text": "Old"})
    await clock.advance(49 * 3600)
    await made(telegram, "sendMessage", HELLO | {"reply_markup": KEYBOARD})
    document = await made(telegram, "sendDocument", {"chat_id": 7}, {"document": Upload("data.json", b"{}")})
    assert document["document"]["file_id"] == DOCUMENT
    ada.send("thanks")
    taps = [ada.tap("Home")]
    await clock.advance(11)
    taps.append(ada.tap("Home"))
    await made(telegram, "answerCallbackQuery", {"callback_query_id": ANSWERED})
    taps += [ada.tap("Home"), ada.tap("Home")]
    assert taps == [LATE, ANSWERED, LIVE, LIVE_TOO]
    telegram.person(8)
    group = telegram.group(-100)
    group.add_bot(ada)
    telegram.group(-200)
    assert ada.send("/hello", group) == 7
    for person_id in (10, 11):
        telegram.person(person_id).start()
    telegram.person(10).block()
    telegram.person(11).delete_account()
    outside = telegram.group(-300)
    outside.add_bot(ada)
    outside.remove_bot(ada)
    telegram.calls.clear()
    return telegram


async def made(
    telegram: Telegram, method: str, parameters: dict[str, Any], uploads: dict[str, Upload] | None = None
) -> Any:
    answer = json.loads((await telegram.call(telegram.token, method, parameters, uploads or {})).body)
    return answer["result"]


async def asked(telegram: Telegram, method: str, parameters: dict[str, Any], form: str) -> dict[str, Any]:
    body: dict[str, Any] = (
        {"json": parameters} if form == "JSON" else {"data": {name: as_text(parameters[name]) for name in parameters}}
    )
    async with (
        serve(telegram) as url,
        aiohttp.ClientSession() as session,
        session.post(f"{url}/bot{telegram.token}/{method}", **body) as answer,
    ):
        told: dict[str, Any] = await answer.json()
        assert told["ok"] == (answer.status == 200)
        return told


def as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("method", "parameters", "answer"), REFUSED, ids=[f"{number} {case[0]}" for number, case in enumerate(REFUSED)]
)
async def test_what_telegram_refuses_is_refused_with_its_code_and_words(
    telegram: Telegram, method: str, parameters: dict[str, Any], answer: str, form: str
) -> None:
    told = await asked(telegram, method, parameters, form)
    assert f"{told.get('error_code')} {told.get('description')}" == answer


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("method", "parameters"), TAKEN, ids=[f"{number} {case[0]}" for number, case in enumerate(TAKEN)]
)
async def test_what_telegram_takes_is_taken(
    telegram: Telegram, method: str, parameters: dict[str, Any], form: str
) -> None:
    told = await asked(telegram, method, parameters, form)
    assert told["ok"], told
    check_value(specification().methods[method.lower()].returns, told["result"])


def test_the_corpus_is_large_and_every_simulated_method_is_in_it() -> None:
    assert min(len(REFUSED), len(TAKEN)) >= 60
    assert {name.lower() for name in HANDLERS} <= Counter(method.lower() for method, _ in TAKEN).keys() | {"sendphoto"}
