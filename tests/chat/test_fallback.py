from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Hear, Rest, Says, Talk

PLACE = {"latitude": 52.5, "longitude": 13.4}
FILE = {"file_id": "f", "file_unique_id": "u"}
SPOKEN = {"duration": 2}
SEEN = {"width": 10, "height": 10}
CONTENTS: dict[str, dict[str, Any]] = {
    "voice": {"voice": FILE | SPOKEN},
    "audio": {"audio": FILE | SPOKEN},
    "video": {"video": FILE | SEEN | SPOKEN},
    "video_note": {"video_note": FILE | SPOKEN | {"length": 10}},
    "photo": {"photo": [FILE | SEEN]},
    "photo with a caption": {"photo": [FILE | SEEN], "caption": "/causes"},
    "document": {"document": FILE},
    "location": {"location": PLACE},
    "contact": {"contact": {"phone_number": "1", "first_name": "Bob"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
}
SERVICE: dict[str, dict[str, Any]] = {
    "pinned": {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}},
    "timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    "background": {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "x"}}},
    "access": {"write_access_allowed": {}},
    "call": {"video_chat_started": {}},
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/cause", "causes"),
        ("/redflag", "redflags"),
        ("/Emergancy", "emergency"),
        ("/setings@steady_bot now", "settings"),
        ("/start@other_bot", "start"),
    ],
)
async def test_a_command_that_is_nearly_right_is_named(ada: Phone, typed: str, meant: str, says: Says) -> None:
    shown = await ada.ask(typed)

    assert shown.text == says("unknown-command-close", command=meant)
    assert "Emergency" in shown.labels


@pytest.mark.parametrize("typed", ["/xyzzy", "/42", "/q_q_q hello", "/" + "y" * 60])
async def test_an_unknown_command_leads_to_help_and_the_menu(ada: Phone, talk: Talk, typed: str) -> None:
    await talk((typed, "unknown-command"), ("[Emergency]", "page-emergency"))


@pytest.mark.parametrize("typed", ["hello", "/", "//xyzzy", "12 12", "ü" * 4096, "<b>{$x}&", "\u200b"])
async def test_plain_text_gets_a_way_on_and_is_not_repeated(
    ada: Phone, talk: Talk, telegram: Telegram, typed: str
) -> None:
    await talk((typed, "plain-text"))
    assert typed not in ada.screen().text or typed == "/"

    await talk(("[Emergency]", "page-emergency"))
    assert telegram.refused == []


@pytest.mark.parametrize("content", CONTENTS)
async def test_what_is_no_text_gets_a_way_on(ada: Phone, hear: Hear, talk: Talk, content: str, says: Says) -> None:
    hear(ada, CONTENTS[content])

    shown = await ada.see()

    assert shown.text == says("other-message", kind=content.partition(" ")[0])
    await talk(("[Emergency]", "page-emergency"))


async def test_a_sticker_gets_a_way_on(ada: Phone, talk: Talk, says: Says) -> None:
    ada.send_sticker()

    assert (await ada.see()).text == says("other-message", kind="sticker")
    await talk(("[Emergency]", "page-emergency"))


async def test_an_edited_text_is_answered_like_a_new_one(ada: Phone, says: Says) -> None:
    message = ada.send("helo")
    await ada.see()
    ada.edit(message, "hello")
    assert (await ada.see()).text.startswith(says("plain-text"))

    ada.edit(message, "/causes")
    assert (await ada.see()).text.startswith(says("page-causes"))

    ada.edit(message, "/cuases")
    assert (await ada.see()).text == says("unknown-command-close", command="causes")


async def test_a_new_message_answers_an_edited_one(ada: Phone) -> None:
    message = ada.send("/causes")
    first = await ada.see()
    ada.edit(message, "/sleep")

    assert (await ada.see()).id != first.id


async def test_a_location_that_moves_is_answered_once(ada: Phone, hear: Hear, rest: Rest, telegram: Telegram) -> None:
    live = {"location": PLACE | {"live_period": 900}}
    hear(ada, live)
    sent = telegram.world.updates.pending[-1]["message"]
    assert isinstance(sent, dict)
    for _ in range(3):
        telegram.world.tell("edited_message", sent | {"edit_date": telegram.world.date()})
    await rest()

    assert len(telegram.named("sendMessage")) == 2


@pytest.mark.parametrize("content", SERVICE)
async def test_what_telegram_itself_writes_is_met_with_silence(
    ada: Phone, hear: Hear, rest: Rest, telegram: Telegram, content: str
) -> None:
    hear(ada, SERVICE[content])
    await rest()

    assert len(telegram.named("sendMessage")) == 1


async def test_blocking_and_coming_back_is_met_with_silence(
    ada: Phone, talk: Talk, rest: Rest, telegram: Telegram
) -> None:
    ada.block()
    ada.unblock()
    await rest()
    assert len(telegram.named("sendMessage")) == 1

    await talk(("/start", "page-home"))
