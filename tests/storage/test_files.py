from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.store import StoreError
from bot.storage.files import beside, in_words, make_private, open_private


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=["open", "usual", "closed"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("umask")
def test_a_new_file_is_its_owners_alone_whatever_the_umask(path: Path) -> None:
    os.close(open_private(path, os.O_RDWR))
    assert mode(path) == 0o600


def test_an_old_file_is_closed_to_others_when_opened(path: Path) -> None:
    path.touch(0o644)
    os.close(open_private(path, os.O_RDWR))
    assert mode(path) == 0o600


def test_a_file_open_to_others_is_made_private(path: Path) -> None:
    path.touch(0o644)
    make_private(path)
    assert mode(path) == 0o600


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    make_private(path)
    assert not path.exists()


def test_a_file_that_cannot_be_made_private_is_a_sentence() -> None:
    with pytest.raises(StoreError) as refusal:
        open_private(Path("/proc/self/comm"), os.O_RDWR)
    assert str(refusal.value) == "/proc/self/comm: cannot be made private: Operation not permitted"


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "steady.db"
    with pytest.raises(StoreError) as refusal:
        open_private(path, os.O_RDWR)
    assert str(refusal.value) == f"{path}: the folder {path.parent} does not exist; create it first"


def test_a_folder_in_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refusal:
        open_private(tmp_path, os.O_RDWR)
    assert str(refusal.value) == f"{tmp_path}: cannot be opened: Is a directory"


def test_a_file_beside_keeps_the_whole_name() -> None:
    assert beside(Path("/data/my.steady.db"), "-wal") == Path("/data/my.steady.db-wal")


@pytest.mark.parametrize(
    ("name", "words"),
    [("SQLITE_IOERR_SHMSIZE", "disk I/O error; is the disk full?"), ("SQLITE_FULL", "disk I/O error")],
)
def test_where_sqlite_does_not_know_what_is_wrong_a_full_disk_is_guessed(name: str, words: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    assert in_words(error) == words
