"""What each table keeps about a person: how it is shown to them, and how it is erased.

Every table stands in one of the two lists; a test compares them with the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Personal:
    """The statements for one table; each may use ``:person_id``, those that erase ``:now`` (Unix seconds) as well."""

    export: str
    erase: tuple[str, ...]


PERSONAL: Mapping[str, Personal] = {
    "person": Personal(
        export="SELECT id, new_message_each_step, country FROM person WHERE id = :person_id",
        erase=("DELETE FROM person WHERE id = :person_id",),
    ),
    "open_card": Personal(
        export="""
            SELECT message_id, answers, started_at, ended FROM open_card WHERE person_id = :person_id
            ORDER BY message_id
        """,
        erase=("DELETE FROM open_card WHERE person_id = :person_id",),
    ),
    "outcome": Personal(
        export="SELECT decided_at, level FROM outcome WHERE person_id = :person_id ORDER BY decided_at",
        erase=("DELETE FROM outcome WHERE person_id = :person_id",),
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
    "_sqlite_migrations": "which steps the tables have been through",
}
