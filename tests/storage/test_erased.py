from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.store import StoreError
from bot.storage.erased import ErasedPeople

if TYPE_CHECKING:
    from tests.storage.conftest import FullDisk


@pytest.fixture
def file(path: Path) -> Path:
    return path.with_name("steady.db.erased")


def erasures(file: Path, person_id: int) -> list[str]:
    """Replay the file as its documentation says, with nothing but the standard library."""
    head, *lines = file.read_text().split("\n")
    version, algorithm, n, r, p, salt = head.split(" ")
    assert (version, algorithm) == ("1", "scrypt")
    digest = hashlib.scrypt(str(person_id).encode(), salt=bytes.fromhex(salt), n=int(n), r=int(r), p=int(p), dklen=32)
    whole = [line for line in lines if len(line) == len(f"{digest.hex()} 2026-11-22T09:30:00Z")]
    return [time for known, time in (line.split(" ") for line in whole) if known == digest.hex()]


def test_who_was_erased_and_when_can_be_told_from_the_file(path: Path, file: Path, now: datetime) -> None:
    erased = ErasedPeople(path)
    erased.record(7, now)
    erased.record(8, now)
    erased.record(7, now + timedelta(days=1))
    assert erasures(file, 7) == ["2026-11-22T09:30:00Z", "2026-11-23T09:30:00Z"]
    assert erasures(file, 9) == []


def test_who_was_erased_since_a_moment_is_known_by_their_marks(path: Path, file: Path, now: datetime) -> None:
    erased = ErasedPeople(path)
    for person, days in ((7, 0), (8, 1), (7, 2)):
        erased.record(person, now + timedelta(days=days))
    file.write_text(f"{file.read_text()}\n{'0' * 64} 2026-1")
    since = [erased.since(now + timedelta(days=days)) for days in range(4)]
    seven, eight = erased.mark(7), erased.mark(8)
    assert since == [{seven, eight}, {seven, eight}, {seven}, set()]


def test_the_list_grows_over_restarts(path: Path, file: Path, now: datetime) -> None:
    ErasedPeople(path).record(7, now)
    ErasedPeople(path).record(8, now)
    assert (erasures(file, 7), erasures(file, 8)) == (["2026-11-22T09:30:00Z"], ["2026-11-22T09:30:00Z"])


def test_times_are_in_utc(path: Path, file: Path, now: datetime) -> None:
    ErasedPeople(path).record(7, now.astimezone(timezone(timedelta(hours=5))))
    assert erasures(file, 7) == ["2026-11-22T09:30:00Z"]


def test_the_id_itself_is_not_in_the_file(path: Path, file: Path, now: datetime) -> None:
    ErasedPeople(path).record(1234567890, now)
    assert "1234567890" not in file.read_text()


def test_two_lists_share_no_hash(tmp_path: Path, now: datetime) -> None:
    for name in ("a", "b"):
        ErasedPeople(tmp_path / name).record(7, now)
    first, second = ((tmp_path / f"{name}.erased").read_text().split("\n")[1] for name in ("a", "b"))
    assert first != second


def test_a_line_cut_off_by_a_power_failure_spoils_no_other(path: Path, file: Path, now: datetime) -> None:
    ErasedPeople(path).record(7, now)
    file.write_text(file.read_text()[:-30])
    ErasedPeople(path).record(8, now)
    assert (erasures(file, 7), erasures(file, 8)) == ([], ["2026-11-22T09:30:00Z"])


def test_only_the_owner_may_read_it(path: Path, file: Path) -> None:
    ErasedPeople(path)
    file.chmod(0o644)
    ErasedPeople(path)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_half_made_list_is_made_anew(path: Path, file: Path, now: datetime) -> None:
    file.with_name("steady.db.erased.new").write_text("1 scr")
    ErasedPeople(path).record(7, now)
    assert erasures(file, 7) == ["2026-11-22T09:30:00Z"]


@pytest.mark.parametrize("head", ["", "1 scrypt 2048 8 1 zz", "1 scrypt 2048 8 1 abcd", "a shopping list"])
def test_a_damaged_list_is_refused_and_left_alone(path: Path, file: Path, head: str) -> None:
    file.write_text(head)
    with pytest.raises(StoreError) as refusal:
        ErasedPeople(path)
    assert str(refusal.value) == f"{file}: the list of erased people is damaged; restore it from a backup"
    assert file.read_text() == head


@pytest.mark.parametrize(("room", "reason"), [(0, "cannot be written: File too large"), (10, "the disk is full")])
def test_a_list_that_cannot_grow_is_a_sentence(
    path: Path, file: Path, now: datetime, room: int, reason: str, no_file_larger_than: FullDisk
) -> None:
    erased = ErasedPeople(path)
    with no_file_larger_than(file.stat().st_size + room), pytest.raises(StoreError) as refusal:
        erased.record(7, now)
    assert str(refusal.value) == f"{file}: {reason}"
    erased.record(7, now)
    assert erasures(file, 7) == ["2026-11-22T09:30:00Z"]
