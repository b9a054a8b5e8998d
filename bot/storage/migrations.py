"""How the tables came to be, step by step; a step that was released is never changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.domain.store import StoreError

migrations = Migrations("steady")


@migrations()
def people_and_inbox(database: Database) -> None:
    """Make room for people, the updates in hand and the ids of those handled."""
    database.execute("""
        CREATE TABLE person (
            id INTEGER PRIMARY KEY,
            new_message_each_step INTEGER NOT NULL CHECK (new_message_each_step IN (0, 1))
        ) STRICT
    """)
    database.execute("""
        CREATE TABLE inbox (
            update_id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL,
            payload TEXT NOT NULL,
            started INTEGER NOT NULL DEFAULT 0 CHECK (started IN (0, 1)),
            crashes INTEGER NOT NULL DEFAULT 0
        ) STRICT
    """)
    database.execute("""
        CREATE TABLE handled_update (
            update_id INTEGER PRIMARY KEY,
            handled_at INTEGER NOT NULL,
            ending TEXT NOT NULL
        ) STRICT
    """)


@migrations()
def cards_outcomes_and_switches(database: Database) -> None:
    """Make room for cards with questions, what the answers came to, and what administrators switched off."""
    database.execute("""
        CREATE TABLE open_card (
            person_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            answers TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
            PRIMARY KEY (person_id, message_id)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("""
        CREATE TABLE outcome (
            person_id INTEGER NOT NULL,
            decided_at INTEGER NOT NULL,
            level TEXT NOT NULL,
            PRIMARY KEY (person_id, decided_at)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("""
        CREATE TABLE switched_off (
            name TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def unanswered_texts(database: Database) -> None:
    """Make room for how many texts found no page, a day."""
    database.execute("""
        CREATE TABLE unanswered (
            day TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
    """)


@migrations()
def country_of_a_person(database: Database) -> None:
    """Make room for the country whose emergency numbers a person chose to see."""
    database.execute("ALTER TABLE person ADD COLUMN country TEXT NOT NULL DEFAULT ''")


@migrations()
def reminders(database: Database) -> None:
    """Make room for what people want to be reminded of, and for the ledger of what became of it."""
    database.execute("""
        CREATE TABLE reminding (
            person_id INTEGER PRIMARY KEY,
            zone TEXT NOT NULL,
            wake INTEGER NOT NULL,
            bed INTEGER NOT NULL,
            work_start INTEGER,
            work_end INTEGER,
            work_days INTEGER NOT NULL,
            silent INTEGER NOT NULL CHECK (silent IN (0, 1)),
            language TEXT NOT NULL
        ) STRICT
    """)
    database.execute("""
        CREATE TABLE named_plan (
            person_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            wake INTEGER NOT NULL,
            bed INTEGER NOT NULL,
            work_start INTEGER,
            work_end INTEGER,
            work_days INTEGER NOT NULL,
            PRIMARY KEY (person_id, name)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("""
        CREATE TABLE pause (
            person_id INTEGER NOT NULL,
            reason TEXT NOT NULL,
            until INTEGER,
            asked INTEGER NOT NULL DEFAULT 0 CHECK (asked IN (0, 1)),
            PRIMARY KEY (person_id, reason)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("CREATE INDEX pause_to_ask_about ON pause (until) WHERE reason = 'health' AND asked = 0")
    database.execute("""
        CREATE TABLE series (
            person_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            mode TEXT,
            times TEXT,
            days INTEGER,
            shift INTEGER NOT NULL,
            offered INTEGER NOT NULL CHECK (offered IN (0, 1)),
            enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
            untouched INTEGER NOT NULL DEFAULT 0,
            seen TEXT NOT NULL DEFAULT '',
            next_due_at INTEGER,
            place INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (person_id, kind)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("CREATE INDEX series_due ON series (next_due_at, place) WHERE next_due_at IS NOT NULL")
    database.execute("""
        CREATE TABLE occurrence (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            person_id INTEGER NOT NULL,
            kind TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            place INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'uncertain', 'missed', 'cancelled')),
            missed TEXT CHECK ((missed IS NOT NULL) = (state = 'missed')),
            send_at INTEGER CHECK ((send_at IS NOT NULL) = (state IN ('pending', 'sending'))),
            doubts INTEGER NOT NULL DEFAULT 0,
            delay_ms INTEGER CHECK ((delay_ms IS NOT NULL) = (state = 'sent')),
            message_id INTEGER,
            settled TEXT,
            tip TEXT NOT NULL DEFAULT '',
            snoozed_from INTEGER,
            UNIQUE (person_id, kind, due_at)
        ) STRICT
    """)
    database.execute("CREATE INDEX occurrence_open ON occurrence (send_at, place) WHERE send_at IS NOT NULL")
    database.execute("CREATE INDEX occurrence_sending ON occurrence (person_id) WHERE state = 'sending'")
    database.execute("""
        CREATE TABLE daily_count (
            day TEXT NOT NULL,
            name TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, name)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("CREATE TABLE noted (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
    # Until now nobody wrote down whether the last run had erased somebody.
    database.execute("INSERT INTO noted (name, value) VALUES ('vacuum', 'due')")


@migrations()
def awaited_texts(database: Database) -> None:
    """Make room for the question that somebody's next text answers."""
    database.execute("""
        CREATE TABLE awaited_text (
            person_id INTEGER PRIMARY KEY,
            what TEXT NOT NULL,
            until INTEGER NOT NULL
        ) STRICT
    """)


@migrations()
def editing(database: Database) -> None:
    """Make room for what editors change, for who they are, and for what is counted for them."""
    database.execute("""
        CREATE TABLE wording (
            id INTEGER PRIMARY KEY,
            language TEXT NOT NULL,
            key TEXT NOT NULL,
            number INTEGER NOT NULL,
            source TEXT,
            base INTEGER NOT NULL,
            shipped TEXT NOT NULL,
            critical INTEGER NOT NULL CHECK (critical IN (0, 1)),
            author INTEGER NOT NULL,
            at INTEGER NOT NULL,
            standing TEXT NOT NULL CHECK (standing IN ('proposed', 'live', 'withdrawn')),
            approved_by INTEGER,
            UNIQUE (language, key, number)
        ) STRICT
    """)
    database.execute("""
        CREATE TABLE draft (
            person_id INTEGER NOT NULL,
            language TEXT NOT NULL,
            key TEXT NOT NULL,
            source TEXT,
            base INTEGER NOT NULL,
            shipped TEXT NOT NULL,
            critical INTEGER NOT NULL CHECK (critical IN (0, 1)),
            at INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            PRIMARY KEY (person_id, language, key)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("""
        CREATE TABLE preview (
            person_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            subject TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (person_id, message_id)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("CREATE TABLE editor_mode (person_id INTEGER PRIMARY KEY) STRICT")
    database.execute("""
        CREATE TABLE editor (
            person_id INTEGER PRIMARY KEY,
            since INTEGER NOT NULL,
            invited_by INTEGER NOT NULL
        ) STRICT
    """)
    database.execute("""
        CREATE TABLE invitation (
            secret_hash TEXT PRIMARY KEY,
            invited_by INTEGER NOT NULL,
            until INTEGER NOT NULL,
            used_by INTEGER
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("""
        CREATE TABLE page_count (
            day TEXT NOT NULL,
            page TEXT NOT NULL,
            version TEXT NOT NULL,
            what TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (day, page, version, what)
        ) STRICT, WITHOUT ROWID
    """)
    database.execute("""
        CREATE TABLE tip_count (
            kind TEXT NOT NULL,
            tip TEXT NOT NULL,
            settled TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (kind, tip, settled)
        ) STRICT, WITHOUT ROWID
    """)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to date; StoreError where they are not Steady's, or of a version yet to come."""
    check_version(connection, path)
    migrations.apply(_database(connection))


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Return if the tables can be brought up to date, which changes nothing; StoreError as ``migrate``."""
    database = _database(connection)
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    applied = {migration.name for migration in migrations.applied(database)}
    if applied - known:
        raise StoreError(f"{path}: made by a newer version of Steady; upgrade, or restore a backup of this version")
    if not applied and set(database.table_names()) - {migrations.migrations_table}:
        raise StoreError(f"{path}: holds the data of another program; name another file")


def is_current(connection: sqlite3.Connection) -> bool:
    """Return whether the tables are up to date."""
    return not steps_to_come(connection)


def is_begun(connection: sqlite3.Connection) -> bool:
    """Return whether there are any tables of Steady's."""
    return bool(migrations.applied(_database(connection)))


def steps_to_come(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the steps that the tables have not been through, the first first."""
    return tuple(migration.name for migration in migrations.pending(_database(connection)))


def _database(connection: sqlite3.Connection) -> Database:
    return Database(connection, recursive_triggers=False, execute_plugins=False, strict=True)
