"""Openings of pages are counted, and a reader is asked now and then; nothing about the reader is kept."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.chat.helpful import version_of
from bot.content.pages import Card

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bot.app import Steady
    from bot.content.catalog import Catalog, Words
    from bot.content.pages import Rows
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Run, Says
    from tests.conftest import FakeClock


class Curious(Random):
    """Chance that has every reader asked."""

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        return 0


@pytest.fixture
async def bot(run: Run) -> AsyncIterator[Steady]:
    async with run(random=Curious(1)) as steady:
        yield steady


async def counted(store: SqliteStore, clock: FakeClock, page: str) -> Mapping[str, int]:
    pages = (await store.editing.stats(clock.now())).pages
    return {what: count for (of, _, what), count in pages.items() if of == page}


async def test_an_answer_is_counted_and_the_question_goes(
    ada: Phone, rest: Rest, store: SqliteStore, clock: FakeClock, says: Says
) -> None:
    asked = await ada.ask("/causes")
    answered = await ada.press("Yes")

    assert asked.text.endswith(says("helpful-question"))
    assert asked.labels[-4:] == ("Yes", "No", "Home", "Emergency")
    assert answered.text == asked.text.removesuffix(says("helpful-question")).rstrip()
    assert (await ada.notice()).text == says("notice-helpful")
    assert await rest() == {}
    assert await counted(store, clock, "causes") == {"opened": 1, "yes": 1}


async def test_a_no_is_counted_for_the_version_that_was_read(
    ada: Phone, rest: Rest, store: SqliteStore, clock: FakeClock, catalog: Catalog
) -> None:
    await ada.ask("/causes")
    await ada.press("No")
    ada.tap_data("hp:no:causes:0123ab")
    await rest()
    pages = (await store.editing.stats(clock.now())).pages
    now = version_of("causes", catalog, "en")

    assert {version: count for (_, version, what), count in pages.items() if what == "no"} == {now: 1, "older": 1}


@pytest.mark.parametrize("data", ["hp:yes:gone:0123ab", "hp:maybe:causes:0123ab", "hp:yes:causes:<b>", "hp:"])
async def test_an_answer_about_nothing_is_not_counted(
    ada: Phone, rest: Rest, store: SqliteStore, clock: FakeClock, says: Says, data: str
) -> None:
    ada.tap_data(data)

    assert (await ada.notice()).text == says("notice-old-button")
    await rest()
    assert {what for _, _, what in (await store.editing.stats(clock.now())).pages} <= {"opened"}


@pytest.mark.parametrize("command", ["/emergency", "/start", "/settings"])
async def test_nobody_is_asked_who_needs_help_or_reads_no_text(ada: Phone, command: str) -> None:
    assert "Yes" not in (await ada.ask(command)).labels


async def test_pages_are_counted_by_command_button_and_question(
    ada: Phone, rest: Rest, store: SqliteStore, clock: FakeClock
) -> None:
    await ada.ask("/causes")
    await ada.ask("causes")
    await ada.ask("what causes twitching")
    await ada.press("Home")
    await ada.press("Causes")
    await rest()

    assert await counted(store, clock, "causes") == {"opened": 4}


async def test_a_question_about_a_page_is_not_mixed_with_other_questions(ada: Phone, says: Says) -> None:
    assert says("helpful-question") not in (await ada.ask("what causes twitching")).text


async def test_a_version_changes_with_the_text_of_its_page(catalog: Catalog) -> None:
    versions = {version_of(page, catalog, "en") for page in catalog.pages.pages}

    assert len(versions) == len(catalog.pages.pages)
    assert version_of("causes", catalog, "en") == version_of("causes", catalog, "en")


async def test_a_page_without_room_for_the_question_comes_without_it(
    ada: Phone, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def long(page_id: str, words: Words, variables: Mapping[str, str], extra: Rows = ()) -> Card:
        return Card("a" * 4_090, catalog.pages.closing_rows(words))

    monkeypatch.setattr(catalog.pages, "card", long)

    assert (await ada.ask("/causes")).text == "a" * 4_090


async def test_few_are_asked(run: Run, telegram: Telegram) -> None:
    async with run(random=Random(11)):
        ada = telegram.person(7, "Ada")
        asked = ["Yes" in (await ada.ask("/causes")).labels for _ in range(100)]

    assert 1 <= sum(asked) <= 15
