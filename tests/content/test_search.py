from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.examples import NONE, QUESTIONS, read_examples, unlearned
from bot.content.faults import Fault
from bot.content.search import Search, SearchFile, Topic

FEWEST_EXAMPLES = 80


def search() -> Search:
    topics = {
        "roses": Topic("roses", ("how do i prune a rose", "rose cutting"), ("tulips",), False),
        "tulips": Topic("tulips", ("when to plant tulips", "tulip cutting"), (), False),
    }
    return Search(topics)


def read_search(folder: Path, pages: list[str]) -> tuple[Search, list[Fault]]:
    file, unreadable = SearchFile.read(folder)
    search, faults = file.search(pages)
    return search, [*unreadable, *faults]


def test_a_phrase_counts_without_anything_learned() -> None:
    found = search().find("How do I prune a Rose?")

    assert found.topics == ("roses", "tulips")
    assert found.clear


@pytest.mark.parametrize("typed", ["", "?", "xyzzy", "q"])
def test_nothing_is_made_of_what_says_nothing(typed: str) -> None:
    assert search().find(typed).topics == ()


def test_what_could_be_either_is_not_clear() -> None:
    topics = {name: Topic(name, (f"the cutting of {name}",), (), False) for name in ("roses", "tulips")}

    assert not Search(topics).find("the cutting of plants and").clear


def test_an_empty_search_finds_nothing() -> None:
    assert Search({}).find("roses").topics == ()


def test_every_topic_has_many_examples() -> None:
    topics = Catalog.load(shipped_messages()).search.topics
    examples, faults = read_examples(shipped_messages(), QUESTIONS, {*topics, NONE})
    counts = Counter(example.label for example in examples)

    assert faults == []
    assert [topic for topic in topics if counts[topic] < FEWEST_EXAMPLES] == []


def test_all_examples_were_learned_from() -> None:
    assert unlearned(shipped_messages()) == []


def test_every_fault_of_the_topics_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    text = 'odd = 1\n[topics.a]\nphrases = ["x"]\nnear = ["c"]\nfar = 1\n[topics.b]\nphrases = 1\n'
    (tmp_path / "en" / "search.toml").write_text(text, encoding="utf-8")
    _, faults = read_search(tmp_path, ["b"])

    assert [str(fault) for fault in faults] == [
        'en/search.toml:1: "odd" is not known; there is only topics',
        'en/search.toml:2: a: there is no page "a"',
        'en/search.toml:2: a: there is no page "c"',
        'en/search.toml:2: a: "far" is not known; a topic has only phrases, near and check',
        "en/search.toml:6: b: phrases must be a list of texts",
    ]


@pytest.mark.parametrize("content", [b"\xff", b"[topics"])
def test_topics_that_cannot_be_read_are_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "search.toml").write_bytes(content)

    assert len(read_search(tmp_path, [])[1]) == 1
