"""A webhook is brought its updates as Telegram brings them; time passes only as the tests say."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Mapping
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from bot.simulator.faults import Dropped
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram
from bot.simulator.webhook import Reply, UnreachableError, Webhooks

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.simulator.conftest import Caller

HOOK = "http://127.0.0.1:9999/hook"
TAKEN = Reply(200, "OK")
BROKEN = Reply(500, "Internal Server Error")


class Hook:
    """A webhook that answers as it is told, with 200 when it was told nothing; ``hold`` lets answers wait."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.answers: deque[Reply | Exception] = deque()
        self.open = asyncio.Event()
        self.open.set()
        self.brought: list[tuple[float, dict[str, Any]]] = []
        self.headers: list[Mapping[str, str]] = []

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        assert url == HOOK
        self.brought.append((self._clock.monotonic(), json.loads(body)))
        self.headers.append(headers)
        await self.open.wait()
        answer = self.answers.popleft() if self.answers else TAKEN
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def times(self) -> list[float]:
        return [time for time, _ in self.brought]

    @property
    def texts(self) -> list[str | None]:
        return [update["message"].get("text") for _, update in self.brought if "message" in update]


@pytest.fixture
async def hook(clock: FakeClock, telegram: Telegram) -> AsyncIterator[Hook]:
    hook = Hook(clock)
    bringing = asyncio.create_task(Webhooks(telegram, hook.post, Random(1)).run())
    yield hook
    bringing.cancel()
    await asyncio.gather(bringing, return_exceptions=True)


async def test_what_waits_and_what_comes_is_brought_once_with_the_secret(
    bot: Caller, ada: Phone, hook: Hook, clock: FakeClock
) -> None:
    await bot.ok("setWebhook", url=HOOK, secret_token="hush")
    await clock.advance()
    ada.send("hello")
    await clock.advance(600)
    assert hook.texts == ["/start", "hello"]
    assert hook.headers[0] == {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": "hush"}
    assert await bot.ok("getWebhookInfo") == {
        "url": HOOK,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "ip_address": "203.0.113.1",
        "max_connections": 40,
    }


async def test_a_webhook_without_a_secret_is_told_none(bot: Caller, ada: Phone, hook: Hook, clock: FakeClock) -> None:
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance()
    assert hook.headers == [{"Content-Type": "application/json"}]


async def test_one_update_of_a_chat_is_under_way_at_a_time_but_taps_and_other_chats_do_not_wait(
    bot: Caller, telegram: Telegram, ada: Phone, hook: Hook, clock: FakeClock
) -> None:
    await bot.ok("sendMessage", chat_id=7, text="hi")
    hook.open.clear()
    await bot.ok("setWebhook", url=HOOK)
    ada.send("second")
    ada.tap_data("a")
    ada.tap_data("b")
    telegram.person(8).start()
    telegram.group(-100).add_bot(ada)
    await clock.advance()
    kinds = sorted(next(kind for kind in update if kind != "update_id") for _, update in hook.brought)
    assert kinds == ["callback_query", "message", "message", "message", "my_chat_member"]
    assert "second" not in hook.texts
    hook.open.set()
    await clock.advance()
    assert "second" in hook.texts
    assert len(hook.brought) == 7


async def test_no_more_connections_are_used_than_allowed(
    bot: Caller, telegram: Telegram, hook: Hook, clock: FakeClock
) -> None:
    for person_id in range(1, 6):
        telegram.person(person_id).start()
    hook.open.clear()
    await bot.ok("setWebhook", url=HOOK, max_connections=2)
    await clock.advance()
    assert len(hook.brought) == 2
    hook.open.set()
    await clock.advance()
    assert len(hook.brought) == 5


async def test_a_failure_is_tried_again_at_once_then_after_pauses_that_double_up_to_two_minutes(
    bot: Caller, ada: Phone, hook: Hook, clock: FakeClock
) -> None:
    hook.answers.extend([BROKEN] * 10)
    await bot.ok("setWebhook", url=HOOK)
    for _ in range(600):
        await clock.advance(1)
    pauses = [after - before for before, after in zip(hook.times, hook.times[1:], strict=False)]
    assert pauses[:7] == [0, 2, 4, 8, 16, 32, pytest.approx(62, abs=3)]
    assert all(60 <= pause <= 120 for pause in pauses[6:])
    assert len(hook.texts) == 11
    info = await bot.ok("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (
        0,
        "Wrong response from the webhook: 500 Internal Server Error",
    )
    assert info["last_error_date"] > 0


async def test_a_webhook_that_cannot_be_reached_fails_alike(
    bot: Caller, ada: Phone, hook: Hook, clock: FakeClock
) -> None:
    hook.answers.append(UnreachableError("Connection refused"))
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance()
    assert (await bot.ok("getWebhookInfo"))["last_error_message"] == "Connection refused"
    assert hook.times == [0, 0]


async def test_retry_after_is_obeyed(bot: Caller, ada: Phone, hook: Hook, clock: FakeClock) -> None:
    hook.answers.append(Reply(429, "Too Many Requests", 17))
    hook.answers.append(Reply(503, "Service Unavailable", 100_000))
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance(5000)
    assert hook.times == [0, 17, 3617]


async def test_what_fails_for_too_long_is_dropped(bot: Caller, ada: Phone, hook: Hook, clock: FakeClock) -> None:
    await bot.ok("sendMessage", chat_id=7, text="hi")
    hook.answers.extend([TAKEN, *[BROKEN] * 20])
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance()
    ada.tap_data("a")
    await clock.advance(400)
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0
    assert max(hook.times) < 150


async def test_an_answer_may_hold_a_call(bot: Caller, ada: Phone, hook: Hook, clock: FakeClock) -> None:
    hook.answers.append(Reply(200, "OK", 0, {"method": "sendMessage", "chat_id": 7, "text": "hi"}))
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance()
    assert ada.screen().text == "hi"


@pytest.mark.parametrize("method", ["", "getMe", "deleteWebhook", "SETWEBHOOK", "logOut", "close"])
async def test_an_answer_may_not_ask_or_change_the_webhook(
    bot: Caller, telegram: Telegram, ada: Phone, hook: Hook, clock: FakeClock, method: str
) -> None:
    hook.answers.append(Reply(200, "OK", 0, {"method": method}))
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance()
    assert [call.method for call in telegram.calls] == ["setWebhook"]


async def test_a_call_in_an_answer_may_fail_without_harm(
    bot: Caller, telegram: Telegram, ada: Phone, hook: Hook, clock: FakeClock
) -> None:
    telegram.faults.next("sendMessage", Dropped(after_effect=True))
    hook.answers.append(Reply(200, "OK", 0, {"method": "sendMessage", "chat_id": 7, "text": "hi"}))
    await bot.ok("setWebhook", url=HOOK)
    ada.send("more")
    await clock.advance()
    assert hook.texts == ["/start", "more"]


async def test_only_wanted_kinds_are_brought(bot: Caller, ada: Phone, hook: Hook, clock: FakeClock) -> None:
    await bot.ok("setWebhook", url=HOOK, allowed_updates=["my_chat_member"], drop_pending_updates=True)
    ada.send("hello")
    ada.block()
    await clock.advance()
    assert [list(update) for _, update in hook.brought] == [["update_id", "my_chat_member"]]
    assert (await bot.ok("getWebhookInfo"))["allowed_updates"] == ["my_chat_member"]


async def test_a_deleted_webhook_is_left_alone_and_another_gets_what_it_did_not_take(
    bot: Caller, ada: Phone, hook: Hook, clock: FakeClock
) -> None:
    hook.answers.extend([BROKEN] * 5)
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance(3)
    assert len(hook.brought) == 3
    await bot.ok("deleteWebhook")
    await clock.advance(600)
    assert len(hook.brought) == 3
    hook.answers.clear()
    await bot.ok("setWebhook", url=HOOK)
    await clock.advance()
    assert hook.texts == ["/start"] * 4
