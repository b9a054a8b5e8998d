"""How well texts are understood: questions whose topic is known, and what is made of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.content.danger import Alarm, Danger
from bot.content.examples import DANGERS
from bot.content.search import Search

ANY = "-"
"""The topic of a text that may be about anything, as long as it is not taken for danger."""

_SHOWN = {Danger.EMERGENCY: "emergency", Danger.CRISIS: "crisis"}


@dataclass(frozen=True, slots=True)
class Question:
    """A text, and what it is about."""

    text: str
    topic: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the topics shown for it, the likeliest first, and how many seconds it took to find them."""

    question: Question
    topics: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All answers to a set of questions."""

    answers: Sequence[Answered]

    def lines(self) -> Iterator[str]:
        """Yield the figures, and each question that was misunderstood."""
        pages = [answer for answer in self.answers if answer.question.topic not in {*DANGERS, ANY}]
        danger = [answer for answer in self.answers if answer.question.topic in DANGERS]
        calm = [answer for answer in self.answers if answer.question.topic not in DANGERS]
        yield _figure("right page first", [_place(answer) == 0 for answer in pages])
        yield _figure("right page among three", [_place(answer) is not None for answer in pages])
        yield _figure("danger seen", [_alarmed(answer) for answer in danger])
        yield _figure("false alarms", [_alarmed(answer) for answer in calm])
        seconds = sorted(answer.seconds for answer in self.answers)
        if seconds:
            yield f"{'time, 99th percentile':24}{seconds[int(len(seconds) * 0.99)] * 1000:.1f} ms"
        for answer in self.answers:
            if not is_right(answer):
                yield f"{answer.question.topic}: {answer.question.text} -> {', '.join(answer.topics) or 'nothing'}"


def evaluate(questions: Sequence[Question], alarm: Alarm, search: Search) -> Evaluation:
    """Return what is made of each question."""
    return Evaluation([_answer(question, alarm, search) for question in questions])


def read_questions(text: str) -> list[Question]:
    """Return the questions of a table with a head, tabs between the columns; ValueError where it is none."""
    rows = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0][:2] != ["question", "topic"]:
        raise ValueError("the first line must be: question, a tab, topic")
    for number, row in enumerate(rows, 1):
        if len(row) < 2:
            raise ValueError(f"line {number}: there is no tab")
    return [Question(row[0], row[1].replace(":", "-")) for row in rows[1:]]


def is_right(answer: Answered) -> bool:
    """Tell whether what was shown first is what was asked for; any help will do in danger."""
    topic = answer.question.topic
    if topic in DANGERS:
        return _alarmed(answer)
    return not _alarmed(answer) if topic == ANY else _place(answer) == 0


def _answer(question: Question, alarm: Alarm, search: Search) -> Answered:
    start = perf_counter()
    shown = _SHOWN.get(alarm.judge(question.text))
    topics = (f"!{shown}",) if shown else search.find(question.text).topics
    return Answered(question, topics, perf_counter() - start)


def _alarmed(answer: Answered) -> bool:
    return answer.topics[:1] in {(f"!{danger}",) for danger in DANGERS}


def _place(answer: Answered) -> int | None:
    topic = answer.question.topic
    return answer.topics.index(topic) if topic in answer.topics else None


def _figure(name: str, results: Sequence[bool]) -> str:
    share = f"{sum(results) / len(results):.1%}" if results else "none"
    return f"{name:24}{share:>7}  ({sum(results)} of {len(results)})"
