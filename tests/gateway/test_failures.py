"""Which of the five outcomes each failure is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import telegram.error
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
    TimedOut,
)

from bot.domain.outcome import Ambiguous, Outcome, Refused, RetryAt, Sent, Unreachable
from bot.gateway.failures import Held, NotConnected, TokenRejected, classify, refusal, wait_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = RetryAt(NOW + timedelta(seconds=1), flooded=False)

OUTCOMES: list[tuple[Exception, Outcome]] = [
    (RetryAfter(7), RetryAt(NOW + timedelta(seconds=7), flooded=True)),
    (NotConnected("refused"), SOON),
    (Held(2.5), RetryAt(NOW + timedelta(seconds=2.5), flooded=True)),
    (TokenRejected("Unauthorized"), SOON),
    (InvalidToken(), SOON),
    (Conflict("Conflict: terminated by other getUpdates request"), SOON),
    (ChatMigrated(-100123), Unreachable(moved_to=-100123)),
    (Forbidden("Forbidden: bot was blocked by the user"), Unreachable()),
    (Forbidden("Forbidden: user is deactivated"), Unreachable()),
    (Forbidden("Forbidden: bot can't initiate conversation with a user"), Unreachable()),
    (Forbidden("Forbidden: bot was kicked from the group chat"), Unreachable()),
    (Forbidden("Forbidden: bot can't send messages to bots"), Refused()),
    (BadRequest("Bad Request: chat not found"), Unreachable()),
    (BadRequest("Bad Request: user not found"), Unreachable()),
    (BadRequest("Bad Request: PEER_ID_INVALID"), Unreachable()),
    (BadRequest("Bad Request: message is not modified: specified new message content is the same"), Sent()),
    (BadRequest("Bad Request: query is too old and response timeout expired or query ID is invalid"), Sent()),
    (BadRequest("Bad Request: QUERY_ID_INVALID"), Sent()),
    (BadRequest("Bad Request: message text is empty"), Refused()),
    (EndPointNotFound("no such method"), Refused()),
    (PassportDecryptionError("no key"), Refused()),
    (TimedOut(), Ambiguous()),
    (NetworkError("Bad Gateway"), Ambiguous()),
    (TelegramError("Invalid server response"), Ambiguous()),
    (RuntimeError("anything else"), Ambiguous()),
]


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES, ids=lambda value: str(value)[:40])
def test_outcome_of(error: Exception, outcome: Outcome) -> None:
    assert classify(error, NOW) == outcome


def test_every_error_of_the_library_and_of_ours_is_named_above() -> None:
    library = {getattr(telegram.error, name) for name in telegram.error.__all__}
    assert library | {Held, NotConnected, TokenRejected} == {type(error) for error, _ in OUTCOMES} - {RuntimeError}


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        (400, {"description": "Bad Request: chat not found"}, BadRequest("Bad Request: chat not found")),
        (400, {"parameters": {"migrate_to_chat_id": -100123}}, ChatMigrated(-100123)),
        (401, {"description": "Unauthorized"}, TokenRejected("Unauthorized")),
        (403, {"description": "Forbidden: user is deactivated"}, Forbidden("Forbidden: user is deactivated")),
        (404, {"description": "Not Found"}, TokenRejected("Not Found")),
        (409, {"description": "Conflict"}, Conflict("Conflict")),
        (413, {"description": "Request Entity Too Large"}, BadRequest("Request Entity Too Large")),
        (429, {"parameters": {"retry_after": 9}}, RetryAfter(9)),
        (429, {"parameters": {"retry_after": 0}}, RetryAfter(1)),
        (429, {}, RetryAfter(1)),
        (500, {"description": "Internal Server Error"}, NetworkError("Internal Server Error")),
        (502, {}, NetworkError("Status 502")),
        (403, {}, NetworkError("Status 403")),
    ],
)
def test_an_unsuccessful_answer_is(status: int, answer: dict[str, Any], expected: TelegramError) -> None:
    error = refusal(status, {"ok": False, **answer} if answer else {})
    assert (type(error), str(error)) == (type(expected), str(expected))


def test_the_wait_is_read_in_either_form_the_library_gives_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    with pytest.warns(DeprecationWarning, match="retry_after"):
        wait = wait_of(RetryAfter(7))
    assert wait == timedelta(seconds=7)


def test_the_wait_of_a_429_is_what_it_says() -> None:
    assert wait_of(RetryAfter(7)) == timedelta(seconds=7)
