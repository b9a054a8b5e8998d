from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.delivery import Ledger

if TYPE_CHECKING:
    from tests.delivery.conftest import World

NOON = 12 * 60


async def test_what_is_due_arrives_once_and_the_ledger_adds_up(world: World) -> None:
    phone = await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 4, 59)
    before = await world.ledger()
    await world.pass_to(NOON + 5)
    after = await world.balanced(sent=1)

    assert (before.due, phone.screen().text) == (0, "water 12:05")
    assert (after.due, after.sent, after.adds_up) == (1, 1, True)
    assert isinstance(after, Ledger)
