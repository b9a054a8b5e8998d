"""What sending promises: what Telegram would show, and Telegram's words for what it would not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from telegram import Message

from bot.simulator.checking import Upload
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

REFUSED_TEXTS = {
    "none at all": ({}, "message text is empty"),
    "empty": ({"text": ""}, "message text is empty"),
    "only white space": ({"text": " \n "}, "text must be non-empty"),
    "only tags": ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    "4097 letters": ({"text": "a" * 4097}, "message is too long"),
    "2049 emoji, two units each": ({"text": "🌙" * 2049}, "message is too long"),
    "over 32 KB of source": ({"text": "<b>" * 11000, "parse_mode": "HTML"}, "text is too long"),
    "unknown tag": (
        {"text": "a<br>b", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "br" at byte offset 1',
    ),
    "unclosed tag": (
        {"text": "<b>a", "parse_mode": "html"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "unknown mode": ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
}


@pytest.mark.parametrize(("parameters", "words"), REFUSED_TEXTS.values(), ids=REFUSED_TEXTS)
async def test_a_text_that_telegram_would_not_show_is_refused_with_its_words(
    bot: Caller, ada: Phone, parameters: dict[str, object], words: str
) -> None:
    assert await bot.refusal("sendMessage", chat_id=7, **parameters) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    "text", ["a" * 4096, "🌙" * 2048, " " + "a" * 4096 + "\n", "&amp;" * 4096, "<b>" + "a" * 4096 + "</b>"]
)
async def test_length_is_counted_in_utf16_units_after_parsing_and_trimming(bot: Caller, ada: Phone, text: str) -> None:
    assert (await bot.ok("sendMessage", chat_id=7, text=text, parse_mode="HTML"))["message_id"] == 2


async def test_a_sent_text_comes_back_as_ptb_reads_it(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text=" <b>Hello</b> /help ", parse_mode="HTML", protect_content=True)
    message = Message.de_json(sent, None)
    assert (message.text, message.chat.first_name, message.from_user and message.from_user.is_bot) == (
        "Hello /help",
        "Ada",
        True,
    )
    assert [(entity.type, entity.offset, entity.length) for entity in message.entities] == [
        ("bold", 0, 5),
        ("bot_command", 6, 5),
    ]
    assert message.has_protected_content is True


async def test_entities_may_be_given_instead_of_markup(bot: Caller, ada: Phone) -> None:
    entities = [{"type": "italic", "offset": 0, "length": 2}]
    assert (await bot.ok("sendMessage", chat_id="7", text="hi", entities=json.dumps(entities)))["entities"] == entities


async def test_markdown_is_refused_loudly_because_it_is_not_simulated(bot: Caller, ada: Phone) -> None:
    assert await bot.refusal("sendMessage", chat_id=7, text="*a*", parse_mode="MarkdownV2") == (
        501,
        "Not Implemented: the simulator does not read MarkdownV2",
    )


async def test_link_preview_options_are_kept(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text="hi", link_preview_options='{"is_disabled": true}')
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_message_can_answer_another(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text="hi", reply_parameters={"message_id": 1})
    assert sent["reply_to_message"]["text"] == "/start"


async def test_answering_an_unknown_message_is_refused_unless_told_otherwise(bot: Caller, ada: Phone) -> None:
    reply: dict[str, object] = {"message_id": 99}
    assert await bot.refusal("sendMessage", chat_id=7, text="hi", reply_parameters=reply) == (
        400,
        "Bad Request: message to be replied not found",
    )
    reply["allow_sending_without_reply"] = True
    assert "reply_to_message" not in await bot.ok("sendMessage", chat_id=7, text="hi", reply_parameters=reply)


async def test_nobody_is_written_to_who_cannot_be_reached(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    telegram.person(8)
    assert await bot.refusal("sendMessage", text="hi") == (400, "Bad Request: chat_id is empty")
    assert await bot.refusal("sendMessage", chat_id=9, text="hi") == (400, "Bad Request: chat not found")
    assert await bot.refusal("sendMessage", chat_id="@nobody", text="hi") == (400, "Bad Request: chat not found")
    assert await bot.refusal("sendMessage", chat_id=8, text="hi") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    ada.block()
    assert await bot.refusal("sendMessage", chat_id=7, text="hi") == (403, "Forbidden: bot was blocked by the user")
    ada.unblock()
    assert (await bot.ok("sendMessage", chat_id="@ada", text="hi"))["chat"]["id"] == 7
    ada.delete_account()
    assert await bot.refusal("sendMessage", chat_id=7, text="hi") == (403, "Forbidden: user is deactivated")


async def test_a_group_must_hold_the_bot(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    group = telegram.group(-100)
    assert await bot.refusal("sendMessage", chat_id=-100, text="hi") == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )
    group.add_bot(ada)
    await bot.ok("sendMessage", chat_id=-100, text="hi")
    group.remove_bot(ada)
    assert await bot.refusal("sendMessage", chat_id=-100, text="hi") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )


async def test_a_document_is_stored_and_can_be_sent_again_by_its_id(bot: Caller, ada: Phone) -> None:
    upload = Upload("data.json", b"{}", "application/json")
    sent = await bot.ok("sendDocument", {"document": upload}, chat_id="7", caption="<i>yours</i>", parse_mode="HTML")
    assert (sent["document"]["file_name"], sent["document"]["file_size"], sent["caption"]) == ("data.json", 2, "yours")
    again = await bot.ok("sendDocument", chat_id=7, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]
    assert ada.download() == b"{}"


async def test_a_file_cannot_be_sent_again_as_another_kind(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendPhoto", {"photo": Upload("p.jpg", b"x")}, chat_id=7)
    assert await bot.refusal("sendDocument", chat_id=7, document=sent["photo"][0]["file_id"]) == (
        400,
        "Bad Request: can't use file of type Photo as Document",
    )


async def test_a_file_may_be_attached_under_another_name(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendPhoto", {"abc": Upload("p.jpg", b"x")}, chat_id=7, photo="attach://abc")
    assert sent["photo"][0]["file_size"] == 1


async def test_files_that_telegram_would_not_take_are_refused(bot: Caller, ada: Phone) -> None:
    large = Upload("large", bytes(50_000_001))
    refused = {
        "there is no document in the request": await bot.refusal("sendDocument", chat_id=7),
        "wrong file identifier/HTTP URL specified": await bot.refusal("sendDocument", chat_id=7, document="what"),
        "file must be non-empty": await bot.refusal("sendDocument", {"document": Upload("a", b"")}, chat_id=7),
    }
    assert refused == {text: (400, f"Bad Request: {text}") for text in refused}
    assert await bot.refusal("sendDocument", chat_id=7, document="attach://lost") == (
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    )
    assert await bot.refusal("sendDocument", {"document": large}, chat_id=7) == (413, "Request Entity Too Large")
    assert await bot.refusal("sendPhoto", chat_id=7, photo="https://example.org/a.jpg") == (
        501,
        "Not Implemented: the simulator fetches no files",
    )
    assert await bot.refusal("sendPhoto", {"photo": Upload("a", b"a")}, chat_id=7, caption="a" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )


async def test_typing_is_seen_until_the_message_comes(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    assert await bot.ok("sendChatAction", chat_id=7, action="typing") is True
    assert ada.chat.action == "typing"
    await bot.ok("sendMessage", chat_id=7, text="hi")
    assert ada.chat.action is None


@pytest.mark.parametrize("parameters", [{"action": "dancing"}, {}])
async def test_an_unknown_action_is_refused(bot: Caller, ada: Phone, parameters: dict[str, object]) -> None:
    assert await bot.refusal("sendChatAction", chat_id=7, **parameters) == (
        400,
        "Bad Request: wrong parameter action in request",
    )
