"""Formatted text as Telegram takes it: parsed, trimmed, measured, and with what it finds in it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from bot.content.markup import Entity, MarkupError, escape, parse, units
from bot.simulator.checking import Json, integer
from bot.simulator.refusals import RefusalError, bad_request

_LONGEST_SOURCE = 1 << 15  # bytes, before anything is parsed
_FOUND = {
    "url": re.compile(r"(?:https?://|(?<![\w.@/])www\.)[^\s<>\"]*[^\s<>\".,;:!?)]"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "mention": re.compile(r"(?<![\w/@.])@[A-Za-z]\w{3,31}"),
    "hashtag": re.compile(r"(?<![\w&/#])#\w*[^\W\d]\w*"),
    "bot_command": re.compile(r"(?<![\w/<>@.:])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])"),
}
_GIVEN = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
_GIVEN |= dict.fromkeys(
    ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "blockquote", "expandable_blockquote"),
    "",
)
_MARKED_ANYWAY = (
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number",
)  # fmt: skip
_FARTHEST = 1_000_000
_END_OF_TIME = 1 << 31  # Unix seconds
_OPAQUE = ("code", "pre", "text_link", "text_mention", "url")


def formatted(parameters: Mapping[str, object], name: str, entities_name: str, limit: int, too_long: str) -> Json:
    """Return ``{name: text, entities_name: entities}`` of a call's text; Refusal where Telegram would refuse it."""
    text = str(parameters.get(name, ""))
    if len(text.encode("utf-8", "surrogatepass")) > _LONGEST_SOURCE:
        raise bad_request("text is too long")
    text, entities = _parsed(text, str(parameters.get("parse_mode", "")), parameters.get(entities_name))
    text, entities = _trimmed(text, entities)
    if units(text) > limit:
        raise bad_request(too_long)
    entities = sorted([*entities, *found_in(text, entities)], key=lambda entity: integer(entity, "offset"))
    return {name: text, **({entities_name: entities} if entities else {})}


def _parsed(text: str, mode: str, given: object) -> tuple[str, list[Json]]:
    match mode.lower():
        case "" | "none":
            return text, list(_given(text, given)) if isinstance(given, list) else []
        case "html":
            return _parsed_html(text)
        case "markdown" | "markdownv2":
            raise RefusalError(501, f"Not Implemented: the simulator does not read {mode}")
    raise bad_request("unsupported parse_mode")


def _given(text: str, entities: Sequence[Json]) -> Iterator[Json]:
    """Yield the entities that a call names for its text, without those that Telegram marks by itself."""
    for entity in entities:
        kind = entity["type"]
        if kind not in (*_GIVEN, *_MARKED_ANYWAY):
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        needed = _GIVEN.get(str(kind))
        if needed and needed not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
        if kind == "date_time" and not 0 < integer(entity, "unix_time") < _END_OF_TIME:
            raise bad_request('can\'t parse MessageEntity: Field "unix_time" must be a valid Number')
        offset, length = integer(entity, "offset"), integer(entity, "length")
        for name, value in (("offset", offset), ("length", length)):
            if not 0 <= value <= _FARTHEST:
                raise bad_request(f"receive an entity with incorrect {name} {value}")
        if length and kind in _GIVEN:
            _check_place(text, offset, length)
            yield from _links(entity) if kind == "text_link" else [dict(entity)]


def _links(entity: Json) -> Iterator[Json]:
    """Yield a link as Telegram writes it, nothing for an address that it takes for none."""
    for found in _parsed_html(f'<a href="{escape(str(entity["url"]))}">_</a>')[1]:
        yield found | {"offset": entity["offset"], "length": entity["length"]}


def _check_place(text: str, offset: int, length: int) -> None:
    """Refuse an entity that lies beside the text, or begins or ends within a character."""
    size = units(text)
    if offset >= size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    what = f"entity beginning at UTF-16 offset {offset} ends"
    if offset + length > size:
        raise bad_request(f"{what} after the end of the text at UTF-16 offset {offset + length}")
    for place, found in ((offset, "entity begins"), (offset + length, what)):
        if (position := _split_at(text, place)) is not None:
            raise bad_request(f"{found} in a middle of a UTF-16 symbol at byte offset {position}")


def _split_at(text: str, place: int) -> int | None:
    """Return after how many bytes the character ends that this UTF-16 offset lies within, or None where it does not."""
    before = text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore")
    return None if units(before) == place else len(text[: len(before) + 1].encode())


def _parsed_html(text: str) -> tuple[str, list[Json]]:
    try:
        parsed = parse(text)
    except MarkupError as error:
        raise bad_request(f"can't parse entities: {error}") from None
    return parsed.text, [_entity(entity) for entity in parsed.entities]


def _entity(entity: Entity) -> Json:
    values = {key: value for key, value in asdict(entity).items() if value is not None}
    user_id = values.pop("user_id", None)
    return values if user_id is None else {**values, "user": {"id": user_id, "is_bot": False, "first_name": ""}}


def _trimmed(text: str, entities: Sequence[Json]) -> tuple[str, list[Json]]:
    """Return the text without white space around it; entities move along, and those in what fell away are gone."""
    cut = units(text) - units(text.lstrip())
    text = text.strip()
    return text, clipped(entities, cut, cut + units(text))


def clipped(entities: Sequence[Json], begin: int, end: int) -> list[Json]:
    """Return what is left of entities in a stretch of their text, moved along with it."""
    moved = []
    for entity in entities:
        offset = integer(entity, "offset")
        start, stop = max(offset, begin), min(offset + integer(entity, "length"), end)
        if stop > start:
            moved.append({**entity, "offset": start - begin, "length": stop - start})
    return moved


def found_in(text: str, known: Sequence[Json] = ()) -> list[Json]:
    """Return the links, addresses, mentions, hashtags and commands that Telegram marks by itself."""
    taken = [(integer(entity, "offset"), integer(entity, "length")) for entity in known if entity["type"] in _OPAQUE]
    found: list[Json] = []
    for kind, offset, length in _finds(text):
        if all(offset + length <= start or start + size <= offset for start, size in taken):
            taken.append((offset, length))
            found.append({"type": kind, "offset": offset, "length": length})
    return sorted(found, key=lambda entity: integer(entity, "offset"))


def _finds(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _FOUND.items():
        for match in pattern.finditer(text):
            yield kind, units(text[: match.start()]), units(match[0])
