from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.search import Search, Topic, read_search

MOST_PHRASES = 25


def search() -> Search:
    topics = {
        "roses": Topic("roses", ("how do i prune a rose", "rose cutting"), ("tulips",), False),
        "tulips": Topic("tulips", ("when to plant tulips", "tulip cutting"), (), False),
    }
    return Search(topics, ("prune cut trim",))


def test_the_page_that_is_meant_comes_first() -> None:
    found = search().find("trimming my roses")

    assert found.topics == ("roses", "tulips")
    assert found.clear


@pytest.mark.parametrize("typed", ["", "?", "xyzzy", "q"])
def test_nothing_is_made_of_what_says_nothing(typed: str) -> None:
    assert search().find(typed).topics == ()


def test_what_could_be_either_is_not_clear() -> None:
    assert not search().find("cutting").clear


def test_an_empty_search_finds_nothing() -> None:
    assert Search({}, ()).find("roses").topics == ()


def test_every_topic_has_many_phrases() -> None:
    topics = Catalog.load(shipped_messages()).search.topics.values()
    main = [topic for topic in topics if topic.id.startswith("causes") or topic.id in {"sleep", "redflags", "age"}]

    assert [topic.id for topic in main if len(topic.phrases) < MOST_PHRASES] == []


def test_a_long_question_takes_no_more_than_a_blink() -> None:
    catalog = Catalog.load(shipped_messages())
    long = "my legs keep on moving at night and i would like to know what i can do about it " * 3
    times = []
    for _ in range(5):
        start = perf_counter()
        catalog.search.find(long)
        catalog.alarm.judge(long)
        times.append(perf_counter() - start)

    assert min(times) < 0.02


def test_every_fault_of_the_topics_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    text = 'odd = 1\n[topics.a]\nphrases = ["x"]\nnear = ["c"]\nfar = 1\n[topics.b]\nphrases = 1\n'
    (tmp_path / "en" / "search.toml").write_text(text, encoding="utf-8")
    _, faults = read_search(tmp_path, ["b"])

    assert [str(fault) for fault in faults] == [
        'en/search.toml:1: "odd" is not known; there are only same and topics',
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
