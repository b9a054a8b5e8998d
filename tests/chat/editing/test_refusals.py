"""Whatever is typed in place of a text: what would break it, or looks like a program, never gets to the preview."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands

PAYLOADS = Path(__file__).parents[2] / "data" / "editing" / "injections.txt"

_ESCAPE = re.compile(r"\\(?:\\|n|r|t|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")


def payloads() -> list[str]:
    """Return what looks like a program, without what Telegram takes for a command."""
    lines = [line for line in PAYLOADS.read_text().splitlines() if not line.startswith(("# ", "/"))]
    return [_ESCAPE.sub(lambda escape: escape[0].encode().decode("unicode_escape"), line) for line in lines]


async def test_no_payload_gets_as_far_as_a_preview(nia: Hands, catalog: Catalog, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    await nia.tap("Edit")

    answers = {payload: (await nia.type(payload)).text for payload in payloads()}

    assert [payload for payload, answer in answers.items() if not answer.startswith(says("edit-refused"))] == []
    assert catalog.overrides == ()
