"""The library's bot, with a short way for what is sent most."""

from __future__ import annotations

from typing import Any

from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError
from telegram.ext import ExtBot

from bot.domain.lane import Lane
from bot.domain.sender import Keyboard
from bot.gateway.failures import is_done

_NO_PREVIEW = {"is_disabled": True}


class Bot(ExtBot[Lane]):
    """A bot and ``domain.sender.Sender``.

    ``send`` and ``edit`` hand Telegram ready-made JSON and build no objects from its answers, which nobody reads: that
    halves the cost of a message against ``send_message``, see ``make bench``.
    """

    async def send(self, chat_id: int, text: str, keyboard: Keyboard, lane: Lane, *, silent: bool = False) -> int:
        """Send a new message, its text in HTML; return the message's id."""
        target = {"chat_id": chat_id, "disable_notification": True} if silent else {"chat_id": chat_id}
        match await self._call("sendMessage", target, text, keyboard, lane):
            case {"message_id": int(message_id)}:
                return message_id
        raise NetworkError("The answer holds no message")

    async def edit(self, chat_id: int, message_id: int, text: str, keyboard: Keyboard, lane: Lane) -> None:
        """Change what a message says; one that says it already is left as it is."""
        try:
            await self._call("editMessageText", {"chat_id": chat_id, "message_id": message_id}, text, keyboard, lane)
        except BadRequest as error:
            if not is_done(error):
                raise

    async def acknowledge(self, query_id: str, notice: str | None) -> None:
        """Tell a button that its tap has arrived, with a notice for the person; one that waits no longer needs none."""
        try:
            await self.answer_callback_query(query_id, notice)
        except BadRequest as error:
            if not is_done(error):
                raise

    async def _call(self, endpoint: str, target: dict[str, Any], text: str, keyboard: Keyboard, lane: Lane) -> Any:
        markup = {"inline_keyboard": keyboard} if keyboard else None
        data = target | {
            "text": text,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": markup,
        }
        return await self._post(endpoint, data, api_kwargs=self._merge_api_rl_kwargs(None, lane))
