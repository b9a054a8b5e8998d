"""What a new user finds with the page alone, told nothing: by mouse, by keyboard, on a small screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.async_api import Locator, Page, expect

from bot.demo import EDITORS, READERS
from tests.browser.test_writing import SELECT

if TYPE_CHECKING:
    from tests.browser.conftest import Open

BASICS = "A short video helps a doctor to name the movement."
NEW = "A video helps your doctor to name it."
NARROW = {"viewport": {"width": 360, "height": 700}, "has_touch": True}
PATHS = {
    "red flags": (("Red flags",), "Call your emergency number now"),
    "an eyelid twitch": (("Causes", "stress"), "eyelid"),
    "privacy": (("Privacy",), "What you send"),
}


def newest(page: Page) -> Locator:
    return page.get_by_role("list", name="Chat", exact=True).get_by_role("listitem").last


def button(page: Page, label: str) -> Locator:
    return newest(page).get_by_role("button", name=re.compile(label, re.IGNORECASE)).first


@pytest.mark.parametrize("options", [{}, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", PATHS)
async def test_a_new_user_finds_it_by_tapping(
    open_page: Open, address: str, path: str, options: dict[str, object]
) -> None:
    labels, words = PATHS[path]
    page = await open_page(address, **options)
    await page.get_by_role("button", name="Start", exact=True).click()
    for label in labels:
        await button(page, label).click()
    await expect(newest(page)).to_contain_text(re.compile(words, re.IGNORECASE))


@pytest.mark.parametrize("path", PATHS)
async def test_a_new_user_finds_it_with_the_keyboard_only(open_page: Open, address: str, path: str) -> None:
    labels, words = PATHS[path]
    page = await open_page(address)
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await tab_to(page, page.get_by_role("button", name="Start", exact=True))
    await page.keyboard.press("Enter")
    for label in labels:
        await expect(button(page, label)).to_be_visible()
        await tab_to(page, button(page, label))
        await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text(re.compile(words, re.IGNORECASE))


async def test_typed_commands_lead_there_as_well(open_page: Open, address: str) -> None:
    page = await open_page(address)
    await page.get_by_role("textbox", name="Message").fill("/redflags")
    await page.get_by_role("button", name="Send").click()
    await expect(newest(page)).to_contain_text("Red flags")


async def test_a_copy_of_ones_data_can_be_downloaded(open_page: Open, address: str) -> None:
    page = await open_page(address)
    await page.get_by_role("textbox", name="Message").fill("/mydata")
    await page.keyboard.press("Enter")
    async with page.expect_download() as download:
        await newest(page).get_by_role("link", name="my-data.json").click()
    assert (await download.value).suggested_filename == "my-data.json"


async def test_a_fresh_start_asks_once_and_empties_the_chat(open_page: Open, address: str) -> None:
    page = await open_page(address)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(newest(page)).to_contain_text("Red flags")
    await page.get_by_role("button", name="Empty all chats").click()
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("list", name="Chat").get_by_role("listitem")).to_have_count(2)
    await page.get_by_role("button", name="Empty all chats").click()
    await page.get_by_role("button", name="Empty them").click()
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(newest(page)).to_contain_text("Red flags")


async def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and it can be seen that it has."""
    for _ in range(60):
        if await target.evaluate("element => element === document.activeElement"):
            assert await target.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
            return
        await page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


async def hold(page: Page, name: str) -> None:
    await page.get_by_role("radio", name=name).check()


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Message").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("textbox", name="Message")).to_have_text("")


async def replace_sentence(page: Page, template: str, old: str, new: str) -> None:
    """Open a text, quote a sentence of its preview and write another."""
    await write(page, f"/templates {template}")
    await expect(button(page, "Edit")).to_be_visible()
    preview = page.locator(".message").filter(has_text=old).locator(".text").last
    await page.evaluate(SELECT, [await preview.element_handle(), old])
    await page.get_by_role("button", name="Quote", exact=True).click()
    await write(page, new)


async def test_an_editor_corrects_a_sentence_and_a_reader_reads_it(open_page: Open, address: str) -> None:
    page = await open_page(f"{address}/#{EDITORS[0].id}")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(button(page, "Emergency")).to_be_visible()
    await replace_sentence(page, "page-basics", BASICS, NEW)
    await button(page, "Publish").click()
    await expect(newest(page)).to_contain_text("Published")
    await hold(page, READERS[0].first_name)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(button(page, "Emergency")).to_be_visible()
    await write(page, "/basics")
    await expect(newest(page)).to_contain_text(NEW)
    await expect(newest(page)).not_to_contain_text(BASICS)


async def test_what_is_critical_needs_the_other_editor(open_page: Open, address: str) -> None:
    page = await open_page(f"{address}/#{EDITORS[1].id}")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(button(page, "Emergency")).to_be_visible()
    await hold(page, EDITORS[0].first_name)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(button(page, "Emergency")).to_be_visible()
    await replace_sentence(page, "page-redflags", "Not sure? Call.", "In doubt? Call.")
    await button(page, "Ask for approval").click()
    await hold(page, EDITORS[1].first_name)
    await button(page, "Approve").click()
    await write(page, "/redflags")
    await expect(newest(page)).to_contain_text("In doubt? Call.")
