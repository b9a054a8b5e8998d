"""What one text refers to, and the faults in that: names that are not there, circles, things an editor may not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from fluent.syntax import ast

from bot.content.faults import Fault
from bot.content.source import Entry, Source

MAX_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A variable that decides between variants."""

    variable: str
    variants: tuple[ast.Variant, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One pattern of an entry (its value or an attribute) and what it uses; ``key`` is ``id`` or ``id.attribute``."""

    key: str
    entry: Entry
    name: ast.SyntaxNode
    shown: frozenset[str]
    choices: tuple[Choice, ...]
    references: frozenset[str]
    literals: tuple[str, ...]

    @property
    def is_term(self) -> bool:
        """Whether it belongs to a term, whose variables are its own."""
        return self.key.startswith("-")

    @property
    def variables(self) -> frozenset[str]:
        """All variables it names."""
        return self.shown | {choice.variable for choice in self.choices}

    def fault(self, message: str, code: str = "", **about: str | int) -> Fault:
        """Return a fault at this text's line, named by its key."""
        return self.entry.fault(f"{self.key}: {message}", self.name, code, key=self.key, **about)


def texts_of(source: Source) -> dict[str, Text]:
    """Return every text of a language by its key."""
    return {
        key: _text(key, entry, name, pattern)
        for entry in source.entries.values()
        for key, name, pattern in entry.patterns()
    }


def _text(key: str, entry: Entry, name: ast.SyntaxNode, pattern: ast.Pattern) -> Text:
    nodes = tuple(walk(pattern))
    selects = [node for node in nodes if isinstance(node, ast.SelectExpression)]
    selectors = {id(node.selector) for node in selects}
    return Text(
        key,
        entry,
        name,
        shown=frozenset(
            node.id.name for node in nodes if isinstance(node, ast.VariableReference) and id(node) not in selectors
        ),
        choices=tuple(
            Choice(node.selector.id.name, tuple(node.variants))
            for node in selects
            if isinstance(node.selector, ast.VariableReference)
        ),
        references=frozenset(
            _key_of(node) for node in nodes if isinstance(node, ast.MessageReference | ast.TermReference)
        ),
        literals=tuple(node.value for node in nodes if isinstance(node, ast.TextElement)),
    )


def walk(pattern: ast.Pattern) -> Iterator[ast.SyntaxNode]:
    """Yield every node of a pattern, in no order to rely on."""
    waiting: list[ast.SyntaxNode] = [pattern]
    while waiting:
        node = waiting.pop()
        yield node
        for value in vars(node).values():
            parts = value if isinstance(value, list) else [value]
            waiting += [part for part in parts if isinstance(part, ast.SyntaxNode)]


def _key_of(reference: ast.MessageReference | ast.TermReference) -> str:
    key = f"-{reference.id.name}" if isinstance(reference, ast.TermReference) else reference.id.name
    return f"{key}.{reference.attribute.name}" if reference.attribute else key


def check_entry(entry: Entry) -> Iterator[Fault]:
    """Yield the attributes an entry has twice."""
    seen = set[str]()
    for attribute in entry.node.attributes:
        if attribute.id.name in seen:
            yield entry.fault(f"{entry.id}: .{attribute.id.name} is there twice; keep one", attribute.id)
        seen.add(attribute.id.name)


def check_text(text: Text, texts: Mapping[str, Text]) -> Iterator[Fault]:
    """Yield what a text uses that is not there or not allowed."""
    for reference in sorted(text.references - texts.keys()):
        kind = "term" if reference.startswith("-") else "text"
        yield text.fault(
            f"{{ {reference} }} names a {kind} that this language does not have",
            "missing-text",
            place=f"{{ {reference} }}",
        )
    if text.is_term and text.shown:
        names = ", ".join(f"{{ ${name} }}" for name in sorted(text.shown))
        yield text.fault(f"{names} cannot be shown by a term; use it in the message itself")


def check_circles(texts: Mapping[str, Text]) -> Iterator[tuple[str, Fault]]:
    """Yield the keys of texts that contain themselves, or go through too many others, each with its fault."""
    graph = {key: sorted(text.references & texts.keys()) for key, text in texts.items()}
    while circle := _circle(graph):
        path = " → ".join(circle)
        yield from ((key, texts[key].fault(f"it contains itself: {path}", "circle", path=path)) for key in set(circle))
        for key in circle:
            graph[key] = []
    lengths: dict[str, int] = {}
    for key in TopologicalSorter(graph).static_order():
        lengths[key] = 1 + max((lengths[inner] for inner in graph[key]), default=0)
        if lengths[key] == MAX_CHAIN + 1:
            yield (
                key,
                texts[key].fault(
                    f"it goes through more than {MAX_CHAIN} other texts; shorten the chain", "chain", limit=MAX_CHAIN
                ),
            )


def _circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return []


def reachable(key: str, texts: Mapping[str, Text]) -> dict[str, Text]:
    """Return a text and all it contains, directly or through others."""
    found: dict[str, Text] = {}
    waiting = [key]
    while waiting:
        if (current := waiting.pop()) not in found and current in texts:
            found[current] = texts[current]
            waiting += texts[current].references
    return found
