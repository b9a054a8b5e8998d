"""Words that change while reminders go out."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.reminders import Reminding, SaveReminding, SaveSeries
from bot.domain.schedule import Kind, Plan, Series

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands
    from tests.conftest import FakeClock

CROWD = range(1000, 2000)
NEW = "Time for a sip"


async def test_each_of_a_thousand_reminders_has_the_old_or_the_new_words_and_none_is_lost(
    nia: Hands,
    telegram: Telegram,
    store: SqliteStore,
    write: Callable[..., Awaitable[None]],
    clock: FakeClock,
    says: Says,
) -> None:
    old = says("delivered-water")
    for person_id in CROWD:
        telegram.person(person_id).chat.status = "member"
    noon = Series(Kind.WATER, times=(clock.now().hour * 60 + 1,))
    plans = [SaveReminding(Reminding(person_id, "UTC", Plan())) for person_id in CROWD]
    await write(*plans, *(SaveSeries(person_id, noon, enabled=True) for person_id in CROWD))
    came: Counter[str] = Counter()

    async def deliver() -> None:
        await clock.advance(timedelta(minutes=2).total_seconds())
        while (await store.deliveries.ledger()).sent < len(CROWD):
            await clock.advance(0.01)

    delivering = asyncio.create_task(deliver())
    while not delivering.done():
        await nia.type("/templates delivered-water")
        await nia.tap("Edit")
        await nia.type(NEW)
        await nia.tap("Publish")
        await nia.tap("Show the text")
        await nia.tap("Default")

    for person_id in CROWD:
        came.update(message.text.splitlines()[0] for message in telegram.person(person_id).messages)
    ledger = await store.deliveries.ledger()
    assert (came.total(), set(came)) == (len(CROWD), {old, NEW})
    assert (ledger.sent, ledger.adds_up) == (len(CROWD), True)
