from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.store import Ending, ErasePerson, Person, Received, SavePerson, StoreError
from bot.storage.sqlite import SqliteStore

CANARY = "canary-7f3a"
CANARY_ID = 7_177_135_797  # stands in the file as the bytes below
CANARY_ID_BYTES = CANARY_ID.to_bytes(6, "big")
NEVER = 3600.0
ANNA = Person(CANARY_ID, new_message_each_step=True)

WORKER = """
import asyncio, itertools, pathlib, sys
from datetime import UTC, datetime
from bot.domain.store import Ending, Person, Received, SavePerson
from bot.storage.sqlite import SqliteStore

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

async def visit(store, number):
    await store.receive([Received(number, number, "{}")], NOW)
    print("received", number, flush=True)
    await store.begin(number)
    await store.finish(number, Ending.DONE, [SavePerson(Person(number, True))], NOW)
    print("finished", number, flush=True)

async def visits(store, numbers):
    for number in numbers:
        await visit(store, number)

async def main():
    store = await SqliteStore.open(pathlib.Path(sys.argv[1]), wipe_seconds=0.01)
    numbers = itertools.count(int(sys.argv[2]))
    await asyncio.gather(*(visits(store, numbers) for _ in range(20)))

asyncio.run(main())
"""


FIND = """
import pathlib, sys
for file in pathlib.Path(sys.argv[1]).iterdir():
    if bytes.fromhex(sys.argv[2]) in file.read_bytes():
        print(file.name)
"""


def update(update_id: int, text: str = CANARY) -> Received:
    return Received(update_id, CANARY_ID, json.dumps({"text": text}))


def found(folder: Path, trace: bytes) -> list[str]:
    """Return the files that hold these bytes, read by another process: closing a database drops its locks here."""
    seen = subprocess.run([sys.executable, "-c", FIND, str(folder), trace.hex()], capture_output=True, check=True)
    return sorted(seen.stdout.decode().split())


def free_pages(path: Path) -> int:
    script = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('PRAGMA freelist_count').fetchone())"
    return int(subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=True).stdout)


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """Yield a store whose log is emptied at erasures and at the end only."""
    store = await SqliteStore.open(path, wipe_seconds=NEVER)
    yield store
    await store.close()


@pytest.fixture
async def wiping(path: Path) -> AsyncIterator[SqliteStore]:
    """Yield a store whose log is emptied after each commit."""
    store = await SqliteStore.open(path, wipe_seconds=0.0)
    yield store
    await store.close()


async def test_every_file_is_its_owners_alone(store: SqliteStore, path: Path, now: datetime) -> None:
    await store.receive([update(1)], now)
    assert {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {
        "steady.db": 0o600,
        "steady.db-wal": 0o600,
        "steady.db-shm": 0o600,
        "steady.db.lock": 0o600,
        "steady.db.erased": 0o600,
    }


async def test_a_closed_store_is_one_file_beside_the_lock_and_the_erased(path: Path) -> None:
    await (await SqliteStore.open(path)).close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["steady.db", "steady.db.erased", "steady.db.lock"]


async def test_two_stores_on_one_file_are_refused(store: SqliteStore, path: Path) -> None:
    with pytest.raises(StoreError, match="another steady is running"):
        await SqliteStore.open(path)


async def test_a_refused_file_is_a_sentence_and_not_held(path: Path) -> None:
    await asyncio.to_thread(path.mkdir)
    for _ in range(2):
        with pytest.raises(StoreError) as refusal:
            await SqliteStore.open(path)
        assert str(refusal.value) == f"{path}: cannot be used: Is a directory"


async def test_a_damaged_file_is_not_held(store: SqliteStore, path: Path) -> None:
    await store.close()
    await asyncio.to_thread(path.write_bytes, b"a shopping list")
    for _ in range(2):
        with pytest.raises(StoreError, match="damaged"):
            await SqliteStore.open(path)


async def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist; create it first"):
        await SqliteStore.open(tmp_path / "absent" / "steady.db")


async def test_a_waiting_text_is_on_the_disk(store: SqliteStore, path: Path, now: datetime) -> None:
    await store.receive([update(1)], now)
    assert found(path.parent, CANARY.encode()) == ["steady.db-wal"]


async def test_a_finished_text_is_on_the_disk_no_more(wiping: SqliteStore, path: Path, now: datetime) -> None:
    await wiping.receive([update(1)], now)
    await wiping.finish(1, Ending.DONE, [], now)
    await wiping.begin(1)  # its answer comes after the log was emptied
    assert found(path.parent, CANARY.encode()) == []


async def test_finished_texts_leave_no_trace_among_others(wiping: SqliteStore, path: Path, now: datetime) -> None:
    """Pages are split, merged and filled again; once the inbox is short, none keeps a piece of what stood on it."""
    chance = random.Random(1)
    waiting = {n: update(n, "harmless" if n < 60 else CANARY * chance.choice([1, 5, 20, 90, 800])) for n in range(900)}
    numbers = chance.sample(sorted(waiting), len(waiting))
    for start in range(0, len(numbers), 100):
        await wiping.receive([waiting[number] for number in numbers[start : start + 100]], now)
        for number in chance.sample(numbers[: start + 100], 30):
            if number >= 60:
                await wiping.finish(number, Ending.DONE, [], now)
    before = found(path.parent, CANARY.encode())
    for number in numbers:
        if number >= 60:
            await wiping.finish(number, Ending.DONE, [], now)
    await wiping.begin(-1)
    assert (before, found(path.parent, CANARY.encode())) == (["steady.db"], [])


async def test_tidying_keeps_what_waits_as_it_was(wiping: SqliteStore, path: Path, now: datetime) -> None:
    await wiping.receive([update(1), update(2)], now)
    await wiping.begin(2)
    await wiping.recover(now)
    await wiping.begin(2)
    before = await wiping.export(CANARY_ID)
    after = await wiping.export(CANARY_ID)
    assert (after, [(row["started"], row["crashes"]) for row in after["inbox"]]) == (before, [(0, 0), (1, 1)])


async def test_the_file_is_rewritten_by_the_first_clean_up_after_an_erasure_only(
    store: SqliteStore, path: Path, now: datetime
) -> None:
    crowd = [Person(number, new_message_each_step=True) for number in range(5000)]
    free = []
    for update_id, last in ((1, []), (3, [ErasePerson(CANARY_ID)]), (5, [])):
        await store.receive([update(update_id), update(update_id + 1, "")], now)
        await store.finish(update_id, Ending.DONE, [SavePerson(person) for person in crowd], now)
        await store.finish(update_id + 1, Ending.DONE, [*(SavePerson(Person(p.id)) for p in crowd), *last], now)
        await store.clean_up(now)
        free.append(free_pages(path))
    assert [pages > 0 for pages in free] == [False, False, True]


async def test_a_text_put_aside_after_crashes_is_on_the_disk_no_more(path: Path, now: datetime) -> None:
    for _ in range(3):
        store = await SqliteStore.open(path)
        await store.recover(now)
        await store.receive([update(1)], now)
        await store.begin(1)
        await store.close()
    store = await SqliteStore.open(path)
    assert (await store.recover(now)).put_aside == (1,)
    await store.close()
    assert found(path.parent, CANARY.encode()) == []


async def test_of_somebody_erased_nothing_is_on_the_disk(store: SqliteStore, path: Path, now: datetime) -> None:
    await store.receive([update(1), update(2), update(3)], now)
    await store.finish(1, Ending.DONE, [SavePerson(ANNA)], now)
    before = found(path.parent, CANARY.encode()), found(path.parent, CANARY_ID_BYTES)
    await store.finish(2, Ending.DONE, [ErasePerson(ANNA.id)], now)
    after = found(path.parent, CANARY.encode()), found(path.parent, CANARY_ID_BYTES)
    assert (before, after) == ((["steady.db-wal"], ["steady.db-wal"]), ([], []))


async def test_an_erasure_is_written_down_before_it_is_made(store: SqliteStore, path: Path, now: datetime) -> None:
    erased = path.with_name("steady.db.erased")
    await store.receive([update(1)], now)
    await store.finish(1, Ending.DONE, [SavePerson(ANNA)], now)
    await store.receive([update(2)], now)
    erased.unlink()
    erased.mkdir()
    with pytest.raises(StoreError, match=r"steady\.db\.erased: cannot be opened"):
        await store.finish(2, Ending.DONE, [ErasePerson(ANNA.id)], now)
    assert await store.begin(2) == ANNA


async def test_only_an_erasure_that_counts_is_written_down(store: SqliteStore, path: Path, now: datetime) -> None:
    await store.finish(1, Ending.DONE, [ErasePerson(ANNA.id)], now)
    assert path.with_name("steady.db.erased").read_text().count("\n") == 0


async def test_a_person_saved_wrongly_is_the_callers_fault_alone(store: SqliteStore, now: datetime) -> None:
    await store.receive([update(1)], now)
    with pytest.raises(OverflowError):
        await store.finish(1, Ending.DONE, [SavePerson(Person(2**70, new_message_each_step=True))], now)
    assert await store.begin(1) == Person(CANARY_ID)


def test_what_was_acknowledged_survives_being_killed(path: Path) -> None:
    chance = random.Random(2)
    said: dict[str, set[int]] = {"received": set(), "finished": set()}
    for run in range(4):
        kill_at = chance.randrange(50, 600)
        command = [sys.executable, "-c", WORKER, str(path), str(run * 100_000 + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
            assert worker.stdout is not None
            for count, line in enumerate(worker.stdout):
                if count == kill_at:
                    worker.kill()
                if line.endswith("\n"):
                    what, number = line.split()
                    said[what].add(int(number))
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        inbox = {number for (number,) in database.execute("SELECT update_id FROM inbox")}
        handled = {number for (number,) in database.execute("SELECT update_id FROM handled_update")}
        people = {number for (number,) in database.execute("SELECT id FROM person")}
    assert len(said["finished"]) > 50
    assert said["received"] - inbox - handled == set()
    assert said["finished"] - handled == set()
    assert (handled, inbox & handled) == (people, set())
