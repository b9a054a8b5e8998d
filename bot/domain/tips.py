"""Which tip comes next."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def next_tip(available: Sequence[str], seen: Sequence[str], random: Random) -> tuple[str, tuple[str, ...]]:
    """Return a tip that was not seen yet, and what is seen then; once all were, a new round begins with another tip.

    A tip that is not available at the moment stays seen until the round ends.

    Raises:
        IndexError: no tip is available.
    """
    if fresh := [tip for tip in available if tip not in seen]:
        tip = random.choice(fresh)
        return tip, (*seen, tip)
    tip = random.choice([tip for tip in available if tip != seen[-1]] or available)
    return tip, (tip,)
