"""What clinicians sign: every text with its sources, what counts as danger, every way through the check, on one page.

And the check as a chart, for those who decide about it.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from bot.content.catalog import ENGLISH, Catalog
from bot.content.danger import FILE as PHRASES
from bot.content.danger import GROUPS, KNOWN, REPLIES, SETS, TURNS
from bot.content.examples import CALM, DANGER, DANGERS, NONE, QUESTIONS, read_examples
from bot.content.markup import escape
from bot.content.numbers import Number
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


def review(catalog: Catalog, folder: Path) -> str:
    """Return an HTML page of all that is to be signed; ``folder`` is where the words of the catalog stand."""
    content = _content(catalog, folder)
    signed = [*_signatures(_fingerprint(content)), content]
    body = "\n".join(["<h1>Texts and questions for review</h1>", *_not_signed(catalog, folder), *signed])
    head = f'<meta charset="utf-8"><title>Texts and questions for review</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="{ENGLISH}"><head>{head}</head><body>\n{body}\n</body></html>\n'


def fingerprint(catalog: Catalog, folder: Path) -> str:
    """Return what tells the page that was signed from one with another word, source or level."""
    return _fingerprint(_content(catalog, folder))


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


def _content(catalog: Catalog, folder: Path) -> str:
    check = _check_parts(catalog.check, catalog.words(ENGLISH)) if catalog.check else ()
    return "\n".join([*check, *_numbers(catalog.numbers.rows), *_phrases(folder), *_texts(catalog)])


def _fingerprint(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:FINGERPRINT_DIGITS]


def _not_signed(catalog: Catalog, folder: Path) -> Iterator[str]:
    """Yield how many examples there are of what, which are too many to be read and signed."""
    yield (
        "<h2>What is not signed here</h2><p>The bot also learns from examples what people mean by what they write. "
        "They are counted here and not printed. No figure is claimed of how well it does with words that it never "
        "saw: <code>steady messages evaluate</code> counts that.</p>"
    )
    for name, labels in ((DANGER, (*DANGERS, CALM)), (QUESTIONS, (*catalog.search.topics, NONE))):
        examples, _ = read_examples(folder, name, labels)
        counted = Counter(example.label for example in examples)
        yield f"<h3>Examples: {name}, {counted.total():,}</h3>"
        yield from _table(("What they mean", "How many"), (
            (escape(label), f"{counted[label]:,}") for label in labels if counted[label]
        ))  # fmt: skip


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


def _numbers(rows: Mapping[str, Number]) -> Iterator[str]:
    yield f"<h2>Emergency numbers of countries: {len(rows)}</h2>"
    yield from _table(("Code", "Country", "Emergency", "Ambulance", "Urgent line", "Source", "Read on"), (
        tuple(escape(cell) for cell in (
            code, row.country, row.emergency, row.ambulance, row.urgent, row.source, str(row.checked or "never")
        ))
        for code, row in rows.items()
    ))  # fmt: skip


def _phrases(folder: Path) -> Iterator[str]:
    """Yield all phrases of danger, by language, as their file has them."""
    for path in sorted(folder.glob(f"*/{PHRASES}")):
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        yield f"<h2>Phrases of danger: {escape(path.parent.name)}</h2>"
        yield (
            "<p>A phrase is a few parts near each other, in any order: <code>word</code>, <code>begin*</code>, "
            "<code>two_words</code>, <code>one|other</code>, or one of a <code>{set}</code>.</p>"
        )
        for name in (*GROUPS, KNOWN, TURNS, REPLIES):
            yield from _items(name, table.get(name, ()))
        for name, words in table.get(SETS, {}).items():
            yield from _items(f"{{{name}}}", words)


def _items(name: str, items: Iterable[str]) -> Iterator[str]:
    shown = " · ".join(escape(item) for item in items)
    if shown:
        yield f'<section><p class="key">{escape(name)}</p><p>{shown}</p></section>'


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
