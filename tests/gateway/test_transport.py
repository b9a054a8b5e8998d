"""What the transport promises, against a server on this machine."""

from __future__ import annotations

import asyncio
import json
import socket
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.domain.outcome import Ambiguous, RetryAt
from bot.gateway.failures import NotConnected, TokenRejected, classify
from bot.gateway.transport import Transport

TOKEN = "123456:canary-Token_of_the_tests"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MESSAGE = {"message_id": 5, "date": 1700000000, "chat": {"id": 1, "type": "private"}, "text": "hello"}

Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]
Bots = Callable[..., Awaitable[Bot]]


class Server:
    """A Bot API of one answer, which notes what it was asked."""

    def __init__(self) -> None:
        self.reply: Reply = answering({"ok": True, "result": MESSAGE})
        self.requests: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.peers: set[Any] = set()
        self.asked = asyncio.Event()
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.bodies.append(await request.read())
        self.asked.set()
        assert request.transport is not None
        self.peers.add(request.transport.get_extra_info("peername"))
        return await self.reply(request)

    def json(self) -> Any:
        return json.loads(self.bodies[-1])


def answering(answer: Any, status: int = 200) -> Reply:
    async def reply(_: web.Request) -> web.Response:
        if isinstance(answer, bytes):
            return web.Response(body=answer, status=status)
        return web.json_response(answer, status=status)

    return reply


async def never(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(3600)
    raise AssertionError


async def hanging_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def hanging_up_halfway(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    assert request.transport is not None
    request.transport.close()
    return response


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def bot_on(server: Server) -> AsyncIterator[Bots]:
    """Return a maker of bots, by default of one that talks to the server."""
    transports: list[Transport] = []

    async def make(url: str | None = None, transport: Transport | None = None) -> Bot:
        transport = transport or Transport()
        transports.append(transport)
        await transport.initialize()
        return Bot(TOKEN, base_url=f"{url or server.url}/bot", request=transport, get_updates_request=transport)

    yield make
    for transport in transports:
        await transport.shutdown()


async def failure_of(call: Awaitable[Any]) -> TelegramError:
    """Return the error a call ends with, once it is certain that the token is nowhere in it."""
    with pytest.raises(TelegramError) as caught:
        await call
    assert TOKEN not in "".join(traceback.format_exception(caught.value, chain=True))
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    return caught.value


async def test_a_call_is_json_to_the_last_level(server: Server, bot_on: Bots) -> None:
    bot = await bot_on()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Home", callback_data="p:home")]])
    message = await bot.send_message(1, "grüße 😀", reply_markup=keyboard, disable_notification=True)
    assert message.message_id == 5
    assert server.requests[0].content_type == "application/json"
    assert server.requests[0].path == f"/bot{TOKEN}/sendMessage"
    assert server.json() == {
        "chat_id": 1,
        "text": "grüße 😀",
        "disable_notification": True,
        "reply_markup": {"inline_keyboard": [[{"text": "Home", "callback_data": "p:home"}]]},
    }


async def test_a_call_without_parameters_is_an_empty_object(server: Server, bot_on: Bots) -> None:
    server.reply = answering({"ok": True, "result": True})
    bot = await bot_on()
    await bot.log_out()
    assert server.json() == {}


async def test_half_a_surrogate_pair_is_sent_rather_than_raised(server: Server, bot_on: Bots) -> None:
    bot = await bot_on()
    await bot.send_message(1, "\ud83d")
    assert server.json()["text"] == "\ud83d"


async def test_files_go_as_multipart(server: Server, bot_on: Bots) -> None:
    bot = await bot_on()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Home", callback_data="p:home")]])
    await bot.send_document(1, InputFile(b"{}", filename='my "data".json'), caption="data", reply_markup=keyboard)
    body = server.bodies[0].decode()
    assert server.requests[0].content_type == "multipart/form-data"
    assert 'name="document"; filename="my \\"data\\".json"\r\n\r\n{}\r\n' in body
    assert '{"inline_keyboard": [[{"callback_data": "p:home", "text": "Home"}]]}' in body
    assert 'name="chat_id"\r\n\r\n1\r\n' in body


async def test_files_are_fetched(server: Server) -> None:
    server.reply = answering(b"\x00content")
    async with Transport() as transport:
        assert await transport.retrieve(f"{server.url}/file/bot{TOKEN}/a.bin") == b"\x00content"


async def test_a_connection_is_used_again(server: Server, bot_on: Bots) -> None:
    bot = await bot_on()
    for _ in range(3):
        await bot.send_message(1, "hello")
    assert len(server.peers) == 1


async def test_no_more_connections_than_allowed(server: Server, bot_on: Bots) -> None:
    bot = await bot_on(transport=Transport(connections=2))
    await asyncio.gather(*(bot.send_message(1, "hello") for _ in range(10)))
    assert len(server.peers) == 2


async def test_opening_and_closing_twice_does_no_harm(server: Server) -> None:
    transport = Transport()
    await transport.shutdown()
    for _ in range(2):
        await transport.initialize()
    for _ in range(2):
        await transport.shutdown()
    error = await failure_of(transport.post(f"{server.url}/bot{TOKEN}/getMe"))
    assert isinstance(error, NotConnected)


async def test_it_opens_again_after_it_was_closed(server: Server) -> None:
    transport = Transport()
    for _ in range(2):
        async with transport:
            assert await transport.post(f"{server.url}/bot{TOKEN}/x") == MESSAGE


async def test_the_proxy_of_the_environment_is_used(
    server: Server, bot_on: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url.replace("//", "//anna:secret@"))
    bot = await bot_on("http://telegram.invalid")
    await bot.send_message(1, "hello")
    assert server.requests[0].raw_path == f"http://telegram.invalid/bot{TOKEN}/sendMessage"
    assert server.requests[0].headers["Proxy-Authorization"] == "Basic YW5uYTpzZWNyZXQ="


async def test_hosts_that_need_no_proxy_are_reached_without(
    server: Server, bot_on: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    bot = await bot_on()
    await bot.send_message(1, "hello")
    assert server.requests[0].raw_path == f"/bot{TOKEN}/sendMessage"


async def test_a_proxy_that_refuses_means_not_connected(
    server: Server, bot_on: Bots, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply = answering(b"", 407)
    monkeypatch.setenv("https_proxy", server.url)
    bot = await bot_on("https://telegram.invalid")
    error = await failure_of(bot.send_message(1, "hello"))
    assert isinstance(error, NotConnected)


async def test_a_closed_port_means_not_connected(bot_on: Bots) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        bot = await bot_on(f"http://127.0.0.1:{unused.getsockname()[1]}")
        error = await failure_of(bot.send_message(1, "hello"))
    assert isinstance(error, NotConnected)
    assert isinstance(classify(error, NOW), RetryAt)


async def test_an_unknown_host_means_not_connected(bot_on: Bots) -> None:
    error = await failure_of((await bot_on("http://telegram.invalid")).send_message(1, "hello"))
    assert isinstance(error, NotConnected)


async def test_a_server_without_tls_means_not_connected(server: Server, bot_on: Bots) -> None:
    bot = await bot_on(server.url.replace("http", "https"))
    error = await failure_of(bot.send_message(1, "hello"))
    assert isinstance(error, NotConnected)


async def test_a_server_that_does_not_shake_hands_means_not_connected(bot_on: Bots) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        bot = await bot_on(url, Transport(connect_timeout=0.01, pool_timeout=0.01))
        error = await failure_of(bot.send_message(1, "hello"))
    assert isinstance(error, NotConnected)


async def test_no_place_in_the_pool_means_not_connected(server: Server, bot_on: Bots) -> None:
    server.reply = never
    bot = await bot_on(transport=Transport(connections=1, connect_timeout=0.01, pool_timeout=0.01))
    first = asyncio.create_task(bot.send_message(1, "hello"))
    await server.asked.wait()
    error = await failure_of(bot.send_message(2, "hello"))
    first.cancel()
    assert isinstance(error, NotConnected)
    assert len(server.requests) == 1


async def test_no_answer_in_time_is_ambiguous(server: Server, bot_on: Bots) -> None:
    server.reply = never
    bot = await bot_on(transport=Transport(read_timeout=0.02, write_timeout=0, connect_timeout=0.1, pool_timeout=0))
    error = await failure_of(bot.send_message(1, "hello"))
    assert isinstance(error, TimedOut)
    assert classify(error, NOW) == Ambiguous()


async def test_a_caller_may_set_its_own_limits(server: Server, bot_on: Bots) -> None:
    bot = await bot_on()
    await bot.send_message(1, "hello")
    server.reply = never
    began = time.monotonic()
    error = await failure_of(
        bot.send_message(1, "hello", read_timeout=0.01, write_timeout=0, connect_timeout=0, pool_timeout=0)
    )
    assert isinstance(error, TimedOut)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("reply", [hanging_up, hanging_up_halfway])
async def test_a_connection_that_breaks_after_the_request_is_ambiguous(
    server: Server, bot_on: Bots, reply: Reply
) -> None:
    server.reply = reply
    bot = await bot_on()
    error = await failure_of(bot.send_message(1, "hello"))
    assert type(error) is NetworkError
    assert classify(error, NOW) == Ambiguous()


async def test_a_request_that_broke_is_not_sent_again(server: Server, bot_on: Bots) -> None:
    bot = await bot_on()
    await bot.send_message(1, "hello")
    server.reply = hanging_up
    await failure_of(bot.send_message(1, "hello"))
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [200, 302, 403, 404, 500, 502])
@pytest.mark.parametrize(
    "body", [b"<html>captive portal", b"", b"[]", b'{"error": "x"}', b"\xff", b"[" * 100_000], ids=range(6)
)
async def test_an_answer_of_somebody_else_is_ambiguous(server: Server, bot_on: Bots, status: int, body: bytes) -> None:
    server.reply = answering(body, status)
    bot = await bot_on()
    error = await failure_of(bot.send_message(1, "hello"))
    assert classify(error, NOW) == Ambiguous()


async def test_a_success_without_a_result_is_ambiguous(server: Server, bot_on: Bots) -> None:
    server.reply = answering({"ok": True})
    bot = await bot_on()
    assert classify(await failure_of(bot.send_message(1, "hello")), NOW) == Ambiguous()


async def test_no_redirect_is_followed(server: Server, bot_on: Bots) -> None:
    async def elsewhere(_: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": f"{server.url}/elsewhere"})

    server.reply = elsewhere
    bot = await bot_on()
    await failure_of(bot.send_message(1, "hello"))
    assert len(server.requests) == 1


async def test_an_address_that_is_none_is_not_repeated(bot_on: Bots) -> None:
    bot = await bot_on("ftp://127.0.0.1")
    assert isinstance(await failure_of(bot.send_message(1, "hello")), NetworkError)


async def test_refusals_arrive_with_telegrams_own_words(server: Server, bot_on: Bots) -> None:
    server.reply = answering({"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}, 400)
    bot = await bot_on()
    error = await failure_of(bot.send_message(1, "hello"))
    assert (type(error), str(error)) == (BadRequest, "Chat not found")


async def test_a_429_arrives_with_its_time(server: Server, bot_on: Bots) -> None:
    server.reply = answering({"ok": False, "description": "Too Many", "parameters": {"retry_after": 3}}, 429)
    bot = await bot_on()
    error = await failure_of(bot.send_message(1, "hello"))
    assert str(error) == str(RetryAfter(3))


@pytest.mark.parametrize("status", [401, 404])
async def test_a_rejected_token_is_told_without_the_token(server: Server, bot_on: Bots, status: int) -> None:
    server.reply = answering({"ok": False, "description": "Unauthorized"}, status)
    bot = await bot_on()
    assert isinstance(await failure_of(bot.initialize()), TokenRejected)


async def test_a_long_poll_may_take_its_own_time_longer_than_a_call() -> None:
    transport = Transport(read_timeout=4)
    assert transport.read_timeout == 4
    assert transport._timeout((34, *[Transport.DEFAULT_NONE] * 3), uploads=False).total == 38


async def test_a_call_ends_within_eight_seconds_and_an_upload_within_28() -> None:
    transport = Transport()
    unset = (Transport.DEFAULT_NONE,) * 4
    assert transport._timeout(unset, uploads=False).total == 8
    assert transport._timeout(unset, uploads=True).total == 28


async def test_none_lifts_a_limit() -> None:
    transport = Transport()
    unset = Transport.DEFAULT_NONE
    limits = transport._timeout((None, unset, unset, unset), uploads=False)
    assert (limits.total, limits.connect) == (None, 3)
