"""The engine: writes down what is about to be sent, sends it, and writes down how that ended."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any, TypeVar

from bot.delivery.breaker import Breaker
from bot.domain.clock import Clock
from bot.domain.delivery import Claimed, Claims, Deliverer, DeliveryStore, Render, Rendered
from bot.domain.outcome import Ambiguous, Outcome, Refused, RetryAt, Sent, Unreachable
from bot.domain.reminders import Missed
from bot.domain.store import StoreError

log = logging.getLogger(__name__)

T = TypeVar("T")

MOST_IN_FLIGHT = 10
TAKEN_AT_ONCE = 200
"""Occurrences made in one transaction: answers wait for it no longer than for a disk."""
AGAIN_AFTER = (timedelta(seconds=2), timedelta(seconds=10))
"""How long after a send that nobody heard of the next may start; the second is past a short outage."""
LONGEST_SILENCE = 1.5
"""Seconds without a tick after which the engine takes its own: the scheduler goes by a clock that may be set back."""
STORE_PAUSE = 1.0
MOST_REMOVALS = 1_000
_NO_WORDS = Rendered("", ())
_NOT_SENT: Outcome = Refused()


class Engine:
    """Delivers what is due, at most ten messages at a time, one a person.

    ``render`` puts a reminder into words, ``render_plainly`` does where that fails or Telegram refuses the words.
    """

    def __init__(
        self,
        store: DeliveryStore,
        deliverer: Deliverer,
        render: Render,
        render_plainly: Render,
        clock: Clock,
        random: Random,
    ) -> None:
        self._store = store
        self._deliverer = deliverer
        self._render = render
        self._render_plainly = render_plainly
        self._clock = clock
        self._breaker = Breaker(random)
        self._in_flight: set[asyncio.Task[None]] = set()
        self._outdated: deque[tuple[int, int]] = deque(maxlen=MOST_REMOVALS)
        self._awake = asyncio.Event()
        self._ticked_at = clock.monotonic()
        self._troubled: set[str] = set()
        self._stopping = False

    async def run(self, time_zones: str) -> None:
        """Deliver until cancelled or stopped; ``time_zones`` is the edition of the time zones in force."""
        doubted = await self._kept(lambda: self._store.recover_sending(self._clock.now()))
        if doubted:
            log.warning(
                "%d reminders were being sent when the last run ended; they are sent again, and say so", doubted
            )
        helpers = [asyncio.create_task(work) for work in (self._recalculate(time_zones), self._watch())]
        try:
            while not self._stopping:
                self._awake.clear()
                await self._deliver()
                await self._awake.wait()
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)

    async def tick(self) -> None:
        """Let happen what has become due; to be called each second."""
        self._ticked_at = self._clock.monotonic()
        try:
            while await self._store.take_due(self._clock.now(), TAKEN_AT_ONCE) >= TAKEN_AT_ONCE:
                self._awake.set()
            self._troubled.discard("take")
        except StoreError as error:
            self._trouble("take", error)
        self._awake.set()

    async def stop(self, within: float) -> None:
        """Begin nothing new, and return once what is in flight has ended, within so many seconds."""
        self._stopping = True
        self._awake.set()
        if self._in_flight:
            _, late = await asyncio.wait(self._in_flight, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def clean_up(self) -> int:
        """Turn what is over 90 days old into daily counts; return how many that were."""
        folded = 0
        while count := await self._store.fold(self._clock.now(), TAKEN_AT_ONCE):
            folded += count
        return folded

    async def _recalculate(self, time_zones: str) -> None:
        while await self._kept(lambda: self._store.recalculate(time_zones, self._clock.now(), TAKEN_AT_ONCE)):
            pass

    async def _watch(self) -> None:
        while True:
            await self._clock.sleep(LONGEST_SILENCE)
            if self._clock.monotonic() - self._ticked_at >= LONGEST_SILENCE:
                await self.tick()

    async def _deliver(self) -> None:
        """Send what waits, as far as there is room for it in flight."""
        try:
            while room := await self._room():
                claims = await self._claim(room)
                self._troubled.discard("claim")
                for claimed in claims.claimed:
                    self._begin(self._send(claimed))
                if claims.looked_at_all and len(claims.claimed) < room:
                    return self._tidy()
        except StoreError as error:
            self._trouble("claim", error)

    async def _claim(self, room: int) -> Claims:
        """Return what may be sent now; what is claimed while the engine ends waits again: it was never sent."""
        claiming = asyncio.ensure_future(self._store.claim(self._clock.now(), room))
        try:
            claims = await asyncio.shield(claiming)
        except asyncio.CancelledError:
            with suppress(StoreError):
                await self._release(await claiming)
            raise
        if not self._stopping:
            return claims
        await self._release(claims)
        return Claims((), looked_at_all=True)

    async def _release(self, claims: Claims) -> None:
        for claimed in claims.claimed:
            await self._store.postpone(claimed.occurrence.id, self._clock.now())

    async def _room(self) -> int:
        """Return how many may be sent now; none while the way to people is closed or held."""
        while self._breaker.blocks() and not self._stopping:
            pause = self._breaker.probed(worked=await self._deliverer.probe())
            if self._breaker.blocks():
                await self._clock.sleep(pause)
            else:
                log.warning("reminders go out again")
        if self._stopping or self._deliverer.held_for() > 0:
            return 0
        return max(0, (1 if self._breaker.is_shaken() else MOST_IN_FLIGHT) - len(self._in_flight))

    def _tidy(self) -> None:
        """Take an untouched message away that a newer one stands for, where nothing else is on its way."""
        if self._outdated and not self._in_flight:
            self._begin(self._deliverer.remove(*self._outdated.popleft()))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._in_flight.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._in_flight.discard(task)
        self._awake.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a reminder stays as it is until the next start", exc_info=error)

    async def _send(self, claimed: Claimed) -> None:
        rendered, outcome = _NO_WORDS, _NOT_SENT
        for render in (self._render, self._render_plainly):  # no fault in the words may stop a reminder
            words = self._words(render, claimed)
            if words is not None:
                rendered, outcome = words, await self._sent(claimed, words)
            if not isinstance(outcome, Refused):
                break
            log.error("reminder %d was refused as it was worded", claimed.occurrence.id)
        await self._kept(lambda: self._conclude(claimed, rendered, outcome))

    async def _sent(self, claimed: Claimed, rendered: Rendered) -> Outcome:
        outcome = await self._deliverer.deliver(
            claimed.reminding.person_id, rendered.text, rendered.keyboard, silent=claimed.reminding.silent
        )
        was_blocked = self._breaker.blocks()  # by now: others in flight may have failed first
        self._breaker.note(outcome)
        if self._breaker.blocks() and not was_blocked:
            log.warning("reminders wait: three sends in a row failed; trying again until one works")
        return outcome

    def _words(self, render: Render, claimed: Claimed) -> Rendered | None:
        try:
            return render(claimed)
        except Exception as error:  # whoever wrote the words has to hear of it
            log.error("reminder %d could not be put into words", claimed.occurrence.id, exc_info=error)
            return None

    async def _conclude(self, claimed: Claimed, rendered: Rendered, outcome: Outcome) -> None:
        """Write down how a send ended."""
        occurrence, now = claimed.occurrence, self._clock.now()
        match outcome:
            case Sent(message_id):
                before = await self._store.confirm(occurrence.id, message_id, rendered, now)
                if before is not None:
                    self._outdated.append((claimed.reminding.person_id, before))
            case RetryAt(time=time):
                await self._store.postpone(occurrence.id, time)
            case Unreachable(moved_to=int(moved_to)):
                await self._store.follow(occurrence.id, moved_to, now)
            case Unreachable():
                await self._store.lose(occurrence.id, now)
            case Refused():
                await self._store.miss(occurrence.id, Missed.REFUSED)
            case Ambiguous():
                again = AGAIN_AFTER[min(occurrence.doubts, len(AGAIN_AFTER) - 1)]
                await self._store.doubt(occurrence.id, now + again)

    async def _kept(self, call: Callable[[], Awaitable[T]]) -> T:
        """Return what the store answers, trying again for as long as it cannot write."""
        while True:
            try:
                kept = await call()
            except StoreError as error:
                self._trouble("keep", error)
                await self._clock.sleep(STORE_PAUSE)
            else:
                self._troubled.discard("keep")
                return kept

    def _trouble(self, work: str, error: StoreError) -> None:
        """Say it once, until all that failed has worked again: where nothing waits, a full disk stops no claim."""
        if not self._troubled:
            log.error("reminders wait for the store: %s", str(error))  # ours, so its words may be shown
        self._troubled.add(work)
