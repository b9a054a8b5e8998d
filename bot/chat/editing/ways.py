"""The way to a text: what a button carries that opens it, for editors, and what the text is called."""

from __future__ import annotations

from bot.content.catalog import Catalog, Words
from bot.content.pages import Button
from bot.content.templates import Template

GROUPS, GROUP = "f:groups", "f:g:"
"""The data of the button that shows all groups, and how that of one begins which shows a group."""
ONE = "f:t:"
"""How the data of a button begins that opens a text; its tag follows."""


def by_name(name: str, catalog: Catalog, language: str) -> Template | None:
    """Return the text of this id, or with this part, in a language, else in English."""
    id_ = name if ":" in name else name.partition(".")[0]
    template = catalog.templates.get(id_, language) or catalog.templates.get(id_)
    return template if template and name in (id_, *template.parts) else None


def edit_this(template: Template, catalog: Catalog, words: Words) -> Button:
    """Return the button under a card that leads an editor to the text it says."""
    return Button(words.plain("button-edit-this"), ONE + catalog.templates.tag(template))
