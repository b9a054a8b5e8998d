"""What ``triage.toml`` says, what is wrong with it, and how its words are named.

A question ``q`` is the message ``triage-q`` with its ``.why``. An answer ``a`` has the label ``button-q-a``, or
``button-answer-a`` where it has none of its own, and the message ``triage-q-a``: its value describes it under the
question, ``.reason`` tells why it led to a result, ``.advice`` goes with each result of whoever gave it.
An outcome ``o`` is ``triage-result-o`` with its ``.watch``, ``.note`` and ``.next``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.content.faults import Fault
from bot.content.structure import key_lines, parse_toml, texts_in
from bot.content.words import Words
from bot.domain.triage import MOST_ANSWERS, MOST_QUESTIONS, MOST_VECTORS, UNSURE, Answer, Flow, Level, Question

FILE = "triage.toml"
REPEATED = "repeated"
"""What is added where the same outcome came again and again."""

_LEVELS = {level.key: level for level in Level}
_OUTCOMES = (*_LEVELS, REPEATED)
_TOP = {"instead", "questions", "outcomes"}
_QUESTION = {"answers", "mildest_first", "never_selfcare", "sources", "unsure_is_mild"}
_OUTCOME = {"next", "sources"}
_LISTS = {"mildest_first", "never_selfcare", "sources", "next"}


@dataclass(frozen=True, slots=True)
class After:
    """What goes with an outcome: the pages offered next, and the sources of what it says."""

    next: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """The questions, what follows an outcome, and the page shown instead while the check is switched off."""

    flow: Flow
    after: Mapping[str, After]
    instead: str


def label_of(question: str, answer: str, words: Words) -> str:
    """Return what the button of an answer says."""
    own = f"button-{question}-{answer}"
    return words.plain(own if words.has(own) else f"button-answer-{answer}")


class CheckFile:
    """The file as far as it can be understood, and a fault for all that cannot."""

    def __init__(self, text: str) -> None:
        self._lines = key_lines(text)
        data = parse_toml(text, FILE)
        self.faults: list[Fault] = []
        self.check: Check | None = None
        if isinstance(data, Fault):
            self.faults.append(data)
            return
        self.faults += [*self._unknown(data, _TOP)]
        questions, outcomes = (self._tables(data, key) for key in ("questions", "outcomes"))
        flow = Flow(tuple(self._question(name, table) for name, table in questions.items()))
        after = {name: self._after(name, outcomes.get(name, {})) for name in _OUTCOMES}
        self.faults += [*self._check_size(flow), *self._check_outcomes(outcomes)]
        instead = data.get("instead")
        if not isinstance(instead, str):
            self.faults.append(self.fault('instead must be the name of a page, such as "home"', "instead"))
            return
        self.check = Check(flow, after, instead)

    def fault(self, message: str, *keys: str) -> Fault:
        """Return a fault at the line of a key, or of the table it should be in."""
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return Fault(FILE, self._lines.get(keys, 1), message)

    def find_faults(self, english: Words, pages: Mapping[str, object]) -> Iterator[Fault]:
        """Yield the texts, sources and pages that the check needs and that are missing."""
        if self.check is None:
            return
        if self.check.instead not in pages:
            yield self.fault(f'instead: there is no page "{self.check.instead}"', "instead")
        for question in self.check.flow.questions:
            yield from self._missing(_texts_for(question, english), english, "questions", question.id)
            yield from self._missing(_sources(question.sources), english, "questions", question.id, "sources")
        for name, after in self.check.after.items():
            yield from self._missing(_texts_after(name), english, "outcomes", name)
            yield from self._missing(_sources(after.sources), english, "outcomes", name, "sources")
            for page in after.next:
                if page not in pages:
                    yield self.fault(f'{name}: there is no page "{page}"', "outcomes", name, "next")

    def _missing(self, keys: Iterator[str], english: Words, *place: str) -> Iterator[Fault]:
        for key in keys:
            if not english.has(key):
                yield self.fault(f'{place[1]}: there is no text "{key}"', *place)

    def _unknown(self, table: Mapping[str, object], known: set[str], *place: str) -> Iterator[Fault]:
        for key in table.keys() - known:
            yield self.fault(f'"{key}" is not known here; there are only {", ".join(sorted(known))}', *place, key)

    def _tables(self, data: Mapping[str, object], key: str) -> dict[str, dict[str, object]]:
        tables = data.get(key)
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            self.faults.append(self.fault(f"there must be tables such as [{key}.name]", key))
            return {}
        return tables

    def _list(self, table: Mapping[str, object], key: str, *place: str) -> tuple[str, ...]:
        found = texts_in(table.get(key))
        if found is None:
            self.faults.append(
                self.fault(f'{place[1]}: {key} must be a list of names, each once, like ["one", "two"]', *place, key)
            )
        return found or ()

    def _question(self, name: str, table: dict[str, object]) -> Question:
        place = ("questions", name)
        self.faults += self._unknown(table, _QUESTION, *place)
        order, never, sources = (
            self._list(table, key, *place) for key in ("mildest_first", "never_selfcare", "sources")
        )
        answers = tuple(self._answers(name, table.get("answers"), never))
        ids = [answer.id for answer in answers]
        question = Question(
            name,
            answers,
            tuple(ids.index(each) for each in order if each in ids),
            sources,
            table.get("unsure_is_mild") is True,
        )
        self.faults += (
            self.fault(f"{name}: {message}", *place, key) for key, message in _wrong(question, order, never)
        )
        return question

    def _answers(self, name: str, table: object, never: tuple[str, ...]) -> Iterator[Answer]:
        place = ("questions", name, "answers")
        if not isinstance(table, dict) or not table:
            self.faults.append(self.fault(f"{name}: it has no answers; add [questions.{name}.answers]", *place))
            return
        for answer, level in table.items():
            if not isinstance(level, str) or level not in _LEVELS:
                levels = ", ".join(_LEVELS)
                self.faults.append(self.fault(f"{name}: {answer} must be one of {levels}", *place, answer))
            yield Answer(answer, _LEVELS.get(str(level), Level.EMERGENCY), answer in never)

    def _after(self, name: str, table: dict[str, object]) -> After:
        if not table:
            return After((), ())
        place = ("outcomes", name)
        self.faults += self._unknown(table, _OUTCOME, *place)
        return After(self._list(table, "next", *place), self._list(table, "sources", *place))

    def _check_size(self, flow: Flow) -> Iterator[Fault]:
        count = len(flow.questions)
        if not 0 < count <= MOST_QUESTIONS:
            yield self.fault(f"there are {count} questions; 1 to {MOST_QUESTIONS} fit into a button", "questions")
        elif flow.vectors > MOST_VECTORS:
            yield self.fault(
                f"there are {flow.vectors:,} ways to answer; at most {MOST_VECTORS:,} can all be tried", "questions"
            )

    def _check_outcomes(self, outcomes: Mapping[str, object]) -> Iterator[Fault]:
        for name in outcomes.keys() - set(_OUTCOMES):
            yield self.fault(f'"{name}" is no outcome; there are {", ".join(_OUTCOMES)}', "outcomes", name)
        for name in _OUTCOMES:
            if name not in outcomes:
                yield self.fault(f"there is no [outcomes.{name}]; it is needed", "outcomes")


def _wrong(question: Question, order: tuple[str, ...], never: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a question on its own: the key, and why."""
    ids = [answer.id for answer in question.answers]
    if not 0 < len(ids) <= MOST_ANSWERS:
        yield "answers", f"it has {len(ids)} answers; it may have 1 to {MOST_ANSWERS}"
    if sorted(order) != sorted(ids):
        yield "mildest_first", f"mildest_first must hold each answer once: {', '.join(ids)}"
    for name in never:
        if name not in ids:
            yield "never_selfcare", f'never_selfcare: there is no answer "{name}"'
    unsure = [answer.level for answer in question.answers if answer.id == UNSURE]
    highest = max((answer.level for answer in question.answers), default=Level.SELFCARE)
    if not unsure:
        yield "answers", f'every question needs the answer "{UNSURE}"'
    elif unsure[0] < highest and not question.unsure_is_mild:
        yield "answers", f"{UNSURE} counts as the most urgent answer, so it must be {highest.key}"


def _texts_for(question: Question, english: Words) -> Iterator[str]:
    yield f"triage-{question.id}"
    yield f"triage-{question.id}.why"
    for answer in question.answers:
        own = f"button-{question.id}-{answer.id}"
        if not english.has(own) and not english.has(f"button-answer-{answer.id}"):
            yield own
        if answer.level > Level.SELFCARE:
            yield f"triage-{question.id}-{answer.id}.reason"


def _texts_after(name: str) -> Iterator[str]:
    yield f"triage-result-{name}"
    if name != REPEATED:
        yield from (f"triage-result-{name}.{part}" for part in ("watch", "note", "next"))


def _sources(keys: tuple[str, ...]) -> Iterator[str]:
    return (f"source-{key}" for key in keys)
