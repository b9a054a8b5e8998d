"""What each table keeps about a person: how it is shown to them, and how it is erased.

Every table stands in one of the two lists; a test compares them with the database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.editing import NOBODY
from bot.storage.moments import seconds


@dataclass(frozen=True, slots=True)
class Personal:
    """The statements for one table; each may use ``:person_id``, those that erase ``:now`` (Unix seconds) as well."""

    export: str
    erase: tuple[str, ...]
    people: tuple[str, ...] = ("person_id",)
    """The columns that name people."""


_VACUUM_DUE = "INSERT INTO noted (name, value) VALUES ('vacuum', 'due') ON CONFLICT (name) DO NOTHING"
DAY = "date(due_at, 'unixepoch')"
STATE = """
    CASE WHEN state = 'missed' THEN 'missed ' || missed WHEN state IN ('pending', 'sending') THEN 'cancelled' ELSE state
    END
"""
COPIES = "doubts + (state = 'sent') - 1"
COUNT_STATES = f"INSERT INTO daily_count (day, name, count) SELECT {DAY}, {STATE}, count(*) FROM occurrence"  # noqa: S608
COUNT_COPIES = f"""
    INSERT INTO daily_count (day, name, count) SELECT {DAY}, 'copies', sum({COPIES}) FROM occurrence WHERE {COPIES} > 0
"""  # noqa: S608
ADD_COUNTS = "ON CONFLICT (day, name) DO UPDATE SET count = count + excluded.count"
COUNT_TIPS = """
    INSERT INTO tip_count (kind, tip, settled, count) SELECT kind, tip, coalesce(settled, ''), count(*) FROM occurrence
    WHERE state = 'sent'
"""
ADD_TIPS = "ON CONFLICT (kind, tip, settled) DO UPDATE SET count = count + excluded.count"

PERSONAL: Mapping[str, Personal] = {
    "person": Personal(
        export="SELECT id, new_message_each_step, country FROM person WHERE id = :person_id",
        erase=("DELETE FROM person WHERE id = :person_id",),
        people=("id",),
    ),
    "open_card": Personal(
        export="""
            SELECT message_id, answers, started_at, ended FROM open_card WHERE person_id = :person_id
            ORDER BY message_id
        """,
        erase=("DELETE FROM open_card WHERE person_id = :person_id",),
    ),
    "awaited_text": Personal(
        export="SELECT what, until FROM awaited_text WHERE person_id = :person_id",
        erase=("DELETE FROM awaited_text WHERE person_id = :person_id",),
    ),
    "outcome": Personal(
        export="SELECT decided_at, level FROM outcome WHERE person_id = :person_id ORDER BY decided_at",
        erase=("DELETE FROM outcome WHERE person_id = :person_id",),
    ),
    "reminding": Personal(
        export="""
            SELECT zone, wake, bed, work_start, work_end, work_days, silent, language FROM reminding
            WHERE person_id = :person_id
        """,
        erase=("DELETE FROM reminding WHERE person_id = :person_id",),
    ),
    "named_plan": Personal(
        export="""
            SELECT name, wake, bed, work_start, work_end, work_days FROM named_plan WHERE person_id = :person_id
            ORDER BY name
        """,
        erase=("DELETE FROM named_plan WHERE person_id = :person_id",),
    ),
    "pause": Personal(
        export="SELECT reason, until, asked FROM pause WHERE person_id = :person_id ORDER BY reason",
        erase=("DELETE FROM pause WHERE person_id = :person_id",),
    ),
    "series": Personal(
        export="""
            SELECT kind, mode, times, days, shift, offered, enabled, untouched, seen, next_due_at, place FROM series
            WHERE person_id = :person_id ORDER BY kind
        """,
        erase=("DELETE FROM series WHERE person_id = :person_id",),
    ),
    "occurrence": Personal(
        export="""
            SELECT id, kind, due_at, place, state, missed, send_at, doubts, delay_ms, message_id, settled, tip,
                   snoozed_from
            FROM occurrence WHERE person_id = :person_id ORDER BY due_at, kind
        """,
        erase=(
            # The ledger goes on adding up: how many there were, and what became of them, tells nothing about anybody.
            f"{COUNT_STATES} WHERE person_id = :person_id GROUP BY 1, 2 {ADD_COUNTS}",
            f"{COUNT_COPIES} AND person_id = :person_id GROUP BY 1, 2 {ADD_COUNTS}",
            f"{COUNT_TIPS} AND person_id = :person_id GROUP BY 1, 2, 3 {ADD_TIPS}",
            "DELETE FROM occurrence WHERE person_id = :person_id",
        ),
    ),
    "wording": Personal(
        # Who else had a part in it is not shown. What was written for everybody stays; only whose it was is forgotten.
        export="""
            SELECT id, language, key, number, source, base, shipped, critical, iif(author = :person_id, author, NULL)
                   AS author, at, standing, iif(approved_by = :person_id, approved_by, NULL) AS approved_by
            FROM wording WHERE :person_id IN (author, approved_by) ORDER BY id
        """,
        erase=(
            # Who wrote it may ask to be erased, and must not be the second to approve it then.
            "UPDATE wording SET standing = 'withdrawn' WHERE author = :person_id AND standing = 'proposed'",
            f"UPDATE wording SET author = {NOBODY} WHERE author = :person_id",  # noqa: S608
            f"UPDATE wording SET approved_by = {NOBODY} WHERE approved_by = :person_id",  # noqa: S608
        ),
        people=("author", "approved_by"),
    ),
    "draft": Personal(
        export="""
            SELECT language, key, source, base, shipped, critical, at, message_id FROM draft
            WHERE person_id = :person_id ORDER BY language, key
        """,
        erase=("DELETE FROM draft WHERE person_id = :person_id",),
    ),
    "preview": Personal(
        export="SELECT message_id, subject, at FROM preview WHERE person_id = :person_id ORDER BY message_id",
        erase=("DELETE FROM preview WHERE person_id = :person_id",),
    ),
    "editor_mode": Personal(
        export="SELECT person_id FROM editor_mode WHERE person_id = :person_id",
        erase=("DELETE FROM editor_mode WHERE person_id = :person_id",),
    ),
    "editor": Personal(
        export="""
            SELECT iif(person_id = :person_id, person_id, NULL) AS person_id, since,
                   iif(invited_by = :person_id, invited_by, NULL) AS invited_by
            FROM editor WHERE :person_id IN (person_id, invited_by) ORDER BY since
        """,
        erase=(
            "DELETE FROM editor WHERE person_id = :person_id",
            f"UPDATE editor SET invited_by = {NOBODY} WHERE invited_by = :person_id",  # noqa: S608
        ),
        people=("person_id", "invited_by"),
    ),
    "invitation": Personal(
        export="""
            SELECT secret_hash, iif(invited_by = :person_id, invited_by, NULL) AS invited_by, until,
                   iif(used_by = :person_id, used_by, NULL) AS used_by
            FROM invitation WHERE :person_id IN (invited_by, used_by) ORDER BY until
        """,
        erase=("DELETE FROM invitation WHERE :person_id IN (invited_by, used_by)",),
        people=("invited_by", "used_by"),
    ),
    "inbox": Personal(
        export="SELECT update_id, payload, started, crashes FROM inbox WHERE person_id = :person_id ORDER BY update_id",
        erase=(
            # Telegram may deliver an update again: its id stays known, which tells nothing about anybody.
            """
            INSERT INTO handled_update (update_id, handled_at, ending)
            SELECT update_id, :now, 'done' FROM inbox WHERE person_id = :person_id
            ON CONFLICT (update_id) DO UPDATE SET handled_at = excluded.handled_at, ending = excluded.ending
            """,
            "DELETE FROM inbox WHERE person_id = :person_id",
        ),
    ),
}

IMPERSONAL: Mapping[str, str] = {
    "handled_update": "update ids, when and how they ended; not whose they were",
    "switched_off": "which parts of the bot an administrator switched off",
    "unanswered": "how many texts found no page, a day; neither what they said nor whose they were",
    "daily_count": "how many reminders were due, a day, and what became of those no longer kept one by one",
    "page_count": "how often a page was opened, a day, and found helpful or not; not by whom",
    "tip_count": "how often each tip was sent, and what was tapped below it, of reminders no longer kept one by one",
    "noted": "the edition of the time zones that due times were calculated with; whether to rewrite the file; what "
    "administrators were told; which list of erased people goes with the database",
    "sqlite_sequence": "the last id that a reminder got, so that none is used twice",
    "_sqlite_migrations": "which steps the tables have been through",
}


def erase(connection: sqlite3.Connection, person_id: int, now: datetime) -> None:
    """Delete all that is kept about a person, in every table."""
    for table in PERSONAL.values():
        for statement in table.erase:
            connection.execute(statement, {"person_id": person_id, "now": seconds(now)})
    connection.execute(_VACUUM_DUE)
