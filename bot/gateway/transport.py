"""The HTTP way to Telegram: aiohttp behind the library's own seam."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.gateway.failures import NotConnected, refusal

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

_UNSET: Final = BaseRequest.DEFAULT_NONE
_JSON: Final = {"Content-Type": "application/json"}
_encode: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode: Final = json.JSONDecoder().decode


class Transport(BaseRequest):
    """Requests over one pool of kept-alive connections, through the proxy that the environment names.

    All limits are in seconds. With the defaults a call ends within 8 s, and within 28 s where it uploads files. No
    error that leaves here holds an address, since the address holds the token.
    """

    __slots__ = ("_connections", "_limits", "_patience", "_route", "_session", "_upload_timeout")

    def __init__(
        self,
        connections: int = 100,
        read_timeout: float = 4,
        write_timeout: float = 1,
        connect_timeout: float = 2,
        pool_timeout: float = 1,
        upload_timeout: float = 21,
    ) -> None:
        self._connections = connections
        self._limits = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._upload_timeout = upload_timeout
        self._patience = _patience(*self._limits)
        self._route = lru_cache(maxsize=64)(_route)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return how long an answer may take, in seconds; long polls add their own time to it."""
        return self._limits[0]

    async def initialize(self) -> None:
        """Open the pool; without effect if it is open."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool and its connections; without effect if it is closed."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _UNSET,
        write_timeout: ODVInput[float] = _UNSET,
        connect_timeout: ODVInput[float] = _UNSET,
        pool_timeout: ODVInput[float] = _UNSET,
    ) -> tuple[int, bytes]:
        """Return status and body of the answer.

        Raises NotConnected, TimedOut or NetworkError where there is none, and what ``refusal`` makes of an unsuccessful
        one, so that the library never puts a stranger's answer into the text of an error.
        """
        if self._session is None:
            raise NotConnected("The transport is closed")
        uploads = request_data is not None and request_data.contains_files
        try:
            address, proxy = self._route(url)
            async with self._session.request(
                method,
                address,
                data=_body(request_data),
                headers=None if uploads else _JSON,  # aiohttp writes the multipart one
                proxy=proxy,
                timeout=self._timeout((read_timeout, write_timeout, connect_timeout, pool_timeout), uploads),
                allow_redirects=False,
            ) as response:
                answer = await response.read()
                if response.status < HTTPStatus.MULTIPLE_CHOICES:
                    return response.status, answer
                failure: TelegramError = refusal(response.status, _api_answer(answer))
        except Exception as error:
            failure = _without_answer(error)
        raise failure  # here, where it takes neither cause nor context along: their texts may hold the address

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return what a successful call answered; raises NetworkError for anything but the Bot API's JSON."""
        answer = _api_answer(payload)
        if "result" not in answer:
            raise NetworkError("The answer is none of the Bot API")
        return answer

    def _timeout(self, given: tuple[ODVInput[float], ...], uploads: bool) -> aiohttp.ClientTimeout:
        if not uploads and all(limit is _UNSET for limit in given):
            return self._patience
        read, write, connect, pool = self._limits
        own = (read, self._upload_timeout if uploads else write, connect, pool)
        return _patience(
            *(
                limit if limit is None or isinstance(limit, int | float) else default
                for default, limit in zip(own, given, strict=True)
            )
        )


def _patience(*limits: float | None) -> aiohttp.ClientTimeout:
    """Return the limits for reading, writing, connecting and for a place in the pool as aiohttp knows them."""
    return aiohttp.ClientTimeout(total=_sum(limits), connect=_sum(limits[2:]), ceil_threshold=math.inf)


def _sum(limits: Sequence[float | None]) -> float | None:
    finite = [limit for limit in limits if limit is not None]
    return sum(finite) if len(finite) == len(limits) else None


def _route(url: str) -> tuple[URL, URL | None]:
    address = URL(url, encoded=True)
    proxy = None if proxy_bypass(address.authority) else getproxies().get(address.scheme)
    return address, URL(proxy) if proxy else None


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return _encode(request_data.parameters).encode()
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mimetype)
    return form


def _api_answer(payload: bytes) -> dict[str, Any]:
    """Return the Bot API's answer, empty where it is somebody else's."""
    try:
        answer = _decode(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) and "ok" in answer else {}


def _without_answer(error: Exception) -> NetworkError:
    name = type(error).__name__
    match error:
        case aiohttp.ClientConnectorError():
            return NotConnected(str(error))  # host, port and reason only
        case aiohttp.ConnectionTimeoutError() | aiohttp.ClientHttpProxyError():
            return NotConnected(name)
        case TimeoutError():
            return TimedOut(name)
        case _:
            return NetworkError(name)
