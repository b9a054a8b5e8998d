"""What editors made of the words is in use from the start; they hear of what cannot be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from bot.chat.alerts import Alerts, Trouble
from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.domain.editing import Change, EditingStore, Override, Wording
from bot.domain.store import StoreError
from bot.storage.sqlite import SqliteStore
from bot.wordings import MOST_NAMED, Wordings

if TYPE_CHECKING:
    from tests.conftest import FakeClock

EDITOR = 7


class Notes:
    """What would be told."""

    def __init__(self) -> None:
        self.wrong: dict[str, dict[str, str]] = {}

    def report(self, trouble: Trouble, **about: str) -> None:
        self.wrong[trouble] = about

    def settle(self, trouble: Trouble) -> None:
        self.wrong.pop(trouble, None)


class Unreadable:
    """A store that cannot be read."""

    async def wordings(self) -> list[Wording]:
        raise StoreError("steady.db: disk error")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(shipped_messages())


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "steady.db")
    yield store
    await store.close()


@pytest.fixture
def wordings(catalog: Catalog, store: SqliteStore, notes: Notes) -> Wordings:
    return Wordings(catalog, store.editing, cast("Alerts", notes))


async def publish(store: SqliteStore, clock: FakeClock, key: str, source: str | None, base: int = 0) -> None:
    change = Change("en", key, source, base, "", critical=False)
    assert await store.editing.publish([change], EDITOR, clock.now())


async def test_what_was_published_is_in_use(
    wordings: Wordings, store: SqliteStore, catalog: Catalog, clock: FakeClock, notes: Notes
) -> None:
    await publish(store, clock, "tip-water-1", "Sip.")
    await wordings.load()
    await wordings.report()
    assert (catalog.words("en").text("tip-water-1"), notes.wrong) == ("Sip.", {})


async def test_what_was_brought_back_is_the_shipped_text(
    wordings: Wordings, store: SqliteStore, catalog: Catalog, clock: FakeClock
) -> None:
    await publish(store, clock, "tip-water-1", "Sip.")
    await publish(store, clock, "tip-water-1", None, 1)
    await wordings.load()
    assert catalog.overrides == ()


async def test_what_does_not_fit_is_left_out_and_told_until_it_is_mended(
    wordings: Wordings,
    store: SqliteStore,
    catalog: Catalog,
    clock: FakeClock,
    notes: Notes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await publish(store, clock, "gone", "x")
    await publish(store, clock, "tip-water-1", "Sip.")
    await wordings.load()
    await wordings.report()
    told = dict(notes.wrong)
    await publish(store, clock, "gone", None, 1)
    await wordings.report()
    assert (told, notes.wrong) == ({Trouble.WORDINGS: {"texts": "gone (en)"}}, {})
    assert catalog.overrides == (Override("en", "tip-water-1", "Sip."),)
    assert caplog.messages == ["gone of en does not fit the shipped words; it was left out"]


async def test_what_cannot_be_filled_is_told_once(
    wordings: Wordings,
    store: SqliteStore,
    catalog: Catalog,
    clock: FakeClock,
    notes: Notes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await publish(store, clock, "page-about.title", "About Steady, run by { $operator }")
    await wordings.load()
    said = [catalog.words("en").text("page-about.title") for _ in range(3)]
    await wordings.report()
    assert set(said) == {catalog.shipped.words("en").text("page-about.title")}
    assert notes.wrong == {Trouble.WORDINGS: {"texts": "page-about.title (en)"}}
    assert caplog.messages == ["page-about.title of en could not be filled; the shipped text was said"]


async def test_of_many_the_first_are_named(
    wordings: Wordings, store: SqliteStore, clock: FakeClock, notes: Notes
) -> None:
    for number in range(MOST_NAMED + 2):
        await publish(store, clock, f"gone-{number:02}", "x")
    await wordings.load()
    await wordings.report()
    texts = notes.wrong[Trouble.WORDINGS]["texts"].split(", ")
    assert (texts[0], texts[-1], len(texts)) == ("gone-00 (en)", "+2", MOST_NAMED + 1)


async def test_while_the_store_cannot_be_read_nothing_is_said_to_be_well(
    wordings: Wordings, store: SqliteStore, catalog: Catalog, clock: FakeClock, notes: Notes
) -> None:
    await publish(store, clock, "gone", "x")
    await wordings.load()
    await wordings.report()
    wordings._editing = cast("EditingStore", Unreadable())
    notes.wrong["other"] = {}
    await wordings.report()
    assert set(notes.wrong) == {Trouble.WORDINGS, "other"}
