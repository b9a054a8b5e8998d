"""Updates from Telegram into the durable inbox: asked for by long polling, confirmed only once they are stored."""

from __future__ import annotations

import json
import logging
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.domain.clock import Clock
from bot.domain.store import Received, StoreError
from bot.gateway.failures import TokenRejected, wait_of
from bot.gateway.link import Link
from bot.gateway.transport import Transport

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 30
BATCH = 100
RIVAL_PATIENCE = 30.0
RIVAL_PAUSE = 2.0
LONGEST_PAYLOAD = 256 * 1024
LARGEST_ID = 2**52
_FIRST_ID = re.compile(rb'\{"ok":\s*true,\s*"result":\s*\[\s*\{"update_id":\s*(\d{1,15})\b')


class RivalError(Exception):
    """Another program answers for the same bot, and kept doing so for 30 seconds."""


class TokenRefusedError(Exception):
    """Telegram does not know this token."""


class Inbox(Protocol):
    """Where updates go."""

    async def take(self, updates: Sequence[Received], malformed: Sequence[int]) -> None:
        """Store updates and start their turns; put the malformed ones aside by their ids."""
        ...


class UpdatesTransport(Transport):
    """A transport for getUpdates: one update that cannot be decoded must not hide the others."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer; where it cannot be decoded, its bytes stand as the result."""
        try:
            return Transport.parse_json_payload(payload)
        except NetworkError:
            return {"result": payload}


class Poller:
    """Asks for updates until it is cancelled."""

    def __init__(self, request: BaseRequest, url: str, inbox: Inbox, clock: Clock, link: Link) -> None:
        self._request = request
        self._url = url
        self._inbox = inbox
        self._clock = clock
        self._link = link
        self._offset: int | None = None
        self._limit = BATCH
        self._rival_since = self._rival_seen = -math.inf

    async def run(self) -> None:
        """Poll for ever; raise RivalError or TokenRefusedError where going on makes no sense."""
        while True:
            try:
                await self._poll()
            except Conflict:
                await self._yield_to_rival()
            except TokenRejected as error:
                raise TokenRefusedError from error
            except RetryAfter as error:
                await self._clock.sleep(wait_of(error).total_seconds())
            except (TelegramError, StoreError, UndecodableError) as error:
                await self._clock.sleep(self._link.failed(error))
            except Exception as error:  # whatever it is, updates have to come in again
                log.error("a poll failed", exc_info=error)
                await self._clock.sleep(self._link.failed(error))
            else:
                self._link.worked()

    async def _poll(self) -> None:
        answer: object = await self._request.post(
            self._url, _parameters(self._offset, self._limit), read_timeout=POLL_SECONDS + 10
        )
        if isinstance(answer, bytes):
            await self._step_over(answer)
        elif isinstance(answer, list):
            self._limit = BATCH
            await self._accept(answer)
        else:
            raise UndecodableError

    async def _accept(self, items: Sequence[object]) -> None:
        updates, malformed = _sorted_out(items)
        if updates or malformed:
            await self._inbox.take(updates, malformed)
            self._confirm([update.update_id for update in updates] + malformed)
        elif items:
            raise UndecodableError  # Telegram will answer the same again: not at once

    async def _step_over(self, body: bytes) -> None:
        """Narrow an undecodable answer down to one update, then put that one aside, unless it was only cut short."""
        first = _FIRST_ID.match(body)
        if first is None:
            raise UndecodableError
        if self._limit == 1:
            if not body.rstrip().endswith(b"]}"):
                raise UndecodableError
            await self._inbox.take([], [int(first[1])])
            self._confirm([int(first[1])])
        self._limit = 1

    def _confirm(self, update_ids: Sequence[int]) -> None:
        self._offset = max(update_ids) + 1

    async def _yield_to_rival(self) -> None:
        """Wait a little; raise RivalError at 30 s. A poll that came through in between does not mean it went away."""
        now = self._clock.monotonic()
        if now - self._rival_seen > RIVAL_PATIENCE:
            self._rival_since = now
            log.warning("another program asks Telegram for this bot's updates; trying again for 30 s")
        self._rival_seen = now
        if now - self._rival_since >= RIVAL_PATIENCE:
            raise RivalError
        await self._clock.sleep(RIVAL_PAUSE)


class UndecodableError(Exception):
    """An answer is not the JSON it should be."""


def _parameters(offset: int | None, limit: int) -> RequestData:
    values = {"offset": offset, "limit": limit, "timeout": POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
    return RequestData([RequestParameter.from_input(key, value) for key, value in values.items() if value is not None])


def _sorted_out(items: Sequence[object]) -> tuple[list[Received], list[int]]:
    """Return the well-formed updates and the ids of the others; what has no id cannot be put aside by it."""
    updates: list[Received] = []
    malformed: list[int] = []
    for item in items:
        match item:
            case {"update_id": int(update_id), **rest} if _is_id(update_id) and update_id >= 0:
                received = _received(update_id, rest | {"update_id": update_id})
                if received is None:
                    malformed.append(update_id)
                else:
                    updates.append(received)
            case _:
                log.warning("an update without an id was passed over")
    return updates, malformed


def _received(update_id: int, update: Mapping[object, object]) -> Received | None:
    person_id = next(_person_ids(update), None)
    try:
        payload = json.dumps(update)
    except RecursionError:  # the encoder gives up a little earlier than the decoder
        return None
    if person_id is None or not _is_id(person_id) or len(payload) > LONGEST_PAYLOAD:
        return None
    return Received(update_id, person_id, payload)


def _person_ids(update: Mapping[object, object]) -> Iterator[int]:
    """Yield whose turn this may be; a group's is its own, lest its slow pace holds up somebody's private chat."""
    for part in update.values():
        match part:
            case {"chat": {"id": int(chat_id), "type": "group" | "supergroup"}}:
                yield chat_id
            case {"from": {"id": int(person_id)}}:
                yield person_id
            case {"chat": {"id": int(chat_id)}}:
                yield chat_id


def _is_id(value: int) -> bool:
    return not isinstance(value, bool) and abs(value) <= LARGEST_ID
