"""Changing values of TOML files without touching the rest."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import shipped_messages
from bot.content.toml_text import LayoutError, changed

LISTS = """# What people write.
turns = ["but"]   # where a text goes on

fire = [
    # seen
    "smoke", "{big} flame*",
    # heard
    'crackling',
    "alarm", "siren",
]
[sets]
big = ["big", "huge"]
"""
TABLES = """menu = ["home"]

[pages.home]
command = "start"
[pages.rose]   # a comment
parent = "home"
written = 2026-11-22  # a day

# the end
"""


def lists(old: str, new: str) -> str:
    assert old in LISTS
    return LISTS.replace(old, new)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (("smoke", "{big} flame*", "crackling", "alarm", "siren"), LISTS),
        (("smoke", "{big} flame*", "crackling", "alarm", "siren", "bell"), lists('"siren",', '"siren", "bell",')),
        (("soot", "smoke", "{big} flame*", "crackling", "alarm", "siren"), lists('"smoke"', '"soot", "smoke"')),
        (("smoke", "{big} flame*", "alarm", "siren"), lists("    'crackling',\n", "")),
        (("{big} flame*", "crackling", "alarm", "siren"), lists('"smoke", ', "")),
        (("smoke", "crackling", "alarm", "siren"), lists(' "{big} flame*",', "")),
        (("smoke", "{big} flame*", "crackling", "alarm"), lists(' "siren",', "")),
        (("smoke", "{big} flame*", "crackling"), lists('    "alarm", "siren",\n', "")),
        (("smoke", "{big} flame*", 'a "loud" bang', "alarm", "siren"), lists("'crackling'", r'"a \"loud\" bang"')),
        (
            ("smoke", "{big} flame*", "pop", "crack", "siren"),
            lists("'crackling',\n    \"alarm\",", '"pop", "crack",\n   '),
        ),
    ],
)
def test_of_a_list_only_what_changed_is_touched(items: tuple[str, ...], text: str) -> None:
    got = changed(LISTS, ("fire",), items)
    assert (got, tomllib.loads(got)["fire"]) == (text, list(items))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1)))
def test_a_list_may_become_any_other(items: list[str]) -> None:
    data = tomllib.loads(LISTS)
    assert tomllib.loads(changed(LISTS, ("fire",), tuple(items))) == data | {"fire": items}


@settings(deadline=None, max_examples=25)
@given(st.sets(st.integers(0, 100)), st.lists(st.text("abc *|_{}", min_size=1), max_size=3))
def test_phrases_come_and_go_in_the_shipped_lists_and_their_comments_stay(gone: set[int], come: list[str]) -> None:
    text = (shipped_messages() / "en" / "danger.toml").read_text("utf-8")
    old = tomllib.loads(text)["mention"]
    new = [*(phrase for number, phrase in enumerate(old) if number not in gone), *come]
    got = changed(text, ("mention",), tuple(new))
    assert tomllib.loads(got) == tomllib.loads(text) | {"mention": new}
    assert [line for line in text.splitlines() if line.strip().startswith("#")] == [
        line for line in got.splitlines() if line.strip().startswith("#")
    ]


@pytest.mark.parametrize("name", ["en/danger.toml", "de/danger.toml", "en/search.toml", "pages.toml", "triage.toml"])
def test_what_is_set_to_what_it_is_leaves_the_file_as_it_is(name: str) -> None:
    text = (shipped_messages() / name).read_text("utf-8")
    for path, value in leaves(tomllib.loads(text)):
        assert changed(text, path, value) == text


def leaves(
    table: dict[str, object], path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], str | date | tuple[str, ...]]]:
    found: list[tuple[tuple[str, ...], str | date | tuple[str, ...]]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += leaves(value, (*path, name))
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            found.append(((*path, name), tuple(value)))
        elif isinstance(value, date):
            found.append(((*path, name), value))
    return found


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    got = changed(TABLES, ("pages", "rose", "written"), date(2026, 12, 1))
    assert got == TABLES.replace("2026-11-22", "2026-12-01")


def test_a_value_is_added_at_the_end_of_its_table() -> None:
    got = changed(TABLES, ("pages", "rose", "reviewed_by"), "Dr A. Example")
    assert got == TABLES.replace("# a day\n", '# a day\nreviewed_by = "Dr A. Example"\n')


def test_a_value_is_added_to_a_table_that_has_only_its_header() -> None:
    assert changed("[a]", ("a", "b"), "c") == '[a]\nb = "c"\n'


def test_a_table_is_added_at_the_end() -> None:
    assert changed(TABLES, ("nl", "country"), "Netherlands") == f'{TABLES}\n[nl]\ncountry = "Netherlands"\n'


def test_the_first_table_of_an_empty_file_has_nothing_above_it() -> None:
    assert changed("", ("nl", "country"), "Netherlands") == '[nl]\ncountry = "Netherlands"\n'


def test_a_list_outside_of_all_tables_is_added_above_them() -> None:
    assert changed("[a]\n", ("b",), ("c", "d")) == 'b = ["c", "d"]\n[a]\n'


def test_a_value_is_taken_out_with_its_line() -> None:
    got = changed(TABLES, ("pages", "rose", "written"), None)
    assert got == TABLES.replace("written = 2026-11-22  # a day\n", "")


def test_what_is_not_there_need_not_be_taken_out() -> None:
    assert changed(TABLES, ("pages", "home", "written"), None) == TABLES


@pytest.mark.parametrize(
    "text",
    [
        'a = { b = "c" }\n',
        'a.b = """\n[x]\ny = 1\n"""  # text\n',
        "\"a\" . b = 'c'\n",
        "[ a ]\nb = ['c', # one\n\"]\"]\n",
    ],
)
def test_a_file_of_another_layout_is_changed_rightly_or_not_at_all(text: str) -> None:
    try:
        got = changed(text, ("a", "b"), "new")
    except LayoutError:
        return
    assert tomllib.loads(got) == {"a": {"b": "new"}}


@pytest.mark.parametrize("text", ['a = { b = "c" }\n', '"a.b" = "c"\na = { b = "d" }\n'])
def test_a_value_in_a_table_on_one_line_is_not_changed(text: str) -> None:
    with pytest.raises(LayoutError, match=r"a\.b"):
        changed(text, ("a", "b"), "new")


def test_texts_are_written_so_that_they_are_read_back(tmp_path: Path) -> None:
    text = 'quote " backslash \\ tab \t emoji 🙂 é'
    assert tomllib.loads(changed("a = 'b'", ("a",), text)) == {"a": text}
    assert json.loads(changed("a = 'b'", ("a",), text).removeprefix("a = ")) == text
