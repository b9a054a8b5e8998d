"""What axe-core finds, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Talk

SIZES = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 360, "height": 700}}


async def faults(page: Page) -> list[str]:
    found = await Axe().run(page)
    return [f"{fault['id']} ({fault['impact']}): {fault['nodes'][0]['html']}" for fault in found.response["violations"]]


async def everything(talk: Talk) -> None:
    """Let every kind of thing that a chat can hold be in it."""
    await talk.call("setMyCommands", commands=[{"command": "help", "description": "All there is"}])
    lines = "\n".join(f"line {number}" for number in range(9))
    await talk.say(
        "<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <code>code</code> <tg-spoiler>secret</tg-spoiler> "
        '<a href="https://example.org">link</a> /help #tag @mention_me '
        '<tg-time unix="1774000000" format="wDT">then</tg-time>'
        f"<pre>pre</pre><blockquote>quote</blockquote><blockquote expandable>{lines}</blockquote>",
        [{"text": style.title(), "callback_data": style, "style": style} for style in ("primary", "danger", "success")],
        [{"text": "Plain", "callback_data": "plain"}, {"text": "Web", "url": "https://example.org"}],
    )
    talk.ada.send("A text with /help and https://example.org")
    talk.ada.send_document("mine.txt", b"mine")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_axe_finds_nothing_in_the_chat(open_page: Open, talk: Talk, size: str, scheme: str) -> None:
    page = await open_page(talk.address, viewport=SIZES[size], color_scheme=scheme)
    await everything(talk)
    await expect(page.get_by_role("list", name="Chat").get_by_role("listitem")).to_have_count(4)
    assert await faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_before_the_first_message(open_page: Open, talk: Talk, scheme: str) -> None:
    page = await open_page(f"{talk.address}/#2", color_scheme=scheme)
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert await faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_in_what_opens(open_page: Open, talk: Talk, scheme: str) -> None:
    await everything(talk)
    page = await open_page(talk.address, color_scheme=scheme)
    await page.get_by_role("button", name="Bot API calls").click()
    await page.get_by_role("list", name="Bot API calls").get_by_role("listitem").first.click()
    await page.get_by_role("button", name="Show more").click()
    await page.get_by_role("button", name="Hidden text, show it").click()
    await page.get_by_role("textbox", name="Message").fill("/")
    await expect(page.get_by_role("listbox")).to_be_visible()
    assert await faults(page) == []
    await page.get_by_role("button", name="Empty all chats").click()
    assert await faults(page) == []


async def test_axe_finds_nothing_in_the_bar_over_a_narrow_phone(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, viewport=SIZES["narrow"])
    await page.get_by_role("button", name="Demo").click()
    assert await faults(page) == []


async def test_the_way_through_the_page_by_keyboard_has_no_trap(open_page: Open, talk: Talk) -> None:
    await everything(talk)
    page = await open_page(talk.address)
    await expect(page.get_by_role("list", name="Chat").get_by_role("listitem")).to_have_count(4)
    reached = set()
    for _ in range(60):
        await page.keyboard.press("Tab")
        reached.add(await page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert {"chat", "menu", "text", "send", "fresh", "block", "toggle-calls", "Primary", "Web", "Show more"} <= reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_axe_finds_nothing_while_somebody_quotes_and_formats(
    open_page: Open, talk: Talk, size: str, scheme: str
) -> None:
    page = await open_page(talk.address, viewport=SIZES[size], color_scheme=scheme)
    asked = await talk.say("One two three.")
    talk.ada.send("Four.", reply_to=asked, quote=(4, "two"))
    first = page.get_by_role("list", name="Chat").get_by_role("listitem").nth(1)
    await first.get_by_text("One two three.").select_text()
    quote = page.get_by_role("button", name="Quote", exact=True)
    await expect(quote).to_be_visible()
    assert await faults(page) == []
    await quote.click()
    await page.get_by_role("textbox", name="Message").fill("a word")
    for keys in ("Control+a", "Control+b", "Control+Shift+."):
        await page.keyboard.press(keys)
    await expect(page.get_by_role("group", name="Formatting")).to_be_visible()
    assert await faults(page) == []
    await page.get_by_role("button", name="Quote a part").click()
    assert await faults(page) == []
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    assert await faults(page) == []
