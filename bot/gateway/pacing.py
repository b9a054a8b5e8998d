"""How fast the bot may speak: each chat at its own pace, reminders within a pace of their own, answers before them."""

from __future__ import annotations

import asyncio
import math
from bisect import insort
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final, NamedTuple

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.domain.clock import Clock
from bot.domain.lane import Lane
from bot.gateway.failures import Held, wait_of

BURST: Final = 3
"""Messages that a rested chat takes at once."""
LONGEST_WAIT: Final = 60.0
"""Seconds of 429s that a call waits for before it gives up."""
WINDOW: Final = 1.0
"""Seconds within which reminders are counted, and 429s are held to belong together."""
WIDE: Final = 3
"""So many chats with a 429 within the window mean that the bot as a whole is too fast."""
SLACK: Final = 0.2
"""Seconds that reminders may be behind an even pace and still catch up with it."""

_COUNTED: Final = ("send", "edit", "copy", "forward")
_NOT_COUNTED: Final = "sendChatAction"

Answer = bool | dict[str, Any] | list[dict[str, Any]]
ChatId = int | str


class Pacing(BaseRateLimiter[Lane]):
    """Delays calls that send or edit messages; all others go at once.

    ``messages_per_second`` bounds reminders only: none starts while that many messages of all lanes started within the
    last second, and they come evenly, so that answers find room in what Telegram takes at once.
    ``messages_per_chat_per_second`` refills each chat's bucket. Urgent messages wait for nothing but their chat's 429,
    since Telegram would refuse them, and are counted all the same. A call that meets a 429 is tried again, unless it is
    a reminder: its ledger knows better. Nor does a reminder wait for longer than the window.
    """

    def __init__(self, clock: Clock, messages_per_second: float, messages_per_chat_per_second: float) -> None:
        self._clock = clock
        self._most_at_once = math.ceil(messages_per_second)
        self._interval = 1 / messages_per_chat_per_second
        self._spacing = 1 / messages_per_second
        self._even_at = 0.0
        self._tickets = count()
        self._chats: dict[ChatId, _Chat] = {}
        self._sweep_at = 0.0
        self._starts: deque[float] = deque()
        self._floods: dict[ChatId, _Flood] = {}
        self._reminders_held_until = 0.0

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Answer:
        """Return what the call answers, made when its time has come.

        Raises RetryAfter, or Held for a reminder, where waiting takes too long.
        """
        chat_id = data.get("chat_id")
        if chat_id is None or not endpoint.startswith(_COUNTED) or endpoint == _NOT_COUNTED:
            return await callback(*args, **kwargs)
        lane = Lane.ANSWER if rate_limit_args is None else rate_limit_args
        ticket = next(self._tickets)
        waited = 0.0
        while True:
            chat = self._chat(chat_id)
            if chat.queue or self._opens(chat, lane) > self._clock.monotonic():
                await self._turn(chat, lane, ticket)
            self._start(chat, lane)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = wait_of(error).total_seconds()
                self._hold(chat_id, wait)
                waited += wait
                if lane is Lane.REMINDER or waited > LONGEST_WAIT:
                    raise

    def reminders_held_for(self) -> float:
        """Return for how many seconds more 429s keep all reminders back."""
        return max(0.0, self._reminders_held_until - self._clock.monotonic())

    def _chat(self, chat_id: ChatId) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = _Chat()
        return chat

    async def _turn(self, chat: _Chat, lane: Lane, ticket: int) -> None:
        """Return when this call is the first of its chat's queue and may start; raises Held."""
        self._spare(lane, self._opens(chat, lane) + len(chat.queue) * self._interval)
        waiting = _Waiting(lane, ticket, asyncio.Event())
        insort(chat.queue, waiting)
        try:
            while True:
                if chat.queue[0] is not waiting:
                    waiting.first.clear()
                    await waiting.first.wait()
                elif (pause := (opens := self._opens(chat, lane)) - self._clock.monotonic()) > 0:
                    self._spare(lane, opens)
                    await self._clock.sleep(pause)
                else:
                    return
        finally:
            chat.queue.remove(waiting)
            if chat.queue:
                chat.queue[0].first.set()

    def _spare(self, lane: Lane, opens: float) -> None:
        """Raise Held where a reminder would wait for longer than the window: it is counted as being sent meanwhile."""
        pause = opens - self._clock.monotonic()
        if lane is Lane.REMINDER and pause > WINDOW:
            raise Held(pause)

    def _opens(self, chat: _Chat, lane: Lane) -> float:
        """Return when a message of this lane may start, as far as can be known now."""
        if lane is Lane.URGENT:
            return chat.held_until
        opens = max(chat.held_until, chat.full_at - (BURST - 1) * self._interval)
        if lane is Lane.REMINDER:
            opens = max(opens, self._reminders_held_until, self._even_at)
            surplus = len(self._starts) - self._most_at_once
            if surplus >= 0:
                opens = max(opens, self._starts[surplus] + WINDOW)
        return opens

    def _start(self, chat: _Chat, lane: Lane) -> None:
        now = self._clock.monotonic()
        chat.full_at = max(chat.full_at, now) + self._interval
        self._starts.append(now)
        if lane is Lane.REMINDER:
            self._even_at = max(self._even_at, now - SLACK) + self._spacing
        while self._starts[0] + WINDOW <= now:
            self._starts.popleft()
        if now >= self._sweep_at:
            self._sweep_at = now + WINDOW
            self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if not chat.is_rested(now)}

    def _hold(self, chat_id: ChatId, seconds: float) -> None:
        now = self._clock.monotonic()
        chat = self._chat(chat_id)
        chat.held_until = max(chat.held_until, now + seconds)
        self._floods[chat_id] = _Flood(now, now + seconds)
        self._floods = {chat_id: flood for chat_id, flood in self._floods.items() if flood.met_at + WINDOW > now}
        if len(self._floods) >= WIDE:
            ends = max(flood.ends_at for flood in self._floods.values())
            self._reminders_held_until = max(self._reminders_held_until, ends)


class _Waiting(NamedTuple):
    lane: Lane
    ticket: int
    first: asyncio.Event


class _Flood(NamedTuple):
    met_at: float
    ends_at: float


@dataclass(slots=True)
class _Chat:
    """One chat's bucket, known by the time at which it will be full, and the calls waiting for it in their order."""

    full_at: float = 0.0
    held_until: float = 0.0
    queue: list[_Waiting] = field(default_factory=list)

    def is_rested(self, now: float) -> bool:
        return not self.queue and self.full_at <= now and self.held_until <= now
