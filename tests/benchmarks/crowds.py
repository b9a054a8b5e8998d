"""Databases in which many people want to be reminded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.domain.delivery import place
from bot.domain.reminders import Reminding, SaveReminding, SaveSeries
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import Ending, Received, Write
from bot.domain.zones import zones_version
from bot.storage.sqlite import SqliteStore
from tests.benchmarks.server import FIRST_PERSON

ZONES: Final = (
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe", "America/Sao_Paulo",
    "Europe/London", "Asia/Tokyo", "Africa/Cairo", "America/Santiago"
)  # fmt: skip
AT_ONCE: Final = 500
_ALL_DAY: Final = Plan(0, 1440)
_LATER: Final = 3600
"""Seconds after the last batch from which on all others are due, spread over a day's minutes."""


async def fill(database: Path, reminders: int, first_due: datetime, batch: int, batches: int) -> None:
    """Make a database with so many reminders that are on, five a person; a batch is due at each of the first minutes.

    The rows are written past the store, which would take minutes for a million; all else is what the store wrote.
    """
    await (await SqliteStore.open(database)).close()
    people = range(FIRST_PERSON, FIRST_PERSON + reminders // len(Kind))
    with closing(sqlite3.connect(database)) as connection:
        connection.executemany(
            "INSERT INTO reminding (person_id, zone, wake, bed, work_days, silent, language)"
            " VALUES (?, ?, ?, ?, 31, 0, 'en')",
            ((person, ZONES[person % 10], 420 + person % 7 * 15, 1380 - person % 5 * 15) for person in people),
        )
        connection.executemany(
            "INSERT INTO series (person_id, kind, shift, offered, enabled, next_due_at, place)"
            " VALUES (?, ?, 0, 1, 1, ?, ?)",
            _series(people, first_due, batch, batches),
        )
        connection.execute("INSERT INTO noted (name, value) VALUES ('time zones', ?)", (zones_version(),))
        connection.commit()


def _series(people: range, first_due: datetime, batch: int, batches: int) -> Iterator[tuple[int, str, int, int]]:
    first, count = int(first_due.timestamp()), len(people) * len(Kind)
    for number, person in enumerate(people):
        standing = place(person, first_due)
        for offset, kind in enumerate(sorted(Kind)):
            turn = (number * len(Kind) + offset) * 7_919 % count  # anywhere, so that no batch stands on a few pages
            minutes = min(turn // batch, batches)
            later = _LATER + turn % 1_440 * 60 if minutes == batches else 0
            yield person, kind, first + minutes * 60 + later, standing


async def fall_due(database: Path, people: int) -> None:
    """Let so many people have a reminder that was due a minute ago."""
    due = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
    series = Series(Kind.TIP, times=(due.hour * 60 + due.minute,))
    before = due - timedelta(seconds=1)
    store = await SqliteStore.open(database)
    for number in range(0, people, AT_ONCE):
        writes: list[Write] = []
        for person in range(FIRST_PERSON + number, FIRST_PERSON + min(people, number + AT_ONCE)):
            writes += [
                SaveReminding(Reminding(person, "UTC", _ALL_DAY, language="en")),
                SaveSeries(person, series, enabled=True),
            ]
        await store.receive([Received(number + 1, FIRST_PERSON, "{}")], before)
        await store.finish(number + 1, Ending.DONE, writes, before)
    await store.close()
