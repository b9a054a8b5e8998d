from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.domain.store import StoreError
from bot.storage.migrations import migrate


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_every_table_is_strict(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    database = Database(connection)
    loose = {name for name in database.table_names() if not database.table(name).strict}
    assert loose == {"sqlite_sequence"}  # SQLite's own


def test_a_second_time_changes_nothing(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    before = schema(connection)
    migrate(connection, path)
    assert schema(connection) == before


def test_a_start_cut_off_before_the_first_step_goes_on(connection: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as finished:
        migrate(finished, path)
        whole = schema(finished)
    for name, statement in whole:
        if "_sqlite_migrations" in name:
            connection.execute(statement)
    migrate(connection, path)
    assert schema(connection) == whole


def test_a_newer_version_is_refused_and_left_alone(connection: sqlite3.Connection, path: Path) -> None:
    migrate(connection, path)
    connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('steady', 'x', '')")
    before = schema(connection)
    with pytest.raises(StoreError) as refusal:
        migrate(connection, path)
    sentence = f"{path}: made by a newer version of Steady; upgrade, or restore a backup of this version"
    assert (str(refusal.value), schema(connection)) == (sentence, before)


def test_the_database_of_another_program_is_refused_and_left_alone(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = schema(connection)
    with pytest.raises(StoreError) as refusal:
        migrate(connection, path)
    sentence = f"{path}: holds the data of another program; name another file"
    assert (str(refusal.value), schema(connection)) == (sentence, before)
