from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import MessageEntity

from bot.content.markup import Entity, Parsed, parse, units
from bot.content.wording import typed_html


@dataclass(frozen=True)
class Marked:
    """What a library may tell of a stretch, and no more."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None


@pytest.mark.parametrize(
    "html",
    [
        "Drink <b>one</b> glass.",
        "<b>Drink</b> <i>one</i> <u>glass</u> <s>now</s>",
        "<b>Drink <i>one</i> glass</b>",
        "<tg-spoiler>hidden</tg-spoiler> and <code>code</code>",
        '<a href="https://example.org/a?b=1&amp;c=2">a page</a> here',
        "<blockquote>a quotation</blockquote>\nmore",
        "<blockquote expandable>a long quotation</blockquote>\nmore",
        "before <pre>lines\nof code</pre>",
        'before <pre><code class="language-python">print</code></pre>',
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji> good',
        '<tg-time unix="1795339800" format="wDt">then</tg-time> it is',
        "😀 <b>after an emoji</b> 👩‍⚕️ <i>and another</i>",
        "a &lt; b &amp; c &gt; <b>d</b>",
        "<b>{count}</b> glasses",
    ],
)
def test_what_telegram_tells_becomes_the_html_that_shows_it(html: str) -> None:
    told = parse(html)
    assert typed_html(told.text, told.entities) == html


def test_entities_of_the_library_are_understood() -> None:
    entities = [
        MessageEntity(MessageEntity.TEXT_LINK, 0, 4, url="https://example.org/"),
        MessageEntity(MessageEntity.BOLD, 5, 2),
        MessageEntity(MessageEntity.DATE_TIME, 8, 3, unix_time=datetime(2026, 11, 22, 14, 30, tzinfo=UTC)),
    ]
    assert typed_html("here it is now", entities) == (
        '<a href="https://example.org/">here</a> <b>it</b> <tg-time unix="1795357800">is </tg-time>now'
    )


@pytest.mark.parametrize("kind", ["url", "mention", "hashtag", "bot_command", "email", "phone_number", "text_mention"])
def test_what_the_apps_mark_by_themselves_is_no_formatting(kind: str) -> None:
    assert typed_html("<b>Call</b> me", [Marked(kind, 0, 4)]) == "<b>Call</b> me"


def test_without_formatting_tags_may_be_typed() -> None:
    typed = '<b>Drink</b> at &lt; 5° & <a href="https://example.org">more</a>, a<5, 3 <4, <3 &c. &amp;'
    assert typed_html(typed, []) == (
        '<b>Drink</b> at &lt; 5° &amp; <a href="https://example.org">more</a>, a&lt;5, 3 &lt;4, &lt;3 &amp;c. &amp;'
    )


def test_with_formatting_typed_tags_are_shown_as_they_are() -> None:
    assert typed_html("<b>Drink</b> now", [Marked("italic", 13, 3)]) == "&lt;b&gt;Drink&lt;/b&gt; <i>now</i>"


@pytest.mark.parametrize("kind", ["code", "pre"])
def test_a_text_that_was_copied_as_code_is_read_as_typed(kind: str) -> None:
    assert typed_html("<b>Drink</b> now", [Marked(kind, 0, 16)]) == "<b>Drink</b> now"


def test_stretches_that_cross_are_closed_and_opened_again() -> None:
    crossing = [Marked("bold", 0, 6), Marked("italic", 3, 6)]
    assert typed_html("onetwotri", crossing) == "<b>one<i>two</i></b><i>tri</i>"


def test_stretches_beyond_the_end_stop_there() -> None:
    assert typed_html("one", [Marked("bold", 1, 9)]) == "o<b>ne</b>"


def test_line_ends_and_quotes_stay() -> None:
    assert typed_html("\"a\"\n\n'b'", [Marked("bold", 0, 1)]) == "<b>\"</b>a\"\n\n'b'"


stretches = st.lists(
    st.builds(
        Entity, st.sampled_from(["bold", "italic", "underline", "strikethrough"]), st.integers(0, 12), st.integers(1, 9)
    ),
    min_size=1,
    max_size=4,
)


def marked(parsed: Parsed) -> list[set[str]]:
    """Return how each UTF-16 unit of a text is formatted."""
    return [
        {entity.type for entity in parsed.entities if entity.offset <= at < entity.offset + entity.length}
        for at in range(units(parsed.text))
    ]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab <>&\n"), min_size=12, max_size=20), stretches)
def test_each_character_is_formatted_as_it_was(text: str, entities: list[Entity]) -> None:
    shown = parse(typed_html(text, entities))
    assert (shown.text, marked(shown)) == (text, marked(Parsed(text, tuple(entities))))
