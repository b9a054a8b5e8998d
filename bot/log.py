"""Logging for a service: one line a record on standard error, ids and types only.

The journal adds the time. Secrets are struck out wherever they turn up. An exception shows as its type and its frames,
never in its own words, since they may hold what a person wrote.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

REDACTED = "[secret]"
QUIET = ("aiohttp", "apscheduler", "httpcore", "httpx", "telegram")

_FRAMES = 20
_log = logging.getLogger(__name__)


def configure(secrets: Iterable[str], stream: TextIO | None = None) -> None:
    """Send every record and every uncaught exception of this process to the stream, standard error by default."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(DiscreetFormatter(secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # its report of a failed write would hold the record's arguments
    sys.excepthook = lambda _type, error, _traceback: _uncaught("main", error)
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread


class DiscreetFormatter(logging.Formatter):
    """Turns a record into one line without secrets and without an exception's own words."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        forms = {form for secret in secrets for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)", re.IGNORECASE)

    def format(self, record: logging.LogRecord) -> str:
        """Return the level, the logger, the message and, where there is one, the exception."""
        error = record.exc_info[1] if record.exc_info else None
        line = f"{record.levelname} {record.name}: {_message(record)}"
        if error:
            line += f": {describe(error)}"
        return self._secrets.sub(REDACTED, " ".join(line.split()))


def describe(error: BaseException) -> str:
    """Return what was raised, where, and after what, without any exception's own words."""
    return ", after ".join(map(_describe_one, _chain(error)))


def _describe_one(error: BaseException) -> str:
    steps = traceback.walk_tb(error.__traceback__)
    frames = [f"{frame.f_code.co_filename}:{line} in {frame.f_code.co_name}" for frame, line in steps]
    text = type(error).__qualname__
    if frames:
        text += f" ({' > '.join(frames[-_FRAMES:])})"
    if isinstance(error, BaseExceptionGroup):
        text += f" of [{'; '.join(map(describe, error.exceptions))}]"
    return text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _forms(secret: str) -> Iterator[str]:
    """Yield the ways a secret may be written; a token's second half is the secret, whatever became of its colon."""
    if secret:
        yield secret
        yield quote(secret, safe="")
        _, colon, half = secret.rpartition(":")
        if colon and len(half) >= 16:
            yield half


def _message(record: logging.LogRecord) -> str:
    try:
        text = str(_plain(record.msg))
        arguments = _plain_all(record.args)
        text = text % arguments if arguments else text
    except Exception:  # a record that cannot be formatted is still worth its line
        text = f"{record.msg} (with arguments that do not fit)"
    # asyncio follows its first line, and names a callback, with what was passed around: a person's words among it
    return re.split(r"[\n(]", text, maxsplit=1)[0] if record.name == "asyncio" else text


def _plain_all(
    arguments: tuple[object, ...] | Mapping[str, object] | None,
) -> tuple[object, ...] | dict[str, object] | None:
    if isinstance(arguments, Mapping):
        return {name: _plain(value) for name, value in arguments.items()}
    return tuple(map(_plain, arguments)) if arguments else None


def _plain(value: object) -> object:
    return type(value).__qualname__ if isinstance(value, BaseException) else value


def _uncaught(where: str, error: BaseException | None) -> None:
    _log.critical("uncaught in %s", where, exc_info=error)


def _in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_type is not SystemExit:
        _uncaught(arguments.thread.name if arguments.thread else "a thread", arguments.exc_value)


def _unraisable(arguments: UnraisableHookArgs) -> None:
    _uncaught("a finalizer", arguments.exc_value)
