"""The conversations in tests/transcripts/, held with the real bot."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.content.triage import label_of

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone, Shown
    from bot.simulator.telegram import Telegram
    from tests.conftest import FakeClock

FOLDER = Path(__file__).parents[1] / "transcripts"
HEADINGS = {
    "EMERGENCY": "Call your local emergency number now.",
    "URGENT": "Speak to a doctor today",
    "ROUTINE": "Book a visit with a doctor",
    "SELFCARE": "You can look after this at home for now",
}
QUESTIONS = {
    "q1_danger_now": "danger", "q3_serious_cause": "cause", "q4_age": "age", "q5_weakness": "weakness",
    "q6_spells": "spells", "q7_medicine": "medicine", "q8_health": "health", "q9_pattern": "pattern",
}  # fmt: skip
ANSWERS = {
    "under2": "baby", "65plus": "older", "fast_or_speech_swallow": "fast", "big_jerks_new": "big",
    "persist_multi_worse": "lasting", "only_falling_asleep": "asleep", "one_small_spot_2wk": "spot",
}  # fmt: skip
OTHERWISE = {"age": "adult", "medicine": "none", "health": "none", "pattern": "spot"}


def transcripts() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for part in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            title, *lines = part.strip().splitlines()
            yield title, [(who, said) for who, _, said in (line.partition(": ") for line in lines)]


def vignettes() -> list[dict[str, str]]:
    with (FOLDER / "vignettes.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


TRANSCRIPTS = dict(transcripts())


def holds(text: str, said: str) -> bool:
    """Tell whether all parts of what was said stand in the text, in their order."""
    return re.search(".*".join(map(re.escape, said.split(" … "))), text, re.DOTALL) is not None


async def do(phone: Phone, said: str, clock: FakeClock) -> Shown:
    if later := re.fullmatch(r"(\d+) minutes later", said):
        await clock.advance(60 * int(later[1]))
        return phone.screen()
    return await (phone.press(said[1:-1]) if said.startswith("[") else phone.ask(said))


@pytest.mark.parametrize("title", TRANSCRIPTS)
async def test_a_conversation_goes_as_written(ada: Phone, telegram: Telegram, clock: FakeClock, title: str) -> None:
    shown, newest = ada.screen(), ada.screen().id
    for who, said in TRANSCRIPTS[title]:
        match who:
            case "person":
                newest = ada.screen().id
                shown = await do(ada, said, clock)
            case "bot":
                assert holds(shown.text, said), (said, shown.text)
            case "bot, new":
                assert shown.id > newest, shown.text
                assert holds(shown.text, said), (said, shown.text)
            case "not":
                assert said not in shown.text
            case _:
                raise ValueError(who)

    assert ada.unanswered() == ()
    assert telegram.refused == []


@pytest.mark.parametrize("row", vignettes(), ids=lambda row: row["id"])
async def test_a_vignette_ends_where_the_rule_says(ada: Phone, catalog: Catalog, row: dict[str, str]) -> None:
    pairs = (pair.split("=") for pair in row["answers"].split(";"))
    given = {QUESTIONS[question]: ANSWERS.get(answer, answer) for question, answer in pairs}
    words, check = catalog.words("en"), catalog.check
    assert check is not None
    shown = await ada.ask("/triage")
    for question in check.flow.questions:
        if shown.text.startswith(tuple(HEADINGS.values())):
            break
        answer = given.get(question.id) or OTHERWISE.get(question.id, "no")
        shown = await ada.press(label_of(question.id, answer, words))

    assert shown.text.startswith(HEADINGS[row["rule_outcome"]])
