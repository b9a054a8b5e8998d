"""How urgent a message is."""

from __future__ import annotations

from enum import IntEnum


class Lane(IntEnum):
    """What a message is to the person who gets it; in one chat the smaller ones go first."""

    URGENT = 0
    ANSWER = 1
    REMINDER = 2
