"""The queue of updates and what getUpdates and webhooks do with it.

As tdlib/telegram-bot-api does it: an offset confirms all before it, the same offset asked again within half a second
gets one update, within three seconds it waits; a poll that waits is ended by the next one that comes to wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.simulator.checking import Json, integer
from bot.simulator.refusals import RefusalError, conflict
from bot.simulator.spec import specification

MESSAGE_LIFE = 24 * 60 * 60
TAP_LIFE = 150
_NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")
_LONGEST_WAIT = 50
_FAR_FUTURE = 10


@dataclass(frozen=True, slots=True)
class _Queued:
    update_id: int
    update: Json
    dropped_at: float


@dataclass(slots=True)
class _Poll:
    offset: int
    limit: int
    answer: asyncio.Future[list[Json]]


def default_updates() -> frozenset[str]:
    """Return the kinds of update a bot gets that names none."""
    return _all_updates().difference(_NOT_BY_DEFAULT)


def _all_updates() -> frozenset[str]:
    return frozenset(specification().types["Update"].fields) - {"update_id"}


class Updates:
    """Updates that wait for the bot."""

    def __init__(self, clock: Clock, first_id: int, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._next_id = first_id
        self._changed = changed
        self._queue: list[_Queued] = []
        self._poll: _Poll | None = None
        self._last: tuple[int, float] | None = None
        self.allowed = default_updates()
        self.webhook: Json = {}
        self.secret = ""

    @property
    def pending(self) -> Sequence[Json]:
        """The updates that are not confirmed, oldest first."""
        self._drop_old()
        return tuple(queued.update for queued in self._queue)

    @property
    def polled(self) -> bool:
        """Whether a poll is waiting."""
        return self._poll is not None

    def allow(self, kinds: object) -> None:
        """Set which kinds are wanted from now on; an empty list means the default, None changes nothing."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) & _all_updates() or default_updates()

    def add(self, kind: str, payload: Json, life: float = MESSAGE_LIFE) -> int | None:
        """Queue an update; return its id, or None where the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        update: Json = {"update_id": update_id, kind: payload}
        self._queue.append(_Queued(update_id, update, self._clock.monotonic() + life))
        if self._poll:
            asyncio.get_running_loop().call_soon(self._answer_poll)
        self._changed()
        return update_id

    def repeat(self, update: Json) -> None:
        """Queue an update once more under its old id, as Telegram does when a confirmation got lost."""
        dropped_at = self._clock.monotonic() + MESSAGE_LIFE
        self._queue.insert(0, _Queued(integer(update, "update_id"), update, dropped_at))

    async def get(self, offset: int, limit: int, wait: int) -> list[Json]:
        """Answer getUpdates; Refusal where a webhook is set or another poll ends this one."""
        if self.webhook:
            text = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise conflict(text)
        now, again = self._clock.monotonic(), self._last is not None and self._last[0] == offset
        since = now - self._last[1] if self._last else 0.0
        self._last = (offset, now)
        if again and since < 3:
            wait = max(wait, 3)
        if again and since < 0.5:
            limit = 1
        found = self._take(offset, limit)
        if found or wait <= 0:
            return found
        return await self._wait(offset, limit, min(wait, _LONGEST_WAIT))

    def clear(self) -> None:
        """Forget all that waits."""
        self._queue.clear()

    def reset(self) -> None:
        """Forget all that waits, the webhook and which kinds are wanted."""
        self._queue.clear()
        self._last = None
        self.allowed = default_updates()
        self.set_webhook({})

    def set_webhook(self, webhook: Json, secret: str = "") -> None:
        """Set or, with an empty one, delete the webhook; a waiting poll ends.

        ``webhook`` holds the fields of WebhookInfo that are its own, ``secret`` is told to it with each update.
        """
        self.webhook, self.secret = webhook, secret
        if webhook:
            self._end_poll("terminated by setWebhook request")
        self._changed()

    def confirm(self, update_id: int) -> None:
        """Take an update out of the queue."""
        self._queue = [queued for queued in self._queue if queued.update_id != update_id]

    def _take(self, offset: int, limit: int) -> list[Json]:
        self._drop_old()
        if offset < 0:
            self._queue = self._queue[offset:]
        elif offset <= self._next_id + _FAR_FUTURE:  # one further ahead confirms nothing
            self._queue = [queued for queued in self._queue if queued.update_id >= offset]
        return [queued.update for queued in self._queue[:limit]]

    def _drop_old(self) -> None:
        now = self._clock.monotonic()
        self._queue = [queued for queued in self._queue if queued.dropped_at > now]

    async def _wait(self, offset: int, limit: int, seconds: int) -> list[Json]:
        self._end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        poll = self._poll = _Poll(offset, limit, asyncio.get_running_loop().create_future())
        self._changed()
        sleeping = asyncio.ensure_future(self._clock.sleep(seconds))
        waiting: list[asyncio.Future[list[Json]] | asyncio.Future[None]] = [poll.answer, sleeping]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            return poll.answer.result() if poll.answer.done() else []
        finally:
            sleeping.cancel()
            if self._poll is poll:
                self._poll = None
                self._changed()

    def _answer_poll(self) -> None:
        """Answer a waiting poll; a moment after the update, so that updates made together arrive together."""
        if self._poll and (found := self._take(self._poll.offset, self._poll.limit)):
            poll, self._poll = self._poll, None
            poll.answer.set_result(found)

    def _end_poll(self, text: str) -> None:
        if self._poll:
            poll, self._poll = self._poll, None
            poll.answer.set_exception(RefusalError(409, f"Conflict: {text}"))
