from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.migrations import migrate
from bot.storage.tables import IMPERSONAL, PERSONAL

NOW = 1_795_339_800
ROWS = {
    "person": "INSERT INTO person (id, new_message_each_step) VALUES (:person_id, 1)",
    "inbox": "INSERT INTO inbox (update_id, person_id, payload) VALUES (:person_id, :person_id, '{}')",
    "open_card": "INSERT INTO open_card VALUES (:person_id, 1, 't000000:0', 0, 0)",
    "awaited_text": "INSERT INTO awaited_text VALUES (:person_id, 'times:water', 0)",
    "reminding": "INSERT INTO reminding VALUES (:person_id, 'Europe/Berlin', 420, 1380, 540, 1020, 31, 0, 'en')",
    "named_plan": "INSERT INTO named_plan VALUES (:person_id, 'night', 960, 1920, NULL, NULL, 31)",
    "pause": "INSERT INTO pause VALUES (:person_id, 'own', NULL, 0)",
    "series": "INSERT INTO series (person_id, kind, shift, offered, enabled) VALUES (:person_id, 'water', 0, 1, 1)",
    "occurrence": """
        INSERT INTO occurrence (person_id, kind, due_at, place, state, send_at)
        VALUES (:person_id, 'water', 0, 0, 'pending', 0)
    """,
    "outcome": "INSERT INTO outcome VALUES (:person_id, 0, 'routine')",
    "wording": """
        INSERT INTO wording (language, key, number, base, shipped, critical, author, at, standing, approved_by)
        VALUES ('en', 'home', :person_id, 0, '', 0, :person_id, 0, 'live', :person_id)
    """,
    "draft": "INSERT INTO draft VALUES (:person_id, 'en', 'home', NULL, 0, '', 0, 0, 1)",
    "preview": "INSERT INTO preview VALUES (:person_id, 1, 'home', 0)",
    "editor_mode": "INSERT INTO editor_mode VALUES (:person_id)",
    "editor": "INSERT INTO editor VALUES (:person_id, 0, :person_id)",
    "invitation": "INSERT INTO invitation VALUES ('hash ' || :person_id, :person_id, 0, :person_id)",
}
"""One row about a person for each table that can hold one."""


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, path)
        yield connection


def exported(connection: sqlite3.Connection, table: str, person_id: int) -> int:
    return len(connection.execute(PERSONAL[table].export, {"person_id": person_id}).fetchall())


def test_every_table_says_what_it_keeps_about_people(connection: sqlite3.Connection) -> None:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert sorted(tables) == sorted([*PERSONAL, *IMPERSONAL])


def test_a_table_that_names_people_is_personal(connection: sqlite3.Connection) -> None:
    naming = "SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE c.name = 'person_id'"
    assert {name for (name,) in connection.execute(naming)} - set(PERSONAL) == set()


@pytest.mark.parametrize("table", PERSONAL)
def test_a_table_shows_and_erases_one_person_only(connection: sqlite3.Connection, table: str) -> None:
    for person_id in (7, 8):
        connection.execute(ROWS[table], {"person_id": person_id})
    before = exported(connection, table, 7)
    for statement in PERSONAL[table].erase:
        connection.execute(statement, {"person_id": 7, "now": NOW})
    assert (before, exported(connection, table, 7), exported(connection, table, 8)) == (1, 0, 1)


@pytest.mark.parametrize("table", PERSONAL)
def test_an_export_shows_every_column(connection: sqlite3.Connection, table: str) -> None:
    columns = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    shown = {column[0] for column in connection.execute(PERSONAL[table].export, {"person_id": 7}).description}
    assert columns - shown <= {"person_id"}
