"""What the check of all texts found, told in the chat."""

from __future__ import annotations

from collections.abc import Mapping

from bot.content.faults import Fault

UNTOLD = "check"
"""The code of a fault that no editor should be able to cause; the chat tells it as the shell does."""


def explain(fault: Fault) -> tuple[str, Mapping[str, str | int]]:
    """Return the code of a fault and the values for the text ``edit-fault-<code>``."""
    return (fault.code, fault.about) if fault.code else (UNTOLD, {"reason": fault.message})
