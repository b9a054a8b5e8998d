from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat.reminders.cards import CARD, PREFIX, SCREENS, Cards
from bot.chat.reminders.setup import Setup
from bot.chat.reminders.steps import leads_somewhere
from bot.content.markup import parse, visible_length
from bot.content.places import Place
from bot.domain.reminders import Missed, Occurrence, Pause, PauseReason, Reminders, Reminding, State, Subscription
from bot.domain.schedule import KINDS, Kind, Mode, Plan, Series
from bot.domain.zones import zone_names

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.content.pages import Card

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONGEST_ZONE = max((name for name in zone_names() if "/" in name), key=len)
LONGEST_NAME = "𠀀" * 12
PLAN = Plan(work=(540, 1020))


def own(kind: Kind) -> Series:
    return Series(kind, times=tuple(range(480, 480 + 30 * KINDS[kind].most, 30)), shift=-600)


def states() -> Iterator[Reminders]:
    """Yield people of all sorts: new, with all on, with all refused, at own times, without working hours."""
    yield Reminders()
    plans = tuple((f"{LONGEST_NAME[:-1]}{number}", PLAN) for number in range(4))
    for plan in (PLAN, Plan(), Plan(960, 1920, (540, 600))):
        reminding = Reminding(7, LONGEST_ZONE, plan, plans)
        for make in (Series, own, lambda kind: Series(kind, Mode.LIGHT, shift=30)):
            yield Reminders(reminding, tuple(Subscription(make(kind), enabled=True) for kind in Kind))
        yield Reminders(reminding, tuple(Subscription(Series(kind), enabled=False, offered=False) for kind in Kind))


STATES = list(states())


def cards(catalog: Catalog, reminders: Reminders) -> Cards:
    setup = Setup(7, reminders, "en", NOW, [])
    for kind in setup.enabled:
        setup.turn_off(kind)
        setup.turn_on(kind)
    return Cards(catalog, catalog.words("en"), setup, (LONGEST_ZONE, "Europe/Berlin"), ("pause", "resume"))


def screens(made: Cards) -> Iterator[Card]:
    """Yield each screen, about each kind and on the way to each."""
    ways = [CARD, *Kind, *(f"{kind}+" for kind in Kind)]
    for name, screen in SCREENS.items():
        if name in (CARD, "save"):
            yield screen(made)
        elif name == "beds":
            yield from (screen(made, way, "420") for way in ways)
        elif name in ("zones", "place", "day", "wakes", "hours"):
            yield from (screen(made, way) for way in ways)
        else:
            yield from (screen(made, kind) for kind in Kind)
    found = [Place("Llanfairpwllgwyngyll", "GB", LONGEST_ZONE), Place("London", "GB", "Europe/London")]
    yield from (made.places(way, found) for way in ways)
    yield made.zone_set(found[0], found[1:])
    yield from (made.quiet(kind, -600, (1380, 1500)) for kind in Kind)


@pytest.mark.parametrize("reminders", STATES, ids=range(len(STATES)))
def test_every_button_leads_somewhere_and_fits(catalog: Catalog, reminders: Reminders) -> None:
    for screen in screens(cards(catalog, reminders)):
        assert screen.text
        assert visible_length(screen.text) <= 4096
        for button in (button for row in screen.rows for button in row):
            assert len(button.data.encode()) <= 64, button
            assert not button.data.startswith(PREFIX) or leads_somewhere(button.data), button


@pytest.mark.parametrize("reminders", STATES, ids=range(len(STATES)))
def test_no_two_buttons_of_a_screen_look_the_same(catalog: Catalog, reminders: Reminders) -> None:
    for screen in screens(cards(catalog, reminders)):
        labels = [button.label for row in screen.rows for button in row]
        assert sorted(set(labels)) == sorted(labels)


def occurrence(number: int, state: State, missed: Missed | None = None) -> Occurrence:
    return Occurrence(number, 7, Kind.WATER, NOW - timedelta(hours=number), state, missed)


def test_what_was_missed_is_told_in_plain_words(catalog: Catalog) -> None:
    past = [
        occurrence(1, State.MISSED, Missed.LATE),
        occurrence(2, State.SENT),
        occurrence(3, State.UNCERTAIN),
        occurrence(4, State.MISSED, Missed.QUIET),
        occurrence(5, State.MISSED, Missed.QUIET),
        occurrence(6, State.CANCELLED),
        occurrence(7, State.MISSED, Missed.UNREACHABLE),
        occurrence(8, State.MISSED, Missed.PAUSED),
        occurrence(9, State.MISSED, Missed.REFUSED),
    ]

    told = parse(cards(catalog, Reminders()).card(past).text).text.split("In the last 7 days\n")[1]

    assert told.splitlines() == [
        "1 was not sent, it would have come too late.",
        "2 were not sent, your quiet hours had begun.",
        "1 was not sent, I could not reach you.",
        "1 was not sent, reminders were paused.",
        "1 was not sent, Telegram did not take it.",
        "1 may not have reached you. Telegram did not say.",
    ]


def test_of_what_all_arrived_nothing_is_told(catalog: Catalog) -> None:
    card = cards(catalog, Reminders()).card([occurrence(1, State.SENT), occurrence(2, State.CANCELLED)])

    assert "last 7 days" not in card.text


@pytest.mark.parametrize(
    ("pauses", "told"),
    [
        ((Pause(PauseReason.OWN),), "Paused. Nothing comes until you start again."),
        (
            (Pause(PauseReason.OWN, NOW + timedelta(days=1)),),
            "Paused until 2026-11-23 12:00. Nothing comes before that.",
        ),
        ((Pause(PauseReason.OWN, NOW),), "Next: Drink water, Sun, 12:30"),
        ((Pause(PauseReason.HEALTH, NOW),), "Paused. Nothing comes until you start again."),
        ((Pause(PauseReason.BLOCKED, NOW - timedelta(1)),), "Paused. Nothing comes until you start again."),
        (
            (Pause(PauseReason.HEALTH, NOW + timedelta(1)), Pause(PauseReason.OWN, NOW + timedelta(2))),
            "Paused after a warning. On 2026-11-23 12:00 I ask you. Nothing comes before that.",
        ),
        (
            (Pause(PauseReason.BLOCKED), Pause(PauseReason.OWN, NOW + timedelta(1))),
            "Paused. Nothing comes until you start again.",
        ),
    ],
)
def test_a_pause_is_told_instead_of_what_comes_next(catalog: Catalog, pauses: tuple[Pause, ...], told: str) -> None:
    water = Subscription(Series(Kind.WATER), enabled=True)
    reminders = Reminders(Reminding(7, "Europe/London", Plan()), (water,), pauses)

    assert told in parse(cards(catalog, reminders).card().text).text


def test_the_next_time_is_shown_by_the_phone_itself(catalog: Catalog) -> None:
    water = Subscription(Series(Kind.WATER), enabled=True)
    card = cards(catalog, Reminders(Reminding(7, "Europe/London", Plan()), (water,))).card()

    assert [each.unix_time for each in parse(card.text).entities if each.type == "date_time"] == [
        int((NOW + timedelta(minutes=30)).timestamp())
    ]


def test_a_day_without_room_for_a_kind_says_so(catalog: Catalog) -> None:
    caffeine = Subscription(Series(Kind.CAFFEINE), enabled=True)
    reminders = Reminders(Reminding(7, "Europe/London", Plan(420, 600)), (caffeine,))

    assert "No time of this day is left for it." in cards(catalog, reminders).card().text
    assert "No time of this day is left for it." in cards(catalog, reminders).edit(Kind.CAFFEINE).text


def test_a_time_that_a_new_day_makes_quiet_is_pointed_out(catalog: Catalog) -> None:
    water = Subscription(Series(Kind.WATER, times=(600, 1320)), enabled=True)
    reminders = Reminders(Reminding(7, "Europe/London", Plan()), (water,))
    night = replace(reminders, reminding=Reminding(7, "Europe/London", Plan(960, 1920)))

    assert "quiet hours" not in cards(catalog, reminders).card().text
    assert "10:00 is in your quiet hours." in cards(catalog, night).card().text
