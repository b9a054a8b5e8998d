"""What a person's app makes of what they write: messages that are short enough, and quotes of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.content.markup import units
from bot.simulator.checking import Json, MismatchError, check_value
from bot.simulator.methods.sending import TEXT_LIMIT
from bot.simulator.refusals import RefusalError
from bot.simulator.texts import clipped, formatted

LONGEST_QUOTE = 1024
_LONGEST_HTML = 32_768
_KEPT_IN_QUOTES = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time")
_ENDS = ("\n\n", "\n", ". ", " ")


class WritingError(ValueError):
    """Something that no app would send; the message says why."""


def written(text: str, entities: Sequence[Json]) -> list[Json]:
    """Return the contents of the messages that a text is sent as: trimmed, split where it is too long for one."""
    _check(entities)
    found = [
        _read({"text": part, "entities": list(inside)}, TEXT_LIMIT)
        for part, inside in _parts(text, entities)
        if part.strip()
    ]
    if not found:
        raise WritingError("A message needs a text.")
    return found


def read_html(html: str) -> tuple[str, list[Json]]:
    """Return the text and entities of something written in Telegram's HTML."""
    content = _read({"text": html, "parse_mode": "HTML"}, _LONGEST_HTML)
    entities = content.get("entities")
    return str(content["text"]), entities if isinstance(entities, list) else []


def quote_of(message: Json, position: int, text: str) -> Json:
    """Return the TextQuote of a part of a message, ``position`` in UTF-16 units."""
    if not 1 <= units(text) <= LONGEST_QUOTE:
        raise WritingError(f"A quote has 1 to {LONGEST_QUOTE:,} characters.")
    if not _stands_there(text, str(message.get("text", message.get("caption", ""))), position):
        raise WritingError("The message does not say that there.")
    entities = message.get("entities", message.get("caption_entities", []))
    kept = [entity for entity in entities if entity["type"] in _KEPT_IN_QUOTES] if isinstance(entities, list) else []
    inside = clipped(kept, position, position + units(text))
    return {"text": text, **({"entities": inside} if inside else {}), "position": position, "is_manual": True}


def _stands_there(text: str, whole: str, position: int) -> bool:
    wanted, found = (one.encode("utf-16-le", "surrogatepass") for one in (text, whole))
    return position >= 0 and found[2 * position : 2 * position + len(wanted)] == wanted


def _check(entities: Sequence[Json]) -> None:
    try:
        check_value(("Array of MessageEntity",), list(entities))
    except MismatchError as mismatch:
        raise WritingError(str(mismatch)) from None


def _read(parameters: Json, limit: int) -> Json:
    try:
        return formatted(parameters, "text", "entities", limit, "message is too long")
    except RefusalError as refusal:
        raise WritingError(refusal.description) from None


def _parts(text: str, entities: Sequence[Json]) -> Iterator[tuple[str, Sequence[Json]]]:
    if units(text.strip()) <= TEXT_LIMIT:
        yield text, entities
        return
    begin = 0
    while text:
        part = text[: _end(text)]
        yield part, clipped(entities, begin, begin + units(part))
        text, begin = text[len(part) :], begin + units(part)


def _end(text: str) -> int:
    """Return after how many characters the first message of a long text ends: at a good place in its second half."""
    most = text.encode("utf-16-le")[: 2 * TEXT_LIMIT].decode("utf-16-le", "ignore")
    if len(most) == len(text):
        return len(text)
    ends = (most.rfind(end, len(most) // 2) + len(end) for end in _ENDS if end in most[len(most) // 2 :])
    return next(ends, len(most))
