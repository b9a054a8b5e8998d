"""Moments as the tables have them: whole seconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(seconds: int) -> datetime:
    """Return the moment that a number stands for, in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(moment: datetime) -> int:
    """Return the number that stands for a moment, its fractions left out."""
    return int(moment.timestamp())
