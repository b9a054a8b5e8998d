from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Rest, Says, Talk
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


async def test_two_buttons_after_each_other_both_bring_their_page(stepwise: Phone, rest: Rest, says: Says) -> None:
    menu = stepwise.screen().id
    for label in ("Causes", "Science", "Causes"):
        stepwise.tap(label, menu)
    await rest()

    assert after(stepwise, menu) == [says("page-causes"), says("page-science")]


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
