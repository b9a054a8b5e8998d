"""What editors see of how the words are used: counts, never a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.chat.helpful import version_of
from bot.domain.editing import CountPage, Stats
from bot.domain.store import CountUnanswered, Person, SavePerson
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Says


@pytest.fixture
def counted(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> Callable[[Stats], None]:
    """Let the store have counted this."""

    def let(stats: Stats) -> None:
        async def answer(now: datetime) -> Stats:
            return stats

        monkeypatch.setattr(store.editing, "stats", answer)

    return let


async def test_a_new_bot_has_nothing_to_tell(nurse: Phone, says: Says) -> None:
    shown = await nurse.ask("/stats")

    assert shown.text.startswith(says("stats-title"))
    assert says("stats-no-reminders") in shown.text
    assert (await nurse.press("Pages")).text.endswith(says("stats-no-pages"))


async def test_people_and_unanswered_questions_are_counted(
    nurse: Phone, says: Says, write: Callable[..., Awaitable[None]]
) -> None:
    await write(SavePerson(Person(50, new_message_each_step=True)), CountUnanswered(), CountUnanswered())
    shown = (await nurse.ask("/stats")).text

    assert says("stats-people", count=1) in shown
    assert says("stats-unanswered", count=2) in shown


async def test_reminders_are_shown_by_kind_and_by_tip(
    nurse: Phone, says: Says, counted: Callable[[Stats], None]
) -> None:
    counted(
        Stats(
            on={"water": 5, "stretch": 1},
            delivered={
                ("water", "tip-water-1", "sent"): 12,
                ("water", "tip-water-1", "done"): 8,
                ("water", "tip-water-2", "sent"): 10,
                ("water", "tip-water-2", "stopped"): 1,
                ("sleep", "", "sent"): 3,
            },
        )
    )
    shown = (await nurse.ask("/stats")).text
    tips = (await nurse.press("Tips: Drink water")).text
    none = {"done": 0, "snoozed": 0, "skipped": 0, "stopped": 0}

    assert says("stats-reminder", kind="Drink water", on=5, **none | {"sent": 22, "done": 8, "stopped": 1}) in shown
    assert says("stats-reminder", kind="Stretch", on=1, sent=0, **none) in shown
    first, second = tips.split("\n")[2:]
    assert first.startswith("• tip-water-1 Have a few sips now.")
    assert first.endswith(says("stats-tip", tip="", text="", sent=12, **none | {"done": 8}).partition("–")[2])
    assert second.startswith("• tip-water-2 Tea, coffee and milk")
    assert second.endswith(says("stats-tip", tip="", text="", sent=10, **none | {"stopped": 1}).partition("–")[2])
    assert (await nurse.press("All numbers")).text == shown


async def test_pages_show_what_readers_say_of_this_version_and_of_those_before(
    nurse: Phone, says: Says, catalog: Catalog, write: Callable[..., Awaitable[None]]
) -> None:
    now = version_of("causes", catalog, "en")
    await write(
        *(CountPage("sleep", "0123ab", "opened") for _ in range(2)),
        CountPage("sleep", "0123ab", "no"),
        *(CountPage("causes", now, "opened") for _ in range(3)),
        CountPage("causes", now, "yes"),
        CountPage("causes", "0123ab", "yes"),
        CountPage("gone", "0123ab", "opened"),
    )
    await nurse.ask("/stats")
    lines = (await nurse.press("Pages")).text.split("\n")[2:]
    causes, sleep = catalog.words("en").plain("page-causes.title"), catalog.words("en").plain("page-sleep.title")

    assert lines == [
        " ".join(
            (
                says("stats-page", page=causes, opened=3),
                says("stats-helpful", yes=1, no=0),
                says("stats-helpful-before", yes=1, no=0),
            )
        ),
        f"{says('stats-page', page=sleep, opened=2)} {says('stats-helpful-before', yes=0, no=1)}",
    ]


async def test_pages_that_nobody_looked_at_for_a_year_are_named(
    nurse: Phone, says: Says, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    causes, sleep = catalog.pages.pages["causes"], catalog.pages.pages["sleep"]
    pages = dict(catalog.pages.pages) | {
        "causes": replace(causes, written=date(2025, 11, 20)),
        "sleep": replace(sleep, written=date(2024, 1, 1), reviewed_by="Dr A.", reviewed_on=date(2026, 1, 1)),
    }
    monkeypatch.setattr(catalog.pages, "pages", pages)
    shown = (await nurse.ask("/stats")).text

    assert says("stats-overdue", count=1) in shown
    assert shown.split(says("stats-overdue", count=1))[1].split("\n")[1] == (
        f"• {catalog.words('en').plain('page-causes.title')}: 20 November 2025"
    )


async def test_what_does_not_fit_into_a_message_is_left_out(
    nurse: Phone, telegram: Telegram, counted: Callable[[Stats], None]
) -> None:
    counted(Stats(delivered={("water", f"tip-water-{number}", "sent"): 1 for number in range(200)}))
    await nurse.ask("/stats")
    shown = await nurse.press("Tips: Drink water")

    assert 3_500 < len(shown.text) <= 4_096
    assert telegram.refused == []
