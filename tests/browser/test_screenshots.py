"""Pictures of the main screens, as README shows them: `make screenshots` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.async_api import Page, expect

from bot.demo import EDITORS
from tests.browser.test_writing import SELECT

if TYPE_CHECKING:
    from tests.browser.conftest import Open

LARGEST = 150_000
WIDE = {"viewport": {"width": 1040, "height": 780}}
PHONE = {"viewport": {"width": 390, "height": 780}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("STEADY_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def start(page: Page) -> None:
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("button", name="Emergency")).to_be_visible()
    await page.mouse.move(0, 0)


async def open_key(page: Page, label: str) -> None:
    await page.locator(".keyboard").last.get_by_role("button", name=label).first.click()
    await expect(page.locator(".message").last).to_contain_text(label)
    await expect(page.locator(".key[aria-busy=true]")).to_have_count(0)
    await page.mouse.move(0, 0)


async def keep(page: Page, folder: Path, name: str) -> None:
    await page.evaluate("document.activeElement.blur()")
    picture = await page.screenshot(path=folder / f"{name}.png", animations="disabled")
    assert len(picture) <= LARGEST


async def test_the_wide_page_in_light(open_page: Open, address: str, folder: Path) -> None:
    page = await open_page(address, color_scheme="light", **WIDE)
    await expect(page.get_by_role("button", name="Menu")).to_be_visible()
    await keep(page, folder, "welcome-light")
    await start(page)
    await keep(page, folder, "home-light")


async def test_the_wide_page_in_dark(open_page: Open, address: str, folder: Path) -> None:
    page = await open_page(address, color_scheme="dark", viewport={"width": 1000, "height": 680})
    await start(page)
    await open_key(page, "Red flags")
    await page.get_by_role("button", name="Bot API calls").click()
    await expect(page.get_by_role("list", name="Bot API calls").get_by_role("listitem").last).to_be_visible()
    await keep(page, folder, "page-dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_narrow_page(open_page: Open, address: str, folder: Path, scheme: str) -> None:
    page = await open_page(address, color_scheme=scheme, **PHONE)
    await start(page)
    await keep(page, folder, f"narrow-home-{scheme}")
    await open_key(page, "Causes")
    await keep(page, folder, f"narrow-page-{scheme}")


async def test_the_command_menu(open_page: Open, address: str, folder: Path) -> None:
    page = await open_page(address, color_scheme="light", **PHONE)
    await start(page)
    await page.get_by_role("textbox", name="Message").press_sequentially("/")
    await expect(page.get_by_role("listbox")).to_be_visible()
    picture = await page.screenshot(path=folder / "narrow-commands-light.png", animations="disabled")
    assert len(picture) <= LARGEST


async def test_an_editors_draft(open_page: Open, address: str, folder: Path) -> None:
    page = await open_page(f"{address}/#{EDITORS[0].id}", color_scheme="light", **PHONE)
    await start(page)
    box = page.get_by_role("textbox", name="Message")
    await box.fill("/templates tip-water-2")
    await page.keyboard.press("Enter")
    preview = page.locator(".message").filter(has_text="Time for a drink").locator(".text")
    await page.evaluate(SELECT, [await preview.element_handle(), "It does not have to be water."])
    await page.get_by_role("button", name="Quote", exact=True).click()
    await box.fill("It need not be water.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Publish")).to_be_visible()
    await keep(page, folder, "narrow-draft-light")
