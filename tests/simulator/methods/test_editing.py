"""What editing promises: only what changed, only one's own, only what is there; and each tap is answered once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.checking import Upload
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.simulator.conftest import Caller

HOME = {"inline_keyboard": [[{"text": "Home", "callback_data": "p:home"}]]}
NOT_MODIFIED = (
    400,
    (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    ),
)
TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


async def test_an_edit_changes_text_and_keyboard_in_place(bot: Caller, ada: Phone, clock: FakeClock) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=HOME)
    await clock.advance(5)
    edited = await bot.ok(
        "editMessageText", chat_id=7, message_id=sent["message_id"], text="<b>two</b>", parse_mode="HTML"
    )
    assert (edited["text"], edited["date"], edited["edit_date"]) == ("two", sent["date"], sent["date"] + 5)
    assert ada.screen().labels == ()


@pytest.mark.parametrize("markup", [{}, {"reply_markup": HOME}])
async def test_an_edit_that_changes_nothing_is_refused(bot: Caller, ada: Phone, markup: dict[str, object]) -> None:
    await bot.ok("sendMessage", chat_id=7, text="<b>one</b>", parse_mode="HTML", **markup)
    assert await bot.refusal(
        "editMessageText", chat_id=7, message_id=2, text="<b>one</b> ", parse_mode="HTML", **markup
    ) == (NOT_MODIFIED)


async def test_formatting_alone_is_a_change(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one")
    edited = await bot.ok("editMessageText", chat_id=7, message_id=2, text="<b>one</b>", parse_mode="HTML")
    assert edited["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


async def test_the_keyboard_alone_can_be_changed(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one")
    assert (await bot.ok("editMessageReplyMarkup", chat_id=7, message_id=2, reply_markup=HOME))["reply_markup"] == HOME
    assert await bot.refusal("editMessageReplyMarkup", chat_id=7, message_id=2, reply_markup=HOME) == NOT_MODIFIED
    assert "reply_markup" not in await bot.ok("editMessageReplyMarkup", chat_id=7, message_id=2)


async def test_messages_that_cannot_be_edited_are_told_apart(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendDocument", {"document": Upload("a", b"a")}, chat_id=7)
    ids: list[dict[str, object]] = [
        {"chat_id": 7, "message_id": 99},
        {"chat_id": 7, "message_id": 1},
        {"chat_id": 7, "message_id": 2},
        {"chat_id": 9, "message_id": 2},
        {"message_id": 2},
        {"inline_message_id": "x"},
        {},
    ]
    assert [(await bot.refusal("editMessageText", text="new", **parameters))[1] for parameters in ids] == [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: there is no text in the message to edit",
        "Bad Request: chat not found",
        "Bad Request: chat_id is empty",
        "Bad Request: message identifier is not specified",
        "Bad Request: message identifier is not specified",
    ]


async def test_a_message_can_be_deleted_for_48_hours(bot: Caller, ada: Phone, clock: FakeClock) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one")
    await bot.ok("sendMessage", chat_id=7, text="two")
    await clock.advance(48 * 3600)
    assert await bot.ok("deleteMessage", chat_id=7, message_id=2) is True
    await clock.advance(1)
    assert await bot.refusal("deleteMessage", chat_id=7, message_id=3) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )
    assert await bot.refusal("deleteMessage", chat_id=7, message_id=2) == (
        400,
        "Bad Request: message to delete not found",
    )


async def test_only_in_private_can_the_bot_delete_what_others_wrote(
    bot: Caller, telegram: Telegram, ada: Phone
) -> None:
    group = telegram.group(-100)
    group.add_bot(ada)
    ada.send("/help", group)
    assert await bot.ok("deleteMessage", chat_id=7, message_id=1) is True
    assert await bot.refusal("deleteMessage", chat_id=-100, message_id=group.messages[-1].id) == (
        400,
        "Bad Request: message can't be deleted",
    )


@pytest.mark.parametrize(
    ("parameters", "words"),
    [({"message_id": 1}, "chat identifier is not specified"), ({"chat_id": 7}, "message identifier is not specified")],
)
async def test_a_deletion_names_chat_and_message(bot: Caller, parameters: dict[str, object], words: str) -> None:
    assert await bot.refusal("deleteMessage", **parameters) == (400, f"Bad Request: {words}")


async def test_a_tap_is_answered_once(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=HOME)
    query_id = ada.tap("Home")
    assert ada.unanswered() == (query_id,)
    assert await bot.ok("answerCallbackQuery", callback_query_id=query_id, text="Saved", show_alert="true") is True
    assert [(notice.text, notice.alert) for notice in ada.notices] == [("Saved", True)]
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD


async def test_a_tap_is_answered_in_time(bot: Caller, ada: Phone, clock: FakeClock) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=HOME)
    query_id = ada.tap("Home")
    await clock.advance(11)
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query_id) == TOO_OLD
    assert await bot.refusal("answerCallbackQuery", callback_query_id="1") == TOO_OLD


async def test_the_answer_to_a_tap_is_short_and_opens_only_the_bot_itself(bot: Caller, ada: Phone) -> None:
    await bot.ok("sendMessage", chat_id=7, text="one", reply_markup=HOME)
    query_id = ada.tap("Home")
    answer = "answerCallbackQuery"
    assert await bot.refusal(answer, callback_query_id=query_id, text="a" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )
    for url in ("https://example.org", "https://t.me/other_bot?start=a", "https://t.me/simulated_bot"):
        assert await bot.refusal(answer, callback_query_id=query_id, url=url) == (400, "Bad Request: URL_INVALID")
    assert (
        await bot.ok(answer, callback_query_id=query_id, url="https://t.me/simulated_bot?start=a", text="a" * 200)
        is True
    )
