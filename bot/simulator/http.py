"""The stand-in over HTTP: any bot, in any language, can be pointed at it."""

from __future__ import annotations

import asyncio
import errno
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from random import Random
from urllib.parse import parse_qsl, urlsplit

import aiohttp
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from bot.simulator.checking import Upload
from bot.simulator.faults import fault_of
from bot.simulator.loopback import LOOPBACK, is_loopback
from bot.simulator.refusals import RefusalError, bad_request, forbidden
from bot.simulator.telegram import Answer, ConnectionDroppedError, Telegram, encoded
from bot.simulator.webhook import Webhooks, post

WEBHOOK_SECONDS = 60
_MOST_FAULTS = 1_000
_LARGEST_REQUEST = 60_000_000


class AddressError(Exception):
    """The stand-in cannot be served at this address, for the reason given."""


def application(telegram: Telegram, add: Callable[[web.Application], None] | None = None) -> web.Application:
    """Return an application that answers ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``.

    A POST to ``/faults`` lets the next calls fail: ``{"method": "sendMessage", "times": 2, "fault": "too_many"}``.
    ``add`` adds what else it is to answer.
    """

    async def answer_call(request: web.Request) -> web.StreamResponse:
        parameters, uploads = await _read(request)
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            return _response(await telegram.call(token, method, parameters, uploads))
        except ConnectionDroppedError:
            return _hang_up(request)

    async def answer_download(request: web.Request) -> web.StreamResponse:
        answer = telegram.file(request.match_info["token"], request.match_info["path"])
        return web.Response(status=answer.code, body=answer.body)

    async def take_fault(request: web.Request) -> web.StreamResponse:
        _ask_for_fault(telegram, await _read_json(request))
        return _response(encoded(True))

    async def answer_stray(_: web.Request) -> web.StreamResponse:
        return _response(encoded(RefusalError(404, "Not Found")))

    app = web.Application(client_max_size=_LARGEST_REQUEST)
    app.router.add_route("*", "/bot{token}/{method}", _refusing(answer_call))
    app.router.add_get("/file/bot{token}/{path:.+}", _refusing(answer_download))
    app.router.add_post("/faults", _refusing(take_fault))
    if add:
        add(app)
    app.router.add_route("*", "/{path:.*}", answer_stray)
    return app


@asynccontextmanager
async def serve(
    telegram: Telegram, port: int = 0, host: str = LOOPBACK, add: Callable[[web.Application], None] | None = None
) -> AsyncIterator[str]:
    """Serve the stand-in and yield its address (``http://127.0.0.1:8081``); port 0 takes a free one.

    Webhooks on this machine are called as long as it is served.

    AddressError where it cannot listen there.
    """
    # No access log: it would hold the token. Cancellation: a poll must not outlive its connection.
    app = application(telegram, add)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        async with _webhooks(telegram):
            yield f"http://{f'[{host}]' if ':' in host else host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def _webhooks(telegram: Telegram) -> AsyncIterator[None]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(WEBHOOK_SECONDS)) as session:
        bringing = asyncio.create_task(Webhooks(telegram, partial(post, session), Random()).run())
        try:
            yield
        finally:
            bringing.cancel()
            await asyncio.gather(bringing, return_exceptions=True)


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        reasons = {errno.EADDRINUSE: "another program has it", errno.EADDRNOTAVAIL: "this machine has no such address"}
        reason = reasons.get(error.errno or 0, error.strerror)
        raise AddressError(f"cannot listen on port {port} of {host}: {reason}") from error


def _refusing(handler: Handler) -> Handler:
    """Let a handler answer no strangers, and say no as Telegram does."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            refuse_strangers(request)
            return await handler(request)
        except RefusalError as refusal:
            return _response(encoded(refusal))
        except web.HTTPException as error:  # aiohttp has words of its own for a body that is too large
            return _response(encoded(RefusalError(error.status, error.reason)))

    return answer


def _ask_for_fault(telegram: Telegram, asked: dict[str, object]) -> None:
    method, times = asked.pop("method", "*"), asked.pop("times", 1)
    if not isinstance(method, str) or type(times) is not int or not 0 < times <= _MOST_FAULTS:
        raise bad_request(f"method must be a text and times 1 to {_MOST_FAULTS}")
    try:
        telegram.faults.next(method, fault_of(asked), times)
    except ValueError as error:
        raise bad_request(str(error)) from None


def refuse_strangers(request: web.Request) -> None:
    """Raise RefusalError for a page of another site, which could guess this address: browsers tell, and no bot does."""
    local = request.transport is not None and is_loopback(str(request.transport.get_extra_info("sockname")[0]))
    renamed = local and not is_loopback(_host(request))  # a name that was made to lead here
    elsewhere = request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
    own = f"{request.scheme}://{request.host}"
    if renamed or elsewhere or request.headers.get("Origin", own) != own:
        raise forbidden("the simulator answers no pages of other sites")


def _host(request: web.Request) -> str:
    try:
        return urlsplit(f"//{request.host}").hostname or ""
    except ValueError:
        return ""


async def _read(request: web.Request) -> tuple[Mapping[str, object], Mapping[str, Upload]]:
    parameters: dict[str, object] = _form(request.rel_url.raw_query_string)
    if request.content_type == "application/json":
        return parameters | await _read_json(request), {}
    if request.content_type == "application/x-www-form-urlencoded":
        return parameters | _form((await request.read()).decode("utf-8", "surrogateescape")), {}
    uploads = {}
    for name, value in (await _parts(request)).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
        else:
            parameters[name] = (
                value.decode("utf-8", "surrogateescape") if isinstance(value, bytes | bytearray) else value
            )
    return parameters, uploads


def _form(text: str) -> dict[str, object]:
    return dict(parse_qsl(text, keep_blank_values=True, errors="surrogateescape"))


async def _parts(request: web.Request) -> Mapping[str, object]:
    try:
        return await request.post()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except (ValueError, LookupError, HttpProcessingError):
        raise bad_request("can't parse request as form data") from None


async def _read_json(request: web.Request) -> dict[str, object]:
    body = await request.read()
    try:
        values = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise bad_request("can't parse request as JSON object")
    return values


def _response(answer: Answer) -> web.Response:
    response = web.Response(status=answer.code, body=answer.body, content_type="application/json")
    if answer.code == 429:
        response.headers["Retry-After"] = str(json.loads(answer.body)["parameters"]["retry_after"])
    return response


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
