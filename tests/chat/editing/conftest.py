"""An administrator, an editor they invited, and a reader, who is Ada."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.editing import InviteEditor

if TYPE_CHECKING:
    from bot.app import Steady
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Run
    from tests.conftest import FakeClock

BOSS, NURSE = 1, 2


@pytest.fixture
async def bot(run: Run, telegram: Telegram) -> AsyncIterator[Steady]:
    telegram.person(BOSS, "Bo", language_code="en")  # whoever never wrote has no menu
    async with run(admin_ids=frozenset({BOSS})) as steady:
        yield steady


@pytest.fixture
def boss(bot: Steady, telegram: Telegram) -> Phone:
    """An administrator."""
    return telegram.person(BOSS, "Bo", language_code="en")


@pytest.fixture
async def nurse(
    bot: Steady,
    telegram: Telegram,
    store: SqliteStore,
    write: Callable[..., Awaitable[None]],
    clock: FakeClock,
) -> Phone:
    """An editor."""
    await write(InviteEditor("nurse", BOSS, clock.now() + timedelta(days=1)))
    assert await store.editing.accept("nurse", NURSE, clock.now())
    return telegram.person(NURSE, "Nia", language_code="en")
