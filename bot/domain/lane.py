"""How urgent a message is."""

from __future__ import annotations

from enum import IntEnum


class Lane(IntEnum):
    """What a message is to the person who gets it; in one chat the smaller ones go first.

    None of them is 0: the library takes what is false for no lane at all.
    """

    URGENT = 1
    ANSWER = 2
    REMINDER = 3
