"""The queue of updates, quirks included."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.simulator.refusals import RefusalError
from bot.simulator.updates import Updates

if TYPE_CHECKING:
    from tests.conftest import FakeClock


@pytest.fixture
def updates(clock: FakeClock) -> Updates:
    return Updates(clock, 1, lambda: None)


def ids(found: list[dict[str, object]]) -> list[object]:
    return [update["update_id"] for update in found]


async def later(clock: FakeClock, updates: Updates, offset: int = 0, limit: int = 100, wait: int = 0) -> list[object]:
    """Ask with no memory of the last time."""
    await clock.advance(4)
    return ids(await updates.get(offset, limit, wait))


async def test_at_most_the_limit_arrives_oldest_first(clock: FakeClock, updates: Updates) -> None:
    for _ in range(150):
        updates.add("message", {})
    assert await later(clock, updates) == list(range(1, 101))
    assert await later(clock, updates, limit=2) == [1, 2]


async def test_only_an_offset_confirms_what_came_before_it(clock: FakeClock, updates: Updates) -> None:
    for _ in range(5):
        updates.add("message", {})
    assert await later(clock, updates) == [1, 2, 3, 4, 5]
    assert await later(clock, updates, offset=4) == [4, 5]
    assert await later(clock, updates) == [4, 5]


async def test_a_negative_offset_keeps_only_the_newest(clock: FakeClock, updates: Updates) -> None:
    for _ in range(5):
        updates.add("message", {})
    assert await later(clock, updates, offset=-2) == [4, 5]
    assert await later(clock, updates) == [4, 5]


async def test_an_offset_far_ahead_confirms_nothing(clock: FakeClock, updates: Updates) -> None:
    updates.add("message", {})
    assert await later(clock, updates, offset=1000) == [1]


async def test_the_same_offset_within_half_a_second_gets_one_update(clock: FakeClock, updates: Updates) -> None:
    for _ in range(5):
        updates.add("message", {})
    assert ids(await updates.get(1, 100, 0)) == [1, 2, 3, 4, 5]
    await clock.advance(0.4)
    assert ids(await updates.get(1, 100, 0)) == [1]
    await clock.advance(0.5)
    assert ids(await updates.get(1, 100, 0)) == [1, 2, 3, 4, 5]
    assert ids(await updates.get(2, 100, 0)) == [2, 3, 4, 5]


async def test_the_same_offset_within_three_seconds_waits_for_three(clock: FakeClock, updates: Updates) -> None:
    assert await updates.get(1, 100, 0) == []
    poll = asyncio.create_task(updates.get(1, 100, 0))
    await clock.advance(2.9)
    assert not poll.done()
    await clock.advance(0.1)
    assert await poll == []


async def test_a_long_poll_waits_for_what_comes_and_takes_what_comes_together(
    clock: FakeClock, updates: Updates
) -> None:
    poll = asyncio.create_task(updates.get(0, 100, 30))
    await clock.advance(10)
    updates.add("message", {})
    updates.add("message", {})
    assert ids(await poll) == [1, 2]


async def test_a_long_poll_ends_empty_at_its_time_and_at_50_seconds_at_most(clock: FakeClock, updates: Updates) -> None:
    poll = asyncio.create_task(updates.get(0, 100, 1000))
    await clock.advance(49.9)
    assert not poll.done()
    await clock.advance(0.1)
    assert await poll == []
    assert not updates.polled


async def test_a_second_poller_ends_the_older_one(clock: FakeClock, updates: Updates) -> None:
    older = asyncio.create_task(updates.get(0, 100, 30))
    await clock.advance(1)
    newer = asyncio.create_task(updates.get(5, 100, 30))
    await clock.advance()
    with pytest.raises(RefusalError) as refusal:
        await older
    assert (refusal.value.code, refusal.value.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    updates.add("message", {})
    await clock.advance(50)
    assert ids(await newer) == []


async def test_a_poll_that_is_given_up_takes_nothing_with_it(clock: FakeClock, updates: Updates) -> None:
    poll = asyncio.create_task(updates.get(0, 100, 30))
    await clock.advance()
    poll.cancel()
    updates.add("message", {})
    await clock.advance()
    assert (poll.cancelled(), updates.polled) == (True, False)
    assert await later(clock, updates) == [1]


async def test_taps_wait_150_seconds_and_messages_a_day(clock: FakeClock, updates: Updates) -> None:
    updates.add("message", {})
    updates.add("callback_query", {}, 150)
    await clock.advance(149)
    assert ids(list(updates.pending)) == [1, 2]
    await clock.advance(1)
    assert ids(list(updates.pending)) == [1]
    await clock.advance(24 * 3600)
    assert ids(list(updates.pending)) == []


async def test_only_wanted_kinds_are_kept_and_an_empty_list_means_the_usual_ones(updates: Updates) -> None:
    assert updates.add("chat_member", {}) is None
    updates.allow(["chat_member", "nonsense"])
    assert (updates.add("message", {}), updates.add("chat_member", {})) == (None, 1)
    updates.allow(None)
    assert updates.allowed == {"chat_member"}
    updates.allow([])
    assert updates.add("message", {}) == 2


async def test_an_update_can_arrive_again_after_it_was_confirmed(clock: FakeClock, updates: Updates) -> None:
    updates.add("message", {})
    (update,) = await updates.get(0, 100, 0)
    updates.add("message", {})
    assert await later(clock, updates, offset=2) == [2]
    updates.repeat(update)
    assert await later(clock, updates) == [1, 2]
