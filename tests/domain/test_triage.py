from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.catalog import Catalog
from bot.domain.triage import MOST_BYTES, UNSURE, Answer, Answers, Flow, Level, Question, prove

LEVELS = {
    "danger": {"no": 0, "yes": 3, "unsure": 3},
    "sudden": {"no": 0, "yes": 3, "unsure": 3},
    "cause": {"no": 0, "yes": 3, "unsure": 3},
    "age": {"baby": 2, "child": 1, "adult": 0, "older": 0, "unsure": 2},
    "weakness": {"no": 0, "slow": 1, "fast": 2, "unsure": 2},
    "spells": {"no": 0, "yes": 2, "unsure": 2},
    "medicine": {"none": 0, "longterm": 1, "new": 2, "withdrawal": 2, "unsure": 2},
    "health": {"none": 0, "pregnant": 1, "condition": 1, "ill": 2, "unsure": 2},
    "pattern": {"big": 2, "months": 1, "lasting": 1, "asleep": 0, "spot": 0, "unsure": 1},
}
"""The levels as the clinical reference has them, so that no slip in the file goes unseen."""


def shipped() -> Flow:
    check = Catalog.load(Path(__file__).parents[2] / "messages").check
    assert check is not None
    return check.flow


FLOW = shipped()
VECTORS = st.tuples(*(st.integers(0, len(question.answers) - 1) for question in FLOW.questions))


def answers_of(vector: Answers) -> dict[str, str]:
    return {question.id: answer.id for question, answer in FLOW.given(vector)}


def small(*questions: tuple[str, ...], never: str = "") -> Flow:
    """Return a flow of questions whose answers are named by their level: ``0 1 2 3``."""
    return Flow(
        tuple(
            Question(f"q{number}", tuple(Answer(level, Level(int(level)), level == never) for level in levels),
                     tuple(sorted(range(len(levels)), key=lambda index: levels[index])))
            for number, levels in enumerate(questions)
        )
    )  # fmt: skip


def test_the_levels_are_those_of_the_clinical_reference() -> None:
    assert {q.id: {a.id: int(a.level) for a in q.answers} for q in FLOW.questions} == LEVELS


def test_all_ways_to_answer_lead_where_the_reference_says() -> None:
    proof = prove(FLOW)

    assert proof.faults == ()
    assert (FLOW.vectors, sum(proof.vectors.values()), sum(proof.walks.values())) == (243_000, 243_000, 284)
    assert [proof.vectors[level] for level in Level] == [4, 176, 8_820, 234_000]
    assert [proof.walks[level] for level in Level] == [4, 176, 98, 6]


def test_exactly_four_ways_to_answer_end_in_selfcare() -> None:
    choices = (range(len(question.answers)) for question in FLOW.questions)
    mild = [answers_of(vector) for vector in product(*choices) if FLOW.outcome(vector) == Level.SELFCARE]
    rest = dict.fromkeys(("danger", "sudden", "cause", "weakness", "spells"), "no") | {
        "medicine": "none",
        "health": "none",
    }

    assert sorted(mild, key=str) == sorted(
        (rest | {"age": age, "pattern": pattern} for age in ("adult", "older") for pattern in ("asleep", "spot")),
        key=str,
    )


@settings(deadline=None)
@given(VECTORS)
def test_the_outcome_is_the_highest_level_and_ending_early_changes_nothing(vector: Answers) -> None:
    walk = next(vector[:length] for length in range(1, 10) if FLOW.outcome(vector[:length]) is not None)

    assert FLOW.outcome(walk) == FLOW.outcome(vector) == max(answer.level for _, answer in FLOW.given(vector))


@settings(deadline=None)
@given(VECTORS, st.integers(0, 8), st.data())
def test_a_worse_answer_never_gives_a_milder_result(vector: Answers, place: int, data: st.DataObject) -> None:
    ladder = FLOW.questions[place].mildest_first
    worse = data.draw(st.sampled_from(ladder[ladder.index(vector[place]) :]))
    changed = (*vector[:place], worse, *vector[place + 1 :])

    before, after = FLOW.outcome(vector), FLOW.outcome(changed)
    assert before is not None
    assert after is not None
    assert after >= before


@settings(deadline=None)
@given(VECTORS)
def test_whoever_is_not_sure_is_never_told_to_manage_alone(vector: Answers) -> None:
    unsure = UNSURE in answers_of(vector).values()
    never = any(answer.never_selfcare for _, answer in FLOW.given(vector))

    assert not ((unsure or never) and FLOW.outcome(vector) == Level.SELFCARE)


@settings(deadline=None)
@given(VECTORS, st.integers(0, 8))
def test_an_unfinished_dialog_never_reassures(vector: Answers, length: int) -> None:
    assert FLOW.outcome(vector[:length]) in (None, Level.URGENT, Level.EMERGENCY)


@settings(deadline=None)
@given(VECTORS, st.integers(0, 9))
def test_a_state_comes_back_from_its_button(vector: Answers, length: int) -> None:
    state = vector[:length]
    data = FLOW.encode(state)

    assert len(data.encode()) <= MOST_BYTES
    assert FLOW.decode(data) == (state if FLOW.allows(state) else None)


@pytest.mark.parametrize(
    "data",
    ["", "t", "t:1", f"t{FLOW.version}", f"t{FLOW.version}:9", f"t{FLOW.version}:01", f"t{FLOW.version}:" + "1" * 40,
             "t000000:1", f"T{FLOW.version}:1", f"t{FLOW.version}:1\n", f"t{FLOW.version}:²"]
)  # fmt: skip
def test_a_button_of_no_state_leads_nowhere(data: str) -> None:
    assert FLOW.decode(data) is None


def test_all_that_decides_changes_the_version() -> None:
    first = FLOW.questions[0]
    milder = replace(first, answers=(replace(first.answers[0], level=Level.URGENT), *first.answers[1:]))
    others = [
        Flow((milder, *FLOW.questions[1:])),
        Flow(FLOW.questions[::-1]),
        Flow((replace(first, answers=first.answers[::-1]), *FLOW.questions[1:])),
        Flow((replace(first, id="other"), *FLOW.questions[1:])),
    ]

    assert len({flow.version for flow in (FLOW, *others)}) == 5


def test_sources_do_not_change_the_version() -> None:
    assert Flow(tuple(replace(each, sources=()) for each in FLOW.questions)).version == FLOW.version


def test_an_answer_that_must_not_end_in_selfcare_and_can_is_named() -> None:
    assert prove(small(("0", "1"), never="0")).faults == ("q0: the answer 0 can end in selfcare and never must",)


def test_a_worse_answer_with_a_milder_level_is_named() -> None:
    question = small(("0", "1")).questions[0]
    assert prove(Flow((replace(question, mildest_first=(1, 0)),))).faults == (
        "q0: a worse answer can give a milder outcome",
    )


def test_an_emergency_that_an_earlier_end_would_hide_is_named() -> None:
    assert prove(small(("0", "2"), ("0", "3"))).faults == (
        "q1: an answer before it ends the dialog at urgent, so emergency is missed",
    )


def test_the_reasons_are_the_answers_that_made_the_outcome() -> None:
    flow = small(("0", "1"), ("0", "1"), ("0", "2"))

    assert [question.id for question, _ in flow.reasons((1, 1, 0))] == ["q0", "q1"]
    assert [question.id for question, _ in flow.reasons((1, 1, 1))] == ["q2"]
    assert flow.reasons((0, 0, 0)) == ()
