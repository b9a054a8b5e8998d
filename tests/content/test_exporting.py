"""Writing what editors changed into the files of the words."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.content.danger import Danger
from bot.content.exporting import export
from bot.content.rendering import form_of
from bot.content.wording import WordingError, forms_of, source_of_typed, with_form
from bot.domain.editing import Override
from bot.domain.schedule import Kind

if TYPE_CHECKING:
    from tests.content.conftest import Garden

FREE = """free = A text.
    .part = A part.

# a comment
block =
    On a line of its own.
"""


def write(folder: Path, overrides: Iterable[Override]) -> tuple[Override, ...]:
    """Write the overrides; return what could not be."""
    exported = export(folder, overrides)
    for path, data in exported.files.items():
        path.write_bytes(data)
    return exported.homeless


def said(catalog: Catalog) -> dict[tuple[str, str], str]:
    """Return every text in every language, as people see it."""
    return {
        (language, key): text
        for language in catalog.languages
        for message in catalog.messages
        for key, text in catalog.sample(message, language).items()
    }


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exported_as_said(folder: Path, overrides: list[Override]) -> Catalog:
    """Return the words of the files after an export, which say what the bot said with the overrides."""
    running = Catalog.load(folder)
    running.use(running.try_out(overrides))
    assert write(folder, overrides) == ()
    files_say = Catalog.load(folder)
    assert said(files_say) == said(running)
    return files_say


# Fluent


@pytest.mark.parametrize(
    ("key", "source", "old", "new"),
    [
        ("free", "Another.", "free = A text.", "free = Another."),
        ("free", "Two\nlines.", "free = A text.", "free =\n    Two\n    lines."),
        ("free", "One.\n\n  Far.", "free = A text.", "free =\n    One.\n\n      Far."),
        ("free", "[x] first", "free = A text.", "free = [x] first"),
        ("free.part", "Two\nlines.", ".part = A part.", ".part =\n        Two\n        lines."),
        ("free.more", "A further part.", ".part = A part.", ".part = A part.\n    .more = A further part."),
        ("block", "Another.", "    On a line of its own.", "    Another."),
        ("block", "[x] first", "\n    On a line of its own.", " [x] first"),
        ("block.more", "A part.", "of its own.", "of its own.\n    .more = A part."),
    ],
)
def test_only_the_changed_text_is_replaced(garden: Garden, key: str, source: str, old: str, new: str) -> None:
    garden.add(FREE)
    exported_as_said(garden.folder, [Override("en", key, source)])
    assert garden.read("en/more.ftl") == FREE.replace(old, new)


def test_choices_are_indented_as_they_should_be(garden: Garden) -> None:
    before = garden.read("en/common.ftl")
    forms = "{ $count ->\n    [one] One is left.\n   *[other] { $count } are left.\n}"
    exported_as_said(garden.folder, [Override("en", "cans", forms)])
    assert garden.read("en/common.ftl") == before.replace("        [0] No can is left.\n", "").replace(
        " can is", " is"
    ).replace(" cans are", " are")


TYPED = st.lists(st.text("ab [*.{}#-=|'\"\\é🙂\u00a0", max_size=8), min_size=1, max_size=4).map("\n".join)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["free", "free.part", "free.new", "block"]), TYPED)
def test_what_editors_type_is_said_from_the_files_as_the_bot_says_it(garden: Garden, key: str, typed: str) -> None:
    try:
        source = source_of_typed(typed, ())
    except WordingError:
        return
    if not typed.strip():
        return
    garden.add(FREE)
    exported_as_said(garden.folder, [Override("en", key, source)])


def test_without_a_change_no_file_is_written(garden: Garden) -> None:
    assert export(garden.folder, []).files == {}


def test_the_text_that_stands_there_already_changes_no_byte(garden: Garden) -> None:
    catalog = garden.load()
    before = files(garden.folder)
    keys = [(language, key) for language, key in said(catalog) if catalog.shipped_source(language, key)]
    assert write(garden.folder, [Override(*key, catalog.shipped_source(*key) or "") for key in keys]) == ()
    assert files(garden.folder) == before


def test_windows_line_ends_and_a_byte_order_mark_stay(garden: Garden) -> None:
    garden.write("en/more.ftl", "\ufeff# above\r\nfree = A text.\r\n".encode())
    exported_as_said(garden.folder, [Override("en", "free", "Two\nlines.")])
    assert (garden.folder / "en" / "more.ftl").read_bytes() == (
        "\ufeff# above\r\nfree =\r\n    Two\r\n    lines.\r\n".encode()
    )


def test_a_term_can_be_changed(garden: Garden) -> None:
    words = exported_as_said(garden.folder, [Override("en", "-garden", "our garden")]).words("en")
    assert words.text("hello", name="Ann") == "Hello Ann, welcome to our garden."


def test_a_text_that_a_language_lacks_comes_into_the_file_of_the_same_name(garden: Garden) -> None:
    texts = {"command-watering": "Wann gießen", "page-tools.title": "Werkzeug", "page-tools.button": "Werkzeug"}
    exported_as_said(garden.folder, [Override("de", key, text) for key, text in texts.items()])
    assert garden.read("de/common.ftl") == "command-watering = Wann gießen\n"
    assert garden.read("de/pages.ftl") == "page-tools =\n    .button = Werkzeug\n    .title = Werkzeug\n"


def test_what_has_no_place_is_said_and_the_rest_is_written(garden: Garden) -> None:
    lost = [Override("en", "gone", "x"), Override("en", "gone.part", "x")]
    assert write(garden.folder, [*lost, Override("en", "hello", "Hi { $name }")]) == tuple(lost)
    assert garden.load().words("en").text("hello", name="Ann") == "Hi Ann"


def test_a_row_in_a_file_of_another_layout_has_no_place(garden: Garden) -> None:
    row = '{ country = "Treeland", emergency = "01", source = "x" }'
    garden.write("numbers.toml", f"xx = {row}\n")
    override = Override("en", "number:xx", "country: Treeland\nemergency: 02\nsource: x")
    assert write(garden.folder, [override]) == (override,)
    assert garden.read("numbers.toml") == f"xx = {row}\n"


# The shipped words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_messages(), tmp_path / "messages"))


def lines_changed(old: bytes, new: bytes) -> tuple[list[str], list[str]]:
    before, after = old.decode().splitlines(), new.decode().splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_tips_are_added_at_the_end_of_their_section_in_their_order(folder: Path) -> None:
    before = (folder / "en" / "tips.ftl").read_text("utf-8")
    added = {
        "tip-water-11": "An eleventh.",
        "tip-water-10.unless": "sleep",
        "tip-water-10": "A tenth.",
        "tip-water-10.source": "nhs-fluids",
        "tip-water-2.off": "yes",
    }
    files_say = exported_as_said(folder, [Override("en", key, source) for key, source in added.items()])
    after = (folder / "en" / "tips.ftl").read_text("utf-8")
    ninth = before[before.index("tip-water-9 =") : before.index("\n\n## Moving")]
    second = before[before.index("tip-water-2 =") : before.index("\ntip-water-3 =")]
    tenth = "tip-water-10 = A tenth.\n    .source = nhs-fluids\n    .unless = sleep"
    assert after == before.replace(ninth, f"{ninth}\n{tenth}\ntip-water-11 = An eleventh.").replace(
        second, f"{second}\n    .off = yes"
    )
    suitable = files_say.tips.suitable(Kind("water"), set(Kind))
    assert ("tip-water-10" in suitable, "tip-water-2" in suitable) == (True, False)


def test_lists_rows_and_reviews_are_written_into_their_files(folder: Path) -> None:
    before = files(folder)
    catalog = Catalog.load(folder)
    phrases = (catalog.shipped_source("en", "search:sleep") or "").split("\n")
    danger = (catalog.shipped_source("de", "danger:crisis") or "").split("\n")
    number = "country: Exampleland\nemergency: 000\nurgent: 20261122\nsource: https://example.org/\nchecked: 2026-11-22"
    overrides = [
        Override("en", "search:sleep", "\n".join([*phrases[1:], "counting sheep all night"])),
        Override("de", "danger:crisis", "\n".join([*danger, "völlig_neu_gesagt"])),
        Override("en", "number:xx", number),
        Override("en", "reviewed:sleep", "by: Dr A. Example\non: 2026-12-01"),
        Override("en", "page-sleep.title", catalog.shipped_source("en", "page-sleep.title") or ""),
    ]
    files_say = exported_as_said(folder, overrides)
    assert files_say.search.find("counting sheep all night").topics[0] == "sleep"
    assert files_say.search.topics["sleep"].phrases == (*phrases[1:], "counting sheep all night")
    assert files_say.alarm.judge("völlig neu gesagt jetzt") is not Danger.NONE
    assert files_say.numbers.rows["xx"].checked == date(2026, 11, 22)
    assert files_say.numbers.rows["xx"].urgent == "20261122"
    assert files_say.pages.pages["sleep"].reviewed_by == "Dr A. Example"
    after = files(folder)
    assert {name for name in before if before[name] != after[name]} == {
        "en/search.toml", "de/danger.toml", "numbers.toml", "pages.toml"
    }  # fmt: skip
    assert lines_changed(before["pages.toml"], after["pages.toml"])[0] == []
    assert [len(lines) for lines in lines_changed(before["en/search.toml"], after["en/search.toml"])] == [1, 1]
    assert lines_changed(before["numbers.toml"], after["numbers.toml"])[0] == []


def test_very_many_texts_may_be_changed_at_once(folder: Path) -> None:
    catalog = Catalog.load(folder)
    keys = [key for message in catalog.messages.values() for key in message.keys if is_free(key)]
    overrides = [Override("en", key, louder(catalog.shipped_source("en", key) or "")) for key in keys[::3]]
    assert len(exported_as_said(folder, overrides).messages) == len(catalog.messages)
    assert len(overrides) > 100


def louder(source: str) -> str:
    """Return a text with its first form changed, as editors change it."""
    return with_form(source, 0, f"{forms_of(source)[0].text}!")


def is_free(key: str) -> bool:
    """Tell whether a text may end in another way, whatever other texts say."""
    return form_of(key).html and not key.startswith(("page-", "tip-"))


def test_each_shipped_text_written_over_itself_leaves_all_files_byte_equal(folder: Path) -> None:
    catalog = Catalog.load(folder)
    before = files(folder)
    keys: Mapping[str, Iterable[str]] = {
        "en": [
            *(key for message in catalog.messages.values() for key in message.keys),
            *(f"search:{topic}" for topic in catalog.search.topics),
            "danger:emergency",
            "danger:mention",
        ],
        "de": ["danger:crisis"],
    }
    sources = [
        Override(language, key, source)
        for language, names in keys.items()
        for key in names
        if (source := catalog.shipped_source(language, key)) is not None
    ]
    assert len(sources) > 700
    assert write(folder, sources[::7]) == ()
    assert files(folder) == before
