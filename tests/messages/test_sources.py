"""A clinician can see where every number comes from."""

from __future__ import annotations

import re

import pytest

from bot.content.catalog import Catalog

MARKERS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
DIGITS = str.maketrans(MARKERS, "0123456789")
SENTENCE = re.compile(rf"((?:[^.!?\n]|[.](?=\d))+[.!?]?)((?: ?[{MARKERS}]+)*)")
NUMBER = re.compile(
    r"\d|\b(?:three|four|five|six|seven|eight|nine|ten|twelve|dozen|twenty|thirty|hundred|thousand"
    r"|half|twice|third|quarter|per ?cent)\b",
    re.IGNORECASE,
)

# What looks like a number and says nothing that could be looked up: page ("" for all), the words, why.
EXEMPT = (
    ("", r"\bB12\b", "the name of a vitamin"),
    ("about", r"\bCC BY 4\.0\b", "the name of a licence"),
    ("redflags-doctor", r"\bin the UK: NHS 111\b", "a phone number"),
    ("emergency", r"\b(?:112|911|999|000|111)\b", "phone numbers"),
    ("crisis", r"\b(?:112|911|999|000|111)\b", "phone numbers"),
)
LINK = re.compile(
    r"https://(?:www\.nice\.org\.uk/guidance/\w+|www\.ncbi\.nlm\.nih\.gov/pmc/articles/PMC\d+/|"
    r"pubmed\.ncbi\.nlm\.nih\.gov/\d+/|doi\.org/10\.\S+)"
)


def without_exempt(page_id: str, text: str) -> str:
    for page, words, _ in EXEMPT:
        if page in {"", page_id}:
            text = re.sub(words, "", text)
    return text


def unsourced(page_id: str, text: str) -> list[str]:
    """Return the sentences that state a number and are not followed by a marker."""
    found = SENTENCE.findall(without_exempt(page_id, text))
    return [sentence.strip() for sentence, markers in found if NUMBER.search(sentence) and not markers]


def test_every_sentence_with_a_number_is_followed_by_its_source(article: dict[str, str]) -> None:
    faults = [(page_id, sentence) for page_id, text in article.items() for sentence in unsourced(page_id, text)]

    assert faults == []


@pytest.mark.parametrize(
    "text", ["It takes 3 days.", "Fine.¹ About 1.3 in all.", "• Half of them do", "Six do. True.¹"]
)
def test_a_number_without_a_source_is_found(text: str) -> None:
    assert len(unsourced("x", text)) == 1


@pytest.mark.parametrize("text", ["It takes 3 days.¹ Then rest.", "About 1.3 in 100,000.¹ ²", "Is B12 low?"])
def test_a_number_with_its_source_passes(text: str) -> None:
    assert unsourced("x", text) == []


@pytest.mark.parametrize(("page", "words", "reason"), EXEMPT)
def test_every_exemption_is_needed(article: dict[str, str], page: str, words: str, reason: str) -> None:
    texts = article.values() if not page else [article[page]]

    assert any(re.search(words, text) for text in texts), reason


def test_markers_stand_right_after_a_sentence(article: dict[str, str]) -> None:
    astray = [
        (page_id, text[max(match.start() - 30, 0) : match.end()])
        for page_id, text in article.items()
        for match in re.finditer(rf"(?<![.?!{MARKERS}])(?<![{MARKERS}] )[{MARKERS}]+", text)
    ]

    assert astray == []


def test_sources_are_numbered_in_the_order_of_reading(catalog: Catalog, article: dict[str, str]) -> None:
    found = {
        page_id: list(dict.fromkeys(int(marker.translate(DIGITS)) for marker in re.findall(f"[{MARKERS}]+", text)))
        for page_id, text in article.items()
    }

    assert found == {page_id: list(range(1, len(catalog.pages.pages[page_id].sources) + 1)) for page_id in article}


def test_every_source_is_used(catalog: Catalog) -> None:
    named = {id_.removeprefix("source-") for id_ in catalog.messages if id_.startswith("source-")}
    assert catalog.check is not None
    pages, questions, results = catalog.pages.pages.values(), catalog.check.flow.questions, catalog.check.after.values()
    used = {source for page in pages for source in page.sources}
    used |= {source for question in questions for source in question.sources}
    used |= {source for result in results for source in result.sources}

    assert named == used


def test_links_lead_only_to_lasting_addresses(catalog: Catalog) -> None:
    words = catalog.words("en")
    links = [
        link
        for id_ in catalog.messages
        if id_.startswith("source-")
        for link in re.findall(r'href="([^"]+)"', words.text(id_))
    ]

    assert [link for link in links if not LINK.fullmatch(link)] == []


def test_no_review_is_claimed_before_a_named_person_made_it(catalog: Catalog, article: dict[str, str]) -> None:
    assert {catalog.pages.pages[page_id].reviewed_by for page_id in article} == {None}


def test_every_tip_says_where_it_is_from(catalog: Catalog) -> None:
    assert [tip for tip in catalog.tips if not catalog.tips[tip].sources] == []
