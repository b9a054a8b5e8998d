from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.danger import Danger, read_alarm
from bot.content.evaluation import ANY, DANGERS, Answered, Question, evaluate, is_right, read_questions
from bot.content.search import Search

DATA = Path(__file__).parents[1] / "data"
UNSEEN = sorted(DATA.glob("unseen-*.tsv"))
"""Texts that nothing was learned from, harder than most: what is reached there is held."""
RECALL, NEAR_MISSES, FALSE_ALARMS, FIRST, AMONG_THREE = 0.97, 0.12, 0.03, 0.88, 0.95


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(shipped_messages())


@pytest.fixture(scope="module")
def answers(catalog: Catalog) -> list[Answered]:
    asked = [question for path in UNSEEN for question in read_questions(path.read_text(encoding="utf-8"))]
    return list(evaluate(asked, catalog.alarm, catalog.search).answers)


def share(right: list[bool]) -> float:
    assert len(right) > 60
    return sum(right) / len(right)


def is_alarmed(answer: Answered) -> bool:
    return answer.topics[:1] in {("!emergency",), ("!crisis",)}


def test_hardly_any_danger_is_overlooked(answers: list[Answered]) -> None:
    assert share([is_alarmed(answer) for answer in answers if answer.question.topic in DANGERS]) >= RECALL


def test_few_near_misses_are_taken_for_danger(answers: list[Answered]) -> None:
    assert share([is_alarmed(answer) for answer in answers if answer.question.topic == ANY]) <= NEAR_MISSES


def test_hardly_any_question_is_taken_for_danger(answers: list[Answered]) -> None:
    asked = [answer for answer in answers if answer.question.topic not in {*DANGERS, ANY}]

    assert share([is_alarmed(answer) for answer in asked]) <= FALSE_ALARMS


def test_nearly_every_question_finds_its_page(answers: list[Answered]) -> None:
    asked = [answer for answer in answers if answer.question.topic not in {*DANGERS, ANY}]

    assert share([is_right(answer) for answer in asked]) >= FIRST
    assert share([answer.question.topic in answer.topics for answer in asked]) >= AMONG_THREE


@pytest.mark.parametrize(
    "typed",
    [
        "I CANT BREATHE!!!",
        "i can’t breathe",
        "cantbreathe",
        "i cannot braethe",
        "can't breeeeathe 😭",
        "i can not, breathe",
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
        "en/danger.toml:3: there is only known, turns, sets, crisis, emergency, present, mention",
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
