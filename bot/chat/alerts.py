"""What needs a human: administrators are told once when it begins, and once when it is well again."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum

from bot.content.catalog import Catalog
from bot.domain.clock import Clock
from bot.domain.delivery import Deliverer
from bot.domain.editing import Editor
from bot.domain.outcome import Ambiguous, RetryAt, Sent
from bot.domain.store import Memory, StoreError

log = logging.getLogger(__name__)

CALM_SECONDS = 600.0
"""So long nothing may happen before it is well again; what comes and goes is one trouble."""
NAME = "what administrators were told"


class Trouble(StrEnum):
    """What may need a human; ``alert-<value>`` is what it says, ``alert-<value>-over`` that it is well again."""

    STORE = "store"
    BACKUP = "backup"
    LEDGER = "ledger"
    RIVAL = "rival"
    NUMBERS = "numbers"
    WORDINGS = "wordings"


VARIABLES: Mapping[Trouble, tuple[str, ...]] = {
    Trouble.STORE: ("reason",),
    Trouble.BACKUP: ("reason",),
    Trouble.LEDGER: ("due", "accounted"),
    Trouble.RIVAL: (),
    Trouble.NUMBERS: ("countries",),
    Trouble.WORDINGS: ("texts",),
}
TEXTS: Mapping[str, tuple[str, ...]] = {f"alert-{trouble}": names for trouble, names in VARIABLES.items()} | {
    f"alert-{trouble}-over": () for trouble in Trouble
}
TOLD_AGAIN = frozenset({Trouble.NUMBERS, Trouble.WORDINGS})
"""Where another cause is news of its own."""


class Alerts:
    """Notes what is wrong, and tells the administrators of each change, over restarts as well."""

    def __init__(
        self, catalog: Catalog, deliverer: Deliverer, admin_ids: Collection[int], memory: Memory, clock: Clock
    ) -> None:
        self._catalog = catalog
        self._deliverer = deliverer
        self._admin_ids = frozenset(admin_ids)
        self._memory = memory
        self._clock = clock
        self._wrong: dict[Trouble, dict[str, str]] = {}
        self._well_since: dict[Trouble, float] = {}
        self._told: dict[str, dict[str, str]] = {}
        self._kept: dict[str, dict[str, str]] | None = None
        self._outbox: deque[tuple[int, str]] = deque()
        self._not_before = 0.0
        self._telling = asyncio.Lock()

    def report(self, trouble: Trouble, **about: str) -> None:
        """Note that something is wrong, as often as it is seen."""
        self._wrong[trouble] = about
        self._well_since.pop(trouble, None)

    def settle(self, trouble: Trouble) -> None:
        """Note that it is not wrong, as often as it is seen."""
        self._wrong.pop(trouble, None)
        self._well_since.setdefault(trouble, self._clock.monotonic())

    async def tell(self) -> None:
        """Tell the administrators what is new, if there is anything and they can be reached."""
        async with self._telling:  # what is on its way must not be sent by another call as well
            await self._recall()
            for trouble in Trouble:
                if text := self._news(trouble):
                    self._outbox.extend((person_id, text) for person_id in await self._concerned(trouble))
            await self._send()
            await self._remember()

    async def _concerned(self, trouble: Trouble) -> Sequence[int]:
        """Return who is told: the administrators, and of the words those who edit them."""
        editors: Sequence[Editor] = ()
        if trouble is Trouble.WORDINGS:
            with suppress(StoreError):
                editors = await self._memory.editing.editors()
        return sorted(self._admin_ids.union(editor.person_id for editor in editors))

    def _news(self, trouble: Trouble) -> str | None:
        about, told = self._wrong.get(trouble), self._told.get(trouble)
        if about is not None and (told is None or (trouble in TOLD_AGAIN and told != about)):
            self._told[trouble] = about
            return self._catalog.words(None).text(f"alert-{trouble}", **about)
        well_since = self._well_since.get(trouble)
        if told is None or well_since is None or self._clock.monotonic() - well_since < CALM_SECONDS:
            return None
        del self._told[trouble]
        return self._catalog.words(None).text(f"alert-{trouble}-over")

    async def _send(self) -> None:
        """Send what waits, in order; what did not arrive for certain stays."""
        while self._outbox and self._clock.monotonic() >= self._not_before:
            person_id, text = self._outbox[0]
            match await self._deliverer.deliver(person_id, text, (), silent=False):
                case RetryAt():
                    return
                case Ambiguous():
                    self._not_before = self._clock.monotonic() + CALM_SECONDS
                    return
                case Sent():
                    pass
                case _:
                    log.warning("person %d could not be told what is wrong", person_id)
            self._outbox.popleft()

    async def _recall(self) -> None:
        """Read what was told before this run, once."""
        if self._kept is not None:
            return
        try:
            noted = await self._memory.noted(NAME)
        except StoreError:
            return
        self._kept = json.loads(noted) if noted else {}
        self._told = {**self._kept, **self._told}

    async def _remember(self) -> None:
        """Write down what was told, for the next run."""
        if self._outbox or self._told == self._kept:
            return
        try:
            await self._memory.note(NAME, json.dumps(self._told))
        except StoreError:
            return  # it is tried again
        self._kept = dict(self._told)
