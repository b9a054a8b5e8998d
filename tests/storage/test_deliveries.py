"""What every store promises to the delivery of reminders."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.domain.delivery import Claimed, Delays, Due, Ledger, Rendered
from bot.domain.editing import SetEditorMode
from bot.domain.reminders import (
    Missed,
    Pause,
    PauseReason,
    PauseReminders,
    Reminding,
    SaveReminding,
    SaveSeries,
    Settle,
    Settlement,
)
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import Ending, Memory, Received, StoreError, Write
from bot.storage import due
from bot.storage.deliveries import BEFORE, OLDEST, WAITING
from bot.storage.ledger import ledger_in
from bot.storage.migrations import migrate

Restart = Callable[[], Awaitable[Memory]]

ANNA, BEN = 7, 8
WORDS = Rendered("Drink", (), "sip", ("sip", "gulp"))
_updates = count(1)


def at(hour: int, minute: int = 0, second: float = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second)


async def write(store: Memory, now: datetime, *writes: Write) -> None:
    update_id = next(_updates)
    await store.receive([Received(update_id, ANNA, "{}")], now)
    await store.finish(update_id, Ending.DONE, writes, now)


async def subscribe(
    store: Memory, *times: int, person: int = ANNA, kind: Kind = Kind.WATER, now: datetime | None = None
) -> None:
    reminding = SaveReminding(Reminding(person, "UTC", Plan(), silent=True, language="de"))
    await write(store, now or at(7), reminding, SaveSeries(person, Series(kind, times=times), enabled=True))


async def claim(store: Memory, now: datetime, limit: int = 10) -> list[Claimed]:
    await store.deliveries.take_due(now, 1000)
    return list((await store.deliveries.claim(now, limit)).claimed)


async def states(store: Memory, person: int = ANNA) -> list[str]:
    happened = await store.occurrences(person, at(0, day=1))
    return [f"{each.due_at:%H:%M} {each.state}{f' {each.missed}' if each.missed else ''}" for each in happened]


async def ledger(store: Memory) -> Ledger:
    ledger = await store.deliveries.ledger()
    assert ledger.adds_up
    return ledger


async def test_an_empty_ledger_adds_up(store: Memory) -> None:
    assert await ledger(store) == Ledger()


async def test_nothing_is_due_early(store: Memory) -> None:
    await subscribe(store, 600)
    assert (await store.deliveries.take_due(at(9, 59, 59), 10), await states(store)) == (0, [])


async def test_what_is_due_happens_once(store: Memory) -> None:
    await subscribe(store, 600)
    taken = [await store.deliveries.take_due(at(10), 10) for _ in range(3)]
    assert (taken, await states(store), (await ledger(store)).due) == ([1, 0, 0], ["10:00 pending"], 1)


async def test_more_than_the_limit_is_taken_in_turn(store: Memory) -> None:
    for person in range(1, 8):
        await subscribe(store, 600, person=person)
    assert [await store.deliveries.take_due(at(10), 3) for _ in range(3)] == [3, 3, 1]


async def test_a_claim_holds_all_that_the_words_need(store: Memory) -> None:
    await subscribe(store, 600, 720)
    (first,) = await claim(store, at(10))
    await store.deliveries.confirm(first.occurrence.id, 5, WORDS, at(10))
    (second,) = await claim(store, at(12))
    assert (first.occurrence.kind, first.untouched, first.seen, first.is_repeat) == (Kind.WATER, 0, (), False)
    assert (second.untouched, second.seen, second.series) == (1, ("sip", "gulp"), Series(Kind.WATER, times=(600, 720)))
    assert second.reminding == Reminding(ANNA, "UTC", Plan(), silent=True, language="de")


async def test_a_claim_tells_who_wants_to_be_led_to_each_text(store: Memory) -> None:
    await subscribe(store, 600)
    await subscribe(store, 600, person=BEN)
    await write(store, at(9), SetEditorMode(BEN, on=True))

    assert {each.occurrence.person_id: each.to_editor for each in await claim(store, at(10))} == {
        ANNA: False,
        BEN: True,
    }


async def test_what_is_claimed_is_not_claimed_again(store: Memory) -> None:
    await subscribe(store, 600)
    assert [len(await claim(store, at(10))) for _ in range(2)] == [1, 0]


async def test_one_person_gets_one_at_a_time(store: Memory) -> None:
    await subscribe(store, 600)
    await subscribe(store, 600, kind=Kind.TIP)
    await subscribe(store, 600, person=BEN)
    first = await claim(store, at(10))
    assert sorted(each.occurrence.person_id for each in first) == [ANNA, BEN]
    assert await claim(store, at(10)) == []
    for each in first:
        await store.deliveries.confirm(each.occurrence.id, 5, WORDS, at(10))
    assert [each.occurrence.person_id for each in await claim(store, at(10))] == [ANNA]


async def test_a_claim_says_whether_more_waits(store: Memory) -> None:
    for person in range(1, 4):
        await subscribe(store, 600, person=person)
    await store.deliveries.take_due(at(10), 10)
    claims = [await store.deliveries.claim(at(10), 2) for _ in range(2)]
    assert [(len(each.claimed), each.looked_at_all) for each in claims] == [(2, False), (1, True)]


async def test_the_order_within_a_minute_is_another_each_day_and_not_that_of_the_ids(store: Memory) -> None:
    for person in range(1, 31):
        await subscribe(store, 600, person=person)
    days = []
    for day in (23, 24):
        claimed = await claim(store, at(10, day=day), 30)
        for each in claimed:
            await store.deliveries.confirm(each.occurrence.id, 5, WORDS, at(10, day=day))
        days.append([each.occurrence.person_id for each in claimed])
    assert sorted(days[0]) == sorted(days[1]) == list(range(1, 31))
    assert len({tuple(days[0]), tuple(days[1]), tuple(range(1, 31))}) == 3


async def test_an_earlier_minute_comes_first(store: Memory) -> None:
    for person in range(1, 31):
        await subscribe(store, 630 - person, person=person)
    assert [each.occurrence.person_id for each in await claim(store, at(10, 30), 30)] == list(range(30, 0, -1))


async def test_the_message_before_is_named_while_nobody_touched_it(store: Memory) -> None:
    await subscribe(store, 600, 720, 840, 960)
    before = []
    for hour in (10, 12, 14, 16):
        (claimed,) = await claim(store, at(hour))
        before.append(await store.deliveries.confirm(claimed.occurrence.id, 100 + hour, WORDS, at(hour)))
        if hour == 14:
            await write(store, at(15), Settle(ANNA, claimed.occurrence.id, Settlement.DONE))
    assert before == [None, 110, 112, None]


async def test_a_message_of_two_days_ago_is_left(store: Memory) -> None:
    await subscribe(store, 600, now=at(7, day=20))
    for day in (20, 22):
        (claimed,) = await claim(store, at(10, day=day))
        assert await store.deliveries.confirm(claimed.occurrence.id, day, WORDS, at(10, day=day)) is None


async def test_what_is_postponed_comes_at_its_time_and_not_before(store: Memory) -> None:
    await subscribe(store, 600)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.postpone(claimed.occurrence.id, at(10, 0, 30.5))
    assert [len(await claim(store, at(10, 0, second))) for second in (30, 30.9, 31)] == [0, 0, 1]


async def test_what_is_doubtful_is_a_repeat_twice_and_then_uncertain(store: Memory) -> None:
    await subscribe(store, 600)
    repeats = []
    for _ in range(3):
        (claimed,) = await claim(store, at(10))
        repeats.append(claimed.is_repeat)
        await store.deliveries.doubt(claimed.occurrence.id, at(10))
    kept = await ledger(store)
    assert (repeats, await claim(store, at(10)), kept.uncertain, kept.copies) == ([False, True, True], [], 1, 2)


async def test_a_repeat_that_arrived_is_sent_with_one_copy(store: Memory) -> None:
    await subscribe(store, 600)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.doubt(claimed.occurrence.id, at(10))
    (claimed,) = await claim(store, at(10))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10))
    kept = await ledger(store)
    assert (kept.sent, kept.copies) == (1, 1)


async def test_what_was_being_sent_at_a_crash_is_doubtful_and_goes_at_once(restart: Restart) -> None:
    store = await restart()
    await subscribe(store, 600)
    await subscribe(store, 600, person=BEN)
    await store.deliveries.take_due(at(10), 10)
    (sending,) = (await store.deliveries.claim(at(10), 1)).claimed
    store = await restart()
    doubted = await store.deliveries.recover_sending(at(10, 0, 5))
    claimed = (await store.deliveries.claim(at(10, 0, 5), 10)).claimed
    assert doubted == 1
    assert {each.occurrence.person_id: each.is_repeat for each in claimed} == {
        person: person == sending.occurrence.person_id for person in (ANNA, BEN)
    }


async def test_what_crashes_each_time_is_uncertain_in_the_end(restart: Restart) -> None:
    await subscribe(await restart(), 600)
    for _ in range(3):
        store = await restart()
        await store.deliveries.recover_sending(at(10))
        await claim(store, at(10))
    store = await restart()
    assert await store.deliveries.recover_sending(at(10)) == 1
    assert (await ledger(store)).uncertain == 1


@pytest.mark.parametrize(
    ("kind", "patience"),
    [(Kind.WATER, 60), (Kind.STRETCH, 20), (Kind.CAFFEINE, 60), (Kind.SLEEP, 30), (Kind.TIP, 240)],
)
async def test_what_is_too_late_is_missed(store: Memory, kind: Kind, patience: int) -> None:
    await subscribe(store, 600, kind=kind)
    await subscribe(store, 600, kind=kind, person=BEN)
    await store.deliveries.take_due(at(10), 1)
    assert len((await store.deliveries.claim(at(10, patience), 1)).claimed) == 1
    (first,) = [person for person in (ANNA, BEN) if await states(store, person) == ["10:00 sending"]]
    await store.deliveries.take_due(at(10, patience, 1), 10)
    assert (await claim(store, at(10, patience, 1)), (await ledger(store)).missed) == ([], {"late": 1})
    assert await states(store, ANNA + BEN - first) == ["10:00 missed late"]


async def test_what_becomes_too_late_while_it_waits_is_missed(store: Memory) -> None:
    await subscribe(store, 600)
    await store.deliveries.take_due(at(10), 10)
    assert (await claim(store, at(11, 1)), await states(store)) == ([], ["10:00 missed late"])


async def test_a_doubtful_one_that_becomes_too_late_is_uncertain(store: Memory) -> None:
    await subscribe(store, 600)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.doubt(claimed.occurrence.id, at(10))
    assert (await claim(store, at(11, 1)), await states(store)) == ([], ["10:00 uncertain"])


@pytest.mark.parametrize(
    ("due", "now", "outcome"),
    [
        (1379, at(23, 0, 30), ["22:59 missed quiet"]),
        (1379, at(22, 59, 59), ["22:59 sending"]),
        (1379, at(22, 59), ["22:59 sending"]),
        (1385, at(23, 20), ["23:05 sending"]),
    ],
)
async def test_nothing_late_comes_at_night_unless_it_was_planned_there(
    store: Memory, due: int, now: datetime, outcome: list[str]
) -> None:
    await subscribe(store, due)
    await store.deliveries.take_due(at(0, due), 10)
    await claim(store, now)
    assert await states(store) == outcome


@pytest.mark.parametrize(
    ("change", "doubt", "state"),
    [
        (SaveSeries(ANNA, Series(Kind.WATER, times=(600,)), enabled=False, offered=False), False, "cancelled"),
        (SaveSeries(ANNA, Series(Kind.WATER, times=(600,)), enabled=False, offered=False), True, "uncertain"),
        (PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(10, day=30))), False, "missed paused"),
        (PauseReminders(ANNA, Pause(PauseReason.OWN, at(11))), False, "missed paused"),
        (PauseReminders(ANNA, Pause(PauseReason.HEALTH, at(10, day=30))), True, "uncertain"),
        (PauseReminders(ANNA, Pause(PauseReason.OWN, at(9))), False, "sending"),
    ],
)
async def test_what_comes_back_from_a_send_heeds_what_its_person_said_meanwhile(
    store: Memory, change: Write, doubt: bool, state: str
) -> None:
    await subscribe(store, 600)
    (claimed,) = await claim(store, at(10))
    await write(store, at(10, 0, 1), change)
    if doubt:
        await store.deliveries.doubt(claimed.occurrence.id, at(10, 0, 2))
    else:
        await store.deliveries.postpone(claimed.occurrence.id, at(10, 0, 2))
    again = await claim(store, at(10, 0, 2))
    assert (len(again), await states(store)) == (int(state == "sending"), [f"10:00 {state}"])
    assert (await ledger(store)).due == 1


async def test_nothing_snoozed_comes_at_night(store: Memory) -> None:
    await subscribe(store, 1370)
    (claimed,) = await claim(store, at(22, 50))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(22, 50))
    await write(store, at(22, 51), Settle(ANNA, claimed.occurrence.id, Settlement.SNOOZED, at(23, 6)))
    assert (await claim(store, at(23, 6)), await states(store)) == ([], ["22:50 sent", "23:06 missed quiet"])


async def test_after_three_hours_one_is_caught_up_on(store: Memory) -> None:
    await subscribe(store, 600, 660, 720, 750, 780)
    assert len(await claim(store, at(13, 10))) == 1
    assert await states(store) == [
        "10:00 missed late",
        "11:00 missed late",
        "12:00 missed late",
        "12:30 missed late",
        "13:00 sending",
    ]
    assert (await ledger(store)).due == 5


async def test_one_that_waits_gives_way_to_the_next_of_its_kind(store: Memory) -> None:
    await subscribe(store, 600, 620)
    await store.deliveries.take_due(at(10), 10)
    await store.deliveries.take_due(at(10, 20), 10)
    assert await states(store) == ["10:00 missed late", "10:20 pending"]


async def test_what_was_snoozed_before_a_flight_does_not_come_in_the_night_there(store: Memory) -> None:
    await subscribe(store, 1200)
    (claimed,) = await claim(store, at(20))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(20))
    again = Settle(ANNA, claimed.occurrence.id, Settlement.SNOOZED, at(20, 30))
    await write(store, at(20), again, SaveReminding(Reminding(ANNA, "Asia/Tokyo", Plan())))
    assert await claim(store, at(20, 30)) == []
    assert await states(store) == ["20:00 sent", "20:30 missed quiet"]


@pytest.mark.parametrize(
    ("again", "waiting"),
    [
        (at(10, 15), ["10:15 missed late", "10:20 pending"]),
        (at(10, 25), ["10:20 missed late", "10:25 pending"]),
    ],
    ids=["the planned one is newer", "the snoozed one is newer"],
)
async def test_of_a_snoozed_and_a_planned_one_that_wait_only_the_newer_comes(
    store: Memory, again: datetime, waiting: list[str]
) -> None:
    await subscribe(store, 600, 620)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10))
    await write(store, at(10, 1), Settle(ANNA, claimed.occurrence.id, Settlement.SNOOZED, again))
    assert len(await claim(store, at(10, 30))) == 1
    assert await states(store) == ["10:00 sent", *[each.replace("pending", "sending") for each in waiting]]


async def test_what_is_snoozed_for_later_lets_the_planned_one_come(store: Memory) -> None:
    await subscribe(store, 600, 620)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10))
    await write(store, at(10, 1), Settle(ANNA, claimed.occurrence.id, Settlement.SNOOZED, at(10, 25)))
    await store.deliveries.take_due(at(10, 20), 10)
    assert await states(store) == ["10:00 sent", "10:20 pending", "10:25 pending"]


async def test_after_a_month_all_is_counted_and_little_kept(store: Memory) -> None:
    await subscribe(store, 600, 720, now=datetime(2026, 10, 20, tzinfo=UTC))
    await store.deliveries.take_due(at(12, 30), 10)
    kept = await ledger(store)
    assert await states(store) == ["10:00 missed late", "12:00 pending"]
    assert (kept.due, kept.pending, kept.missed) == (70, 1, {"late": 69})


async def test_a_clock_set_back_makes_nothing_happen_twice_or_early(store: Memory) -> None:
    await subscribe(store, 600, 660)
    (claimed,) = await claim(store, at(11))
    await store.deliveries.postpone(claimed.occurrence.id, at(11))
    assert await claim(store, at(9)) == []
    assert await claim(store, at(10)) == []
    assert (len(await claim(store, at(11))), (await ledger(store)).due) == (1, 2)


async def test_somebody_lost_gets_nothing_more_until_asked(store: Memory) -> None:
    await subscribe(store, 600)
    await subscribe(store, 600, 720, kind=Kind.TIP)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.lose(claimed.occurrence.id, at(10))
    await store.deliveries.lose(99, at(10))
    assert await states(store) == ["10:00 missed unreachable", "10:00 missed unreachable"]
    assert await claim(store, at(12)) == []


async def test_a_chat_that_moved_is_followed(store: Memory) -> None:
    await subscribe(store, 600, 720)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.follow(claimed.occurrence.id, -100, at(10))
    await store.deliveries.follow(99, -100, at(10))
    (again,) = await claim(store, at(10))
    assert (again.occurrence.id, again.reminding.person_id) == (claimed.occurrence.id, -100)
    assert (await store.export(ANNA), len(await claim(store, at(12)))) == ({}, 0)
    assert (await ledger(store)).due == 2


async def test_where_a_chat_moved_to_somebody_known_those_rows_stay(store: Memory) -> None:
    await subscribe(store, 600)
    await subscribe(store, 600, person=BEN)
    claimed = {each.occurrence.person_id: each.occurrence.id for each in await claim(store, at(10))}
    await store.deliveries.follow(claimed[ANNA], BEN, at(10))
    kept = await ledger(store)
    assert (await store.export(ANNA), kept.due, kept.cancelled, kept.pending) == ({}, 2, 1, 1)


async def test_what_is_refused_is_missed(store: Memory) -> None:
    await subscribe(store, 600)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.miss(claimed.occurrence.id, Missed.REFUSED)
    assert (await ledger(store)).missed == {"refused": 1}


async def test_due_times_follow_a_new_edition_of_the_time_zones(store: Memory, path: Path) -> None:
    for person in range(1, 6):
        await subscribe(store, 600, person=person)
    await store.deliveries.recalculate("2026a", at(7), 10)
    behind = await store.reminders(1)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE series SET next_due_at = next_due_at + 3600")
    same = await store.deliveries.recalculate("2026a", at(7), 2)
    outdated = await store.reminders(1)
    left = [await store.deliveries.recalculate("2026b", at(7), 2) for _ in range(3)]
    assert (same, left) == (False, [True, True, False])
    assert outdated != behind
    assert [(await store.reminders(person)).subscriptions[0].next_due_at for person in range(1, 6)] == [at(10)] * 5


async def test_what_was_due_before_a_new_edition_is_not_lost(store: Memory) -> None:
    await subscribe(store, 600)
    await store.deliveries.recalculate("2026b", at(10, 5), 10)
    assert len(await claim(store, at(10, 5))) == 1


@pytest.mark.parametrize("pause", [PauseReminders(ANNA, Pause(PauseReason.OWN, at(0, day=25))), None])
async def test_what_is_paused_or_skipped_stays_so_with_a_new_edition(store: Memory, pause: Write | None) -> None:
    await subscribe(store, 600, 720)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10))
    await write(store, at(10), pause or Settle(ANNA, claimed.occurrence.id, Settlement.SKIPPED))
    before = await store.reminders(ANNA)
    await store.deliveries.recalculate("2026b", at(10, 5), 10)
    assert (await store.reminders(ANNA)) == before


async def test_old_ones_become_counts_and_the_ledger_adds_up(store: Memory) -> None:
    await subscribe(store, 600, 720)
    for hour in (10, 12):
        (claimed,) = await claim(store, at(hour))
        await store.deliveries.doubt(claimed.occurrence.id, at(hour))
        (claimed,) = await claim(store, at(hour))
        await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(hour))
    await store.deliveries.take_due(at(13, day=24), 10)
    before = await ledger(store)
    late = at(11, day=23) + timedelta(days=90)
    folded = [await store.deliveries.fold(late, 10) for _ in range(2)]
    after = await ledger(store)
    assert (folded, len(await states(store))) == ([1, 0], 3)
    assert (after.due, after.sent, after.copies, after.missed) == (before.due, 2, 2, before.missed)


async def test_the_ledger_tells_how_late_things_came(store: Memory) -> None:
    for person in range(1, 21):
        await subscribe(store, 600, person=person)
    for each in await claim(store, at(10), 20):
        delay = each.occurrence.person_id / 10
        await store.deliveries.confirm(each.occurrence.id, 5, WORDS, at(10, 0, delay))
    assert (await ledger(store)).delays == Delays(median=1.0, p95=1.9, longest=2.0)


async def test_a_kind_or_zone_of_another_version_stops_nobody_else(store: Memory, path: Path) -> None:
    for person in (1, 2, 3, 4):
        await subscribe(store, 600, 720, person=person)
    await store.deliveries.take_due(at(10), 10)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE series SET kind = 'dance' WHERE person_id = 1")
        other.execute("UPDATE occurrence SET kind = 'dance' WHERE person_id = 1")
        other.execute("UPDATE reminding SET zone = 'Mars/Olympus' WHERE person_id = 2")
        other.execute("UPDATE series SET mode = 'slow' WHERE person_id = 3")
    assert [each.occurrence.person_id for each in await claim(store, at(10))] == [4]
    await store.deliveries.take_due(at(12), 10)
    kept = await ledger(store)
    assert (kept.due, kept.missed, kept.pending) == (5, {"refused": 3}, 2)


async def test_the_ledger_can_be_read_beside_the_bot(store: Memory, path: Path) -> None:
    await subscribe(store, 600)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10, 0, 1))
    assert ledger_in(path) == await ledger(store)
    assert ledger_in(path).sent == 1


def test_a_missing_or_older_database_has_no_ledger(path: Path) -> None:
    with pytest.raises(StoreError, match="no such database yet"):
        ledger_in(path)
    with closing(sqlite3.connect(path)) as connection:
        migrate(connection, path)
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'reminders'")
        connection.commit()
    with pytest.raises(StoreError, match="older version"):
        ledger_in(path)


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, path)
        yield connection


@pytest.mark.parametrize(
    ("statement", "indexes"),
    [
        (due.DUE, ["series_due (next_due_at<?)", "INTEGER PRIMARY KEY (rowid=?)"]),
        (due.OVERTAKE, ["sqlite_autoindex_occurrence_1 (person_id=? AND kind=? AND due_at>? AND due_at<?)"] * 2),
        (due.ON_AFTER, ["PRIMARY KEY ((person_id,kind)>(?,?))", "INTEGER PRIMARY KEY (rowid=?)"]),
        (BEFORE, ["sqlite_autoindex_occurrence_1 (person_id=? AND kind=? AND due_at>? AND due_at<?)"]),
        (
            WAITING,
            [
                "occurrence_open (send_at<?)",
                "occurrence_sending",
                "PRIMARY KEY (person_id=? AND kind=?)",
                "INTEGER PRIMARY KEY (rowid=?)",
                "PRIMARY KEY (person_id=?)",
                "INTEGER PRIMARY KEY (rowid=?)",
                "PRIMARY KEY (person_id=?)",
            ],
        ),
    ],
)
def test_nothing_that_is_done_each_second_looks_at_everybody(
    connection: sqlite3.Connection, statement: str, indexes: list[str]
) -> None:
    parameters = (0,) * statement.count("?")
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    steps = [step for step in plan if step.startswith(("SEARCH", "SCAN"))]
    assert [step.rpartition("INDEX ")[2].rpartition("USING ")[2] for step in steps] == indexes
    assert [step for step in plan if "TEMP B-TREE" in step] == []
    assert [step for step in steps if step.startswith("SCAN") and "occurrence_sending" not in step] == []


def test_cleaning_up_looks_at_the_oldest_only(connection: sqlite3.Connection) -> None:
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {OLDEST}", (1, 1))]
    assert "TEMP B-TREE" not in str(plan)


# What is due first


async def test_with_no_reminder_on_nothing_is_due_first(store: Memory) -> None:
    assert await store.deliveries.first_due(at(7)) is None


async def test_what_is_due_first_is_everybodys_earliest(store: Memory) -> None:
    await subscribe(store, 600, 720)
    await subscribe(store, 660, person=BEN)
    await subscribe(store, 600, person=9, kind=Kind.TIP)
    assert await store.deliveries.first_due(at(7)) == Due(at(10), (ANNA, 9))
    assert await store.deliveries.first_due(at(10)) == Due(at(10), (ANNA, 9))
    assert await store.deliveries.first_due(at(10, 0, 0.5)) == Due(at(11), (BEN,))


async def test_what_is_due_stays_first_until_it_was_sent(store: Memory) -> None:
    await subscribe(store, 600, 720)
    firsts = [await store.deliveries.first_due(at(10))]
    await store.deliveries.take_due(at(10), 10)
    firsts.append(await store.deliveries.first_due(at(10)))
    (claimed,) = await claim(store, at(10))
    firsts.append(await store.deliveries.first_due(at(10)))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10))
    assert firsts == [Due(at(10), (ANNA,))] * 3
    assert await store.deliveries.first_due(at(10)) == Due(at(12), (ANNA,))


async def test_what_was_snoozed_or_put_off_is_due_again(store: Memory) -> None:
    await subscribe(store, 600, 720)
    (claimed,) = await claim(store, at(10))
    await store.deliveries.postpone(claimed.occurrence.id, at(10, 1))
    assert await store.deliveries.first_due(at(10)) == Due(at(10, 1), (ANNA,))
    (claimed,) = await claim(store, at(10, 1))
    await store.deliveries.confirm(claimed.occurrence.id, 5, WORDS, at(10, 1))
    await write(store, at(10, 2), Settle(ANNA, claimed.occurrence.id, Settlement.SNOOZED, at(10, 32)))
    assert await store.deliveries.first_due(at(10, 2)) == Due(at(10, 32), (ANNA,))


async def test_who_is_reminded_comes_with_the_kinds_that_nothing_speaks_against(store: Memory) -> None:
    await subscribe(store, 8 * 60)
    await write(
        store,
        at(7),
        SaveSeries(ANNA, Series(Kind.SLEEP), enabled=False),
        SaveSeries(ANNA, Series(Kind.STRETCH), enabled=False, offered=False),
        SaveSeries(BEN, Series(Kind.CAFFEINE), enabled=False),
    )
    (claimed,) = await claim(store, at(8))
    assert claimed.free == {Kind.WATER, Kind.SLEEP}


async def test_a_reminder_that_asks_something_is_not_taken_away_by_the_next(store: Memory) -> None:
    await subscribe(store, 8 * 60, 9 * 60, 10 * 60, 11 * 60, 12 * 60, 13 * 60, 14 * 60, 15 * 60)
    removed, asking = [], []
    for hour in range(8, 16):
        (claimed,) = await claim(store, at(hour))
        asking.append(claimed.asks)
        removed.append(await store.deliveries.confirm(claimed.occurrence.id, hour, WORDS, at(hour)))

    assert asking == [False] * 5 + [True] + [False] * 2
    assert removed == [None, 8, 9, 10, 11, 12, None, 14]
