"""Learning from examples; needs scikit-learn, which the bot itself does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.content.danger import read_alarm
from bot.content.examples import (
    CALM,
    DANGER,
    DANGERS,
    FOLDER,
    NONE,
    QUESTIONS,
    Example,
    mark,
    read_examples,
    write_learned,
)
from bot.content.faults import ContentError, Fault
from bot.content.features import BUCKETS, of_pieces, of_words
from bot.content.learned import RARITY_STEPS, Learned, shares_of
from bot.content.search import Search
from bot.content.tokens import words

LENIENCE = 30.0
"""How closely the weights follow the examples: the inverse strength of the regularisation."""
ROUNDS = 2000
UNSAFE = ("emergency",)
"""Topics whose questions may be asked in danger as well as out of it."""


def learn_folder(folder: Path, search: Search) -> Iterator[str]:
    """Learn from all examples of a messages folder, and yield what was done; ContentError where they have faults."""
    questions, faults = read_examples(folder, QUESTIONS, {*search.topics, NONE})
    danger, unusable = read_examples(folder, DANGER, {*DANGERS, CALM})
    told = [*danger, *(Example(question.text, CALM) for question in questions if question.label not in UNSAFE)]
    for name, examples in ((QUESTIONS, questions), (DANGER, told if danger else [])):
        if len({example.label for example in examples}) == 1:
            faults.append(Fault(f"{FOLDER}/{name}*.tsv", None, "there must be examples of two labels at least"))
    if faults or unusable:
        raise ContentError([*faults, *unusable])
    if questions:
        write_learned(folder, QUESTIONS, _learn(questions, [()] * len(questions), mark(folder, QUESTIONS)))
        yield f"{len(questions)} questions"
    if danger:
        alarm, _ = read_alarm(folder, search)
        hints = [alarm.hints(example.text) for example in told]
        write_learned(folder, DANGER, _learn(told, hints, mark(folder, DANGER)))
        yield f"{len(told)} texts, of danger and of none"


def _learn(examples: Sequence[Example], hints: Sequence[Sequence[float]], mark: str) -> Learned:
    return learn([example.text for example in examples], [example.label for example in examples], hints, mark)


def learn(texts: Sequence[str], labels: Sequence[str], hints: Sequence[Sequence[float]], examples: str) -> Learned:
    """Return the weights with which the texts get their labels; ``examples`` is the mark of where they came from."""
    typed = [words(text) for text in texts]
    blocks = [[found(each) for each in typed] for found in (of_words, of_pieces)]
    rarities = _rarities(blocks)
    features = sum(_matrix(block, rarities) for block in blocks)
    model = LogisticRegression(C=LENIENCE, max_iter=ROUNDS)
    model.fit(hstack([features, csr_matrix(np.array(hints, dtype=float))]).tocsr(), labels)
    found, biases = model.coef_, model.intercept_
    if len(found) == 1:  # of two labels, the weights of one are the opposite of the other's
        found, biases = np.vstack([-found, found]) / 2, np.concatenate([-biases, biases]) / 2
    scales = np.abs(found[:, :BUCKETS]).max(axis=1) / 127
    weights = np.round(found[:, :BUCKETS] / scales[:, None]).astype(np.int8)
    return Learned(
        labels=tuple(str(label) for label in model.classes_),
        examples=examples,
        rarities=rarities,
        weights=tuple(row.tobytes() for row in weights),
        scales=tuple(float(scale) for scale in scales),
        hints=tuple(tuple(float(weight) for weight in row) for row in found[:, BUCKETS:]),
        biases=tuple(float(bias) for bias in biases),
    )


def _rarities(blocks: Sequence[Sequence[set[int]]]) -> bytes:
    """Return for each feature how rare it is among the texts: the steps above 1 of its inverse frequency."""
    counts = np.zeros(BUCKETS)
    for block in blocks:
        for found in block:
            counts[list(found)] += 1
    whole = 1 + len(blocks[0])
    return bytes(min(255, round(log(whole / (1 + count)) * RARITY_STEPS)) for count in counts)


def _matrix(block: Sequence[set[int]], rarities: bytes) -> csr_matrix:
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, found in enumerate(block):
        rows += [row] * len(found)
        columns += found
        values += shares_of(found, rarities)
    return csr_matrix((values, (rows, columns)), shape=(len(block), BUCKETS))
