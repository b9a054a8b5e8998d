"""Checks of parameters and answers against the specification.

A parameter may come as text, as forms carry it, or as a JSON value. Either way its type must be one of those that the
specification names. Where Telegram has words for a fault, they are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.simulator.refusals import bad_request
from bot.simulator.spec import Field, Limit, Method, specification

Json = dict[str, object]

_SIMPLE = {"Integer": "Number", "Float": "Number", "String": "String", "Boolean": "Boolean"}
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}")
_FLOAT = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "deleteMessage.chat_id": "chat identifier is not specified",
    "deleteMessage.message_id": "message identifier is not specified",
    "sendChatAction.action": "wrong parameter action in request",
}
_NOT_JSON = {
    "commands": "can't parse commands JSON object",
    "link_preview_options": "can't parse link preview options JSON object",
    "menu_button": "can't parse menu button JSON object",
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "reply_parameters": "can't parse reply parameters JSON object",
    "scope": "can't parse BotCommandScope JSON object",
}
_WRONG_TYPE = {
    "commands": "expected an Array of BotCommand",
    "link_preview_options": "object expected as link preview options",
    "reply_markup": "object expected as reply markup",
    "reply_parameters": "object expected as reply parameters",
}
_OUT_OF_LIMIT = {
    "InlineKeyboardButton.callback_data": "BUTTON_DATA_INVALID",
    "BotCommand.command": "command length must not exceed 32",
    "BotCommand.description": "command description length must not exceed 256",
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
    "setWebhook.secret_token": "secret token is too long",
}
_EMPTY = {
    "InlineKeyboardButton.callback_data": (
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
    ),
    "BotCommand.command": "command must be non-empty",
    "BotCommand.description": "command description must be non-empty",
}
_NOT_A_CHOICE = {"InlineKeyboardButton.style": "can't parse inline keyboard button: invalid button style specified"}
_ROWS = {
    "InlineKeyboardMarkup.inline_keyboard": (
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    ),
    "ReplyKeyboardMarkup.keyboard": 'field "keyboard" must be an Array of Arrays',
}
_UNKNOWN_KIND = {"MenuButtonCommands": "MenuButton has unsupported type"}
_PREFIXES = {
    "BotCommandScope": "can't parse BotCommandScope: ",
    "BotCommand": "can't parse BotCommand: ",
    "InlineKeyboardButton": "can't parse inline keyboard button: ",
    "KeyboardButton": "can't parse keyboard button: ",
    "MenuButton": "can't parse menu button: ",
    "MessageEntity": "can't parse MessageEntity: ",
}


def integer(values: Mapping[str, object], name: str, default: int = 0) -> int:
    """Return a value that the specification says is an integer, or the default where it is missing."""
    value = values.get(name, default)
    return value if isinstance(value, int) else default


def string(values: Mapping[str, object], name: str) -> str:
    """Return a value that the specification says is a string, empty where it is missing."""
    return str(values.get(name, ""))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    mime_type: str = "application/octet-stream"


class MismatchError(Exception):
    """A value that is not of its type; the message is what Telegram's refusal says after "Bad Request: "."""


def check_parameters(method: Method, raw: Mapping[str, object], uploads: Mapping[str, Upload]) -> Json:
    """Return the decoded parameters of a call; Refusal where the specification does not allow them."""
    attached = _attached(raw) if uploads else ()
    for name in (*raw, *(upload for upload in uploads if upload not in attached)):
        if name not in method.fields:
            raise bad_request(f'unknown parameter "{name}"')
    try:
        return dict(_decoded(method, raw, uploads))
    except MismatchError as mismatch:
        raise bad_request(str(mismatch)) from None


def _attached(raw: Mapping[str, object]) -> set[str]:
    texts = (value if isinstance(value, str) else json.dumps(value) for value in raw.values())
    return {name for text in texts for name in re.findall(r"attach://([^\"]+)", text)}


def _decoded(method: Method, raw: Mapping[str, object], uploads: Mapping[str, Upload]) -> Iterator[tuple[str, object]]:
    # As Telegram does, look for the content first and for the chat last.
    for name, field in sorted(method.fields.items(), key=lambda item: item[0] == "chat_id"):
        if name in uploads and "InputFile" in field.types:
            yield name, _upload(name, uploads)
        elif name in raw and (raw[name] != "" or field.types == ("String",)):
            yield name, _parameter(method, field, raw[name], uploads)
        elif field.required:
            text = f'parameter "{name}" is required'
            raise MismatchError(_MISSING.get(f"{method.name}.{name}") or _MISSING.get(name) or text)


def _parameter(method: Method, field: Field, value: object, uploads: Mapping[str, Upload]) -> object:
    if "InputFile" in field.types and isinstance(value, str) and value.startswith("attach://"):
        return _upload(value.removeprefix("attach://"), uploads)
    if isinstance(value, str):
        value = _from_text(field, value)
    _check_value(field.types, value, f'parameter "{field.name}"', _WRONG_TYPE.get(field.name))
    _check_limits(method.name, field, value)
    return value


def _upload(name: str, uploads: Mapping[str, Upload]) -> Upload:
    if name not in uploads:
        raise MismatchError("wrong file identifier/HTTP URL specified")
    _check_encoding(uploads[name].name)
    return uploads[name]


def _from_text(field: Field, text: str) -> object:
    """Return what a form's text means for a parameter of this kind; the text itself where it means nothing."""
    if "Integer" in field.types and _INTEGER.fullmatch(text.strip()):
        return int(text)
    if "Float" in field.types and _FLOAT.fullmatch(text.strip()):
        return float(text)
    if "Boolean" in field.types and text.strip().lower() in (*_TRUE, *_FALSE):
        return text.strip().lower() in _TRUE
    if any(name not in _SIMPLE and name != "InputFile" for name in field.types):
        return _from_json(field, text)
    return text


def _from_json(field: Field, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise MismatchError(_NOT_JSON.get(field.name, f"can't parse {field.name} JSON object")) from None


def check_value(types: tuple[str, ...], value: object) -> None:
    """Raise MismatchError unless the value is of one of the types, all the way down."""
    _check_value(types, value, "value", None)


def _check_value(types: tuple[str, ...], value: object, what: str, otherwise: str | None) -> None:
    _check_encoding(value)
    names = [leaf for name in types for leaf in _leaves(name)]
    if any(_is_simple(name, value) for name in names):
        return
    array = next((name for name in names if name.startswith("Array of ")), None)
    if array and isinstance(value, list):
        for item in value:
            _check_value((array.removeprefix("Array of "),), item, what, otherwise)
        return
    objects = [name for name in names if name in specification().types and name != "InputFile"]
    if not objects or not isinstance(value, dict):
        kinds = " or ".join(_SIMPLE.get(name, name) for name in types)
        raise MismatchError(otherwise or f"{what} must be of type {kinds}")
    _check_object(_best(objects, value), value)


def _check_encoding(value: object) -> None:
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise MismatchError("strings must be encoded in UTF-8")


@cache
def _leaves(name: str) -> tuple[str, ...]:
    """Return the type itself, or all that it is one of."""
    found = specification().types.get(name)
    return tuple(leaf for part in found.one_of for leaf in _leaves(part)) if found and found.one_of else (name,)


def _is_simple(name: str, value: object) -> bool:
    match name:
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "Boolean":
            return isinstance(value, bool)
        case "String":
            return isinstance(value, str)
    return False


def _best(names: list[str], value: Json) -> str:
    """Return the type that the object is meant to be: its constants agree, and it knows most of the fields."""
    fitting = [name for name in names if _constants_agree(name, value)]
    if not fitting:
        raise MismatchError(_told(names[0], _UNKNOWN_KIND.get(names[0], "Unsupported type specified")))
    return max(fitting, key=lambda name: len(value.keys() & specification().types[name].fields.keys()))


def _constants_agree(name: str, value: Json) -> bool:
    fields = specification().types[name].fields.values()
    return all(value.get(field.name) in field.choices for field in fields if field.required and len(field.choices) == 1)


def _check_object(name: str, value: Json) -> None:
    fields = specification().types[name].fields
    for field in fields.values():
        if field.required and field.name not in value:
            raise MismatchError(_told(name, f'Can\'t find field "{field.name}"'))
    for key, item in value.items():
        if key not in fields:
            raise MismatchError(_told(name, f'Unknown field "{key}" in {name}'))
        _check_rows(f"{name}.{key}", item)
        _check_value(fields[key].types, item, _told(name, f'Field "{key}"'), None)
        _check_limits(name, fields[key], item)


def _check_rows(place: str, value: object) -> None:
    if place not in _ROWS:
        return
    if not isinstance(value, list):
        raise MismatchError(f'field "{place.partition(".")[2]}" must be of type Array')
    if not all(isinstance(row, list) for row in value):
        raise MismatchError(_ROWS[place])


def _told(name: str, fault: str) -> str:
    """Return the fault of an object as Telegram tells it: after where it was found, or by itself."""
    prefix = next((text for start, text in _PREFIXES.items() if name.startswith(start)), None)
    return prefix + fault if prefix else fault[0].lower() + fault[1:]


def _check_limits(owner: str, field: Field, value: object) -> None:
    place = f"{owner}.{field.name}"
    if field.choices and value not in field.choices:
        raise MismatchError(_NOT_A_CHOICE.get(place, f"{place} must be one of {', '.join(field.choices)}"))
    if field.limit and not field.limit.low <= _measure(field.limit, value) <= field.limit.high:
        text = f"{place} must be {field.limit.low}-{field.limit.high} ({field.limit.unit})"
        raise MismatchError((_EMPTY if value == "" else _OUT_OF_LIMIT).get(place, text))


def _measure(limit: Limit, value: object) -> float:
    if limit.unit == "value" and isinstance(value, int | float):
        return value
    if limit.unit == "bytes" and isinstance(value, str):
        return len(value.encode())
    return len(value) if isinstance(value, str | list) else limit.low
