"""One living card, or a new message each step: how answers appear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.faults import ServerError

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Rest, Run, Says, Talk
    from tests.conftest import FakeClock


def ids(phone: Phone) -> list[int]:
    return [message.id for message in phone.messages if message.by_bot]


async def test_taps_change_the_message_they_were_made_on(ada: Phone) -> None:
    menu = ada.screen().id
    for label in ("Causes", "Stress", "Next", "Home", "Emergency"):
        shown = await ada.press(label)
        assert (shown.id, shown.edited) == (menu, True)

    assert ids(ada) == [menu]


async def test_a_command_brings_a_new_message(ada: Phone) -> None:
    menu = ada.screen().id
    await ada.ask("/causes")
    await ada.ask("/causes")

    assert ids(ada)[0] == menu
    assert len(ids(ada)) == 3


async def test_older_messages_keep_working(ada: Phone) -> None:
    menu = ada.screen()
    await ada.ask("/causes")
    ada.tap("Sleep", menu.id)

    assert (await ada.see()).id == menu.id


async def test_a_new_message_each_step_for_those_who_want_it(ada: Phone, talk: Talk) -> None:
    await talk(("/settings", "page-settings"), ("[New message each step]", "page-settings"))
    before = ids(ada)

    await talk(("[Home]", "page-home"), ("[Causes]", "page-causes"), ("[Stress]", "page-causes-stress"))

    assert ids(ada)[: len(before)] == before
    assert len(ids(ada)) == len(before) + 3
    assert not any(message.edited for message in ada.messages[-3:])


async def test_a_double_tap_on_the_living_card_leaves_it_as_the_first_did(ada: Phone, rest: Rest, says: Says) -> None:
    menu = ada.screen().id
    ada.tap("Causes")
    ada.tap("Causes")
    await rest()

    assert ada.screen().text.startswith(says("page-causes"))
    assert ada.unanswered() == ()
    assert ids(ada) == [menu]


async def test_a_message_that_was_deleted_gets_a_new_one(ada: Phone, telegram: Telegram, says: Says) -> None:
    menu = ada.screen()
    ada.tap("Causes")
    telegram.world.remove(ada.chat, menu.id)

    shown = await ada.see()

    assert shown.text.startswith(says("page-causes"))
    assert shown.id != menu.id
    assert ada.unanswered() == ()


async def test_a_message_that_telegram_no_longer_hands_out_gets_a_new_one(
    ada: Phone, telegram: Telegram, says: Says
) -> None:
    menu = ada.screen()
    inaccessible = {"chat": ada.chat.brief(), "message_id": menu.id, "date": 0}
    telegram.world.ask(ada.chat, ada.person, inaccessible, "p:causes")

    shown = await ada.see()

    assert shown.text.startswith(says("page-causes"))
    assert shown.id != menu.id


async def test_buttons_under_a_file_bring_a_new_message(ada: Phone, telegram: Telegram, says: Says) -> None:
    file = await ada.ask("/mydata")
    home = await ada.press("Home")

    assert home.text.startswith(says("page-home"))
    assert home.id != file.id
    assert telegram.refused == []


async def test_a_tap_made_while_the_bot_was_away_still_opens_its_page(
    run: Run, telegram: Telegram, clock: FakeClock, says: Says
) -> None:
    bob = telegram.person(8)
    async with run():
        menu = await bob.ask("/start")
    bob.tap("Causes")
    await clock.advance(60)

    async with run():
        shown = await bob.see()

    assert shown.id == menu.id
    assert shown.text.startswith(says("page-causes"))
    assert [call.answer for call in telegram.refused] == [
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    ]


@pytest.mark.parametrize(
    ("settings", "method"), [((), "editMessageText"), (("/settings", "[New message each step]"), "sendMessage")]
)
async def test_a_tap_that_telegram_failed_on_is_answered_at_the_next_try(
    ada: Phone, telegram: Telegram, talk: Talk, clock: FakeClock, settings: tuple[str, ...], method: str, says: Says
) -> None:
    await talk(*((each, "page-settings") for each in settings))
    await ada.ask("/start")
    telegram.faults.next(method, ServerError())
    ada.tap("Causes")
    await telegram.world.bell.until(lambda: telegram.refused != [])
    await clock.advance(1)

    assert (await ada.see()).text.startswith(says("page-causes"))
    assert ada.unanswered() == ()


async def test_any_other_refusal_of_an_answered_tap_is_a_fault(ada: Phone, telegram: Telegram, says: Says) -> None:
    telegram.world.tell("callback_query", _tap_of(ada))
    telegram.faults.next("answerCallbackQuery", ServerError(400, "Bad Request: MESSAGE_TOO_LONG"))

    assert (await ada.see()).text.startswith(says("apology"))


async def test_help_in_an_emergency_does_not_wait_for_the_pace_of_its_chat(
    run: Run, telegram: Telegram, says: Says
) -> None:
    bob = telegram.person(8)
    async with run(pace=1):
        await bob.ask("/causes")
        await bob.ask("/causes")
        await bob.ask("/causes")

        assert (await bob.ask("/emergency")).text.startswith(says("page-emergency"))
        assert (await bob.ask("/start emergency")).text.startswith(says("page-emergency"))


async def test_help_in_an_emergency_goes_before_all_else_that_the_person_sent(
    run: Run, telegram: Telegram, clock: FakeClock, says: Says
) -> None:
    bob = telegram.person(8)
    async with run(pace=1):
        for _ in range(7):
            bob.send("/causes")
        await telegram.until("sendMessage", 3)
        bob.send("/emergency")
        await telegram.world.bell.until(lambda: not telegram.world.updates.pending)
        await clock.advance(1)  # the fourth waits for its pace already
        await telegram.until("sendMessage", 5)
        while len(telegram.named("sendMessage")) < 8:
            await clock.advance(1)

    said = [message.text.partition("\n")[0] for message in bob.messages if message.by_bot]
    assert said == [says("page-causes")] * 4 + [says("page-emergency")] + [says("page-causes")] * 3


def _tap_of(phone: Phone) -> dict[str, object]:
    return {
        "id": "1",
        "from": phone.person.user(),
        "message": phone.screen().json,
        "data": "p:causes",
        "chat_instance": "1",
    }
