"""What delivering promises, on the stand-in for Telegram and the real store."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.delivery import Claimed, Claims, Rendered
from bot.domain.outcome import Outcome, Sent, Unreachable
from bot.domain.reminders import SaveReminding, Settle, Settlement
from bot.domain.schedule import Kind
from bot.domain.sender import Keyboard
from bot.domain.store import StoreError
from bot.simulator.faults import Dropped, Garbage, ServerError, Slow, TooMany

if TYPE_CHECKING:
    from tests.delivery.conftest import World

WAITS = "reminders wait for the store"
NOON = 12 * 60


class MovedChat:
    """A way to people on which one chat has moved."""

    def __init__(self, old: int, new: int) -> None:
        self.old, self.new = old, new
        self.tried: list[int] = []

    async def deliver(self, chat_id: int, text: str, keyboard: Keyboard, *, silent: bool) -> Outcome:
        self.tried.append(chat_id)
        return Unreachable(moved_to=self.new) if chat_id == self.old else Sent(1)

    async def remove(self, chat_id: int, message_id: int) -> None:
        raise AssertionError("nothing was to be taken away")

    async def probe(self) -> bool:
        raise AssertionError("nothing was to be probed")

    def held_for(self) -> float:
        return 0.0


async def test_what_is_due_arrives_once_and_the_ledger_adds_up(world: World) -> None:
    phone = await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 4, 59)
    before = await world.ledger()
    await world.pass_to(NOON + 5)
    after = await world.balanced(sent=1)
    await world.tick()

    assert (before.due, [shown.text for shown in phone.messages[1:]]) == (0, ["water 12:05"])
    assert (after.due, after.sent, after.adds_up) == (1, 1, True)


async def test_what_is_about_to_be_sent_is_written_down_first(world: World) -> None:
    seen = []

    def render(claimed: Claimed) -> Rendered:
        with closing(sqlite3.connect(world.folder / "steady.db")) as other:
            seen.append(other.execute("SELECT state, message_id FROM occurrence").fetchall())
        return Rendered("Drink", [])

    world.render = render
    await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    await world.balanced(sent=1)

    assert seen == [[("sending", None)]]


async def test_at_most_ten_are_in_flight(world: World) -> None:
    for person in range(1, 31):
        await world.remind(person, NOON + 5)
    world.telegram.faults.next("sendMessage", Slow(3), times=30)
    await world.pass_to(NOON + 5)
    await world.said(count=10)
    await world.tick()
    first = len(world.telegram.named("sendMessage"))
    for _ in range(6):
        await world.tick(1)
        await asyncio.sleep(0.01)
    second = len(world.telegram.named("sendMessage"))

    assert first == 10
    assert 10 < second <= 30
    await world.tick(9)


@pytest.mark.parametrize("fault", [Dropped(after_effect=True), Dropped(after_effect=False), ServerError(), Garbage()])
async def test_what_may_have_arrived_is_sent_again_and_says_so(
    world: World, fault: Dropped | ServerError | Garbage
) -> None:
    phone = await world.remind(7, NOON + 5)
    world.telegram.faults.next("sendMessage", fault)
    await world.pass_to(NOON + 5)
    await world.until(lambda: world.occurrences(7), lambda found: found[0].doubts == 1)
    await world.tick(2)
    ledger = await world.balanced(sent=1)

    assert phone.screen().text == "again water 12:05"
    assert (ledger.copies, ledger.adds_up) == (1, True)


async def test_after_two_repeats_it_is_uncertain(world: World) -> None:
    await world.remind(7, NOON + 5)
    world.telegram.faults.next("sendMessage", Dropped(after_effect=True), times=9)
    await world.pass_to(NOON + 5)
    for doubts in (1, 2):
        await world.until(lambda: world.occurrences(7), lambda found, n=doubts: found[0].doubts == n)  # type: ignore[misc]
        await world.tick(16)
    ledger = await world.balanced(uncertain=1)
    await world.tick(60)
    texts = [str(call.parameters["text"]) for call in await world.said()]

    assert texts == ["water 12:05", "again water 12:05", "again water 12:05"]
    assert (ledger.uncertain, ledger.copies, ledger.adds_up) == (1, 2, True)


async def test_a_tap_on_any_copy_ends_the_repeats(world: World) -> None:
    phone = await world.remind(7, NOON + 5)
    world.telegram.faults.next("sendMessage", Dropped(after_effect=True))
    await world.pass_to(NOON + 5)
    (occurrence,) = await world.until(lambda: world.occurrences(7), lambda found: found[0].doubts == 1)
    data = phone.screen().button("Done").data
    await world.write(Settle(7, occurrence.id, Settlement.DONE))
    await world.tick(20)
    ledger = await world.ledger()

    assert (data, len(world.telegram.named("sendMessage"))) == (f"d:{occurrence.id}", 1)
    assert (ledger.sent, ledger.copies, ledger.adds_up) == (1, 0, True)


async def test_while_telegram_is_down_one_request_a_second_is_made_and_nothing_is_lost(world: World) -> None:
    for person in range(1, 21):
        await world.remind(person, NOON + 5)
    world.telegram.faults.next("sendMessage", ServerError(), times=1000)
    world.telegram.faults.next("getMe", ServerError(), times=1000)
    await world.pass_to(NOON + 5)
    await world.said("getMe", 1 + 1)  # the first was the bot's own start
    burst = len(world.telegram.named("sendMessage"))
    made = world.telegram.calls_made
    for _ in range(60):
        await world.tick(1)
        await asyncio.sleep(0.002)
    probes = world.telegram.calls_made - made
    world.telegram.faults.clear()
    for _ in range(30):
        await world.tick(1)
        await asyncio.sleep(0.005)
    ledger = await world.balanced(sent=20)

    assert (3 <= burst <= 10, 3 <= probes <= 60) == (True, True)
    assert (ledger.sent, ledger.uncertain, ledger.adds_up) == (20, 0, True)
    assert 3 <= ledger.copies <= 13


async def test_an_outage_is_logged_once_however_many_were_in_flight(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for person in range(1, 21):
        await world.remind(person, NOON + 5)
    for method in ("sendMessage", "getMe"):
        world.telegram.faults.next(method, ServerError(), times=1000)
    await world.pass_to(NOON + 5)
    await world.said(count=10)
    await world.said("getMe", 1 + 1)  # the first was the bot's own start
    await world.tick(5)
    said = [record.message for record in caplog.records if record.name == "bot.delivery.engine"]
    assert said == ["reminders wait: three sends in a row failed; trying again until one works"]


async def test_a_429_holds_its_chat_only_and_nothing_is_early(world: World) -> None:
    phones = [await world.remind(person, NOON + 5) for person in (7, 8)]
    world.telegram.faults.next("sendMessage", TooMany(30))
    await world.pass_to(NOON + 5)
    await world.balanced(sent=1)
    await world.tick(29)
    early = await world.ledger()
    await world.tick(1)
    await world.tick(1)
    ledger = await world.balanced(sent=2)

    assert (early.sent, early.pending) == (1, 1)
    assert (ledger.sent, ledger.copies, [phone.screen().text for phone in phones]) == (2, 0, ["water 12:05"] * 2)


async def test_a_wide_429_holds_all_reminders(world: World) -> None:
    for person in range(1, 41):
        await world.remind(person, NOON + 5)
    world.telegram.faults.next("sendMessage", TooMany(20), times=3)
    await world.pass_to(NOON + 5)
    await world.said(count=3)
    for _ in range(18):
        await world.tick(1)
        await asyncio.sleep(0.002)
    during = len(world.telegram.named("sendMessage"))
    for _ in range(5):
        await world.tick(1)
        await asyncio.sleep(0.01)
    ledger = await world.balanced(sent=40)

    assert during == 3
    assert (ledger.sent, ledger.copies) == (40, 0)


async def test_somebody_who_blocked_the_bot_is_tried_once(world: World) -> None:
    phone = await world.remind(7, NOON + 5, NOON + 65)
    phone.block()
    await world.pass_to(NOON + 5)
    ledger = await world.until(world.ledger, lambda ledger: bool(ledger.missed))
    await world.pass_to(NOON + 65)
    await world.tick()

    assert (ledger.missed, len(world.telegram.named("sendMessage"))) == ({"unreachable": 1}, 1)
    assert (await world.store.reminders(7)).subscriptions[0].next_due_at is None


async def test_a_chat_that_moved_is_followed(world: World) -> None:
    await world.crash()
    moved = world.deliverer = MovedChat(7, -100)
    await world.start()
    await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    ledger = await world.balanced(sent=1)

    assert (moved.tried, ledger.sent, ledger.adds_up) == ([7, -100], 1, True)


@pytest.mark.parametrize("words", ["<b>Drink", "<blink>Drink</blink>", "", "x" * 5000])
async def test_words_that_telegram_refuses_are_replaced(world: World, words: str) -> None:
    world.render = lambda claimed: Rendered(words, [])
    phone = await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    ledger = await world.balanced(sent=1)

    assert (phone.screen().text, ledger.sent) == ("plain water", 1)


async def test_words_that_cannot_be_made_are_replaced(world: World, caplog: pytest.LogCaptureFixture) -> None:
    def render(claimed: Claimed) -> Rendered:
        raise LookupError("no such tip")

    world.render = render
    phone = await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    await world.balanced(sent=1)

    assert phone.screen().text == "plain water"
    assert "reminder 1 could not be put into words" in caplog.text


async def test_a_reminder_without_any_words_is_missed_and_stops_no_other(world: World) -> None:
    def render(claimed: Claimed) -> Rendered:
        raise LookupError("no such tip")

    world.render = world.render_plainly = render
    await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    ledger = await world.until(world.ledger, lambda ledger: bool(ledger.missed))

    assert (ledger.missed, ledger.adds_up, world.running.done()) == ({"refused": 1}, True, False)


async def test_a_new_one_takes_the_untouched_one_before_it_away(world: World) -> None:
    phone = await world.remind(7, NOON + 5, NOON + 65)
    for minute in (5, 65):
        await world.pass_to(NOON + minute)
        await world.balanced(sent=minute // 60 + 1)
    await world.tick()
    await world.said("deleteMessage")

    assert [shown.text for shown in phone.messages if "water" in shown.text] == ["water 13:05"]


async def test_who_wants_silence_gets_it(world: World) -> None:
    await world.remind(7, NOON + 5)
    kept = (await world.store.reminders(7)).reminding
    assert kept is not None
    await world.write(SaveReminding(type(kept)(7, "UTC", kept.plan, silent=True)))
    await world.pass_to(NOON + 5)
    (call,) = await world.said()

    assert call.parameters["disable_notification"] == "true"


async def test_after_a_crash_what_was_in_flight_goes_again_and_says_so(world: World) -> None:
    phones = [await world.remind(person, NOON + 5) for person in (7, 8)]
    world.telegram.faults.next("sendMessage", Slow(5))
    await world.pass_to(NOON + 5)
    await world.balanced(sent=1, pending=1)
    await world.crash()
    await world.start()
    await world.tick()
    ledger = await world.balanced(sent=2)
    texts = sorted(shown.text for phone in phones for shown in phone.messages if "water" in shown.text)

    assert texts == ["again water 12:05", "water 12:05", "water 12:05"]
    assert (ledger.copies, ledger.adds_up) == (1, True)


async def test_a_stop_finishes_what_is_in_flight_and_begins_nothing(world: World) -> None:
    for person in range(1, 21):
        await world.remind(person, NOON + 5)
    world.telegram.faults.next("sendMessage", Slow(3), times=20)
    await world.pass_to(NOON + 5)
    await world.said(count=10)
    stopping = asyncio.create_task(world.engine.stop(8.0))
    await asyncio.sleep(0)
    await world.clock.advance(3)
    await stopping
    await world.running
    ledger = await world.ledger()

    assert (ledger.sent, ledger.pending, len(world.telegram.named("sendMessage"))) == (10, 10, 10)
    assert await world.store.deliveries.recover_sending(world.clock.now()) == 0


@pytest.mark.parametrize("cancelled", [True, False])
async def test_what_is_claimed_while_the_engine_ends_was_not_sent_and_says_no_such_thing(
    world: World, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    claim, claimed, go_on = world.store.deliveries.claim, asyncio.Event(), asyncio.Event()

    async def claiming(now: datetime, limit: int) -> Claims:
        claims = await claim(now, limit)
        if claims.claimed:
            claimed.set()
            await go_on.wait()
        return claims

    monkeypatch.setattr(world.store.deliveries, "claim", claiming)
    await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    await claimed.wait()
    if cancelled:
        world.running.cancel()
    await world.engine.stop(8.0)
    go_on.set()
    await asyncio.gather(world.running, return_exceptions=True)

    assert await world.store.deliveries.recover_sending(world.clock.now()) == 0
    assert ((await world.ledger()).pending, world.telegram.named("sendMessage")) == (1, [])


async def test_a_stop_does_not_wait_for_ever(world: World) -> None:
    await world.remind(7, NOON + 5)
    world.telegram.faults.next("sendMessage", Slow(60))
    await world.pass_to(NOON + 5)
    await world.said()
    await world.engine.stop(0.01)

    assert await world.store.deliveries.recover_sending(world.clock.now()) == 1


async def test_a_locked_database_sends_nothing_unclaimed_and_tells_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await world.remind(7, NOON + 5)
    with closing(sqlite3.connect(world.folder / "steady.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await world.pass_to(NOON + 5)
        for _ in range(3):
            await world.tick()
            await asyncio.sleep(0.03)
        calls, troubles = len(world.telegram.named("sendMessage")), caplog.text.count(WAITS)
        other.execute("ROLLBACK")
    await world.tick()
    await world.balanced(sent=1)

    assert (calls, troubles, phone.screen().text) == (0, 1, "water 12:05")


async def test_a_full_disk_is_told_once_although_reading_works(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.remind(7, NOON + 5)

    async def full(*_: object) -> int:
        raise StoreError("steady.db: database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(world.store.deliveries, "take_due", full)
        await world.pass_to(NOON + 5)
        for _ in range(5):
            await world.tick()
            await asyncio.sleep(0.03)
    await world.tick()
    await world.balanced(sent=1)
    assert [record.message for record in caplog.records] == [
        "reminders wait for the store: steady.db: database or disk is full"
    ]


async def test_what_was_sent_is_confirmed_once_the_database_can_be_written(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.remind(7, NOON + 5)
    world.telegram.faults.next("sendMessage", Slow(2))
    await world.pass_to(NOON + 5)
    await world.said()
    with closing(sqlite3.connect(world.folder / "steady.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await world.clock.advance(2)
        await world.until(world.ledger_or_none, lambda _: WAITS in caplog.text)
        other.execute("ROLLBACK")
    await world.tick()
    ledger = await world.balanced(sent=1)

    assert (ledger.sent, ledger.copies, len(world.telegram.named("sendMessage"))) == (1, 0, 1)


async def test_without_a_scheduler_the_engine_looks_by_itself(world: World) -> None:
    phone = await world.remind(7, NOON + 5)
    await world.clock.advance(300)
    for _ in range(20):
        await asyncio.sleep(0.01)
        await world.clock.advance(5)
    await world.balanced(sent=1)

    assert phone.screen().text == "water 12:05"


async def test_old_ones_are_folded(world: World) -> None:
    await world.remind(7, NOON + 5)
    await world.pass_to(NOON + 5)
    await world.balanced(sent=1)
    await world.clock.advance(timedelta(days=91).total_seconds())
    folded = await world.engine.clean_up()
    ledger = await world.ledger()

    assert (folded, ledger.sent, ledger.adds_up, await world.occurrences(7)) == (1, 1, True, [])


async def test_many_at_once_are_all_taken_and_sent(world: World) -> None:
    for person in range(1, 251):
        await world.remind(person, NOON + 5, kind=Kind.TIP)
    await world.pass_to(NOON + 5)
    ledger = await world.balanced(sent=250)

    assert (ledger.due, ledger.sent, ledger.copies) == (250, 250, 0)


async def test_a_fault_of_the_engine_itself_is_logged_and_stops_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(MovedChat):
        async def deliver(self, chat_id: int, text: str, keyboard: Keyboard, *, silent: bool) -> Outcome:
            if chat_id == self.old:
                raise RuntimeError("a fault")
            return await super().deliver(chat_id, text, keyboard, silent=silent)

    await world.crash()
    world.deliverer = Broken(7, 7)
    await world.start()
    for person in (7, 8):
        await world.remind(person, NOON + 5)
    with caplog.at_level(logging.ERROR):
        await world.pass_to(NOON + 5)
        ledger = await world.balanced(sent=1, pending=1)

    assert (ledger.sent, ledger.pending) == (1, 1)
    assert "a reminder stays as it is until the next start" in caplog.text
