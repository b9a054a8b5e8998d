"""The page keeps up, and stays smooth to scroll, in a chat as long as anybody has.

How fast depends on what else the machine does, so the figures are printed (pytest -s), and held to bounds only with
STEADY_SPEED=required, on a machine that has nothing else to do. That nothing is lost is held always.
"""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.async_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Talk

REQUIRED = os.environ.get("STEADY_SPEED") == "required"
PATIENCE = 60_000  # ms
LONG_CHAT = 2_000
A_SECOND = 50
SECONDS = 4
TEXT = "<b>{}</b> Some words that fill a line or two of the phone, as they usually do. <i>And some more.</i>"
KEYBOARD = [{"text": "One", "callback_data": "1"}, {"text": "Two", "callback_data": "2"}]

# Runs `work` once a frame until `done`, and returns how long the frames took, in milliseconds.
FRAMES = """async ({work, milliseconds}) => {
    const list = document.getElementById("chat"), frames = [], begin = performance.now();
    let last = begin;
    while (last - begin < milliseconds) {
        if (work === "scroll") list.scrollTop += (Math.floor((last - begin) / 1000) % 2 ? 1 : -1) * 120;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
    }
    return frames;
}"""


async def frames(page: Page, work: str) -> list[float]:
    taken: list[float] = await page.evaluate(FRAMES, {"work": work, "milliseconds": SECONDS * 1000})
    return sorted(taken)


def figures(name: str, taken: list[float], **more: Any) -> None:
    shown = {"frames": len(taken), "median": taken[len(taken) // 2], "p95": taken[len(taken) * 95 // 100]}
    print(name, json.dumps({key: round(value, 1) for key, value in (shown | {"longest": taken[-1]} | more).items()}))


async def long_chat(open_page: Open, talk: Talk) -> Page:
    for number in range(LONG_CHAT):
        await talk.say(TEXT.format(number), *([KEYBOARD] if number % 5 == 0 else []))
    page = await open_page(talk.address)
    await expect(page.get_by_role("list", name="Chat").locator("li")).to_have_count(LONG_CHAT + 1, timeout=PATIENCE)
    return page


async def test_a_long_chat_is_smooth_to_scroll(open_page: Open, talk: Talk) -> None:
    page = await long_chat(open_page, talk)
    taken = await frames(page, "scroll")
    figures("scrolling", taken)
    assert taken
    assert not REQUIRED or taken[len(taken) * 95 // 100] < 50


async def test_fifty_messages_a_second_keep_up_in_a_long_chat(open_page: Open, talk: Talk) -> None:
    page = await long_chat(open_page, talk)
    sampling = asyncio.create_task(frames(page, "watch"))
    loop = asyncio.get_running_loop()
    begin = loop.time()
    for number in range(A_SECOND * SECONDS):
        await talk.say(TEXT.format(f"new {number}"), KEYBOARD)
        await asyncio.sleep(max(0, begin + number / A_SECOND - loop.time()))
    last = page.get_by_role("list", name="Chat").get_by_text(f"new {A_SECOND * SECONDS - 1}")
    sent = loop.time()
    await expect(last).to_be_in_viewport(timeout=PATIENCE)
    lag = loop.time() - sent
    figures("receiving", await sampling, seconds_behind=lag)
    assert not REQUIRED or lag < 1
    await expect(page.get_by_role("list", name="Chat").locator("li")).to_have_count(LONG_CHAT + A_SECOND * SECONDS + 1)


@pytest.mark.parametrize("text", ["{}", TEXT + "\n" * 3 + TEXT])
async def test_a_slow_machine_still_follows_what_comes_in_bursts(open_page: Open, talk: Talk, text: str) -> None:
    page = await open_page(talk.address)
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("Emulation.setCPUThrottlingRate", {"rate": 8})
    for burst in range(10):
        for number in range(25):
            await talk.say(text.format(f"new {burst}.{number}", "more"))
        await asyncio.sleep(0.1)
    items = page.get_by_role("list", name="Chat", exact=True).locator("li")
    await expect(items).to_have_count(251, timeout=PATIENCE)
    await expect(items.last).to_be_in_viewport(timeout=PATIENCE)
    await expect(page.get_by_role("button", name="Jump to newest")).to_be_hidden()
