"""What people's apps make of what they write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update

from bot.content.markup import units
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram
from bot.simulator.writing import LONGEST_QUOTE, WritingError, quote_of, read_html, written

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

TEXT = "😀 Drink <b>a glass</b> of water.\nThen rest &amp; <i>sleep</i>."


async def newest(bot: Caller) -> dict[str, Any]:
    message: dict[str, Any] = (await bot.ok("getUpdates", offset=-1))[0]["message"]
    return message


# Quotes


async def test_a_quote_arrives_with_its_place_and_the_message_it_is_from(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text=TEXT, parse_mode="HTML")
    ada.send("Drink a cup.", reply_to=sent["message_id"], quote=(3, "Drink a glass of water."))
    message = await newest(bot)
    assert (message["text"], message["reply_to_message"]) == ("Drink a cup.", sent)
    assert message["quote"] == {
        "text": "Drink a glass of water.",
        "entities": [{"type": "bold", "offset": 6, "length": 7}],
        "position": 3,
        "is_manual": True,
    }


async def test_ptb_reads_a_quote(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text=TEXT, parse_mode="HTML")
    ada.send("Rest.", reply_to=sent["message_id"], quote=(27, "Then rest"))
    update = Update.de_json((await bot.ok("getUpdates", offset=-1))[0], None)
    assert update.message
    assert update.message.quote
    assert (update.message.quote.text, update.message.quote.position) == ("Then rest", 27)
    assert update.message.reply_to_message
    assert update.message.reply_to_message.message_id == sent["message_id"]


@pytest.mark.parametrize(
    ("position", "text"),
    [
        (0, "Drink"),
        (2, "Drink"),
        (4, "Drink"),
        (-1, "Drink"),
        (3, "drink"),
        (3, "Drink <b>a"),
        (1, " Drink"),
        (900, "x"),
    ],
)
def test_a_quote_that_does_not_stand_there_is_refused(position: int, text: str) -> None:
    with pytest.raises(WritingError, match="does not say that"):
        quote_of({"text": read_html(TEXT)[0]}, position, text)


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_QUOTE + 1), "😀" * 513])
def test_a_quote_has_a_length(text: str) -> None:
    with pytest.raises(WritingError, match="1 to 1,024"):
        quote_of({"text": text}, 0, text)


def test_a_quote_of_all_that_is_allowed_is_taken() -> None:
    assert quote_of({"caption": "x" * LONGEST_QUOTE}, 0, "x" * LONGEST_QUOTE)["is_manual"] is True


def test_a_quote_keeps_only_some_formatting() -> None:
    text, entities = read_html('<b>a</b> <code>b</code> <a href="https://example.org">c</a> <s>d</s>')
    quoted = quote_of({"text": text, "entities": entities}, 2, "b c d")
    assert quoted["entities"] == [{"type": "strikethrough", "offset": 4, "length": 1}]


def test_a_quote_without_a_message_is_refused(ada: Phone) -> None:
    with pytest.raises(WritingError, match="part of a reply"):
        ada.send("hi", quote=(0, "/start"))


async def test_a_reply_to_a_reply_holds_the_inner_one_without_what_it_replied_to(bot: Caller, ada: Phone) -> None:
    first = ada.send("one", reply_to=1)
    ada.send("two", reply_to=first)
    message = await newest(bot)
    assert message["reply_to_message"]["text"] == "one"
    assert "reply_to_message" not in message["reply_to_message"]


# Formatting


async def test_what_is_formatted_arrives_as_entities(bot: Caller, ada: Phone) -> None:
    ada.send_formatted(' <b>Rest</b> &amp; <a href="example.org">read</a> /help <blockquote>so\nit is</blockquote>')
    message = await newest(bot)
    assert message["text"] == "Rest & read /help so\nit is"
    assert message["entities"] == [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "text_link", "offset": 7, "length": 4, "url": "http://example.org/"},
        {"type": "bot_command", "offset": 12, "length": 5},
        {"type": "blockquote", "offset": 18, "length": 8},
    ]


async def test_a_formatted_text_can_answer_a_quote(bot: Caller, ada: Phone) -> None:
    ada.send_formatted("<i>so</i>", reply_to=1, quote=(1, "start"))
    message = await newest(bot)
    assert (message["quote"]["text"], message["entities"][0]["type"]) == ("start", "italic")


def test_what_nobody_can_type_is_refused(ada: Phone) -> None:
    with pytest.raises(WritingError, match="can't parse entities"):
        ada.send_formatted("<b>open")
    with pytest.raises(WritingError, match="Can't find field"):
        ada.send("hi", entities=[{"type": "bold", "offset": 0}])
    with pytest.raises(WritingError, match="after the end"):
        ada.send("hi", entities=[{"type": "bold", "offset": 0, "length": 9}])


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_is_not_sent(ada: Phone, text: str) -> None:
    with pytest.raises(WritingError, match="needs a text"):
        ada.send(text)


# Long texts


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("x" * 4096, [4096]),
        ("x" * 10_000, [4096, 4096, 1808]),
        ("😀" * 2049, [4096, 2]),
        ("a" + "😀" * 2048, [4095, 2]),
        ("a" * 3000 + "\n\n" + "b" * 900 + "\n" + "c" * 900, [3000, 1801]),
        ("a" * 3000 + "\n" + "b" * 900 + ". " + "c" * 900, [3000, 1802]),
        ("a" * 3000 + ". " + "b" * 900 + " " + "c" * 900, [3001, 1801]),
        ("a" * 3000 + " " + "b" * 3000, [3000, 3000]),
        ("a" * 1000 + " " + "b" * 4000, [4096, 905]),
        ("a" * 4096 + " " * 5000 + "b", [4096, 1]),
    ],
)
def test_a_long_text_is_sent_in_parts(text: str, lengths: list[int]) -> None:
    parts = [str(content["text"]) for content in written(text, [])]
    assert [units(part) for part in parts] == lengths
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_formatting_goes_on_in_the_next_part() -> None:
    contents = written("x" * 5000, [{"type": "bold", "offset": 4000, "length": 500}])
    assert [content["entities"] for content in contents] == [
        [{"type": "bold", "offset": 4000, "length": 96}],
        [{"type": "bold", "offset": 0, "length": 404}],
    ]


def test_each_part_replies_and_the_last_ones_id_comes_back(ada: Phone) -> None:
    last = ada.send("x" * 5000, reply_to=1)
    assert [message.json["reply_to_message"]["message_id"] for message in ada.messages[1:]] == [1, 1]  # type: ignore[index]
    assert ada.messages[-1].id == last


async def test_a_reply_in_a_group_can_quote(bot: Caller, telegram: Telegram, ada: Phone) -> None:
    group = telegram.group(-100)
    group.add_bot(ada)
    sent = await bot.ok("sendMessage", chat_id=-100, text="one two")
    ada.send("yes", group, sent["message_id"], (4, "two"))
    assert (await newest(bot))["quote"]["text"] == "two"
