"""What the shell says of what editors changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.content.catalog import Catalog
from bot.content.changes import changed, differences, log_lines, log_words, to_look_at
from bot.domain.editing import NOBODY, Change, Override, Standing, Wording, overrides_of

if TYPE_CHECKING:
    from tests.content.conftest import Garden

NOW = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)
ROSES = "page-roses.title"


def wording(
    source: str | None,
    key: str = ROSES,
    *,
    shipped: str = "",
    critical: bool = False,
    author: int = 42,
    standing: Standing = Standing.LIVE,
    approved_by: int | None = None,
    base: int = 2,
) -> Wording:
    change = Change("en", key, source, base, shipped, critical)
    return Wording(change, base + 1, author, NOW, standing, approved_by)


@pytest.fixture
def catalog(garden: Garden) -> Catalog:
    garden.write("en/search.toml", '[topics.roses]\nphrases = ["red roses", "white roses", "roses"]\n')
    garden.write("numbers.toml", '[yy]\ncountry = "Bushland"\nemergency = "02"\nsource = "x"\n')
    return garden.load()


def in_use(catalog: Catalog, wordings: Iterable[Wording]) -> Sequence[Override]:
    """Let the catalog say what it can of these wordings; return what it cannot."""
    edition, left_out = catalog.usable(overrides_of(wordings))
    catalog.use(edition)
    return left_out


def test_what_is_as_shipped_stands_in_place_of_nothing() -> None:
    assert overrides_of([wording(None), wording("Roses")]) == [Override("en", ROSES, "Roses")]


def test_the_difference_is_from_the_shipped_text_to_the_one_in_use(catalog: Catalog) -> None:
    wordings = [wording("Roses all year round", "page-roses.title")]
    in_use(catalog, wordings)
    assert list(differences(catalog, wordings)) == [
        "--- en page-roses.title, as shipped",
        "+++ en page-roses.title, version 3 by 42 on 2026-11-22",
        "@@ -1 +1 @@",
        "-Roses through the year",
        "+Roses all year round",
    ]


def test_lists_differ_by_the_phrase(catalog: Catalog) -> None:
    wordings = [wording("red roses\nroses\nyellow roses", "search:roses")]
    in_use(catalog, wordings)
    assert list(differences(catalog, wordings))[3:] == [" red roses", "-white roses", " roses", "+yellow roses"]


def test_a_new_text_differs_from_nothing(catalog: Catalog) -> None:
    wordings = [wording("country: Treeland\nemergency: 01\nsource: x", "number:xx")]
    in_use(catalog, wordings)
    assert list(differences(catalog, wordings))[2:] == [
        "@@ -0,0 +1,3 @@", "+country: Treeland", "+emergency: 01", "+source: x"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "source"),
    [
        (ROSES, "Roses through the year"),
        ("cans", "{$count ->\n  [0] No can is left.\n  [one] One can is left.\n *[other] {$count} cans are left.\n}"),
        ("search:roses", "red roses\n\n white roses \nroses\n"),
        ("number:yy", "source: x\nemergency: 02\ncountry: Bushland"),
    ],
)
def test_what_came_to_be_shipped_is_no_change_any_more(catalog: Catalog, key: str, source: str) -> None:
    wordings = [wording(source, key, shipped="older", critical=True)]
    left_out = in_use(catalog, wordings)
    assert changed(catalog, wordings) == []
    assert list(differences(catalog, wordings)) == []
    assert list(to_look_at(catalog, wordings, left_out)) == []


@pytest.mark.parametrize(
    ("version", "fate"),
    [
        (wording("x"), "published by 42"),
        (wording(None), "shipped text, published by 42"),
        (wording("x", critical=True), "published by 42, not approved"),
        (wording("x", critical=True, approved_by=43), "published by 42, approved by 43"),
        (wording("x", standing=Standing.PROPOSED), "proposed by 42, waits for a second editor"),
        (wording(None, standing=Standing.PROPOSED), "shipped text, proposed by 42, waits for a second editor"),
        (wording("x", standing=Standing.WITHDRAWN), "withdrawn by 42"),
        (wording("x", author=NOBODY), "published by somebody erased since"),
    ],
)
def test_the_history_says_when_what_and_by_whom(version: Wording, fate: str) -> None:
    assert list(log_lines([version])) == [f"2026-11-22 14:03 UTC  en page-roses.title  version 3  {fate}"]


def test_each_version_differs_from_the_one_it_was_written_over(catalog: Catalog) -> None:
    shipped = catalog.fingerprint("en", ROSES)
    versions = [
        wording(None, shipped=shipped, base=2),
        wording("Roses in May", shipped=shipped, base=1),
        wording("Roses all year round", shipped=shipped, base=0),
    ]
    lines = list(log_words(catalog, versions))
    assert lines[:2] == [
        "2026-11-22 14:03 UTC  en page-roses.title  version 3  shipped text, published by 42",
        "--- version 2",
    ]
    assert [line for line in lines if line.startswith(("+", "-")) and line[:3] not in ("---", "+++")] == [
        "-Roses in May",
        "+Roses through the year",
        "-Roses all year round",
        "+Roses in May",
        "-Roses through the year",
        "+Roses all year round",
    ]


def test_a_shipped_text_that_is_another_by_now_is_not_taken_for_the_one_of_then(catalog: Catalog) -> None:
    lines = list(log_words(catalog, [wording("Roses all year round", shipped="older", base=0)]))
    assert lines[1:] == ["--- as shipped", "+++ version 1", "@@ -0,0 +1 @@", "+Roses all year round"]


def test_all_well_is_nothing_to_look_at(catalog: Catalog) -> None:
    shipped = catalog.fingerprint("en", ROSES)
    wordings = [wording("Roses all year round", shipped=shipped, critical=True, approved_by=43)]
    assert list(to_look_at(catalog, wordings, in_use(catalog, wordings))) == []


def test_a_critical_text_that_nobody_approved_is_to_be_looked_at(catalog: Catalog) -> None:
    wordings = [wording("Roses all year round", shipped=catalog.fingerprint("en", ROSES), critical=True)]
    assert list(to_look_at(catalog, wordings, in_use(catalog, wordings))) == [
        "en page-roses.title: version 3 is critical and in use, and no second editor approved it"
    ]


def test_a_text_written_for_another_shipped_text_is_to_be_looked_at(catalog: Catalog) -> None:
    wordings = [wording("Roses all year round", shipped="0123456789ab")]
    assert list(to_look_at(catalog, wordings, in_use(catalog, wordings))) == [
        "en page-roses.title: version 3 was written for another shipped text; compare: steady messages diff"
    ]


@pytest.mark.parametrize("bad", [wording("<b>broken"), wording("x", "page-gone.title")])
def test_a_text_that_no_longer_fits_is_to_be_looked_at_and_not_in_use(catalog: Catalog, bad: Wording) -> None:
    left_out = in_use(catalog, [bad])
    assert list(to_look_at(catalog, [bad], left_out)) == [
        (
            f"en {bad.change.key}: version 3 does not fit these words any more; the shipped text is said; "
            f"read it: steady messages log {bad.change.key}"
        )
    ]
    assert changed(catalog, [bad]) == []
