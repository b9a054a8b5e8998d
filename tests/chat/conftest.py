"""The real bot with the shipped words, on the stand-in for Telegram, and people who talk to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from bot.app import Steady
from bot.config import Secret, Settings, shipped_messages
from bot.content.catalog import Catalog
from bot.content.markup import parse
from bot.domain.store import Ending, Received, Write
from bot.simulator.limits import UNLIMITED
from bot.simulator.phone import Group, Phone
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Telegram
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.conftest import FakeClock

UNPACED = 1e30  # a pause this short vanishes beside any time but zero: nobody waits, though the clock stands still

Talk = Callable[..., Awaitable[None]]
Says = Callable[..., str]
Rest = Callable[..., Awaitable[Mapping[str, Sequence[Mapping[str, object]]]]]
Hear = Callable[..., None]


class Discreet(Random):
    """Chance that never has a reader asked whether a page helps."""

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        return 1


class Run(Protocol):
    """Starts the bot for a while."""

    def __call__(
        self,
        *,
        pace: float = UNPACED,
        about: tuple[str, str] = ("", ""),
        words: Catalog | None = None,
        random: Random | None = None,
        **others: Any,
    ) -> AbstractAsyncContextManager[Steady]:
        """Answer people inside the context; ``pace`` in messages a chat and second, ``others`` are other settings."""
        ...


@pytest.fixture
def write(store: SqliteStore, clock: FakeClock) -> Callable[..., Awaitable[None]]:
    """Make changes as a turn does."""
    updates = count(10**9)

    async def writing(*writes: Write) -> None:
        update_id = next(updates)
        await store.receive([Received(update_id, 1, "{}")], clock.now())
        await store.finish(update_id, Ending.DONE, writes, clock.now())

    return writing


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load(shipped_messages())


@pytest.fixture
def telegram(clock: FakeClock) -> Telegram:
    return Telegram(clock, limits=UNLIMITED, username="steady_bot")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "steady.db")
    yield store
    await store.close()


@pytest.fixture
def run(telegram: Telegram, store: SqliteStore, catalog: Catalog, clock: FakeClock, tmp_path: Path) -> Run:
    @asynccontextmanager
    async def running(
        *,
        pace: float = UNPACED,
        about: tuple[str, str] = ("", ""),
        words: Catalog | None = None,
        random: Random | None = None,
        **others: Any,
    ) -> AsyncIterator[Steady]:
        settings = Settings(
            token=Secret(TOKEN),
            api_url="https://api.telegram.org",
            admin_ids=frozenset(),
            database=tmp_path / "steady.db",
            messages_folder=shipped_messages(),
            messages_per_second=UNPACED,
            messages_per_chat_per_second=pace,
            triage=True,
            operator=about[0],
            contact=about[1],
        )
        request = SimulatedRequest(telegram)
        settings = replace(settings, **others)
        steady = Steady(
            settings,
            words or catalog,
            store,
            clock=clock,
            random=random or Discreet(1),
            request=request,
            updates_request=request,
        )
        await clock.advance(1)
        stop = asyncio.Event()
        answering = asyncio.create_task(steady.run(stop))
        try:
            yield steady
        finally:
            stop.set()
            await answering

    return running


@pytest.fixture
async def bot(run: Run) -> AsyncIterator[Steady]:
    async with run() as steady:
        yield steady


@pytest.fixture
async def ada(bot: Steady, telegram: Telegram) -> Phone:
    """Somebody who pressed Start and looks at the menu."""
    phone = telegram.person(7, "Ada", "Lovelace", "ada", "en-GB")
    await phone.ask("/start")
    return phone


@pytest.fixture
def group(telegram: Telegram) -> Group:
    return telegram.group(-100, "Family")


@pytest.fixture(scope="session")
def says(catalog: Catalog) -> Says:
    """Return what the bot shows of a message: its text, or a page's title."""
    words = catalog.words("en")

    def shown(message: str, **variables: str | int) -> str:
        title = f"{message}.title"
        return words.plain(title) if words.has(title) else parse(words.text(message, **variables)).text

    return shown


@pytest.fixture
def talk(ada: Phone, says: Says) -> Talk:
    """Hold a conversation: what Ada types, or taps if it stands in brackets, and the message that answers it."""

    async def hold(*transcript: tuple[str, str]) -> None:
        for does, message in transcript:
            shown = await (ada.press(does[1:-1]) if does.startswith("[") else ada.ask(does))
            assert (does, shown.text[: len(says(message))]) == (does, says(message))

    return hold


@pytest.fixture
def hear(telegram: Telegram) -> Hear:
    """Let a message of any content arrive from a person, in private or in a group."""

    def arrive(phone: Phone, content: dict[str, Any], group: Group | None = None) -> None:
        telegram.world.receive(group.chat if group else phone.chat, phone.person, content)

    return arrive


@pytest.fixture
def rest(ada: Phone, telegram: Telegram, store: SqliteStore) -> Rest:
    """Wait until all that was done is answered and that is true; return what is kept about Ada then."""

    async def wait(true: Callable[[], bool] = lambda: True) -> Mapping[str, Sequence[Mapping[str, object]]]:
        async with asyncio.timeout(5):
            await telegram.world.bell.until(lambda: not telegram.world.updates.pending and true())
            for chat_id in list(telegram.world.chats):
                while "inbox" in await store.export(chat_id):
                    pass
        return await store.export(ada.id)

    return wait
