"""A text of a message file as an editor sees and types it, and back.

An editor sees HTML with ``{name}`` for what the program fills in. A text that chooses between variants ("one glass",
"5 glasses") is several forms, each a whole text. What is typed becomes Fluent again: ``{name}`` and ``{ $name }`` are
placeholders, and what Fluent would take for syntax is written so that it comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fluent.syntax import ast
from fluent.syntax.serializer import serialize_expression

from bot.content.grammar import walk
from bot.content.patterns import PatternError, parse_pattern
from bot.content.source import Parser
from bot.content.wording.error import WordingError, excerpt

MOST_FORMS = 12
"""More nobody would edit one by one."""

_TOKEN = re.compile(r'\{\s*"(?:[^"\\\n]|\\.)*"\s*\}|\{[^{}]*\}|[{}]|[^{}]+')
_NAMED = re.compile(r"\{\s*(\$?)([A-Za-z][\w-]*)\s*\}", re.ASCII)
_CHOICE = re.compile(r"\{[^{}]*->")
_CALL = re.compile(r"\{\s*[A-Za-z][\w-]*\s*\(", re.ASCII)
_BRACE = re.compile(r"[{}]")
_LINE_START = re.compile(r"^(?: +|[\[*.])")
_END_BLANKS = re.compile(r" +$")
_HERE = "\0"  # where a choice stands among lines being written; no text holds it

Path = tuple[tuple[str, str], ...]
"""The ways taken at choices: of each variable the variant's key."""
Piece = str | ast.Placeable
"""A stretch of text, in which braces are just that, or something to be filled in."""


@dataclass(frozen=True, slots=True)
class Form:
    """One of the texts a source may become: the variants that make it, and its HTML with ``{name}``."""

    choices: Path
    text: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """The keys of a variable's variants in their order, and the usual one."""

    keys: tuple[str, ...]
    usual: str


def parse_source(source: str) -> ast.Pattern:
    """Return the pattern that a text in Fluent is; WordingError where it is none, or more than that."""
    try:
        return parse_pattern(source)
    except PatternError as error:
        raise WordingError("syntax", place=excerpt(source, 0)) from error


def forms_of(source: str) -> tuple[Form, ...]:
    """Return the forms of a text in Fluent, a single one where it has no choices.

    WordingError where it cannot be taken apart: it is no Fluent, or its choices are too many or tangled.
    """
    return tuple(Form(path, _typed(pieces)) for path, pieces in _ways(parse_source(source)))


def with_form(source: str, number: int, text: str, variables: Collection[str] = ()) -> str:
    """Return the source with one form, counted from 0, replaced by what was typed; the others say what they said.

    ``variables`` are those that may be used beside the ones the source has. WordingError as ``source_of_typed``.
    """
    pattern = parse_source(source)
    ways = _ways(pattern)
    path, before = ways[number]
    if text == _typed(before):
        return source
    pieces = read_typed(text, {*variables, *_variables(pattern)})
    if not path:
        return _written(_raw(pieces))
    choices = _choices(pattern)
    if len(path) == 1 and (within := _within_variant(pattern, path, pieces, choices)) is not None:
        return within
    told = [(other, _written(_raw(pieces if other == path else said))) for other, said in ways]
    return _tree(told, choices)


def source_of_typed(text: str, variables: Collection[str]) -> str:
    """Return what was typed as Fluent; WordingError where its braces hold nothing that can be filled in."""
    return _written(_raw(read_typed(text, variables)))


def read_typed(text: str, variables: Collection[str]) -> list[Piece]:
    """Return the pieces of what was typed; names of no variable are taken for names of messages."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _HERE in text:
        raise WordingError("control", place=excerpt(text.replace(_HERE, ""), text.index(_HERE)), character="U+0000")
    pieces: list[Piece] = []
    for token in _TOKEN.finditer(text):
        if token[0] in {"{", "}"}:
            raise _stray_brace(text, token.start())
        piece = _read_braces(token[0], variables) if token[0][0] == "{" else token[0]
        if piece is None:
            raise _stray_brace(text, token.start())
        pieces.append(piece)
    return pieces


def _read_braces(token: str, variables: Collection[str]) -> Piece | None:
    """Return what stands in braces, None where Fluent knows no such thing."""
    if named := _NAMED.fullmatch(token):
        name = _known(named[2], variables)
        if named[1] or name in variables:
            return ast.Placeable(ast.VariableReference(ast.Identifier(name)))
    entry = Parser().parse_entry(f"x = {token}")
    elements = entry.value.elements if isinstance(entry, ast.Message) and entry.value else []
    if len(elements) != 1 or not isinstance(elements[0], ast.Placeable) or _select(elements[0]):
        return None
    return _piece(elements[0])


def _known(name: str, variables: Collection[str]) -> str:
    """Return the variable that is meant; phones begin with a capital letter."""
    return name if name in variables or name.lower() not in variables else name.lower()


def _stray_brace(text: str, at: int) -> WordingError:
    place = excerpt(text, at)
    if _CHOICE.match(text, at):
        return WordingError("choices", place=place)
    if _CALL.match(text, at):
        return WordingError("function", place=place)
    if text[at] == "}":
        return WordingError("brace-close", place=place)
    return WordingError("brace-open" if "}" not in text[at:] else "braces", place=place)


def _ways(pattern: ast.Pattern) -> list[tuple[Path, list[Piece]]]:
    """Return each way through the choices of a pattern, with what is said there."""
    choices = _choices(pattern)
    ways = []
    for path, elements in _expand(pattern.elements, ()):
        ways.append((path, [_piece(element) for element in elements]))
        if len(ways) > MOST_FORMS or any(len(set(each.keys)) < len(each.keys) for each in choices.values()):
            raise WordingError("fixed")
    return ways


def _expand(
    elements: Sequence[ast.TextElement | ast.Placeable], path: Path
) -> Iterator[tuple[Path, Sequence[ast.TextElement | ast.Placeable]]]:
    for at, element in enumerate(elements):
        if (select := _select(element)) is not None:
            assert isinstance(select.selector, ast.VariableReference)  # noqa: S101  _choices has seen to it
            name, chosen = select.selector.id.name, dict(path)
            for variant in select.variants:
                key = _key(variant)
                if chosen.get(name, key) == key:
                    way = path if name in chosen else (*path, (name, key))
                    yield from _expand([*elements[:at], *variant.value.elements, *elements[at + 1 :]], way)
            return
    yield path, elements


def _choices(pattern: ast.Pattern) -> dict[str, _Choice]:
    """Return the choice each variable decides; WordingError where it is not the same wherever it decides."""
    found: dict[str, _Choice] = {}
    for select in walk(pattern):
        if isinstance(select, ast.SelectExpression):
            usual = next(_key(variant) for variant in select.variants if variant.default)
            choice = _Choice(tuple(map(_key, select.variants)), usual)
            if not isinstance(select.selector, ast.VariableReference):
                raise WordingError("fixed")
            if found.setdefault(select.selector.id.name, choice) != choice:
                raise WordingError("fixed")
    return found


def _select(element: ast.TextElement | ast.Placeable) -> ast.SelectExpression | None:
    inner = _inner(element) if isinstance(element, ast.Placeable) else None
    return inner.expression if inner and isinstance(inner.expression, ast.SelectExpression) else None


def _inner(placeable: ast.Placeable) -> ast.Placeable:
    """Return what stands in the innermost of braces in braces."""
    while isinstance(placeable.expression, ast.Placeable):
        placeable = placeable.expression
    return placeable


def _key(variant: ast.Variant) -> str:
    return variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value


def _piece(element: ast.TextElement | ast.Placeable) -> Piece:
    if isinstance(element, ast.TextElement):
        return element.value
    inner = _inner(element)
    if isinstance(inner.expression, ast.StringLiteral):
        value: str = inner.expression.parse()["value"]
        return value
    return inner


def _variables(pattern: ast.Pattern) -> set[str]:
    return {node.id.name for node in walk(pattern) if isinstance(node, ast.VariableReference)}


def _typed(pieces: Sequence[Piece]) -> str:
    """Return pieces as an editor types them."""
    return "".join(_braced(piece) if isinstance(piece, str) else _placeholder(piece) for piece in pieces)


def _placeholder(piece: ast.Placeable) -> str:
    if isinstance(piece.expression, ast.VariableReference):
        return f"{{{piece.expression.id.name}}}"
    return f"{{ {serialize_expression(piece.expression)} }}"


def _braced(text: str) -> str:
    return _BRACE.sub(lambda brace: f'{{"{brace[0]}"}}', text)


def _raw(pieces: Sequence[Piece]) -> str:
    """Return pieces as Fluent, the beginnings of lines aside."""
    return "".join(
        _braced(piece) if isinstance(piece, str) else f"{{ {serialize_expression(piece.expression)} }}"
        for piece in pieces
    )


def _written(raw: str) -> str:
    """Return Fluent in which no blank is lost and no line taken for something else."""
    lines = [_LINE_START.sub(_literal, line) for line in raw.split("\n")]
    lines[-1] = _END_BLANKS.sub(_literal, lines[-1])
    lines[0], lines[-1] = lines[0] or '{""}', lines[-1] or '{""}'
    return "\n".join(lines)


def _literal(match: re.Match[str]) -> str:
    return f'{{"{match[0]}"}}'


def _within_variant(
    pattern: ast.Pattern, path: Path, pieces: Sequence[Piece], choices: Mapping[str, _Choice]
) -> str | None:
    """Return the source with one variant of its only choice replaced; None where more than that was changed."""
    elements = pattern.elements
    at, select = next((at, found) for at, part in enumerate(elements) if (found := _select(part)))
    before, after = (_raw([_piece(part) for part in parts]) for parts in (elements[:at], elements[at + 1 :]))
    said = _raw(pieces)
    is_tangled = sum(isinstance(node, ast.SelectExpression) for node in walk(pattern)) > 1
    if is_tangled or not said.startswith(before) or not said.removeprefix(before).endswith(after):
        return None
    variants = {
        ((path[0][0], _key(each)),): _raw([_piece(part) for part in each.value.elements]) for each in select.variants
    } | {path: said.removeprefix(before).removesuffix(after)}
    chosen = _tree([(way, _written(text)) for way, text in variants.items()], choices)
    return _written(f"{before}{_HERE}{after}").replace(_HERE, chosen)


def _tree(told: Sequence[tuple[Path, str]], choices: Mapping[str, _Choice], depth: int = 0) -> str:
    """Return the source that chooses between sources by the steps of their ways from this one on."""
    path, source = told[0]
    if len(path) == depth:
        return source
    name = path[depth][0]
    lines = [f"{{ ${name} ->"]
    for key, group in groupby(told, key=lambda each: each[0][depth][1]):
        said = _tree(list(group), choices, depth + 1)
        star = "   *" if key == choices[name].usual else "    "
        lines.append(f"{star}[{key}]" + (f"\n{_indented(said)}" if "\n" in said else f" {said}"))
    return "\n".join([*lines, "}"])


def _indented(source: str) -> str:
    return "\n".join(f"        {line}" if line else "" for line in source.split("\n"))
