from __future__ import annotations

from datetime import date

import pytest

from bot.content.structure import Structure

GOOD = """\
menu = ["home"]

[pages.home]
command = "start"

[pages.emergency]
parent = "home"

[pages.tools]
parent = "home"
"""


MENU = 'menu must be a list of pages and commands, each once, like ["home", "settings"]'
KEYS = "command, parent, written, sources, shortcuts, reviewed_by, reviewed_on"


def faults(text: str) -> list[str]:
    return [str(fault) for fault in Structure(text).faults]


def test_a_good_file_has_no_faults() -> None:
    assert faults(GOOD) == []


def test_pages_are_read_with_all_they_say() -> None:
    structure = Structure(
        GOOD + 'written = 2026-11-22\nsources = ["a", "b"]\nreviewed_by = "X"\nreviewed_on = 2026-12-01\n'
    )

    tools = structure.pages["tools"]
    assert (tools.parent, tools.written, tools.sources) == ("home", date(2026, 11, 22), ("a", "b"))
    assert (tools.reviewed_by, tools.reviewed_on, tools.command) == ("X", date(2026, 12, 1), None)
    assert structure.pages["home"].children == ("emergency", "tools")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("menu\n", "Expected '=' after a key in a key/value pair"),
        ("x = [", "Invalid value"),
        ("[pages.home]\n", "Cannot declare ('pages', 'home') twice"),
        ("written = 2026-02-30\n", "Invalid date or datetime"),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(more: str, reason: str) -> None:
    assert faults(GOOD + more) == [f"pages.toml:11: the file cannot be understood from here on: {reason}"]


@pytest.mark.parametrize("more", ["x = " + "9" * 5000, "x = " + "[" * 5000])
def test_what_no_person_would_write_is_refused(more: str) -> None:
    assert faults(GOOD + more) == ["pages.toml:1: brackets are nested too deeply, or a number is too long"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('menu = ["home"]', "", f"pages.toml:1: {MENU}"),
        ('menu = ["home"]', "\nmenu = 5", f"pages.toml:2: {MENU}"),
        ('["home"]', '["home", "home"]', f"pages.toml:1: {MENU}"),
        ('["home"]', '["tools"]', 'pages.toml:1: menu: the page "tools" has no command; give it one or take it out'),
        ('["home"]', '["Wrong!"]', 'pages.toml:1: menu: "Wrong!" is neither a page nor can it be a command'),
        ('["home"]', str([f"a{number}" for number in range(101)]),
         "pages.toml:1: the menu has 101 entries; Telegram allows 100"),
        ('menu = ["home"]', 'menu = ["home"]\nmeny = 1',
         'pages.toml:2: "meny" is not known here; there are only menu and pages'),
        ("[pages.emergency]", "[pages.urgent]", "pages.toml:1: there is no page [pages.emergency]; it is needed"),
        ("[pages.tools]", "[pages.Tools]",
         "pages.toml:9: Tools: a page's name has small letters a-z, digits and hyphens only, at most 40"),
        ('"start"', '"Start!"',
         'pages.toml:4: home: "Start!" must have small letters a-z, digits and _ only, at most 32'),
        ("[pages.tools]", '[pages.tools]\ncommand = "start"',
         "pages.toml:10: tools: the command start belongs to home already"),
        ('"start"', '"start"\nparent = "tools"',
         "pages.toml:5: home: the first page has no parent; take this line out"),
        ('[pages.tools]\nparent = "home"', "[pages.tools]",
         'pages.toml:9: tools: it needs a parent, such as parent = "home"'),
        ('[pages.tools]\nparent = "home"', '[pages.tools]\nparent = "shed"',
         'pages.toml:10: tools: there is no page "shed"'),
        ('[pages.tools]\nparent = "home"', '[pages.tools]\nparent = "tools"',
         "pages.toml:10: tools: following the parents leads round in a circle back to this page"),
        ("[pages.tools]", "[pages.tools]\nwriten = 2026-11-22",
         f'pages.toml:10: tools: "writen" is not known; a page has only {KEYS}'),
        ("[pages.tools]", '[pages.tools]\nwritten = "2026-11-22"',
         "pages.toml:10: tools: written must be a date like 2026-11-22, without quotes"),
        ("[pages.tools]", "[pages.tools]\nwritten = 2026-11-22T10:00:00",
         "pages.toml:10: tools: written must be a date like 2026-11-22, without quotes"),
        ("[pages.tools]", '[pages.tools]\nsources = "almanac"',
         'pages.toml:10: tools: sources must be a list of names, each once, like ["one", "two"]'),
        ("[pages.tools]", '[pages.tools]\nsources = ["a", "a"]',
         'pages.toml:10: tools: sources must be a list of names, each once, like ["one", "two"]'),
        ("[pages.tools]", "[pages.tools]\ncommand = 5", "pages.toml:10: tools: command must be a command in quotes"),
        ("[pages.tools]", '[pages.tools]\nwritten = 2026-11-22\nreviewed_by = "X"',
         "pages.toml:11: tools: reviewed_by and reviewed_on go together"),
        ("[pages.tools]", "[pages.tools]\nwritten = 2026-11-22\nreviewed_on = 2026-12-01",
         "pages.toml:11: tools: reviewed_by and reviewed_on go together"),
        ("[pages.tools]", '[pages.tools]\nwritten = 2026-11-22\nreviewed_by = "X"\nreviewed_on = 2026-11-21',
         "pages.toml:12: tools: it cannot be reviewed before its text was written (2026-11-22)"),
        ("[pages.tools]", '[pages.tools]\nreviewed_by = "X"\nreviewed_on = 2026-11-21',
         "pages.toml:11: tools: a reviewed page needs the date of its text: written"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named_with_its_line(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert faults(GOOD.replace(old, new)) == [fault]


def test_a_circle_of_several_pages_is_named_at_each_of_them() -> None:
    text = GOOD + '\n[pages.a]\nparent = "b"\n[pages.b]\nparent = "a"\n[pages.below]\nparent = "a"\n'

    assert faults(text) == [
        "pages.toml:13: a: following the parents leads round in a circle back to this page",
        "pages.toml:15: b: following the parents leads round in a circle back to this page",
    ]


def test_several_faults_of_one_page_are_all_named() -> None:
    text = GOOD.replace(
        '[pages.tools]\nparent = "home"', '[pages.Tools]\ncommand = "A"\nwritten = 1\nreviewed_by = "X"'
    )

    assert [fault.split(": ")[0] for fault in faults(text)] == [
        "pages.toml:11", "pages.toml:9", "pages.toml:10", "pages.toml:9", "pages.toml:12"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('menu = []\npages.home.parent = "x"\n[pages.emergency]\nparent = "home"', 2),
        ('menu = []\n[pages]\nhome = {parent = "x"}\nemergency = {parent = "home"}', 3),
        ('menu = []\n[pages."home"]  # the first\n"parent" = "x"\n[pages.emergency]\nparent = "home"', 3),
    ],
)
def test_lines_are_found_however_toml_is_written(text: str, line: int) -> None:
    assert faults(text) == [f"pages.toml:{line}: home: the first page has no parent; take this line out"]


def test_a_file_of_the_wrong_shape_is_read_as_empty() -> None:
    assert [fault.split(": ", 1)[1] for fault in faults('menu = []\npages = "x"')] == [
        "there is no page [pages.home]; it is needed",
        "there is no page [pages.emergency]; it is needed",
    ]
