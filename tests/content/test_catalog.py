from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.catalog import Catalog, ContentError

if TYPE_CHECKING:
    from tests.content.conftest import Garden, Spoil

PAGES = Path(__file__).parent / "garden" / "pages.toml"
SIGNS = ["a", "page-home", "$x", "-t", " = ", "\n", "\r\n", "    ", "{ ", " }", "->", "*[other]", "[one]", ".title"]
SIGNS += ["#", '"', "<b>", "</b>", "NUMBER(", ")", "\\U110000", "1.5", "é", "# $x (number): n. Example: 3\n"]


def test_english_comes_first_and_every_folder_is_a_language(catalog: Catalog) -> None:
    assert catalog.languages == ("en", "de", "pt-br")


def test_ids_are_those_of_the_messages(catalog: Catalog) -> None:
    assert set(catalog.messages) >= {"hello", "page-home", "source-almanac", "button-next"}
    assert not [known for known in catalog.messages if "." in known or known.startswith("-")]


@pytest.mark.parametrize(
    ("code", "home"),
    [
        ("en", "Home"),
        ("de", "Start"),
        ("de-AT", "Start"),
        ("pt-br", "Início"),
        ("pt-BR", "Início"),
        ("pt", "Home"),
        ("xx", "Home"),
        ("", "Home"),
        (None, "Home"),
    ],
)
def test_a_person_gets_their_language_its_base_or_english(catalog: Catalog, code: str | None, home: str) -> None:
    assert catalog.words(code).plain("button-home") == home


def test_a_region_falls_back_to_its_base_before_english(garden: Garden) -> None:
    garden.add("button-next = Weiter\n", "de/more.ftl")
    garden.add("button-home = Daheim\n", "de-at/texte.ftl")

    words = garden.load().words("de-at")

    labels = [words.plain(f"button-{name}") for name in ("home", "next", "previous")]
    assert labels == ["Daheim", "Weiter", "Previous"]


def test_a_message_that_a_language_lacks_is_english_with_english_dates(catalog: Catalog) -> None:
    words = catalog.words("de")

    assert words.plain("notice-sow", day=date(2026, 3, 1)) == "Am 1. März 2026 säen."
    assert words.text("page-footer-unreviewed", date=date(2026, 3, 1)) == "Text of 1 March 2026, not yet reviewed."


def test_files_with_windows_line_ends_and_a_byte_order_mark_are_read(garden: Garden) -> None:
    garden.add("\ufeffadded =\r\n    One\r\n    two\r\n")

    assert garden.load().words("en").text("added") == "One\ntwo"


def test_hidden_folders_and_other_files_are_left_alone(garden: Garden) -> None:
    garden.write(".git/config", "x")
    garden.write("notes/readme.md", "x")
    garden.write("en/readme.md", "x")

    assert garden.faults() == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="nowhere: the folder cannot be read: No such file or directory"):
        Catalog.load(tmp_path / "nowhere")


def test_an_empty_folder_is_named_with_all_it_needs(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        Catalog.load(tmp_path)

    assert [str(fault) for fault in error.value.faults] == [
        "en: there is no folder of this name; the English texts belong there",
        "pages.toml: the file cannot be read: No such file or directory",
    ]


def test_a_folder_that_is_no_language_is_named(garden: Garden) -> None:
    garden.write("klingon speech/all.ftl", "a = b")

    assert garden.faults() == ["klingon speech: the folder's name is no language such as en, de or pt-br"]


def test_faults_of_all_files_are_named_at_once_in_order(garden: Garden) -> None:
    garden.add("one = <br>\ntwo = { nothing }\n", "en/a.ftl")
    garden.add("\nthree\n", "en/b.ftl")
    garden.add("four = 4\n", "de/c.ftl")
    garden.replace('parent = "home"', 'parent = "nowhere"', "pages.toml")
    garden.replace("written = 2026-11-22", "written = 2026", "pages.toml")

    assert [fault.split(": ")[0] for fault in garden.faults()] == [
        "de/c.ftl:1",
        "en/a.ftl:1",
        "en/a.ftl:2",
        "en/b.ftl:2",
        "pages.toml:8",
        "pages.toml:9",
    ]


def test_the_error_reads_as_its_faults_one_a_line(garden: Garden) -> None:
    garden.add("one = <br>\ntwo = { nothing }\n")

    with pytest.raises(ContentError) as error:
        garden.load()

    assert str(error.value).splitlines() == garden.faults()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["en/common.ftl", "de/x.ftl", "pages.toml", "q/x.ftl"]))
def test_loading_never_fails_otherwise_than_with_its_faults(spoil: Spoil, data: bytes, name: str) -> None:
    assert all(": " in fault for fault in spoil({name: data}))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_loading_texts_made_of_fluents_own_signs_never_fails_otherwise(spoil: Spoil, text: str) -> None:
    assert all(": " in fault for fault in spoil({"en/more.ftl": text.encode()}))


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_loading_pages_with_lines_torn_apart_never_fails_otherwise(spoil: Spoil, chance: random.Random) -> None:
    pieces = PAGES.read_text().replace("\n", " \n ").split(" ")
    chance.shuffle(pieces)
    assert all(": " in fault for fault in spoil({"pages.toml": " ".join(pieces).encode()}))


@pytest.mark.parametrize(
    "data",
    [
        b"a = " + b"x" * 1_000_000,
        b"a = " + b"x" * 400_000,
        b"a = " + b"{" * 5_000,
        b"a = " + b"{ 1 ->\n *[a] " * 300,
        b"a = { $x }" * 2_000,
        b"a = { " + b"9" * 5_000 + b" }",
        b"a = { 9" + b"9" * 400 + b".0 }",
        b'a = {"\\U110000"}',
        b"a = " + b"{ b }" * 900 + b"\nb = " + b"{ c }" * 900 + b"\nc = " + b"{ 1 }" * 900,
        b"".join(b"a%d = { a%d }\n" % (number, number + 1) for number in range(400)),
        b"a = " + b"<b>" * 5_000,
        b"a = { -t(x: $y) }\n-t = { $x }",
        b"a = { -t($y) }\n-t = x",
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_loading_survives_monsters(spoil: Spoil, data: bytes) -> None:
    assert all(": " in fault for fault in spoil({"en/more.ftl": data, "de/more.ftl": data}))


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5_000, "a = " + "9" * 5_000, "[pages.home", 'menu = 5\npages = "x"', "pages.home = 7", "\0"]
)
def test_loading_survives_monstrous_pages(spoil: Spoil, text: str) -> None:
    assert all(": " in fault for fault in spoil({"pages.toml": text.encode()}))
