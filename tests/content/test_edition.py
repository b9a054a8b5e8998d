"""Words are changed while the bot runs: checked whole, exchanged at once, never in the way of what is under way."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog, ContentError, Edition, Fault
from bot.content.danger import Danger
from bot.content.numbers import Number
from bot.content.tips import FEWEST
from bot.domain.editing import Override
from bot.domain.schedule import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.content.conftest import Garden

ROSES = Override("en", "page-roses", "Water roses at <b>night</b>.¹\n\nNever at noon.²")


@pytest.fixture
def catalog(garden: Garden) -> Catalog:
    return garden.load()


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return Catalog.load(shipped_messages())


def use(catalog: Catalog, *overrides: Override) -> None:
    catalog.use(catalog.try_out(overrides))


def english(key: str, source: str) -> Override:
    return Override("en", key, source)


def faults(catalog: Catalog, *overrides: Override) -> list[str]:
    with pytest.raises(ContentError) as error:
        catalog.try_out(overrides)
    return [str(fault) for fault in error.value.faults]


def test_a_changed_text_is_said_from_then_on(catalog: Catalog) -> None:
    edition = catalog.try_out([ROSES])
    assert catalog.words("en").text("page-roses").startswith("<b>Water</b> roses in the morning")
    catalog.use(edition)
    assert catalog.words("en").text("page-roses") == "Water roses at <b>night</b>.¹\n\nNever at noon.²"
    assert "Water roses at" in catalog.pages.card("roses", catalog.words("en"), {}).text
    assert catalog.overrides == (ROSES,)


def test_what_is_under_way_keeps_its_words(catalog: Catalog) -> None:
    words = catalog.words("en")
    use(catalog, ROSES)
    assert words.text("page-roses").startswith("<b>Water</b> roses in the morning")
    assert "in the morning" in catalog.pages.card("roses", words, {}).text


def test_a_text_follows_the_one_that_it_contains(catalog: Catalog) -> None:
    use(catalog, english("-garden", "our garden"))
    assert catalog.words("en").text("hello", name="Ann") == "Hello Ann, welcome to our garden."


def test_the_shipped_text_comes_back(catalog: Catalog) -> None:
    use(catalog, ROSES)
    catalog.use(catalog.shipped)
    assert (catalog.words("en").text("page-roses")[:12], catalog.overrides) == ("<b>Water</b>", ())


def test_other_languages_are_changed_by_themselves(catalog: Catalog) -> None:
    use(catalog, Override("de", "button-home", "Anfang"), Override("de", "button-next", "Weiter"))
    labels = [catalog.words(code).plain(f"button-{name}") for code in ("de", "en") for name in ("home", "next")]
    assert labels == ["Anfang", "Weiter", "Home", "Next"]


def test_a_text_can_get_a_part_that_it_did_not_have(catalog: Catalog) -> None:
    use(catalog, english("page-tools.detail", "Oil them in winter."))
    assert (
        "<blockquote expandable>Oil them in winter.</blockquote>"
        in catalog.pages.card("tools", catalog.words("en"), {}).text
    )
    assert catalog.messages["page-tools"].keys == (
        "page-tools", "page-tools.title", "page-tools.button", "page-tools.detail"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("override", "fault"),
    [
        (english("page-tools", "<b>Keep"), "en/pages.ftl:31: page-tools: its formatting is wrong"),
        (english("page-tools", "Keep { $x }"), "en/pages.ftl:31: page-tools: $x is used but not declared"),
        (english("page-tools", "Keep {"), 'en/pages.ftl:31: page-tools: "Keep {" cannot be understood'),
        (english("page-tools.title", "Tool shed"), 'the button "Tools" must be found in the title "Tool shed"'),
        (english("page-tools.frame", "x"), "a page has no .frame"),
        (english("hello", "Hello."), "hello: $name is declared above it but not used"),
        (english("hello", "{ $name } { page-home }{ hello }"), "it contains itself: hello → hello"),
        (english("page-roses", "No sources."), "source ² of pages.toml is not marked by ² in the text"),
        (english("button-next", "x" * 33), "it has 33 characters; a button may have 32"),
        (english("brand-new", "x"), "en: brand-new: there is no text of this name"),
        (english("no key", "x"), "en: no key: there is no text of this name"),
        (english("sort:x", "x"), "en: sort:x: there is nothing of this name"),
        (Override("fr", "hello", "x"), "fr: there are no texts in this language"),
        (Override("de", "page-elsewhere", "x"), "de: page-elsewhere: there is no text of this name"),
        (Override("de", "cans", "<b>{ $count }"), "de/texte.ftl:4: cans: its formatting is wrong"),
        (english("reviewed:tools", "by: Ann"), "reviewed_by and reviewed_on go together"),
        (english("reviewed:tools", "by: Ann\non: today"), "reviewed_on must be a date like 2026-11-22"),
        (english("reviewed:roses", "by: Ann\non: 2026-01-01"), "it cannot be reviewed before its text was written"),
        (english("reviewed:sheds", "by: Ann\non: 2026-12-01"), "sheds: there is no page of this name"),
        (english("number:xx", "country: Exampleland\nemergency: call\nsource: a"), "emergency must hold digits"),
        (english("number:xx", "nonsense"), "nonsense is not known"),
        (english("search:sheds", "shed"), "sheds: there is no topic of this name"),
        (english("danger:emergency", "fire"), "emergency: there is no group of this name"),
    ],
)
def test_what_cannot_be_said_is_refused_and_named(catalog: Catalog, override: Override, fault: str) -> None:
    found = faults(catalog, override)
    assert [each for each in found if fault in each], found
    assert catalog.overrides == ()


def test_every_fault_is_named_at_once(catalog: Catalog) -> None:
    assert len(faults(catalog, english("hello", "Hello."), english("button-next", ""), english("a", "b"))) == 3


def test_what_the_program_requires_is_asked_of_every_edition(catalog: Catalog) -> None:
    def short(edition: Edition) -> Iterator[Fault]:
        if len(edition.words("en").text("page-tools")) > 20:
            yield Fault("en", None, "the tools are too long")

    catalog.require(short)
    catalog.require(short)
    assert faults(catalog, english("page-tools", "Keep them sharp, and dry as well.")) == ["en: the tools are too long"]


def test_what_the_program_requires_is_asked_of_the_words_in_use(catalog: Catalog) -> None:
    with pytest.raises(ContentError, match="there is nothing right"):
        catalog.require(lambda _: [Fault("en", None, "there is nothing right")])


def test_a_review_is_shown_below_its_page(catalog: Catalog) -> None:
    use(catalog, english("reviewed:roses", "by: Bea <Bloom>\non: 2026-12-02"))
    text = catalog.pages.card("roses", catalog.words("en"), {}).text
    assert "Text of 22 November 2026, reviewed by Bea &lt;Bloom&gt; on 2 December 2026." in text


def test_a_country_can_be_added(catalog: Catalog) -> None:
    lines = "country: Exampleland\nemergency: 000\nambulance:\nsource: https://example.org/\nchecked: 2026-11-22"
    use(catalog, english("number:xx", lines))
    row = Number("Exampleland", "000", "https://example.org/", checked=date(2026, 11, 22))
    assert catalog.numbers.rows == {"xx": row}


def test_a_number_that_looks_like_a_date_stays_a_number(catalog: Catalog) -> None:
    use(catalog, english("number:xx", "country: X\nemergency: 20261122\nsource: https://example.org/"))
    assert catalog.numbers.rows["xx"].emergency == "20261122"


# What falls back where an override fails


def test_where_an_override_cannot_be_filled_the_shipped_text_is_said_and_it_is_told_once(catalog: Catalog) -> None:
    failed: list[tuple[str, str]] = []
    catalog.on_failure = lambda language, key: failed.append((language, key))
    use(catalog, english("page-emergency.title", "Emergency: ask { $operator }"))
    words = catalog.words("en")
    assert [words.text("page-emergency.title") for _ in range(3)] == ["Emergency: a fallen tree"] * 3
    assert words.text("page-emergency.title", operator="Ann") == "Emergency: ask Ann"
    assert failed == [("en", "page-emergency.title")]


def test_a_text_that_contains_the_failing_one_falls_back_too(garden: Garden) -> None:
    declared = "# $tool (text): a tool. Example: spade"
    garden.add(
        f"{declared}\ninner = Inside\n    .more = {{ $tool }}\n"
        f"{declared}\nouter = ({{ inner }})\n    .more = {{ $tool }}\n"
    )
    catalog = garden.load()
    failed: list[str] = []
    catalog.on_failure = lambda _, key: failed.append(key)
    use(catalog, english("inner", "In { $tool }"))
    assert (catalog.words("en").text("outer"), failed) == ("(Inside)", ["inner"])


def test_whatever_filling_an_override_raises_the_shipped_text_is_said(garden: Garden) -> None:
    garden.add("# $count (number): how many. Example: 3\nseeds = Many\n    .exactly = { $count }\n")
    catalog = garden.load()
    use(catalog, english("seeds", "There are { $count }"))
    assert [catalog.words("en").text("seeds", count=count) for count in (1, 10**400)] == ["There are 1", "Many"]


def test_another_language_falls_back_to_its_own_shipped_text(catalog: Catalog) -> None:
    use(catalog, Override("de", "page-emergency.title", "Notfall bei { $operator }: Emergency"))
    assert catalog.words("de").text("page-emergency.title") == "Emergency: a fallen tree"


def test_words_that_are_only_tried_out_tell_of_no_failure(catalog: Catalog) -> None:
    failed: list[str] = []
    catalog.on_failure = lambda _, key: failed.append(key)
    edition = catalog.try_out([english("page-emergency.title", "Emergency: ask { $operator }")])
    assert edition.words("en").text("page-emergency.title") == "Emergency: a fallen tree"
    assert failed == []


def test_what_fails_only_beside_words_that_are_tried_out_is_no_failure(catalog: Catalog) -> None:
    failed: list[str] = []
    catalog.on_failure = lambda _, key: failed.append(key)
    title = english("page-tools.title", "{ button-next } Tools")
    use(catalog, title)
    assert faults(catalog, title, english("button-next", "{ $gone }"))
    assert failed == []


# What editors see of a text


def test_a_source_is_that_of_the_editor_and_the_shipped_one_stays_known(catalog: Catalog) -> None:
    shipped = catalog.source("en", "page-tools")
    use(catalog, english("page-tools", "Dry them."))
    assert (shipped, catalog.source("en", "page-tools")) == ("Keep them sharp.", "Dry them.")
    assert catalog.shipped_source("en", "page-tools") == "Keep them sharp."


def test_rows_and_lists_have_a_source_as_well(shipped: Catalog, catalog: Catalog) -> None:
    assert catalog.source("en", "reviewed:pruning") == "by: Ann O. Gardener\non: 2026-12-01"
    assert "heart_attack" in (shipped.source("en", "danger:emergency") or "").split("\n")
    assert len((shipped.source("en", "search:sleep") or "").split("\n")) == len(shipped.search.topics["sleep"].phrases)


def test_the_row_of_a_country_has_its_lines(garden: Garden) -> None:
    row = '[xx]\ncountry = "X"\nemergency = "000"\nsource = "s"\nchecked = 2026-01-01\n'
    garden.write("numbers.toml", row)
    assert garden.load().source("en", "number:xx") == "country: X\nemergency: 000\nsource: s\nchecked: 2026-01-01"


@pytest.mark.parametrize(
    "key",
    ["nothing", "page-tools.detail", "reviewed:tools", "number:xx", "search:x", "danger:x", "odd:x", "reviewed:x"],
)
def test_what_there_is_not_has_no_source(catalog: Catalog, key: str) -> None:
    assert (catalog.source("en", key), catalog.source("xx", key), catalog.fingerprint("en", key)) == (None, None, "")


def test_a_fingerprint_tells_shipped_texts_apart_whatever_editors_did(catalog: Catalog, garden: Garden) -> None:
    before = catalog.fingerprint("en", "page-tools")
    use(catalog, english("page-tools", "Dry them."))
    garden.replace("Keep them sharp.", "Keep them dry.")
    assert (len(before), catalog.fingerprint("en", "page-tools")) == (12, before)
    assert garden.load().fingerprint("en", "page-tools") != before


# After an upgrade


def test_what_no_longer_fits_is_left_out_and_the_rest_is_used(catalog: Catalog) -> None:
    fits = [ROSES, english("page-tools.title", "The tool shed: Tools"), Override("de", "button-home", "Anfang")]
    misfits = [english("gone", "x"), english("hello", "Hello { $x }"), english("sort:x", "y")]
    edition, left_out = catalog.usable([misfits[0], *fits[:2], misfits[1], fits[2], misfits[2]])
    assert set(edition.overrides) == set(fits)
    assert left_out == tuple(misfits)


def test_texts_of_one_message_stay_together(catalog: Catalog) -> None:
    pair = [english("page-tools.button", "Shed"), english("page-tools.title", "The Shed")]
    edition, left_out = catalog.usable([*pair, english("gone", "x")])
    assert (set(edition.overrides), left_out) == (set(pair), (english("gone", "x"),))


def test_nothing_changed_is_the_shipped_edition(catalog: Catalog) -> None:
    assert catalog.usable([]) == (catalog.shipped, ())


# Phrases and tips, with the shipped words


def test_a_search_phrase_counts_at_once(shipped: Catalog) -> None:
    edition = shipped.try_out([english("search:sleep", "counting woolly sheep\n\n  cannot sleep ")])
    assert edition.search.find("counting woolly sheep").topics[0] == "sleep"
    assert edition.search.topics["sleep"].phrases == ("counting woolly sheep", "cannot sleep")


def test_a_phrase_of_danger_counts_at_once(shipped: Catalog) -> None:
    text = "zzyzx quux blorp"
    phrases = shipped.source("en", "danger:emergency")
    edition = shipped.try_out([english("danger:emergency", f"{phrases}\nzzyzx quux")])
    assert (shipped.alarm.judge(text), edition.alarm.judge(text)) != (Danger.NONE, Danger.NONE)
    assert edition.alarm.judge(text) is not Danger.NONE


@pytest.mark.parametrize(
    ("key", "source", "fault"),
    [
        ("search:sleep", "...", 'sleep: "..." has no word in it'),
        ("search:sleep", " \n", "sleep: phrases must be a list of texts"),
        ("danger:crisis", "{nobody} falls", "there is no set {nobody}"),
        ("danger:crisis", "", "crisis must be a list of phrases"),
    ],
)
def test_phrases_that_mean_nothing_are_refused(shipped: Catalog, key: str, source: str, fault: str) -> None:
    assert [each for each in faults(shipped, english(key, source)) if fault in each]


def test_phrases_that_stay_are_not_made_anew(shipped: Catalog) -> None:
    edition = shipped.try_out([english("tip-water-1", "Sip.")])
    assert (edition.alarm, edition.search) == (shipped.alarm, shipped.search)


def test_an_added_tip_takes_part(shipped: Catalog) -> None:
    parts = {"": "Sip now and then.", ".source": "nhs-fluids", ".unless": "sleep"}
    edition = shipped.try_out([english(f"tip-water-12{part}", text) for part, text in parts.items()])
    ids = list(edition.tips)
    assert "tip-water-12" in edition.tips.suitable(Kind.WATER, {Kind.SLEEP})
    assert "tip-water-12" not in edition.tips.suitable(Kind.WATER, ())
    assert ids[ids.index("tip-water-12") - 1] == "tip-water-9"
    template = edition.templates.get("tip-water-12")
    assert template is not None
    assert (template.group, template.parts) == ("tips", tuple(f"tip-water-12{part}" for part in parts))


@pytest.mark.parametrize("key", ["tip-wine-1", "tip-water-0", "tip-water-x", "page-new"])
def test_nothing_but_a_tip_can_be_added(shipped: Catalog, key: str) -> None:
    assert f"en: {key}: there is no text of this name" in faults(shipped, english(key, "x"))


def test_a_tip_that_is_off_is_said_to_nobody(shipped: Catalog) -> None:
    edition = shipped.try_out([english("tip-water-1.off", "off")])
    assert "tip-water-1" in edition.tips
    assert not [kind for kind in Kind if "tip-water-1" in edition.tips.suitable(kind, set(Kind))]


def test_too_few_tips_cannot_be_left_on(shipped: Catalog) -> None:
    off = [english(f"tip-water-{number}.off", "off") for number in (1, 2)]
    assert faults(shipped, *off) == [
        f'en: there are 7 tips "tip-water-…" that are on; {FEWEST} are needed, so that a week brings no repeat'
    ]


def test_of_each_kind_a_tip_must_be_left_for_everybody(shipped: Catalog) -> None:
    unless = [english(f"tip-water-{number}.unless", "sleep") for number in range(1, 10)]
    edition = shipped.try_out(unless[:-1])
    assert edition.tips.suitable(Kind.WATER, ()) == ("tip-water-9",)
    assert faults(shipped, *unless) == [
        'en: each of the tips "tip-water-…" that are on has an .unless; one must be for everybody'
    ]


# Nothing is kept, nothing gets mixed up


def test_old_editions_are_forgotten(catalog: Catalog) -> None:
    use(catalog, ROSES)
    old, words = weakref.ref(catalog.edition), catalog.words("en")
    catalog.pages.labelled("Roses", words)
    use(catalog, english("page-roses", "Another.¹ ²"))
    catalog.pages.card("roses", words, {})
    catalog.pages.labelled("Roses", words)
    keeper = weakref.ref(words)
    del words
    gc.collect()
    assert (old(), keeper()) == (None, None)


def test_words_tried_out_on_threads_do_not_get_mixed_up(catalog: Catalog) -> None:
    tried: dict[int, str] = {}

    def try_out(number: int) -> None:
        edition = catalog.try_out([english("page-tools", f"Tools {number}.")])
        tried[number] = edition.words("en").text("page-tools")

    threads = [Thread(target=try_out, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tried == {number: f"Tools {number}." for number in range(8)}
    assert catalog.words("en").text("page-tools") == "Keep them sharp."


@pytest.mark.parametrize(
    "source",
    ["{ $x }" * 2_000, "{" * 5_000, "{ 1 ->\n *[a] " * 300, "x" * 400_000, '{"\\U110000"}', "<b>" * 5_000, "\ud800"],
)
def test_monsters_are_refused_like_anything_else(catalog: Catalog, source: str) -> None:
    assert faults(catalog, english("page-tools", source))


def test_a_folder_that_changes_meanwhile_changes_nothing(catalog: Catalog, garden: Garden) -> None:
    for path in Path(garden.folder).rglob("*.*"):
        path.unlink()
    use(catalog, ROSES)
    assert catalog.words("en").plain("button-home") == "Home"
