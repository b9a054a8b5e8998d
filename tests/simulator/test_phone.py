"""What a person can do with their phone, and what they see."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.simulator.phone import Notice, Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

ROWS = [
    [{"text": "Home", "callback_data": "p:home", "style": "primary"}],
    [{"text": "More", "url": "https://example.org"}],
]
KEYBOARD = {"inline_keyboard": ROWS}


async def test_the_screen_is_the_newest_message_of_the_bot(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=KEYBOARD)
    ada.send("thanks")
    shown = ada.screen()
    assert (shown.id, shown.text, shown.labels, shown.by_bot, shown.edited) == (2, "one", ("Home", "More"), True, False)
    assert (shown.button("Home").style, shown.button("More").url) == ("primary", "https://example.org")
    assert [message.by_bot for message in ada.messages] == [False, True, False]


async def test_before_the_bot_says_anything_there_is_nothing_to_see(ada: Phone) -> None:
    with pytest.raises(LookupError, match="the bot sent nothing yet"):
        ada.screen()
    with pytest.raises(LookupError, match="the bot sent nothing yet"):
        ada.tap("Home")


async def test_a_label_is_tapped_on_the_newest_message_that_has_it(bot: Caller, ada: Phone) -> None:
    for _ in range(2):
        await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=KEYBOARD)
    await bot.ok("sendMessage", chat_id=7, text="two")
    ada.tap("Home")
    ada.tap("Home", 2)
    ada.tap_data("x:old")
    ada.tap_data("x:older", 2)
    taps = [update["callback_query"] for update in (await bot.ok("getUpdates", offset=500_000_002))]
    assert [(tap["message"]["message_id"], tap["data"]) for tap in taps] == [
        (3, "p:home"), (2, "p:home"), (4, "x:old"), (2, "x:older"),
    ]  # fmt: skip


async def test_what_is_not_there_or_sends_nothing_cannot_be_tapped(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=KEYBOARD)
    with pytest.raises(LookupError, match="no button 'Back' in sight"):
        ada.tap("Back")
    with pytest.raises(LookupError, match="button 'More' sends nothing"):
        ada.tap("More")
    with pytest.raises(LookupError, match="no button 'Back' among"):
        ada.screen().button("Back")


async def test_see_waits_for_what_the_bot_shows_next(bot: Caller, ada: Phone) -> None:
    seen = asyncio.create_task(ada.ask("hello"))
    await asyncio.sleep(0)
    assert not seen.done()
    await bot.ok("sendMessage", chat_id=7, text="one")
    assert (await seen).text == "one"


async def test_see_returns_an_edited_message_even_where_it_is_not_the_newest(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=KEYBOARD)
    await bot.ok("sendMessage", chat_id=7, text="two")
    pressed = asyncio.create_task(ada.press("Home"))
    await asyncio.sleep(0)
    (query_id,) = ada.unanswered()
    await bot.ok("answerCallbackQuery", callback_query_id=query_id, text="Yes")
    await bot.ok("editMessageText", chat_id=7, message_id=2, text="home")
    assert ((await pressed).text, ada.notices) == ("home", (Notice("Yes", alert=False),))


async def test_waiting_for_a_silent_bot_ends(ada: Phone) -> None:
    with pytest.raises(TimeoutError, match=r"the bot did nothing within 0\.01 s"):
        await ada.see(patience=0.01)


async def test_start_and_links_carry_a_payload(bot: Caller, ada: Phone) -> None:
    ada.follow("https://t.me/simulated_bot?start=about-us_1")
    ada.follow("https://t.me/Simulated_Bot")
    assert [message.text for message in ada.messages] == ["/start", "/start about-us_1", "/start"]


@pytest.mark.parametrize("payload", ["a" * 65, "a b", "ä"])
async def test_a_payload_that_no_link_can_carry_is_an_error(ada: Phone, payload: str) -> None:
    with pytest.raises(ValueError, match="at most 64"):
        ada.start(payload)


async def test_a_link_to_elsewhere_is_an_error(ada: Phone) -> None:
    with pytest.raises(ValueError, match="no link to this bot"):
        ada.follow("https://t.me/other_bot?start=a")


async def test_whoever_blocked_the_bot_must_unblock_it_to_write(bot: Caller, ada: Phone) -> None:
    ada.block()
    with pytest.raises(ValueError, match="unblock"):
        ada.send("hello")
    ada.unblock()
    ada.send("hello")
    changes = [update["my_chat_member"] for update in await bot.ok("getUpdates") if "my_chat_member" in update]
    assert [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_in_a_group_the_bot_hears_only_what_is_for_it(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    group = telegram.group(-100, "Friends")
    group.add_bot(ada)
    sent = await bot.ok("sendMessage", chat_id=-100, text="hi")
    for text in ("hello", "/help", "/help@simulated_bot", "/help@other_bot", "ask @simulated_bot", "1/2"):
        ada.send(text, group)
    ada.send("yes", group, reply_to=sent["message_id"])
    ada.send("no", group, reply_to=2)
    ada.send_sticker(group)
    heard = [update["message"] for update in await bot.ok("getUpdates") if "message" in update]
    assert [message.get("text") for message in heard] == [
        "/start", None, "/help", "/help@simulated_bot", "ask @simulated_bot", "yes",
    ]  # fmt: skip


async def test_a_group_shows_what_the_bot_says_in_it(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    group = telegram.group(-100, "Friends", "group")
    group.add_bot(ada)
    await bot.ok("sendMessage", chat_id=-100, text="hi")
    assert ((await group.see()).text, group.id, group.messages[0].by_bot) == ("hi", -100, False)


async def test_documents_can_be_read(bot: Caller, ada: Phone) -> None:
    sent = ada.send_document("a.txt", b"mine")
    assert ada.download(sent) == b"mine"


async def test_the_same_id_is_the_same_person(telegram: Telegram, ada: Phone) -> None:
    assert telegram.person(7).person.first_name == "Ada"
    assert telegram.person(7).messages == ada.messages
