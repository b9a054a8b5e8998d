"""An administrator, an editor they invited, and a reader, who is Ada."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.editing import InviteEditor

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import Steady
    from bot.content.catalog import Catalog
    from bot.domain.store import Ending, Write
    from bot.simulator.phone import Phone, Shown
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Run
    from tests.conftest import FakeClock

BOSS, NURSE = 1, 2


@pytest.fixture
async def bot(run: Run, telegram: Telegram) -> AsyncIterator[Steady]:
    boss = telegram.person(BOSS, "Bo", language_code="en")
    boss.send("/cancel")  # whoever never wrote has no menu
    async with run(admin_ids=frozenset({BOSS})) as steady:
        await boss.see()
        yield steady


@pytest.fixture
def boss(bot: Steady, telegram: Telegram) -> Phone:
    """An administrator."""
    return telegram.person(BOSS, "Bo", language_code="en")


@pytest.fixture
async def nurse(
    bot: Steady,
    telegram: Telegram,
    store: SqliteStore,
    write: Callable[..., Awaitable[None]],
    clock: FakeClock,
) -> Phone:
    """An editor."""
    await write(InviteEditor("nurse", BOSS, clock.now() + timedelta(days=1)))
    assert await store.editing.accept("nurse", NURSE, clock.now())
    return telegram.person(NURSE, "Nia", language_code="en")


class Hands:
    """A person's hands: what is done is answered in full before it returns, however many messages that takes."""

    def __init__(self, phone: Phone, store: SqliteStore, telegram: Telegram, over: asyncio.Event) -> None:
        self._over = over
        self.phone = phone
        self._store = store
        self._telegram = telegram

    async def type(self, text: str) -> Shown:
        """Send a text; return the bot's newest message."""
        self.phone.send(text)
        return await self.done()

    async def format(self, html: str) -> Shown:
        """Send a text formatted by the app's own means; return the bot's newest message."""
        self.phone.send_formatted(html)
        return await self.done()

    async def tap(self, label: str, message_id: int | None = None) -> Shown:
        """Tap a button; return the bot's newest message."""
        self.phone.tap(label, message_id)
        return await self.done()

    async def tap_data(self, data: str, message_id: int | None = None) -> Shown:
        """Tap a button that carries this data; return the bot's newest message."""
        self.phone.tap_data(data, message_id)
        return await self.done()

    async def quote(self, sentence: str, new: str, message: Shown | None = None) -> Shown:
        """Quote a sentence of a message, the newest that has it, and type another; return the bot's newest message."""
        found = message or next(each for each in reversed(self.phone.messages) if sentence in each.text)
        position = len(found.text[: found.text.index(sentence)].encode("utf-16-le")) // 2
        self.phone.send(new, reply_to=found.id, quote=(position, sentence))
        return await self.done()

    @property
    def said(self) -> str:
        """What the last tap said over the chat."""
        return self.phone.notices[-1].text

    @property
    def preview(self) -> Shown:
        """The message above the newest one."""
        return [message for message in self.phone.messages if message.by_bot][-2]

    async def done(self) -> Shown:
        """Wait until all is answered; return the bot's newest message."""
        async with asyncio.timeout(10):
            self._over.clear()
            await self._telegram.world.bell.until(lambda: not self._telegram.world.updates.pending)
            while "inbox" in await self._store.export(self.phone.id):
                await self._over.wait()  # who asks again and again slows down what they wait for
                self._over.clear()
        return self.phone.screen()


@pytest.fixture
def over(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """What is set as soon as a turn is over."""
    over, finish = asyncio.Event(), store.finish

    async def finishing(update_id: int, ending: Ending, writes: Sequence[Write], now: datetime) -> None:
        await finish(update_id, ending, writes, now)
        over.set()

    monkeypatch.setattr(store, "finish", finishing)
    return over


@pytest.fixture
def hands(store: SqliteStore, telegram: Telegram, over: asyncio.Event) -> Callable[[Phone], Hands]:
    """Return the hands of a person."""
    return lambda phone: Hands(phone, store, telegram, over)


@pytest.fixture
def nia(nurse: Phone, hands: Callable[[Phone], Hands]) -> Hands:
    """The editor at work."""
    return hands(nurse)


@pytest.fixture
async def bo(boss: Phone, hands: Callable[[Phone], Hands]) -> Hands:
    """The administrator at work."""
    await hands(boss).type("/start")
    return hands(boss)


@pytest.fixture(autouse=True)
def _shipped_words(catalog: Catalog) -> Iterator[None]:
    """Let no test read what another changed."""
    shipped = catalog.edition
    yield
    catalog.use(shipped)
