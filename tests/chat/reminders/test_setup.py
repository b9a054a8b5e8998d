from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.chat.reminders.setup import MOST_PLANS, Setup
from bot.domain.reminders import (
    Pause,
    PauseReason,
    Reminders,
    Reminding,
    SaveReminding,
    SaveSeries,
    Subscription,
)
from bot.domain.schedule import Kind, Mode, Plan, Series
from bot.domain.store import Write

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOME = Reminding(7, "Europe/London", Plan(), language="en")
WATER = Subscription(Series(Kind.WATER), enabled=True)


def setup(*subscriptions: Subscription, pauses: tuple[Pause, ...] = ()) -> tuple[Setup, list[Write]]:
    writes: list[Write] = []
    return Setup(7, Reminders(HOME, subscriptions, pauses), "en", NOW, writes), writes


def test_a_change_is_seen_at_once_and_written_once() -> None:
    mine, writes = setup()
    mine.offer(Kind.WATER)
    mine.turn_on(Kind.WATER)
    mine.turn_on(Kind.WATER)

    assert mine.next_due(Kind.WATER) == NOW + timedelta(minutes=30)
    assert writes == [
        SaveSeries(7, Series(Kind.WATER), enabled=False),
        SaveSeries(7, Series(Kind.WATER), enabled=True),
    ]


def test_what_is_so_already_is_not_written() -> None:
    mine, writes = setup(WATER)
    mine.offer(Kind.WATER)
    mine.turn_on(Kind.WATER)
    mine.turn_off(Kind.TIP)
    mine.change(Series(Kind.WATER))
    mine.live_by(Plan())
    mine.move_to("Europe/London")

    assert writes == []


def test_a_new_day_moves_what_is_on() -> None:
    mine, writes = setup(WATER)
    mine.live_by(Plan(960, 1920))

    assert mine.next_due(Kind.WATER) == NOW.replace(hour=17)
    assert writes == [SaveReminding(Reminding(7, "Europe/London", Plan(960, 1920), language="en"))]


def test_a_mode_takes_own_times_away() -> None:
    mine, _ = setup(Subscription(Series(Kind.WATER, times=(600,), shift=15), enabled=True))
    mine.turn_on(Kind.WATER, Mode.LIGHT)

    assert mine.series(Kind.WATER) == Series(Kind.WATER, Mode.LIGHT)


def test_of_a_kind_that_is_refused_nothing_else_is_kept() -> None:
    mine, writes = setup(Subscription(Series(Kind.WATER, times=(600,)), enabled=True))
    mine.refuse(Kind.WATER)

    assert writes == [SaveSeries(7, Series(Kind.WATER), enabled=False, offered=False)]


def test_during_a_pause_nothing_comes_next() -> None:
    mine, _ = setup(pauses=(Pause(PauseReason.OWN),))
    mine.offer(Kind.WATER)
    mine.turn_on(Kind.WATER)

    assert mine.next_due(Kind.WATER) is None


def test_four_days_can_be_kept_and_replaced() -> None:
    mine, _ = setup()
    kept = [mine.keep_plan(name, Plan()) for name in "abcde"]

    assert kept == [True] * MOST_PLANS + [False]
    assert mine.keep_plan("a", Plan(480, 1440))
    assert mine.plan_named("a") == Plan(480, 1440)
    mine.forget_plan("a")
    assert mine.plan_named("a") is None
    assert [name for name, _ in mine.reminding.plans] == ["b", "c", "d"]


def test_what_is_skipped_for_today_stays_so_when_only_the_sound_changes() -> None:
    tomorrow = NOW + timedelta(days=1)
    mine, _ = setup(Subscription(Series(Kind.WATER), enabled=True, next_due_at=tomorrow))
    mine.send_silently(silent=True)
    assert mine.next_due(Kind.WATER) == tomorrow
