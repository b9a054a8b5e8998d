"""What somebody wrote in Telegram, with its formatting, as the HTML that texts are kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import pairwise
from typing import Protocol

from bot.content.markup import units

_PLAIN_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}
_VERBATIM = {"code", "pre"}
_LOOSE = re.compile(r"<(?![A-Za-z/])|&(?!(?:[A-Za-z]+|#[0-9]+|#[xX][0-9A-Fa-f]+);)")


class Stretch(Protocol):
    """A stretch of formatted text as Telegram tells of it: offset and length in UTF-16 units."""

    @property
    def type(self) -> str:
        """What it is, such as ``bold``."""

    @property
    def offset(self) -> int:
        """Where it begins."""

    @property
    def length(self) -> int:
        """How long it is."""

    @property
    def url(self) -> str | None:
        """Where a ``text_link`` leads."""

    @property
    def language(self) -> str | None:
        """What a ``pre`` is written in."""

    @property
    def custom_emoji_id(self) -> str | None:
        """Which emoji a ``custom_emoji`` is."""


def typed_html(text: str, entities: Iterable[Stretch]) -> str:
    """Return what was written as HTML; without formatting it may hold tags that were typed.

    What only Telegram's apps mark, such as addresses, is no formatting. Nor is code as a whole: that is how a text
    comes that was copied from where it is shown to be copied.
    """
    whole = units(text.strip())
    stretches = [
        (entity, *tags)
        for entity in entities
        if (tags := _tags(entity)) and not (entity.type in _VERBATIM and entity.length >= whole)
    ]
    if not stretches:
        return _LOOSE.sub(lambda loose: escape(loose[0]), text)
    stretches.sort(key=lambda each: (each[0].offset, -each[0].length))
    return _formatted(text, stretches)


def _formatted(text: str, stretches: Sequence[tuple[Stretch, str, str]]) -> str:
    """Return escaped text within the tags of its stretches; tags that would cross are closed and opened again."""
    coded = text.encode("utf-16-le", "surrogatepass")
    size = len(coded) // 2
    borders = {0, size}
    for stretch, _, _ in stretches:
        borders |= {min(stretch.offset, size), min(stretch.offset + stretch.length, size)}
    places = sorted(borders)
    html: list[str] = []
    opened: list[tuple[Stretch, str, str]] = []
    for begin, end in pairwise(places):
        here = [each for each in stretches if each[0].offset <= begin < each[0].offset + each[0].length]
        kept = 0
        while kept < min(len(opened), len(here)) and opened[kept] is here[kept]:
            kept += 1
        html += [closing for _, _, closing in reversed(opened[kept:])]
        html += [opening for _, opening, _ in here[kept:]]
        html.append(escape(coded[2 * begin : 2 * end].decode("utf-16-le", "surrogatepass"), quote=False))
        opened = here
    html += [closing for _, _, closing in reversed(opened)]
    return "".join(html)


def _tags(entity: Stretch) -> tuple[str, str] | None:
    """Return the tags of a stretch, None where it has none of ours."""
    match entity.type:
        case "pre" if entity.language:
            return f'<pre><code class="language-{escape(entity.language)}">', "</code></pre>"
        case "pre":
            return "<pre>", "</pre>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "text_link" if entity.url:
            return f'<a href="{escape(entity.url)}">', "</a>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{escape(entity.custom_emoji_id or "")}">', "</tg-emoji>"
        case "date_time":
            return _time_tags(entity)
        case kind if kind in _PLAIN_TAGS:
            return f"<{_PLAIN_TAGS[kind]}>", f"</{_PLAIN_TAGS[kind]}>"
    return None


def _time_tags(entity: Stretch) -> tuple[str, str] | None:
    """Return the tags of a time; libraries tell it in seconds or as the time that it is."""
    unix = getattr(entity, "unix_time", None)
    seconds = int(unix.timestamp()) if isinstance(unix, datetime) else unix
    shape = getattr(entity, "date_time_format", None)
    return f'<tg-time unix="{seconds}"' + (f' format="{escape(shape)}">' if shape else ">"), "</tg-time>"
