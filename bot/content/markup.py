"""Telegram's HTML mode: what a text looks like once its tags are read, or why Telegram would refuse it.

Follows https://core.telegram.org/bots/api#html-style and, for the words of refusals and the odd corners, what the
server was seen to do. It is stricter in one thing: formatting that Telegram would drop without a word (tags inside
``code`` and ``pre``, a quotation in a quotation, a link in a link) is refused.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import accumulate
from typing import NoReturn

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "date_time", "text_link", "text_mention", "bold",
          "italic", "underline", "strikethrough", "spoiler", "custom_emoji")  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

LONGEST = 4096
"""UTF-16 units of a message as people see it."""

_PLAIN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]*)|#(?P<decimal>[0-9]*)|(?P<name>[A-Za-z]*));?")
_SPACE = re.compile(r"[ \t\r\n\v]*")
_TAG_NAME = re.compile(r"[^> \t\r\n\v\0]*")
_ATTRIBUTE_NAME = re.compile(r"[^=>/\"' \t\r\n\v\0]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_QUOTED = re.compile(r"\"[^\"\0]*\"?|'[^'\0]*'?")
_INTEGER = re.compile(r"-?[0-9]{1,10}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_USER_LINK = re.compile(r"tg:(?://)?user/?\?id=([0-9]{1,18})", re.IGNORECASE)
_TG_LINK = re.compile(r"(?:tg|ton|tonsite):(?://)?[\w.-]+(?:[/?#].*)?", re.IGNORECASE)
_WEB_LINK = re.compile(r"(?:(https?)://)?((?:[^\s/?#@]*@)?[^\s/?#@.]+(?:\.[^\s/?#@.]+)+)([/?#]\S*)?", re.IGNORECASE)


class MarkupError(ValueError):
    """Telegram would refuse the text; reads as Telegram says it, ``offset`` is in bytes of UTF-8 where known."""

    def __init__(self, message: str, offset: int | None = None) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of formatted text; offset and length in UTF-16 units, the rest only for the types that have it."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    unix_time: int | None = None
    date_time_format: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as a person sees it, and how its stretches are formatted, outer ones first."""

    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


def parse(text: str) -> Parsed:
    """Return the visible text and its entities; raise MarkupError where Telegram would refuse it."""
    return _Parser(text).run()


def units(text: str) -> int:
    """Return the length of plain text in UTF-16 units, as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible_length(text: str) -> int:
    """Return how long Telegram HTML is once its tags are read, in UTF-16 units; raise MarkupError as parse does."""
    return units(parse(text).text)


def escape(text: str, limit: int | None = None) -> str:
    """Return HTML that shows this plain text, cut short and ended with ``…`` where it would exceed the limit."""
    escaped = html.escape(text)
    if limit is None or len(escaped) <= limit:
        return escaped
    sizes = accumulate(len(html.escape(character)) for character in text[:limit])
    kept = sum(size < limit for size in sizes)
    return html.escape(text[:kept]) + "…"


def _decode(reference: re.Match[str]) -> str:
    """Return the character an entity stands for, or the text as it is where Telegram leaves it alone."""
    if reference["name"] is not None:
        return _NAMED.get(reference["name"], reference[0])
    digits, base = (reference["decimal"], 10) if reference["hex"] is None else (reference["hex"], 16)
    if len(reference[0].rstrip(";")) >= 10 or not 0 < int(digits or "0", base) < 0x10FFFF:
        return reference[0]
    return chr(int(digits, base))


class _Parser:
    """Reads one text from left to right; a NUL behind its end saves looking for the end everywhere."""

    def __init__(self, text: str) -> None:
        self._source = text + "\0"
        self._size = len(text)
        self._at = 0
        self._pieces: list[str] = []
        self._units = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def run(self) -> Parsed:
        while self._at < self._size:
            character = self._source[self._at]
            if character == "&":
                self._show(_decode(self._match(_REFERENCE)))
            elif character != "<":
                self._show(self._read(_PLAIN, self._size))
            elif self._source[self._at + 1] == "/":
                self._end_tag()
            else:
                self._start_tag()
        return self._result()

    def _result(self) -> Parsed:
        if self._open:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._pieces)
        if _SURROGATE.search(text):
            raise MarkupError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        self._entities.sort(key=lambda entity: (entity.offset, -entity.length, _ORDER.index(entity.type)))
        return Parsed(text, tuple(self._entities))

    def _match(self, pattern: re.Pattern[str], end: int | None = None) -> re.Match[str]:
        match = pattern.match(self._source, self._at, len(self._source) if end is None else end)
        assert match is not None, pattern.pattern  # noqa: S101  every pattern matches wherever it is tried
        self._at = match.end()
        return match

    def _read(self, pattern: re.Pattern[str], end: int | None = None) -> str:
        return self._match(pattern, end)[0]

    def _show(self, text: str) -> None:
        self._pieces.append(text)
        self._units += units(text)

    def _fail(self, position: int, what: str, more: str = "") -> NoReturn:
        offset = len(self._source[:position].encode("utf-8", "surrogatepass"))
        raise MarkupError(f"{what} at byte offset {offset}{more}", offset)

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._read(_TAG_NAME).lower()
        if self._source[self._at] == "\0":
            self._fail(begin, "Unclosed start tag")
        if tag not in _TYPES:
            self._fail(begin, f'Unsupported start tag "{tag}"')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            self._fail(begin, 'Tag "span" must have class "tg-spoiler"')
        self._nest(tag, begin)
        self._open.append(_Open(tag, attributes, self._units, len(self._pieces)))

    def _nest(self, tag: str, begin: int) -> None:
        """Refuse a tag where Telegram would drop it, or what is around it."""
        for outer in self._open:
            verbatim = outer.tag in {"code", "pre"} and (outer.tag, tag) != ("pre", "code")
            if verbatim or (tag == outer.tag and tag in {"a", "blockquote", "code"}):
                self._fail(begin, f'Tag "{tag}" must not be nested in "{outer.tag}"')

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        self._read(_SPACE)
        while self._source[self._at] != ">":
            name = self._read(_ATTRIBUTE_NAME)
            if not name:
                self._fail(begin, f'Empty attribute name in the tag "{tag}"')
            self._read(_SPACE)
            if self._source[self._at] == "=":
                self._at += 1
                self._read(_SPACE)
                attributes[name] = self._value(tag, begin)
                self._read(_SPACE)
            elif self._source[self._at] == "\0":
                self._fail(begin, f'Unclosed start tag "{tag}"')
            else:
                attributes.setdefault(name, "")
        self._at += 1
        return attributes

    def _value(self, tag: str, begin: int) -> str:
        first = self._source[self._at]
        if first == "\0":
            self._fail(begin, f'Unclosed start tag "{tag}"')
        if first not in "\"'":
            token_begin = self._at
            token = self._read(_TOKEN).lower()
            if self._source[self._at] not in "> \t\r\n\v\0":
                self._fail(token_begin, "Unexpected end of name token")
            value = token
        else:
            value = _REFERENCE.sub(_decode, self._read(_QUOTED)[1:].removesuffix(first))
        if self._source[self._at] == "\0":
            self._fail(begin, "Unclosed start tag")
        return value

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            self._fail(begin, "Unexpected end tag")
        self._at += 2
        tag = self._read(_TAG_NAME).lower()
        self._read(_SPACE)
        if self._source[self._at] != ">":
            self._fail(begin, "Unclosed end tag")
        self._at += 1
        opened = self._open.pop()
        if tag not in {"", opened.tag}:
            self._fail(begin, "Unmatched end tag", f', expected "</{opened.tag}>", found "</{tag}>"')
        if self._units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        offset, length = opened.offset, self._units - opened.offset
        attributes = opened.attributes
        match opened.tag:
            case "a":
                self._link(offset, length, attributes.get("href") or "".join(self._pieces[opened.piece :]))
            case "pre":
                self._preformatted(offset, length)
            case "code":
                self._code(offset, length, attributes.get("class", ""))
            case "blockquote":
                kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
                self._entities.append(Entity(kind, offset, length))
            case "tg-emoji":
                self._emoji(offset, length, attributes.get("emoji-id", ""))
            case "tg-time":
                self._time(offset, length, attributes)
            case tag:
                self._entities.append(Entity(_TYPES[tag], offset, length))

    def _link(self, offset: int, length: int, url: str) -> None:
        """Add a link, or nothing where Telegram would show plain text because the address is none."""
        if user := _USER_LINK.fullmatch(url):
            self._entities.append(Entity("text_mention", offset, length, user_id=int(user[1])))
        elif _TG_LINK.fullmatch(url):
            kind, _, address = url.partition(":")
            address = f"{kind.lower()}://{address.removeprefix('//')}"
            self._entities.append(Entity("text_link", offset, length, url=address))
        elif web := _WEB_LINK.fullmatch(url):
            rest = web[3] or "/"
            address = f"{(web[1] or 'http').lower()}://{web[2]}{rest if rest[0] == '/' else '/' + rest}"
            self._entities.append(Entity("text_link", offset, length, url=address))

    def _code(self, offset: int, length: int, css_class: str) -> None:
        """Add code; what language it is in counts only where it fills a ``pre``, which takes it over."""
        inside_pre = any(outer.tag == "pre" for outer in self._open)
        language = css_class.removeprefix("language-") if inside_pre and css_class.startswith("language-") else None
        self._entities.append(Entity("code", offset, length, language=language or None))

    def _preformatted(self, offset: int, length: int) -> None:
        language = None
        if self._entities and self._entities[-1].type == "code" and self._entities[-1].offset >= offset:
            inner = self._entities.pop()
            language = inner.language if (inner.offset, inner.length) == (offset, length) else None
        self._entities.append(Entity("pre", offset, length, language=language))

    def _emoji(self, offset: int, length: int, number: str) -> None:
        if not (number.isascii() and number.isdigit() and 0 < int(number[:20]) < 2**63):
            raise MarkupError("Invalid custom emoji identifier specified")
        self._entities.append(Entity("custom_emoji", offset, length, custom_emoji_id=number))

    def _time(self, offset: int, length: int, attributes: dict[str, str]) -> None:
        shape = attributes.get("format", "")
        if shape not in {"r", "R"} and not set(shape) <= set("tTdDwW"):
            raise MarkupError("Invalid date format used")
        number = _INTEGER.match(attributes.get("unix", ""))
        if number and 0 < int(number[0]) < 2**31:
            entity = Entity("date_time", offset, length, unix_time=int(number[0]), date_time_format=shape or None)
            self._entities.append(entity)
