"""What every store promises to turns about reminders."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from bot.domain.delivery import Rendered
from bot.domain.reminders import (
    Missed,
    Pause,
    PauseReason,
    PauseReminders,
    Reminders,
    Reminding,
    ResumeReminders,
    SaveReminding,
    SaveSeries,
    Settle,
    Settlement,
    State,
    Subscription,
)
from bot.domain.schedule import WEEKEND, Kind, Mode, Plan, Series
from bot.domain.store import AwaitText, Ending, ErasePerson, Memory, Received, StopAwaiting, Write

Restart = Callable[[], Awaitable[Memory]]

ANNA = 7
BERLIN = ZoneInfo("Europe/Berlin")
PLAN = Plan(6 * 60, 22 * 60, (540, 1020), frozenset({0, 2}))
REMINDING = Reminding(ANNA, "Europe/Berlin", PLAN, (("night", Plan(960, 1920)),), silent=True, language="de")
WATER = Series(Kind.WATER, times=(600, 720, 840))
WORDS = Rendered("Drink", (), "sip", ("sip",))
_updates = count(1)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """Return a time of that day in Berlin; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


async def write(store: Memory, now: datetime, *writes: Write) -> None:
    update_id = next(_updates)
    await store.receive([Received(update_id, ANNA, "{}")], now)
    await store.finish(update_id, Ending.DONE, writes, now)


async def subscribe(store: Memory, now: datetime, series: Series = WATER) -> None:
    await write(store, now, SaveReminding(REMINDING), SaveSeries(ANNA, series, enabled=True))


async def sent(store: Memory, now: datetime) -> int:
    """Return the id of an occurrence that was taken, claimed and sent at this time."""
    await store.deliveries.take_due(now, 100)
    (claimed,) = (await store.deliveries.claim(now, 1)).claimed
    await store.deliveries.confirm(claimed.occurrence.id, 100 + claimed.occurrence.id, WORDS, now)
    return claimed.occurrence.id


async def next_due(store: Memory) -> datetime | None:
    (subscription,) = (await store.reminders(ANNA)).subscriptions
    return subscription.next_due_at


async def states(store: Memory) -> list[str]:
    happened = await store.occurrences(ANNA, at(0, day=1))
    return [f"{each.state}{f' {each.missed}' if each.missed else ''}" for each in happened]


async def adds_up(store: Memory) -> bool:
    return (await store.deliveries.ledger()).adds_up


async def test_of_somebody_unknown_nothing_is_set_up(store: Memory) -> None:
    assert await store.reminders(ANNA) == Reminders()


async def test_what_was_set_up_is_remembered(restart: Restart) -> None:
    series = Series(Kind.STRETCH, Mode.WORK, (600, 1500), WEEKEND, -15)
    await write(
        await restart(),
        at(9),
        SaveReminding(REMINDING),
        SaveSeries(ANNA, series, enabled=False),
        SaveSeries(ANNA, Series(Kind.TIP), enabled=False, offered=False),
        PauseReminders(ANNA, Pause(PauseReason.OWN, at(12))),
        PauseReminders(ANNA, Pause(PauseReason.BLOCKED)),
    )
    assert await (await restart()).reminders(ANNA) == Reminders(
        REMINDING,
        (Subscription(series, enabled=False), Subscription(Series(Kind.TIP), enabled=False, offered=False)),
        (Pause(PauseReason.BLOCKED), Pause(PauseReason.OWN, at(12))),
    )


async def test_the_last_save_wins(store: Memory) -> None:
    await subscribe(store, at(9))
    other = replace(REMINDING, zone="Asia/Tokyo", plans=(), plan=Plan())
    await write(store, at(9), SaveReminding(other), SaveSeries(ANNA, Series(Kind.WATER, Mode.LIGHT), enabled=True))
    kept = await store.reminders(ANNA)
    assert (kept.reminding, [each.series for each in kept.subscriptions]) == (other, [Series(Kind.WATER, Mode.LIGHT)])


async def test_what_is_on_has_a_next_time_in_the_persons_zone(store: Memory) -> None:
    await subscribe(store, at(10))
    assert await next_due(store) == at(12)


async def test_without_a_zone_nothing_is_due(store: Memory) -> None:
    await write(store, at(9), SaveSeries(ANNA, WATER, enabled=True))
    assert await next_due(store) is None
    await write(store, at(9), SaveReminding(REMINDING))
    assert await next_due(store) == at(10)


@pytest.mark.parametrize(
    ("change", "due"),
    [
        (SaveReminding(replace(REMINDING, zone="Europe/London")), at(11)),
        (SaveSeries(ANNA, replace(WATER, times=(900,)), enabled=True), at(15)),
        (SaveSeries(ANNA, replace(WATER, days=WEEKEND), enabled=True), at(10, day=28)),
        (SaveSeries(ANNA, WATER, enabled=False), None),
        (PauseReminders(ANNA, Pause(PauseReason.OWN)), None),
        (PauseReminders(ANNA, Pause(PauseReason.OWN, at(0, day=25))), at(10, day=25)),
        (PauseReminders(ANNA, Pause(PauseReason.OWN, at(8))), at(10)),
        (PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(0, day=25))), None),
        (PauseReminders(ANNA, Pause(PauseReason.BLOCKED)), None),
    ],
)
async def test_a_change_moves_what_is_next(store: Memory, change: Write, due: datetime | None) -> None:
    await subscribe(store, at(9))
    await write(store, at(9), change)
    assert await next_due(store) == due


async def test_each_pause_is_lifted_on_its_own(store: Memory) -> None:
    await subscribe(store, at(9))
    dues = []
    for change in (
        PauseReminders(ANNA, Pause(PauseReason.HEALTH)),
        PauseReminders(ANNA, Pause(PauseReason.OWN, at(11))),
        ResumeReminders(ANNA, frozenset({PauseReason.HEALTH})),
        ResumeReminders(ANNA),
    ):
        await write(store, at(9), change)
        dues.append(await next_due(store))
    assert dues == [None, None, at(12), at(10)]


async def test_nobody_is_paused_who_set_nothing_up(store: Memory) -> None:
    await write(store, at(9), PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(12))))
    assert await store.export(ANNA) == {}


async def test_what_waits_while_a_pause_begins_is_missed(store: Memory) -> None:
    await subscribe(store, at(9))
    await store.deliveries.take_due(at(10), 10)
    await write(store, at(10), PauseReminders(ANNA, Pause(PauseReason.OWN)))
    assert (await states(store), await adds_up(store)) == (["missed paused"], True)


async def test_what_is_due_but_not_noticed_yet_is_not_lost_by_a_change(store: Memory) -> None:
    await subscribe(store, at(9))
    await write(store, at(10, 1), PauseReminders(ANNA, Pause(PauseReason.OWN, at(13))))
    assert (await states(store), await next_due(store)) == (["missed paused"], at(14))
    await write(store, at(14, 1), SaveReminding(replace(REMINDING, zone="Europe/London")))
    assert (await states(store), await next_due(store)) == (["missed paused", "pending"], at(15))


async def test_what_waits_of_a_changed_kind_is_cancelled(store: Memory) -> None:
    await subscribe(store, at(9))
    await store.deliveries.take_due(at(10), 10)
    await write(store, at(10), SaveSeries(ANNA, WATER, enabled=False))
    assert (await states(store), await adds_up(store)) == (["cancelled"], True)


async def test_people_are_asked_once_after_a_pause_for_health(store: Memory) -> None:
    await subscribe(store, at(9))
    await write(store, at(9), PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(12))))
    asked = [list(await store.pauses_to_ask_about(time, 10)) for time in (at(11), at(12), at(13))]
    await store.note_asked(ANNA)
    asked.append(list(await store.pauses_to_ask_about(at(13), 10)))
    await write(store, at(14), PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(15))))
    assert (asked, await store.pauses_to_ask_about(at(15), 10)) == ([[], [ANNA], [ANNA], []], [ANNA])


async def test_pauses_that_are_over_are_forgotten(store: Memory) -> None:
    await subscribe(store, at(9))
    await write(
        store,
        at(9),
        PauseReminders(ANNA, Pause(PauseReason.OWN, at(12))),
        PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(12))),
    )
    await store.clean_up(at(12))
    assert (await store.reminders(ANNA)).pauses == (Pause(PauseReason.HEALTH, at(12)),)


async def test_a_pause_for_health_of_somebody_with_nothing_on_ends_by_itself(store: Memory) -> None:
    await write(
        store,
        at(9),
        SaveReminding(REMINDING),
        SaveSeries(ANNA, WATER, enabled=False),
        PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(12))),
    )
    kept = []
    for time in (at(11), at(12)):
        await store.clean_up(time)
        kept.append(len((await store.reminders(ANNA)).pauses))
    assert kept == [1, 0]


async def test_an_occurrence_can_be_looked_at(store: Memory) -> None:
    await subscribe(store, at(9))
    occurrence_id = await sent(store, at(10))
    found = await store.occurrence(occurrence_id)
    assert found is not None
    assert (found.person_id, found.kind, found.due_at, found.state) == (ANNA, Kind.WATER, at(10), State.SENT)
    assert (found.message_id, found.tip, found.settled) == (100 + occurrence_id, "sip", None)
    assert (await store.occurrence(99), await store.occurrences(ANNA, at(10, 1))) == (None, [])
    assert await store.occurrences(ANNA, at(10)) == [found]


async def test_sent_ones_are_counted_until_one_is_touched(store: Memory) -> None:
    await subscribe(store, at(9))
    counts, last = [], 0
    for hour in (10, 12, 14):
        last = await sent(store, at(hour))
        counts.append((await store.reminders(ANNA)).subscriptions[0].untouched)
    await write(store, at(15), Settle(ANNA, last, Settlement.DONE))
    counts.append((await store.reminders(ANNA)).subscriptions[0].untouched)
    assert counts == [1, 2, 3, 0]


async def test_only_the_first_tap_counts(store: Memory) -> None:
    await subscribe(store, at(9))
    tapped = await sent(store, at(10))
    taps = [Settle(ANNA, tapped, Settlement.SNOOZED, at(10, 15) + timedelta(seconds=n)) for n in range(100)]
    await write(store, at(10, 1), *taps, Settle(ANNA, tapped, Settlement.STOPPED))
    assert (await states(store), await next_due(store)) == (["sent", "pending"], at(12))
    assert await adds_up(store)


async def test_a_tap_by_somebody_else_changes_nothing(store: Memory) -> None:
    await subscribe(store, at(9))
    tapped = await sent(store, at(10))
    await write(store, at(10, 1), Settle(8, tapped, Settlement.STOPPED), Settle(ANNA, 99, Settlement.STOPPED))
    assert await next_due(store) == at(12)


async def test_a_snoozed_one_is_due_again(store: Memory) -> None:
    await subscribe(store, at(9))
    first = await sent(store, at(10))
    await write(store, at(10, 1), Settle(ANNA, first, Settlement.SNOOZED, at(10, 31)))
    second = await sent(store, at(10, 31))
    again = await store.occurrence(second)
    assert again is not None
    assert (again.due_at, again.snoozed_from, (await store.deliveries.ledger()).due) == (at(10, 31), at(10), 2)
    await write(store, at(10, 32), Settle(ANNA, second, Settlement.SNOOZED, at(10, 50)))
    third = await store.occurrence(await sent(store, at(10, 50)))
    assert third is not None
    assert (third.snoozed_from, await adds_up(store)) == (at(10), True)


async def test_a_snooze_to_a_time_that_is_due_anyway_adds_nothing(store: Memory) -> None:
    await subscribe(store, at(9))
    first = await sent(store, at(10))
    await write(store, at(11), Settle(ANNA, first, Settlement.SNOOZED, at(12)))
    await store.deliveries.take_due(at(12), 10)
    assert (await states(store), await adds_up(store)) == (["sent", "pending"], True)


async def test_a_snooze_while_paused_brings_nothing(store: Memory) -> None:
    await subscribe(store, at(9))
    first = await sent(store, at(10))
    await write(
        store,
        at(11),
        PauseReminders(ANNA, Pause(PauseReason.HEALTH)),
        Settle(ANNA, first, Settlement.SNOOZED, at(11, 30)),
    )
    assert await states(store) == ["sent"]


@pytest.mark.parametrize(("hour", "due"), [(10, at(10, day=24)), (14, at(10, day=24))])
async def test_skipping_leaves_out_the_rest_of_the_day(store: Memory, hour: int, due: datetime) -> None:
    await subscribe(store, at(hour, day=23) - timedelta(minutes=1))
    tapped = await sent(store, at(hour))
    await write(store, at(hour, 1), Settle(ANNA, tapped, Settlement.SKIPPED))
    assert await next_due(store) == due


async def test_skipping_takes_a_snoozed_one_along_and_leaves_tomorrow_alone(store: Memory) -> None:
    await subscribe(store, at(9))
    first, second = await sent(store, at(10)), await sent(store, at(12))
    await write(
        store,
        at(12, 1),
        Settle(ANNA, first, Settlement.SNOOZED, at(12, 30)),
        Settle(ANNA, second, Settlement.SKIPPED),
    )
    assert (await states(store), await next_due(store)) == (["sent", "sent", "cancelled"], at(10, day=24))
    third = await sent(store, at(10, day=24))
    await write(store, at(11, day=24), Settle(ANNA, third, Settlement.DONE))
    assert await next_due(store) == at(12, day=24)


@pytest.mark.parametrize(
    "change",
    [
        SaveReminding(replace(REMINDING, silent=False, language="fr", plans=())),
        SaveSeries(ANNA, Series(Kind.TIP), enabled=True),
        ResumeReminders(ANNA),
    ],
)
async def test_what_is_skipped_stays_so_when_something_else_changes(store: Memory, change: Write) -> None:
    await subscribe(store, at(9))
    await write(store, at(10, 1), Settle(ANNA, await sent(store, at(10)), Settlement.SKIPPED))
    await write(store, at(10, 2), change)
    water = (await store.reminders(ANNA)).of(Kind.WATER)
    assert water is not None
    assert water.next_due_at == at(10, day=24)


async def test_what_is_skipped_comes_back_when_it_is_set_anew(store: Memory) -> None:
    await subscribe(store, at(9))
    await write(store, at(10, 1), Settle(ANNA, await sent(store, at(10)), Settlement.SKIPPED))
    await write(store, at(10, 2), SaveSeries(ANNA, replace(WATER, times=(600, 900)), enabled=True))
    assert await next_due(store) == at(15)


@pytest.mark.parametrize("offered", [True, False])
async def test_what_is_off_cannot_be_snoozed(store: Memory, offered: bool) -> None:
    await subscribe(store, at(9))
    first = await sent(store, at(10))
    await write(store, at(10, 1), SaveSeries(ANNA, WATER, enabled=False, offered=offered))
    await write(store, at(10, 2), Settle(ANNA, first, Settlement.SNOOZED, at(10, 32)))
    assert (await states(store), await adds_up(store)) == (["sent"], True)


async def test_a_skip_on_an_old_message_skips_nothing_today(store: Memory) -> None:
    await subscribe(store, at(9))
    yesterday = await sent(store, at(10))
    await store.deliveries.take_due(at(9, day=24), 10)
    await write(store, at(9, day=24), Settle(ANNA, yesterday, Settlement.SKIPPED))
    assert await next_due(store) == at(10, day=24)


async def test_skipping_at_night_lasts_until_waking(store: Memory) -> None:
    await subscribe(store, at(22), replace(WATER, times=(23 * 60, 600)))
    at_night = await sent(store, at(23))
    await write(store, at(23, 1), Settle(ANNA, at_night, Settlement.SKIPPED))
    assert await next_due(store) == at(10, day=24)


async def test_stopping_turns_the_kind_off(store: Memory) -> None:
    await subscribe(store, at(9))
    first, second = await sent(store, at(10)), await sent(store, at(12))
    await write(
        store,
        at(13),
        Settle(ANNA, first, Settlement.SNOOZED, at(15)),
        Settle(ANNA, second, Settlement.STOPPED),
    )
    (subscription,) = (await store.reminders(ANNA)).subscriptions
    assert (subscription.enabled, subscription.next_due_at, await states(store)) == (
        False,
        None,
        ["sent", "sent", "cancelled"],
    )
    await write(store, at(13), Settle(ANNA, first, Settlement.SKIPPED))
    assert await adds_up(store)


@pytest.mark.parametrize("doubts", [1, 2, 3])
async def test_a_tap_proves_that_a_doubtful_one_arrived(store: Memory, doubts: int) -> None:
    await subscribe(store, at(9))
    await store.deliveries.take_due(at(10), 10)
    (waiting,) = await store.occurrences(ANNA, at(0))
    for _ in range(doubts):
        await store.deliveries.claim(at(10), 1)
        await store.deliveries.doubt(waiting.id, at(10))
    before = await states(store)
    await write(store, at(10), Settle(ANNA, waiting.id, Settlement.DONE))
    ledger = await store.deliveries.ledger()
    assert (before, await states(store)) == (["uncertain" if doubts == 3 else "pending"], ["sent"])
    assert (ledger.copies, ledger.adds_up) == (doubts - 1, True)


async def test_a_tap_may_be_faster_than_the_confirmation(store: Memory) -> None:
    await subscribe(store, at(9))
    await store.deliveries.take_due(at(10), 10)
    (claimed,) = (await store.deliveries.claim(at(10), 1)).claimed
    await write(store, at(10), Settle(ANNA, claimed.occurrence.id, Settlement.DONE))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10))
    found = await store.occurrence(claimed.occurrence.id)
    assert found is not None
    assert (found.state, found.message_id, found.settled) == (State.SENT, 5, Settlement.DONE)
    assert (await store.reminders(ANNA)).subscriptions[0].untouched == 0


async def test_of_what_never_went_out_nothing_can_be_tapped(store: Memory) -> None:
    await subscribe(store, at(9))
    await store.deliveries.take_due(at(10), 10)
    (waiting,) = await store.occurrences(ANNA, at(0))
    await write(store, at(10), Settle(ANNA, waiting.id, Settlement.STOPPED))
    assert (await states(store), await next_due(store)) == (["pending"], at(12))


async def test_erasing_leaves_nothing_but_counts(store: Memory) -> None:
    await subscribe(store, at(9))
    await sent(store, at(10))
    await store.deliveries.take_due(at(12), 10)
    (claimed,) = (await store.deliveries.claim(at(12), 1)).claimed
    await store.deliveries.take_due(at(18), 10)
    before = await store.deliveries.ledger()
    await write(store, at(18), ErasePerson(ANNA))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(18))
    after = await store.deliveries.ledger()
    assert (await store.export(ANNA), after.adds_up) == ({}, True)
    assert (before.due, after.due, after.sent, after.cancelled, after.missed) == (3, 3, 1, 1, {Missed.LATE: 1})


async def test_an_export_tells_all_in_values_fit_for_json(store: Memory) -> None:
    await subscribe(store, at(9))
    await sent(store, at(10))
    await write(store, at(11), PauseReminders(ANNA, Pause(PauseReason.OWN)))
    assert set(await store.export(ANNA)) == {"reminding", "named_plan", "pause", "series", "occurrence"}


async def test_a_text_is_awaited_until_its_time_is_over(restart: Restart) -> None:
    await write(await restart(), at(9), AwaitText(ANNA, "zone", at(9)), AwaitText(ANNA, "times:9", at(10)))
    store = await restart()
    assert await store.awaited(ANNA, at(9)) == "times:9"
    assert await store.awaited(ANNA, at(10)) is None
    assert await store.awaited(8, at(9)) is None


async def test_a_text_that_is_awaited_no_more_is_forgotten(store: Memory) -> None:
    await write(store, at(9), AwaitText(ANNA, "a", at(10)), AwaitText(8, "b", at(10)), StopAwaiting(ANNA))
    assert await store.export(ANNA) == {}
    assert await store.awaited(8, at(9)) == "b"
    await store.clean_up(at(10))
    assert await store.export(8) == {}


async def test_whoever_is_erased_is_asked_nothing(store: Memory) -> None:
    await write(store, at(9), AwaitText(ANNA, "a", at(10)), ErasePerson(ANNA))
    assert await store.awaited(ANNA, at(9)) is None
