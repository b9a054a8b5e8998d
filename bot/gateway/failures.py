"""What went wrong on the way to Telegram, told apart once.

The errors a call can end with; those marked are ours, the others are the library's::

    telegram.error.TelegramError
    ├── NetworkError             no clear answer: reset, 5xx, an answer that is no JSON
    │   ├── NotConnected *       no connection was made, so nothing was written
    │   ├── Held *               the pace does not allow it yet, so nothing was written
    │   ├── TimedOut             the request may have been written
    │   └── BadRequest           400 and any other 4xx
    ├── Forbidden                403
    │   └── TokenRejected *      401 and 404
    ├── ChatMigrated             400 with the chat's new id
    ├── RetryAfter               429
    ├── Conflict                 409: another poller, or a webhook
    ├── InvalidToken             not raised by our transport, see TokenRejected
    ├── EndPointNotFound         made of InvalidToken by the library
    └── PassportDecryptionError  no call raises it
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    PassportDecryptionError,
    RetryAfter,
    TelegramError,
)

from bot.domain.outcome import Ambiguous, Outcome, Refused, RetryAt, Sent, Unreachable

_SOON = timedelta(seconds=1)
_DONE = ("message is not modified", "query is too old", "query_id_invalid")
_UNREACHABLE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "bot was blocked",
    "bot was kicked",
    "user is deactivated",
    "can't initiate conversation",
)


class NotConnected(NetworkError):  # noqa: N818 - named like its family
    """No connection was made: the request had no effect for certain."""


class Held(NetworkError):  # noqa: N818 - named like its family
    """A reminder's chat, or all of them, must be left alone for so many seconds: nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__("The pace does not allow it yet")
        self.seconds = seconds


class TokenRejected(Forbidden):
    """Telegram knows no bot of this token (401), or none such or no such method (404).

    Not an ``InvalidToken``, since ``Bot.initialize`` replaces that by one whose text holds the token.
    """


def classify(error: Exception, now: datetime) -> Outcome:
    """Return how a call that raised this error ended.

    Errors about the bot as a whole (its token, another poller) say nothing against the message: it may go later.
    """
    match error:
        case RetryAfter():
            return RetryAt(now + wait_of(error), flooded=True)
        case Held(seconds=seconds):
            return RetryAt(now + timedelta(seconds=seconds), flooded=True)
        case NotConnected() | TokenRejected() | InvalidToken() | Conflict():
            return RetryAt(now + _SOON, flooded=False)
        case ChatMigrated():
            return Unreachable(moved_to=error.new_chat_id)
        case BadRequest() | Forbidden():
            return _told_by(error)
        case EndPointNotFound() | PassportDecryptionError():
            return Refused()
        case _:
            return Ambiguous()


def wait_of(error: RetryAfter) -> timedelta:
    """Return how long a 429 tells to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def refusal(status: int, answer: Mapping[str, Any]) -> TelegramError:
    """Return the error that an unsuccessful answer stands for; an empty answer is one that is not the Bot API's.

    Source: https://core.telegram.org/bots/api#making-requests and #responseparameters.
    """
    description = str(answer.get("description", f"Status {status}"))
    match status, answer.get("parameters"):
        case 429, {"retry_after": int(seconds)} if seconds > 0:
            return RetryAfter(seconds)
        case 429, _:
            return RetryAfter(1)
        case _ if not answer or status >= 500:
            return NetworkError(description)
        case 400, {"migrate_to_chat_id": int(chat_id)}:
            return ChatMigrated(chat_id)
        case ((401 | 404), _):
            return TokenRejected(description)
        case 403, _:
            return Forbidden(description)
        case 409, _:
            return Conflict(description)
        case _:
            return BadRequest(description)


def is_done(error: BadRequest | Forbidden) -> bool:
    """Return whether a refusal only says that what was asked for is so already."""
    description = error.message.lower()
    return any(text in description for text in _DONE)


def _told_by(error: BadRequest | Forbidden) -> Outcome:
    if is_done(error):
        return Sent()
    description = error.message.lower()
    if any(text in description for text in _UNREACHABLE):
        return Unreachable()
    return Refused()
