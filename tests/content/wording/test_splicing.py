from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.markup import parse, units
from bot.content.wording import replaced, visible_of

TIP = "<b>Drink {count} glasses.</b>\n\nNot <i>too</i> fast &amp; not at {time}."
VALUES = {"count": "5", "time": "23:00", "name": "Ada <3"}


def put(text: str, quoted: str, new: str) -> str:
    """Return the text with what is quoted, as it is seen, replaced."""
    visible = visible_of(text, VALUES)
    assert quoted in visible
    start = units(visible[: visible.index(quoted)])
    return replaced(text, VALUES, start, start + units(quoted), new)


def test_what_is_seen_is_the_text_filled_and_without_its_tags() -> None:
    assert visible_of(TIP, VALUES) == "Drink 5 glasses.\n\nNot too fast & not at 23:00."


def test_braces_and_unknown_names_are_seen_as_they_are() -> None:
    assert visible_of('{"{"}{count}{"}"} { other-text } {x}', VALUES) == "{5} { other-text } {x}"


@pytest.mark.parametrize(
    ("text", "quoted", "new", "expected"),
    [
        ("One. Two. Three.", "Two.", "2.", "One. 2. Three."),
        ("One. Two.", "One. Two.", "New.", "New."),
        ("😀 One. Two.", "Two.", "2.", "😀 One. 2."),
        ("One &amp; two.", "& two", "and 2", "One and 2."),
        ("<b>Title.</b> More.", "Title.", "Head.", "<b>Head.</b> More."),
        ("<b>Title.</b> More.", "Title. More.", "All.", "All."),
        ("<b>A title.</b> More text.", "title. More", "x", "<b>A </b>x text."),
        ("Some text. <b>A title.</b>", "text. A", "x", "Some x<b> title.</b>"),
        ("Some <i>emph</i> text.", "Some emph text", "All", "All."),
        ("Some <i>emph</i> text.", "emph", "<b>new</b>", "Some <i><b>new</b></i> text."),
        ("a <b><i>b c</i></b> d", "c d", "x", "a <b><i>b </i></b>x"),
        ("a <b><i>b c</i></b> d", "a b", "x", "x<b><i> c</i></b> d"),
        ("a <b>b</b> <i>c</i> d", "b c", "x", "a x d"),
        ('<a href="https://example.org">here</a>.', "here", "there", '<a href="https://example.org">there</a>.'),
        ('<tg-time unix="{unix}">{time}</tg-time>', "23:00", "{time} h", '<tg-time unix="{unix}">{time} h</tg-time>'),
    ],
)
def test_a_sentence_is_replaced_and_tags_stay_balanced(text: str, quoted: str, new: str, expected: str) -> None:
    assert put(text, quoted, new) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("5 cups.", "{count} cups."),
        ("Cups: 5, not 15 or 50.", "Cups: {count}, not 15 or 50."),
        ("{count} cups or 5.", "{count} cups or 5."),
        ("Many cups.", "Many cups."),
        ('<a href="https://a.b/5">5</a>', '<a href="https://a.b/5">{count}</a>'),
        ("At 23:00, Ada &lt;3: 5.", "At {time}, {name}: {count}."),
    ],
)
def test_values_that_are_typed_become_placeholders_again(new: str, expected: str) -> None:
    text = "So: {count} glasses for {name} at {time}."
    assert put(text, "5 glasses for Ada <3 at 23:00.", new) == f"So: {expected}"


def test_a_value_that_is_cut_goes_as_a_whole() -> None:
    assert put("at {time} today", "00 today", "x") == "at x"


def test_a_value_that_was_not_marked_is_no_placeholder() -> None:
    assert put("{count} glasses. Good.", "Good.", "5 is good.") == "{count} glasses. 5 is good."


def test_what_lies_beyond_the_end_is_put_there() -> None:
    assert replaced("One.", {}, 99, 100, " Two.") == "One. Two."


pieces = st.sampled_from(["<b>a", "</b>", "<i>b", "</i>", "word ", "😀", "&lt;", "{count}", "\n"])


def is_sound(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


@settings(deadline=None)
@given(st.lists(pieces, min_size=1, max_size=12).map("".join).filter(is_sound), st.integers(0, 30), st.integers(1, 30))
def test_what_is_around_stays_and_the_whole_stays_sound(text: str, start: int, length: int) -> None:
    values = {"count": "12345"}
    visible = visible_of(text, values).encode("utf-16-le")
    after = replaced(text, values, start, start + length, "NEW")
    before, _, rest = visible_of(after, values).partition("NEW")
    parse(after)
    assert visible.startswith(before.encode("utf-16-le"))
    assert visible.endswith(rest.encode("utf-16-le"))
