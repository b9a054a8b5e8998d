from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.content.numbers import Number, Numbers

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Hear, Rest, Says, Talk


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("he is having a fit now", "page-emergency"),
        ("ich bekomme keine luft", "page-emergency"),
        ("i want to die", "page-crisis"),
        ("/help i cant breathe", "page-emergency"),
        ("/help\ni cant breathe", "page-emergency"),
        ("/help\nsuicidal thoughts", "page-crisis"),
        ("/cuases he is having a fit now", "page-emergency"),
        ("/triage she cant breathe", "page-emergency"),
        ("i can’t breathe " * 250, "page-emergency"),
    ],
)
async def test_danger_gets_help_at_once(talk: Talk, typed: str, page: str) -> None:
    await talk((typed, page))


async def test_danger_interrupts_an_open_question_and_ends_the_check(talk: Talk, ada: Phone, says: Says) -> None:
    await talk(("/triage", "triage-trial"), ("he is having a fit now", "page-emergency"))

    assert (await ada.ask("no")).text == says("plain-text")


async def test_danger_in_a_changed_message_gets_help(ada: Phone, says: Says) -> None:
    message = ada.send("hello")
    await ada.see()
    ada.edit(message, "i cant breathe")

    assert (await ada.see()).text.startswith(says("page-emergency"))


async def test_a_link_that_names_a_page_of_danger_is_no_danger(talk: Talk) -> None:
    await talk(("/start suicidal", "page-home"))


async def test_danger_under_a_picture_gets_help(ada: Phone, hear: Hear, says: Says) -> None:
    picture = {"file_id": "f", "file_unique_id": "u", "width": 10, "height": 10}
    hear(ada, {"photo": [picture], "caption": "she cant breathe"})

    assert (await ada.see()).text.startswith(says("page-emergency"))


async def test_of_a_crisis_only_that_checks_before_it_are_over_is_kept(
    ada: Phone, rest: Rest, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await ada.ask("i want to die tonight")

    kept = await rest()
    assert [(table, [row["answers"] for row in rows]) for table, rows in kept.items()] == [("open_card", ["help"])]
    assert [record for record in caplog.records if "tonight" in record.getMessage()] == []


async def test_the_crisis_page_leads_on_to_emergency(talk: Talk) -> None:
    await talk(("suicidal", "page-crisis"), ("[Emergency]", "page-emergency"))


async def test_a_mention_gets_its_page_and_one_line(ada: Phone, says: Says) -> None:
    shown = await ada.ask("my friend had a fit years ago, can too much coffee cause eyelid twitching")

    assert shown.text.startswith(says("page-causes-medication"))
    assert shown.text.endswith(says("question-danger-mentioned"))
    assert "Emergency" in shown.labels


async def test_the_country_that_was_chosen_comes_first_and_only_while_checked(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, telegram: Telegram, says: Says, ada: Phone
) -> None:
    row = Number("Exampleland", "000", "https://example.org/", "001", "002", date(2026, 11, 1))
    monkeypatch.setattr(
        catalog,
        "edition",
        replace(catalog.edition, numbers=Numbers({"xx": row, "yy": replace(row, country="Old", checked=None)})),
    )
    await ada.ask("/settings")
    listed = await ada.press("Country for emergency numbers")
    assert "Old" not in listed.labels
    await ada.press("Exampleland")

    shown = await ada.ask("/emergency")

    lines = [says(f"number-{name}", country="Exampleland", number=number)
             for name, number in (("emergency", "000"), ("ambulance", "001"), ("urgent", "002"))]  # fmt: skip
    assert shown.text.split("\n")[2:5] == lines

    monkeypatch.setattr(
        catalog, "edition", replace(catalog.edition, numbers=Numbers({"xx": replace(row, checked=None)}))
    )
    assert "Exampleland" not in (await ada.ask("/emergency")).text
