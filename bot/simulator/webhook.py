"""Bringing updates to a webhook, as tdlib/telegram-bot-api does it; only ever to this very machine.

One update of a chat is under way at a time, taps have a queue of their own for each person. What is not answered with
2xx is brought again at once, then after pauses that double up to one or two minutes, or when the answer asks for it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from random import Random
from urllib.parse import parse_qsl

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL  # aiohttp's own: what is checked is what is called

from bot.simulator.checking import Json, Upload, integer
from bot.simulator.loopback import is_loopback
from bot.simulator.telegram import ConnectionDroppedError, Telegram

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of it
LONGEST_PAUSE = 60.0, 120.0
LONGEST_RETRY_AFTER = 3600.0
_NEVER_IN_REPLY = ("close", "deletewebhook", "logout", "setwebhook")


class UnreachableError(Exception):
    """No answer came from the webhook; the message says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a webhook answered; ``parameters`` and ``uploads`` are those of a method call in its body."""

    status: int
    reason: str
    retry_after: float = 0.0
    parameters: Mapping[str, object] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)


Post = Callable[[str, Mapping[str, str], bytes], Awaitable[Reply]]
"""Brings a body with these headers to an address; raises UnreachableError."""


class Webhooks:
    """Brings the updates that wait to the webhook that is set."""

    def __init__(self, telegram: Telegram, post: Post, random: Random) -> None:
        self._telegram = telegram
        self._updates = telegram.world.updates
        self._post = post
        self._random = random

    async def run(self) -> None:
        """Bring updates until cancelled, to one webhook after the other."""
        while True:
            await self._telegram.world.bell.until(lambda: bool(self._updates.webhook))
            await self._bring_to(self._updates.webhook)

    async def _bring_to(self, webhook: Json) -> None:
        """Return once this webhook is set no more."""
        connections = asyncio.Semaphore(integer(webhook, "max_connections", 40))
        busy: dict[Hashable, asyncio.Task[None]] = {}

        def bring_lanes() -> bool:
            if self._updates.webhook is not webhook:
                return True
            for lane in {_lane(update) for update in self._updates.pending} - busy.keys():
                busy[lane] = asyncio.create_task(self._bring_lane(webhook, lane, connections))
                busy[lane].add_done_callback(partial(end, lane))
            return False

        def end(lane: Hashable, _: object) -> None:
            del busy[lane]
            self._telegram.world.bell.ring()  # an update may have come just then

        try:
            await self._telegram.world.bell.until(bring_lanes)
        finally:
            under_way = list(busy.values())
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _bring_lane(self, webhook: Json, lane: Hashable, connections: asyncio.Semaphore) -> None:
        while update := next((update for update in self._updates.pending if _lane(update) == lane), None):
            await self._bring(webhook, update, connections)

    async def _bring(self, webhook: Json, update: Json, connections: asyncio.Semaphore) -> None:
        """Return once the update was taken, or is too old for anybody."""
        failures, pause = 0, 1.0
        while update in self._updates.pending:
            async with connections:
                fault, retry_after = await self._try(webhook, update)
            if fault is None:
                self._updates.confirm(integer(update, "update_id"))
                return
            webhook |= {"last_error_date": self._telegram.world.date(), "last_error_message": fault}
            if failures and not retry_after:
                pause = min(2 * pause, self._random.uniform(*LONGEST_PAUSE))
            wait = retry_after or (pause if failures else 0.0)
            failures += 1
            await self._telegram.clock.sleep(wait)

    async def _try(self, webhook: Json, update: Json) -> tuple[str | None, float]:
        """Return what went wrong, or None, and for how many seconds the webhook asked to be left alone."""
        secret = {SECRET_HEADER: self._updates.secret} if self._updates.secret else {}
        body = json.dumps(update).encode()
        try:
            reply = await self._post(str(webhook["url"]), {"Content-Type": "application/json"} | secret, body)
        except UnreachableError as error:
            return str(error), 0.0
        if not 200 <= reply.status <= 299:
            fault = f"Wrong response from the webhook: {reply.status} {reply.reason}"
            return fault, max(0.0, min(reply.retry_after, LONGEST_RETRY_AFTER))
        await self._obey(reply)
        return None, 0.0

    async def _obey(self, reply: Reply) -> None:
        """Make the call that an answer asks for; nobody learns what came of it."""
        method = str(reply.parameters.get("method", "")).lower()
        if not method or method.startswith("get") or method in _NEVER_IN_REPLY:
            return
        parameters = {name: value for name, value in reply.parameters.items() if name != "method"}
        with suppress(ConnectionDroppedError):
            await self._telegram.call(self._telegram.token, method, parameters, reply.uploads)


def _lane(update: Json) -> Hashable:
    """Return what an update must not overtake others in: its chat; a tap's is its person."""
    kind = next(kind for kind in update if kind != "update_id")
    payload = update[kind]
    assert isinstance(payload, dict)  # noqa: S101  of every update that the stand-in makes
    if kind == "callback_query":
        return kind, payload["from"]["id"]
    return "message" if "message" in kind else kind, payload["chat"]["id"]


async def post(session: aiohttp.ClientSession, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
    """Bring a body to an address of this machine, and to no other; raise UnreachableError."""
    try:
        address = URL(url if "://" in url else f"https://{url}")
    except ValueError:
        raise UnreachableError("Failed to resolve host") from None
    if not is_loopback(address.host or ""):
        raise UnreachableError("The simulator calls no other machine")
    try:
        # A certificate that somebody made for this very machine proves nothing, so none is asked for.
        async with session.post(address, data=body, headers=headers, allow_redirects=False, ssl=False) as response:
            parameters, uploads = await _read(response)
            retry_after = response.headers.get("Retry-After", "")
            seconds = float(retry_after) if retry_after.isdecimal() else 0.0
            return Reply(response.status, response.reason or "", seconds, parameters, uploads)
    except TimeoutError:
        raise UnreachableError("Read timeout expired") from None
    except aiohttp.ClientConnectorError:
        raise UnreachableError("Connection refused") from None
    except aiohttp.ClientError:
        raise UnreachableError("Webhook connection closed") from None


async def _read(response: aiohttp.ClientResponse) -> tuple[Mapping[str, object], Mapping[str, Upload]]:
    """Return the parameters and files in an answer; what cannot be read holds none, as for Telegram."""
    with suppress(ValueError, LookupError, RecursionError, HttpProcessingError):
        match response.content_type:
            case "application/json":
                found = await response.json()
                return found if isinstance(found, dict) else {}, {}
            case "application/x-www-form-urlencoded":
                return dict(parse_qsl(await response.text())), {}
            case "multipart/form-data":
                return await _read_parts(aiohttp.MultipartReader(response.headers, response.content))
    return {}, {}


async def _read_parts(reader: aiohttp.MultipartReader) -> tuple[Mapping[str, object], Mapping[str, Upload]]:
    parameters: dict[str, object] = {}
    uploads: dict[str, Upload] = {}
    while isinstance(part := await reader.next(), aiohttp.BodyPartReader):
        content = await part.read(decode=True)
        if part.filename:
            uploads[part.name or ""] = Upload(part.filename, bytes(content))
        else:
            parameters[part.name or ""] = content.decode("utf-8", "surrogateescape")
    return parameters, uploads
