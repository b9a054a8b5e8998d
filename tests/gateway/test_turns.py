"""What turns promise, on a real store, with a listener that does as it is told."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.domain.listener import MalformedUpdateError
from bot.domain.store import (
    Ending,
    ErasePerson,
    Person,
    Received,
    Recovered,
    SavePerson,
    StoreError,
    Write,
)
from bot.gateway import turns as module
from bot.gateway.failures import NotConnected
from bot.gateway.turns import Turns
from bot.log import DiscreetFormatter
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.conftest import FakeClock

CANARY = "canary-7f3a"
ANNA, BERT, CARO = 1, 2, 3
PATIENCE = 20

Act = Callable[[Received, Person], Awaitable[Sequence[Write]]]


class Ear:
    """A listener: notes what it is asked and, where a text has something to happen, lets it happen."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.people: list[Person] = []
        self.running: defaultdict[int, int] = defaultdict(int)
        self.most_at_once = 0
        self.apologies: list[int] = []
        self.warnings: list[int] = []
        self.acknowledged: list[str] = []
        self.acts: dict[str, Act] = {}
        self.mute = False

    async def answer(self, update: Received, person: Person, writes: list[Write]) -> None:
        text = json.loads(update.payload)
        self.heard.append(text)
        self.people.append(person)
        self.running[update.person_id] += 1
        self.most_at_once = max(self.most_at_once, self.running[update.person_id])
        try:
            await asyncio.sleep(0)
            if text in self.acts:
                writes += await self.acts[text](update, person)
        finally:
            self.running[update.person_id] -= 1

    async def apologise(self, update: Received) -> None:
        self._tell(self.apologies, update)

    async def ask_to_slow_down(self, update: Received) -> None:
        self._tell(self.warnings, update)

    async def acknowledge(self, update: Received) -> None:
        self.acknowledged.append(json.loads(update.payload))

    def is_urgent(self, update: Received) -> bool:
        return "help" in update.payload

    def _tell(self, told: list[int], update: Received) -> None:
        told.append(update.person_id)
        if self.mute:
            raise NetworkError(CANARY)


class Disk:
    """A store on a disk that can be full."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.error: Exception | None = None
        self.refusals = 0

    async def receive(self, updates: Sequence[Received], now: datetime) -> Sequence[Received]:
        self._try()
        return await self.store.receive(updates, now)

    async def recover(self, now: datetime) -> Recovered:
        return await self.store.recover(now)

    async def begin(self, update_id: int) -> Person | None:
        self._try()
        return await self.store.begin(update_id)

    async def release(self, update_id: int) -> None:
        self._try()
        await self.store.release(update_id)

    async def finish(self, update_id: int, ending: Ending, writes: Sequence[Write], now: datetime) -> None:
        self._try()
        await self.store.finish(update_id, ending, writes, now)

    async def close(self) -> None:
        await self.store.close()

    def _try(self) -> None:
        if self.error:
            self.refusals += 1
            raise self.error


class House:
    """The turns of one run of the program, and what can be seen of them."""

    def __init__(self, store: SqliteStore, ear: Ear, clock: FakeClock) -> None:
        self.disk = Disk(store)
        self.ear = ear
        self.clock = clock
        self.turns = Turns(self.disk, ear, clock, patience=PATIENCE)

    async def take(self, *updates: Received, malformed: Sequence[int] = ()) -> None:
        await self.turns.take(updates, malformed)

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110 - the database answers in its own time
                await asyncio.sleep(0.001)

    async def heard(self, *texts: str) -> None:
        """Return once exactly these were heard."""
        await self.until(lambda: len(self.ear.heard) >= len(texts))
        assert self.ear.heard == list(texts)

    async def quiet(self) -> None:
        """Return once no turn runs."""
        await self.until(lambda: not self.turns._tasks)

    async def pass_time(self, seconds: float) -> None:
        """Let seconds pass one after the other, and what the database answers arrive in between."""
        for _ in range(int(seconds)):
            await asyncio.sleep(0.002)
            await self.clock.advance(1)
        await asyncio.sleep(0.002)

    async def endings(self) -> dict[int, str]:
        rows = await self.disk.store._thread.run(
            lambda connection: connection.execute("SELECT update_id, ending FROM handled_update").fetchall()
        )
        return dict(rows)

    async def inbox(self) -> list[int]:
        rows = await self.disk.store._thread.run(
            lambda connection: connection.execute("SELECT update_id FROM inbox ORDER BY 1").fetchall()
        )
        return [update_id for (update_id,) in rows]


Open = Callable[[], Awaitable[House]]


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
async def start(tmp_path: Path, ear: Ear, clock: FakeClock) -> AsyncIterator[Open]:
    """Yield what ends the last run as a kill would, and begins the next on the same database."""
    runs: list[House] = []

    async def end() -> None:
        while runs:
            house = runs.pop()
            await house.disk.close()
            tasks = list(house.turns._tasks)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def begin() -> House:
        await end()
        runs.append(House(await SqliteStore.open(tmp_path / "steady.db"), ear, clock))
        await runs[0].turns.resume()
        return runs[0]

    yield begin
    await end()


@pytest.fixture
async def house(start: Open) -> House:
    return await start()


def update(update_id: int, text: str | None = None, person_id: int = ANNA) -> Received:
    return Received(update_id, person_id, json.dumps(text or f"text {update_id}"))


def raising(*errors: Exception) -> Act:
    """Return what raises these one after the other, then goes well."""
    left = list(errors)

    async def act(_: Received, person: Person) -> Sequence[Write]:
        if left:
            raise left.pop(0)
        return (SavePerson(Person(person.id, new_message_each_step=not person.new_message_each_step)),)

    return act


def waiting_for(event: asyncio.Event) -> Act:
    async def act(_: Received, __: Person) -> Sequence[Write]:
        await event.wait()
        return ()

    return act


@asynccontextmanager
async def stuck(house: House, person_id: int = ANNA) -> AsyncIterator[None]:
    """Keep a person's turn busy; let it end at the end."""
    done = asyncio.Event()
    house.ear.acts["slow"] = waiting_for(done)
    await house.take(update(1000 + person_id, "slow", person_id))
    await house.until(lambda: "slow" in house.ear.heard)
    yield
    done.set()
    await house.quiet()


# Order


async def test_a_persons_updates_are_answered_in_their_order_one_at_a_time(house: House) -> None:
    texts = [f"text {number}" for number in range(15)]
    await house.take(*(update(number, text) for number, text in enumerate(texts)))
    await house.heard(*texts)
    assert house.ear.most_at_once == 1


async def test_a_slow_person_holds_up_nobody(house: House) -> None:
    async with stuck(house):
        await house.take(update(1), update(2, "hello", BERT), update(3, "good day", CARO))
        await house.until(lambda: len(house.ear.heard) == 3)
        assert sorted(house.ear.heard[1:]) == ["good day", "hello"]
    await house.heard("slow", *house.ear.heard[1:3], "text 1")


async def test_a_call_for_help_goes_first(house: House) -> None:
    async with stuck(house):
        await house.take(update(1), update(2), update(3, "help"))
    await house.heard("slow", "help", "text 1", "text 2")


async def test_a_tap_that_waits_for_its_turn_is_acknowledged_meanwhile(house: House) -> None:
    async with stuck(house):
        await house.take(update(1), update(2, "hello", BERT))
        await house.pass_time(1)
        early = list(house.ear.acknowledged)
        await house.pass_time(2)
        assert (early, house.ear.acknowledged) == ([], ["text 1"])
    await house.heard("slow", "hello", "text 1")


async def test_a_stop_leaves_nothing_behind_that_waits_to_acknowledge(house: House) -> None:
    async with stuck(house):
        await house.take(update(1))
        stopping = asyncio.create_task(house.turns.stop(5))
        await house.until(lambda: not house.turns._helpers)
    await stopping


async def test_what_a_turn_remembers_is_known_to_the_next(house: House) -> None:
    house.ear.acts["change"] = raising()
    await house.take(update(1, "change"), update(2))
    await house.quiet()
    assert house.ear.people == [Person(ANNA), Person(ANNA, new_message_each_step=True)]


async def test_what_an_erased_person_sent_before_is_answered_and_nothing_is_kept(house: House) -> None:
    async def erase(_: Received, person: Person) -> Sequence[Write]:
        return (ErasePerson(person.id),)

    house.ear.acts |= {"change": raising(), "erase": erase, "again": raising()}
    await house.take(update(1, "change"), update(2, "erase"), update(3, "again"), update(4))
    await house.heard("change", "erase", "again", "text 4")
    await house.quiet()
    assert (house.ear.people[-1], await house.disk.store.export(ANNA)) == (Person(ANNA), {})


# Once


async def test_an_update_delivered_three_times_has_one_effect(house: House, start: Open) -> None:
    house.ear.acts["change"] = raising()
    await house.take(update(1, "change"), update(1, "change"))
    await house.take(update(1, "change"))
    await house.quiet()
    await house.take(update(1, "change"))
    house = await start()
    await house.take(update(1, "change"))
    await house.quiet()
    assert house.ear.heard == ["change"]
    assert await house.disk.store.begin(1) is None
    assert await house.endings() == {1: "done"}


async def test_malformed_updates_are_put_aside_once_and_for_all(
    house: House, start: Open, caplog: pytest.LogCaptureFixture
) -> None:
    await house.take(update(5), malformed=[4, 6])
    await house.quiet()
    await house.take(malformed=[4, 6])
    assert (house.ear.heard, await house.inbox()) == (["text 5"], [])
    assert await house.endings() == {4: "malformed", 5: "done", 6: "malformed"}
    assert caplog.messages == [f"update {number} is malformed and was put aside" for number in (4, 6)]


async def test_a_malformed_update_does_not_keep_others_waiting_for_the_disk(house: House) -> None:
    async def full(update_id: int, ending: Ending, writes: Sequence[Write], now: datetime) -> None:
        raise StoreError("steady.db: database or disk is full")

    house.disk.finish = full  # type: ignore[method-assign]
    await house.take(update(5), update(6, person_id=BERT), malformed=[4])
    await house.until(lambda: len(house.ear.heard) == 2)


# Faults of one update


async def test_a_failed_update_gets_one_apology_and_no_second_try_and_the_rest_go_on(house: House) -> None:
    house.ear.acts["bad"] = raising(ZeroDivisionError(), ZeroDivisionError())
    await house.take(update(1, "bad"), update(2), update(3, "hello", BERT))
    await house.quiet()
    assert sorted(house.ear.heard) == ["bad", "hello", "text 2"]
    assert house.ear.apologies == [ANNA]
    assert await house.endings() == {1: "failed", 2: "done", 3: "done"}


async def test_an_apology_that_fails_as_well_ends_nothing(house: House) -> None:
    house.ear.mute = True
    house.ear.acts["bad"] = raising(BadRequest("can't parse entities"))
    await house.take(update(1, "bad"), update(2))
    await house.heard("bad", "text 2")
    await house.quiet()
    assert (house.ear.apologies, await house.endings()) == ([ANNA], {1: "failed", 2: "done"})


async def test_an_update_that_cannot_be_read_is_put_aside_in_silence(house: House) -> None:
    house.ear.acts["odd"] = raising(MalformedUpdateError())
    await house.take(update(1, "odd"), update(2))
    await house.quiet()
    assert (house.ear.apologies, await house.endings()) == ([], {1: "malformed", 2: "done"})


async def test_nothing_that_anybody_wrote_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    house.ear.mute = True
    house.ear.acts[CANARY] = raising(ValueError("a failure"))
    await house.take(update(1, CANARY), *(update(number, f"{CANARY} {number}") for number in range(2, 60)))
    await house.quiet()
    assert len(caplog.records) >= 3
    assert CANARY not in "".join(caplog.messages)


# Faults of the way to Telegram


async def test_an_answer_waits_for_the_network_and_comes_by_itself(house: House) -> None:
    house.ear.acts["hello"] = raising(*[NotConnected("no route")] * 30)
    await house.take(update(1, "hello"), update(2))
    await house.pass_time(300)
    await house.quiet()
    assert house.ear.heard == ["hello"] * 31 + ["text 2"]
    assert (house.ear.apologies, await house.endings()) == ([], {1: "done", 2: "done"})


async def test_the_longer_the_network_is_gone_the_less_often_it_is_tried(house: House) -> None:
    house.ear.acts["hello"] = raising(*[NotConnected("no route")] * 1000)
    await house.take(update(1, "hello"))
    await house.pass_time(100)
    assert len(house.ear.heard) <= 16


async def test_a_stop_puts_an_answer_that_waits_for_the_network_off_until_the_next_run(
    house: House, start: Open, ear: Ear
) -> None:
    for _ in range(5):  # which counts as no crash, however often
        house.ear.acts["hello"] = raising(*[NotConnected("no route")] * 1000)
        await house.take(update(1, "hello"))
        await house.until(lambda: ear.heard)
        await house.turns.stop(within=5)
        assert (await house.inbox(), await house.endings()) == ([1], {})
        house.ear.heard.clear()
        house = await start()
    house.ear.acts.clear()
    house.ear.heard.clear()
    house = await start()
    await house.quiet()
    assert await house.endings() == {1: "done"}


@pytest.mark.parametrize("error", [TimedOut(), NetworkError("reset"), TelegramError("anything")], ids=repr)
async def test_an_answer_that_may_have_come_through_is_sent_again_twice_at_most(
    house: House, error: TelegramError
) -> None:
    house.ear.acts |= {"better": raising(error, error), "bad": raising(error, error, error)}
    await house.take(update(1, "better"), update(2, "bad", BERT))
    await house.pass_time(20)
    await house.quiet()
    assert sorted(house.ear.heard) == ["bad"] * 3 + ["better"] * 3
    assert (house.ear.apologies, await house.endings()) == ([BERT], {1: "done", 2: "failed"})


async def test_resends_leave_the_server_time_to_breathe(house: House) -> None:
    house.ear.acts["hello"] = raising(*[NetworkError("Bad Gateway")] * 2)
    times: list[float] = []
    original = house.ear.answer

    async def answer(update: Received, person: Person, writes: list[Write]) -> None:
        times.append(house.clock.monotonic())
        await original(update, person, writes)

    house.ear.answer = answer  # type: ignore[method-assign]
    await house.take(update(1, "hello"))
    await house.until(lambda: times)
    await house.pass_time(15)
    assert times == [0.0, 1.0, 11.0]


@pytest.mark.parametrize("error", [Forbidden("bot was blocked by the user"), BadRequest("refused"), ValueError("bug")])
async def test_what_was_to_be_remembered_is_even_if_the_answer_does_not_arrive(house: House, error: Exception) -> None:
    kept = Person(ANNA, new_message_each_step=True)

    async def answer(update: Received, person: Person, writes: list[Write]) -> None:
        writes.append(SavePerson(kept))
        raise error

    house.ear.answer = answer  # type: ignore[method-assign]
    await house.take(update(1, "hello"))
    await house.quiet()
    assert (await house.disk.store.export(ANNA))["person"] == [{"id": ANNA, "new_message_each_step": 1, "country": ""}]


async def test_a_stop_between_resends_puts_them_off(house: House) -> None:
    house.ear.acts["hello"] = raising(NetworkError("reset"))
    await house.take(update(1, "hello"))
    await house.until(lambda: house.ear.heard and not house.ear.running[ANNA])
    await house.turns.stop(within=5)
    assert (house.ear.heard, await house.inbox()) == (["hello"], [1])


async def test_a_flood_limit_is_waited_for_as_told(house: House) -> None:
    house.ear.acts["hello"] = raising(RetryAfter(30))
    await house.take(update(1, "hello"), update(2, "good day", BERT))
    await house.pass_time(29)
    early = list(house.ear.heard)
    await house.pass_time(2)
    assert (sorted(early), house.ear.heard[2:]) == (["good day", "hello"], ["hello"])
    assert await house.endings() == {1: "done", 2: "done"}


@pytest.mark.parametrize(
    "error",
    [Forbidden("Forbidden: bot was blocked by the user"), BadRequest("Bad Request: message is not modified")],
    ids=str,
)
async def test_who_cannot_be_reached_and_what_is_so_already_need_nothing_more(
    house: House, error: TelegramError
) -> None:
    house.ear.acts["hello"] = raising(error)
    await house.take(update(1, "hello"))
    await house.quiet()
    assert (house.ear.heard, house.ear.apologies, await house.endings()) == (["hello"], [], {1: "done"})


# A store that cannot write


async def test_answers_wait_for_a_full_disk_told_once_and_nothing_is_lost(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async def fill(_: Received, __: Person) -> Sequence[Write]:
        house.disk.error = StoreError("steady.db: database or disk is full")
        return ()

    house.ear.acts["fill"] = fill
    people = range(10, 40)
    await house.take(update(1, "fill"), update(2), *(update(person, person_id=person) for person in people))
    await house.until(lambda: house.disk.refusals)
    await house.pass_time(60)
    refused = house.disk.refusals
    with pytest.raises(StoreError):
        await house.take(update(99))
    house.disk.error = None
    await house.pass_time(2)
    await house.quiet()
    assert sorted(house.ear.heard) == sorted(["fill", "text 2", *(f"text {person}" for person in people)])
    assert set((await house.endings()).values()) == {"done"}
    assert refused <= 61 * 31
    assert [DiscreetFormatter([]).format(record) for record in caplog.records] == [
        "ERROR bot.gateway.turns: answers wait for the store: steady.db: database or disk is full",
        "WARNING bot.gateway.turns: the store can write again, answers go on",
    ]


async def test_a_stop_while_the_disk_is_full_leaves_what_waits_in_the_inbox(house: House, start: Open) -> None:
    house.ear.acts["hello"] = waiting_for(asyncio.Event())
    await house.take(update(1, "hello"))
    await house.until(lambda: house.ear.heard)
    house.disk.error = StoreError("steady.db: database or disk is full")
    async with asyncio.timeout(1):
        await house.turns.stop(within=0.01)
    house.ear.acts.clear()
    house = await start()
    await house.quiet()
    assert await house.endings() == {1: "done"}


async def test_a_fault_of_the_store_that_nobody_thought_of_costs_no_other_turn(
    house: House, start: Open, caplog: pytest.LogCaptureFixture
) -> None:
    begin = house.disk.begin

    async def broken(update_id: int) -> Person | None:
        if update_id == 1:
            raise OverflowError(CANARY)
        return await begin(update_id)

    house.disk.begin = broken  # type: ignore[method-assign]
    await house.take(update(1), update(2))
    await house.take(update(3))
    await house.quiet()
    assert (house.ear.heard, await house.inbox()) == (["text 2", "text 3"], [1])
    assert caplog.messages == ["update 1 stays in the inbox until the next start"]
    house = await start()
    await house.quiet()
    assert house.ear.heard == ["text 2", "text 3", "text 1"]


# Floods


async def test_who_floods_gets_one_warning_a_minute(house: House) -> None:
    async with stuck(house):
        for minute in range(3):
            await house.take(*(update(100 * minute + number) for number in range(50)))
            await house.pass_time(60)
    assert house.ear.warnings == [ANNA] * 3


async def test_of_who_floods_so_many_wait_and_no_more_and_the_rest_is_settled(house: House) -> None:
    async with stuck(house):
        await house.take(*(update(number) for number in range(500)))
        await house.until(lambda: len(house.turns._tasks) == 1)
        assert len(await house.inbox()) == PATIENCE + 1
    assert house.ear.heard[1:] == [f"text {number}" for number in range(PATIENCE)]
    assert list((await house.endings()).values()).count("flood") == 500 - PATIENCE


async def test_a_flood_of_calls_for_help_is_bounded_as_well(house: House) -> None:
    async with stuck(house):
        await house.take(*(update(number, f"help {number}") for number in range(500)))
    assert house.ear.heard[1] == "help 499"
    assert len(house.ear.heard) == 1 + PATIENCE


async def test_a_call_for_help_comes_through_ones_own_flood(house: House) -> None:
    async with stuck(house):
        await house.take(*(update(number) for number in range(100)), update(100, "help"))
    assert house.ear.heard[1] == "help"
    assert len(house.ear.heard) == 1 + PATIENCE


async def test_a_flood_costs_nobody_else(house: House) -> None:
    async with stuck(house):
        await house.take(*(update(number) for number in range(500)), update(500, "hello", BERT))
        await house.until(lambda: "hello" in house.ear.heard)
    assert BERT not in house.ear.warnings
    assert (await house.endings())[500] == "done"


async def test_who_does_not_wait_long_is_not_warned(house: House) -> None:
    async with stuck(house):
        await house.take(*(update(number) for number in range(10)))
    assert house.ear.warnings == []


async def test_nothing_is_kept_about_who_is_not_flooding_any_more(house: House) -> None:
    for person in range(5):
        async with stuck(house, person):
            await house.take(*(update(100 * person + number, person_id=person) for number in range(20)))
        house.ear.heard.clear()
        await house.pass_time(61)
    assert (house.turns._waiting, len(house.turns._warned), house.turns._count) == ({}, 1, 0)


async def test_intake_is_held_back_while_too_much_waits_and_let_go(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_IN_MEMORY", 10)
    async with stuck(house):
        await house.take(*(update(number) for number in range(9)))
        held = asyncio.create_task(house.take(update(9, person_id=BERT), update(10), update(11)))
        await house.until(lambda: "text 9" in house.ear.heard)
        await house.pass_time(5)
        assert not held.done()
    await held
    assert (len(house.ear.heard), house.turns._count) == (13, 0)


# Stop and crash


async def test_a_stop_finishes_the_turns_in_hand_and_leaves_the_others_for_the_next_run(
    house: House, start: Open
) -> None:
    done = asyncio.Event()
    house.ear.acts["slow"] = waiting_for(done)
    await house.take(update(1, "slow"), update(2), update(3, "slow", BERT), update(4, person_id=BERT))
    await house.until(lambda: len(house.ear.heard) == 2)
    stopping = asyncio.create_task(house.turns.stop(within=5))
    await asyncio.sleep(0)
    done.set()
    await stopping
    assert (house.ear.heard, await house.inbox()) == (["slow", "slow"], [2, 4])
    assert await house.endings() == {1: "done", 3: "done"}
    house = await start()
    await house.quiet()
    assert sorted(house.ear.heard[2:]) == ["text 2", "text 4"]


async def test_what_comes_in_during_a_stop_is_left_for_the_next_run(house: House, start: Open) -> None:
    await house.turns.stop(within=5)
    await house.take(update(1))
    await house.quiet()
    assert (house.ear.heard, await house.inbox()) == ([], [1])
    house = await start()
    await house.heard("text 1")


async def test_a_stop_waits_no_longer_than_it_is_told(house: House) -> None:
    house.ear.acts["for ever"] = waiting_for(asyncio.Event())
    await house.take(update(1, "for ever"), update(2))
    await house.until(lambda: house.ear.heard)
    async with asyncio.timeout(1):
        await house.turns.stop(within=0.01)
    assert (house.ear.heard, await house.inbox(), house.turns._tasks) == (["for ever"], [1, 2], set())


async def test_a_stop_is_no_crash_of_the_turn_that_it_cuts_short(house: House, start: Open) -> None:
    house.ear.acts["slow"] = waiting_for(asyncio.Event())
    await house.take(update(1, "slow"))
    for stops in range(1, 5):
        await house.heard(*["slow"] * stops)
        await house.turns.stop(within=0.001)
        house = await start()
    await house.heard(*["slow"] * 5)


async def test_a_stop_cuts_short_what_cannot_even_be_released(house: House) -> None:
    house.ear.acts["slow"] = waiting_for(asyncio.Event())
    await house.take(update(1, "slow"))
    await house.heard("slow")
    house.disk.error = StoreError("the disk is full")
    async with asyncio.timeout(1):
        await house.turns.stop(within=0.001)
    assert (await house.inbox(), house.turns._tasks) == ([1], set())


async def test_a_stop_with_nothing_in_hand_is_over_at_once(house: House) -> None:
    async with asyncio.timeout(0.5):
        await house.turns.stop(within=5)


async def test_after_a_crash_what_was_begun_and_what_waited_runs_again(house: House, start: Open) -> None:
    house.ear.acts["slow"] = waiting_for(asyncio.Event())
    await house.take(update(1), update(2, "slow"), update(3))
    await house.heard("text 1", "slow")
    house.ear.acts.clear()
    house = await start()
    await house.quiet()
    assert house.ear.heard == ["text 1", "slow", "slow", "text 3"]
    assert await house.endings() == {1: "done", 2: "done", 3: "done"}


async def test_what_a_crash_cut_short_runs_one_at_a_time_before_the_rest(house: House, start: Open) -> None:
    never = asyncio.Event()
    house.ear.acts |= {"one": waiting_for(never), "two": waiting_for(never)}
    await house.take(update(1, "one"), update(2, "two", BERT), update(3, "three", BERT))
    await house.until(lambda: len(house.ear.heard) == 2)
    release = asyncio.Event()
    house.ear.acts["one"] = waiting_for(release)
    starting = asyncio.ensure_future(start())
    await house.until(lambda: len(house.ear.heard) == 3)
    assert house.ear.heard[2:] == ["one"]
    release.set()
    house.ear.acts.pop("two")
    house = await starting
    await house.quiet()
    assert house.ear.heard[2:] == ["one", "two", "three"]


async def test_slow_turns_after_a_crash_hold_up_the_start_for_a_while_only(
    house: House, start: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ALONE_TOGETHER_SECONDS", 0.05)
    house.ear.acts["slow"] = waiting_for(asyncio.Event())
    people = range(100, 140)
    await house.take(*(update(person, "slow", person) for person in people))
    await house.until(lambda: len(house.ear.heard) == len(people))
    async with asyncio.timeout(5):
        house = await start()
    await house.until(lambda: len(house.ear.heard) == 2 * len(people))
    assert house.ear.heard == ["slow"] * 2 * len(people)


async def test_an_update_that_ran_alone_at_three_crashes_is_put_aside_and_the_rest_go_on(
    house: House, start: Open, caplog: pytest.LogCaptureFixture
) -> None:
    house.ear.acts["deadly"] = waiting_for(asyncio.Event())
    await house.take(update(1, "deadly"), update(2))
    for tries in (["deadly"], ["deadly"] * 2, ["deadly"] * 3):
        await house.heard(*tries)
        house = await start()
    await house.quiet()
    assert house.ear.heard == ["deadly", "deadly", "deadly", "text 2"]
    assert await house.endings() == {1: "crashed", 2: "done"}
    assert caplog.messages == ["update 1 was running at three crashes and was put aside"]
