"""What keeps the bot in good order without anybody asking: backups, and an eye on what may need a human."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.chat.alerts import Alerts, Trouble
from bot.content.numbers import Numbers
from bot.domain.clock import Clock
from bot.domain.store import Keeper, StoreError

log = logging.getLogger(__name__)

LOOK_SECONDS = 20


class Housekeeping:
    """Looks after the store, the ledger and the emergency numbers."""

    def __init__(self, keeper: Keeper, numbers: Callable[[], Numbers], alerts: Alerts, clock: Clock) -> None:
        self._keeper = keeper
        self._numbers = numbers
        self._alerts = alerts
        self._clock = clock
        self._store_failed = False

    async def look(self) -> None:
        """Tell the administrators what changed; to be called every 20 s."""
        trouble = self._keeper.take_trouble()
        if trouble is None:
            self._alerts.settle(Trouble.STORE)
        elif self._store_failed:  # a second time in a row: it does not go away by itself
            self._alerts.report(Trouble.STORE, reason=str(trouble))
        self._store_failed = trouble is not None
        self._alerts.settle(Trouble.RIVAL)  # else there were nobody to look
        await self._alerts.tell()

    async def keep(self) -> None:
        """Make the backup of the day unless it is made, and check what changes from day to day; to be called hourly."""
        countries = self._numbers().stale(self._clock.now().date())
        if countries:
            self._alerts.report(Trouble.NUMBERS, countries=", ".join(countries))
        else:
            self._alerts.settle(Trouble.NUMBERS)
        await self._back_up()
        await self._alerts.tell()

    async def _back_up(self) -> None:
        """Make the backup of the day, and see in it whether the ledger adds up: nobody's answer waits for that."""
        try:
            ledger = await self._keeper.back_up(self._clock.now())
        except StoreError as error:
            log.error("the backup failed: %s", str(error))  # ours, so its words may be shown
            self._alerts.report(Trouble.BACKUP, reason=str(error))
            return
        self._alerts.settle(Trouble.BACKUP)
        if ledger is None:
            return
        if ledger.adds_up:
            self._alerts.settle(Trouble.LEDGER)
        else:
            log.error("the ledger does not add up: %d were due, %d are accounted for", ledger.due, ledger.accounted)
            self._alerts.report(Trouble.LEDGER, due=f"{ledger.due:,}", accounted=f"{ledger.accounted:,}")
