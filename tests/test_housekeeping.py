"""What is looked after without anybody asking."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from bot.chat.alerts import Alerts, Trouble
from bot.content.numbers import Number, Numbers
from bot.domain.delivery import Ledger
from bot.domain.store import StoreError
from bot.housekeeping import Housekeeping
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.conftest import FakeClock

FULL = StoreError("steady.db: database or disk is full")


class Notes:
    """What would be told."""

    def __init__(self) -> None:
        self.wrong: dict[str, dict[str, str]] = {}
        self.told = 0

    def report(self, trouble: Trouble, **about: str) -> None:
        self.wrong[trouble] = about

    def settle(self, trouble: Trouble) -> None:
        self.wrong.pop(trouble, None)

    async def tell(self) -> None:
        self.told += 1


class Keeper:
    """A store that fails when a test says so."""

    def __init__(self) -> None:
        self.trouble: StoreError | None = None
        self.backup: Ledger | StoreError | None = None
        self.asked: list[datetime] = []

    async def clean_up(self, now: datetime) -> int:
        raise AssertionError

    async def back_up(self, now: datetime) -> Ledger | None:
        self.asked.append(now)
        if isinstance(self.backup, StoreError):
            raise self.backup
        return self.backup

    def take_trouble(self) -> StoreError | None:
        return self.trouble

    async def noted(self, name: str) -> str | None:
        raise AssertionError

    async def note(self, name: str, value: str) -> None:
        raise AssertionError


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def housekeeping(notes: Notes, keeper: Keeper, clock: FakeClock) -> Housekeeping:
    return Housekeeping(keeper, lambda: Numbers({}), cast("Alerts", notes), clock)


async def test_a_failure_that_stays_is_trouble_and_one_that_passes_is_not(
    housekeeping: Housekeeping, notes: Notes, keeper: Keeper
) -> None:
    seen = []
    for trouble in (FULL, None, FULL, FULL, FULL, None):
        keeper.trouble = trouble
        await housekeeping.look()
        seen.append(notes.wrong.get(Trouble.STORE))
    reason = {"reason": str(FULL)}
    assert (seen, notes.told) == ([None, None, None, reason, reason, None], 6)


async def test_who_can_look_has_no_rival(housekeeping: Housekeeping, notes: Notes) -> None:
    notes.report(Trouble.RIVAL)
    await housekeeping.look()
    assert notes.wrong == {}


async def test_a_backup_that_fails_is_told_until_one_works(
    housekeeping: Housekeeping, notes: Notes, keeper: Keeper, caplog: pytest.LogCaptureFixture
) -> None:
    keeper.backup = FULL
    await housekeeping.keep()
    failed = dict(notes.wrong)
    keeper.backup = None
    await housekeeping.keep()
    assert (failed, notes.wrong) == ({Trouble.BACKUP: {"reason": str(FULL)}}, {})
    assert caplog.messages == ["the backup failed: steady.db: database or disk is full"]


async def test_a_ledger_that_does_not_add_up_is_told_until_it_does(
    housekeeping: Housekeeping, notes: Notes, keeper: Keeper, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = []
    for backup in (Ledger(due=1204, sent=1203), None, Ledger(due=1, sent=1)):
        keeper.backup = backup
        await housekeeping.keep()
        wrong.append(dict(notes.wrong))
    off = {Trouble.LEDGER: {"due": "1,204", "accounted": "1,203"}}
    assert wrong == [off, off, {}]
    assert caplog.messages == ["the ledger does not add up: 1204 were due, 1203 are accounted for"]


async def test_numbers_that_nobody_checks_are_told(notes: Notes, keeper: Keeper, clock: FakeClock) -> None:
    numbers = Numbers({"xx": Number("Exampleland", "000", "https://example.org/")})
    await Housekeeping(keeper, lambda: numbers, cast("Alerts", notes), clock).keep()
    assert (notes.wrong, keeper.asked) == ({Trouble.NUMBERS: {"countries": "xx"}}, [clock.now()])


async def test_a_full_disk_under_the_real_store_is_seen(notes: Notes, clock: FakeClock, tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "steady.db")
    housekeeping = Housekeeping(store, lambda: Numbers({}), cast("Alerts", notes), clock)
    await store._thread.run(lambda connection: connection.execute("PRAGMA max_page_count = 1"))
    seen = []
    for size in (10**6, 10**6, 1):
        with suppress(StoreError):
            await store.note("large", "x" * size)
        await housekeeping.look()
        seen.append(bool(notes.wrong))
    await store.close()
    assert seen == [False, True, False]
