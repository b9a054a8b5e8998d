"""Texts whose meaning is known, in ``examples/*.tsv``, and what was learned from them, in ``examples/*.learned``."""

from __future__ import annotations

from collections.abc import Container, Set
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.content.faults import Fault
from bot.content.learned import Learned, LearnedError, parse
from bot.content.source import read_text

FOLDER = "examples"
MAX_BYTES = 5_000_000
QUESTIONS = "questions"
DANGER = "danger"
NONE = "none"
"""The label of a question that is about no topic."""
DANGERS = ("crisis", "emergency")
"""The labels of texts that speak of danger now."""
CALM = "calm"
"""The label of a text that speaks of no danger that is there now."""


@dataclass(frozen=True, slots=True)
class Example:
    """What somebody wrote, and what it is."""

    text: str
    label: str


def read_examples(folder: Path, name: str, labels: Container[str]) -> tuple[list[Example], list[Fault]]:
    """Return the examples of a messages folder, none where it has no such files, and what is wrong with them."""
    examples: list[Example] = []
    faults: list[Fault] = []
    for path in _files(folder, name):
        file = f"{FOLDER}/{path.name}"
        text = read_text(path, file, MAX_BYTES)
        if isinstance(text, Fault):
            faults.append(text)
            continue
        for number, line in enumerate(text.split("\n"), 1):
            said, _, label = line.partition("\t")
            if said.strip() and label in labels:
                examples.append(Example(said, label))
            elif line.strip() and not line.startswith("#"):
                faults.append(Fault(file, number, f'after the text and a tab must stand a known label, not "{label}"'))
    return examples, faults


def read_learned(
    folder: Path, name: str, labels: Set[str] = frozenset(), hints: int | None = None
) -> tuple[Learned | None, list[Fault]]:
    """Return what was learned from the examples of a messages folder, None where nothing was, and what is wrong.

    It has to know these ``labels`` and, where given, as many ``hints``.
    """
    path = folder / _learned(name)
    if not path.exists():
        return None, []
    try:
        learned = parse(path.read_bytes())
    except (LearnedError, OSError) as error:
        return None, [_unusable(name, str(error))]
    if not labels <= set(learned.labels) or hints not in (None, len(learned.hints[0])):
        return None, [_unusable(name, "it was learned for other labels or hints")]
    return learned, []


def _unusable(name: str, reason: str) -> Fault:
    return Fault(_learned(name), None, f"{reason}; delete it, then: steady messages learn")


def unlearned(folder: Path) -> list[str]:
    """Return the names of examples that changed since they were learned from."""
    names = [name for name in (QUESTIONS, DANGER) if _files(folder, name)]
    learned = {name: read_learned(folder, name)[0] for name in names}
    return [name for name, known in learned.items() if known is None or known.examples != mark(folder, name)]


def write_learned(folder: Path, name: str, learned: Learned) -> None:
    """Put down what was learned beside the examples."""
    (folder / _learned(name)).write_bytes(learned.dump())


def mark(folder: Path, name: str) -> str:
    """Return the mark of the examples as they are now."""
    marks = sha256()
    for path in _files(folder, name):
        marks.update(path.read_bytes())
    return marks.hexdigest()[:16]


def _files(folder: Path, name: str) -> list[Path]:
    return sorted((folder / FOLDER).glob(f"{name}*.tsv"))


def _learned(name: str) -> str:
    return f"{FOLDER}/{name}.learned"
