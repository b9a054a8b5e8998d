"""What the check of all texts finds is told in the chat's own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.content.bundle import Bundle, escaped, locale_of
from bot.content.catalog import Catalog, ContentError
from bot.content.faults import Fault
from bot.content.markup import visible_length
from bot.content.source import read_language
from bot.content.wording import explain
from bot.domain.editing import Override

if TYPE_CHECKING:
    from tests.content.conftest import Garden

MESSAGES = Path(__file__).parents[3] / "messages"


@pytest.fixture(scope="module")
def told() -> Bundle:
    """Return the English words, without all else that makes a catalog."""
    source, _ = read_language(MESSAGES / "en")
    locale = locale_of("en")
    assert locale
    return Bundle("en", locale, [entry.node for entry in source.entries.values()])


@pytest.fixture(scope="module")
def shipped() -> Catalog:
    return Catalog.load(MESSAGES)


def codes(catalog: Catalog, told: Bundle, *overrides: tuple[str, str]) -> list[str]:
    """Return the codes of what is wrong with texts of these keys; each has a text that its values fill."""
    with pytest.raises(ContentError) as caught:
        catalog.try_out([Override("en", key, source) for key, source in overrides])
    explained = [explain(fault) for fault in caught.value.faults]
    assert all(visible_length(told.format(f"edit-fault-{code}", values, escaped)) for code, values in explained)
    return [code for code, _ in explained]


@pytest.mark.parametrize(
    ("key", "source", "code"),
    [
        ("page-pruning", "Cut { no-such-text }.", "missing-text"),
        ("page-pruning", "Cut { -no-such-term }.", "missing-text"),
        ("page-pruning", "{ page-pruning }", "circle"),
        ("page-pruning", "Cut { $name }.", "unknown-placeholder"),
        ("page-pruning.button", "Pruning { $operator }", "no-placeholders"),
        ("hello", "Hello, { -garden }.", "lost-placeholder"),
        ("hello", "{ $name } { $other }", "unknown-placeholder"),
        ("button-next", "{ $x }", "no-placeholders"),
        ("cans", "{ $count ->\n [few] x\n *[other] { $count }\n}", "never-chosen"),
        ("page-emergency", "{ hello } { $operator } { $contact }", "unknown-placeholder"),
        ("page-roses.title", "Roses <b>", "plain"),
        ("page-roses", "<b>One</i>¹ ²", "tag-order"),
        ("page-pruning", '<a href="x">here</a>', "link"),
    ],
)
def test_what_an_edit_breaks_among_texts_is_told(
    catalog: Catalog, told: Bundle, key: str, source: str, code: str
) -> None:
    assert codes(catalog, told, (key, source))[0] == code


def test_a_chain_of_texts_that_is_too_long_is_told(garden: Garden, told: Bundle) -> None:
    garden.add("".join(f"link-{number} = {{ link-{number + 1} }}\n" for number in range(11)) + "link-11 = x\n")
    assert codes(garden.load(), told, ("link-11", "{ button-next }")) == ["chain"]


def test_more_choices_than_can_be_tried_are_told(garden: Garden, told: Bundle) -> None:
    names = [f"v{number}" for number in range(6)]
    declared = "".join(f"# ${name} (number): x. Example: 3\n" for name in names)
    garden.add(f"{declared}many = {' '.join(f'{{ ${name} }}' for name in names)}\n")
    choices = " ".join(f"{{ ${name} ->\n    [one] a\n   *[other] b\n}}" for name in names)
    assert codes(garden.load(), told, ("many", choices)) == ["combinations"]


@pytest.mark.parametrize(
    ("key", "source", "code"),
    [
        ("tip-water-1", f"{'word ' * 60}end.", "tip-length"),
        ("tip-water-1", "Drink { $count }.", "no-placeholders"),
        ("tip-water-1.source", "no-such-source", "tip-source"),
        ("tip-water-1.unless", "drinking", "tip-kind"),
        ("search:sleep", "", "phrases-none"),
        ("search:sleep", "?!", "phrase-empty"),
        ("danger:crisis", "{no-such-set} now", "phrase-set"),
        ("danger:crisis", "|", "phrase-empty"),
        ("danger:crisis", "", "phrases-none"),
        ("number:de", "country: Germany\nemergency: one\nsource: x", "number-digits"),
        ("number:de", "country: Germany\nsource: x", "number-missing"),
        ("number:de", "country: Germany\nemergency: 112\nsource: x\nchecked: today", "number-date"),
        ("number:de", "country: Germany\nemergency: 112\nsource: x\npolice: 110", "number-unknown"),
        ("number:de", f"country: {'Germany ' * 9}\nemergency: 112\nsource: x", "number-name"),
        ("number:Germany", "country: Germany\nemergency: 112\nsource: x", "number-country"),
        ("reviewed:causes", "by: Dr A. Example", "number-missing"),
        ("reviewed:causes", "by: Dr A. Example\non: today", "review-date"),
        ("reviewed:causes", "by: Dr A. Example\non: 2001-01-01", "review-date"),
    ],
)
def test_what_is_wrong_with_tips_lists_and_rows_is_told(
    shipped: Catalog, told: Bundle, key: str, source: str, code: str
) -> None:
    assert code in codes(shipped, told, (key, source))


def test_switching_off_one_tip_too_many_is_told(shipped: Catalog, told: Bundle) -> None:
    off = [(f"{tip}.off", "yes") for tip in shipped.tips if tip.startswith("tip-caffeine-")]
    assert codes(shipped, told, *off) == ["tip-few"]


def test_what_no_editor_should_be_able_to_cause_is_told_as_the_shell_does(told: Bundle) -> None:
    code, values = explain(Fault("pages.toml", 3, "sleep: it needs a parent"))
    assert (code, values) == ("check", {"reason": "sleep: it needs a parent"})
    assert "sleep: it needs a parent" in told.format(f"edit-fault-{code}", values, escaped)
