from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.danger import Danger, read_alarm
from bot.content.evaluation import Answered, Question, evaluate, is_right, read_questions
from bot.content.search import Search

DATA = Path(__file__).parents[1] / "data"
DANGERS = sorted(DATA.glob("danger-*.tsv"))
NEAR_MISSES = sorted(DATA.glob("near-misses-*.tsv"))
QUESTIONS = sorted(DATA.glob("questions-*.tsv"))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(shipped_messages())


def answers(path: Path, catalog: Catalog) -> list[Answered]:
    questions = read_questions(path.read_text(encoding="utf-8"))
    return list(evaluate(questions, catalog.alarm, catalog.search).answers)


@pytest.mark.parametrize("path", DANGERS, ids=lambda path: path.stem)
def test_no_danger_is_overlooked(path: Path, catalog: Catalog) -> None:
    assert [answer.question.text for answer in answers(path, catalog) if not is_right(answer)] == []


@pytest.mark.parametrize("path", [*NEAR_MISSES, *QUESTIONS], ids=lambda path: path.stem)
def test_few_harmless_texts_are_taken_for_danger(path: Path, catalog: Catalog) -> None:
    calm = [answer for answer in answers(path, catalog) if answer.question.topic != "emergency"]
    alarmed = [answer.question.text for answer in calm if answer.topics[:1] in {("!emergency",), ("!crisis",)}]

    assert len(alarmed) <= 0.05 * len(calm), alarmed


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_nearly_every_question_finds_its_page(path: Path, catalog: Catalog) -> None:
    asked = [answer for answer in answers(path, catalog) if answer.question.topic != "emergency"]
    among_three = [answer for answer in asked if answer.question.topic in answer.topics]

    assert sum(map(is_right, asked)) >= 0.9 * len(asked)
    assert len(among_three) >= 0.97 * len(asked)


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


def write(folder: Path, text: str, examples: str = "") -> Path:
    (folder / "en").mkdir()
    (folder / "en" / "danger.toml").write_text(text, encoding="utf-8")
    if examples:
        (folder / "examples.tsv").write_text(examples, encoding="utf-8")
    return folder


def test_every_fault_of_the_lists_is_named_with_its_line(tmp_path: Path) -> None:
    text = 'emergency = ["{nobody} falls", "  "]\ncrisis = 5\nodd = 1\n[sets]\nempty = []\n'
    _, faults = read_alarm(write(tmp_path, text, "# head\nno tab\nhelp\temergency\n"), Search({}, ()))

    assert [str(fault) for fault in faults] == [
        "en/danger.toml:3: there is only known, sets, crisis, emergency, present, mention",
        "en/danger.toml:5: empty must be a list of texts",
        "en/danger.toml:2: crisis must be a list of phrases",
        'en/danger.toml:1: "{nobody} falls": there is no set {nobody}',
        'en/danger.toml:1: "  ": there is nothing in it',
        "examples.tsv:2: after the text and a tab must stand crisis, emergency, calm",
    ]


@pytest.mark.parametrize("text", ["emergency = [", "\udcff"])
def test_lists_that_cannot_be_read_are_a_fault(text: str, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "danger.toml").write_bytes(text.encode("utf-8", "surrogateescape"))

    assert len(read_alarm(tmp_path, Search({}, ()))[1]) == 1


def test_an_empty_choice_is_a_fault(tmp_path: Path) -> None:
    _, faults = read_alarm(write(tmp_path, 'emergency = ["one|"]\n'), Search({}, ()))

    assert [fault.message for fault in faults] == ['"one|": "one|" has an empty choice']


def test_examples_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "examples.tsv").write_bytes(b"\xff")

    assert len(read_alarm(tmp_path, Search({}, ()))[1]) == 1


def test_a_question_may_be_about_any_page_as_long_as_it_is_no_danger() -> None:
    assert is_right(Answered(Question("x", "-"), (), 0.0))
    assert not is_right(Answered(Question("x", "-"), ("!emergency",), 0.0))


@pytest.mark.parametrize("text", ["", "a\tb\n", "question\ttopic\nno tab\n"])
def test_what_is_no_table_of_questions_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        read_questions(text)
