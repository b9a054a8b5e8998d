from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.content.catalog import Catalog
from bot.content.review import chart, review

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT / "messages")


class Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_chart_in_the_readme_is_made_from_the_file(catalog: Catalog) -> None:
    assert catalog.check is not None
    made = chart(catalog.check, catalog.words("en"))

    assert f"```mermaid\n{made}```" in (ROOT / "README.md").read_text("utf-8")


def test_the_page_to_sign_holds_every_text_and_every_source(catalog: Catalog) -> None:
    page = review(catalog)
    words = catalog.words("en")

    assert [id_ for id_ in catalog.messages if f'<p class="key">{id_}</p>' not in page] == []
    assert [
        words.text(id_) for id_ in catalog.messages if id_.startswith("source-") and words.text(id_) not in page
    ] == []


def test_the_page_to_sign_holds_every_walk_and_two_signatures(catalog: Catalog) -> None:
    page = review(catalog)

    assert page.count("<tr><td>") - page.count("<tr><td>Yes") >= 284
    assert "<td>284</td>" in page
    assert "<td>285</td>" not in page
    assert page.count('<p class="line">Signature</p>') == 2
    assert catalog.check is not None
    assert catalog.check.flow.version in page


def test_the_page_to_sign_is_whole(catalog: Catalog) -> None:
    cells = Cells()
    cells.feed(review(catalog).partition("\n")[2])

    assert (cells.open, cells.wrong) == ([], [])


def test_words_without_a_check_can_be_signed_as_well(tmp_path: Path, catalog: Catalog) -> None:
    page = review(
        Catalog(
            {"en": catalog.words("en")},
            catalog.messages,
            catalog.pages,
            None,
            catalog.alarm,
            catalog.search,
            catalog.numbers,
        )
    )

    assert "Every way through the check" not in page
