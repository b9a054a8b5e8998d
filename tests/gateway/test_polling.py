"""What polling promises, against answers as they come over the wire."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData

from bot.domain.store import Received, StoreError
from bot.gateway.failures import NotConnected, TokenRejected, refusal
from bot.gateway.link import Link
from bot.gateway.polling import ALLOWED_UPDATES, Poller, RivalError, TokenRefusedError, UpdatesTransport

if TYPE_CHECKING:
    from tests.conftest import FakeClock

CANARY = "canary-7f3a"
ANNA = 7
Answer = bytes | Exception | Callable[[], bytes]


class Wire(UpdatesTransport):
    """A connection with answers laid ready; after the last of them a poll stays open."""

    def __init__(self, *answers: Answer) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: object, **more: object
    ) -> tuple[int, bytes]:
        assert request_data is not None
        self.asked.append(request_data.parameters)
        if not self.answers:
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return 200, answer if isinstance(answer, bytes) else answer()

    @property
    def offsets(self) -> list[int | None]:
        return [parameters.get("offset") for parameters in self.asked]


class Basket:
    """An inbox that keeps what it is given, unless it is told to fail."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.updates: list[Received] = []
        self.malformed: list[int] = []

    async def take(self, updates: Sequence[Received], malformed: Sequence[int]) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.updates += updates
        self.malformed += malformed

    @property
    def ids(self) -> list[int]:
        return [update.update_id for update in self.updates]


def message(update_id: int, **more: object) -> dict[str, object]:
    chat = {"id": ANNA, "type": "private"}
    return {"update_id": update_id, "message": {"message_id": 1, "from": {"id": ANNA}, "chat": chat} | more}


def answer(*updates: object) -> bytes:
    return json.dumps({"ok": True, "result": updates}).encode()


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@asynccontextmanager
async def polling(clock: FakeClock, wire: Wire, inbox: Basket) -> AsyncIterator[asyncio.Task[None]]:
    poller = Poller(wire, "http://localhost/bot1:x/getUpdates", inbox, clock, Link(clock, Random(1)))
    task = asyncio.create_task(poller.run())
    await clock.advance()
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def polled(clock: FakeClock, wire: Wire, inbox: Basket, seconds: float = 0) -> None:
    """Poll for so long; the poller must outlive it."""
    async with polling(clock, wire, inbox) as task:
        await clock.advance(seconds)
        assert not task.done()


async def test_the_kinds_of_update_that_have_an_answer_are_asked_for_in_long_polls(clock: FakeClock) -> None:
    wire = Wire()
    await polled(clock, wire, Basket())
    assert wire.asked == [{"limit": 100, "timeout": 30, "allowed_updates": ALLOWED_UPDATES}]


async def test_updates_are_confirmed_by_the_next_poll_once_they_are_stored(clock: FakeClock) -> None:
    wire, inbox = Wire(answer(message(5), message(6))), Basket()
    await polled(clock, wire, inbox)
    assert (inbox.ids, wire.offsets) == ([5, 6], [None, 7])


async def test_an_update_is_stored_whole_under_the_person_who_sent_it(clock: FakeClock) -> None:
    update = message(5, text="Grüße 🌱 \ud83c")
    inbox = Basket()
    await polled(clock, Wire(answer(update)), inbox)
    (received,) = inbox.updates
    assert (received.person_id, json.loads(received.payload)) == (ANNA, update)


async def test_an_update_of_no_single_person_belongs_to_its_chat(clock: FakeClock) -> None:
    inbox = Basket()
    await polled(clock, Wire(answer({"update_id": 5, "message": {"chat": {"id": -100123}}})), inbox)
    assert [update.person_id for update in inbox.updates] == [-100123]


@pytest.mark.parametrize("kind", ["message", "edited_message", "my_chat_member"])
@pytest.mark.parametrize(("chat_type", "turn"), [("group", -100), ("supergroup", -100), ("private", ANNA)])
async def test_what_somebody_does_in_a_group_is_the_groups_turn(
    clock: FakeClock, kind: str, chat_type: str, turn: int
) -> None:
    inbox = Basket()
    content = {"from": {"id": ANNA}, "chat": {"id": -100, "type": chat_type}}
    await polled(clock, Wire(answer({"update_id": 5, kind: content})), inbox)
    assert [update.person_id for update in inbox.updates] == [turn]


async def test_without_updates_the_same_is_asked_again_and_nothing_is_said(
    clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    wire, inbox = Wire(answer(message(5)), answer(), answer()), Basket()
    await polled(clock, wire, inbox)
    assert (wire.offsets, caplog.messages) == ([None, 6, 6, 6], [])


async def test_ids_that_start_anew_lower_are_followed(clock: FakeClock) -> None:
    wire, inbox = Wire(answer(message(9000)), answer(message(17))), Basket()
    await polled(clock, wire, inbox)
    assert (inbox.ids, wire.offsets) == ([9000, 17], [None, 9001, 18])


# Failures


async def test_what_the_store_does_not_take_is_not_confirmed_and_comes_again(
    clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    full = StoreError("steady.db: database or disk is full")
    wire, inbox = Wire(*[answer(message(5))] * 4), Basket(full, full, full)
    await polled(clock, wire, inbox, 10)
    assert (inbox.ids, wire.offsets) == ([5], [None, None, None, None, 6])
    assert [text.partition(";")[0] for text in caplog.messages] == [
        "no updates come in: steady.db: database or disk is full",
        "updates come in again after 3 s",
    ]


async def test_a_failure_that_nobody_thought_of_is_told_and_ends_nothing(
    clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    wire, inbox = Wire(answer(message(5)), answer(message(5))), Basket(OverflowError(CANARY))
    await polled(clock, wire, inbox, 1)
    assert (inbox.ids, wire.offsets) == ([5], [None, None, 6])
    assert next((record.message, bool(record.exc_info)) for record in caplog.records) == ("a poll failed", True)


@pytest.mark.parametrize(
    "failure",
    [
        NotConnected("no route"),
        TimedOut("read"),
        NetworkError("reset"),
        refusal(502, {}),
        refusal(500, {"ok": False, "description": "Internal"}),
        refusal(404, {}),
        BadRequest("Bad Request"),
        ValueError("anything"),
    ],
    ids=repr,
)
async def test_a_failure_confirms_nothing_and_is_tried_again_for_hours_with_growing_pauses(
    clock: FakeClock, failure: Exception
) -> None:
    wire, inbox = Wire(answer(message(5)), *[failure] * 3000), Basket()
    async with polling(clock, wire, inbox) as task:
        await clock.advance(1)
        first_second = len(wire.asked)
        await clock.advance(8 * 3600)
        within_hours = len(wire.asked)
        wire.answers = [answer(message(6))]
        await clock.advance(30)
        assert not task.done()
    assert first_second <= 5
    assert 8 * 3600 / 30 <= within_hours <= 8 * 3600 / 15 + 20
    assert (inbox.ids, set(wire.offsets[1:-1]), wire.offsets[-1]) == ([5, 6], {6}, 7)


async def test_an_outage_is_told_once_and_so_is_its_end(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    wire = Wire(*[NotConnected("no route")] * 5, answer(message(5)), answer(), answer(message(6)))
    await polled(clock, wire, Basket(), 60)
    told = [text.partition(" after")[0] for text in caplog.messages]
    assert told == [
        "no updates come in: Telegram cannot be reached (NotConnected); trying again until they do",
        "updates come in again",
    ]


async def test_a_flood_limit_is_waited_for_as_told(clock: FakeClock) -> None:
    wire = Wire(RetryAfter(17), answer(message(5)))
    async with polling(clock, wire, Basket()):
        await clock.advance(16.9)
        asked_early = len(wire.asked)
        await clock.advance(0.1)
        assert (asked_early, wire.offsets) == (1, [None, None, 6])


@pytest.mark.parametrize("status", [401, 404])
async def test_a_token_that_telegram_does_not_know_ends_it(clock: FakeClock, status: int) -> None:
    error = refusal(status, {"ok": False, "description": "Unauthorized"})
    assert isinstance(error, TokenRejected)
    async with polling(clock, Wire(error), Basket()) as task:
        with pytest.raises(TokenRefusedError):
            await task


# Another poller


async def test_a_rival_is_put_up_with_for_half_a_minute_and_no_longer(
    clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    wire = Wire(*[Conflict("Conflict")] * 100)
    async with polling(clock, wire, Basket()) as task:
        await clock.advance(29)
        assert not task.done()
        await clock.advance(1)
        with pytest.raises(RivalError):
            await task
    assert caplog.messages == ["another program asks Telegram for this bot's updates; trying again for 30 s"]
    assert len(wire.asked) <= 17


async def test_a_rival_that_goes_away_is_forgotten(clock: FakeClock) -> None:
    inbox = Basket()
    wire = Wire(*[Conflict("Conflict")] * 10, answer(message(5)))
    async with polling(clock, wire, inbox) as task:
        await clock.advance(60)
        wire.answers = [answer(message(6)), *[Conflict("Conflict")] * 10, answer(message(7))]
        task.cancel()
    poller = Poller(wire, "http://localhost/bot1:x/getUpdates", inbox, clock, Link(clock, Random(1)))
    again = asyncio.create_task(poller.run())
    await clock.advance(60)
    assert (again.done(), inbox.ids) == (False, [5, 6, 7])
    again.cancel()


async def test_rivals_who_get_an_update_each_now_and_then_do_not_go_on_for_ever(clock: FakeClock) -> None:
    turns: Iterable[Answer] = (item for number in range(50) for item in (Conflict("Conflict"), answer(message(number))))
    inbox = Basket()
    async with polling(clock, Wire(*turns), inbox) as task:
        await clock.advance(32)
        with pytest.raises(RivalError):
            await task
    assert inbox.ids == list(range(15))


async def test_two_short_conflicts_with_an_outage_between_are_no_rival(clock: FakeClock) -> None:
    wire = Wire(Conflict("Conflict"), *[NotConnected("no route")] * 12, Conflict("Conflict"), answer(message(5)))
    inbox = Basket()
    await polled(clock, wire, inbox, 600)
    assert inbox.ids == [5]


# Malformed updates


@pytest.mark.parametrize(
    "bad",
    [
        {"update_id": 6},
        {"update_id": 6, "message": None},
        {"update_id": 6, "message": "text"},
        {"update_id": 6, "message": {"text": "from nobody"}},
        {"update_id": 6, "message": {"from": {"id": "7"}, "chat": {"id": None}}},
        {"update_id": 6, "message": {"from": {"id": True}}},
        {"update_id": 6, "message": {"from": {"id": 7.5}}},
        {"update_id": 6, "message": {"from": {"id": 2**64}}},
        {"update_id": 6, "message": {"from": {"id": -(2**64)}}},
        {"update_id": 6, "poll": {"id": "1"}},
        message(6, text="x" * 256 * 1024),
    ],
    ids=lambda bad: json.dumps(bad)[:60],
)
async def test_a_malformed_update_is_put_aside_and_the_others_go_on(clock: FakeClock, bad: object) -> None:
    wire, inbox = Wire(answer(message(5), bad, message(7))), Basket()
    await polled(clock, wire, inbox)
    assert (inbox.ids, inbox.malformed, wire.offsets) == ([5, 7], [6], [None, 8])


@pytest.mark.parametrize(
    "bad",
    [None, 6, "6", [], {}, message(2**64), message(-1)]
    + [{"update_id": update_id, "message": {"from": {"id": ANNA}}} for update_id in (None, "6", True, 6.0, [6])],
    ids=lambda bad: json.dumps(bad)[:40],
)
async def test_what_has_no_id_is_passed_over_and_the_others_go_on(
    clock: FakeClock, caplog: pytest.LogCaptureFixture, bad: object
) -> None:
    wire, inbox = Wire(answer(message(5), bad, message(7))), Basket()
    await polled(clock, wire, inbox)
    assert (inbox.ids, inbox.malformed, wire.offsets) == ([5, 7], [], [None, 8])
    assert caplog.messages == ["an update without an id was passed over"]


async def test_nothing_but_updates_without_an_id_is_not_asked_for_without_a_pause(clock: FakeClock) -> None:
    wire, inbox = Wire(*[answer({"message": {}})] * 1000), Basket()
    async with polling(clock, wire, inbox):
        await clock.advance(60)
        asked = len(wire.asked)
        wire.answers = [answer({"message": {}}, message(5))]
        await clock.advance(30)
    assert asked < 15
    assert inbox.ids == [5]


@pytest.mark.parametrize("depth", [400, 900, 950, 970, *range(980, 1000), 1100, 100_000])
async def test_an_update_nested_as_deep_as_can_be_costs_no_other(clock: FakeClock, depth: int) -> None:
    deep = b'{"update_id": 6, "message": {"from": {"id": 7}, "x": ' + nested(depth) + b"}}"
    five, seven = (json.dumps(message(number)).encode() for number in (5, 7))
    left = [five, deep, seven]
    wire, inbox = Wire(), Basket()

    def give() -> bytes:
        wire.answers.append(give)
        asked = wire.asked[-1]
        while left and asked.get("offset") and json.loads(left[0][14:15]) < asked["offset"]:
            left.pop(0)
        if not left:
            wire.answers.clear()
        return b'{"ok":true,"result":[' + b",".join(left[: asked["limit"]]) + b"]}"

    wire.answers.append(give)
    await polled(clock, wire, inbox)
    assert [update for update in inbox.ids if update != 6] == [5, 7]
    assert sorted(inbox.ids + inbox.malformed) == [5, 6, 7]
    assert (wire.offsets[-1], wire.asked[-1]["limit"]) == (8, 100)


async def test_an_update_too_deep_to_be_written_down_is_put_aside(clock: FakeClock) -> None:
    deep: list[object] = []
    for _ in range(2000):
        deep = [deep]

    class Reader(Wire):
        @staticmethod
        def parse_json_payload(payload: bytes) -> dict[str, Any]:
            return {"result": [message(6, x=deep), message(7)] if payload == b"deep" else []}

    wire, inbox = Reader(b"deep"), Basket()
    await polled(clock, wire, inbox)
    assert (inbox.ids, inbox.malformed, wire.offsets) == ([7], [6], [None, 8])


async def test_an_update_with_a_number_beyond_all_bounds_costs_no_other(clock: FakeClock) -> None:
    bad = b'{"update_id":6,"message":{"from":{"id":' + b"9" * 5000 + b"}}}"
    alone = b'{"ok":true,"result":[' + bad + b"]}"
    both = alone[:-2] + b"," + json.dumps(message(7)).encode() + b"]}"
    wire, inbox = Wire(both, alone, answer(message(7))), Basket()
    await polled(clock, wire, inbox)
    assert (inbox.ids, inbox.malformed) == ([7], [6])
    assert [(asked.get("offset"), asked["limit"]) for asked in wire.asked] == [(None, 100), (None, 1), (7, 1), (8, 100)]


async def test_a_poisoned_update_is_not_confirmed_before_it_is_put_aside(clock: FakeClock) -> None:
    poison = b'{"ok":true,"result":[{"update_id":6,"message":' + nested(5000) + b"}]}"
    wire, inbox = Wire(*[poison] * 3), Basket(StoreError("steady.db: database or disk is full"))
    await polled(clock, wire, inbox, 5)
    assert (inbox.malformed, wire.offsets) == ([6], [None, None, None, 7])


# Garbage


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'{"ok":true}',
        b'{"result":[]}',
        b'{"ok":false,"error_code":502,"description":"Bad Gateway"}',
        b'{"ok":true,"result":null}',
        b'{"ok":true,"result":true}',
        b'{"ok":true,"result":{}}',
        b'{"ok":true,"result":"text"}',
        b'{"ok":true,"result":[{"update_id":',
        b'{"ok":true,"result":[{"update_id":5,"message":{"from":{"id":7',
        b'{"ok":true,"result":[{"update_id":' + b"5" * 20,
        b'{"ok":true,"result":[{"update_id":' + b"5" * 5000 + b"}]}",
        b'{"ok":true,"result":[{"update_id":5,"message":{"from":{"id":7}}}]',
    ],
    ids=lambda body: f"{len(body)} {body[:40]!r}",
)
async def test_garbage_loses_nothing_and_is_not_asked_for_without_a_pause(clock: FakeClock, garbage: bytes) -> None:
    wire, inbox = Wire(*[garbage] * 1000), Basket()
    async with polling(clock, wire, inbox):
        await clock.advance(60)
        asked = len(wire.asked)
        wire.answers = [answer(message(5))]
        await clock.advance(30)
    assert asked < 15
    assert (inbox.ids, inbox.malformed, set(wire.offsets[:-1]), wire.offsets[-1]) == ([5], [], {None}, 6)


async def test_nothing_that_anybody_wrote_is_logged(clock: FakeClock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wire = Wire(
        CANARY.encode(),
        answer({"message": {"text": CANARY}}, {"update_id": 5, "message": {"text": CANARY}}, message(6, text=CANARY)),
        b'{"ok":true,"result":[{"update_id":7,"message":{"text":"canary-7f3a","x":' + nested(5000) + b"}}]}",
        NetworkError(CANARY),
    )
    await polled(clock, wire, Basket(), 60)
    assert caplog.messages
    assert CANARY not in caplog.text
