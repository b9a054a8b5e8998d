from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from telegram.constants import MessageLimit

from bot.storage.tables import PERSONAL

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Rest, Says, Talk


async def keep_something(talk: Talk) -> None:
    await talk(("/settings", "page-settings"), ("[New message each step]", "page-settings"))


@pytest.mark.parametrize(
    "way",
    [
        (("/mydata", "my-data-title"),),
        (("/privacy", "page-privacy"), ("[Copy of my data]", "my-data-title")),
    ],
)
async def test_a_copy_is_a_file_and_words(ada: Phone, talk: Talk, way: tuple[tuple[str, str], ...], says: Says) -> None:
    await keep_something(talk)
    await talk(*way)

    copy = json.loads(ada.download())
    assert copy["person"] == [{"id": ada.id, "new_message_each_step": 1, "country": ""}]
    assert ada.screen().text.splitlines() == [
        says("my-data-title"),
        says("kept-person", count=1),
        says("kept-inbox", count=len(copy["inbox"])),
    ]
    assert ada.screen().labels == ("Home", "Emergency")
    assert ada.unanswered() == ()


async def test_a_copy_where_nothing_is_kept_says_so(
    ada: Phone, telegram: Telegram, talk: Talk, rest: Rest, says: Says
) -> None:
    await talk(("/forgetme", "erase-question"))
    ada.tap("Erase everything")
    ada.send("/mydata")
    await rest(lambda: telegram.named("sendDocument") != [])

    assert json.loads(ada.download()) == {}
    assert ada.screen().text.splitlines()[1] == says("kept-nothing")


@pytest.mark.parametrize("table", PERSONAL)
def test_every_table_about_people_is_told_in_words(table: str, says: Says) -> None:
    assert says(f"kept-{table.replace('_', '-')}", count=1)


def test_the_words_about_a_copy_fit_below_the_file(says: Says) -> None:
    lines = [says("my-data-title"), *(says(f"kept-{table.replace('_', '-')}", count=99_999) for table in PERSONAL)]
    assert len("\n".join(lines)) <= MessageLimit.CAPTION_LENGTH


@pytest.mark.parametrize(
    "way",
    [
        (("/forgetme", "erase-question"),),
        (("/privacy", "page-privacy"), ("[Erase everything]", "erase-question")),
    ],
)
async def test_erasing_asks_once_and_then_erases(talk: Talk, rest: Rest, way: tuple[tuple[str, str], ...]) -> None:
    await keep_something(talk)
    await talk(*way, ("[Erase everything]", "erased"))

    assert await rest() == {}


async def test_whoever_blocks_the_bot_at_once_is_erased_all_the_same(ada: Phone, talk: Talk, rest: Rest) -> None:
    await keep_something(talk)
    await talk(("/forgetme", "erase-question"))
    ada.tap("Erase everything")
    ada.block()

    assert await rest() == {}


async def test_asking_alone_erases_nothing(ada: Phone, talk: Talk, rest: Rest) -> None:
    await keep_something(talk)
    await talk(("/forgetme", "erase-question"), ("[Keep my data]", "page-home"))

    assert (await rest()).keys() == {"person"}


async def test_whoever_was_erased_is_new_to_the_bot(ada: Phone, talk: Talk) -> None:
    await keep_something(talk)
    await talk(("/forgetme", "erase-question"), ("[Erase everything]", "erased"), ("[Home]", "page-home"))

    assert ada.screen().edited


async def test_a_double_tap_on_erase_is_answered(
    ada: Phone, talk: Talk, rest: Rest, telegram: Telegram, says: Says
) -> None:
    await talk(("/forgetme", "erase-question"))
    ada.tap("Erase everything")
    ada.tap("Erase everything")
    kept = await rest(lambda: ada.unanswered() == ())

    assert ada.screen().text.startswith(says("erased"))
    assert len(telegram.named("sendMessage")) == 2
    assert ada.unanswered() == ()
    assert kept == {}


async def test_erase_is_tapped_once_more_much_later(ada: Phone, talk: Talk, rest: Rest, says: Says) -> None:
    await talk(("/forgetme", "erase-question"), ("[Erase everything]", "erased"))
    await keep_something(talk)
    ada.tap_data("erase:yes")
    assert (await ada.see()).text.startswith(says("erased"))

    assert await rest() == {}


async def test_what_erases_is_red_and_what_keeps_is_not(ada: Phone) -> None:
    question = await ada.ask("/forgetme")

    assert [button.style for row in question.rows for button in row] == ["danger", None]


async def test_nobody_sees_or_erases_what_is_kept_about_another(
    ada: Phone, talk: Talk, rest: Rest, telegram: Telegram
) -> None:
    await keep_something(talk)
    bob = telegram.person(8)
    await bob.ask("/mydata")
    copy = json.loads(bob.download())
    await bob.ask("/forgetme")
    await bob.press("Erase everything")

    assert copy.keys() == {"inbox"}
    assert (await rest()).keys() == {"person"}
