"""What editors made of the words, in use from the start; what of it cannot be used is left out, and they are told."""

from __future__ import annotations

import asyncio
import logging

from bot.chat.alerts import Alerts, Trouble
from bot.content.catalog import Catalog
from bot.domain.editing import EditingStore, Override, overrides_of
from bot.domain.store import StoreError

log = logging.getLogger(__name__)

MOST_NAMED = 20


class Wordings:
    """Brings the words of editors into use, and keeps an eye on those that cannot be."""

    def __init__(self, catalog: Catalog, editing: EditingStore, alerts: Alerts) -> None:
        self._catalog = catalog
        self._editing = editing
        self._alerts = alerts
        self._unused: set[Override] = set()
        catalog.on_failure = self._failed

    async def load(self) -> None:
        """Use all that fits the shipped words; raise StoreError where it cannot be read."""
        overrides = overrides_of(await self._editing.wordings())
        edition, left_out = await asyncio.to_thread(self._catalog.usable, overrides)
        self._catalog.use(edition)
        for override in left_out:
            log.error("%s of %s does not fit the shipped words; it was left out", override.key, override.language)
        self._unused |= set(left_out)

    async def report(self) -> None:
        """Report what cannot be used, or that all can be again; to be called every now and then."""
        if self._unused:
            try:
                self._unused &= set(overrides_of(await self._editing.wordings()))
            except StoreError:
                return
        if self._unused:
            named = sorted({f"{override.key} ({override.language})" for override in self._unused})
            more = [f"+{len(named) - MOST_NAMED}"] if len(named) > MOST_NAMED else []
            self._alerts.report(Trouble.WORDINGS, texts=", ".join([*named[:MOST_NAMED], *more]))
        else:
            self._alerts.settle(Trouble.WORDINGS)

    def _failed(self, language: str, key: str) -> None:
        log.error("%s of %s could not be filled; the shipped text was said", key, language)
        self._unused |= {each for each in self._catalog.overrides if (each.language, each.key) == (language, key)}
