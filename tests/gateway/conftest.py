from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.limits import UNLIMITED
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from tests.conftest import FakeClock


@pytest.fixture
def telegram(clock: FakeClock) -> Telegram:
    return Telegram(clock, limits=UNLIMITED)


@pytest.fixture
def phone(telegram: Telegram) -> Phone:
    phone = telegram.person(7)
    phone.start()
    return phone
