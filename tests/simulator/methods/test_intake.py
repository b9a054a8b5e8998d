"""What getUpdates and the webhook methods promise, as calls; the queue itself has its own tests."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import Update

from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

HOOK = "https://example.org/hook"


async def test_every_kind_of_update_is_complete_and_as_ptb_reads_it(
    bot: Caller, telegram: Telegram, ada: Phone
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Home", "callback_data": "p:home"}]]}
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=keyboard)
    group = telegram.group(-100)
    ada.tap("Home")
    ada.edit(1, "/help me")
    ada.send_sticker()
    ada.send_voice()
    ada.send_photo("look")
    ada.send_photo()
    ada.send_document("a.txt", b"a")
    ada.send("yes", reply_to=2)
    ada.block()
    ada.unblock()
    group.add_bot(ada)
    ada.send("/help@simulated_bot now", group)
    group.remove_bot(ada)
    updates = [Update.de_json(update, None) for update in await bot.ok("getUpdates")]
    assert [update.update_id for update in updates] == list(range(500_000_001, 500_000_001 + len(updates)))
    assert {update.effective_user and update.effective_user.language_code for update in updates} == {"en-GB"}
    assert all(update.effective_chat for update in updates)
    kinds = [next(kind for kind in Update.ALL_TYPES if getattr(update, kind, None)) for update in updates]
    assert kinds == [
        "message", "callback_query", "edited_message", *["message"] * 6, "my_chat_member", "my_chat_member",
        "my_chat_member", "message", "message", "my_chat_member",
    ]  # fmt: skip


async def test_a_command_is_marked_as_one(bot: Caller, ada: Phone) -> None:
    (update,) = await bot.ok("getUpdates")
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("limit", [0, 101, "many", True])
async def test_a_limit_is_between_1_and_100(bot: Caller, limit: object) -> None:
    assert (await bot.refusal("getUpdates", limit=limit))[0] == 400


async def test_only_wanted_kinds_arrive(bot: Caller, ada: Phone) -> None:
    await bot.ok("getUpdates", offset=500_000_002, allowed_updates='["callback_query"]', timeout=0)
    ada.send("hi")
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_webhook_excludes_polling_until_it_is_deleted(bot: Caller, ada: Phone) -> None:
    await bot.ok("setWebhook", url=HOOK, allowed_updates=["message"])
    assert (await bot.ok("getWebhookInfo"))["url"] == HOOK
    assert await bot.refusal("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await bot.ok("deleteWebhook", drop_pending_updates=True)
    assert await bot.ok("getWebhookInfo") == {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "allowed_updates": ["message"],
    }


async def test_setting_a_webhook_ends_a_waiting_poll(bot: Caller, telegram: Telegram) -> None:
    poll = asyncio.create_task(bot.refusal("getUpdates", timeout=10))
    await telegram.world.bell.until(lambda: telegram.world.updates.polled)
    await bot.ok("setWebhook", url=HOOK)
    assert await poll == (409, "Conflict: terminated by setWebhook request")


async def test_an_empty_webhook_is_none(bot: Caller) -> None:
    await bot.ok("setWebhook", url="")
    assert (await bot.ok("getWebhookInfo"))["url"] == ""


async def test_what_waits_is_dropped_only_when_asked_for(bot: Caller, ada: Phone) -> None:
    await bot.ok("setWebhook", url=HOOK)
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 1
    await bot.ok("setWebhook", url=HOOK, drop_pending_updates=True)
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/hook", "http://localhost/hook", "https://[::1]:9000/", HOOK, "example.org:8443/hook"]
)
async def test_a_bot_on_this_machine_may_listen_without_https_and_on_any_port(bot: Caller, url: str) -> None:
    await bot.ok("setWebhook", url=url, secret_token="a-Z_9", ip_address="198.51.100.7", max_connections=1)
    info = await bot.ok("getWebhookInfo")
    assert (info["url"], info["ip_address"], info["max_connections"]) == (url, "198.51.100.7", 1)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"url": "http://example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://127.0.0.1.example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.org:8080"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "ftp://example.org"}, "invalid webhook URL specified"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://example.org:port"}, "invalid webhook URL specified"),
        ({"url": HOOK, "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": HOOK, "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_that_telegram_would_not_set_is_refused(
    bot: Caller, parameters: dict[str, object], words: str
) -> None:
    assert await bot.refusal("setWebhook", **parameters) == (400, f"Bad Request: {words}")
