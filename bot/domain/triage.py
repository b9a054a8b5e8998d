"""Questions with fixed levels, and where their answers lead: the maximum, nothing else.

A state is the answers so far, one index a question. It travels in a button as ``t<version>:<digits>``.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import compress, product
from math import prod
from operator import le

Answers = tuple[int, ...]

UNSURE = "unsure"
VERSION_DIGITS = 6
MOST_BYTES = 64
MOST_QUESTIONS = MOST_BYTES - len("t:") - VERSION_DIGITS
MOST_ANSWERS = 9  # what a digit can tell, and a person can type
MOST_VECTORS = 1_000_000

_DATA = re.compile(r"([a-z])([0-9a-f]{6}):([0-9]*)")


class Level(IntEnum):
    """How soon somebody should be seen."""

    SELFCARE = 0
    ROUTINE = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def key(self) -> str:
        """The level's name as files have it."""
        return self.name.lower()


ENDS_AT = Level.URGENT
"""An answer of this level ends the dialog at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to answer, and its level whatever else is answered; ``never_selfcare`` is said beside the level."""

    id: str
    level: Level
    never_selfcare: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers as they stand on the phone, and the same from the mildest to the worst."""

    id: str
    answers: tuple[Answer, ...]
    mildest_first: tuple[int, ...]
    sources: tuple[str, ...] = ()
    unsure_is_mild: bool = False


@dataclass(frozen=True)
class Flow:
    """The questions in their order."""

    questions: tuple[Question, ...]

    @cached_property
    def version(self) -> str:
        """The first digits of a hash over what decides: the questions, their answers and levels, in order."""
        content = repr([(each.id, [(a.id, a.level.key) for a in each.answers]) for each in self.questions])
        return hashlib.sha256(content.encode()).hexdigest()[:VERSION_DIGITS]

    @property
    def vectors(self) -> int:
        """How many ways there are to answer all questions."""
        return prod(len(question.answers) for question in self.questions)

    def given(self, answers: Answers) -> tuple[tuple[Question, Answer], ...]:
        """Return the questions that were answered, each with its answer."""
        return tuple((q, q.answers[index]) for q, index in zip(self.questions, answers, strict=False))

    def outcome(self, answers: Answers) -> Level | None:
        """Return where these answers lead; None while the dialog is not over."""
        highest = max((answer.level for _, answer in self.given(answers)), default=Level.SELFCARE)
        return highest if highest >= ENDS_AT or len(answers) == len(self.questions) else None

    def reasons(self, answers: Answers) -> tuple[tuple[Question, Answer], ...]:
        """Return the answers that made the outcome what it is; none where nothing raised it."""
        given = self.given(answers)
        highest = max((answer.level for _, answer in given), default=Level.SELFCARE)
        return tuple(pair for pair in given if pair[1].level == highest > Level.SELFCARE)

    def allows(self, answers: Answers) -> bool:
        """Tell whether a dialog can come to this state."""
        fits = len(answers) <= len(self.questions) and all(
            index < len(question.answers) for question, index in zip(self.questions, answers, strict=False)
        )
        return fits and (not answers or self.outcome(answers[:-1]) is None)

    def encode(self, answers: Answers, mark: str = "t") -> str:
        """Return a state as a button carries it."""
        return f"{mark}{self.version}:{''.join(map(str, answers))}"

    def decode(self, data: str) -> Answers | None:
        """Return the state that a button carries, None where it is of another flow or of no dialog at all."""
        match = _DATA.fullmatch(data)
        if match is None or match[2] != self.version:
            return None
        answers = tuple(map(int, match[3]))
        return answers if self.allows(answers) else None

    def walks(self) -> Iterator[Answers]:
        """Yield every way through the dialog to its end."""
        ahead: list[Answers] = [()]
        while ahead:
            answers = ahead.pop()
            if self.outcome(answers) is not None:
                yield answers
            else:
                choices = range(len(self.questions[len(answers)].answers))
                ahead += [(*answers, index) for index in reversed(choices)]


@dataclass(frozen=True, slots=True)
class Proof:
    """What trying every way to answer showed: how often each level comes out, and what must not be."""

    vectors: Mapping[Level, int]
    walks: Mapping[Level, int]
    faults: tuple[str, ...]


def prove(flow: Flow) -> Proof:
    """Try all complete ways to answer and all walks; name where an outcome is milder than it may be."""
    ladders = [[question.answers[index] for index in question.mildest_first] for question in flow.questions]
    outcomes = list(map(max, product(*([answer.level for answer in ladder] for ladder in ladders))))
    walks = Counter(outcome for walk in flow.walks() if (outcome := flow.outcome(walk)) is not None)
    faults = (*_too_mild(flow, ladders, outcomes), *_not_monotone(flow, outcomes), *_cut_short(flow))
    return Proof(Counter(outcomes), walks, faults)


def _too_mild(flow: Flow, ladders: Sequence[Sequence[Answer]], outcomes: Sequence[Level]) -> Iterator[str]:
    """Yield the answers that must never end in self-care and can."""
    mild = compress(product(*ladders), (outcome == Level.SELFCARE for outcome in outcomes))
    found = {
        (question.id, answer) for answers in mild for question, answer in zip(flow.questions, answers, strict=True)
    }
    for question, answer in sorted(found, key=lambda pair: (pair[0], pair[1].id)):
        if answer.never_selfcare or answer.id == UNSURE:
            yield f"{question}: the answer {answer.id} can end in selfcare and never must"


def _not_monotone(flow: Flow, outcomes: Sequence[Level]) -> Iterator[str]:
    """Yield the questions where a worse answer gives a milder outcome, all other answers being the same."""
    stride = len(outcomes)
    for question in flow.questions:
        block = stride
        stride //= len(question.answers)
        for start in range(0, len(outcomes), block):
            part = outcomes[start : start + block]
            if not all(map(le, part, part[stride:])):
                yield f"{question.id}: a worse answer can give a milder outcome"
                break


def _cut_short(flow: Flow) -> Iterator[str]:
    """Yield the questions that a dialog ended by a milder answer would never come to."""
    ended: Level | None = None
    for question in flow.questions:
        levels = [answer.level for answer in question.answers]
        if ended is not None and max(levels) > ended:
            yield f"{question.id}: an answer before it ends the dialog at {ended.key}, so {max(levels).key} is missed"
        ends = [level for level in levels if level >= ENDS_AT] + ([ended] if ended is not None else [])
        ended = min(ends, default=None)
