"""The shipped words, as a person reads them."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from bot.content.catalog import Catalog
from bot.content.markup import parse

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load(ROOT / "messages")


@pytest.fixture(scope="session")
def bodies(catalog: Catalog) -> dict[str, str]:
    """Lead and detail of each page, by page id."""
    texts: dict[str, str] = runpy.run_path(str(ROOT / "tests/readability.py"))["bodies"](catalog)
    return texts


@pytest.fixture(scope="session")
def article(catalog: Catalog, bodies: dict[str, str]) -> dict[str, str]:
    """The bodies of the pages that inform about health: those with a date."""
    return {page_id: text for page_id, text in bodies.items() if catalog.pages.pages[page_id].written}


@pytest.fixture(scope="session")
def leads(catalog: Catalog) -> dict[str, str]:
    """What stands on each article page before anything is unfolded, by page id."""
    words = catalog.words("en")
    variables = {"operator": "Example Charity", "contact": "help@example.org"}
    return {
        page.id: parse(words.text(f"page-{page.id}", **variables)).text
        for page in catalog.pages.pages.values()
        if page.written
    }
