"""A tired person can read every page."""

from __future__ import annotations

import runpy
from pathlib import Path

from bot.content.catalog import Catalog

SCRIPT = runpy.run_path(str(Path(__file__).parents[1] / "readability.py"))


def test_no_page_asks_for_more_than_eight_years_of_school(bodies: dict[str, str]) -> None:
    too_hard = [(grade, page) for grade, page in SCRIPT["grades"](bodies) if grade > 8.0]

    assert too_hard == []


def test_no_card_of_the_check_asks_for_more_than_eight_years_of_school(catalog: Catalog) -> None:
    cards = SCRIPT["check_bodies"](catalog)

    assert len(cards) > 20
    assert [(grade, card) for grade, card in SCRIPT["grades"](cards) if grade > 8.0] == []


def test_no_tip_asks_for_more_than_eight_years_of_school(catalog: Catalog) -> None:
    words = catalog.words("en")
    tips = {tip: words.plain(tip) for tip in catalog.tips}

    assert [(grade, tip) for grade, tip in SCRIPT["grades"](tips) if grade > 8.0] == []


def test_no_text_about_reminders_asks_for_more_than_eight_years_of_school(catalog: Catalog) -> None:
    texts = SCRIPT["reminder_bodies"](catalog)

    assert len(texts) > 40
    assert [(grade, text) for grade, text in SCRIPT["grades"](texts) if grade > 8.0] == []


def test_no_text_for_editors_asks_for_more_than_eight_years_of_school(catalog: Catalog) -> None:
    texts = SCRIPT["editor_bodies"](catalog)

    assert len(texts) > 80
    assert [(grade, text) for grade, text in SCRIPT["grades"](texts) if grade > 8.0] == []


def test_a_hard_text_is_found() -> None:
    hard = "Pathophysiological considerations necessitate interdisciplinary electrophysiological characterisation."

    assert SCRIPT["grades"]({"hard": hard, "easy": "Sit down and rest a while."})[0][1] == "hard"


def test_the_hardest_page_comes_first(bodies: dict[str, str]) -> None:
    graded = [grade for grade, _ in SCRIPT["grades"](bodies)]

    assert graded == sorted(graded, reverse=True)
