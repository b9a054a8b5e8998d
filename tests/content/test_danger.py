from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog, ContentError
from bot.content.danger import Danger, read_alarm
from bot.content.evaluation import ANY, Answered, Question, evaluate, is_right, read_questions
from bot.content.examples import DANGERS
from bot.content.search import Search
from bot.content.triage import label_of

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Bar:
    """What is reached with some texts that nothing was learned from, and is to be held."""

    files: str
    danger_seen: float
    near_misses_alarmed: float
    questions_alarmed: float
    first: float
    among_three: float


BARS = [
    Bar("exam-*.tsv", 1.0, 0.1, 0.02, 0.9, 0.98),
    Bar("hard-*.tsv", 0.95, 0.14, 0.05, 0.85, 0.93),  # written so that even people have to think
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(shipped_messages())


def share(right: list[bool]) -> float:
    assert len(right) >= 50
    return sum(right) / len(right)


def is_alarmed(answer: Answered) -> bool:
    return answer.topics[:1] in {("!emergency",), ("!crisis",)}


@pytest.mark.parametrize("bar", BARS, ids=lambda bar: bar.files)
def test_texts_that_were_never_seen_are_understood(bar: Bar, catalog: Catalog) -> None:
    asked = [question for path in DATA.glob(bar.files) for question in read_questions(path.read_text(encoding="utf-8"))]
    answers = evaluate(asked, catalog.alarm, catalog.search).answers
    questions = [answer for answer in answers if answer.question.topic not in {*DANGERS, ANY}]

    assert share([is_alarmed(answer) for answer in answers if answer.question.topic in DANGERS]) >= bar.danger_seen
    assert share([is_alarmed(each) for each in answers if each.question.topic == ANY]) <= bar.near_misses_alarmed
    assert share([is_alarmed(answer) for answer in questions]) <= bar.questions_alarmed
    assert share([is_right(answer) for answer in questions]) >= bar.first
    assert share([answer.question.topic in answer.topics for answer in questions]) >= bar.among_three


@pytest.mark.parametrize(
    "typed",
    [
        "I CANT BREATHE!!!",
        "i can’t breathe",
        "cantbreathe",
        "i cannot braethe",
        "can't breeeeathe 😭",
        "i can not, breathe",
        "i can\u200bt bre\u00adathe",
        "\u202ei can't breathe\u202c",
    ],
)
def test_typing_errors_hide_no_danger(typed: str, catalog: Catalog) -> None:
    assert catalog.alarm.judge(typed) is Danger.EMERGENCY


@pytest.mark.parametrize(
    ("typed", "danger"),
    [
        ("my gran had a stroke ten years ago", Danger.MENTION),
        ("my gran had a stroke ten years ago and now my face droops", Danger.EMERGENCY),
        ("my gran had a stroke ten years ago. my arm just went numb", Danger.EMERGENCY),
        ("what happens if someone has a seizure", Danger.MENTION),
        ("i used to feel suicidal", Danger.MENTION),
        ("i feel suicidal", Danger.CRISIS),
        ("i took all my pills", Danger.CRISIS),
        ("my eyelid twitches", Danger.NONE),
        ("", Danger.NONE),
        ("?" * 4096, Danger.NONE),
    ],
)
def test_what_is_over_or_only_asked_is_no_danger(typed: str, danger: Danger, catalog: Catalog) -> None:
    assert catalog.alarm.judge(typed) is danger


def write(folder: Path, text: str) -> Path:
    (folder / "en").mkdir()
    (folder / "en" / "danger.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_fault_of_the_lists_is_named_with_its_line(tmp_path: Path) -> None:
    text = 'emergency = ["{nobody} falls", "  "]\ncrisis = 5\nodd = 1\n[sets]\nempty = []\n'
    _, faults = read_alarm(write(tmp_path, text), Search({}))

    assert [str(fault) for fault in faults] == [
        "en/danger.toml:3: there is only known, turns, replies, sets, crisis, emergency, present, mention",
        "en/danger.toml:5: empty must be a list of texts",
        "en/danger.toml:2: crisis must be a list of phrases",
        'en/danger.toml:1: "{nobody} falls": there is no set {nobody}',
        'en/danger.toml:1: "  ": there is nothing in it',
    ]


@pytest.mark.parametrize("text", ["emergency = [", "\udcff"])
def test_lists_that_cannot_be_read_are_a_fault(text: str, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "danger.toml").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert len(read_alarm(tmp_path, Search({}))[1]) == 1


def test_an_empty_choice_is_a_fault(tmp_path: Path) -> None:
    _, faults = read_alarm(write(tmp_path, 'emergency = ["one|"]\n'), Search({}))

    assert [fault.message for fault in faults] == ['"one|": "one|" has an empty choice']


def test_without_examples_the_phrases_decide(tmp_path: Path) -> None:
    alarm, _ = read_alarm(
        write(tmp_path, 'emergency = ["fire"]\ncrisis = ["give_up"]\nmention = ["last_year"]\n'), Search({})
    )

    judged = [alarm.judge(text) for text in ("fire", "i give up", "a fire last year", "a rose")]
    assert judged == [Danger.EMERGENCY, Danger.CRISIS, Danger.MENTION, Danger.NONE]


def test_a_question_may_be_about_any_page_as_long_as_it_is_no_danger() -> None:
    assert is_right(Answered(Question("x", "-"), (), 0.0))
    assert not is_right(Answered(Question("x", "-"), ("!emergency",), 0.0))


@pytest.mark.parametrize("text", ["", "a\tb\n", "question\ttopic\nno tab\n"])
def test_what_is_no_table_of_questions_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        read_questions(text)


@pytest.mark.parametrize(
    "typed", ["Not sure", "I don’t know", "sorry", "I think so", "left", "weiß nicht", "je ne sais pas"]
)
def test_a_reply_to_no_question_is_no_danger(typed: str, catalog: Catalog) -> None:
    assert catalog.alarm.judge(typed) is Danger.NONE


def test_no_label_of_a_page_or_an_answer_is_danger(catalog: Catalog) -> None:
    english = catalog.words("en")
    assert catalog.check is not None
    labels = [english.plain(f"page-{page}.button") for page in catalog.pages.pages]
    labels += [
        label_of(question.id, answer.id, english)
        for question in catalog.check.flow.questions
        for answer in question.answers
    ]

    assert [label for label in labels if catalog.alarm.judge(label) in (Danger.EMERGENCY, Danger.CRISIS)] == []


def test_words_that_only_examples_know_need_the_page_of_a_crisis_too(tmp_path: Path) -> None:
    shutil.copytree(shipped_messages(), tmp_path / "words")
    for file in (tmp_path / "words").glob("*/danger.toml"):
        file.unlink()
    pages = tmp_path / "words" / "pages.toml"
    pages.write_text(pages.read_text(encoding="utf-8").replace("[pages.crisis]", "[pages.gone]"), encoding="utf-8")

    with pytest.raises(ContentError, match="it answers words of danger"):
        Catalog.load(tmp_path / "words")
