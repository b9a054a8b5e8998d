"""A browser, a phone in it, and either the real bot behind it or a test that plays the bot."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.app import SystemClock
from bot.config import load
from bot.demo import demo
from bot.simulator.checking import Upload
from bot.simulator.clock import DemoClock, Journey
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.loopback import LOOPBACK
from bot.simulator.page import DemoPerson, add_page
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

if TYPE_CHECKING:
    from playwright.async_api import Browser, ConsoleMessage, Page

REQUIRED = os.environ.get("STEADY_BROWSER") == "required"
if REQUIRED:  # elsewhere, each file skips itself
    for needed in ("playwright", "axe_playwright_python"):
        import_module(needed)
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PEOPLE = (DemoPerson(1, "Ada", "en-GB", "a reader"), DemoPerson(2, "Clara", "de", "a reader"))
PATIENCE = 10_000  # ms; what a page shows comes far sooner

Open = Callable[..., Awaitable["Page"]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let all browser tests share one event loop, as they share the browser."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Start Chromium; skip where there is none, unless STEADY_BROWSER=required."""
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "there is no Chromium here (Debian: apt-get install chromium)"
        pytest.fail(reason) if REQUIRED else pytest.skip(reason)
    from playwright.async_api import async_playwright, expect

    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=OPTIONS, timeout=120_000)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> AsyncIterator[Open]:
    """Return a function that opens an address in a window of its own; faults of the page fail the test."""
    faults: list[str] = []
    contexts = []

    async def open_page(address: str, **options: Any) -> Page:
        context = await browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if _is_fault(line) else None)
        await page.goto(address)
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert faults == []


def _is_fault(line: ConsoleMessage) -> bool:
    return line.type == "error" and "ERR_INTERNET_DISCONNECTED" not in line.text


class Talk:
    """A test that plays the bot."""

    def __init__(self, telegram: Telegram, clock: DemoClock, address: str) -> None:
        self.telegram = telegram
        self.clock = clock
        self.address = address

    @property
    def ada(self) -> Phone:
        return self.telegram.person(1, "Ada", language_code="en-GB")

    def jump(self, time: timedelta) -> None:
        """Set the clock ahead, as when time passes."""
        self.clock.set_to(self.clock.now() + time)
        self.telegram.world.bell.ring()

    async def call(self, method: str, uploads: dict[str, Upload] | None = None, /, **parameters: object) -> Any:
        answer = await self.telegram.call(self.telegram.token, method, parameters, uploads or {})
        assert answer.code == 200, answer.body
        return json.loads(answer.body)["result"]

    async def say(self, text: str, *rows: list[dict[str, str]], **more: object) -> int:
        """Send Ada a message in Telegram's HTML with rows of buttons; return its id."""
        markup: dict[str, object] = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        message = await self.call("sendMessage", chat_id=1, text=text, parse_mode="HTML", **markup, **more)
        return int(message["message_id"])

    async def edit(self, message_id: int, text: str, *rows: list[dict[str, str]]) -> None:
        markup: dict[str, object] = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        await self.call("editMessageText", chat_id=1, message_id=message_id, text=text, parse_mode="HTML", **markup)


@pytest_asyncio.fixture(loop_scope="session")
async def talk() -> AsyncIterator[Talk]:
    """Serve a phone whose bot is the test; no reminder is ever due."""
    clock = DemoClock(SystemClock())
    telegram = Telegram(clock, limits=UNLIMITED, first_name="Echo")

    async def fresh() -> None:
        telegram.clear()

    async def first_due(since: datetime) -> None:
        return None

    journey = Journey(clock, first_due, telegram.world.bell.ring)
    async with serve(telegram, add=lambda app: add_page(app, telegram, PEOPLE, fresh, journey)) as address:
        talk = Talk(telegram, clock, address)
        talk.ada.start()
        yield talk


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Serve the demo as `steady demo` does; return its address."""
    stop, ready = asyncio.Event(), asyncio.Queue[str]()
    running = asyncio.create_task(demo(load(None, {}, need_token=False), tmp_path, LOOPBACK, 0, ready.put_nowait, stop))
    async with asyncio.timeout(20):
        address = await ready.get()
    yield address
    stop.set()
    await running
