"""A stand-in for the Bot API under load: as cheap as it can be, so that what is measured is the client.

It checks nothing; ``bot.simulator`` is the strict one. Every send is answered with a message of the same size and
shape, whoever asks. As a process it prints one line of JSON for each event and ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import unquote_plus

TOKEN: Final = "1000000001:AAbenchmarks_only_loads_nothing"
FIRST_PERSON: Final = 500_000_001
FIRST_UPDATE: Final = 700_000_001
MOST_AT_ONCE: Final = 100
COMMAND: Final = "/causes"

_LENGTH: Final = re.compile(rb"\r\ncontent-length:\s*(\d+)", re.IGNORECASE)
_CHUNKED: Final = re.compile(rb"\r\ntransfer-encoding:\s*chunked", re.IGNORECASE)
_BOT: Final = {"id": 1000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_ME: Final = _BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
_KEYBOARD: Final = {
    "inline_keyboard": [
        [{"text": "One thing", "callback_data": "p:one"}, {"text": "Another thing", "callback_data": "p:another"}]
    ]
}
_CONSTANT: Final[dict[bytes, Any]] = {
    b"getMe": _ME,
    b"getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    b"getMyCommands": [],
    b"getMyName": {"name": "Bench"},
    b"getMyDescription": {"description": ""},
    b"getMyShortDescription": {"short_description": ""},
    b"getChatMenuButton": {"type": "default"},
}


class Answer(NamedTuple):
    """A message that reached the server: when, on the monotonic clock, to whom, and the request's body."""

    at: float
    chat_id: int
    body: bytes


class BotApi:
    """What the server knows: updates not yet confirmed, and the answers that came."""

    def __init__(self, latency: float = 0.0) -> None:
        self.latency = latency
        self.polls: list[float] = []
        self.fed_at = 0.0
        self.answers: list[Answer] = []
        self.on_poll: Callable[[], None] = lambda: None
        self.on_answer: Callable[[Answer], None] = lambda answer: None
        self._ids: list[int] = []
        self._updates: list[bytes] = []
        self._polling: list[_Poll] = []

    def feed(self, updates: Sequence[dict[str, Any]]) -> None:
        """Hand further updates to whoever polls; their ids go up."""
        for update in updates:
            self._ids.append(update["update_id"])
            self._updates.append(json.dumps(update, separators=(",", ":"), ensure_ascii=False).encode())
        for poll in self._polling[:]:
            self._hand_out(poll)

    def answer(self, connection: Connection, method: bytes, body: bytes) -> None:
        """Answer one call, at once or when there is something to say."""
        if method == b"getUpdates":
            self._poll(connection, body)
        elif method in {b"sendMessage", b"editMessageText"}:
            self._send(connection, body)
        else:
            connection.reply(_ok(_CONSTANT.get(method, True)))

    def gone(self, connection: Connection) -> None:
        """Forget whoever hung up."""
        for poll in [poll for poll in self._polling if poll.connection is connection]:
            self._end(poll)

    def _send(self, connection: Connection, body: bytes) -> None:
        answer = Answer(time.monotonic(), _number(body, b"chat_id") or 0, body)
        self.answers.append(answer)
        reply = _REPLY % (len(self.answers), answer.chat_id)
        if self.latency:
            asyncio.get_running_loop().call_later(self.latency, connection.reply, reply)
        else:
            connection.reply(reply)
        self.on_answer(answer)

    def _poll(self, connection: Connection, body: bytes) -> None:
        self.polls.append(time.monotonic())
        confirmed = bisect_left(self._ids, _number(body, b"offset") or 0)
        del self._ids[:confirmed], self._updates[:confirmed]
        limit = min(_number(body, b"limit") or MOST_AT_ONCE, MOST_AT_ONCE)
        patience = _number(body, b"timeout") or 0
        poll = _Poll(connection, limit)
        self._polling.append(poll)
        if self._ids or not patience:
            self._hand_out(poll)
        else:
            poll.timer = asyncio.get_running_loop().call_later(patience, self._hand_out, poll)
        self.on_poll()

    def _hand_out(self, poll: _Poll) -> None:
        if self._updates and not self.fed_at:
            self.fed_at = time.monotonic()
        self._end(poll)
        poll.connection.reply(b'{"ok":true,"result":[' + b",".join(self._updates[: poll.limit]) + b"]}")

    def _end(self, poll: _Poll) -> None:
        self._polling.remove(poll)
        if poll.timer is not None:
            poll.timer.cancel()


class _Poll:
    def __init__(self, connection: Connection, limit: int) -> None:
        self.connection = connection
        self.limit = limit
        self.timer: asyncio.TimerHandle | None = None


class Connection(asyncio.Protocol):
    """HTTP/1.1 with kept-alive connections, one request at a time on each; knows just enough for a Bot API client."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._api.gone(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (request := self._request()) is not None:
            self._api.answer(self, *request)

    def reply(self, body: bytes) -> None:
        """Write an answer, if anybody still listens."""
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
            )

    def _request(self) -> tuple[bytes, bytes] | None:
        """Return method and body of the next request, once all of it is here."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self._buffer[:end]
        length = _LENGTH.search(head)
        if length is None and _CHUNKED.search(head):
            dechunked = _dechunked(self._buffer, end + 4)
        else:
            stop = end + 4 + (int(length[1]) if length else 0)
            dechunked = (self._buffer[end + 4 : stop], stop) if len(self._buffer) >= stop else None
        if dechunked is None:
            return None
        body, stop = dechunked
        self._buffer = self._buffer[stop:]
        path = head.split(b" ", 2)[1].partition(b"?")[0]
        return path.rpartition(b"/")[2], body


def _dechunked(buffer: bytes, start: int) -> tuple[bytes, int] | None:
    """Return the body whose chunks start there, and where they end; None while some are missing."""
    parts: list[bytes] = []
    while (line := buffer.find(b"\r\n", start)) >= 0:
        size = int(buffer[start:line].partition(b";")[0], 16)
        start = line + 2 + size + 2
        if len(buffer) < start:
            break
        if size == 0:
            return b"".join(parts), start
        parts.append(buffer[line + 2 : start - 2])
    return None


def _ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode()


_MESSAGE: Final = _ok(
    {
        "message_id": 111222333,
        "from": _BOT,
        "chat": {"id": 444555666, "first_name": "Robin", "username": "robin", "type": "private"},
        "date": int(time.time()),
        "text": "A message as long as such messages usually are, with a word in bold and a keyboard below it.",
        "entities": [{"type": "bold", "offset": 2, "length": 7}],
        "reply_markup": _KEYBOARD,
    }
)
_REPLY: Final = _MESSAGE.replace(b"111222333", b"%d").replace(b"444555666", b"%d")
"""The answer to a send, to be filled with the message's and the chat's id."""


def _number(body: bytes, key: bytes) -> int | None:
    """Return a number out of JSON, a form or multipart form data, whichever the client speaks."""
    found = _NUMBERS[key].search(body)
    return int(found[1]) if found else None


_NUMBERS: Final = {
    key: re.compile(key + rb'(?:=|"\s*:\s*"?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(-?\d+)')
    for key in (b"chat_id", b"offset", b"limit", b"timeout")
}


def text_of(answer: Answer) -> str:
    """Return the text that was sent, from JSON or a form."""
    if answer.body.startswith(b"{"):
        return str(json.loads(answer.body)["text"])
    found = re.search(rb"(?:^|&)text=([^&]*)", answer.body)
    return unquote_plus(found[1].decode()) if found else ""


def command(update_id: int, person_id: int, text: str) -> dict[str, Any]:
    """Return the update that a person's command makes."""
    person = {"id": person_id, "first_name": "Robin", "username": f"robin{person_id}"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id - FIRST_UPDATE + 1,
            "from": person | {"is_bot": False, "language_code": "en"},
            "chat": person | {"type": "private"},
            "date": int(time.time()),
            "text": text,
            "entities": [{"offset": 0, "length": len(text), "type": "bot_command"}],
        },
    }


def commands(count: int, people: int) -> Iterator[dict[str, Any]]:
    """Yield the same command so many times, from people in turn."""
    for number in range(count):
        yield command(FIRST_UPDATE + number, FIRST_PERSON + number % people, COMMAND)


async def serve(api: BotApi) -> tuple[asyncio.Server, str]:
    """Return the running server and its address, on a free port of this machine."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(api), "127.0.0.1", 0, backlog=1024)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def _tell(event: str, **facts: object) -> None:
    print(json.dumps({"event": event, **facts}), flush=True)


async def _main(updates: int, people: int, after: float, expect: int) -> None:
    loop = asyncio.get_running_loop()
    api = BotApi()

    def polled() -> None:
        if len(api.polls) == 1:
            _tell("polled", at=api.polls[0])
            loop.call_later(after, lambda: api.feed(list(commands(updates, people))))

    def answered(answer: Answer) -> None:
        if len(api.answers) == 1:
            _tell("begun", at=answer.at)
        if len(api.answers) == expect:
            each = Counter(chat_id for _, chat_id, _ in api.answers)
            _tell("answered", fed=api.fed_at, at=answer.at, each=sorted(set(each.values())))

    api.on_poll, api.on_answer = polled, answered
    server, url = await serve(api)
    _tell("listening", url=url)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=0, help="how many commands to hand out")
    parser.add_argument("--people", type=int, default=1, help="from how many people")
    parser.add_argument("--after", type=float, default=0.0, help="seconds after the first poll")
    parser.add_argument("--expect", type=int, default=0, help="how many sends there will be")
    asyncio.run(_main(**vars(parser.parse_args())))
