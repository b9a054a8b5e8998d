"""A stand-in to call, and a bot that calls it and looks closely at what comes back."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.simulator.checking import Upload, check_value
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.phone import Phone
from bot.simulator.spec import specification
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.conftest import FakeClock


class Caller:
    """Calls methods as a bot would; each result must be what the specification says that the method returns."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    async def ok(self, method: str, uploads: Mapping[str, Upload] | None = None, /, **parameters: object) -> Any:
        code, answer = await self._call(method, uploads or {}, parameters)
        assert (code, answer["ok"]) == (200, True), answer
        check_value(specification().methods[method.lower()].returns, answer["result"])
        return answer["result"]

    async def refusal(
        self, method: str, uploads: Mapping[str, Upload] | None = None, /, **parameters: object
    ) -> tuple[int, str]:
        code, answer = await self._call(method, uploads or {}, parameters)
        assert (answer["ok"], answer["error_code"]) == (False, code)
        return code, answer["description"]

    async def _call(
        self, method: str, uploads: Mapping[str, Upload], parameters: Mapping[str, object]
    ) -> tuple[int, dict[str, Any]]:
        answer = await self.telegram.call(self.telegram.token, method, parameters, uploads)
        return answer.code, json.loads(answer.body)


class RealClock:
    """The machine's own clock, for what runs over a socket."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


@pytest.fixture
def telegram(clock: FakeClock) -> Telegram:
    return Telegram(clock, limits=UNLIMITED)


@pytest.fixture
def bot(telegram: Telegram) -> Caller:
    return Caller(telegram)


@pytest.fixture
def ada(telegram: Telegram) -> Phone:
    """Somebody who pressed Start."""
    phone = telegram.person(7, "Ada", "Lovelace", "ada", "en-GB")
    phone.start()
    return phone


@pytest.fixture
def live() -> Telegram:
    return Telegram(RealClock(), limits=UNLIMITED)


@pytest.fixture
async def url(live: Telegram) -> AsyncIterator[str]:
    """Where the stand-in is served."""
    async with serve(live) as address:
        yield address
