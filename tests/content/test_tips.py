"""Tips are found, and what is wrong with one is named with its line."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog, ContentError
from bot.content.tips import FEWEST, Tips
from bot.domain.schedule import Kind

TIPS = "en/tips.ftl"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(shipped_messages(), tmp_path / "messages")


def add(folder: Path, text: str) -> int:
    """Add a text to the tips; return its line."""
    path = folder / TIPS
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return before.count("\n") + 2


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        Catalog.load(folder)
    return [str(fault) for fault in raised.value.faults]


def test_every_kind_has_tips_each_with_where_it_is_from() -> None:
    tips = Catalog.load(shipped_messages()).tips
    assert {tips[tip].kind for tip in tips} == set(Kind)
    assert [tip for tip in tips if not tips[tip].sources] == []


def test_a_new_tip_is_one_message(folder: Path) -> None:
    add(folder, "tip-sleep-99 = Rest well.\n    .source = nsf-2023\n    .unless = water stretch")
    tip = Catalog.load(folder).tips["tip-sleep-99"]
    assert tip.needs == {Kind.SLEEP, Kind.WATER, Kind.STRETCH}
    assert tip.sources == ("source-nsf-2023",)


def test_words_without_tips_have_none(tmp_path: Path) -> None:
    tips = Tips({})
    assert (bool(tips), tips.suitable(Kind.TIP, set(Kind))) == (False, ())


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("tip-water-99 = Sip.\n    .source = nobody", 0, 'there is no text "source-nobody" for its .source'),
        (
            "tip-water-99 = Sip.\n    .unless = wine",
            0,
            ".unless names wine; there are only water, stretch, caffeine, sleep, tip",
        ),
        (f"tip-water-99 = {'x' * 241}", 0, "it has 241 characters; a tip may have 240"),
        ("# $name (text): who. Example: Ada\ntip-water-99 = Sip, { $name }.", 1, "a tip has no variables"),
    ],
)
def test_what_is_wrong_with_a_tip_is_told(folder: Path, text: str, line: int, fault: str) -> None:
    at = add(folder, text) + line
    assert faults(folder) == [f"{TIPS}:{at}: tip-water-99: {fault}"]


def test_a_kind_with_too_few_tips_is_named(folder: Path) -> None:
    path = folder / TIPS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("tip-sleep-", "rest-"), encoding="utf-8")
    assert (
        f'en: there are 0 tips "tip-sleep-…" that are on; {FEWEST} are needed, so that a week brings no repeat'
        in faults(folder)
    )


@pytest.mark.parametrize("text", ["tip-water-99 = <b>Sip", "tip-water-99 = Sip.\n    .source = { $x }"])
def test_a_tip_that_cannot_be_shown_is_told_as_any_text(folder: Path, text: str) -> None:
    add(folder, text)
    assert any("tip-water-99" in fault for fault in faults(folder))
