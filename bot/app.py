"""The composition root: the only file that knows every concrete part."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from datetime import UTC, datetime, timedelta
from random import Random

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import BaseRequest

from bot.chat.alerts import Alerts, Trouble
from bot.chat.context import About, CheckUse, Context, Services, keyboard
from bot.chat.conversation import Conversation
from bot.chat.delivered import Renderer
from bot.chat.pauses import question
from bot.chat.profile import publish
from bot.config import Settings
from bot.content.catalog import Catalog
from bot.content.pages import Card
from bot.content.review import fingerprint
from bot.delivery.engine import Engine
from bot.domain.clock import Clock
from bot.domain.outcome import RetryAt
from bot.domain.store import Memory, StoreError
from bot.domain.zones import zones_version
from bot.gateway.bot import Bot
from bot.gateway.deliverer import Deliverer
from bot.gateway.failures import TokenRejected, wait_of
from bot.gateway.link import Link
from bot.gateway.pacing import Pacing
from bot.gateway.polling import Poller, RivalError, TokenRefusedError, UpdatesTransport
from bot.gateway.transport import Transport
from bot.gateway.turns import MOST_IN_MEMORY, Turns
from bot.housekeeping import LOOK_SECONDS, Housekeeping
from bot.storage.sqlite import SqliteStore
from bot.wordings import Wordings

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 120
FINISH_WITHIN = 8.0
ASKED_AT_ONCE = 20
STORE_PAUSE = 1.0
FIRST_CLEAN_UP = timedelta(minutes=1)
PUBLISH_PAUSE = 60.0
LONGEST_PUBLISH_PAUSE = 3600.0


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds on a clock that never jumps."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Return after that many seconds."""
        await asyncio.sleep(seconds)


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """Answer people until ``stop`` is set; work in hand is finished first.

    Raises ContentError or StoreError where the words or the database cannot be used, TokenRefusedError and RivalError
    where Telegram leaves nothing else to do.
    """
    catalog = Catalog.load(settings.messages_folder)
    store = await SqliteStore.open(settings.database)
    try:
        steady = Steady(settings, catalog, store)
        _spare_the_collector()
        await steady.run(stop)
    finally:
        await store.close()


def _spare_the_collector() -> None:
    """Keep the garbage collector from looking again and again at what was loaded for good, a fifth of each answer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _check_use(settings: Settings, catalog: Catalog) -> CheckUse:
    """Return how the check is used; a sign-off of other words than these counts for nothing."""
    signed = settings.signed_off_fingerprint
    if signed and signed != (used := fingerprint(catalog, settings.messages_folder)):
        log.warning("the symptom check counts as not signed off: %s was signed, %s is in use", signed, used)
        return CheckUse(settings.triage)
    return CheckUse(settings.triage, settings.signed_off_by, settings.signed_off_on)


class Steady:
    """The bot, put together; what touches the world can be replaced."""

    def __init__(
        self,
        settings: Settings,
        catalog: Catalog,
        store: Memory,
        *,
        clock: Clock | None = None,
        random: Random | None = None,
        request: BaseRequest | None = None,
        updates_request: BaseRequest | None = None,
    ) -> None:
        clock, random = clock or SystemClock(), random or Random()
        token, server = settings.token.reveal(), settings.api_url
        self._clock = clock
        self._store = store
        self._link = Link(clock, random)
        self._updates_request = updates_request or UpdatesTransport()
        pacing = Pacing(clock, settings.messages_per_second, settings.messages_per_chat_per_second)
        self._bot = Bot(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=request or Transport(),
            get_updates_request=self._updates_request,
            rate_limiter=pacing,
        )
        self._application = (
            ApplicationBuilder().bot(self._bot).updater(None).context_types(ContextTypes(context=Context)).build()
        )
        services = Services(
            catalog,
            store,
            self._bot,
            About(settings.operator, settings.contact),
            clock,
            _check_use(settings, catalog),
            settings.admin_ids,
            random=random,
        )
        self._conversation = Conversation(self._application, services)
        self._published = catalog.edition
        self._publishing: asyncio.Task[None]
        renderer = Renderer(catalog)
        self._deliverer = Deliverer(self._bot, pacing, clock)
        self._alerts = Alerts(catalog, self._deliverer, settings.admin_ids, store, clock)
        self._wordings = Wordings(catalog, store.editing, self._alerts)
        self._housekeeping = Housekeeping(store, lambda: catalog.numbers, self._alerts, clock)
        self._engine = Engine(
            store.deliveries,
            self._deliverer,
            renderer.render,
            renderer.render_plainly,
            clock,
            random,
        )
        patience = int(min(max(20, PATIENCE_SECONDS * settings.messages_per_chat_per_second), MOST_IN_MEMORY))
        self._turns = Turns(store, self._conversation, clock, patience=patience)
        self._poller = Poller(self._updates_request, f"{server}/bot{token}/getUpdates", self._turns, clock, self._link)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer people until ``stop`` is set; raise what makes going on impossible."""
        scheduler = self._scheduler()
        working = asyncio.create_task(self._work(scheduler))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                await self._tell_of_rival(working.exception())
                working.result()
        finally:
            working.cancel()
            stopping.cancel()
            await asyncio.gather(working, stopping, return_exceptions=True)
            if scheduler.running:
                scheduler.shutdown(wait=False)
            await asyncio.gather(self._turns.stop(FINISH_WITHIN), self._engine.stop(FINISH_WITHIN))
            await self._application.shutdown()
            await self._bot.shutdown()
            log.info("stopped")

    async def _work(self, scheduler: AsyncIOScheduler) -> None:
        await self._wordings.load()
        await self._connect()
        await self._turns.resume()
        scheduler.start()
        works = [asyncio.create_task(work) for work in (self._poller.run(), self._engine.run(zones_version()))]
        self._publishing = asyncio.create_task(self._publish())
        try:
            log.info("bot %d answers", self._bot.id)
            done, _ = await asyncio.wait(works, return_when=asyncio.FIRST_COMPLETED)
            for work in done:
                work.result()
        finally:
            for task in (self._publishing, *works):
                task.cancel()
            await asyncio.gather(self._publishing, *works, return_exceptions=True)

    async def _connect(self) -> None:
        """Return once Telegram has been reached and no webhook keeps updates from us."""
        while True:
            try:
                await self._bot.initialize()
                await self._application.initialize()
                if (await self._bot.get_webhook_info()).url:
                    await self._bot.delete_webhook()
                    log.warning("a webhook was set for this bot; it was removed, as updates are polled for")
            except TokenRejected as error:
                raise TokenRefusedError from error
            except RetryAfter as error:
                await self._clock.sleep(wait_of(error).total_seconds())
            except Exception as error:  # the library raises anything on an answer that is not Telegram's
                await self._clock.sleep(self._link.failed(error))
            else:
                self._link.worked()
                return

    async def _tell_of_rival(self, error: BaseException | None) -> None:
        """Tell the administrators if it is another program that ends this one."""
        if isinstance(error, RivalError):
            self._alerts.report(Trouble.RIVAL)
            await self._alerts.tell()

    async def _publish(self) -> None:
        """Bring the command menu and the descriptions up to date, whenever Telegram takes them."""
        pause = PUBLISH_PAUSE
        while True:
            self._published = self._conversation.services.catalog.edition
            try:
                return await publish(self._bot, self._conversation.services)
            except TelegramError as error:
                log.warning("the command menu could not be brought up to date (%s)", type(error).__name__)
                wait = wait_of(error).total_seconds() if isinstance(error, RetryAfter) else 0
                await self._clock.sleep(max(pause, wait))
                pause = min(2 * pause, LONGEST_PUBLISH_PAUSE)
            except Exception as error:  # which must not go unseen, and is no reason to answer nobody
                log.error("the command menu could not be brought up to date", exc_info=error)
                return None

    async def _publish_changes(self) -> None:
        """Bring the menu and the descriptions up to date again where editors changed the words since."""
        if self._publishing.done() and self._published is not self._conversation.services.catalog.edition:
            self._publishing = asyncio.create_task(self._publish())

    def _scheduler(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        soon = datetime.now(UTC) + FIRST_CLEAN_UP
        scheduler.add_job(self._engine.tick, "interval", seconds=1)
        scheduler.add_job(self._ask_about_pauses, "interval", minutes=1)
        scheduler.add_job(self._clean_up, "interval", hours=1, next_run_time=soon)
        scheduler.add_job(self._housekeeping.keep, "interval", hours=1, next_run_time=soon)
        scheduler.add_job(self._wordings.report, "interval", seconds=LOOK_SECONDS)
        scheduler.add_job(self._publish_changes, "interval", seconds=LOOK_SECONDS)
        scheduler.add_job(self._housekeeping.look, "interval", seconds=LOOK_SECONDS)
        return scheduler

    async def _ask_about_pauses(self) -> None:
        """Ask people whose pause for health is over whether their reminders shall start again."""
        for person_id in await self._store.pauses_to_ask_about(self._clock.now(), ASKED_AT_ONCE):
            reminders = await self._store.reminders(person_id)
            asked = question(self._conversation.services.catalog, reminders, self._clock.now())
            if asked is None or await self._deliver(person_id, *asked):
                await self._note_asked(person_id)

    async def _deliver(self, person_id: int, card: Card, silent: bool) -> bool:
        """Send what nobody asked for just now; return False where that has to be tried again later."""
        outcome = await self._deliverer.deliver(person_id, card.text, keyboard(card.rows), silent=silent)
        return not isinstance(outcome, RetryAt)

    async def _note_asked(self, person_id: int) -> None:
        """Return once it is written down: until then nobody is asked, so that nobody is asked again and again."""
        while True:
            try:
                return await self._store.note_asked(person_id)
            except StoreError:
                await self._clock.sleep(STORE_PAUSE)

    async def _clean_up(self) -> None:
        forgotten = await self._store.clean_up(self._clock.now())
        log.info("forgot the ids of %d updates", forgotten)
        folded = await self._engine.clean_up()
        log.info("counted %d old reminders by the day", folded)
