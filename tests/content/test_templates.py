"""Editors find every text by its group, by its name and by what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.groups import ALL, Groups
from bot.content.templates import Template, Templates
from bot.domain.editing import Override

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.conftest import Garden

FILE = 'critical = ["page-emergency"]\n[groups]\npages = ["page-*"]\nnumbers = ["number:*"]\nother = ["*"]\n'


@pytest.fixture(scope="module")
def shipped() -> Templates:
    return Catalog.load(shipped_messages()).templates


def ids(templates: tuple[Template, ...]) -> list[str]:
    return [template.id for template in templates]


def test_every_shipped_text_is_in_a_group(shipped: Templates) -> None:
    catalog = Catalog.load(shipped_messages())
    grouped = [template.id for templates in shipped.groups.values() for template in templates]
    lists = [f"search:{topic}" for topic in catalog.search.topics]
    assert set(grouped) >= {*catalog.messages, *lists, "danger:crisis", "danger:emergency"}
    assert len(shipped.groups["danger"]) > 8


@pytest.mark.parametrize(
    ("template", "group", "critical"),
    [
        ("page-causes", "pages", False),
        ("page-emergency", "pages", True),
        ("page-crisis", "pages", True),
        ("triage-age", "triage", True),
        ("button-age-baby", "triage", True),
        ("number-emergency", "numbers", True),
        ("danger:crisis", "danger", True),
        ("search:sleep", "search", False),
        ("delivered-water", "reminders", False),
        ("reminder-apply-water", "reminders", True),
        ("page-treatment-supplements", "pages", True),
        ("tip-water-2", "tips", False),
        ("button-home", "buttons", False),
        ("apology", "errors", True),
        ("button-none-apply", "buttons", True),
        ("page-causes-nutrition", "pages", True),
        ("page-diagnosis-mri", "pages", True),
        ("tip-caffeine-7", "tips", True),
        ("tip-caffeine-1", "tips", False),
        ("cancel-nothing", "errors", False),
        ("help-title", "other", False),
    ],
)
def test_a_text_is_where_editors_look_for_it(shipped: Templates, template: str, group: str, critical: bool) -> None:
    found = shipped.get(template)
    assert found is not None
    assert (found.group, found.critical) == (group, critical)


def test_a_page_has_its_parts_in_the_order_in_which_it_shows_them(shipped: Templates) -> None:
    found = shipped.get("page-tips")
    assert found is not None
    assert found.parts == ("page-tips.title", "page-tips", "page-tips.detail", "page-tips.button", "page-tips.menu")


def test_a_text_says_what_its_file_says_of_it(garden: Garden) -> None:
    garden.add(
        "## Tools\n\n# Said in the shed.\n# $name (text): who comes in. Example: Ann\n# Twice a day.\n"
        "shed = { $name }!\n"
    )
    found = garden.load().templates.get("shed")
    assert found is not None
    assert (found.about, found.place) == ("Said in the shed.\nTwice a day.\nTools", "en/more.ftl:6")
    assert [(each.kind, each.about, each.example) for each in found.variables.values()] == [
        ("text", "who comes in.", "Ann")
    ]


def test_a_heading_holds_until_the_next(garden: Garden) -> None:
    garden.add("## One\n\na = A\n\n##\n\nb = B\n")
    templates = garden.load().templates
    assert [found.about if (found := templates.get(name)) else None for name in "ab"] == ["One", ""]


def test_other_languages_have_the_texts_they_have(garden: Garden) -> None:
    templates = garden.load().templates
    german = [template.id for template in templates.groups[ALL] if template.language == "de"]
    assert german == ["button-home", "hello", "cans", "notice-sow", "page-vegetables"]
    assert templates.get("hello", "de") != templates.get("hello")
    assert templates.get("button-next", "de") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tip-water-2", ["tip-water-2"]),
        ("page-sleep.title", ["page-sleep"]),
        ("causes", ["page-causes"]),
        ("home", ["page-home", "button-home"]),
        ("sleep", ["page-sleep", "search:sleep", "delivered-sleep"]),
        ("Magnesium cramps", []),
        ("", []),
        ("  ", []),
        ("zebra crossing", []),
    ],
)
def test_what_is_called_so_comes_first(shipped: Templates, typed: str, first: list[str]) -> None:
    assert ids(shipped.find(typed))[: len(first)] == first


def test_a_word_finds_all_that_is_called_so_before_what_says_so(shipped: Templates) -> None:
    found = ids(shipped.find("Water"))
    named = [name for name in found if "water" in name]
    assert found[: len(named)] == named
    assert {"delivered-water", *(f"tip-water-{number}" for number in range(1, 10))} <= set(named)
    assert "page-treatment-lifestyle" in found


def test_a_text_is_found_by_what_it_says_whatever_its_formatting(garden: Garden) -> None:
    templates = garden.load().templates
    assert ids(templates.find("water roses in the MORNING")) == ["page-roses"]
    assert ids(templates.find("morning noon")) == ["page-roses"]


def test_a_whole_word_is_found_before_one_that_only_holds_it(shipped: Templates) -> None:
    found = ids(shipped.find("tea"))
    assert found.index("tip-water-2") < found.index("page-about")


def test_what_an_editor_wrote_is_found(garden: Garden) -> None:
    catalog = garden.load()
    catalog.use(catalog.try_out([Override("en", "page-tools", "Oil the spade.")]))
    assert ids(catalog.templates.find("spade")) == ["page-tools"]


def test_tags_stand_for_templates(shipped: Templates) -> None:
    every = [template for templates in shipped.groups.values() for template in templates]
    assert [template for template in every if shipped.by_tag(shipped.tag(template)) is not template] == []
    assert ({len(shipped.tag(template)) for template in every}, shipped.by_tag("nothing")) == ({8}, None)


def test_words_without_groups_have_one(garden: Garden) -> None:
    assert list(garden.load().templates.groups) == [ALL]


def test_the_first_pattern_that_fits_counts_and_groups_may_be_empty(garden: Garden) -> None:
    garden.write("templates.toml", FILE)
    garden.add("".join(f"templates-group-{name} = {name}\n" for name in ("pages", "numbers", "other")))
    groups = garden.load().templates.groups
    assert {name: len(found) > 0 for name, found in groups.items()} == {"pages": True, "numbers": False, "other": True}
    critical = [template.id for found in groups.values() for template in found if template.critical]
    assert critical == ["page-emergency"]


def test_what_no_pattern_fits_is_in_the_last_group() -> None:
    assert Groups({"a": ["x*"], "b": ["y*"]}).of("z") == "b"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("[groups", ["templates.toml:1: the file cannot be understood from here on"]),
        ("odd = 1\n[groups]\na = []\n", ['templates.toml:1: "odd" is not known; there are only groups and critical']),
        ("critical = []\n", ["templates.toml:1: there must be a table [groups] with lists of patterns"]),
        ('[groups]\na = ["x"]\nb = 1\n', ["templates.toml:3: b must be a list of patterns"]),
        ('critical = 1\n[groups]\na = ["x"]\n', ["templates.toml:1: critical must be a list of patterns"]),
        ('[groups]\na = ["x"]\n', ['templates.toml:2: a: there is no text "templates-group-a"']),
    ],
)
def test_what_is_wrong_with_the_groups_is_named(garden: Garden, text: str, faults: list[str]) -> None:
    garden.write("templates.toml", text)
    assert [found.startswith(fault) for found, fault in zip(garden.faults(), faults, strict=True)] == [True]


def test_groups_that_are_no_text_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "templates.toml").write_bytes(b"\xff")
    assert len(Groups.read(tmp_path)[1]) == 1
