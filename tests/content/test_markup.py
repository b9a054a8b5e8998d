from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.markup import Entity, MarkupError, escape, parse, units, visible_length

INVALID_UNICODE = "Text contains invalid Unicode characters after decoding HTML entities"
PIECES = ["<b>", "</b>", "<a href=", "<code class=language-x>", "</code>", "pre", "<", "/", ">", "=", '"', "'", " "]
PIECES += ["&lt;", "&#x", "&#xd83c", ";", "\0", "é", "🌹"]


def entities(text: str) -> list[dict[str, object]]:
    return [
        {key: value for key, value in asdict(entity).items() if value is not None} for entity in parse(text).entities
    ]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("tg-spoiler", "spoiler"),
        ("code", "code"),
        ("pre", "pre"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_each_tag_formats_what_is_in_it(tag: str, kind: str) -> None:
    parsed = parse(f"a <{tag}>rose</{tag}>.")

    assert (parsed.text, parsed.entities) == ("a rose.", (Entity(kind, 2, 4),))


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ('<span class="tg-spoiler">x</span>', {"type": "spoiler"}),
        ("<span class='tg-spoiler'>x</span>", {"type": "spoiler"}),
        ("<span class=tg-spoiler>x</span>", {"type": "spoiler"}),
        ("<blockquote expandable>x</blockquote>", {"type": "expandable_blockquote"}),
        ('<blockquote expandable="">x</blockquote>', {"type": "expandable_blockquote"}),
        ('<a href="https://example.org">x</a>', {"type": "text_link", "url": "https://example.org/"}),
        ('<a href="example.org/a?b=1&amp;c">x</a>', {"type": "text_link", "url": "http://example.org/a?b=1&c"}),
        ('<a href="HTTPS://example.org?a">x</a>', {"type": "text_link", "url": "https://example.org/?a"}),
        ('<a href = "https://example.org/a" >x</a >', {"type": "text_link", "url": "https://example.org/a"}),
        ('<a href="tg://resolve?domain=x">x</a>', {"type": "text_link", "url": "tg://resolve?domain=x"}),
        ('<a href="tg://user?id=42">x</a>', {"type": "text_mention", "user_id": 42}),
        ("<pre><code>x</code></pre>", {"type": "pre"}),
        ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
        ('<code class="language-python">x</code>', {"type": "code"}),
        ('<tg-emoji emoji-id="5368324170671202286">x</tg-emoji>',
         {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286"}),
        ('<tg-time unix="1647531900" format="wDT">x</tg-time>',
         {"type": "date_time", "unix_time": 1647531900, "date_time_format": "wDT"}),
        ('<tg-time unix="1647531900">x</tg-time>', {"type": "date_time", "unix_time": 1647531900}),
        ('<tg-time unix="1647531900" format="r">x</tg-time>',
         {"type": "date_time", "unix_time": 1647531900, "date_time_format": "r"}),
        ('<b class>x</b>', {"type": "bold"}),
        ("<b>x</>", {"type": "bold"}),
    ],
)  # fmt: skip
def test_attributes_reach_the_entity(text: str, entity: dict[str, object]) -> None:
    assert entities(text) == [{"offset": 0, "length": 1, **entity}]


def test_a_link_without_an_address_leads_to_its_own_text() -> None:
    assert entities("see <a>example.org</a>") == [
        {"type": "text_link", "offset": 4, "length": 11, "url": "http://example.org/"}
    ]


@pytest.mark.parametrize(
    "text", ['<a href="roses">x</a>', '<a href="mailto:a b">x</a>', "<b></b>x", '<tg-time unix="0">x</tg-time>',
             "<tg-time>x</tg-time>"]
)  # fmt: skip
def test_what_formats_nothing_leaves_the_text_as_it_is(text: str) -> None:
    assert (parse(text).text, parse(text).entities) == ("x", ())


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#65;&#x42;&#x1f339;", "AB🌹"),
        ("&ltb", "&ltb"),
        ("&lt b", "< b"),
        ("&nbsp;&apos;&copy;", "&nbsp;&apos;&copy;"),
        ("&#0;&#;&#x;&", "&#0;&#;&#x;&"),
        ("&#x10FFFF;&#99999999;", "&#x10FFFF;&#99999999;"),
        ("a & b > c", "a & b > c"),
    ],
)
def test_only_telegrams_own_character_references_are_read(text: str, visible: str) -> None:
    assert parse(text).text == visible


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("a<br>", 'Unsupported start tag "br" at byte offset 1', 1),
        ("é🌹<br>", 'Unsupported start tag "br" at byte offset 6', 6),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0', 0),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2", 2),
        ("a <b", "Unclosed start tag at byte offset 2", 2),
        ("a <b ", 'Empty attribute name in the tag "b" at byte offset 2', 2),
        ('<b "x">', 'Empty attribute name in the tag "b" at byte offset 0', 0),
        ("<b x", 'Unclosed start tag "b" at byte offset 0', 0),
        ("<b x=", 'Unclosed start tag "b" at byte offset 0', 0),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0", 0),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8", 8),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0', 0),
        ("x</b>", "Unexpected end tag at byte offset 1", 1),
        ("<b>x</b", "Unclosed end tag at byte offset 4", 4),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"', 4),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"', 7),
        ("<i><b>x", 'Can\'t find end tag corresponding to start tag "b"', None),
        ("<code><b>x</b></code>", 'Tag "b" must not be nested in "code" at byte offset 6', 6),
        ("<code><code>x</code></code>", 'Tag "code" must not be nested in "code" at byte offset 6', 6),
        ("<pre><a>x</a></pre>", 'Tag "a" must not be nested in "pre" at byte offset 5', 5),
        ("<blockquote><b><blockquote>x</blockquote></b></blockquote>",
         'Tag "blockquote" must not be nested in "blockquote" at byte offset 15', 15),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified", None),
        ('<tg-time unix="1" format="q">x</tg-time>', "Invalid date format used", None),
        ("&#xD83C;", f"{INVALID_UNICODE}, check for unmatched surrogate code units", None),
    ],
)  # fmt: skip
def test_a_refusal_reads_as_telegram_says_it(text: str, message: str, offset: int | None) -> None:
    with pytest.raises(MarkupError) as refusal:
        parse(text)

    assert (str(refusal.value), refusal.value.offset) == (message, offset)


def test_lengths_are_utf16_units() -> None:
    assert entities("🌹<b>🌹é</b>") == [{"type": "bold", "offset": 2, "length": 3}]
    assert visible_length("<b>🌹</b>&amp;é") == 4


def test_outer_entities_come_first() -> None:
    kinds = [entity.type for entity in parse("<i><b>x</b></i> <blockquote><u>y</u> z</blockquote>").entities]

    assert kinds == ["bold", "italic", "blockquote", "underline"]


def test_code_that_does_not_fill_its_block_gives_it_no_language() -> None:
    assert entities('<pre>a <code class="language-c">x</code></pre>') == [{"type": "pre", "offset": 0, "length": 3}]


def test_a_cut_value_still_shows_whole_characters() -> None:
    assert escape("a & b", limit=9) == "a &amp; b"
    assert escape("a & b", limit=8) == "a &amp;…"
    assert escape("a & b", limit=5) == "a …"


@given(st.text())
def test_an_escaped_text_is_shown_as_it_is(text: str) -> None:
    parsed = parse(escape(text))

    assert (parsed.text, parsed.entities) == (text, ())


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_cut_value_keeps_its_limit_and_its_beginning(text: str, limit: int) -> None:
    cut = escape(text, limit)

    assert len(cut) <= limit
    assert text.startswith(parse(cut).text.removesuffix("…"))


@given(st.text())
def test_units_count_as_utf16_does(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except MarkupError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        assert all(entity.offset + entity.length <= units(parsed.text) for entity in parsed.entities)
