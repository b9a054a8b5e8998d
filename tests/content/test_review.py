from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.content.catalog import Catalog
from bot.content.review import chart, review

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(ROOT / "messages")


def fingerprint(catalog: Catalog) -> str:
    return re.findall("fingerprint is <b>([0-9a-f]{12})</b>", review(catalog))[0]


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

    assert "<td>284</td>" in page
    assert "<td>285</td>" not in page
    assert page.count('<p class="line">Signature</p>') == 2
    assert catalog.check is not None
    assert catalog.check.flow.version in page


def test_the_page_to_sign_is_whole(catalog: Catalog) -> None:
    cells = Cells()
    cells.feed(review(catalog).partition("\n")[2])

    assert (cells.open, cells.wrong) == ([], [])


def test_every_text_of_the_check_stands_with_its_sources(catalog: Catalog) -> None:
    page, words = review(catalog), catalog.words("en")
    sections = {part.partition("</p>")[0]: part for part in page.split('<section><p class="key">')[1:]}

    assert catalog.check is not None
    for question in catalog.check.flow.questions:
        section = sections[f"triage-{question.id}"]
        assert [each for each in question.sources if words.text(f"source-{each}") not in section] == []
    for name, after in catalog.check.after.items():
        assert after.sources != ()
        section = sections[f"triage-result-{name}"]
        assert [each for each in after.sources if words.text(f"source-{each}") not in section] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("en/triage.ftl", "Book a visit with a doctor", "Book a visit with your doctor"),
        ("triage.toml", 'sources = ["ng217", "nhs-twitching"]', 'sources = ["ng217"]'),
        ("triage.toml", 'slow = "routine"', 'slow = "urgent"'),
    ],
)
def test_whatever_is_changed_needs_new_signatures(
    tmp_path: Path, catalog: Catalog, file: str, old: str, new: str
) -> None:
    folder = Path(shutil.copytree(ROOT / "messages", tmp_path / "messages"))
    same = fingerprint(Catalog.load(folder))
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    assert same == fingerprint(catalog)
    assert fingerprint(Catalog.load(folder)) != same


def test_each_language_is_signed_with_the_texts_it_has_itself(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "messages", tmp_path / "messages"))
    (folder / "de").mkdir(exist_ok=True)
    (folder / "de" / "triage.ftl").write_text("button-answer-yes = Ja & ja\n", "utf-8")
    page = review(Catalog.load(folder))
    _, _, german = page.partition("<h2>Texts: de</h2>")

    assert german.count("<section>") == 1
    assert "Ja &amp; ja" in german


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
            catalog.tips,
        )
    )

    assert "Every way through the check" not in page
