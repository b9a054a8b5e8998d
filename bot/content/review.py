"""What clinicians sign: every text with its sources, every way through the check, on one printable page.

And the check as a chart, for those who decide about it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from bot.content.catalog import ENGLISH, Catalog
from bot.content.markup import escape
from bot.content.rendering import form_of
from bot.content.triage import REPEATED, Check, label_of
from bot.content.words import Words
from bot.domain.triage import ENDS_AT, Answer, Answers, Level, Question

_STYLE = """
body { font: 11pt/1.4 sans-serif; max-width: 48em; margin: 2em auto; padding: 0 1em }
section { break-inside: avoid; border-top: 1px solid #999; margin-top: 1em }
blockquote { border-left: 3px solid #999; margin: 0.5em 0; padding-left: 1em }
table { border-collapse: collapse; font-size: 9pt }
tr { break-inside: avoid }
td, th { border: 1px solid #999; padding: 0 0.4em; text-align: left }
.key { color: #555; font: 9pt monospace } .line { margin: 2.5em 0 0; border-bottom: 1px solid }
"""
_SIGNATURE = ("Name", "Profession and registration number", "Date", "Signature")
FINGERPRINT_DIGITS = 12
_CLINICIANS = ("First clinician: general practice or emergency medicine", "Second clinician: neurology")


def review(catalog: Catalog) -> str:
    """Return an HTML page of every text with its sources, and every way through the check, to be signed."""
    check = _check_parts(catalog.check, catalog.words(ENGLISH)) if catalog.check else ()
    content = "\n".join([*check, *_texts(catalog)])
    fingerprint = hashlib.sha256(content.encode()).hexdigest()[:FINGERPRINT_DIGITS]
    body = "\n".join(["<h1>Texts and questions for review</h1>", *_signatures(fingerprint), content])
    head = f'<meta charset="utf-8"><title>Texts and questions for review</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="{ENGLISH}"><head>{head}</head><body>\n{body}\n</body></html>\n'


def chart(check: Check, words: Words) -> str:
    """Return the check as a Mermaid flowchart: which answers end it, which lead on, and to what they add up."""
    lines = ["flowchart TD"]
    questions = check.flow.questions
    for number, question in enumerate(questions, 1):
        after = questions[number].id if number < len(questions) else "highest"
        lines.append(f'    {question.id}["{number} {question.id}"]')
        for target, answers in _exits(question, after):
            labels = " / ".join(_named(question, answer, words) for answer in answers)
            lines.append(f'    {question.id} -->|"{labels}"| {target}')
    lines.append('    highest{"highest level so far"}')
    lines += [f"    highest --> {level.key}" for level in Level if level < ENDS_AT]
    lines += [f'    {level.key}(["{level.name}"])' for level in reversed(Level)]
    return "\n".join(lines) + "\n"


def _exits(question: Question, after: str) -> Iterator[tuple[str, list[Answer]]]:
    def target(answer: Answer) -> str:
        return answer.level.key if answer.level >= ENDS_AT else after

    for name, answers in groupby(sorted(question.answers, key=lambda answer: -answer.level), target):
        yield name, list(answers)


def _named(question: Question, answer: Answer, words: Words) -> str:
    label = label_of(question.id, answer.id, words)
    return f"{label} ({answer.level.key})" if Level.SELFCARE < answer.level < ENDS_AT else label


def _signatures(fingerprint: str) -> Iterator[str]:
    yield (
        f"<p>We have read all that follows and agree with it. Its fingerprint is <b>{fingerprint}</b>. "
        "A page with another word, source or level has another one, and needs new signatures.</p>"
    )
    for clinician in _CLINICIANS:
        yield f"<section><h3>{clinician}</h3>"
        yield from (f'<p class="line">{field}</p>' for field in _SIGNATURE)
        yield "</section>"


def _check_parts(check: Check, words: Words) -> Iterator[str]:
    yield (
        f"<h2>The check, version {check.flow.version}</h2><p>The outcome is the highest level among the answers. "
        f"From {ENDS_AT.name} up, an answer ends the check at once. "
        "What a result repeats of a question rests on that question's sources.</p>"
    )
    for number, question in enumerate(check.flow.questions, 1):
        yield f"<section><h3>{number}. {question.id}</h3>{_shown(words.text(f'triage-{question.id}'))}"
        yield f"<p><b>Why we ask:</b> {_shown(words.text(f'triage-{question.id}.why'))}</p>"
        yield from _table(("Answer", "Level", "In full", "Reason given", "Added to a result"), (
            (_label(question, answer, words), answer.level.name, *_words_of(question, answer, words))
            for answer in question.answers
        ))  # fmt: skip
        yield f"{_listed(question.sources, words)}</section>"
    for name, after in check.after.items():
        yield f"<section><h3>Result: {name}</h3>{_shown(words.text(f'triage-result-{name}'))}"
        if name != REPEATED:
            for part in ("watch", "note", "next"):
                yield f'<p class="key">{part}</p>{_shown(words.text(f"triage-result-{name}.{part}"))}'
        offered = ", ".join(escape(words.plain(f"page-{page}.button")) for page in after.next)
        yield f"<p>Pages offered after it: {offered or 'none'}.</p>{_listed(after.sources, words)}</section>"
    yield from _walks(check, words)


def _words_of(question: Question, answer: Answer, words: Words) -> Iterator[str]:
    for part in ("", ".reason", ".advice"):
        key = f"triage-{question.id}-{answer.id}{part}"
        yield _shown(words.text(key)) if words.has(key) else ""


def _label(question: Question, answer: Answer, words: Words) -> str:
    return escape(label_of(question.id, answer.id, words))


def _walks(check: Check, words: Words) -> Iterator[str]:
    walks = [(walk, check.flow.outcome(walk) or Level.SELFCARE) for walk in check.flow.walks()]
    yield f"<h2>Every way through the check: {len(walks)}</h2>"
    counted = Counter(level for _, level in walks)
    yield f"<p>{', '.join(f'{level.name} {counted[level]}' for level in reversed(Level))}</p>"
    names = [question.id for question in check.flow.questions]
    yield from _table(("No.", *names, "Outcome"), (
        (str(number), *_answers(check, walk, words), f"<b>{level.name}</b>")
        for number, (walk, level) in enumerate(walks, 1)
    ))  # fmt: skip


def _answers(check: Check, walk: Answers, words: Words) -> Iterator[str]:
    yield from (_label(question, answer, words) for question, answer in check.flow.given(walk))
    yield from [""] * (len(check.flow.questions) - len(walk))


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>"
    yield from (f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    yield "</tbody></table>"


def _texts(catalog: Catalog) -> Iterator[str]:
    """Yield all English texts, and of each other language those that it has itself."""
    sources = _sources(catalog)
    for language in catalog.languages:
        yield f"<h2>Texts: {escape(language)}</h2>"
        for message_id in catalog.messages:
            parts = catalog.sample(message_id, language)
            if language == ENGLISH or parts != catalog.sample(message_id, ENGLISH):
                yield f'<section><p class="key">{message_id}</p>'
                for key, text in parts.items():
                    part = key.removeprefix(message_id)
                    shown = _shown(text if form_of(key).html else escape(text))
                    yield f"{f'<p class=key>{part}</p>' if part else ''}{shown}"
                yield f"{_listed(sources.get(message_id, ()), catalog.words(language))}</section>"


def _sources(catalog: Catalog) -> Mapping[str, Sequence[str]]:
    """Return what each text rests on, by message."""
    sources: dict[str, Sequence[str]] = {f"page-{page.id}": page.sources for page in catalog.pages.pages.values()}
    if catalog.check:
        for question in catalog.check.flow.questions:
            sources |= {f"triage-{question.id}-{answer.id}": question.sources for answer in question.answers}
            sources[f"triage-{question.id}"] = question.sources
        sources |= {f"triage-result-{name}": after.sources for name, after in catalog.check.after.items()}
    return sources


def _listed(sources: Sequence[str], words: Words) -> str:
    items = "".join(
        f"<li>{words.text(f'source-{source}')} <span class=key>{escape(source)}</span></li>" for source in sources
    )
    return f"<ol>{items}</ol>" if items else ""


def _shown(text: str) -> str:
    return text.replace("\n", "<br>\n")
