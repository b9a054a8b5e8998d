"""What Telegram does with a text by itself: trims it, moves what is marked, and finds what nobody marked."""

from __future__ import annotations

import pytest

from bot.simulator.texts import formatted, found_in

FOUND = {
    "/start redflags": [("bot_command", "/start")],
    "/start@simulated_bot": [("bot_command", "/start@simulated_bot")],
    "🌙 /help and /about.": [("bot_command", "/help"), ("bot_command", "/about")],
    "a/b, 1/2 and //x": [],
    "see https://example.org/a?b=c. Or www.example.org!": [
        ("url", "https://example.org/a?b=c"),
        ("url", "www.example.org"),
    ],
    "write to help@example.org": [("email", "help@example.org")],
    "ask @ada_l or #sleep, not #1": [("mention", "@ada_l"), ("hashtag", "#sleep")],
    "https://example.org/#part @x": [("url", "https://example.org/#part")],
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items(), ids=FOUND)
def test_what_telegram_finds_in_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    units = text.encode("utf-16-le")
    found = [
        (e["type"], units[2 * int(str(e["offset"])) :][: 2 * int(str(e["length"]))].decode("utf-16-le"))
        for e in found_in(text)
    ]
    assert found == expected


def test_nothing_is_found_inside_code_or_links() -> None:
    html = '<code>/start</code> <a href="https://example.org">/help</a> <b>/about</b>'
    assert [entity["type"] for entity in _entities(html)] == ["code", "text_link", "bold", "bot_command"]


def test_entities_move_with_the_text_when_it_is_trimmed() -> None:
    assert _entities(" \n<b>a</b><i> b </i><u> </u> ") == [
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "italic", "offset": 1, "length": 2},
    ]


def test_entities_keep_what_is_their_own() -> None:
    html = (
        '<a href="tg://user?id=7">Ada</a> <pre><code class="language-py">1</code></pre> '
        '<tg-time unix="1700000000" format="wDT">then</tg-time><blockquote expandable>more</blockquote>'
    )
    assert _entities(html) == [
        {"type": "text_mention", "offset": 0, "length": 3, "user": {"id": 7, "is_bot": False, "first_name": ""}},
        {"type": "pre", "offset": 4, "length": 1, "language": "py"},
        {"type": "date_time", "offset": 6, "length": 4, "unix_time": 1700000000, "date_time_format": "wDT"},
        {"type": "expandable_blockquote", "offset": 10, "length": 4},
    ]


def _entities(html: str) -> list[dict[str, object]]:
    found = formatted({"text": html, "parse_mode": "HTML"}, "text", "entities", 4096, "too long").get("entities", [])
    return found if isinstance(found, list) else []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("example.org", {"type": "text_link", "url": "http://example.org/"}),
        ('https://example.org/?a="b"&c', {"type": "text_link", "url": 'https://example.org/?a="b"&c'}),
        ("tg://user?id=7", {"type": "text_mention", "user": {"id": 7, "is_bot": False, "first_name": ""}}),
        ("nowhere", None),
    ],
)
def test_links_that_are_given_as_entities_are_checked_like_others(url: str, shown: dict[str, object] | None) -> None:
    given = [{"type": "text_link", "offset": 1, "length": 2, "url": url}]
    content = formatted({"text": "a bc", "entities": given}, "text", "entities", 4096, "too long")
    assert content.get("entities") == ([shown | {"offset": 1, "length": 2}] if shown else None)
