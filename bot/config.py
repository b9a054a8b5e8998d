"""Configuration: a TOML file and the environment become frozen settings, or one error that names every fault.

No fault quotes a value: a token may stand in the wrong place.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

T = TypeVar("T")

DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "telegram": {"token": "", "token_file": "", "api_url": "https://api.telegram.org"},
    "admin": {"user_ids": []},
    "storage": {"url": "sqlite:///steady.db"},
    "messages": {"folder": ""},
    "delivery": {"messages_per_second": 30, "messages_per_chat_per_second": 1},
    "features": {"triage": True},
    "triage": {"signed_off_by": [], "signed_off_on": "", "signed_off_fingerprint": ""},
    "about": {"operator": "", "contact": ""},
}
LONGEST_LINE = 200
_ENCODING = "utf-8-sig"  # some editors put a mark before the text


class ConfigError(Exception):
    """The configuration cannot be used; ``faults`` names each reason by its key."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _WrongValueError(Exception):
    """A value that cannot be used, for the reason given, which holds nothing of the value."""


class Secret:
    """A text that shows only to those who ask for it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "Secret()"

    def __bool__(self) -> bool:
        return bool(self._value)

    def reveal(self) -> str:
        """Return the text itself."""
        return self._value


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a host can choose, checked; ``token`` is empty only where none was needed."""

    token: Secret
    api_url: str
    admin_ids: frozenset[int]
    database: Path
    messages_folder: Path
    messages_per_second: float
    messages_per_chat_per_second: float
    triage: bool
    operator: str
    contact: str
    signed_off_by: tuple[str, ...] = ()
    signed_off_on: date | None = None
    signed_off_fingerprint: str = ""


def load(path: Path | None, environ: Mapping[str, str], *, need_token: bool = True) -> Settings:
    """Return the settings of this file, if any, and of the environment, which wins; raises ConfigError."""
    reader = _Reader(path, _parse(path) if path else {}, environ)
    base = path.parent if path else Path()
    settings = Settings(
        token=_token(reader, base, need_token=need_token),
        api_url=reader.take("telegram", "api_url", _api_url),
        admin_ids=reader.take("admin", "user_ids", _user_ids),
        database=reader.take("storage", "url", lambda value: _database(value, base)),
        messages_folder=reader.take("messages", "folder", lambda value: _messages_folder(value, base)),
        messages_per_second=reader.take("delivery", "messages_per_second", _rate),
        messages_per_chat_per_second=reader.take("delivery", "messages_per_chat_per_second", _rate),
        triage=reader.take("features", "triage", _switch),
        operator=reader.take("about", "operator", _line),
        contact=reader.take("about", "contact", _line),
        signed_off_by=reader.take("triage", "signed_off_by", _names),
        signed_off_on=reader.take("triage", "signed_off_on", _day),
        signed_off_fingerprint=reader.take("triage", "signed_off_fingerprint", _fingerprint),
    )
    sign_off = {key: getattr(settings, key) for key in DEFAULTS["triage"]}
    if not reader.faults and any(sign_off.values()):
        for key in (key for key, given in sign_off.items() if not given):
            reader.fault("triage", key, "is missing; a sign-off has names, a day and a fingerprint")
    if reader.faults:
        raise ConfigError(*reader.faults)
    return settings


def shipped_messages() -> Path:
    """Return the folder of words that came with Steady: inside an installed package, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "messages"
    return inside if inside.is_dir() else package.parent / "messages"


class _Reader:
    """Takes settings one by one and remembers what was wrong with them."""

    def __init__(self, path: Path | None, tables: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._path = path
        self._tables = {name: table for name, table in tables.items() if isinstance(table, dict)}
        self._environ = environ
        self.faults = [f"{path}: {fault}" for fault in _misplaced(tables)]

    def take(self, table: str, key: str, check: Callable[[Any], T]) -> T:
        """Return the checked value, the default where none is given; a wrong one is a fault, and nobody sees it."""
        default = DEFAULTS[table][key]
        variable = _variable(table, key)
        if variable in self._environ:
            value = _decode(self._environ[variable], like=default)
        else:
            value = self._tables.get(table, {}).get(key, default)
        try:
            return check(value)
        except _WrongValueError as error:
            self.fault(table, key, str(error))
            return cast("T", None)

    def fault(self, table: str, key: str, sentence: str) -> None:
        """Remember what is wrong with this key, and where it stands."""
        variable = _variable(table, key)
        place = variable if variable in self._environ else self._path
        self.faults.append(f"{place}: {table}.{key}: {sentence}" if place else f"{table}.{key}: {sentence}")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding=_ENCODING))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: this is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        reason, _, position = str(error).partition(" (at ")
        line = re.match(r"line \d+", position)
        raise ConfigError(f"{path}: {line[0] if line else 'the last line'}: this is not TOML: {reason}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: a number in it is too long") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def _misplaced(tables: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each table and key that Steady does not know."""
    for name, table in tables.items():
        home = next((known for known, keys in DEFAULTS.items() if name in keys), None)
        if home and not isinstance(table, dict):
            yield f"{name}: belongs below the line [{home}]"
        elif name not in DEFAULTS:
            yield f"{_name(name)}: there is no such table{_hint(name, DEFAULTS)}"
        elif not isinstance(table, dict):
            yield f"{name}: must be a table, written as [{name}]"
        else:
            for key in table.keys() - DEFAULTS[name].keys():
                yield f"{name}.{_name(key)}: there is no such key{_hint(key, DEFAULTS[name])}"


def _name(key: str) -> str:
    return key if re.fullmatch(r"[\w-]{1,40}", key) else "a key that is no word"


def _hint(name: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"


def _variable(table: str, key: str) -> str:
    return f"STEADY_{table}__{key}".upper()


def _decode(raw: str, like: object) -> object:
    """Return the environment's text as the kind of value the default has."""
    if isinstance(like, str):
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _token(reader: _Reader, base: Path, *, need_token: bool) -> Secret:
    faults = len(reader.faults)
    direct = reader.take("telegram", "token", _shape)
    from_file = reader.take("telegram", "token_file", lambda value: _token_in(value, base))
    if direct and from_file:
        reader.fault("telegram", "token_file", "telegram.token is given as well; leave one of the two out")
    if need_token and not direct and not from_file and len(reader.faults) == faults:
        reader.fault("telegram", "token", "is missing; give the token that @BotFather made, or telegram.token_file")
    return Secret(direct or from_file)


def _shape(value: object) -> str:
    token = _text(value)
    if token and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token):
        raise _WrongValueError("must be digits, a colon, then letters, digits, _ and -, as @BotFather wrote it")
    return token


def _token_in(value: object, base: Path) -> str:
    name = _text(value)
    if not name:
        return ""
    try:
        token = (base / name).read_text(encoding=_ENCODING).strip()
    except OSError as error:
        raise _WrongValueError(f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise _WrongValueError("cannot be read: this is not a text file") from error
    if not token:
        raise _WrongValueError("the file is empty")
    try:
        return _shape(token)
    except _WrongValueError as error:
        raise _WrongValueError(f"what stands in the file {error}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongValueError("must be a text in quotes")
    return value


def _line(value: object) -> str:
    text = _text(value)
    if len(text) > LONGEST_LINE or re.search(r"[\0-\x1f\x7f\ud800-\udfff]", text):
        raise _WrongValueError(f"must be one line of at most {LONGEST_LINE} characters, to fit into other texts")
    return text


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _WrongValueError(
            'must be a list of names in quotes, such as ["Dr A. Example, GP", "Dr B. Example, neurologist"]'
        )
    if len(value) == 1:
        raise _WrongValueError("needs two clinicians at least; leave it empty until both have signed")
    return tuple(value)


def _day(value: object) -> date | None:
    if value == "":
        return None
    try:
        return value if type(value) is date else date.fromisoformat(_text(value))
    except (ValueError, _WrongValueError):
        raise _WrongValueError("must be a day such as 2026-12-01") from None


def _fingerprint(value: object) -> str:
    digits = _text(value).strip().lower()
    if digits and not re.fullmatch(r"[0-9a-f]{12}", digits):
        raise _WrongValueError('must be the fingerprint that stands on the signed page, such as "0123456789ab"')
    return digits


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError("must be true or false")
    return value


def _rate(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= sys.float_info.max:
        raise _WrongValueError("must be a number above 0")
    return float(value)


def _user_ids(value: object) -> frozenset[int]:
    if not isinstance(value, list) or not all(type(item) is int and item > 0 for item in value):
        raise _WrongValueError("must be a list of Telegram ids, which are whole numbers above 0, such as [123456789]")
    return frozenset(value)


def _api_url(value: object) -> str:
    url = _text(value).rstrip("/")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s?#@]", url):
        raise _WrongValueError("must be http:// or https:// and a host, such as https://api.telegram.org")
    if re.search(r"/bot([0-9]+:[^/]*)?$", url):
        raise _WrongValueError("must end before /bot, which is added together with the token")
    return url


def _database(value: object, base: Path) -> Path:
    url = _text(value)
    name = url.removeprefix("sqlite:///")
    if name == url or not name or name.endswith("/") or re.search(r"[?#\0]", name) or name == ":memory:":
        raise _WrongValueError("must be sqlite:/// and the name of a file, such as sqlite:///steady.db")
    database = base / name
    if not _is_folder(database.parent):
        raise _WrongValueError("the folder of that file does not exist")
    return database


def _messages_folder(value: object, base: Path) -> Path:
    name = _text(value)
    if not name:
        return shipped_messages()
    if not _is_folder(base / name):
        raise _WrongValueError("there is no such folder")
    return base / name


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
