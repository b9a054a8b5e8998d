"""What the specification forbids is refused, however it came."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.simulator.checking import MismatchError, Upload, check_value
from bot.simulator.phone import Phone

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

SEND: dict[str, object] = {"chat_id": 7, "text": "hi"}
REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "empty chat": ({"chat_id": ""}, "chat_id is empty"),
    "half a surrogate pair in a name": ({"\ud83d": 1}, 'unknown parameter "\ud83d"'),
    "JSON without an end": ({"reply_markup": "[" * 100_000}, "can't parse reply keyboard markup JSON object"),
    "half a surrogate pair": ({"text": "\ud83d"}, "strings must be encoded in UTF-8"),
    "half a surrogate pair in a field": (
        {"link_preview_options": {"url": "\ud83d"}},
        "strings must be encoded in UTF-8",
    ),
    "unknown parameter": ({"colour": "red"}, 'unknown parameter "colour"'),
    "number for a text": ({"text": 5}, 'parameter "text" must be of type String'),
    "text for a number": ({"message_thread_id": "one"}, 'parameter "message_thread_id" must be of type Number'),
    "fraction for an integer": ({"message_thread_id": 1.5}, 'parameter "message_thread_id" must be of type Number'),
    "truth for an integer": ({"message_thread_id": True}, 'parameter "message_thread_id" must be of type Number'),
    "text for a truth": ({"protect_content": "maybe"}, 'parameter "protect_content" must be of type Boolean'),
    "null": ({"protect_content": None}, 'parameter "protect_content" must be of type Boolean'),
    "list for a chat": ({"chat_id": [7]}, 'parameter "chat_id" must be of type Number or String'),
    "no JSON": ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    "no JSON, elsewhere": ({"entities": "{"}, "can't parse entities JSON object"),
    "no object": ({"reply_markup": "[]"}, "object expected as reply markup"),
    "a preview that is none": ({"link_preview_options": 1}, "object expected as link preview options"),
    "unknown field": (
        {"link_preview_options": {"big": True}},
        'unknown field "big" in LinkPreviewOptions',
    ),
    "missing field": ({"reply_parameters": {"chat_id": 7}}, 'can\'t find field "message_id"'),
    "wrong type in a field": ({"link_preview_options": {"url": 1}}, 'field "url" must be of type String'),
    "wrong entity": (
        {"entities": [{"type": "bold", "offset": "0", "length": 1}]},
        'can\'t parse MessageEntity: Field "offset" must be of type Number',
    ),
    "entity that is none": ({"entities": ["bold"]}, 'parameter "entities" must be of type MessageEntity'),
}
BUTTONS: dict[str, tuple[dict[str, object], str]] = {
    "no action": (
        {"text": "a"},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "empty data": (
        {"text": "a", "callback_data": ""},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "two actions": (
        {"text": "a", "callback_data": "b", "url": "https://example.org"},
        "can't parse inline keyboard button: Exactly one action must be used",
    ),
    "no text": ({"callback_data": "a"}, "can't parse inline keyboard button: Can't find field \"text\""),
    "blank text": ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
    "65 bytes": ({"text": "a", "callback_data": "a" * 65}, "BUTTON_DATA_INVALID"),
    "65 bytes in 33 letters": ({"text": "a", "callback_data": "a" + "é" * 32}, "BUTTON_DATA_INVALID"),
    "unknown style": (
        {"text": "a", "callback_data": "b", "style": "pink"},
        "can't parse inline keyboard button: invalid button style specified",
    ),
    "unknown field": (
        {"text": "a", "data": "b"},
        'can\'t parse inline keyboard button: Unknown field "data" in InlineKeyboardButton',
    ),
    "telephone": (
        {"text": "a", "url": "tel:112"},
        "inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL",
    ),
    "other scheme": (
        {"text": "a", "url": "ftp://example.org"},
        "inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
    ),
    "mail": (
        {"text": "a", "url": "mailto:a@example.org"},
        "inline keyboard button URL 'mailto:a@example.org' is invalid: Unsupported URL protocol",
    ),
    "host without a dot": (
        {"text": "a", "url": "http://localhost:8080/a"},
        "inline keyboard button URL 'http://localhost:8080/a' is invalid: Wrong HTTP URL",
    ),
    "no host": (
        {"text": "a", "url": "https:///a"},
        "inline keyboard button URL 'https:///a' is invalid: URL host is empty",
    ),
    "wrong port": (
        {"text": "a", "url": "https://example.org:99999"},
        "inline keyboard button URL 'https://example.org:99999' is invalid: Wrong port number specified in the URL",
    ),
    "port zero": (
        {"text": "a", "url": "https://example.org:0"},
        "inline keyboard button URL 'https://example.org:0' is invalid: Wrong port number specified in the URL",
    ),
}


@pytest.mark.parametrize(("parameters", "words"), REFUSED.values(), ids=REFUSED)
async def test_a_call_that_the_specification_forbids_is_refused(
    bot: Caller, ada: Phone, parameters: dict[str, object], words: str
) -> None:
    assert await bot.refusal("sendMessage", **SEND | parameters) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(("button", "words"), BUTTONS.values(), ids=BUTTONS)
@pytest.mark.parametrize("encode", [json.dumps, dict], ids=["text", "JSON"])
async def test_a_button_that_telegram_would_not_show_is_refused(
    bot: Caller, ada: Phone, button: dict[str, object], words: str, encode: type[dict[str, object]]
) -> None:
    markup = encode({"inline_keyboard": [[button]]})
    assert await bot.refusal("sendMessage", **SEND, reply_markup=markup) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    "button",
    [
        {"text": "a", "callback_data": "é" * 32, "style": "danger"},
        {"text": "a", "url": "https://example.org/?a=b"},
        {"text": "a", "url": "tg://user?id=7"},
        {"text": "a", "url": "example.org"},
        {"text": "a", "copy_text": {"text": "112"}},
    ],
)
async def test_a_button_that_telegram_takes_comes_back(bot: Caller, ada: Phone, button: dict[str, object]) -> None:
    markup = {"inline_keyboard": [[button], []]}
    sent = await bot.ok("sendMessage", **SEND, reply_markup=json.dumps(markup))
    assert sent["reply_markup"] == {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(("rows", "columns"), [(101, 1), (1, 9)])
async def test_a_keyboard_that_is_too_large_is_refused(bot: Caller, ada: Phone, rows: int, columns: int) -> None:
    button = {"text": "a", "callback_data": "a"}
    markup = {"inline_keyboard": [[button] * columns] * rows}
    assert await bot.refusal("sendMessage", **SEND, reply_markup=markup) == (
        400,
        "Bad Request: reply markup is too long",
    )


async def test_a_hundred_buttons_and_eight_in_a_row_are_taken(bot: Caller, ada: Phone) -> None:
    button = {"text": "a", "callback_data": "a"}
    await bot.ok("sendMessage", **SEND, reply_markup={"inline_keyboard": [[button] * 8] * 12 + [[button] * 4]})
    assert len(ada.screen().labels) == 100


async def test_other_keyboards_are_taken_but_are_no_part_of_the_message(bot: Caller, ada: Phone) -> None:
    for markup in ({"keyboard": [[{"text": "a"}, {"text": "b"}]]}, {"remove_keyboard": True}, {"force_reply": True}):
        assert "reply_markup" not in await bot.ok("sendMessage", **SEND, reply_markup=markup)


async def test_texts_of_a_form_are_read_as_telegram_reads_them(bot: Caller, ada: Phone) -> None:
    sent = await bot.ok(
        "sendMessage", chat_id="7", text="5", protect_content="True", message_thread_id="", entities="[]"
    )
    assert (sent["text"], sent["has_protected_content"]) == ("5", True)


@pytest.mark.parametrize("heading", ["0", 361])
async def test_a_number_out_of_its_range_is_refused(bot: Caller, heading: object) -> None:
    place: dict[str, object] = {"chat_id": 7, "latitude": "52.5", "longitude": 13}
    assert await bot.refusal("sendLocation", **place, heading=heading) == (
        400,
        "Bad Request: sendLocation.heading must be 1-360 (value)",
    )


async def test_files_that_no_parameter_asks_for_are_unknown_parameters(bot: Caller, ada: Phone) -> None:
    uploads = {"extra": Upload("a", b"a")}
    assert await bot.refusal("sendMessage", uploads, **SEND) == (400, 'Bad Request: unknown parameter "extra"')


def test_an_answer_is_checked_all_the_way_down() -> None:
    user = {"id": 1, "is_bot": True, "first_name": "a"}
    check_value(("Array of Update",), [{"update_id": 1, "message": _message(user)}])
    with pytest.raises(MismatchError):
        check_value(("Array of Update",), [{"update_id": 1, "message": _message(user | {"id": "1"})}])


@pytest.mark.parametrize(
    ("types", "value"),
    [
        (("RichText",), ["a", {"type": "bold", "text": "b"}]),
        (("Float",), 1),
        (("ChatMember",), {"status": "left", "user": {"id": 1, "is_bot": True, "first_name": "a"}}),
        (("Message", "Boolean"), True),
    ],
)
def test_unions_are_followed(types: tuple[str, ...], value: object) -> None:
    check_value(types, value)


@pytest.mark.parametrize(
    ("types", "value"),
    [
        (("RichText",), 1),
        (("ChatMember",), {"status": "gone", "user": {"id": 1, "is_bot": True, "first_name": "a"}}),
        (("Location",), {"latitude": 1.0, "longitude": 2.0, "heading": 361}),
        (("True",), True),
    ],
)
def test_what_is_of_no_such_type_is_a_mismatch(types: tuple[str, ...], value: object) -> None:
    with pytest.raises(MismatchError):
        check_value(types, value)


def _message(user: dict[str, object]) -> dict[str, object]:
    return {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": user}
