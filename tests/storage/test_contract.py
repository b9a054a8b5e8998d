"""What every store promises, whatever it is made of."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.store import (
    Ending,
    ErasePerson,
    ForgetOutcome,
    KeepCard,
    KeepOutcome,
    LeaveCards,
    OpenCard,
    Person,
    Received,
    Recovered,
    SavePerson,
    SetSwitch,
    Store,
    StoreError,
    Write,
)
from bot.domain.triage import Level

Restart = Callable[[], Awaitable[Store]]

ANNA = Person(7, new_message_each_step=True)
BEN = Person(8, new_message_each_step=True)


def update(update_id: int, person_id: int = ANNA.id) -> Received:
    return Received(update_id, person_id, json.dumps({"update_id": update_id}))


async def remember(store: Store, update_id: int, person: Person, now: datetime) -> None:
    await store.receive([update(update_id, person.id)], now)
    await store.finish(update_id, Ending.DONE, [SavePerson(person)], now)


async def remembered(store: Store, update_id: int, person_id: int, now: datetime) -> Person | None:
    await store.receive([update(update_id, person_id)], now)
    return await store.begin(update_id)


async def test_new_updates_are_returned_in_the_order_given(store: Store, now: datetime) -> None:
    assert await store.receive([update(2), update(1)], now) == [update(2), update(1)]


async def test_an_update_that_waits_is_not_returned_again(store: Store, now: datetime) -> None:
    await store.receive([update(1)], now)
    assert await store.receive([update(1), update(2)], now + timedelta(days=9)) == [update(2)]


async def test_an_update_given_twice_at_once_is_returned_once(store: Store, now: datetime) -> None:
    assert await store.receive([update(1), update(1)], now) == [update(1)]


async def test_a_handled_update_is_not_returned_again_within_48_hours(store: Store, now: datetime) -> None:
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, [], now)
    assert await store.receive([update(1)], now + timedelta(hours=48, seconds=-1)) == []


async def test_an_id_that_comes_back_after_48_hours_is_a_new_update(store: Store, now: datetime) -> None:
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, [], now)
    later = now + timedelta(hours=48)
    assert await store.receive([update(1)], later) == [update(1)]
    await store.finish(1, Ending.DONE, [], later)
    assert await store.receive([update(1)], later) == []


async def test_nothing_received_is_fine(store: Store, now: datetime) -> None:
    assert await store.receive([], now) == []


@pytest.mark.parametrize("payload", ["", "ünï 🙂 \0", "x" * 300_000])
async def test_a_text_comes_back_as_it_was(restart: Restart, now: datetime, payload: str) -> None:
    await (await restart()).receive([Received(1, 7, payload)], now)
    assert left(await (await restart()).recover(now)) == (Received(1, 7, payload),)


async def test_somebody_unknown_is_at_the_defaults(store: Store, now: datetime) -> None:
    assert await remembered(store, 1, ANNA.id, now) == Person(ANNA.id)


async def test_somebody_saved_is_remembered(restart: Restart, now: datetime) -> None:
    await remember(await restart(), 1, ANNA, now)
    assert await remembered(await restart(), 2, ANNA.id, now) == ANNA


async def test_the_last_save_wins(store: Store, now: datetime) -> None:
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, [SavePerson(Person(ANNA.id)), SavePerson(ANNA), SavePerson(ANNA)], now)
    assert await remembered(store, 2, ANNA.id, now) == ANNA


async def test_of_somebody_back_at_the_defaults_nothing_is_kept(store: Store, now: datetime) -> None:
    await remember(store, 1, ANNA, now)
    await remember(store, 2, Person(ANNA.id), now)
    assert await store.export(ANNA.id) == {}


async def test_an_unknown_update_begins_for_nobody(store: Store) -> None:
    assert await store.begin(1) is None


async def test_a_finished_update_begins_for_nobody(store: Store, now: datetime) -> None:
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, [], now)
    assert await store.begin(1) is None


async def test_an_update_finished_twice_has_one_effect(store: Store, now: datetime) -> None:
    await remember(store, 1, ANNA, now)
    await store.finish(1, Ending.DONE, [SavePerson(Person(ANNA.id))], now)
    assert await remembered(store, 2, ANNA.id, now) == ANNA


async def test_an_update_never_received_has_no_effect(store: Store, now: datetime) -> None:
    await store.finish(1, Ending.DONE, [SavePerson(ANNA)], now)
    assert await store.export(ANNA.id) == {}
    assert await store.receive([update(1)], now) == [update(1)]


def left(recovered: Recovered) -> tuple[Received, ...]:
    """Return all that there is to run, oldest first."""
    return tuple(sorted(recovered.running + recovered.waiting, key=lambda each: each.update_id))


async def test_what_was_running_is_told_from_what_waited(restart: Restart, now: datetime) -> None:
    store = await restart()
    await store.receive([update(1), update(2), update(3)], now)
    await store.begin(3)
    await store.begin(2)
    recovered = await (await restart()).recover(now)
    assert (recovered.running, recovered.waiting) == ((update(2), update(3)), (update(1),))


async def test_updates_that_ran_side_by_side_count_no_crash(restart: Restart, now: datetime) -> None:
    store = await restart()
    await store.receive([update(1), update(2)], now)
    for _ in range(5):
        await store.begin(1)
        await store.begin(2)
        store = await restart()
        assert left(await store.recover(now)) == (update(1), update(2))


async def test_what_waited_is_found_again_oldest_first(restart: Restart, now: datetime) -> None:
    store = await restart()
    await store.receive([update(2), update(3), update(1)], now)
    await store.finish(3, Ending.DONE, [], now)
    recovered = await (await restart()).recover(now)
    assert (left(recovered), recovered.put_aside) == ((update(1), update(2)), ())


async def test_an_update_running_alone_at_three_crashes_is_put_aside(restart: Restart, now: datetime) -> None:
    store = await restart()
    await store.receive([update(1), update(2)], now)
    for _ in range(2):
        await store.begin(1)
        store = await restart()
        assert left(await store.recover(now)) == (update(1), update(2))
    await store.begin(1)
    store = await restart()
    recovered = await store.recover(now)
    assert (left(recovered), recovered.put_aside) == ((update(2),), (1,))
    assert await store.receive([update(1)], now) == []


async def test_an_update_that_only_waited_counts_no_crash(restart: Restart, now: datetime) -> None:
    store = await restart()
    await store.receive([update(1)], now)
    await store.begin(1)
    for _ in range(5):
        store = await restart()
        assert left(await store.recover(now)) == (update(1),)


async def test_a_released_update_counts_no_crash(restart: Restart, now: datetime) -> None:
    store = await restart()
    await store.receive([update(1)], now)
    for _ in range(5):
        await store.begin(1)
        await store.release(1)
        store = await restart()
        assert left(await store.recover(now)) == (update(1),)


async def test_releasing_a_finished_update_does_nothing(store: Store, now: datetime) -> None:
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, [], now)
    await store.release(1)
    assert await store.begin(1) is None


@pytest.mark.parametrize("ending", Ending)
async def test_every_ending_takes_the_update_out(restart: Restart, now: datetime, ending: Ending) -> None:
    store = await restart()
    await store.receive([update(1)], now)
    await store.finish(1, ending, [], now)
    assert left(await (await restart()).recover(now)) == ()


async def test_a_person_sees_all_that_is_kept_about_them_and_nothing_else(store: Store, now: datetime) -> None:
    await remember(store, 1, ANNA, now)
    await remember(store, 2, BEN, now)
    await store.receive([update(3, ANNA.id), update(4, BEN.id)], now)
    await store.begin(3)
    exported = await store.export(ANNA.id)
    assert exported == {
        "person": [{"id": 7, "new_message_each_step": 1, "country": ""}],
        "inbox": [{"update_id": 3, "payload": '{"update_id": 3}', "started": 1, "crashes": 0}],
    }
    assert json.loads(json.dumps(exported)) == exported


async def test_nothing_is_kept_about_somebody_erased(store: Store, now: datetime) -> None:
    await remember(store, 1, ANNA, now)
    await store.receive([update(2), update(3)], now)
    await store.finish(2, Ending.DONE, [ErasePerson(ANNA.id)], now)
    assert await store.export(ANNA.id) == {}


async def test_others_are_not_erased(store: Store, now: datetime) -> None:
    await remember(store, 1, BEN, now)
    await store.receive([update(2, ANNA.id), update(3, BEN.id)], now)
    await store.finish(2, Ending.DONE, [ErasePerson(ANNA.id)], now)
    assert await store.begin(3) == BEN


async def test_waiting_updates_of_somebody_erased_are_gone_for_good(store: Store, now: datetime) -> None:
    await store.receive([update(1), update(2)], now)
    await store.finish(1, Ending.DONE, [ErasePerson(ANNA.id)], now)
    assert await store.begin(2) is None
    assert await store.receive([update(2)], now) == []


async def test_somebody_erased_may_come_back_as_a_stranger(store: Store, now: datetime) -> None:
    await remember(store, 1, ANNA, now)
    await store.receive([update(2)], now)
    await store.finish(2, Ending.DONE, [ErasePerson(ANNA.id)], now)
    assert await remembered(store, 3, ANNA.id, now) == Person(ANNA.id)


async def test_ids_are_forgotten_after_48_hours(store: Store, now: datetime) -> None:
    await store.receive([update(1), update(2)], now)
    await store.finish(1, Ending.DONE, [], now)
    await store.finish(2, Ending.DONE, [], now + timedelta(seconds=1))
    assert await store.clean_up(now + timedelta(hours=48)) == 1
    assert await store.clean_up(now + timedelta(hours=48)) == 0


async def test_many_calls_at_once_keep_apart(store: Store, now: datetime) -> None:
    people = [Person(number, new_message_each_step=number % 2 == 0) for number in range(1, 101)]

    async def visit(person: Person) -> Person | None:
        await remember(store, person.id, person, now)
        return await remembered(store, 1000 + person.id, person.id, now)

    assert await asyncio.gather(*map(visit, people)) == people


async def test_a_cancelled_call_leaves_the_store_in_order(store: Store, now: datetime) -> None:
    calls = [asyncio.ensure_future(store.receive([update(number)], now)) for number in range(20)]
    await asyncio.sleep(0)
    for call in calls[::2]:
        call.cancel()
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert results[1::2] == [[update(number)] for number in range(1, 20, 2)]
    assert await store.receive([update(99)], now) == [update(99)]


async def test_what_was_asked_for_before_the_close_is_written(restart: Restart, now: datetime) -> None:
    store = await restart()
    call = asyncio.ensure_future(store.receive([update(1)], now))
    await asyncio.sleep(0)
    await store.close()
    assert await call == [update(1)]
    assert left(await (await restart()).recover(now)) == (update(1),)


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.begin(1)


async def wrote(store: Store, now: datetime, *writes: Write) -> None:
    """Commit writes as a turn does."""
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, writes, now)


def card(message_id: int, now: datetime, *, answers: str = "t000000:1", ended: bool = False) -> OpenCard:
    return OpenCard(message_id, answers, now, ended)


async def test_nobody_has_cards_or_outcomes_at_first(store: Store, now: datetime) -> None:
    assert (await store.cards(ANNA.id), await store.outcomes(ANNA.id, now - timedelta(days=99))) == ([], [])


async def test_a_card_is_remembered_as_it_was(restart: Restart, now: datetime) -> None:
    await wrote(await restart(), now, KeepCard(ANNA.id, card(5, now)))
    assert await (await restart()).cards(ANNA.id) == [card(5, now)]


async def test_a_person_has_one_card_with_an_open_question_and_any_that_ended(store: Store, now: datetime) -> None:
    kept = (card(5, now), card(6, now, ended=True), card(7, now), card(7, now, answers="t000000:12"))
    await wrote(store, now, *(KeepCard(ANNA.id, each) for each in kept), KeepCard(BEN.id, card(1, now)))
    assert await store.cards(ANNA.id) == [card(7, now, answers="t000000:12"), card(6, now, ended=True)]
    assert await store.cards(BEN.id) == [card(1, now)]


async def test_a_card_that_ends_is_no_longer_open(store: Store, now: datetime) -> None:
    await wrote(store, now, KeepCard(ANNA.id, card(5, now)), KeepCard(ANNA.id, card(5, now, answers="", ended=True)))
    assert await store.cards(ANNA.id) == [card(5, now, answers="", ended=True)]


async def test_whoever_leaves_keeps_only_cards_that_ended(store: Store, now: datetime) -> None:
    kept = (
        KeepCard(ANNA.id, card(6, now, ended=True)),
        KeepCard(ANNA.id, card(7, now)),
        KeepCard(BEN.id, card(1, now)),
    )
    await wrote(store, now, *kept, LeaveCards(ANNA.id))
    assert await store.cards(ANNA.id) == [card(6, now, ended=True)]
    assert await store.cards(BEN.id) == [card(1, now)]


async def test_cards_are_gone_after_two_hours(store: Store, now: datetime) -> None:
    await wrote(store, now, KeepCard(ANNA.id, card(5, now)))
    await store.clean_up(now + timedelta(hours=2, seconds=-1))
    assert await store.cards(ANNA.id) == [card(5, now)]
    await store.clean_up(now + timedelta(hours=2))
    assert await store.cards(ANNA.id) == []


async def test_outcomes_come_back_in_order_after_a_time(restart: Restart, now: datetime) -> None:
    outcomes = [KeepOutcome(ANNA.id, level, now + timedelta(hours=level)) for level in Level]
    await wrote(await restart(), now, *reversed(outcomes), KeepOutcome(BEN.id, Level.URGENT, now))
    assert await (await restart()).outcomes(ANNA.id, now) == outcomes[1:]


async def test_an_outcome_can_be_forgotten(store: Store, now: datetime) -> None:
    first, second = (KeepOutcome(ANNA.id, Level.ROUTINE, now + timedelta(seconds=after)) for after in (1, 2))
    await wrote(store, now, first, second, ForgetOutcome(ANNA.id, first.at), ForgetOutcome(BEN.id, second.at))
    assert await store.outcomes(ANNA.id, now) == [second]


async def test_outcomes_are_gone_after_30_days(store: Store, now: datetime) -> None:
    outcome = KeepOutcome(ANNA.id, Level.ROUTINE, now)
    await wrote(store, now, outcome)
    before = now - timedelta(days=1)
    await store.clean_up(now + timedelta(days=30, seconds=-1))
    assert await store.outcomes(ANNA.id, before) == [outcome]
    await store.clean_up(now + timedelta(days=30))
    assert await store.outcomes(ANNA.id, before) == []


async def test_whoever_is_erased_has_no_cards_and_no_outcomes(store: Store, now: datetime) -> None:
    kept = (KeepCard(ANNA.id, card(5, now)), KeepOutcome(ANNA.id, Level.URGENT, now))
    await wrote(store, now, *kept, ErasePerson(ANNA.id))
    assert await store.export(ANNA.id) == {}


async def test_a_part_is_on_until_it_is_switched_off(restart: Restart, now: datetime) -> None:
    store = await restart()
    assert await store.is_on("lights")
    await wrote(store, now, SetSwitch("lights", False), SetSwitch("lights", False), SetSwitch("heating", True))
    store = await restart()
    assert (await store.is_on("lights"), await store.is_on("heating")) == (False, True)


async def test_a_part_can_be_switched_on_again(store: Store, now: datetime) -> None:
    await wrote(store, now, SetSwitch("lights", False), SetSwitch("lights", True))
    assert await store.is_on("lights")
