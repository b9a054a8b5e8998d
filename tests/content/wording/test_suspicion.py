"""Broken edits and what looks like a program: each is refused, for a reason that the chat has a text for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.bundle import Bundle, escaped, locale_of
from bot.content.catalog import Catalog, ContentError
from bot.content.markup import parse, visible_length
from bot.content.patterns import source_of
from bot.content.rendering import form_of
from bot.content.source import read_language
from bot.content.wording import (
    WordingError,
    difference,
    explain,
    find_wrong,
    forms_of,
    replaced,
    source_of_typed,
    typed_html,
    with_form,
)
from bot.content.wording.comparing import MOST
from bot.domain.editing import Override

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "editing"
PLAIN_TEXT = "page-pruning"
WITH_VALUE = "notice-sow"

Refusal = tuple[str, Mapping[str, str | int]]

_ESCAPE = re.compile(r"\\(?:\\|n|r|t|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})")
_FILLED = re.compile("⟦([0-9]+)⟧")


def lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text().splitlines():
        if not line.startswith("# "):
            told = _FILLED.sub(lambda count: ("many words " * int(count[1]))[: int(count[1]) - 1] + "x", line)
            yield _ESCAPE.sub(lambda escape: escape[0].encode().decode("unicode_escape"), told)


def broken() -> Iterator[tuple[str, int, str, str]]:
    for line in lines("broken.tsv"):
        key, form, typed, code = line.split("\t")
        yield key, int(form), typed, code


@pytest.fixture(scope="module")
def told() -> Bundle:
    """Return the English words, without all else that makes a catalog."""
    source, _ = read_language(ROOT / "messages" / "en")
    locale = locale_of("en")
    assert locale
    return Bundle("en", locale, [entry.node for entry in source.entries.values()])


def refusals(catalog: Catalog, key: str, typed: str, form: int = 0) -> list[Refusal]:
    """Return why an edit is refused, in the order in which an editor is told."""
    old = catalog.source("en", key)
    assert old is not None
    variables = catalog.messages[key.partition(".")[0]].variables
    try:
        source = with_form(old, form, typed_html(typed, []) if form_of(key).html else typed, variables)
    except WordingError as error:
        return [(error.code, error.values)]
    if wrong := find_wrong(old, source, key, variables):
        return [(error.code, error.values) for error in wrong]
    try:
        catalog.try_out([Override("en", key, source)])
    except ContentError as error:
        return [explain(fault) for fault in error.faults]
    return []


def reason(told: Bundle, refusal: Refusal) -> str:
    """Return what the editor reads, as it is seen."""
    code, values = refusal
    return parse(told.format(f"edit-fault-{code}", values, escaped)).text


def test_there_are_enough_broken_edits_and_payloads() -> None:
    assert (len(list(broken())), len(list(lines("injections.txt")))) > (200, 300)


def test_each_broken_edit_is_refused_with_its_reason(catalog: Catalog, told: Bundle) -> None:
    edits = list(broken())
    found = [(*edit[:3], [code for code, _ in refusals(catalog, *edit[:1], edit[2], edit[1])][:1]) for edit in edits]
    assert found == [(key, form, typed, [code]) for key, form, typed, code in edits]


@pytest.mark.parametrize(("key", "around"), [(PLAIN_TEXT, "{}"), (WITH_VALUE, "Sow on {{day}}.\n{}")])
def test_what_looks_like_a_program_is_refused_wherever_it_stands(catalog: Catalog, key: str, around: str) -> None:
    typed = [around.format(payload) for payload in lines("injections.txt")]
    assert [text for text in typed if not refusals(catalog, key, text)] == []


def test_each_refusal_quotes_briefly_and_says_what_to_do(catalog: Catalog, told: Bundle) -> None:
    found = [refusal for key, form, typed, _ in broken() for refusal in refusals(catalog, key, typed, form)]
    found += [refusal for payload in lines("injections.txt") for refusal in refusals(catalog, PLAIN_TEXT, payload)]
    reasons = {reason(told, refusal) for refusal in found}
    assert max(map(len, reasons)) < 400
    assert [said for said in reasons if "Please" not in said and "There are" not in said and "again" not in said] == []


def test_nothing_a_nurse_may_well_write_is_refused() -> None:
    typed = [source_of_typed(typed_html(text, []), ["count"]) for text in lines("harmless.txt")]
    assert [(text, [error.code for error in find_wrong("", text, "tip-water-1", ["count"])]) for text in typed] == [
        (text, []) for text in typed
    ]


def test_no_shipped_text_would_be_refused() -> None:
    for folder in sorted(path for path in (ROOT / "messages").iterdir() if any(path.glob("*.ftl"))):
        source, _ = read_language(folder)
        for entry in source.entries.values():
            for key, _, pattern in entry.patterns():
                text = source_of(entry, pattern)
                names = {name for form in forms_of(text) for name in re.findall(r"{(\w+)}", form.text)}
                codes = {error.code for error in find_wrong("", text, key, names)}
                assert codes <= ({"no-placeholders"} if "{ triage-" in text else set()), (folder.name, key)


@pytest.mark.parametrize(
    "typed", ["Cut `here`.", "Cut \u200bhere.", "water = here", "Cut &lt;b&gt;.", '<b id="x">a</b>']
)
def test_what_stood_there_before_may_stay(typed: str) -> None:
    source = source_of_typed(typed, [])
    assert (len(find_wrong("", source, PLAIN_TEXT, [])), find_wrong(source, f"{source} More.", PLAIN_TEXT, [])) == (
        1,
        [],
    )


def test_words_that_stood_there_let_no_program_in_that_is_part_of_them() -> None:
    assert [error.code for error in find_wrong("He did avoid it.", "id", PLAIN_TEXT, [])] == ["program"]


def test_all_faults_of_all_forms_are_told_once() -> None:
    old = "{ $count ->\n    [one] One, { $name }.\n   *[other] { $count }, { $name }.\n}"
    new = "{ $count ->\n    [one] One `x`.\n   *[other] Many `x`.\n}"
    assert [(error.code, error.values["place"]) for error in find_wrong(old, new, "cans", ["count", "name"])] == [
        ("program", "One `x`."),
        ("lost-placeholder", "{name}"),
        ("program", "Many `x`."),
        ("lost-placeholder", "{count}"),
    ]


def test_a_text_cannot_lose_or_win_choices() -> None:
    old = "{ $count ->\n    [one] One.\n   *[other] { $count }.\n}"
    assert [error.code for error in find_wrong(old, "{ $count }.", "cans", ["count"])] == ["choices"]
    assert [error.code for error in find_wrong("One.", old, "cans", ["count"])] == ["choices", "choices"]


def test_broken_source_is_one_fault() -> None:
    assert [error.code for error in find_wrong("One.", "One }", "cans", [])] == ["syntax"]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("my eye twitches\nleg jump*|kick", []),
        ("{pain} now", []),
        ("country: Exampleland\nemergency: 112\nchecked: 2026-11-22", []),
        ("", ["empty"]),
        ("country: {{7*7}}", ["program"]),
        ("by: \u202eDr A. Example", ["direction"]),
        ("word\n" * 5000, ["long"]),
    ],
)
def test_lists_hold_words_and_no_programs(source: str, codes: list[str]) -> None:
    assert [error.code for error in find_wrong("", source, "search:sleep", [])] == codes


def test_the_place_is_quoted_without_what_cannot_be_seen() -> None:
    error = find_wrong("", "Drink a\u202eglass of water.", PLAIN_TEXT, [])[0]
    assert error.values == {"place": "Drink aglass of water.", "character": "U+202E"}


def test_every_text_that_tells_a_fault_is_used() -> None:
    source, _ = read_language(ROOT / "messages" / "en")
    codes = {name.removeprefix("edit-fault-") for name in source.entries if name.startswith("edit-fault-")}
    python = "\n".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))
    assert {code for code in codes if f'"{code}"' not in python} == set()


def test_forms_of_what_is_refused_are_never_asked_for() -> None:
    with pytest.raises(WordingError):
        forms_of("One }")


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from("{}<>&;$\"'*[].=-# \nab%\u202e👍"), max_size=40)))
def test_whatever_is_typed_is_taken_or_refused(typed: str) -> None:
    html = typed_html(typed, [])
    old = "{ $count ->\n    [one] One.\n   *[other] { $count }.\n}"
    with suppress(WordingError):
        find_wrong(old, with_form(old, 0, html), "cans", ["count"])
    assert visible_length(difference("<b>One</b> two", html)) <= MOST
    assert html in replaced(html, {}, 1, 3, html)


@pytest.mark.parametrize(
    "part", ["{", "<a", "<", " ", "\n", "a ", "select ", "lambda ", "'", '"', "<a b=", "&#", "1 - ", "or 1 "]
)
def test_no_text_keeps_the_check_busy(part: str) -> None:
    text = (part * 8_000)[:7_990]
    start = process_time()
    with suppress(WordingError):
        find_wrong("", source_of_typed(text, []), PLAIN_TEXT, [])
    difference(text, f"x{text}x")
    assert process_time() - start < 2
