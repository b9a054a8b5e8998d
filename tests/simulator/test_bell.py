"""A bell wakes those who wait, and only them."""

from __future__ import annotations

import asyncio

from bot.simulator.bell import Bell


async def test_whoever_waits_looks_again_at_each_ring() -> None:
    bell, seen = Bell(), list[int]()
    waiting = asyncio.create_task(bell.until(lambda: len(seen) == 2))
    for number in range(2):
        await asyncio.sleep(0)
        assert not waiting.done()
        seen.append(number)
        bell.ring()
    await waiting


async def test_what_is_true_already_needs_no_ring() -> None:
    await Bell().until(lambda: True)


async def test_whoever_gave_up_is_left_alone() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.until(lambda: False))
    await asyncio.sleep(0)
    waiting.cancel()
    bell.ring()
    bell.ring()
    await asyncio.sleep(0)
    assert waiting.cancelled()
