"""The second composition root: the bot behind the stand-in for Telegram, served with it for anybody to try."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.app import Steady, SystemClock
from bot.config import Secret, Settings
from bot.content.catalog import Catalog
from bot.domain.delivery import Due
from bot.simulator.clock import DemoClock, Journey
from bot.simulator.http import refuse_strangers, serve
from bot.simulator.page import DemoPerson, add_page
from bot.simulator.refusals import RefusalError
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Telegram
from bot.storage.files import backup_folder
from bot.storage.sqlite import SqliteStore

log = logging.getLogger(__name__)

DATABASE = "demo.db"  # a fresh start deletes it: never the name of one that matters
AHEAD = "demo-clock"  # how many seconds the clock of a kept database is ahead, as it must not go back
READERS = (
    DemoPerson(1001, "Ada", "en", "a reader"),
    DemoPerson(1002, "Ben", "en-GB", "a reader"),
    DemoPerson(1003, "Clara", "de", "a reader"),
)
EDITORS = (  # two, as some texts need a second one who approves
    DemoPerson(1004, "Dora", "en", "an editor"),
    DemoPerson(1005, "Emil", "en-GB", "an editor"),
)
PEOPLE = READERS + EDITORS
_TAKING_OVER = [f"/bot{TOKEN}/{method}".lower() for method in ("getUpdates", "setWebhook")]
_UPDATE_IDS = 10**8, 2 * 10**9  # begin anywhere, as a kept database knows those of earlier runs


async def demo(
    settings: Settings, folder: Path, host: str, port: int, ready: Callable[[str], None], stop: asyncio.Event
) -> None:
    """Serve the bot, its database in this folder, until ``stop`` is set; ``ready`` is told the web address.

    Raises AddressError where it cannot be served there, ContentError or StoreError where the words or the database
    cannot be used.
    """
    catalog = Catalog.load(settings.messages_folder)
    first_update = Random().randrange(*_UPDATE_IDS)
    clock = DemoClock(SystemClock(), _read_ahead(folder / AHEAD))
    telegram = Telegram(clock, username="steady_demo_bot", first_name="Steady", first_update=first_update)
    bot = _DemoBot(settings, catalog, telegram, folder / DATABASE)

    def moved() -> None:
        _write_ahead(folder / AHEAD, clock.ahead)
        telegram.world.bell.ring()

    def add(app: web.Application) -> None:
        add_page(app, telegram, PEOPLE, bot.fresh, Journey(clock, bot.first_due, moved))
        app.middlewares.append(_giving_way(bot))

    async with serve(telegram, port, host, add) as address:
        await bot.start()
        try:
            ready(address)
            await bot.run(stop)
        finally:
            await bot.stop()


class _DemoBot:
    """The real bot, in process, on a database that can be thrown away."""

    def __init__(self, settings: Settings, catalog: Catalog, telegram: Telegram, database: Path) -> None:
        admins = settings.admin_ids.union(person.id for person in EDITORS)
        self._settings = replace(settings, token=Secret(TOKEN), admin_ids=admins)
        self._catalog = catalog
        self._telegram = telegram
        self._database = database
        self._changing = asyncio.Lock()
        self._stop = asyncio.Event()
        self._stop.set()  # until it is started
        self._failed = asyncio.get_running_loop().create_future()

    async def run(self, stop: asyncio.Event) -> None:
        """Return once ``stop`` is set; raise what made the bot fail."""
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({stopping, self._failed}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if self._failed.done():
            self._failed.result()

    async def start(self) -> None:
        """Open the database and let the bot answer."""
        self._store = await SqliteStore.open(self._database)
        self._stop = asyncio.Event()
        self._answering = asyncio.create_task(self._answer(self._store, self._stop))

    async def stop(self) -> None:
        """Let the bot finish the work in hand and close its database."""
        async with self._changing:
            await self._end()

    async def give_way(self) -> None:
        """Let another program answer in the bot's place, until a fresh start."""
        if not self._stop.is_set():
            log.warning("another program answers for the bot now; a fresh start brings this one back")
            await self.stop()

    async def first_due(self, since: datetime) -> Due | None:
        """Return the first reminders that are due from then on; None where another program answers."""
        async with self._changing:
            return None if self._stop.is_set() else await self._store.deliveries.first_due(since)

    async def fresh(self) -> None:
        """Begin anew: nobody has written yet, and the database is empty."""
        await asyncio.shield(asyncio.ensure_future(self._begin_anew()))  # whoever asked may leave in between

    async def _begin_anew(self) -> None:
        async with self._changing:
            await self._end()
            self._telegram.clear()
            for folder in (self._database.parent, backup_folder(self._database)):
                for file in folder.glob(f"{DATABASE}*"):
                    file.unlink()
            await self.start()

    async def _end(self) -> None:
        self._stop.set()
        await self._answering

    async def _answer(self, store: SqliteStore, stop: asyncio.Event) -> None:
        request = SimulatedRequest(self._telegram)
        steady = Steady(
            self._settings, self._catalog, store, clock=self._telegram.clock, request=request, updates_request=request
        )
        try:
            await steady.run(stop)
        except Exception as error:  # the demo ends with its bot
            self._failed.set_exception(error)
        finally:
            await store.close()


def _read_ahead(file: Path) -> timedelta:
    try:
        return timedelta(seconds=max(0.0, float(file.read_text("ascii"))))
    except (OSError, ValueError, OverflowError):
        return timedelta()


def _write_ahead(file: Path, ahead: timedelta) -> None:
    try:
        file.write_text(str(ahead.total_seconds()), "ascii")
    except OSError as error:
        log.warning("the clock will be back where it was after a restart: %s", error.strerror)


def _giving_way(bot: _DemoBot) -> Middleware:
    """Let a program that asks for updates have them all: the bot asks in process, so over HTTP it is another."""

    @web.middleware
    async def give_way(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.lower() in _TAKING_OVER:
            with suppress(RefusalError):
                refuse_strangers(request)
                await bot.give_way()
        return await handler(request)

    return give_way
