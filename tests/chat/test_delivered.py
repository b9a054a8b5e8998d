"""Reminders as they are delivered by the real bot, and what taps on them do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.chat.delivered import Renderer
from bot.chat.editing.ways import ONE
from bot.domain.delivery import Claimed
from bot.domain.reminders import (
    Occurrence,
    Pause,
    PauseReason,
    PauseReminders,
    Reminding,
    SaveReminding,
    SaveSeries,
    Settlement,
    State,
)
from bot.domain.schedule import EVERY_DAY, Kind, Mode, Plan, Series
from bot.simulator.faults import Dropped

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone, Shown
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Run, Says
    from tests.conftest import FakeClock

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ROWS = (("Done", "Snooze"), ("Skip today", "Stop these"))
PATIENCE = 5.0

SetUp = Callable[..., Awaitable[None]]
Deliver = Callable[..., Awaitable["Shown"]]
Kept = Callable[[], Awaitable[Sequence[Occurrence]]]


@pytest.fixture
def set_up(write: Callable[..., Awaitable[None]]) -> SetUp:
    """Let somebody have reminders at these hours."""

    async def setting(*hours: float, kind: Kind = Kind.WATER, plan: Plan | None = None, person_id: int = 7) -> None:
        times = tuple(round(hour * 60) for hour in hours) or None
        await write(
            SaveReminding(Reminding(person_id, "UTC", plan or Plan())),
            SaveSeries(person_id, Series(kind, times=times), enabled=True),
        )

    return setting


@pytest.fixture
def deliver(ada: Phone, clock: FakeClock) -> Deliver:
    """Let it be this hour, and return the reminder that comes then."""

    async def delivering(hour: float, day: int = 0) -> Shown:
        seen = {message.id for message in ada.messages}
        clock.jump((NOON + timedelta(days=day, hours=hour - 12) - clock.now()).total_seconds())
        await clock.advance(5)
        return await until(lambda: next((m for m in ada.messages if m.by_bot and m.id not in seen), None), clock)

    return delivering


@pytest.fixture
def kept(ada: Phone, store: SqliteStore, rest: Rest) -> Kept:
    async def keeping() -> Sequence[Occurrence]:
        await rest()
        return await store.occurrences(ada.id, NOON - timedelta(days=1))

    return keeping


async def until(get: Callable[[], Shown | None], clock: FakeClock) -> Shown:
    end = asyncio.get_running_loop().time() + PATIENCE
    while (got := get()) is None:
        assert asyncio.get_running_loop().time() < end, "nothing came"
        await asyncio.sleep(0.005)
        await clock.advance(0.1)
    return got


def reminders(phone: Phone) -> list[int]:
    """Return the ids of the reminders in sight."""
    return [message.id for message in phone.messages if message.text.startswith("Time for")]


def in_sight(phone: Phone, expected: list[int]) -> Shown | None:
    return phone.screen() if reminders(phone) == expected else None


def entities(shown: Shown) -> list[int]:
    """Return the moments that a message tells the phone."""
    found = shown.json.get("entities", [])
    assert isinstance(found, list)
    return [entity["unix_time"] for entity in found if entity["type"] == "date_time"]


def at(hour: float, day: int = 0) -> int:
    return int((NOON + timedelta(days=day, hours=hour - 12)).timestamp())


# What comes


async def test_a_reminder_says_a_tip_and_its_source_and_has_the_four_buttons(
    ada: Phone, set_up: SetUp, deliver: Deliver, kept: Kept, catalog: Catalog
) -> None:
    await set_up(14)
    shown = await deliver(14)

    title, tip, source = shown.text.split("\n\n")
    (occurrence,) = await kept()
    assert (title, tip) == ("Time for a drink", catalog.words("en").plain(occurrence.tip))
    assert source.startswith("Source: ")
    assert tuple(tuple(button.label for button in row) for row in shown.rows) == ROWS
    assert (occurrence.state, occurrence.message_id) == (State.SENT, shown.id)


async def test_no_tip_comes_twice_before_all_were_seen(
    set_up: SetUp, deliver: Deliver, kept: Kept, catalog: Catalog
) -> None:
    await set_up(14)
    for day in range(10):
        await deliver(14, day)

    *first, again = [occurrence.tip for occurrence in await kept()]
    assert set(first) == set(catalog.tips.suitable(Kind.WATER, ()))
    assert again in first


async def test_one_that_may_have_come_before_says_so(
    ada: Phone, telegram: Telegram, set_up: SetUp, deliver: Deliver, clock: FakeClock, kept: Kept, says: Says
) -> None:
    await set_up(14)
    telegram.faults.next("sendMessage", Dropped(after_effect=True))
    first = await deliver(14)
    second = await until(lambda: ada.screen() if ada.screen().id > first.id else None, clock)

    assert second.text == f"{says('delivered-repeat')}\n\n{first.text}"
    ada.tap("Done", first.id)
    assert "Done." in (await ada.see()).text
    ada.tap("Snooze", second.id)
    assert (await ada.notice()).text == says("notice-dlv-settled")
    assert (await ada.see()).id == second.id
    assert "Done. Next one:" in ada.screen().text
    (occurrence,) = await kept()
    assert (occurrence.settled, occurrence.state) == (Settlement.DONE, State.SENT)


def test_a_tip_comes_to_nobody_who_may_have_a_reason_against_it(catalog: Catalog) -> None:
    tips = catalog.tips
    anybody = tips.suitable(Kind.TIP, ())
    assert {tips[tip].kind for tip in anybody} == {Kind.TIP}
    assert len(anybody) >= 8
    assert {tips[tip].kind for tip in tips.suitable(Kind.TIP, {Kind.WATER})} == {Kind.TIP, Kind.WATER}
    assert "tip-caffeine-2" not in tips.suitable(Kind.CAFFEINE, {Kind.CAFFEINE})
    assert "tip-caffeine-2" in tips.suitable(Kind.CAFFEINE, {Kind.CAFFEINE, Kind.WATER})
    assert set(tips.suitable(Kind.TIP, set(Kind))) == set(tips)


async def test_a_tip_of_the_day_may_be_of_every_kind_that_nothing_speaks_against(
    write: Callable[..., Awaitable[None]], set_up: SetUp, deliver: Deliver, kept: Kept, catalog: Catalog
) -> None:
    await set_up(9, kind=Kind.TIP)
    await write(
        SaveSeries(7, Series(Kind.SLEEP), enabled=False),
        SaveSeries(7, Series(Kind.WATER), enabled=False, offered=False),
    )
    for day in range(1, 21):
        await deliver(9, day)

    kinds = {catalog.tips[occurrence.tip].kind for occurrence in await kept()}
    assert kinds == {Kind.TIP, Kind.SLEEP}


def claimed(**others: object) -> Claimed:
    occurrence = Occurrence(5, 7, Kind.SLEEP, NOON, State.SENDING)
    return Claimed(occurrence, Reminding(7, "UTC", Plan()), Series(Kind.SLEEP), **others)  # type: ignore[arg-type]


def test_the_words_of_one_reminder_are_always_the_same(catalog: Catalog) -> None:
    renderer = Renderer(catalog)
    assert renderer.render(claimed()) == renderer.render(claimed())


def test_an_editor_is_led_to_the_tip_that_they_get(catalog: Catalog) -> None:
    rendered = Renderer(catalog).render(claimed(to_editor=True))
    (button,) = rendered.keyboard[-1]
    template = catalog.templates.by_tag(button["callback_data"].removeprefix(ONE))

    assert button["text"] == "Edit this"
    assert template is not None
    assert template.id == rendered.tip


def test_plain_words_stand_in_without_any_formatting(catalog: Catalog) -> None:
    plain = Renderer(catalog).render_plainly(claimed(seen=("tip-sleep-1",)))
    assert (plain.text, plain.seen) == ("Your bedtime is near", ("tip-sleep-1",))
    assert [[button["text"] for button in row] for row in plain.keyboard] == [list(row) for row in ROWS]


@pytest.mark.parametrize("kind", Kind)
def test_every_tip_is_short_enough_beside_all_that_may_stand_around_it(catalog: Catalog, kind: Kind) -> None:
    tips = catalog.tips.suitable(kind, set(Kind))
    assert len(tips) >= 8
    for tip in tips:
        assert len(catalog.words("en").plain(tip)) <= 240


# Taps


@pytest.mark.parametrize(
    ("label", "says_so", "settlement", "next_at"),
    [
        ("Done", "Done.", Settlement.DONE, at(16)),
        ("Snooze", "Snoozed.", Settlement.SNOOZED, at(14.5)),
        ("Skip today", "Skipped for the rest of your day.", Settlement.SKIPPED, at(14, 1)),
    ],
)
async def test_a_tap_changes_the_reminder_and_tells_when_the_next_one_comes(
    ada: Phone,
    set_up: SetUp,
    deliver: Deliver,
    kept: Kept,
    label: str,
    says_so: str,
    settlement: Settlement,
    next_at: int,
) -> None:
    await set_up(14, 16)
    reminder = await deliver(14)
    answered = await ada.press(label)

    assert (answered.id, answered.labels) == (reminder.id, ())
    assert answered.text.splitlines()[-1].startswith(f"{says_so} Next one: ")
    (moment,) = entities(answered)
    assert abs(moment - next_at) < 20
    assert (await kept())[0].settled is settlement
    assert (await ada.notice()).text


async def test_stop_these_turns_the_kind_off_and_says_how_to_turn_it_on(
    ada: Phone, store: SqliteStore, set_up: SetUp, deliver: Deliver, rest: Rest
) -> None:
    await set_up(14, 16)
    await deliver(14)
    stopped = await ada.press("Stop these")

    assert stopped.text.endswith("These are off. /remind water on brings them back.")
    await rest()
    (subscription,) = (await store.reminders(ada.id)).subscriptions
    assert (subscription.enabled, subscription.next_due_at) == (False, None)


async def test_a_tap_while_everything_is_paused_says_so(
    ada: Phone, set_up: SetUp, deliver: Deliver, write: Callable[..., Awaitable[None]], says: Says, kept: Kept
) -> None:
    await set_up(14)
    await deliver(14)
    await write(PauseReminders(7, Pause(PauseReason.OWN)))
    ada.tap("Snooze")
    assert (await ada.notice()).text == says("notice-dlv-paused")
    assert (await ada.press("Done")).text.endswith(says("delivered-paused"))
    (occurrence,) = await kept()
    assert occurrence.settled is Settlement.DONE


async def test_what_is_off_does_not_come_back_by_snoozing(
    ada: Phone, set_up: SetUp, deliver: Deliver, write: Callable[..., Awaitable[None]], says: Says, kept: Kept
) -> None:
    await set_up(14)
    await deliver(14)
    await write(SaveSeries(7, Series(Kind.WATER), enabled=False, offered=False))
    ada.tap("Snooze")
    assert (await ada.notice()).text == says("notice-dlv-stopped")
    assert [each.settled for each in await kept()] == [None]


async def test_a_tap_on_the_last_one_of_a_kind_that_is_off_says_that_none_is_planned(
    ada: Phone, set_up: SetUp, deliver: Deliver, write: Callable[..., Awaitable[None]], says: Says
) -> None:
    await set_up(14)
    await deliver(14)
    await write(SaveSeries(7, Series(Kind.WATER), enabled=False))
    assert (await ada.press("Done")).text.endswith(says("delivered-none"))


async def test_a_snoozed_reminder_comes_back_after_a_restart(
    run: Run, telegram: Telegram, set_up: SetUp, clock: FakeClock, store: SqliteStore
) -> None:
    ada = telegram.person(7)
    ada.chat.status = "member"
    await set_up(14)
    async with run():
        clock.jump(2 * 3600)
        await clock.advance(5)
        await until(lambda: ada.screen() if ada.messages else None, clock)
        await ada.press("Snooze")
    async with run():
        clock.jump(29 * 60)
        await clock.advance(5)
        await asyncio.sleep(0.05)
        early = len(ada.messages)
        await clock.advance(65)
        await until(lambda: ada.screen() if len(ada.messages) > 1 else None, clock)
    assert early == 1
    assert ada.screen().text.startswith("Time for a drink")


async def test_snooze_never_passes_bedtime_and_says_so_kindly(
    ada: Phone, set_up: SetUp, deliver: Deliver, kept: Kept, says: Says
) -> None:
    await set_up(22.75)
    reminder = await deliver(22.75)
    ada.tap("Snooze")

    assert (await ada.notice()).text == says("notice-dlv-bedtime")
    assert ada.screen().labels == reminder.labels
    (occurrence,) = await kept()
    assert occurrence.settled is None
    assert "Done." in (await ada.press("Done")).text


async def test_snooze_goes_on_at_night_for_whoever_wants_reminders_then(
    ada: Phone, set_up: SetUp, deliver: Deliver
) -> None:
    await set_up(23.25)
    await deliver(23.25)
    (moment,) = entities(await ada.press("Snooze"))

    assert abs(moment - at(23.75)) < 20


async def test_a_hundred_taps_on_old_buttons_change_once_and_edit_twice_at_most(
    ada: Phone, telegram: Telegram, set_up: SetUp, deliver: Deliver, kept: Kept, clock: FakeClock
) -> None:
    await set_up(14)
    reminder = await deliver(14)
    telegram.calls.clear()
    for number in range(100):
        action = ("done", "snooze", "skip", "stop")[number % 4]
        button = next(b for row in reminder.rows for b in row if (b.data or "").endswith(action))
        ada.tap_data(button.data or "", reminder.id)
    (occurrence,) = await kept()

    assert occurrence.settled is Settlement.DONE
    assert ada.unanswered() == ()
    assert [call.method for call in telegram.calls].count("editMessageText") <= 2


async def test_a_tap_of_somebody_else_has_no_effect(
    ada: Phone, telegram: Telegram, set_up: SetUp, deliver: Deliver, kept: Kept, says: Says
) -> None:
    await set_up(14)
    reminder = await deliver(14)
    bob = telegram.person(8)
    told = await bob.ask("/start")
    bob.tap_data(reminder.rows[0][0].data or "", told.id)

    assert (await bob.notice()).text == says("notice-dlv-not-yours")
    assert (await kept())[0].settled is None


async def test_a_tap_on_a_reminder_that_is_not_kept_any_more_is_answered(ada: Phone, set_up: SetUp, says: Says) -> None:
    await set_up(14)
    for number in ("999", "9" * 18):
        ada.tap_data(f"dlv:{number}:done")
        assert (await ada.notice()).text == says("notice-dlv-gone")


async def test_a_tap_after_everything_was_erased_changes_nothing(
    ada: Phone, set_up: SetUp, deliver: Deliver, says: Says, rest: Rest, store: SqliteStore
) -> None:
    await set_up(14)
    reminder = await deliver(14)
    await ada.ask("/forgetme")
    await ada.press("Erase everything")
    await rest()
    ada.tap_data(reminder.rows[0][0].data or "", reminder.id)

    assert (await ada.notice()).text == says("notice-dlv-gone")
    assert await rest() == {}
    ledger = await store.deliveries.ledger()
    assert (ledger.due, ledger.sent, ledger.adds_up) == (1, 1, True)


# Fewer, or off?


async def test_after_five_untouched_it_asks_once_whether_there_shall_be_fewer(
    ada: Phone, set_up: SetUp, deliver: Deliver, says: Says, clock: FakeClock
) -> None:
    await set_up(14)
    shown: list[Shown] = []
    for day in range(8):
        shown.append(await deliver(14, day))
        left = [shown[5].id, shown[-1].id] if day > 5 else [shown[-1].id]
        await until(partial(in_sight, ada, left), clock)

    question = says("delivered-ask")
    assert [question in each.text for each in shown] == [False] * 5 + [True] + [False] * 2
    assert shown[5].labels == (*shown[0].labels, "Fewer", "Turn off")


async def test_fewer_leaves_about_half(
    ada: Phone, set_up: SetUp, deliver: Deliver, store: SqliteStore, rest: Rest
) -> None:
    await set_up(14)
    for day in range(6):
        await deliver(14, day)
    fewer = await ada.press("Fewer")

    assert "You get fewer of these now." in fewer.text
    await rest()
    (subscription,) = (await store.reminders(ada.id)).subscriptions
    assert (subscription.enabled, subscription.untouched) == (True, 0)
    assert len(subscription.series.days or EVERY_DAY) == 4


async def test_off_turns_the_kind_off(
    ada: Phone, set_up: SetUp, deliver: Deliver, store: SqliteStore, rest: Rest
) -> None:
    await set_up(14)
    for day in range(6):
        await deliver(14, day)
    await ada.press("Turn off")
    await rest()

    (subscription,) = (await store.reminders(ada.id)).subscriptions
    assert not subscription.enabled


async def test_fewer_of_those_by_the_plan_is_the_light_mode(
    ada: Phone, set_up: SetUp, store: SqliteStore, clock: FakeClock, rest: Rest
) -> None:
    await set_up()
    await store.deliveries.take_due(clock.now(), 10)
    for _ in range(60):
        clock.jump(1800)
        await clock.advance(5)
        await asyncio.sleep(0.02)
        if "Fewer" in ada.screen().labels:
            break
    await ada.press("Fewer")
    await rest()

    (subscription,) = (await store.reminders(ada.id)).subscriptions
    assert subscription.series.mode is Mode.LIGHT
