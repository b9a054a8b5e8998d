"""python-telegram-bot's way to the stand-in, without a socket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import unquote

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.simulator.checking import Upload
from bot.simulator.telegram import ConnectionDroppedError, Telegram


class SimulatedRequest(BaseRequest):
    """Hands every request to the stand-in; texts arrive there as a form would carry them."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float | None:
        """Nothing is read from anywhere."""
        return None

    async def initialize(self) -> None:
        """Do nothing: there is no connection to make."""

    async def shutdown(self) -> None:
        """Do nothing: there is no connection to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: object = None,  # noqa: ARG002
        write_timeout: object = None,  # noqa: ARG002
        connect_timeout: object = None,  # noqa: ARG002
        pool_timeout: object = None,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Return status and body; NetworkError where the stand-in drops the connection."""
        before, _, rest = unquote(url).partition("/bot")
        token, _, path = rest.partition("/")
        if before.endswith("/file"):
            answer = self._telegram.file(token, path)
            return answer.code, answer.body
        parameters = request_data.json_parameters if request_data else {}
        try:
            answer = await self._telegram.call(token, path, parameters, _uploads(request_data))
        except ConnectionDroppedError as error:
            raise NetworkError("Connection dropped") from error
        return answer.code, answer.body


def _uploads(request_data: RequestData | None) -> Mapping[str, Upload]:
    if request_data is None or not request_data.contains_files:
        return {}
    return {name: _upload(*cast("tuple[str, object, str]", part)) for name, part in request_data.multipart_data.items()}


def _upload(name: str, content: object, mime_type: str) -> Upload:
    data = content if isinstance(content, bytes) else content.read()  # type: ignore[attr-defined]
    return Upload(name, data, mime_type)
