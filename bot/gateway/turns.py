"""Turns: each person's updates one after the other, many people at once, nobody held up by another."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from telegram.error import TelegramError

from bot.domain.clock import Clock
from bot.domain.listener import Listener, MalformedUpdateError
from bot.domain.outcome import Ambiguous, Refused, RetryAt, Sent, Unreachable
from bot.domain.store import Ending, Inbox, Person, Received, StoreError, Write
from bot.gateway.failures import classify

log = logging.getLogger(__name__)

T = TypeVar("T")

RESEND_AFTER = (1.0, 10.0)
"""Seconds before each further try of what may have arrived: at most two, the last past a short outage."""
LONGEST_PAUSE = 10.0
ALONE_SECONDS = 1.0
"""How long a turn that was cut short by a crash is run with no other beside it."""
ALONE_TOGETHER_SECONDS = 5.0
"""How long all of them may take like that before the rest runs side by side: new messages wait meanwhile."""
ACKNOWLEDGED_AFTER = 2.0
"""Seconds after which a tap is acknowledged whose turn has to wait: Telegram lets a button spin for some ten only."""
WARN_AT = 10
WARN_EVERY = 60.0
STORE_PAUSE = 1.0
MOST_IN_MEMORY = 10_000


class Turns:
    """Runs one turn an update and clears it from the inbox together with what it changed.

    Of one person at most ``patience`` updates wait; further ones get no answer, which would come too late to help. What
    is urgent takes the place of the last.
    """

    def __init__(self, store: Inbox, listener: Listener, clock: Clock, *, patience: int) -> None:
        self._store = store
        self._listener = listener
        self._clock = clock
        self._patience = patience
        self._waiting: dict[int, deque[Received]] = {}
        self._count = 0
        self._room = asyncio.Event()
        self._room.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._helpers: set[asyncio.Task[None]] = set()
        self._warned: dict[int, float] = {}
        self._store_fails = False
        self._stopping = asyncio.Event()

    async def take(self, updates: Sequence[Received], malformed: Sequence[int]) -> None:
        """Store updates and start their turns; return once they are safe and there is room for more."""
        aside = [Received(update_id, 0, "") for update_id in malformed]
        fresh = await self._store.receive([*updates, *aside], self._clock.now())
        for update in fresh:
            if update.payload:
                self._queue(update)
            else:
                log.warning("update %d is malformed and was put aside", update.update_id)
                self._spawn(self._finish(update, Ending.MALFORMED, ()))
        await self._room.wait()

    async def resume(self) -> None:
        """Run again what the last run of the program left in the inbox."""
        recovered = await self._store.recover(self._clock.now())
        for update_id in recovered.put_aside:
            log.error("update %d was running at three crashes and was put aside", update_id)
        end = asyncio.get_running_loop().time() + ALONE_TOGETHER_SECONDS
        for update in recovered.running:
            others = set(self._tasks)
            self._queue(update)
            left = max(0.0, end - asyncio.get_running_loop().time())
            if begun := self._tasks - others:
                await asyncio.wait(begun, timeout=min(ALONE_SECONDS, left))
        for update in recovered.waiting:
            self._queue(update)

    async def stop(self, within: float) -> None:
        """Finish the turns in hand, within so many seconds; what waits stays in the inbox."""
        self._stopping.set()
        helpers = list(self._helpers)
        for helper in helpers:
            helper.cancel()
        await asyncio.gather(*helpers, return_exceptions=True)
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _queue(self, update: Received) -> None:
        waiting = self._waiting.get(update.person_id)
        if waiting is None:
            waiting = self._waiting[update.person_id] = deque()
            self._spawn(self._serve(update.person_id, waiting))
        else:
            helper = asyncio.ensure_future(self._acknowledge(update, waiting))
            self._helpers.add(helper)
            helper.add_done_callback(self._helpers.discard)
        if len(waiting) >= WARN_AT:
            self._warn(update)
        if waiting and self._listener.is_urgent(update):
            waiting.appendleft(update)
        else:
            waiting.append(update)
        self._counted(+1)
        if len(waiting) > self._patience:
            self._counted(-1)
            self._spawn(self._finish(waiting.pop(), Ending.FLOOD, ()))

    def _counted(self, change: int) -> None:
        self._count += change
        if self._count >= MOST_IN_MEMORY:
            self._room.clear()
        else:
            self._room.set()

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _warn(self, update: Received) -> None:
        now = self._clock.monotonic()
        self._warned = {person: at for person, at in self._warned.items() if now - at < WARN_EVERY}
        if update.person_id not in self._warned:
            self._warned[update.person_id] = now
            log.warning("person %d sends faster than answers can go out", update.person_id)
            self._spawn(self._quietly(self._listener.ask_to_slow_down, update))

    async def _acknowledge(self, update: Received, waiting: deque[Received]) -> None:
        """Acknowledge a tap that still waits for its turn after a while; all it does comes when its turn does."""
        await self._clock.sleep(ACKNOWLEDGED_AFTER)
        if update in waiting:
            await self._quietly(self._listener.acknowledge, update)

    async def _serve(self, person_id: int, waiting: deque[Received]) -> None:
        try:
            while waiting and not self._stopping.is_set():
                self._counted(-1)
                await self._turn(waiting.popleft())
        finally:
            del self._waiting[person_id]
            self._counted(-len(waiting))

    async def _turn(self, update: Received) -> None:
        try:
            person = await self._kept(lambda: self._store.begin(update.update_id))
            # Gone from the inbox: the person was erased meanwhile. What they sent before is answered, nothing is kept.
            ended = await self._answered(update, person or Person(update.person_id))
            if ended is None:
                await self._kept(lambda: self._store.release(update.update_id))
            else:
                await self._finish(update, *ended)
        except asyncio.CancelledError:  # by a stop, which is no crash and must not be counted as one
            with suppress(StoreError):
                await self._store.release(update.update_id)
            raise
        except Exception as error:  # the store's own fault must not end the person's turns
            log.error("update %d stays in the inbox until the next start", update.update_id, exc_info=error)

    async def _finish(self, update: Received, ending: Ending, writes: Sequence[Write]) -> None:
        await self._kept(lambda: self._store.finish(update.update_id, ending, writes, self._clock.now()))

    async def _answered(self, update: Received, person: Person) -> tuple[Ending, Sequence[Write]] | None:
        """Return how the turn ended and what to remember, or None where it has to wait for the next run."""
        tries = resends = 0
        while True:
            writes: list[Write] = []
            tries += 1
            pause = min(tries, LONGEST_PAUSE)
            try:
                await self._listener.answer(update, person, writes)
            except MalformedUpdateError:
                log.warning("update %d is malformed and was put aside", update.update_id)
                return Ending.MALFORMED, ()
            except Exception as error:  # one update's fault must not reach the others
                match classify(error, self._clock.now()) if isinstance(error, TelegramError) else Refused():
                    case Sent() | Unreachable():
                        return Ending.DONE, writes
                    case RetryAt(time=time):
                        pause = max(pause, (time - self._clock.now()) / timedelta(seconds=1))
                    case Ambiguous() if resends < len(RESEND_AFTER):
                        pause = RESEND_AFTER[resends]
                        resends += 1
                    case _:
                        await self._put_aside(update, error)
                        return Ending.FAILED, writes
            else:
                return Ending.DONE, writes
            if not await self._waited(pause):
                return None

    async def _put_aside(self, update: Received, error: Exception) -> None:
        log.error("update %d could not be answered and was put aside", update.update_id, exc_info=error)
        await self._quietly(self._listener.apologise, update)

    async def _quietly(self, tell: Callable[[Received], Awaitable[None]], update: Received) -> None:
        try:
            await tell(update)
        except Exception as error:  # nothing more can be done for this update
            log.warning("update %d: the person could not be told (%s)", update.update_id, type(error).__name__)

    async def _waited(self, seconds: float) -> bool:
        """Return whether the time passed before the stop."""
        waits = {asyncio.ensure_future(wait) for wait in (self._clock.sleep(seconds), self._stopping.wait())}
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
        return not self._stopping.is_set()

    async def _kept(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what the store answers, trying again for as long as it cannot write."""
        failed = False
        while True:
            try:
                kept = await call()
            except StoreError as error:
                failed = True
                if not self._store_fails:
                    self._store_fails = True
                    log.error("answers wait for the store: %s", str(error))  # ours, so its words may be shown
                await self._clock.sleep(STORE_PAUSE)
            else:
                if failed and self._store_fails:
                    self._store_fails = False
                    log.warning("the store can write again, answers go on")
                return kept
