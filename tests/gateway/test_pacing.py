"""What the pacing promises: answers never wait for reminders, chats never for each other."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest, RetryAfter

from bot.domain.lane import Lane
from bot.gateway.failures import Held
from bot.gateway.pacing import Pacing

if TYPE_CHECKING:
    from tests.conftest import FakeClock


class Sends:
    """Calls through a pacing, noted as (seconds since the start, name)."""

    def __init__(self, clock: FakeClock, per_second: float = 30, per_chat: float = 1) -> None:
        self.clock = clock
        self.pacing = Pacing(clock, per_second, per_chat)
        self.started: list[tuple[float, str]] = []
        self.errors: dict[str, list[Exception]] = {}
        self.tasks: list[asyncio.Task[Any]] = []

    def __call__(
        self, name: str, chat: int | None = 1, lane: Lane | None = None, endpoint: str = "sendMessage"
    ) -> asyncio.Task[Any]:
        data = {} if chat is None else {"chat_id": chat}
        call: Coroutine[Any, Any, Any] = self.pacing.process_request(self._made, (name,), {}, endpoint, data, lane)
        task = asyncio.create_task(call)
        self.tasks.append(task)
        return task

    async def _made(self, name: str) -> bool:
        self.started.append((self.clock.monotonic(), name))
        if self.errors.get(name):
            raise self.errors[name].pop(0)
        return True

    def times(self, prefix: str = "") -> list[float]:
        return [time for time, name in self.started if name.startswith(prefix)]

    def names(self) -> list[str]:
        return [name for _, name in self.started]


@pytest.fixture
async def sends(clock: FakeClock) -> Any:
    sends = Sends(clock)
    await sends.pacing.initialize()
    yield sends
    for task in sends.tasks:
        task.cancel()
    await asyncio.gather(*sends.tasks, return_exceptions=True)
    await sends.pacing.shutdown()


def most_in_one_second(times: list[float]) -> int:
    return max(sum(start <= time < start + 1 for time in times) for start in times)


async def test_answers_to_200_chats_go_at_once(clock: FakeClock, sends: Sends) -> None:
    for chat in range(200):
        sends(f"answer {chat}", chat)
    await clock.advance()
    assert sends.times() == [0.0] * 200


async def test_an_answer_never_waits_for_reminders(clock: FakeClock, sends: Sends) -> None:
    for chat in range(200):
        sends(f"reminder {chat}", chat, Lane.REMINDER)
    await clock.advance(0.5)
    sends("answer", 999)
    await clock.advance()
    assert sends.times("answer") == [0.5]


async def test_an_answer_overtakes_the_reminders_that_wait_for_the_same_chat(clock: FakeClock, sends: Sends) -> None:
    for chat in range(30):
        sends(f"reminder {chat}", chat, Lane.REMINDER)
    sends("late reminder", 99, Lane.REMINDER)
    await clock.advance(0.5)
    sends("answer", 99)
    await clock.advance(1)
    assert sends.times("answer") == [0.5]
    assert sends.times("late reminder") == pytest.approx([1 + 1 / 30])


async def test_reminders_come_evenly_so_that_answers_fit_between_them(clock: FakeClock, sends: Sends) -> None:
    for chat in range(200):
        sends(f"reminder {chat}", chat, Lane.REMINDER)
    await clock.advance(10)
    times = sends.times()
    assert max(sum(start <= time < start + 0.1 for time in times) for start in times) <= 10
    assert times[-1] == pytest.approx(199 / 30, abs=0.5)


async def test_no_second_sees_more_reminders_than_the_rate(clock: FakeClock, sends: Sends) -> None:
    for chat in range(200):
        sends(f"reminder {chat}", chat, Lane.REMINDER)
    await clock.advance(10)
    assert (len(sends.started), most_in_one_second(sends.times())) == (200, 30)


async def test_answers_count_against_the_rate_of_reminders(clock: FakeClock, sends: Sends) -> None:
    for chat in range(25):
        sends(f"answer {chat}", chat)
    await clock.advance(0.25)
    for chat in range(100, 200):
        sends(f"reminder {chat}", chat, Lane.REMINDER)
    await clock.advance(10)
    assert sends.times("reminder")[:6] == [0.25] * 5 + [1.0]
    assert most_in_one_second(sends.times()) == 30


async def test_more_answers_than_the_rate_stop_reminders_until_their_second_is_over(
    clock: FakeClock, sends: Sends
) -> None:
    for chat in range(60):
        sends(f"answer {chat}", chat)
    await clock.advance(0.5)
    sends("reminder", 999, Lane.REMINDER)
    await clock.advance(2)
    assert sends.times("reminder") == [1.0]


async def test_a_chat_takes_three_at_once_then_one_a_second_in_order(clock: FakeClock, sends: Sends) -> None:
    for number in range(6):
        sends(f"answer {number}")
    await clock.advance(10)
    assert sends.times() == [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]
    assert sends.names() == [f"answer {number}" for number in range(6)]


async def test_a_chat_that_rested_takes_three_at_once_again(clock: FakeClock, sends: Sends) -> None:
    for _ in range(3):
        sends("first")
    await clock.advance(3)
    for _ in range(4):
        sends("second")
    await clock.advance(10)
    assert sends.times("second") == [3.0, 3.0, 3.0, 4.0]


async def test_the_pace_of_a_chat_can_be_set(clock: FakeClock) -> None:
    sends = Sends(clock, per_chat=4)
    for _ in range(5):
        sends("answer")
    await clock.advance(10)
    assert sends.times() == [0.0, 0.0, 0.0, 0.25, 0.5]


@pytest.mark.parametrize("endpoint", ["editMessageText", "copyMessage", "forwardMessage", "sendDocument"])
async def test_edits_and_copies_share_the_bucket_of_sends(clock: FakeClock, sends: Sends, endpoint: str) -> None:
    for _ in range(3):
        sends("send")
    sends("other", endpoint=endpoint)
    await clock.advance(10)
    assert sends.times("other") == [1.0]


@pytest.mark.parametrize(
    ("endpoint", "chat"),
    [
        ("answerCallbackQuery", None),
        ("getChat", 1),
        ("sendChatAction", 1),
        ("deleteMessage", 1),
        ("setMyCommands", None),
        ("editMessageText", None),
    ],
)
async def test_what_is_no_message_to_a_chat_never_waits(
    clock: FakeClock, sends: Sends, endpoint: str, chat: int | None
) -> None:
    for _ in range(5):
        sends("send")
    sends("other", chat, endpoint=endpoint)
    await clock.advance()
    assert sends.times("other") == [0.0]


async def test_urgent_goes_at_once_and_before_what_waits(clock: FakeClock, sends: Sends) -> None:
    for number in range(5):
        sends(f"answer {number}")
    await clock.advance(0.5)
    for _ in range(4):
        sends("urgent", lane=Lane.URGENT)
    await clock.advance()
    assert sends.times("urgent") == [0.5] * 4


async def test_urgent_takes_a_token_even_below_zero(clock: FakeClock, sends: Sends) -> None:
    for _ in range(5):
        sends("urgent", lane=Lane.URGENT)
    sends("answer")
    await clock.advance(10)
    assert sends.times("answer") == [3.0]


async def test_urgent_counts_against_the_rate_of_reminders(clock: FakeClock) -> None:
    sends = Sends(clock, per_second=2)
    sends("urgent", 1, Lane.URGENT)
    sends("urgent", 2, Lane.URGENT)
    sends("reminder", 3, Lane.REMINDER)
    await clock.advance(10)
    assert sends.times("reminder") == [1.0]


async def test_a_429_holds_its_chat_and_no_other(clock: FakeClock, sends: Sends) -> None:
    sends.errors["flooded"] = [RetryAfter(5)]
    sends("flooded", 1)
    await clock.advance(1)
    sends("later", 1)
    sends("urgent", 1, Lane.URGENT)
    sends("other", 2)
    sends("reminder", 3, Lane.REMINDER)
    await clock.advance(10)
    assert sends.times("flooded") == [0.0, 5.0]
    assert sends.times("later") == [5.0]
    assert sends.times("urgent") == [5.0]
    assert sends.times("other") == [1.0]
    assert sends.times("reminder") == [1.0]


async def test_a_call_tried_again_keeps_its_place(clock: FakeClock, sends: Sends) -> None:
    sends.errors["first"] = [RetryAfter(5)]
    for name in ("first", "second", "third", "fourth", "fifth"):
        sends(name)
        await clock.advance()
    sends.started.clear()
    await clock.advance(20)
    assert sends.names() == ["first", "second", "third", "fourth", "fifth"]


async def test_a_call_tried_again_returns_its_answer(clock: FakeClock, sends: Sends) -> None:
    sends.errors["flooded"] = [RetryAfter(60)]
    task = sends("flooded")
    await clock.advance(60)
    assert task.result() is True


@pytest.mark.parametrize("waits", [[61], [40, 21]])
async def test_over_a_minute_of_429s_is_raised(clock: FakeClock, sends: Sends, waits: list[int]) -> None:
    sends.errors["flooded"] = [RetryAfter(wait) for wait in waits]
    task = sends("flooded")
    await clock.advance(60)
    assert isinstance(task.exception(), RetryAfter)


async def test_a_429_of_a_reminder_is_raised_at_once_and_holds_its_chat(clock: FakeClock, sends: Sends) -> None:
    sends.errors["reminder"] = [RetryAfter(5)]
    task = sends("reminder", 1, Lane.REMINDER)
    await clock.advance(1)
    sends("answer", 1)
    await clock.advance(10)
    assert isinstance(task.exception(), RetryAfter)
    assert sends.times("answer") == [5.0]


async def test_other_errors_are_raised_as_they_are(clock: FakeClock, sends: Sends) -> None:
    sends.errors["refused"] = [BadRequest("Chat not found")]
    task = sends("refused")
    await clock.advance()
    assert isinstance(task.exception(), BadRequest)


async def test_429s_of_three_chats_within_a_second_hold_all_reminders(clock: FakeClock, sends: Sends) -> None:
    for chat, wait in enumerate((4, 7, 5)):
        sends.errors[f"flooded {chat}"] = [RetryAfter(wait)]
        sends(f"flooded {chat}", chat)
        await clock.advance(0.25)
    early = sends("reminder", 99, Lane.REMINDER)
    sends("answer", 98)
    await clock.advance(0.5)
    held = early.exception(), sends.pacing.reminders_held_for()
    sends("almost", 99, Lane.REMINDER)
    await clock.advance(5)
    sends("later", 99, Lane.REMINDER)
    await clock.advance(20)
    assert (str(held[0]), held[1]) == ("The pace does not allow it yet", 6.0)
    assert (sends.times("reminder"), sends.times("almost"), sends.times("later")) == ([], [], [7.25])
    assert (sends.times("answer"), sends.pacing.reminders_held_for()) == ([0.75], 0.0)


async def test_a_reminder_does_not_wait_for_a_chat_that_is_held(clock: FakeClock, sends: Sends) -> None:
    sends.errors["answer"] = [RetryAfter(30)]
    sends("answer", 1)
    await clock.advance(1)
    reminder = sends("reminder", 1, Lane.REMINDER)
    await clock.advance()
    refusal = reminder.exception()
    assert isinstance(refusal, Held)
    assert refusal.seconds == 30.0  # the answer that waits already goes first


async def test_429s_of_two_chats_or_far_apart_hold_no_reminders(clock: FakeClock, sends: Sends) -> None:
    for name, chat in (("a", 1), ("b", 2), ("c", 2)):
        sends.errors[name] = [RetryAfter(9)]
        sends(name, chat)
    await clock.advance(1)
    sends.errors["d"] = [RetryAfter(9)]
    sends("d", 3)
    await clock.advance()
    sends("reminder", 99, Lane.REMINDER)
    await clock.advance(20)
    assert sends.times("reminder") == [1.0]


async def test_a_wait_that_was_given_up_lets_the_next_go(clock: FakeClock, sends: Sends) -> None:
    for _ in range(3):
        sends("answer")
    given_up = sends("given up")
    sends("next")
    await clock.advance(0.5)
    given_up.cancel()
    await clock.advance(10)
    assert sends.times("next") == [1.0]
    assert "given up" not in sends.names()


async def test_nothing_is_kept_of_chats_that_rested(clock: FakeClock, sends: Sends) -> None:
    for chat in range(1000):
        sends(f"answer {chat}", chat)
    await clock.advance(2)
    sends("last", 5000)
    await clock.advance()
    assert list(sends.pacing._chats) == [5000]
    assert len(sends.pacing._starts) == 1


async def test_what_need_not_wait_is_called_without_a_pause(clock: FakeClock, sends: Sends) -> None:
    call = sends.pacing.process_request(sends._made, ("answer",), {}, "sendMessage", {"chat_id": 1}, None)
    steps: Iterator[Any] = call.__await__()
    with pytest.raises(StopIteration):
        next(steps)
    assert sends.names() == ["answer"]
