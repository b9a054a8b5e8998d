"""Pauses: by wish, after a warning, and while somebody blocks the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.reminders import (
    Pause,
    PauseReason,
    PauseReminders,
    Reminding,
    SaveReminding,
    SaveSeries,
)
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import KeepOutcome, StoreError
from bot.domain.triage import Level
from bot.simulator.faults import TooMany

if TYPE_CHECKING:
    from bot.app import Steady
    from bot.simulator.phone import Group, Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Says
    from tests.conftest import FakeClock

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONTH = timedelta(days=30)
DANGER = "i cannot breathe"

Do = Callable[..., Awaitable[None]]
Pauses = Callable[[], Awaitable[dict[PauseReason, datetime | None]]]


@pytest.fixture
async def reminded(ada: Phone, write: Do) -> Phone:
    """Somebody in Berlin who is reminded at two in the afternoon."""
    reminding = Reminding(ada.id, "Europe/Berlin", Plan())
    await write(SaveReminding(reminding), SaveSeries(ada.id, Series(Kind.WATER, times=(14 * 60,)), enabled=True))
    return ada


@pytest.fixture
def pauses(store: SqliteStore, rest: Rest, ada: Phone) -> Pauses:
    async def kept() -> dict[PauseReason, datetime | None]:
        await rest()
        return {pause.reason: pause.until for pause in (await store.reminders(ada.id)).pauses}

    return kept


@pytest.fixture
def tell(says: Says) -> Callable[[str], str]:
    """Return what is shown of a message up to the first time in it."""
    return lambda message: says(message, unix="0", time="TIME").partition("TIME")[0]


async def stuck_to(phone: Phone, text: str) -> None:
    async with asyncio.timeout(5):
        while not any(text in message.text for message in phone.messages):  # noqa: ASYNC110 - in its own time
            await asyncio.sleep(0.005)


def asked(phone: Phone, question: str) -> int:
    return sum(message.text == question for message in phone.messages)


# By wish


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("/pause", None),
        ("/pause 3d", NOON + timedelta(days=3)),
        ("/pause 2026-12-24", datetime(2026, 12, 23, 23, tzinfo=UTC)),
        ("/pause until tomorrow", datetime(2026, 11, 22, 23, tzinfo=UTC)),
    ],
)
async def test_a_pause_lasts_as_long_as_is_said(
    reminded: Phone, pauses: Pauses, store: SqliteStore, typed: str, until: datetime | None
) -> None:
    shown = await reminded.ask(typed)
    kept = (await pauses())[PauseReason.OWN]

    assert shown.text.startswith("Paused\n")
    assert kept == until or (kept is not None and until is not None and abs(kept - until) < timedelta(seconds=5))
    (subscription,) = (await store.reminders(reminded.id)).subscriptions
    assert subscription.next_due_at is None or (until is not None and subscription.next_due_at > until)


async def test_what_is_no_time_gets_an_example(reminded: Phone, pauses: Pauses, says: Says) -> None:
    assert (await reminded.ask("/pause a bit")).text == says("pause-example")
    assert (await reminded.press("3 days")).text.startswith("Paused\n")
    until = (await pauses())[PauseReason.OWN]
    assert until is not None
    assert abs(until - NOON - timedelta(days=3)) < timedelta(seconds=5)


async def test_resume_starts_again_and_tells_when(reminded: Phone, pauses: Pauses, store: SqliteStore) -> None:
    await reminded.ask("/pause")
    shown = await reminded.ask("/resume")

    assert shown.text.startswith("Your reminders are on again\nThe next one: 2026-11-22 14:00")
    assert await pauses() == {}
    (subscription,) = (await store.reminders(reminded.id)).subscriptions
    assert subscription.next_due_at == NOON + timedelta(hours=1)


async def test_the_button_starts_again_as_well(reminded: Phone, pauses: Pauses, says: Says) -> None:
    await reminded.ask("/pause")
    assert (await reminded.press("Start again")).text.startswith(says("resumed"))
    assert await pauses() == {}


async def test_who_has_no_reminders_is_told_how_to_get_some(ada: Phone, says: Says, pauses: Pauses) -> None:
    for typed in ("/pause", "/pause 3d", "/resume"):
        assert (await ada.ask(typed)).text == says("pause-none")
    ada.tap_data("pause:3d", (await ada.ask("/start")).id)
    assert (await ada.see()).text == says("pause-none")
    assert await pauses() == {}


async def test_a_day_without_a_time_zone_is_no_reminder(ada: Phone, write: Do, says: Says) -> None:
    await write(SaveReminding(Reminding(ada.id, "", Plan())))
    for typed in ("/pause", "/resume"):
        assert (await ada.ask(typed)).text == says("pause-none")


async def test_who_turned_all_off_is_told_so(ada: Phone, write: Do, says: Says) -> None:
    await write(SaveReminding(Reminding(ada.id, "UTC", Plan())))
    assert says("resumed-none") in (await ada.ask("/resume")).text


# After a warning


@pytest.mark.parametrize("typed", [DANGER, "i want to kill myself"])
async def test_words_of_danger_pause_all_reminders_for_30_days_and_help_comes_first(
    reminded: Phone, pauses: Pauses, says: Says, typed: str
) -> None:
    shown = await reminded.ask(typed)
    until = (await pauses())[PauseReason.HEALTH]

    assert shown.text.endswith(says("pause-for-health"))
    assert until is not None
    assert abs(until - NOON - MONTH) < timedelta(seconds=5)


async def test_who_has_no_reminders_reads_nothing_of_them(ada: Phone, says: Says, pauses: Pauses) -> None:
    shown = await ada.ask(DANGER)
    assert says("pause-for-health") not in shown.text
    assert "This was for someone else" not in shown.labels
    assert await pauses() == {}


async def test_words_about_someone_else_let_reminders_go_on(
    reminded: Phone, pauses: Pauses, clock: FakeClock, says: Says
) -> None:
    helping = await reminded.ask(DANGER)
    said = await reminded.press("This was for someone else")

    assert said.id != helping.id
    assert said.text.startswith(says("resumed"))
    assert await pauses() == {}
    clock.jump(4)
    reminded.tap("This was for someone else", helping.id)
    assert (await reminded.notice()).text == says("notice-pause-lifted")


async def check(phone: Phone, *labels: str) -> None:
    await phone.ask("/triage")
    for label in labels:
        await phone.press(label)


async def test_an_emergency_in_the_check_pauses_and_someone_else_lifts_it(
    reminded: Phone, pauses: Pauses, says: Says
) -> None:
    await check(reminded, "Yes")
    assert says("pause-for-health") in reminded.screen().text
    assert list(await pauses()) == [PauseReason.HEALTH]
    await reminded.press("This was for someone else")
    assert await pauses() == {}


async def test_another_warning_keeps_the_pause(reminded: Phone, pauses: Pauses, write: Do) -> None:
    before = NOON - timedelta(days=2)
    await write(KeepOutcome(reminded.id, Level.URGENT, before))
    await check(reminded, "Yes")
    await reminded.press("This was for someone else")

    assert await pauses() == {PauseReason.HEALTH: before + MONTH}


async def test_a_warning_in_words_after_the_check_keeps_the_pause(
    reminded: Phone, pauses: Pauses, clock: FakeClock
) -> None:
    await check(reminded, "Yes")
    result = reminded.screen()
    clock.jump(60)
    await reminded.ask(DANGER)
    reminded.tap("This was for someone else", result.id)
    await reminded.see()

    assert list(await pauses()) == [PauseReason.HEALTH]


async def test_after_a_warning_resume_asks_first(reminded: Phone, pauses: Pauses, says: Says) -> None:
    await reminded.ask(DANGER)
    assert (await reminded.ask("/resume")).text == says("resume-health")
    assert list(await pauses()) == [PauseReason.HEALTH]
    assert (await reminded.press("Keep paused")).text == says("pause-kept")
    await reminded.ask("/resume")
    await reminded.press("Start again")
    assert await pauses() == {}


async def test_after_a_warning_the_card_says_when_it_asks(reminded: Phone) -> None:
    await reminded.ask("i want to die")
    await reminded.ask("/reminders")

    assert "Paused after a warning." in reminded.screen().text
    assert "I ask you. Nothing comes before that." in reminded.screen().text


async def test_a_pause_by_wish_tells_of_the_one_after_a_warning(reminded: Phone, tell: Callable[[str], str]) -> None:
    await reminded.ask(DANGER)
    assert tell("pause-health") in (await reminded.ask("/pause 3d")).text


async def test_after_30_days_it_asks_once(
    reminded: Phone, telegram: Telegram, bot: Steady, clock: FakeClock, says: Says, pauses: Pauses
) -> None:
    await reminded.ask(DANGER)
    await pauses()
    await bot._ask_about_pauses()
    early = asked(reminded, says("pause-over"))
    clock.jump(MONTH.total_seconds())
    telegram.faults.next("sendMessage", TooMany(2))
    await bot._ask_about_pauses()
    refused = asked(reminded, says("pause-over"))
    await clock.advance(60)
    for _ in range(2):
        await bot._ask_about_pauses()

    assert (early, refused, asked(reminded, says("pause-over"))) == (0, 0, 1)
    assert reminded.screen().labels[:2] == ("Start again", "Keep paused")
    await reminded.press("Start again")
    assert await pauses() == {}


async def test_it_asks_once_although_that_cannot_be_written_down_at_first(
    reminded: Phone,
    bot: Steady,
    clock: FakeClock,
    says: Says,
    write: Do,
    store: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await write(PauseReminders(reminded.id, Pause(PauseReason.HEALTH, clock.now())))
    note, failures = store.note_asked, iter([StoreError("full"), None])

    async def noting(person_id: int) -> None:
        if failure := next(failures):
            raise failure
        await note(person_id)

    monkeypatch.setattr(store, "note_asked", noting)
    asking = asyncio.create_task(bot._ask_about_pauses())
    while not asking.done():
        await asyncio.sleep(0.005)
        await clock.advance(1)
    await bot._ask_about_pauses()
    assert asked(reminded, says("pause-over")) == 1


async def test_at_night_it_asks_without_a_sound(
    ada: Phone, write: Do, bot: Steady, telegram: Telegram, clock: FakeClock
) -> None:
    await write(
        SaveReminding(Reminding(ada.id, "Asia/Tokyo", Plan(7 * 60, 20 * 60))),
        SaveSeries(ada.id, Series(Kind.WATER), enabled=True),
        PauseReminders(ada.id, Pause(PauseReason.HEALTH, clock.now())),
    )
    await bot._ask_about_pauses()
    assert telegram.named("sendMessage")[-1].parameters["disable_notification"] in (True, "true")


async def test_who_turned_all_off_is_not_asked(ada: Phone, write: Do, bot: Steady, clock: FakeClock) -> None:
    await write(
        SaveReminding(Reminding(ada.id, "UTC", Plan())),
        PauseReminders(ada.id, Pause(PauseReason.HEALTH, clock.now())),
    )
    before = len(ada.messages)
    await bot._ask_about_pauses()
    assert len(ada.messages) == before


# Blocked


async def test_who_blocks_and_comes_back_is_asked_once_before_anything_starts(
    reminded: Phone, pauses: Pauses, says: Says, store: SqliteStore
) -> None:
    reminded.block()
    assert list(await pauses()) == [PauseReason.BLOCKED]
    reminded.unblock()
    await stuck_to(reminded, says("welcome-back"))
    await pauses()
    home = await reminded.ask("/start")

    assert home.text != says("welcome-back")
    assert asked(reminded, says("welcome-back")) == 1
    assert list(await pauses()) == [PauseReason.BLOCKED]
    await reminded.press("Start again")
    assert await pauses() == {}
    (subscription,) = (await store.reminders(reminded.id)).subscriptions
    assert subscription.next_due_at is not None


async def test_who_comes_back_after_a_warning_is_asked_about_that(
    reminded: Phone, pauses: Pauses, says: Says, write: Do
) -> None:
    await reminded.ask(DANGER)
    await write(PauseReminders(reminded.id, Pause(PauseReason.BLOCKED)))
    reminded.start()
    await stuck_to(reminded, says("resume-health"))
    assert asked(reminded, says("welcome-back")) == 0
    await reminded.press("Start again")
    assert await pauses() == {}


async def test_the_card_of_who_came_back_names_no_time_at_which_it_would_go_on(
    reminded: Phone, says: Says, write: Do
) -> None:
    await write(PauseReminders(reminded.id, Pause(PauseReason.BLOCKED)))
    reminded.start()
    await stuck_to(reminded, says("welcome-back"))

    assert says("reminders-paused") in (await reminded.ask("/reminders")).text


async def test_start_asks_whoever_could_not_be_reached(reminded: Phone, write: Do, says: Says, pauses: Pauses) -> None:
    await write(PauseReminders(reminded.id, Pause(PauseReason.BLOCKED)))
    reminded.start()
    await stuck_to(reminded, says("welcome-back"))
    assert reminded.screen().text == says("welcome-back")
    reminded.start("triage")
    await pauses()
    assert asked(reminded, says("welcome-back")) == 1


async def test_a_link_to_a_feature_asks_as_well(reminded: Phone, write: Do, says: Says) -> None:
    await write(PauseReminders(reminded.id, Pause(PauseReason.BLOCKED)))
    reminded.start("triage")
    await stuck_to(reminded, says("welcome-back"))
    await stuck_to(reminded, says("triage-trial"))


async def test_who_turned_all_off_before_blocking_is_not_asked(ada: Phone, write: Do, pauses: Pauses) -> None:
    await write(SaveReminding(Reminding(ada.id, "UTC", Plan())))
    ada.block()
    assert list(await pauses()) == [PauseReason.BLOCKED]
    before = len(ada.messages)
    ada.unblock()
    assert await pauses() == {}
    assert len(ada.messages) == before


async def test_the_buttons_of_the_card_pause_and_resume(reminded: Phone, pauses: Pauses) -> None:
    card = reminded.screen().id
    reminded.tap_data("c:pause", card)
    assert (await reminded.see()).text.startswith("Paused\n")
    assert list(await pauses()) == [PauseReason.OWN]
    reminded.tap_data("c:resume", card)
    assert (await reminded.see()).text.startswith("Your reminders are on again")
    assert await pauses() == {}


async def test_who_never_had_reminders_is_not_asked(ada: Phone, pauses: Pauses, says: Says) -> None:
    ada.block()
    ada.unblock()
    await pauses()
    assert asked(ada, says("welcome-back")) == 0


async def test_a_group_cannot_pause_anything(reminded: Phone, group: Group, pauses: Pauses) -> None:
    group.add_bot(by=reminded)
    await group.see()
    reminded.send("/pause@steady_bot", group)
    group.remove_bot(by=reminded)
    assert await pauses() == {}
