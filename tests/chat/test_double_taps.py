from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Rest, Run, Says, Talk
    from tests.conftest import FakeClock


@pytest.fixture
async def stepwise(ada: Phone, talk: Talk) -> Phone:
    """Somebody who gets a new message at each step, with the menu as the newest."""
    await talk(("/settings", "page-settings"), ("[New message each step]", "page-settings"), ("/start", "page-home"))
    return ada


def after(phone: Phone, message_id: int) -> list[str]:
    """Return the first line of each message of the bot after that one."""
    return [message.text.partition("\n")[0] for message in phone.messages if message.by_bot and message.id > message_id]


async def test_a_double_tap_brings_one_message(stepwise: Phone, rest: Rest, says: Says) -> None:
    menu = stepwise.screen().id
    stepwise.tap("Causes", menu)
    stepwise.tap("Causes", menu)
    await rest()

    assert after(stepwise, menu) == [says("page-causes")]
    assert stepwise.unanswered() == ()


@pytest.mark.parametrize(("seconds", "messages"), [(2.9, 1), (3.0, 2)])
async def test_three_seconds_later_it_is_no_double_tap(
    stepwise: Phone, rest: Rest, clock: FakeClock, seconds: float, messages: int, says: Says
) -> None:
    menu = stepwise.screen().id
    stepwise.tap("Causes", menu)
    await rest()
    await clock.advance(seconds)
    stepwise.tap("Causes", menu)
    await rest()

    assert after(stepwise, menu) == [says("page-causes")] * messages
    assert stepwise.unanswered() == ()


async def test_buttons_tapped_in_turn_all_bring_their_page(stepwise: Phone, rest: Rest, says: Says) -> None:
    menu = stepwise.screen().id
    for label in ("Causes", "Science", "Causes"):
        stepwise.tap(label, menu)
    await rest()

    assert after(stepwise, menu) == [says("page-causes"), says("page-science"), says("page-causes")]


async def test_a_hundred_taps_on_one_button_are_all_answered_at_once_and_change_one_message_once(
    run: Run, telegram: Telegram, says: Says
) -> None:
    bob = telegram.person(8)
    async with run(pace=1):
        menu = await bob.ask("/start")
        for _ in range(100):
            bob.tap_data("p:causes", menu.id)
        async with asyncio.timeout(5):
            await telegram.world.bell.until(lambda: bob.unanswered() == ())

    (card,) = [message for message in bob.messages if message.id == menu.id]
    assert card.text.startswith(says("page-causes"))
    assert len(telegram.named("editMessageText")) == 1
    assert telegram.refused == []


async def test_taps_to_and_fro_on_the_living_card_end_where_the_last_one_led(
    ada: Phone, rest: Rest, says: Says
) -> None:
    menu = ada.screen().id
    for page in ("causes", "science", "causes"):
        ada.tap_data(f"p:{page}", menu)
    await rest(lambda: ada.unanswered() == ())

    assert ada.screen().text.startswith(says("page-causes"))


async def test_two_people_may_tap_the_same_button(stepwise: Phone, telegram: Telegram, says: Says) -> None:
    bob = telegram.person(8)
    await bob.ask("/start")
    stepwise.tap("Causes")
    bob.tap("Causes")

    for phone in (stepwise, bob):
        assert (await phone.see()).text.startswith(says("page-causes"))


async def test_a_double_tap_on_the_choice_of_new_messages_brings_one(ada: Phone, rest: Rest, says: Says) -> None:
    settings = (await ada.ask("/settings")).id
    ada.tap("New message each step")
    ada.tap("New message each step")
    await rest()

    assert after(ada, settings) == [says("page-settings")]
    assert ada.unanswered() == ()


async def test_a_double_tap_on_the_choice_of_one_message_brings_none(stepwise: Phone, rest: Rest) -> None:
    settings = (await stepwise.ask("/settings")).id
    stepwise.tap("One message for all steps")
    stepwise.tap("One message for all steps")
    kept = await rest()

    assert after(stepwise, settings) == []
    assert stepwise.unanswered() == ()
    assert kept == {}
