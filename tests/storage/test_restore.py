"""A restore: who was erased stays erased, nothing old is sent, all is accounted for, and no kill leaves half of it."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.domain.delivery import Rendered
from bot.domain.editing import NOBODY, Change, InviteEditor, RevokeEditor, Standing
from bot.domain.reminders import Reminding, SaveReminding, SaveSeries, Settle, Settlement, State
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import (
    Ending,
    ErasePerson,
    KeepCard,
    OpenCard,
    Person,
    Received,
    SavePerson,
    StoreError,
    Write,
)
from bot.storage import migrations
from bot.storage.backups import back_up
from bot.storage.check import check_database
from bot.storage.connect import connect
from bot.storage.ledger import ledger_in
from bot.storage.restore import restore as put_back
from bot.storage.sqlite import SqliteStore
from bot.storage.wordings import wordings_in

ANNA, BEN = 7, 8
WORDS = Rendered("Drink", (), "sip", ("sip",))
_updates = count(1)

KILLED = """
import os, pathlib, signal, sys
from datetime import datetime
from importlib import import_module

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

module, _, name = sys.argv[4].rpartition(".")
if name.startswith("Path:"):
    calls = iter(range(9))
    real, stop = getattr(pathlib.Path, name[5:-1]), int(name[-1])
    def counted(*arguments, **more):
        if next(calls) == stop:
            killed()
        return real(*arguments, **more)
    setattr(pathlib.Path, name[5:-1], counted)
else:
    setattr(import_module(module), name, killed)

from bot.storage.restore import restore
restore(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
"""


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def backup(path: Path) -> Path:
    return path.with_name("copy.db")


async def write(store: SqliteStore, now: datetime, *writes: Write) -> None:
    update_id = next(_updates)
    await store.receive([Received(update_id, ANNA, "{}")], now)
    await store.finish(update_id, Ending.DONE, writes, now)


async def subscribe(store: SqliteStore, *times: int, person: int = ANNA, now: datetime) -> None:
    reminding = SaveReminding(Reminding(person, "UTC", Plan()))
    await write(store, now, reminding, SaveSeries(person, Series(Kind.WATER, times=times), enabled=True))


async def send_due(store: SqliteStore, now: datetime) -> list[int]:
    """Let all that is due be sent; return the ids."""
    await store.deliveries.take_due(now, 1000)
    claims = await store.deliveries.claim(now, 10)
    for each in claims.claimed:
        await store.deliveries.confirm(each.occurrence.id, 5, WORDS, now)
    return [each.occurrence.id for each in claims.claimed]


async def states(store: SqliteStore, person: int = ANNA) -> list[str]:
    happened = await store.occurrences(person, at(0, day=1))
    return [f"{each.due_at:%d %H:%M} {each.state}" for each in happened]


def country_of(path: Path, person: int) -> str | None:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT country FROM person WHERE id = ?", (person,)).fetchone()
        return row[0] if row else None


def holds(path: Path, text: bytes) -> bool:
    return text in path.read_bytes()


def copy(path: Path, to: Path) -> None:
    to.write_bytes(path.read_bytes())


def touch(path: Path) -> None:
    path.touch()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if not file.name.endswith((".lock", ".erased", "-shm"))
    }


# Reminders


async def test_what_was_due_since_the_backup_is_uncertain_and_is_not_sent(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await subscribe(store, 600, 720, 840, now=at(7))
    await send_due(store, at(10))
    back_up(path, backup, at(11))
    await send_due(store, at(12))
    await store.close()

    restored = put_back(backup, path, at(12, 5))

    store = await SqliteStore.open(path)
    sent_again = await send_due(store, at(12, 6))
    assert (restored.uncertain, sent_again, await states(store)) == (1, [], ["23 10:00 sent", "23 12:00 uncertain"])
    assert len(await send_due(store, at(14))) == 1
    assert (await store.deliveries.ledger()).adds_up
    await store.close()


async def test_what_was_on_its_way_in_the_backup_is_uncertain(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    for person in (ANNA, BEN):
        await subscribe(store, 600, person=person, now=at(7))
    await store.deliveries.take_due(at(10), 10)
    (sending,) = (await store.deliveries.claim(at(10), 1)).claimed
    back_up(path, backup, at(10))
    await store.close()

    restored = put_back(backup, path, at(10, 1))

    store = await SqliteStore.open(path)
    assert await store.deliveries.recover_sending(at(10, 1)) == 0
    assert (restored.uncertain, await send_due(store, at(10, 1))) == (2, [])
    assert [await states(store, person) for person in (ANNA, BEN)] == [["23 10:00 uncertain"]] * 2
    ledger = await store.deliveries.ledger()
    assert (ledger.adds_up, ledger.uncertain, ledger.copies) == (True, 2, 0)

    await write(store, at(10, 2), Settle(sending.occurrence.person_id, sending.occurrence.id, Settlement.DONE))
    settled = await store.occurrence(sending.occurrence.id)
    assert settled is not None
    assert (settled.state, settled.settled) == (State.SENT, Settlement.DONE)
    assert (await store.deliveries.ledger()).adds_up
    await store.close()


async def test_each_of_many_days_is_listed_and_the_ledger_adds_up(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await subscribe(store, 600, 720, now=at(7))
    await store.close()
    back_up(path, backup, at(8))
    restored = put_back(backup, path, at(11, day=30))
    ledger = ledger_in(path)
    assert (restored.uncertain, restored.adds_up) == (15, True)
    assert (ledger.due, ledger.uncertain, ledger.adds_up) == (15, 15, True)


async def test_a_snooze_that_is_not_due_yet_is_still_sent(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await subscribe(store, 600, now=at(7))
    (first,) = await send_due(store, at(10))
    await write(store, at(10, 5), Settle(ANNA, first, Settlement.SNOOZED, at(10, 35)))
    back_up(path, backup, at(10, 10))
    await store.close()
    put_back(backup, path, at(10, 20))
    store = await SqliteStore.open(path)
    assert len(await send_due(store, at(10, 35))) == 1
    await store.close()


async def test_buttons_sent_since_the_backup_mean_no_reminder_of_later(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await subscribe(store, 600, 720, 840, now=at(7))
    back_up(path, backup, at(8))
    given = [*(await send_due(store, at(10))), *(await send_due(store, at(12)))]
    await store.close()
    ids = []
    for minute in (1, 2):  # and from the same backup once more
        put_back(backup, path, at(12, minute))
        store = await SqliteStore.open(path)
        ids += await send_due(store, at(14))
        await store.close()
    assert len({*given, *ids}) == 4


def test_a_backup_without_reminders_is_restored(path: Path, backup: Path) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    assert put_back(backup, path, at(9)).uncertain == 0


# Updates


async def test_what_people_asked_before_the_backup_is_not_answered_again(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await store.receive([Received(900, ANNA, "{}")], at(8))
    await store.receive([Received(901, BEN, "{}")], at(8))
    await store.begin(901)
    await write(store, at(8), KeepCard(ANNA, OpenCard(5, "t000000:0", at(8))))
    back_up(path, backup, at(8))
    await store.close()
    put_back(backup, path, at(9))
    store = await SqliteStore.open(path)
    recovered = await store.recover(at(9))
    again = await store.receive([Received(900, ANNA, "{}")], at(9))
    assert (recovered.running, recovered.waiting, again, await store.cards(ANNA)) == ((), (), [], [])
    await store.close()


# Who was erased


async def test_people_erased_since_the_backup_stay_erased(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    for person in (ANNA, BEN):
        await write(store, at(7), SavePerson(Person(person, country=f"canary-{person}")))
        await subscribe(store, 600, person=person, now=at(7))
    await send_due(store, at(10))
    back_up(path, backup, at(11))
    await write(store, at(12), ErasePerson(ANNA))
    await store.close()

    restored = put_back(backup, path, at(13))

    assert (restored.erased, restored.had_list, restored.adds_up) == (1, True, True)
    assert (country_of(path, ANNA), country_of(path, BEN)) == (None, "canary-8")
    assert not holds(path, b"canary-7")
    store = await SqliteStore.open(path)
    assert await store.export(ANNA) == {}
    assert (await store.deliveries.ledger()).adds_up
    await store.close()


async def test_who_came_back_after_being_erased_and_before_the_backup_is_kept(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await write(store, at(7), ErasePerson(ANNA))
    await write(store, at(8), SavePerson(Person(ANNA, country="xx")))
    back_up(path, backup, at(9))
    await store.close()
    assert (put_back(backup, path, at(10)).erased, country_of(path, ANNA)) == (0, "xx")


async def test_an_editor_erased_since_the_backup_stays_erased_wherever_they_stood(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    change = Change("en", "home", "Hello.", 0, "", critical=False)
    await store.editing.publish([change], ANNA, at(7), Standing.PROPOSED)
    await store.editing.approve(await store.editing.proposed(), BEN, at(7))
    back_up(path, backup, at(8))
    await write(store, at(9), ErasePerson(ANNA), ErasePerson(BEN))
    await store.close()

    assert put_back(backup, path, at(10)).erased == 2
    assert [(each.author, each.approved_by) for each in wordings_in(path)] == [(NOBODY, NOBODY)]


async def test_an_invitation_of_a_backup_is_good_no_more(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await write(store, at(7), InviteEditor("hash", ANNA, at(7, day=24)))
    back_up(path, backup, at(8))
    await store.close()
    put_back(backup, path, at(9))
    store = await SqliteStore.open(path)
    assert not await store.editing.accept("hash", BEN, at(10))
    await store.close()


async def backed_up_with_two_editors(path: Path, backup: Path) -> SqliteStore:
    store = await SqliteStore.open(path)
    for person in (ANNA, BEN):
        await write(store, at(7), InviteEditor(f"hash {person}", 9, at(8)))
        await store.editing.accept(f"hash {person}", person, at(7))
    back_up(path, backup, at(8))
    return store


async def editors(path: Path) -> list[int]:
    store = await SqliteStore.open(path)
    try:
        return [editor.person_id for editor in await store.editing.editors()]
    finally:
        await store.close()


async def test_an_editor_revoked_since_the_backup_stays_revoked(path: Path, backup: Path) -> None:
    store = await backed_up_with_two_editors(path, backup)
    await write(store, at(9), RevokeEditor(ANNA))
    await store.close()
    assert (put_back(backup, path, at(10)).knew_editors, await editors(path)) == (True, [BEN])


def lose(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.write_bytes(b"x" * 8192)


@pytest.mark.parametrize("befall", [lose, damage])
async def test_a_restore_says_when_nobody_can_tell_who_was_revoked(
    path: Path, backup: Path, befall: Callable[[Path], None]
) -> None:
    await (await backed_up_with_two_editors(path, backup)).close()
    befall(path)
    assert (put_back(backup, path, at(10)).knew_editors, await editors(path)) == (False, [ANNA, BEN])


async def test_a_plain_copy_of_the_file_brings_nobody_back_either(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    await write(store, at(7), SavePerson(Person(ANNA, country="xx")))
    await store.close()
    copy(path, backup)
    store = await SqliteStore.open(path)
    await write(store, at(8), ErasePerson(ANNA))
    await store.close()
    assert (put_back(backup, path, at(9)).erased, country_of(path, ANNA)) == (1, None)


async def test_a_restore_without_the_list_says_so(path: Path, backup: Path, tmp_path: Path) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    elsewhere = tmp_path / "new" / "steady.db"
    elsewhere.parent.mkdir()
    restored = put_back(backup, elsewhere, at(9))
    assert (restored.had_list, restored.kept) == (False, None)
    check_database(elsewhere)


async def test_a_list_that_was_begun_anew_is_not_taken_for_the_one_of_the_backup(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    await (await SqliteStore.open(path)).close()
    back_up(path, backup, at(8))
    elsewhere = tmp_path / "new" / "steady.db"
    elsewhere.parent.mkdir()
    await (await SqliteStore.open(elsewhere)).close()  # the bot ran there before anybody thought of the backup
    assert put_back(backup, elsewhere, at(9)).had_list is False
    assert put_back(backup, path, at(9)).had_list is True


async def test_a_restore_that_failed_leaves_no_list_that_the_next_would_believe(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    await (await SqliteStore.open(path)).close()
    back_up(path, backup, at(8))
    elsewhere = tmp_path / "new" / "steady.db"
    elsewhere.parent.mkdir()
    refusal(tmp_path / "mistyped.db", elsewhere)
    assert put_back(backup, elsewhere, at(9)).had_list is False


# What was there before


async def test_the_old_database_is_kept_and_can_be_put_back(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    back_up(path, backup, at(8))
    await write(store, at(9), SavePerson(Person(ANNA, country="xx")))
    await store.close()
    kept = put_back(backup, path, at(10)).kept
    assert kept is not None
    assert (country_of(path, ANNA), country_of(kept, ANNA), kept.stat().st_mode & 0o777) == (None, "xx", 0o600)
    os.utime(path, (1, 1))
    put_back(kept, path, at(11))
    assert country_of(path, ANNA) == "xx"


def test_the_log_of_a_killed_bot_goes_with_its_database_and_spoils_no_other(path: Path, backup: Path) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    code = f"""
import asyncio, os, pathlib, signal
from bot.storage.sqlite import SqliteStore
async def main():
    store = await SqliteStore.open(pathlib.Path({str(path)!r}), wipe_seconds=3600)
    await store.note("canary", "sings")
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    kept = put_back(backup, path, at(9)).kept
    assert kept is not None
    assert (Path(f"{path}-wal").exists(), Path(f"{kept}-wal").exists()) == (False, True)
    noted = "SELECT value FROM noted WHERE name = 'canary'"
    with closing(sqlite3.connect(path)) as new, closing(sqlite3.connect(kept)) as old:
        assert (new.execute(noted).fetchall(), old.execute(noted).fetchall()) == ([], [("sings",)])


@pytest.mark.parametrize("content", [b"", b"a shopping list", bytes(100_000)])
def test_a_damaged_database_is_replaced_and_kept(path: Path, backup: Path, content: bytes) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    path.write_bytes(content)
    kept = put_back(backup, path, at(9)).kept
    assert kept is not None
    assert kept.read_bytes() == content
    check_database(path)


def test_what_root_restores_is_its_owners(path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    given: list[tuple[str, int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda file, user, group: given.append((file.name, user, group)))
    put_back(backup, path, at(9))
    owner = (os.getuid(), os.getgid())
    assert given == [(name, *owner) for name in ("steady.db.lock", "steady.db.erased", "steady.db.new")]


# Refusals


def refusal(backup: Path, path: Path) -> str:
    before = snapshot(path.parent)
    with pytest.raises(StoreError) as raised:
        put_back(backup, path, at(9))
    assert snapshot(path.parent) == before
    return str(raised.value)


async def test_it_is_refused_while_the_bot_runs(path: Path, backup: Path) -> None:
    store = await SqliteStore.open(path)
    back_up(path, backup, at(8))
    assert refusal(backup, path) == f"{path}.lock: another steady is running on this database; stop it first"
    await store.close()


def test_a_newer_version_is_refused(path: Path, backup: Path) -> None:
    with closing(connect(path, 0.01)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('steady', 'x', '')"
        )
    path.rename(backup)
    connect(path, 0.01).close()
    assert refusal(backup, path).startswith(
        f"{backup}: made by a newer version of Steady; upgrade, or restore a backup"
    )


def test_the_database_of_another_program_is_refused(path: Path, backup: Path) -> None:
    connect(path, 0.01).close()
    with closing(sqlite3.connect(backup)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    assert refusal(backup, path) == f"{backup}: holds the data of another program; name another file"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"a shopping list, long enough" * 200])
def test_what_is_no_backup_is_refused(path: Path, backup: Path, content: bytes) -> None:
    connect(path, 0.01).close()
    backup.write_bytes(content)
    assert refusal(backup, path) == f"{backup}: this is no backup, or a damaged one; nothing was changed"


def test_an_empty_database_is_no_backup(path: Path, backup: Path) -> None:
    connect(path, 0.01).close()
    with closing(sqlite3.connect(backup)) as empty:
        empty.execute("PRAGMA user_version = 1")
    assert refusal(backup, path) == f"{backup}: this is no backup, or a damaged one; nothing was changed"


@pytest.mark.parametrize(("start", "end"), [(16, 100), (4096, 8192)], ids=["header", "table"])
def test_a_damaged_backup_is_refused(path: Path, backup: Path, start: int, end: int) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    whole = backup.read_bytes()
    backup.write_bytes(whole[:start] + b"\xff" * (end - start) + whole[end:])
    assert refusal(backup, path) == f"{backup}: this is no backup, or a damaged one; nothing was changed"


def test_a_backup_that_is_not_there_is_named(path: Path, backup: Path) -> None:
    connect(path, 0.01).close()
    assert refusal(backup, path) == f"{backup}: cannot be read: No such file or directory"


def test_the_database_itself_is_no_backup(path: Path) -> None:
    connect(path, 0.01).close()
    assert refusal(path, path) == f"{path}: is the database itself; name a backup"


def test_a_damaged_list_of_erased_people_is_refused(path: Path, backup: Path) -> None:
    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    Path(f"{path}.erased").write_text("a shopping list")
    assert "the list of erased people is damaged" in refusal(backup, path)


@pytest.mark.parametrize("room", [8_192, 60_000, 120_000])
def test_a_full_disk_changes_nothing(path: Path, backup: Path, room: int) -> None:
    with closing(connect(path, 0.01)) as connection:
        connection.executemany("INSERT INTO person VALUES (?, 1, ?)", [(n, "x" * 100) for n in range(1000)])
    back_up(path, backup, at(8))
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
    try:
        complaint = refusal(backup, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert complaint.startswith(f"{path}.new: ")
    put_back(backup, path, at(9))


def test_an_older_version_is_brought_up_to_date(path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrations.migrations, "_migrations", migrations.migrations._migrations[:2])
        with closing(connect(path, 0.01)) as connection:
            connection.execute("INSERT INTO person (id, new_message_each_step) VALUES (7, 1)")
    path.rename(backup)
    put_back(backup, path, at(9))
    assert country_of(path, ANNA) == ""
    assert not (path.parent / "backups").exists()


# Kills

STEPS = (
    "bot.storage.restore.copy_pages",
    "bot.storage.restore._erased_since",
    "bot.storage.restore._doubt_due",
    "bot.storage.restore.read_ledger",
    "bot.storage.restore.give_away",
    "pathlib.Path:rename0",
    "pathlib.Path:rename1",
    "pathlib.Path:rename2",
    "pathlib.Path:rename3",
    "bot.storage.swap.sync_folder",
)


@pytest.mark.parametrize("step", STEPS)
async def test_killed_anywhere_the_next_start_has_the_old_or_the_new_database_whole(
    path: Path, backup: Path, step: str
) -> None:
    store = await SqliteStore.open(path)
    await write(store, at(7), SavePerson(Person(ANNA, country="old")))
    back_up(path, backup, at(8))
    await write(store, at(9), SavePerson(Person(ANNA, country="new")), SavePerson(Person(BEN, country="new")))
    await write(store, at(9), ErasePerson(BEN))
    await store.close()
    touch(Path(f"{path}-wal"))
    command = [sys.executable, "-c", KILLED, str(backup), str(path), at(10).isoformat(), step]
    killed = await asyncio.create_subprocess_exec(*command)
    assert await killed.wait() == -signal.SIGKILL

    store = await SqliteStore.open(path)
    found = country_of(path, ANNA)
    assert found == ("new" if STEPS.index(step) <= STEPS.index("pathlib.Path:rename0") else "old")
    assert (await store.deliveries.ledger()).adds_up
    await store.close()
    check_database(path)

    put_back(backup, path, at(11))
    assert (country_of(path, ANNA), country_of(path, BEN)) == ("old", None)
    left = {file.name for file in path.parent.iterdir() if ".replaced-" not in file.name}
    assert left == {"steady.db", "steady.db.erased", "steady.db.lock", "copy.db"}


@pytest.mark.parametrize("step", ["read_ledger", "_doubt_due"])
def test_a_disk_that_fails_in_between_changes_nothing(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    connect(path, 0.01).close()
    back_up(path, backup, at(8))
    monkeypatch.setattr(f"bot.storage.restore.{step}", fail)
    assert refusal(backup, path) == f"{path}.new: disk I/O error; nothing was changed"
    assert not Path(f"{path}.new").exists()
