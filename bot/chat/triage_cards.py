"""What the check shows: a question, its end, a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.chat.context import NO_NUMBERS, STAYS, CheckUse, NumberLines, below_title, lines_of
from bot.content.catalog import ENGLISH, Catalog, Edition, Fault, Words
from bot.content.markup import LONGEST, units, visible_length
from bot.content.numbers import LONGEST_NAME, LONGEST_NUMBER, Number
from bot.content.pages import PREFIX, Button, Card, Rows, shortcut
from bot.content.triage import REPEATED, Check, label_of
from bot.domain.triage import Answers, Flow, Level, Question

COMMAND = "triage"
AGAIN = "c:triage"
STOP = "triage:stop"
SOMEONE_ELSE = f"{STAYS}triage:other:"
WHY = "y"

_SOME_DAY = datetime(2026, 9, 30, tzinfo=UTC)
_LONG = "0" * LONGEST_NUMBER
_LONGEST = Number("W" * LONGEST_NAME, emergency=_LONG, source="", ambulance=_LONG, urgent=_LONG)


class Cards:
    """The cards of one check in one language, with the numbers of one country, if they are known."""

    def __init__(
        self, catalog: Catalog | Edition, check: Check, words: Words, use: CheckUse, numbers: NumberLines = NO_NUMBERS
    ) -> None:
        self._catalog = catalog
        self._check = check
        self._words = words
        self._use = use
        self._numbers = numbers

    def question(self, answers: Answers, *, say: str | None = None, why: bool = False) -> Card:
        """Return the first question that is not answered yet; ``say`` is a text to begin with."""
        words, flow = self._words, self._check.flow
        question = flow.questions[len(answers)]
        parts = [words.text(say)] if say else []
        if not answers:
            parts.append(self._standing())
            parts.append(words.text("triage-start"))
        parts.append(words.text("triage-step", number=len(answers) + 1, count=len(flow.questions)))
        parts.append(words.text(f"triage-{question.id}"))
        parts += self._options(question)
        if why:
            heading = f"<b>{words.text('triage-why-heading')}</b>"
            reason = words.text(f"triage-{question.id}.why")
            parts.append(f"<blockquote>{heading}\n{reason}</blockquote>{self._sources(question.sources)}")
        return Card("\n\n".join(parts), (*self._answers(flow, question, answers), *self._ways(answers, why=why)))

    def stopped(self) -> Card:
        """Return what is shown where somebody stopped before the end."""
        return Card(self._words.text("triage-stopped"), (*self._to_pages((self._check.instead,)), *self._again()))

    def ended(self) -> Card:
        """Return what takes the place of the last question."""
        return Card(self._words.text("triage-ended"), self._again())

    def result(self, answers: Answers, level: Level, at: datetime, *, repeated: bool) -> Card:
        """Return where the answers lead, and why; ``at`` is when."""
        text = self._emergency(answers, level, at) if level == Level.EMERGENCY else self._advice(answers, level, at)
        after = [self._check.after[level.key]]
        if repeated:
            text += f"\n\n{self._words.text(f'triage-result-{REPEATED}')}"
            after.append(self._check.after[REPEATED])
        text += self._sources(tuple(dict.fromkeys(key for each in after for key in each.sources)))
        pages = self._to_pages(tuple(dict.fromkeys(page for each in after for page in each.next)))
        other = Button(self._words.plain("button-someone-else"), f"{SOMEONE_ELSE}{int(at.timestamp())}")
        onward = (
            self._closing() if level == Level.EMERGENCY else self._again()
        )  # nobody in danger shall go on answering
        return Card(text, (*pages, (other,), *onward))

    def not_counted(self) -> Card:
        """Return what is said once a result was told to be for somebody else."""
        return Card(self._words.text("triage-not-counted"), self._again())

    def page_instead(self, page: Card) -> Card:
        """Return the page that stands in while the check is switched off."""
        return Card(f"{page.text}\n\n<i>{self._words.text('triage-off')}</i>", page.rows)

    def _standing(self) -> str:
        if self._use.signed_off_on is None:
            return self._words.text("triage-trial")
        names = "; ".join(self._use.signed_off_by)
        return self._words.text("triage-signed", names=names, date=self._use.signed_off_on)

    def _options(self, question: Question) -> Iterator[str]:
        """Yield the answers in full, numbered, where their labels alone do not tell."""
        keys = [f"triage-{question.id}-{answer.id}" for answer in question.answers]
        if any(self._words.has(key) for key in keys):
            labels = (label_of(question.id, answer.id, self._words) for answer in question.answers)
            texts = (
                self._words.text(key) if self._words.has(key) else label
                for key, label in zip(keys, labels, strict=True)
            )
            lines = "\n".join(f"<b>{number}.</b> {text}" for number, text in enumerate(texts, 1))
            yield f"{self._words.text('triage-first-that-fits')}\n{lines}"

    def _answers(self, flow: Flow, question: Question, answers: Answers) -> Iterator[tuple[Button, ...]]:
        for index, answer in enumerate(question.answers):
            yield (Button(label_of(question.id, answer.id, self._words), flow.encode((*answers, index))),)

    def _ways(self, answers: Answers, *, why: bool) -> Iterator[tuple[Button, ...]]:
        words, flow = self._words, self._check.flow
        if not why:
            yield (Button(words.plain("button-why"), flow.encode(answers, WHY)),)
        back = (Button(words.plain("button-back"), flow.encode(answers[:-1])),) if answers else ()
        yield (*back, Button(words.plain("button-stop"), STOP))
        yield (self._closing()[0][-1],)

    def _again(self) -> Rows:
        again = Button(self._words.plain("button-again"), shortcut(COMMAND, self._words).data)
        return ((again,), *self._closing())

    def _closing(self) -> Rows:
        return self._catalog.pages.closing_rows(self._words)

    def _to_pages(self, pages: Sequence[str]) -> Rows:
        return tuple((Button(self._words.plain(f"page-{page}.button"), PREFIX + page),) for page in pages)

    def _emergency(self, answers: Answers, level: Level, at: datetime) -> str:
        key = f"triage-result-{level.key}"
        parts = ["\n".join(self._numbers.emergency)] if self._numbers.emergency else []
        parts += [self._words.text("triage-emergency-line"), self._words.text(key), self._reasons(answers)]
        parts += [self._words.text(f"{key}.{part}") for part in ("watch", "note", "next")]
        return "\n\n".join([*parts, self._date(at)])

    def _advice(self, answers: Answers, level: Level, at: datetime) -> str:
        words, key = self._words, f"triage-result-{level.key}"
        lines = self._numbers.urgent if level == Level.URGENT else ()
        parts = [below_title(words.text(key), lines), self._reasons(answers), *self._groups(answers)]
        parts.append(words.text(f"{key}.watch"))
        for heading, part in (("triage-note-heading", "note"), ("triage-next-heading", "next")):
            parts += [f"<b>{words.text(heading)}</b>\n{words.text(f'{key}.{part}')}"]
        return "\n\n".join([*parts, self._date(at)])

    def _reasons(self, answers: Answers) -> str:
        reasons = self._check.flow.reasons(answers)
        lines = [f"• {self._words.text(f'triage-{each.id}-{answer.id}.reason')}" for each, answer in reasons]
        lines = lines or [self._words.text("triage-no-warning")]
        return "\n".join([f"<b>{self._words.text('triage-why-result')}</b>", *lines])

    def _groups(self, answers: Answers) -> Iterator[str]:
        for question, answer in self._check.flow.given(answers):
            key = f"triage-{question.id}-{answer.id}.advice"
            if self._words.has(key):
                yield self._words.text(key)

    def _date(self, at: datetime) -> str:
        moment = at.astimezone(UTC)
        return self._words.text("triage-result-date", date=moment.date(), time=f"{moment:%H:%M}")

    def _sources(self, keys: Sequence[str]) -> str:
        if not keys:
            return ""
        lines = [
            f"<b>{self._words.text('sources-heading')}</b>",
            *(f"• {self._words.text(f'source-{key}')}" for key in keys),
        ]
        return f"\n\n<blockquote expandable>{chr(10).join(lines)}</blockquote>"


def find_faults(edition: Edition) -> tuple[Fault, ...]:
    """Return what is too long for a message once its parts are put together.

    A text that is missing, or that wants a value it is not given, is found elsewhere, and keeps this from looking.
    """
    try:
        return tuple(
            Fault(
                *_place(message, language, edition),
                f"{message}: with all that comes with it, it is too long to be sent",
            )
            for language in edition.languages
            for message in dict.fromkeys(_too_long(edition, edition.words(language)))
        )
    except (KeyError, TypeError):
        return ()


def _too_long(edition: Edition, words: Words) -> Iterator[str]:
    assert edition.check is not None
    flow = edition.check.flow
    cards = Cards(edition, edition.check, words, CheckUse(), lines_of(_LONGEST, words))
    for walk in flow.walks():
        level = flow.outcome(walk)
        assert level is not None
        if _exceeds(cards.result(walk, level, _SOME_DAY, repeated=level < Level.EMERGENCY)):
            yield f"triage-result-{level.key}"
    for number, question in enumerate(flow.questions):
        if _exceeds(cards.question((0,) * number, say="triage-changed", why=True)):
            yield f"triage-{question.id}"


def _exceeds(card: Card) -> bool:
    return units(card.text) > LONGEST and visible_length(card.text) > LONGEST  # the first is quick, and mostly enough


def _place(message: str, language: str, edition: Edition) -> tuple[str, int | None]:
    file, _, line = edition.messages[message].place.rpartition(":")
    return (file, int(line)) if language == ENGLISH else (language, None)
