"""Tips: what there is to say of each kind, where each comes from, and to whom none of it may come.

A tip is a message ``tip-<kind>-<number>``. Its ``.source`` names texts ``source-<name>``. Its ``.unless`` names further
kinds whose exclusions keep it from somebody; those of its own kind always do. One with an ``.off`` is said to nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.content.checks import Language
from bot.content.faults import Fault
from bot.content.grammar import Text
from bot.content.markup import MarkupError, visible_length
from bot.content.words import Words
from bot.domain.schedule import Kind

FEWEST = 8
"""So many tips a kind has at least, so that a week brings no repeat."""
LONGEST = 240
"""Characters of a tip: it is read at a glance."""
SOURCE, UNLESS, OFF = "source", "unless", "off"

TIP_ID = re.compile(rf"tip-({'|'.join(Kind)})-[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip: kinds whose exclusions must not apply to whom it is said, the texts that say where it is from.

    One that is not ``on`` is said to nobody.
    """

    kind: Kind
    needs: frozenset[Kind]
    sources: tuple[str, ...]
    on: bool = True


class Tips:
    """All tips of the words, by their message ids; empty where the words have none."""

    def __init__(self, tips: Mapping[str, Tip]) -> None:
        self._tips = tips

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._tips)

    def __iter__(self) -> Iterator[str]:
        """Yield the message ids, in the order of the files."""
        return iter(self._tips)

    def __getitem__(self, tip_id: str) -> Tip:
        """Return a tip; KeyError where there is none of that id."""
        return self._tips[tip_id]

    def suitable(self, kind: Kind, free: Collection[Kind]) -> tuple[str, ...]:
        """Return what may be said as this kind to somebody who is free of the exclusions of these kinds.

        What is just a tip may be of every kind.
        """
        mixed = kind is Kind.TIP
        return tuple(
            tip_id
            for tip_id, tip in self._tips.items()
            if tip.on and (mixed or tip.kind is kind) and tip.needs <= {kind, *free}
        )


def read_tips(english: Language, words: Words) -> tuple[Tips, list[Fault]]:
    """Return the tips of the English texts, and what is wrong with them; the words need not have any."""
    found: dict[str, Tip] = {}
    faults: list[Fault] = []
    for text in english.messages():
        match = TIP_ID.fullmatch(text.key)
        if match is not None:
            found[text.key] = _tip(Kind(match[1]), text.key, words)
            faults += _faults(text, found[text.key], english, words)
    counts = Counter(tip.kind for tip in found.values() if tip.on)
    tips = Tips(found)
    for kind in Kind if found else ():
        if counts[kind] and not tips.suitable(kind, ()):
            lack = f'each of the tips "tip-{kind}-…" that are on has an .{UNLESS}; one must be for everybody'
            faults.append(Fault(english.source.language, None, lack, "tip-nobody"))
        if counts[kind] < FEWEST:
            lack = (
                f'there are {counts[kind]} tips "tip-{kind}-…" that are on; {FEWEST} are needed, '
                "so that a week brings no repeat"
            )
            about = {"count": counts[kind], "limit": FEWEST}
            faults.append(Fault(english.source.language, None, lack, "tip-few", about))
    return tips, faults


def _tip(kind: Kind, tip_id: str, words: Words) -> Tip:
    named = {Kind(name) for name in _names(tip_id, UNLESS, words) if name in set(Kind)}
    own = set() if kind is Kind.TIP else {kind}
    sources = tuple(f"source-{name}" for name in _names(tip_id, SOURCE, words))
    return Tip(kind, frozenset(own | named), sources, not words.has(f"{tip_id}.{OFF}"))


def _faults(text: Text, tip: Tip, english: Language, words: Words) -> Iterator[Fault]:
    for source in tip.sources:
        if source not in english.texts:
            yield text.fault(f'there is no text "{source}" for its .{SOURCE}', "tip-source", place=source)
    for name in _names(text.key, UNLESS, words):
        if name not in set(Kind):
            known = ", ".join(Kind)
            yield text.fault(f".{UNLESS} names {name}; there are only {known}", "tip-kind", place=name, known=known)
    if english.variables_of(text.key):
        name = min(english.variables_of(text.key))
        yield text.fault("a tip has no variables", "no-placeholders", place=f"{{{name}}}")
        return
    try:
        length = visible_length(words.text(text.key))
    except (KeyError, TypeError, MarkupError):
        return  # which is said elsewhere
    if length > LONGEST:
        yield text.fault(
            f"it has {length} characters; a tip may have {LONGEST}", "tip-length", count=length, limit=LONGEST
        )


def _names(tip_id: str, part: str, words: Words) -> list[str]:
    key = f"{tip_id}.{part}"
    try:
        return words.plain(key).split() if words.has(key) else []
    except TypeError:
        return []  # which is said elsewhere
