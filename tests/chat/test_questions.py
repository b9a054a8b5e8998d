from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from bot.simulator.phone import Phone
    from tests.chat.conftest import Rest, Says, Talk


async def test_a_clear_question_shows_its_page_and_what_else_may_be_meant(ada: Phone, says: Says) -> None:
    shown = await ada.ask("can low magnesium make my muscles jump")

    assert shown.text.startswith(says("page-causes-electrolytes"))
    assert shown.text.endswith(says("question-not-meant"))
    assert shown.labels[-2:] == ("Home", "Emergency")
    assert len(shown.labels) >= 5


async def test_an_unclear_question_shows_three_pages_then_the_red_flags(ada: Phone, says: Says) -> None:
    shown = await ada.ask("muscles blah coffee running stress")

    assert shown.text == says("question-choices")
    assert shown.labels[3:] in (("Red flags", "Home", "Emergency"), ("Home", "Emergency"))


async def test_a_question_about_nothing_known_is_told_what_the_bot_can_do_and_counted(
    ada: Phone, rest: Rest, says: Says, tmp_path: Path
) -> None:
    assert (await ada.ask("qwertz")).text == says("plain-text")
    await ada.ask("qwertz")
    await rest()

    with sqlite3.connect(tmp_path / "steady.db") as database:
        counted = list(database.execute("SELECT * FROM unanswered"))
    database.close()
    assert counted == [("2026-11-22", 2)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("delete my data", "page-privacy"),
        ("remind me to drink water", "topic-reminders"),
        ("who are you", "page-about"),
        ("EMG", "page-diagnosis-emg"),
        ("plan", "page-diagnosis-plan"),
        ("what is reassuring", "page-redflags-reassuring"),
        ("not sure", "plain-text"),
        ("sorry", "plain-text"),
        ("fatigue", "page-causes-fatigue"),
        ("weiß nicht", "plain-text"),
    ],
)
async def test_wishes_lead_where_they_can_be_met(talk: Talk, typed: str, message: str) -> None:
    await talk((typed, message))


async def test_a_topic_without_a_page_can_be_tapped(ada: Phone, says: Says) -> None:
    await ada.ask("qwertz")
    ada.tap_data("q:reminders", ada.send("qwertz"))
    await ada.see()

    assert (await ada.see()).text == says("topic-reminders")


async def test_a_topic_that_is_gone_leads_home(ada: Phone, says: Says) -> None:
    ada.tap_data("q:gone", ada.send("qwertz"))
    await ada.see()

    assert (await ada.see()).text.startswith(says("page-home"))


async def test_a_new_medicine_also_offers_the_check(ada: Phone) -> None:
    assert "Check symptoms" in (await ada.ask("started sertraline last week and now my legs jump")).labels
