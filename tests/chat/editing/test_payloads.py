"""What an attacker, or a slip of the finger, may type: nothing of it gets in, whichever way it is tried.

Each payload is typed once, the ways taking turns: the checks behind them judge every payload in their own tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.chat.editing.lists import find_wrong_lines

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands

_LINES = (Path(__file__).parents[2] / "data/editing/injections.txt").read_text(encoding="utf-8").splitlines()
INJECTIONS = [
    line.encode("raw_unicode_escape").decode("unicode_escape")
    for line in _LINES
    if not line.startswith(("# ", "/"))  # a line with a slash is a command
]

WAYS = {
    "a text": ("cancel-nothing", "Edit"),
    "a page": ("page-sleep", "Edit", "Text to unfold"),
    "a form": ("kept-outcome", "Edit", "2 results of the symptom check…"),
    "a button": ("button-home", "Edit"),
    "a phrase": ("search:sleep", "Edit"),
    "a name": ("page-sleep", "Reviewed today"),
    "a tip": ("tip-water-1", "Add a tip", "Drink water"),
}


@pytest.mark.parametrize("place", range(len(WAYS)), ids=WAYS)
async def test_no_injection_becomes_so_much_as_a_draft(nia: Hands, catalog: Catalog, says: Says, place: int) -> None:
    template, *taps = list(WAYS.values())[place]
    await nia.type(f"/templates {template}")
    for label in taps:
        await nia.tap(label)

    # All go the first way, and each goes one of the others: what refuses them is tried with all ways by itself.
    payloads = INJECTIONS[place - 1 :: len(WAYS) - 1] if place else INJECTIONS
    taken = [payload for payload in payloads if not await refuses(nia, payload, says)]

    assert (taken, len(payloads) > 50) == ([], True)
    assert catalog.overrides == ()


@pytest.mark.parametrize("key", ["search:sleep", "reviewed:sleep", "number:xx"])
def test_no_list_takes_an_injection(key: str) -> None:
    assert [payload for payload in INJECTIONS if not find_wrong_lines(key, payload)] == []


async def refuses(hands: Hands, payload: str, says: Says) -> bool:
    """Type a payload; return whether it was refused with a reason, by the bot or by the phone."""
    try:
        answer = await hands.type(payload)
    except ValueError:
        return True
    return answer.text.startswith(says("edit-refused"))
