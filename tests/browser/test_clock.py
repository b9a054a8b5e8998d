"""The demo's clock: what it shows, and how the time is passed with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.async_api import Locator, Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Talk

NARROW = {"viewport": {"width": 360, "height": 700}, "has_touch": True}


def clock(page: Page) -> Locator:
    return page.get_by_role("region", name="The demo's own clock")


def hour(page: Page) -> Locator:
    return page.get_by_role("button", name="+1 hour", exact=True)


def said(page: Page) -> Locator:
    return page.locator("#passed")


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 0), ("Asia/Tokyo", 9)])
async def test_the_clock_shows_date_and_time_where_the_reader_is(
    open_page: Open, talk: Talk, zone: str, hours: int
) -> None:
    talk.clock.set_to(datetime(2032, 3, 17, 12, 34, tzinfo=UTC))
    page = await open_page(talk.address, timezone_id=zone)
    await expect(clock(page)).to_contain_text(re.compile(rf"{12 + hours}:3[45]"))
    await expect(clock(page)).to_contain_text(f"Wednesday, 17 March 2032 {zone}")


async def test_an_hour_passes_for_the_clock_and_for_what_is_written(open_page: Open, talk: Talk) -> None:
    talk.clock.set_to(datetime(2032, 3, 17, 12, 34, tzinfo=UTC))
    page = await open_page(talk.address, timezone_id="UTC")
    soon = int(datetime(2032, 3, 17, 15, 40, tzinfo=UTC).timestamp())
    await talk.say(f'<tg-time unix="{soon}" format="r">soon</tg-time>')
    moment = page.get_by_role("list", name="Chat", exact=True).locator(".text time")
    await expect(moment).to_have_text("in 3 hours")
    await hour(page).click()
    await expect(clock(page)).to_contain_text("13:3")
    await expect(said(page)).to_have_text(re.compile("It is Wednesday.*13:3.* now"))
    await expect(moment).to_have_text("in 2 hours")
    await talk.say("later")
    await expect(page.get_by_role("listitem").last).to_contain_text("13:3")


async def test_the_days_of_the_chat_go_by_the_clock(open_page: Open, talk: Talk) -> None:
    talk.clock.set_to(datetime(2032, 3, 17, 12, tzinfo=UTC))
    page = await open_page(talk.address, timezone_id="UTC")
    await talk.say("first")
    days = page.get_by_role("list", name="Chat", exact=True).locator(".day")
    await expect(days).to_have_text([re.compile("20"), "Today"])
    talk.jump(timedelta(days=1))
    await talk.say("second")
    await expect(days).to_have_text([re.compile("20"), "Yesterday", "Today"])


async def test_with_no_reminder_on_the_button_says_so(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await page.get_by_role("button", name="Next reminder", exact=True).click()
    await expect(said(page)).to_have_text("No reminder is coming. In the chat, turn one on or end the pause.")
    assert talk.clock.ahead == timedelta()


async def test_the_time_can_be_passed_by_keyboard_and_the_focus_stays(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await hour(page).focus()
    for presses, key in enumerate(("Enter", "Space"), start=1):
        await page.keyboard.press(key)
        await expect(said(page)).to_contain_text("It is")
        await expect(hour(page)).not_to_have_attribute("aria-busy", "true")
        assert talk.clock.ahead >= timedelta(hours=0.99 * presses)
        await expect(hour(page)).to_be_focused()


async def test_on_a_narrow_screen_the_time_passes_beside_the_chat(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, **NARROW)
    await page.get_by_role("button", name="Demo").click()
    for name in ("+1 hour", "Next reminder"):
        shown = await page.get_by_role("button", name=name, exact=True).bounding_box()
        assert shown is not None
        assert shown["height"] >= 44
        assert shown["x"] + shown["width"] <= 360
    await hour(page).tap()
    await expect(said(page)).to_contain_text("It is")
    await page.get_by_role("button", name="Close").tap()
    await expect(page.get_by_role("textbox", name="Message")).to_be_visible()


@pytest.mark.parametrize("options", [{}, NARROW], ids=["wide", "narrow"])
async def test_a_newcomer_asks_to_be_reminded_to_drink_and_sees_it_happen(
    open_page: Open, address: str, options: dict[str, object]
) -> None:
    page = await open_page(address, timezone_id="Europe/London", **options)
    newest = page.get_by_role("list", name="Chat", exact=True).get_by_role("listitem").last
    for name in ("Start", "Reminders", "Drink water", "None apply", "London", "All day"):
        await page.get_by_role("button", name=re.compile(f"^{name}")).last.click()
    await expect(newest).to_contain_text("Drink water: On")
    if options:
        await page.get_by_role("button", name="Demo").click()
    await page.get_by_role("button", name="Next reminder", exact=True).click()
    await expect(said(page)).to_contain_text("a reminder for Ada")
    due = await page.locator("#clock").inner_text()
    if options:
        await page.get_by_role("button", name="Close").click()
    await expect(newest).to_contain_text("drink")
    await expect(newest.locator(".meta time")).to_have_text(due)
    await newest.get_by_role("button", name="Done").click()
    await expect(newest).to_contain_text("Next one")
    await expect(newest.locator(".text time")).not_to_contain_text(due)
    await expect(newest.locator(".text time")).to_have_text(re.compile(r"day.*\d:\d\d.(AM|PM)"))
