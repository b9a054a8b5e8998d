from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import serialize_pattern
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.bundle import Bundle, Value, locale_of, unescaped
from bot.content.catalog import Catalog
from bot.content.source import read_language
from bot.content.wording import Form, WordingError, forms_of, parse_source, source_of_typed, with_form
from bot.content.wording.forms import MOST_FORMS

MESSAGES = Path(__file__).parents[3] / "messages"
GLASSES = "{ $count ->\n    [one] One glass.\n   *[other] { $count } glasses.\n}"
AROUND = "So far: " + GLASSES + " Go on."


def said(source: str, **values: Value) -> str:
    """Return what a text says once filled."""
    locale = locale_of("en")
    assert locale
    lines = "\n".join(f"    {line}" if line else "" for line in source.split("\n"))
    entries = FluentParser().parse(f"x =\n{lines}\nother-text = Other.\n-term = Term\n").body
    assert [type(entry) for entry in entries] == [ast.Message, ast.Message, ast.Term]
    messages = [entry for entry in entries if isinstance(entry, ast.Message | ast.Term)]
    return Bundle("en", locale, messages).format("x", values, unescaped)


def refusal(text: str, *variables: str) -> str:
    with pytest.raises(WordingError) as caught:
        source_of_typed(text, variables)
    return caught.value.code


def test_a_text_without_choices_is_one_form() -> None:
    assert forms_of("Drink { $count } glasses, { $name }.") == (Form((), "Drink {count} glasses, {name}."),)


def test_each_variant_is_a_form_with_all_that_is_around_it() -> None:
    assert forms_of(AROUND) == (
        Form((("count", "one"),), "So far: One glass. Go on."),
        Form((("count", "other"),), "So far: {count} glasses. Go on."),
    )


def test_two_choices_make_a_form_for_each_combination() -> None:
    source = "{ $a ->\n [x] X\n *[y] Y\n} { $b ->\n [one] 1\n *[other] 2\n}"
    assert [form.text for form in forms_of(source)] == ["X 1", "X 2", "Y 1", "Y 2"]


def test_a_choice_within_a_variant_makes_forms_of_that_variant_only() -> None:
    source = "{ $a ->\n [x] { $b ->\n [one] 1\n *[other] 2\n }\n *[y] Y\n}"
    assert [form.choices for form in forms_of(source)] == [
        (("a", "x"), ("b", "one")),
        (("a", "x"), ("b", "other")),
        (("a", "y"),),
    ]


def test_a_variable_that_decides_twice_decides_the_same_both_times() -> None:
    source = f"{GLASSES} {'{'} $count ->\n [one] It is good.\n *[other] They are good.\n}}"
    assert [form.text for form in forms_of(source)] == ["One glass. It is good.", "{count} glasses. They are good."]


@pytest.mark.parametrize(
    "source",
    [
        f"{GLASSES} {{ $count ->\n [0] None.\n *[other] Some.\n}}",
        "{ $count ->\n [one] a\n [one] b\n *[other] c\n}",
        "{ -term.gender ->\n [one] a\n *[other] c\n}",
        "".join(f"{{ $v{number} ->\n [one] a\n *[other] b\n}}" for number in range(4)),
    ],
)
def test_choices_that_are_tangled_or_too_many_cannot_be_edited_form_by_form(source: str) -> None:
    with pytest.raises(WordingError) as caught:
        forms_of(source)
    assert caught.value.code == "fixed"


def test_literals_are_shown_as_what_they_say_and_braces_as_they_must_be_typed() -> None:
    assert forms_of('{"["}1] { "{" } {""}{ { $name } } \\ { 5 } { -term } { other-text }')[0].text == (
        '[1] {"{"} {name} \\ { 5 } { -term } { other-text }'
    )


@pytest.mark.parametrize("source", ["", "a }", "{ $x", "a\n.b = c", "a\n[one] x"])
def test_what_is_no_single_text_in_fluent_is_refused(source: str) -> None:
    with pytest.raises(WordingError) as caught:
        parse_source(source)
    assert caught.value.code == "syntax"


@pytest.mark.parametrize("placeholder", ["{name}", "{$name}", "{ $name }", "{ name }", "{Name}", "{NAME}"])
def test_a_placeholder_may_be_typed_in_any_way(placeholder: str) -> None:
    assert source_of_typed(f"Dear {placeholder}!", ["name"]) == "Dear { $name }!"


def test_a_name_with_capital_letters_stays_where_it_is_one() -> None:
    assert source_of_typed("{Name} {name}", ["Name"]) == "{ $Name } { name }"


def test_references_to_other_texts_stay() -> None:
    assert source_of_typed("{ other-text } { -term } { a.b } { 5 }", []) == "{ other-text } { -term } { a.b } { 5 }"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Drink {count glasses", "brace-open"),
        ("Drink count} glasses", "brace-close"),
        ("Drink {5 glasses}", "braces"),
        ("Drink {} glasses", "braces"),
        ("a {{count}} b", "braces"),
        ("{ $count -> [one] a *[other] b }", "choices"),
        ("{ $count ->\n [one] a\n *[other] b\n}", "choices"),
        ("{ $count -> [one] a *[other] { $count } b }", "choices"),
        ("{ NUMBER($count) }", "function"),
        ("{NUMBER($count, minimumFractionDigits: 2)}", "function"),
        ("a\0b", "control"),
    ],
)
def test_braces_that_cannot_be_filled_in_are_refused(text: str, code: str) -> None:
    assert refusal(text, "count") == code


def test_the_place_is_quoted() -> None:
    with pytest.raises(WordingError) as caught:
        source_of_typed("First line.\nPlease drink {five glasses of water} today.", [])
    assert caught.value.values == {"place": "Please drink {five glasses of water} today."}


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "a\n", "\na", "  a  ", "a\n  b", "a\n\n\nb", "a\n   \nb", ".title = x", "a\n.title = x",
        "[one] a", "*[other] a", "a\n*[other] b", "* a", "# a", "a\n# b", "-term = a", "water = a", "a\tb", "\ta",
        "a\\b", '"', "a  \nb", '{"{"}', '{"}"}x', "a\n{name}", "{name} ", " {name}", "a\x0bb", "a\u2028b",
        "a\x85b", "...and",
    ],
)  # fmt: skip
def test_what_fluent_takes_for_syntax_comes_back_as_it_was(text: str) -> None:
    source = source_of_typed(text, ["name"])
    assert forms_of(source)[0].text == text


def test_line_ends_of_other_systems_are_line_ends() -> None:
    assert source_of_typed("a\r\nb\rc", []) == "a\nb\nc"


sound = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="{}\r\0", exclude_categories=["Cs"]), max_size=8),
        st.sampled_from(["{name}", '{"{"}', '{"}"}', "\n", " ", "[", "*", ".", "#", "-x = ", "<b>", "&lt;", "    "]),
    ),
    max_size=12,
).map("".join)


def filled(text: str, **values: str) -> str:
    """Return what typed text is to say, by the plainest means."""
    meant = {'{"{"}': "{", '{"}"}': "}"} | {f"{{{name}}}": value for name, value in values.items()}
    return re.sub("|".join(map(re.escape, meant)), lambda match: meant[match[0]], text)


@settings(deadline=None)
@given(sound)
def test_what_is_typed_is_said(text: str) -> None:
    assert said(source_of_typed(text, ["name"]), name="Ada") == filled(text, name="Ada")


@settings(deadline=None)
@given(sound)
def test_what_is_typed_comes_back_to_be_typed_again(text: str) -> None:
    assert [form.text for form in forms_of(source_of_typed(text, ["name"]))] == [text]


@settings(deadline=None)
@given(sound)
def test_source_that_was_made_is_made_the_same_again(text: str) -> None:
    source = source_of_typed(text, ["name"])
    assert source_of_typed(forms_of(source)[0].text, ["name"]) == source


THREE = "{ $count ->\n    [0] No can, { $name }.\n    [one] One can.\n   *[other] { $count } cans.\n}"
TWO_CHOICES = "Hi { $name }. { $count ->\n [one] One.\n *[other] Many.\n} { $kind ->\n [a] A.\n *[b] B.\n}"
NESTED = "{ $kind ->\n [a] { $count ->\n [one] One.\n *[other] { $name }.\n }\n *[b] B.\n}"


@settings(deadline=None)
@given(st.sampled_from([GLASSES, AROUND, THREE, TWO_CHOICES, NESTED]), st.integers(0, 20), sound)
def test_one_form_is_replaced_and_the_others_say_what_they_said(source: str, number: int, text: str) -> None:
    before = forms_of(source)
    at = number % len(before)
    after = forms_of(with_form(source, at, text, ["name"]))
    assert after == (*before[:at], Form(before[at].choices, text), *before[at + 1 :])


@pytest.mark.parametrize(("count", "expected"), [(0, "No can, Ada."), (1, "Yes, one."), (7, "7 cans.")])
def test_a_replaced_form_is_said_when_its_turn_comes(count: int, expected: str) -> None:
    assert said(with_form(THREE, 1, "Yes, one."), count=count, name="Ada") == expected


def test_only_the_variant_changes_where_the_rest_stayed() -> None:
    changed = with_form("So far: " + GLASSES + " Go on.", 0, "So far: a glass. Go on.")
    assert changed == "So far: { $count ->\n    [one] a glass.\n   *[other] { $count } glasses.\n} Go on."


def test_the_whole_text_goes_into_its_variants_where_more_than_one_of_them_changes() -> None:
    assert with_form(AROUND, 0, "One only. Stop.") == (
        "{ $count ->\n    [one] One only. Stop.\n   *[other] So far: { $count } glasses. Go on.\n}"
    )


def test_a_form_of_several_lines_is_indented_below_its_key() -> None:
    assert with_form(GLASSES, 0, "One glass.\n\nDrink it.") == (
        "{ $count ->\n    [one]\n        One glass.\n\n        Drink it.\n   *[other] { $count } glasses.\n}"
    )


def test_a_form_may_come_to_use_a_variable_the_text_did_not_have() -> None:
    assert with_form("Hello.", 0, "Hello {name}.", ["name"]) == "Hello { $name }."


@pytest.mark.parametrize("source", [GLASSES, NESTED, '{ "a" }b', "{ $count -> \n [one] x\n *[other] y\n }"])
def test_nothing_changes_where_nothing_was_changed(source: str) -> None:
    assert [with_form(source, at, form.text) for at, form in enumerate(forms_of(source))] == [source] * len(
        forms_of(source)
    )


def shipped() -> Iterator[tuple[str, str, ast.Pattern]]:
    for folder in sorted(path for path in MESSAGES.iterdir() if any(path.glob("*.ftl"))):
        source, faults = read_language(folder)
        assert not faults
        for entry in source.entries.values():
            yield from ((folder.name, key, pattern) for key, _, pattern in entry.patterns())


def text_of(pattern: ast.Pattern) -> str:
    """Return a pattern as Fluent's own serializer has it."""
    return dedent(serialize_pattern(pattern).removeprefix("\n")).strip()


def test_every_shipped_text_can_be_edited_in_each_of_its_forms() -> None:
    for language, key, pattern in shipped():
        source = text_of(pattern)
        forms = forms_of(source)
        assert 0 < len(forms) <= MOST_FORMS, (language, key)
        for number, form in enumerate(forms):
            marked = with_form(source, number, f"{form.text} More.")
            back = with_form(marked, number, form.text)
            assert forms_of(back) == forms, (language, key)


def test_every_shipped_text_says_the_same_once_written_anew() -> None:
    catalog = Catalog.load(MESSAGES)
    examples: Mapping[str, Mapping[str, Value]] = {name: message.examples for name, message in catalog.messages.items()}
    source, _ = read_language(MESSAGES / "en")
    locale = locale_of("en")
    assert locale
    bundle = Bundle("en", locale, [entry.node for entry in source.entries.values()])
    before = {
        key: bundle.format(key, examples[entry.id], unescaped)
        for entry in source.entries.values()
        for key, _, _ in entry.patterns()
    }
    for entry in source.entries.values():
        for _, _, pattern in entry.patterns():
            forms = forms_of(text_of(pattern))
            anew = text_of(pattern)
            for number, form in enumerate(forms):
                anew = with_form(with_form(anew, number, f"{form.text}!"), number, form.text)
            pattern.elements = parse_source(anew).elements
    renewed = Bundle("en", locale, [entry.node for entry in source.entries.values()])
    assert {
        key: renewed.format(key, examples[entry.id], unescaped)
        for entry in source.entries.values()
        for key, _, _ in entry.patterns()
    } == before
