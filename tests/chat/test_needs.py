from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest

from bot.chat import conversation
from bot.chat.conversation import assemble
from bot.chat.needs import COMMON
from bot.config import shipped_messages
from bot.content.catalog import Catalog, ContentError

SAID = re.compile(r"words\.(?:text|plain)\(\s*\"([a-z-]+)\"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(shipped_messages(), tmp_path / "messages")


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as raised:
        assemble(Catalog.load(folder))
    return [str(fault) for fault in raised.value.faults]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_words_have_all_that_is_needed(catalog: Catalog) -> None:
    assert assemble(catalog)


def test_every_text_that_is_lacking_is_named(folder: Path) -> None:
    change(folder / "en" / "chat.ftl", "apology =", "excuse =")
    change(folder / "en" / "chat.ftl", "command-mydata =", "command-data =")

    assert faults(folder) == [
        "en: the text apology is missing; the bot says it",
        "en: the text command-mydata is missing; the bot says it",
    ]


def test_a_variable_that_nobody_fills_in_is_named(folder: Path) -> None:
    chat = folder / "en" / "chat.ftl"
    change(chat, "group-line =", "# $name (text): who asks. Example: Ada\ngroup-line = { $name },")
    line = chat.read_text(encoding="utf-8").splitlines().index("# $name (text): who asks. Example: Ada") + 2

    assert faults(folder) == [f"en/chat.ftl:{line}: group-line: $name has no value here; take it out"]


def test_an_entry_of_the_menu_that_is_no_command_is_named(folder: Path) -> None:
    change(folder / "pages.toml", '"settings"', '"unbuilt"')
    change(folder / "en" / "chat.ftl", "command-help =", "command-unbuilt = Nothing\ncommand-help =")

    assert faults(folder) == ['pages.toml: menu: there is no command "unbuilt"; correct it, or take it out']


def test_features_name_every_text_that_they_say(catalog: Catalog) -> None:
    named = {message for feature in assemble(catalog) for message in feature.texts} | COMMON.keys()
    sources = Path(conversation.__file__).parent.glob("*.py")
    said = {message for source in sources for message in SAID.findall(source.read_text(encoding="utf-8"))}

    assert said - named == set()
