from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.store import StoreError
from bot.storage.connect import connect

BUSY_SECONDS = 0.01


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def make(path: Path) -> None:
    connect(path, BUSY_SECONDS).close()


def refusal(path: Path) -> str:
    with pytest.raises(StoreError) as raised:
        connect(path, BUSY_SECONDS)
    return str(raised.value)


def test_a_missing_database_is_made_and_nothing_else_is_left_behind(path: Path) -> None:
    make(path)
    assert [file.name for file in path.parent.iterdir()] == ["steady.db"]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("busy_timeout", 10),
    ],
)
def test_the_connection_is_safe(path: Path, pragma: str, value: object) -> None:
    with closing(connect(path, BUSY_SECONDS)) as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


@pytest.mark.usefixtures("open_umask")
def test_every_file_is_its_owners_alone(path: Path) -> None:
    with closing(connect(path, BUSY_SECONDS)) as connection:
        connection.execute("DELETE FROM person")
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"steady.db": 0o600, "steady.db-wal": 0o600, "steady.db-shm": 0o600}


def test_files_open_to_others_are_closed_to_them(path: Path) -> None:
    make(path)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").touch()
        Path(f"{path}{suffix}").chmod(0o666)
    with closing(connect(path, BUSY_SECONDS)) as connection:
        connection.execute("DELETE FROM person")
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


def test_a_name_with_odd_characters_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "my bot?mode=memory#1%20.db"
    make(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_half_made_database_is_made_anew(path: Path) -> None:
    for suffix in (".new", ".new-wal", ".new-shm"):
        Path(f"{path}{suffix}").write_bytes(b"torn")
    make(path)
    assert [file.name for file in path.parent.iterdir()] == ["steady.db"]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3", b"a shopping list, long enough" * 200, bytes(4096)])
def test_what_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path) == f"{path}: the database is damaged; restore it from a backup: steady restore FILE"
    assert path.read_bytes() == content


@pytest.mark.parametrize(("start", "end"), [(16, 100), (100, 4096)], ids=["header", "schema"])
def test_a_damaged_database_is_refused_and_left_alone(path: Path, start: int, end: int) -> None:
    make(path)
    whole = path.read_bytes()
    damaged = whole[:start] + b"\xff" * (end - start) + whole[end:]
    path.write_bytes(damaged)
    assert refusal(path) == f"{path}: the database is damaged; restore it from a backup: steady restore FILE"
    assert path.read_bytes() == damaged


def test_a_database_cut_short_is_refused_and_left_alone(path: Path) -> None:
    make(path)
    short = path.read_bytes()[:4096]
    path.write_bytes(short)
    assert refusal(path) == f"{path}: the database is damaged; restore it from a backup: steady restore FILE"
    assert path.read_bytes() == short


def test_a_log_without_its_database_is_no_fresh_start(path: Path) -> None:
    Path(f"{path}-wal").write_bytes(b"what was said last")
    sentence = f"{path}: the database is missing, but its log is there; restore it from a backup"
    assert (refusal(path), path.exists()) == (sentence, False)


def test_an_empty_log_without_its_database_is_a_fresh_start(path: Path) -> None:
    Path(f"{path}-wal").touch()
    make(path)
    assert path.exists()


def test_the_database_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    assert refusal(path) == f"{path}: holds the data of another program; name another file"


def test_a_database_held_by_somebody_else_is_a_sentence(path: Path) -> None:
    make(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert refusal(path) == f"{path}: database is locked"
