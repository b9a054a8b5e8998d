"""What is wrong with something an editor typed."""

from __future__ import annotations

LONGEST_PLACE = 60
"""So much of a text is quoted at most."""
_BEFORE = 16


class WordingError(Exception):
    """A text cannot be used; the message ``edit-fault-<code>`` says why, filled with these values."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def excerpt(text: str, start: int) -> str:
    """Return what stands at this place of a text, with a few characters before it, on one line."""
    begin = text.rfind("\n", max(start - _BEFORE, 0), start) + 1 or max(start - _BEFORE, 0)
    line = text[begin:].lstrip().partition("\n")[0]
    before = "…" if begin and text[begin - 1] != "\n" else ""
    return f"{before}{line[:LONGEST_PLACE].rstrip()}{'…' if len(line) > LONGEST_PLACE else ''}"
