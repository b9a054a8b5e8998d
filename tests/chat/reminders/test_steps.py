"""What holds whichever way somebody sets up reminders; whole conversations stand in tests/transcripts/reminders.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.chat.reminders.steps import BUTTON
from bot.domain.schedule import Kind

if TYPE_CHECKING:
    from bot.simulator.phone import Group, Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Run, Says
    from tests.conftest import FakeClock

WATER_ON = ("[Drink water]", "[None apply]", "[London: 12:00]", "[All day]")


async def do(phone: Phone, *steps: str) -> str:
    """Type, or tap what stands in brackets; return what is shown at last."""
    for step in steps:
        await (phone.press(step[1:-1]) if step.startswith("[") else phone.ask(step))
    return phone.screen().text


async def kinds(rest: Rest) -> dict[object, dict[str, Any]]:
    """Return what is kept about each kind."""
    return {row["kind"]: dict(row) for row in (await rest()).get("series", ())}


@pytest.mark.parametrize(
    ("kind", "taps"),
    [
        ("water", WATER_ON),
        ("water", ("[Drink water]", "[None apply]", "[London: 12:00]", "[Working hours only]", "[09:00 to 17:00]")),
        ("stretch", ("[Stretch]", "[None apply]", "[London: 12:00]", "[A few a day]")),
        ("stretch", ("[Stretch]", "[None apply]", "[London: 12:00]", "[Each hour at work]", "[09:00 to 17:00]")),
        ("caffeine", ("[Caffeine cut-off]", "[None apply]", "[London: 12:00]", "[Turn on]")),
        ("sleep", ("[Wind down for sleep]", "[None apply]", "[London: 12:00]", "[Turn on]")),
        ("tip", ("[Tip of the day]", "[None apply]", "[London: 12:00]", "[Turn on]")),
    ],
)
async def test_a_first_reminder_takes_five_taps_at_most(
    ada: Phone, rest: Rest, kind: str, taps: tuple[str, ...]
) -> None:
    await do(ada, "/reminders", *taps)

    kept = (await kinds(rest))[kind]
    assert len(taps) <= 5
    assert (kept["enabled"], kept["offered"]) == (1, 1)
    assert kept["next_due_at"] is not None


async def test_nothing_is_kept_on_before_it_was_asked_for(ada: Phone, rest: Rest) -> None:
    await do(ada, "/reminders", *WATER_ON[:-1], "/plan 6 22", "/timezone berlin")

    assert [kept["enabled"] for kept in (await kinds(rest)).values()] == [0]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "data",
    [
        "on:{}",
        "on:{}:work",
        "hours:{}:540-1020",
        "days:{}:31",
        "move:{}:15",
        "move:{}:15:yes",
        "times:{}",
        "planned:{}",
        "kind:{}",
    ],
)
async def test_no_button_skips_what_speaks_against_a_kind(
    ada: Phone, rest: Rest, says: Says, kind: Kind, data: str
) -> None:
    await do(ada, "/timezone leeds")
    ada.tap_data(f"rem:{data.format(kind)}")

    assert says("reminder-apply") in (await ada.see()).text
    assert await kinds(rest) == {}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "typed", ["/remind {}", "/remind {} on", "/remind {} 9:00", "/remind {} mon-fri", "/start rem_{}"]
)
async def test_nothing_typed_skips_what_speaks_against_a_kind(
    ada: Phone, rest: Rest, says: Says, kind: Kind, typed: str
) -> None:
    shown = await do(ada, "/timezone leeds", typed.format(kind))

    assert says("reminder-apply") in shown
    assert says("reminders-what-this-is") in shown
    assert await kinds(rest) == {}


@pytest.mark.parametrize("answer", ["[One applies or not sure]", "not sure", "yes"])
async def test_of_what_speaks_against_a_kind_only_that_it_is_not_offered_is_kept(
    ada: Phone, rest: Rest, answer: str
) -> None:
    await do(ada, "/timezone leeds", "/remind water 9:00", answer)
    await do(ada, "/remind water on")

    kept = (await kinds(rest))["water"]
    assert {name: kept[name] for name in ("offered", "enabled", "times", "mode", "days", "seen")} == {
        "offered": 0, "enabled": 0, "times": None, "mode": None, "days": None, "seen": "",
    }  # fmt: skip


async def test_a_kind_that_no_longer_suits_is_off(ada: Phone, rest: Rest) -> None:
    await do(ada, "/reminders", *WATER_ON, "[Edit drink water]", "[See the list again]", "[One applies or not sure]")

    kept = (await kinds(rest))["water"]
    assert (kept["offered"], kept["enabled"], kept["next_due_at"]) == (0, 0, None)


async def test_looking_at_the_list_again_changes_nothing(ada: Phone, rest: Rest) -> None:
    await do(ada, "/reminders", *WATER_ON)
    before = await kinds(rest)
    await do(ada, "[Edit drink water]", "[See the list again]", "[None apply]")

    assert await kinds(rest) == before


@pytest.mark.parametrize("typed", ["/remind water off", "/remind water on"])
async def test_what_is_so_already_is_said_and_kept(ada: Phone, rest: Rest, typed: str) -> None:
    await do(ada, "/reminders", *WATER_ON, typed)

    shown = await do(ada, typed)

    assert shown.startswith(f"Drink water is {typed.split()[-1]}.")


async def test_with_a_new_message_each_step_nothing_is_edited(ada: Phone, rest: Rest, clock: FakeClock) -> None:
    await do(ada, "/settings", "[New message each step]")
    count = len(ada.messages)
    await do(ada, "/reminders", *WATER_ON)

    assert len(ada.messages) - count == 2 + len(WATER_ON)
    assert (await kinds(rest))["water"]["enabled"] == 1


async def test_one_message_shows_every_step_otherwise(ada: Phone, rest: Rest) -> None:
    count = len(ada.messages)
    await do(ada, "/reminders", *WATER_ON, "[Edit drink water]", "[15 min later]", "[My reminders]")

    assert len(ada.messages) - count == 2


async def test_a_restart_forgets_nothing_of_what_was_begun(run: Run, telegram: Telegram, store: SqliteStore) -> None:
    ada = telegram.person(7, "Ada", language_code="en-GB")
    async with run():
        await do(ada, "/reminders", "[Drink water]", "[None apply]")
    async with run():
        shown = await do(ada, "leeds")
        assert "08:00, 10:15" in shown
        ada.tap("London: 12:00")
        assert "08:00, 10:15" in (await ada.see()).text
        shown = await do(ada, "[All day]")

    assert "Drink water: On" in shown


async def test_a_tap_in_a_group_changes_nothing(ada: Phone, group: Group, telegram: Telegram, rest: Rest) -> None:
    await do(ada, "/reminders", *WATER_ON)
    before = await kinds(rest)
    eve = telegram.person(8, "Eve")
    group.add_bot(by=ada)
    line = await group.see()
    message = group.chat.messages[line.id]
    for phone in (ada, eve):
        for data in ("rem:off:water", "rem:card", BUTTON):
            telegram.world.ask(group.chat, phone.person, message, data)

    assert await rest(lambda: ada.unanswered() == eve.unanswered() == ()) != {}
    assert await kinds(rest) == before
    assert len(group.messages) == 2


async def test_what_was_erased_does_not_come_back_by_an_old_button(ada: Phone, rest: Rest, says: Says) -> None:
    await do(ada, "/reminders", *WATER_ON[:-1])
    old = ada.screen().id
    await do(ada, "/forgetme", "[Erase everything]")
    ada.tap("All day", old)

    assert says("reminder-apply") in (await ada.see()).text
    assert set(await rest()) <= {"awaited_text"}


@pytest.mark.parametrize(
    "data",
    [
        "rem:gone",
        "rem:kind:gone",
        "rem:zone:card:Mars/Base",
        "rem:day:card:9-9",
        "rem:hours:card:9-9",
        "rem:on:water:gone",
    ],
)
async def test_a_button_that_says_nothing_any_more_leads_home(ada: Phone, says: Says, data: str) -> None:
    await do(ada, "/causes")
    ada.tap_data(data)

    assert (await ada.see()).text.startswith(says("page-home"))
    assert (await ada.notice()).text == says("notice-old-button")


@pytest.mark.parametrize("typed", ["112", "911"])
async def test_a_number_for_emergencies_is_no_time(ada: Phone, says: Says, typed: str) -> None:
    await do(ada, "/timezone leeds", "/remind water on", "[None apply]", "[Edit drink water]", "[Own times]")

    assert (await do(ada, typed)).startswith(says("page-emergency"))
    assert "09:30, every day" in await do(ada, "930")


@pytest.mark.parametrize(
    "typed", ["water light", "noon", "water few", "i want to die", "water please help me he is not breathing"]
)
async def test_an_order_speaks_of_danger_only_where_it_cannot_be_read(ada: Phone, says: Says, typed: str) -> None:
    await do(ada, "/timezone leeds", "/remind water on", "[None apply]")
    readable = typed == "water light"

    shown = await do(ada, f"/remind {typed}")

    assert ("Drink water" in shown) == (readable or typed in ("noon", "water few"))


async def test_mydata_tells_of_a_question_that_is_open(ada: Phone, store: SqliteStore, rest: Rest) -> None:
    await do(ada, "/timezone")

    assert (await rest())["awaited_text"][0]["what"] == "zones:card"


async def test_buttons_of_a_forgotten_day_change_nothing(ada: Phone, rest: Rest) -> None:
    await do(ada, "/timezone leeds", "/plan save night 16:00 08:00", "/plan")
    old = ada.screen().id
    await do(ada, "/plan forget night")
    before = await rest()
    ada.tap("Use night", old)
    await ada.see()

    assert (await rest())["reminding"] == before["reminding"]


async def test_without_a_zone_nothing_can_be_paused(ada: Phone, says: Says) -> None:
    assert await do(ada, "/plan 6 22", "/pause") == says("pause-none")


async def test_the_card_pauses_and_starts_again(ada: Phone) -> None:
    await do(ada, "/reminders", *WATER_ON, "[Pause]")

    assert "Paused" in await do(ada, "/reminders")
    assert "Next: Drink water" in await do(ada, "[Start again]", "/reminders")


async def test_nothing_is_on_without_a_zone(ada: Phone, rest: Rest, says: Says) -> None:
    await do(ada, "/remind water", "[None apply]")
    ada.tap_data("rem:on:water:work")

    await ada.notice()
    assert ada.screen().text == says("zone-question")
    assert (await kinds(rest))["water"]["enabled"] == 0


SCREENS_THAT_AWAIT = ("rem:place:card", "rem:zones:card", "rem:times:water", "rem:days:water", "rem:wakes:card",
                      "rem:hours:card", "rem:kind:water", "rem:apply:tip", "rem:card")  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS_THAT_AWAIT)
@pytest.mark.parametrize("typed", ["soon", "Here!", "blue", "hot", "not Sunday", "999999999", "🙂", "?"])
async def test_a_plain_word_is_no_danger_where_an_answer_is_awaited(
    ada: Phone, rest: Rest, screen: str, typed: str
) -> None:
    await do(ada, "/reminders", *WATER_ON)
    await do(ada, "/plan")
    before = await rest()
    ada.tap_data(screen)
    await ada.notice()
    await ada.see()
    shown = await do(ada, typed)

    assert ("pause" in await rest(), shown.startswith(("I ", "Please "))) == (False, True)
    assert (await rest())["series"] == before["series"]


@pytest.mark.parametrize(
    "typed", ["choking", "stroke", "kill me", "suicide", "i want to die", "seizure", "112", "999 999"]
)
async def test_danger_comes_first_where_an_answer_is_awaited(ada: Phone, says: Says, typed: str) -> None:
    await do(ada, "/reminders", *WATER_ON, "[My day]", "[Other times]")
    shown = await do(ada, typed)

    assert shown.startswith((says("page-emergency"), says("page-crisis")))


@pytest.mark.parametrize("typed", ["stop", "cancel", "no", "off", "home", "bed", "Monday", "12 pm", "sleepy"])
async def test_a_word_that_means_something_else_is_no_place(ada: Phone, rest: Rest, says: Says, typed: str) -> None:
    await do(ada, "/timezone leeds", "/timezone")
    shown = await do(ada, typed)

    assert shown.startswith(says("zone-not-found"))
    assert [kept["zone"] for kept in (await rest())["reminding"]] == ["Europe/London"]


async def test_the_present_day_is_kept_under_a_name_by_command(ada: Phone, rest: Rest, says: Says) -> None:
    await do(ada, "/reminders", *WATER_ON)

    assert (await do(ada, "/plan save night")).startswith(says("notice-saved", name="night"))
    assert (await do(ada, "/plan save")).startswith(says("save-question"))
    assert "pause" not in await rest()


async def test_water_at_work_stays_off_on_a_day_without_work(ada: Phone, rest: Rest, says: Says) -> None:
    await do(ada, "/reminders", *WATER_ON[:-1], "[Working hours only]", "[09:00 to 17:00]")
    await do(ada, "/plan save night 16:00 08:00")
    shown = await do(ada, "/plan night")

    assert says("reminder-needs-hours") in shown
    assert (await kinds(rest))["water"]["next_due_at"] is None
    shown = await do(ada, "[Edit drink water]", "[Working hours only]")
    assert shown.startswith(says("hours-question"))


@pytest.mark.parametrize("wish", ["+a", "+zZ", "+!!"])
async def test_a_button_with_times_that_are_none_is_an_old_one(ada: Phone, rest: Rest, says: Says, wish: str) -> None:
    ada.tap_data(f"rem:none:water:{wish}")

    assert (await ada.notice()).text == says("notice-old-button")
    assert await kinds(rest) == {}
