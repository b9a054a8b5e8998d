"""Administrators hear once when something needs them, and once when it is well again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.chat.alerts import CALM_SECONDS, NAME, TEXTS, Alerts, Trouble
from bot.content.catalog import Catalog
from bot.content.markup import parse
from bot.domain.editing import InviteEditor
from bot.domain.outcome import Ambiguous, Outcome, Refused, RetryAt, Sent, Unreachable
from bot.domain.sender import Keyboard
from bot.domain.store import StoreError
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.conftest import FakeClock

ADA, BEA = 7, 8
DISK = "steady.db: database or disk is full"


class Post:
    """Delivers, or does not, as a test says."""

    def __init__(self) -> None:
        self.arrived: list[tuple[int, str]] = []
        self.outcomes: list[Outcome] = []

    async def deliver(self, chat_id: int, text: str, keyboard: Keyboard, *, silent: bool) -> Outcome:
        await asyncio.sleep(0)  # as any delivery, it takes a while
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(1)
        if isinstance(outcome, Sent):
            self.arrived.append((chat_id, parse(text).text.split("\n")[0]))
        return outcome

    async def remove(self, chat_id: int, message_id: int) -> None:
        raise AssertionError

    async def probe(self) -> bool:
        raise AssertionError

    def held_for(self) -> float:
        raise AssertionError


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def alerts(post: Post, catalog: Catalog, store: SqliteStore, clock: FakeClock) -> Alerts:
    return Alerts(catalog, post, {ADA}, store, clock)


async def later(alerts: Alerts, clock: FakeClock, seconds: float) -> None:
    await clock.advance(seconds)
    await alerts.tell()


async def test_an_hour_of_trouble_is_one_message_and_its_end_another(
    alerts: Alerts, post: Post, clock: FakeClock
) -> None:
    for _ in range(180):
        alerts.report(Trouble.STORE, reason=DISK)
        await later(alerts, clock, 20)
    for _ in range(180):
        alerts.settle(Trouble.STORE)
        await later(alerts, clock, 20)
    assert [text for _, text in post.arrived] == [
        "The database cannot be written to",
        "The database can be written to again",
    ]


async def test_what_comes_and_goes_is_one_trouble(alerts: Alerts, post: Post, clock: FakeClock) -> None:
    for _ in range(20):
        alerts.report(Trouble.STORE, reason=DISK)
        await later(alerts, clock, 20)
        alerts.settle(Trouble.STORE)
        await later(alerts, clock, CALM_SECONDS - 40)
    assert len(post.arrived) == 1


async def test_a_restart_in_between_changes_nothing(
    alerts: Alerts, post: Post, catalog: Catalog, store: SqliteStore, clock: FakeClock
) -> None:
    alerts.report(Trouble.RIVAL)
    await alerts.tell()
    for _ in range(3):
        again = Alerts(catalog, post, {ADA}, store, clock)
        again.report(Trouble.RIVAL)
        await again.tell()
    well = Alerts(catalog, post, {ADA}, store, clock)
    well.settle(Trouble.RIVAL)
    await later(well, clock, CALM_SECONDS)
    await later(well, clock, CALM_SECONDS)
    assert [text for _, text in post.arrived] == [
        "Another program answers for this bot",
        "No other program answers for this bot now",
    ]
    assert await store.noted(NAME) == "{}"


async def test_while_all_is_well_nothing_is_said_or_written(alerts: Alerts, post: Post, store: SqliteStore) -> None:
    for trouble in Trouble:
        alerts.settle(trouble)
    await alerts.tell()
    assert (post.arrived, await store.noted(NAME)) == ([], None)


async def test_each_trouble_is_told_apart(alerts: Alerts, post: Post) -> None:
    alerts.report(Trouble.BACKUP, reason=DISK)
    alerts.report(Trouble.LEDGER, due="2", accounted="1")
    await alerts.tell()
    assert [text for _, text in post.arrived] == ["The nightly backup failed", "The count of reminders is off"]


async def test_two_who_look_at_once_tell_of_it_once(alerts: Alerts, post: Post) -> None:
    alerts.report(Trouble.STORE, reason=DISK)
    alerts.report(Trouble.BACKUP, reason=DISK)
    await asyncio.gather(alerts.tell(), alerts.tell())
    assert len(post.arrived) == len(set(post.arrived)) == 2


async def test_other_numbers_are_news_and_other_reasons_are_none(alerts: Alerts, post: Post) -> None:
    for text in ("aa", "aa, bb"):
        alerts.report(Trouble.NUMBERS, countries=text)
        alerts.report(Trouble.BACKUP, reason=text)
        await alerts.tell()
    assert [text for _, text in post.arrived].count("Emergency numbers are out of date") == 2
    assert [text for _, text in post.arrived].count("The nightly backup failed") == 1


async def test_who_cannot_be_reached_for_now_is_told_later_and_in_order(
    alerts: Alerts, post: Post, store: SqliteStore, clock: FakeClock
) -> None:
    post.outcomes = [RetryAt(clock.now() + timedelta(seconds=5), flooded=False)]
    alerts.report(Trouble.BACKUP, reason=DISK)
    await alerts.tell()
    assert (post.arrived, await store.noted(NAME)) == ([], None)
    await later(alerts, clock, 20)
    assert post.arrived == [(ADA, "The nightly backup failed")]


async def test_what_may_have_arrived_is_not_sent_again_soon(alerts: Alerts, post: Post, clock: FakeClock) -> None:
    post.outcomes = [Ambiguous()]
    alerts.report(Trouble.BACKUP, reason=DISK)
    for _ in range(29):
        await later(alerts, clock, 20)
    assert post.arrived == []
    await later(alerts, clock, 40)
    assert post.arrived == [(ADA, "The nightly backup failed")]


@pytest.mark.parametrize("outcome", [Unreachable(), Refused()])
async def test_who_blocked_the_bot_keeps_nobody_else_from_hearing(
    post: Post,
    catalog: Catalog,
    store: SqliteStore,
    clock: FakeClock,
    caplog: pytest.LogCaptureFixture,
    outcome: Outcome,
) -> None:
    alerts = Alerts(catalog, post, {BEA, ADA}, store, clock)
    post.outcomes = [outcome]
    alerts.report(Trouble.BACKUP, reason=DISK)
    for _ in range(3):
        await later(alerts, clock, 20)
    assert post.arrived == [(BEA, "The nightly backup failed")]
    assert caplog.messages == ["person 7 could not be told what is wrong"]


async def test_a_store_that_cannot_be_asked_or_written_to_keeps_nobody_from_hearing(
    alerts: Alerts, post: Post, store: SqliteStore, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Sequence[str]) -> None:
        raise StoreError(DISK)

    with monkeypatch.context() as trouble:
        trouble.setattr(store, "noted", full)
        trouble.setattr(store, "note", full)
        for _ in range(3):
            alerts.report(Trouble.STORE, reason=DISK)
            await later(alerts, clock, 20)
    assert post.arrived == [(ADA, "The database cannot be written to")]
    await alerts.tell()
    assert await store.noted(NAME) == '{"store": {"reason": "steady.db: database or disk is full"}}'


def test_every_trouble_has_its_two_texts(catalog: Catalog) -> None:
    alerts = {name for name in catalog.messages if name.startswith("alert-")}
    assert alerts == TEXTS.keys() == {f"alert-{trouble}{end}" for trouble in Trouble for end in ("", "-over")}


async def test_editors_hear_of_the_words_and_of_nothing_else(
    alerts: Alerts, post: Post, store: SqliteStore, write: Callable[..., Awaitable[None]], clock: FakeClock
) -> None:
    await write(InviteEditor("hash", ADA, clock.now() + timedelta(days=1)))
    assert await store.editing.accept("hash", BEA, clock.now())
    alerts.report(Trouble.WORDINGS, texts="tip-water-1 (en)")
    alerts.report(Trouble.RIVAL)
    await alerts.tell()
    await alerts.tell()
    told = [(person_id, text) for person_id, text in post.arrived if "texts" in text]
    assert told == [(ADA, "Some changed texts cannot be used"), (BEA, "Some changed texts cannot be used")]
    assert len(post.arrived) == 3


async def test_where_the_editors_cannot_be_read_the_administrators_are_told(
    alerts: Alerts, post: Post, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail() -> None:
        raise StoreError(DISK)

    monkeypatch.setattr(store.editing, "editors", fail)
    alerts.report(Trouble.WORDINGS, texts="tip-water-1 (en)")
    await alerts.tell()
    assert post.arrived == [(ADA, "Some changed texts cannot be used")]
