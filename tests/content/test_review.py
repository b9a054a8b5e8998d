from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.examples import FOLDER
from bot.content.markup import escape
from bot.content.numbers import Number, Numbers
from bot.content.review import chart, fingerprint, review

ROOT = Path(__file__).parents[2]
WORDS = shipped_messages()
ROW = '[xx]\ncountry = "Exampleland"\nemergency = "000"\nsource = "https://example.org/"\n\n'


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(WORDS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORDS, tmp_path / "messages"))


def printed(page: str) -> str:
    return str(re.findall("fingerprint is <b>([0-9a-f]{12})</b>", page)[0])


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
    page = review(catalog, WORDS)
    words = catalog.words("en")

    assert [id_ for id_ in catalog.messages if f'<p class="key">{id_}</p>' not in page] == []
    assert [
        words.text(id_) for id_ in catalog.messages if id_.startswith("source-") and words.text(id_) not in page
    ] == []


def test_the_page_to_sign_holds_every_walk_and_two_signatures(catalog: Catalog) -> None:
    page = review(catalog, WORDS)
    _, _, walks = page.partition("<h2>Every way through the check: 284</h2>")
    walks, _, _ = walks.partition("<h2>")

    assert re.findall(r"<tr><td>(\d+)</td>", walks) == [str(number) for number in range(1, 285)]
    assert page.count('<p class="line">Signature</p>') == 2
    assert catalog.check is not None
    assert catalog.check.flow.version in page


def test_the_page_to_sign_is_whole(catalog: Catalog) -> None:
    cells = Cells()
    cells.feed(review(catalog, WORDS).partition("\n")[2])

    assert (cells.open, cells.wrong) == ([], [])


def test_every_text_of_the_check_stands_with_its_sources(catalog: Catalog) -> None:
    page, words = review(catalog, WORDS), catalog.words("en")
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
        ("de/danger.toml", "emergency = [", 'emergency = [ "etwas neues",'),
        ("numbers.toml", "# Emergency", f"{ROW}# Emergency"),
    ],
)
def test_whatever_is_changed_needs_new_signatures(
    folder: Path, catalog: Catalog, file: str, old: str, new: str
) -> None:
    same = fingerprint(Catalog.load(folder), folder)
    text = (folder / file).read_text("utf-8")
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")

    assert same == fingerprint(catalog, WORDS) == printed(review(catalog, WORDS))
    assert fingerprint(Catalog.load(folder), folder) != same


def test_examples_are_counted_and_not_signed(folder: Path, catalog: Catalog) -> None:
    (folder / FOLDER / "danger-xx.tsv").write_text("that never was written\tcrisis\n", "utf-8")
    before, after = (review(catalog, each).partition("We have read all that follows") for each in (WORDS, folder))

    def crises(part: str) -> int:
        return int(re.findall(r"<td>crisis</td><td>([\d,]+)</td>", part)[0].replace(",", ""))

    assert crises(after[0]) == crises(before[0]) + 1
    assert after[2] == before[2]
    assert "never was written" not in after[0]


def test_the_page_to_sign_holds_every_phrase_of_danger_by_language(catalog: Catalog) -> None:
    page = review(catalog, WORDS)
    lists = sorted(WORDS.glob("*/danger.toml"))

    assert len(lists) == 9
    for path in lists:
        table = tomllib.loads(path.read_text("utf-8"))
        _, _, section = page.partition(f"<h2>Phrases of danger: {path.parent.name}</h2>")
        section = section.partition("<h2>")[0]
        groups = [table[group] for group in ("emergency", "crisis", "present", "mention")]
        phrases = [phrase for group in (*groups, *table["sets"].values()) for phrase in group]
        assert [phrase for phrase in phrases if escape(phrase) not in section] == []


def test_the_page_to_sign_holds_the_numbers_with_their_source_and_day(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Number("Exampleland", "000", "https://example.org/", "001", "002", date(2026, 11, 1))
    numbers = Numbers({"xx": row, "yy": replace(row, checked=None)})
    monkeypatch.setattr(catalog, "edition", replace(catalog.edition, numbers=numbers))
    page = review(catalog, WORDS)

    for code, day in (("xx", "2026-11-01"), ("yy", "never")):
        cells = (code, "Exampleland", "000", "001", "002", "https://example.org/", day)
        assert "".join(f"<td>{cell}</td>" for cell in cells) in page


def test_each_language_is_signed_with_the_texts_it_has_itself(folder: Path) -> None:
    (folder / "de" / "triage.ftl").write_text("button-answer-yes = Ja & ja\n", "utf-8")
    page = review(Catalog.load(folder), folder)
    _, _, german = page.partition("<h2>Texts: de</h2>")

    assert german.count("<section>") == 1
    assert "Ja &amp; ja" in german


def test_words_without_a_check_can_be_signed_as_well(catalog: Catalog) -> None:
    plain = Catalog.load(WORDS)
    plain.use(replace(plain.edition, check=None))
    page = review(plain, WORDS)

    assert "Every way through the check" not in page
