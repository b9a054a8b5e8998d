"""Two versions of a text side by side, for the chat."""

from __future__ import annotations

from bot.content.catalog import Words
from bot.content.markup import escape
from bot.content.wording import ONLY_FORMATTING, WordingError, difference, forms_of


def told_difference(old: str, new: str, key: str, words: Words) -> str:
    """Return what differs between two sources as HTML, or a sentence where no word does."""
    found = difference(readable(old, key), readable(new, key))
    if found == ONLY_FORMATTING:
        return words.text("edit-only-formatting")
    return found or words.text("edit-no-difference")


def readable(source: str, key: str) -> str:
    """Return a text as an editor types it, its forms one below the other."""
    if ":" in key:
        return escape(source)
    try:
        return "\n\n".join(form.text for form in forms_of(source)) if source else ""
    except WordingError:
        return escape(source)


def quoted_block(text: str) -> str:
    """Return a text to be copied, as it was typed."""
    return f"<pre>{escape(text)}</pre>"
