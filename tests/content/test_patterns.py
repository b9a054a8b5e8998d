"""One text alone means what it means in its file."""

from __future__ import annotations

import pytest
from fluent.syntax import ast

from bot.config import shipped_messages
from bot.content.material import Material
from bot.content.patterns import PatternError, indented, parse_pattern, source_of
from bot.content.source import Entry, Lines, Parser


def entry_of(file: str) -> Entry:
    node = Parser().parse(file).body[0]
    assert isinstance(node, ast.Message)
    return Entry(node.id.name, "en/x.ftl", Lines(file), node)


def test_every_shipped_text_means_the_same_alone() -> None:
    languages = Material.read(shipped_messages()).languages.values()
    entries = [entry for language in languages for entry in language.source.entries.values()]
    texts = [(entry, pattern) for entry in entries for _, _, pattern in entry.patterns()]
    assert len(texts) > 500
    assert [entry.id for entry, pattern in texts if not parse_pattern(source_of(entry, pattern)).equals(pattern)] == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("a = One\n", "One"),
        ("a =   One  \n", "One"),
        ("a =\n    One\n\n    two\n", "One\n\ntwo"),
        ("a = One\n    two\n      three\n", "One\ntwo\n  three"),
        ("a =\n      deep\n    shallow\n", "  deep\nshallow"),
        ("a = [one]\n", "[one]"),
        ("a = .one\n", ".one"),
        ("a = *\n", "*"),
        ("a = \u2007one\n", "\u2007one"),
        ('a = { "" }\n', '{ "" }'),
        ("a = One\n    .title = Two\n", "One"),
        (
            "a =\n    { $n ->\n        [one] One\n       *[other] More\n    }\n",
            "{ $n ->\n    [one] One\n   *[other] More\n}",
        ),
    ],
)
def test_a_text_stands_alone_without_name_and_indentation(file: str, source: str) -> None:
    entry = entry_of(file)
    assert entry.node.value is not None
    assert source_of(entry, entry.node.value) == source
    assert parse_pattern(source).equals(entry.node.value)


def test_a_text_can_be_put_back_into_a_file() -> None:
    assert (indented("One\n\n  two"), indented("[one]\ntwo")) == ("\n    One\n\n      two", " [one]\n    two")


def test_windows_line_ends_mean_the_same() -> None:
    assert parse_pattern("One\r\ntwo").equals(parse_pattern("One\ntwo"))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "it has a name but no text"),
        (" \n ", "it has a name but no text"),
        ("One { two", "there should be a } here or just before"),
        ("One }", 'there is a } without its {; to show one, write {"}"}'),
        ("One\n.title = Two", 'a line begins like a part of a text, such as ".title ="'),
        ("{ NUMBER($n) }", "NUMBER(…) cannot be used"),
        ("{ $n ->\n [one] One\n}", "one of the choices must be marked as the usual one"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(source: str, reason: str) -> None:
    with pytest.raises(PatternError) as error:
        parse_pattern(source)
    assert reason in str(error.value)


@pytest.mark.parametrize("source", ["One\ntwo = three", "One\n# two", "One\n-two = three", "One\n## two"])
def test_what_would_begin_another_text_in_a_file_is_just_words(source: str) -> None:
    (element,) = parse_pattern(source).elements
    assert isinstance(element, ast.TextElement)
    assert element.value == source
