"""What the phone shows and lets a person do, whatever bot is behind it."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.async_api import Locator, Page, expect

from bot.simulator.checking import Upload

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Browser, FloatRect, Route

    from tests.browser.conftest import Open, Talk

HOME = [{"text": "Home", "callback_data": "p:home"}]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def chat(page: Page) -> Locator:
    return page.get_by_role("list", name="Chat", exact=True)


def newest(page: Page) -> Locator:
    return chat(page).get_by_role("listitem").last


async def place(shown: Locator) -> FloatRect:
    found = await shown.bounding_box()
    assert found is not None
    return found


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


async def test_formatting_is_shown_as_telegram_shows_it(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say(
        "😀 <b>bold <i>both</i></b> <u>under</u> <s>struck</s> <code>a &lt; b</code>\n"
        '<a href="https://example.org/?a=1">link</a> <pre><code class="language-python">print()</code></pre>\n'
        "<blockquote>quoted</blockquote>\nafter"
    )
    text = newest(page).locator(".text")
    await expect(text.locator("strong")).to_have_text("bold both")
    await expect(text.locator("strong em")).to_have_text("both")
    for tag, words in {"u": "under", "s": "struck", "blockquote": "quoted", "pre code": "print()"}.items():
        await expect(text.locator(tag)).to_have_text(words)
    await expect(text.locator("code").first).to_have_text("a < b")
    link = text.get_by_role("link", name="link")
    assert await link.get_attribute("href") == "https://example.org/?a=1"
    assert await link.get_attribute("rel") == "noopener noreferrer"


async def test_data_is_text_and_never_markup(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("&lt;img src=x onerror=alert(1)&gt;", [{"text": "<b>no</b>", "callback_data": "x"}])
    await expect(newest(page)).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(newest(page).get_by_role("button", name="<b>no</b>")).to_be_visible()
    await expect(newest(page).locator("img, b")).to_have_count(0)


async def test_a_long_quote_opens_and_closes(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    lines = "\n".join(f"line {number}" for number in range(9))
    await talk.say(f'<blockquote expandable>{lines} <a href="https://example.org">end</a></blockquote>')
    more = newest(page).get_by_role("button", name="Show more")
    await expect(more).to_have_attribute("aria-expanded", "false")
    height = (await place(newest(page)))["height"]
    await more.focus()
    await page.keyboard.press("Enter")
    less = newest(page).get_by_role("button", name="Show less")
    await expect(less).to_have_attribute("aria-expanded", "true")
    assert (await place(newest(page)))["height"] > height + 100
    await less.click()
    await expect(more).to_be_visible()
    assert await newest(page).get_by_role("link", name="end").get_attribute("tabindex") == "-1"


async def test_a_short_quote_needs_no_button(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("<blockquote expandable>short</blockquote>")
    await expect(newest(page).locator("blockquote")).to_have_text("short")
    await expect(newest(page).get_by_role("button", name="Show more")).to_have_count(0)


@pytest.mark.parametrize("by", ["tap", "Enter", "Space"])
async def test_a_spoiler_is_revealed(open_page: Open, talk: Talk, by: str) -> None:
    page = await open_page(talk.address)
    await talk.say("It is <tg-spoiler>a secret</tg-spoiler>.")
    spoiler = newest(page).get_by_role("button", name="Hidden text, show it")
    await expect(spoiler.locator("span")).to_have_css("opacity", "0")
    if by == "tap":
        await spoiler.click()
    else:
        await spoiler.focus()
        await page.keyboard.press(by)
    await expect(newest(page).locator(".revealed span")).to_have_css("opacity", "1")


@pytest.mark.parametrize(
    ("person", "zone", "letters", "shown"),
    [
        (1, "Europe/London", "t", "22:45"),
        (1, "Asia/Tokyo", "t", "07:45"),
        (1, "Europe/London", "wDT", "Tuesday, 17 March 2026 at 22:45:05"),
        (2, "Europe/Berlin", "wDt", "Dienstag, 17. März 2026 um 23:45"),
        (2, "Europe/Berlin", "d", "17.03.26"),
        (1, "Europe/London", "", "then"),
    ],
)
async def test_moments_are_shown_in_the_readers_zone_and_language(
    open_page: Open, talk: Talk, person: int, zone: str, letters: str, shown: str
) -> None:
    talk.telegram.person(2, "Clara", language_code="de").start()
    page = await open_page(f"{talk.address}/#{person}", timezone_id=zone)
    moment = int(datetime(2026, 3, 17, 22, 45, 5, tzinfo=UTC).timestamp())
    shape = f' format="{letters}"' if letters else ""
    text = f'<tg-time unix="{moment}"{shape}>then</tg-time>'
    await talk.call("sendMessage", chat_id=person, text=text, parse_mode="HTML")
    await expect(newest(page).locator(".text time")).to_have_text(shown)


async def test_a_moment_can_be_relative(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    moment = int(datetime.now(UTC).timestamp()) + 3 * 3600 + 60
    await talk.say(f'<tg-time unix="{moment}" format="r">soon</tg-time>')
    await expect(newest(page).locator(".text time")).to_have_text("in 3 hours")


async def test_buttons_stand_in_rows_and_have_styles(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say(
        "Choose",
        [{"text": "A", "callback_data": "a", "style": "primary"}, {"text": "B", "callback_data": "b"}],
        [{"text": "Wide", "callback_data": "w", "style": "danger"}],
        [{"text": "Web", "url": "https://example.org/"}],
    )
    boxes = {
        name: await place(newest(page).get_by_role("button", name=name, exact=True)) for name in ("A", "B", "Wide")
    }
    assert boxes["A"]["y"] == boxes["B"]["y"] < boxes["Wide"]["y"]
    assert boxes["Wide"]["width"] > 2 * boxes["A"]["width"]
    assert min(place["height"] for place in boxes.values()) >= 44
    await expect(newest(page).get_by_role("button", name="Wide")).to_have_class("key danger")
    await expect(newest(page).get_by_role("link", name="Web")).to_have_attribute("href", "https://example.org/")


async def test_a_tap_shows_that_it_is_under_way_and_then_what_the_bot_says(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("Choose", HOME)
    home = newest(page).get_by_role("button", name="Home")
    await home.click()
    await expect(home).to_have_attribute("aria-busy", "true")
    await talk.call("answerCallbackQuery", callback_query_id=await arrived(talk), text="Noted.")
    await expect(page.get_by_role("status").get_by_text("Noted.")).to_be_visible()
    await expect(home).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_has_to_be_acknowledged(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("Choose", HOME)
    await newest(page).get_by_role("button", name="Home").click()
    query_id = await arrived(talk)
    await talk.call("answerCallbackQuery", callback_query_id=query_id, text="Listen!", show_alert=True)
    alert = page.get_by_role("alertdialog", name="Listen!")
    await expect(alert).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(alert).to_be_hidden()
    await expect(newest(page).get_by_role("button", name="Home")).to_be_focused()


async def test_an_edit_takes_the_old_place_and_keeps_the_focus(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    message_id = await talk.say("First", HOME)
    await talk.say("Second")
    item = chat(page).get_by_role("listitem").nth(1)
    await item.get_by_role("button", name="Home").focus()
    await talk.edit(message_id, "Changed", HOME)
    await expect(item).to_contain_text("Changed")
    await expect(item).to_be_focused()
    await expect(newest(page)).to_contain_text("Second")
    await expect(item).not_to_contain_text("edited")
    await talk.edit(message_id, "Changed again")
    await expect(item).to_contain_text("edited")


async def test_a_deleted_message_goes_and_its_day_stays(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("Here")
    await expect(chat(page).get_by_text("Today")).to_be_visible()
    await chat(page).get_by_role("button", name="/start").focus()
    await talk.call("deleteMessage", chat_id=1, message_id=talk.ada.messages[0].id)
    await expect(chat(page).get_by_role("listitem")).to_have_count(1)
    await expect(chat(page)).to_be_focused()
    await expect(newest(page)).to_contain_text(re.compile("^Today.*Here", re.DOTALL))


async def test_new_messages_and_edits_are_announced_once(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    announcer = page.locator("[aria-live=polite]#announcer")
    await expect(chat(page).get_by_role("listitem")).to_have_count(1)
    await expect(announcer).to_be_empty()
    message_id = await talk.say("<b>Title</b>\nwords <tg-spoiler>secret</tg-spoiler>")
    await expect(announcer).to_have_text("Echo: Title\nwords", use_inner_text=False)
    await talk.edit(message_id, "<b>Other</b>\nmore words")
    await expect(announcer).to_have_text("Changed: Other")


async def test_typing_is_shown_until_the_message_comes(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.call("sendChatAction", chat_id=1, action="typing")
    await expect(page.get_by_text("typing…")).to_be_visible()
    await talk.say("hi")
    await expect(page.get_by_text("typing…")).to_be_hidden()


async def test_documents_and_photos_are_shown_and_can_be_kept(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.call("sendDocument", {"document": Upload("a.txt", b"mine")}, chat_id=1, caption="Yours")
    async with page.expect_download() as started:
        await newest(page).get_by_role("link", name="a.txt").click()
    assert (await (await started.value).path()).read_bytes() == b"mine"
    await talk.call("sendPhoto", {"photo": Upload("a.png", PIXEL, "image/png")}, chat_id=1, caption="A dot")
    await expect(newest(page).get_by_role("img", name="A dot")).to_be_visible()


async def commands(talk: Talk) -> None:
    names = {"help": "All there is", "home": "The beginning", "sleep": "At night"}
    listed = [{"command": name, "description": text} for name, text in names.items()]
    await talk.call("setMyCommands", commands=listed)


async def test_a_slash_completes_commands(open_page: Open, talk: Talk) -> None:
    await commands(talk)
    page = await open_page(talk.address)
    await box(page).press_sequentially("/h")
    options = page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(options).to_have_count(2)
    await expect(page.get_by_role("option", selected=True)).to_contain_text("/help")
    await page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    await expect(chosen).to_contain_text("/home")
    await expect(box(page)).to_have_attribute("aria-activedescendant", await chosen.get_attribute("id") or "")
    await page.keyboard.press("Tab")
    await expect(box(page)).to_have_text("/home ")
    await expect(options).to_have_count(0)
    await box(page).fill("/s")
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("/sleep")
    await expect(box(page)).to_have_text("")


async def test_escape_closes_the_completion_and_enter_then_sends_what_stands_there(open_page: Open, talk: Talk) -> None:
    await commands(talk)
    page = await open_page(talk.address)
    await box(page).press_sequentially("/h")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("/h")


async def test_the_menu_button_lists_commands(open_page: Open, talk: Talk) -> None:
    await commands(talk)
    page = await open_page(talk.address)
    menu = page.get_by_role("button", name="Menu")
    await menu.click()
    await expect(menu).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await page.keyboard.press("Enter")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(newest(page)).to_contain_text("/sleep")


async def test_enter_sends_and_shift_enter_begins_a_line(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await box(page).press_sequentially("one")
    await page.keyboard.press("Shift+Enter")
    await box(page).press_sequentially("two")
    await page.keyboard.press("Enter")
    await expect(newest(page).locator(".text")).to_have_text("one\ntwo", use_inner_text=True)
    await expect(box(page)).to_have_text("")
    await expect(box(page)).to_be_focused()
    assert talk.ada.messages[-1].text == "one\ntwo"


async def test_a_reload_shows_the_same(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("Still <b>here</b>", HOME)
    await expect(newest(page)).to_contain_text("Still here")
    before = await chat(page).inner_text()
    await page.reload()
    await expect(newest(page)).to_contain_text("Still here")
    assert await chat(page).inner_text() == before


async def test_two_tabs_agree(open_page: Open, talk: Talk) -> None:
    one, other = await open_page(talk.address), await open_page(talk.address)
    await box(one).fill("from one")
    await box(one).press("Enter")
    await expect(newest(other)).to_contain_text("from one")
    await talk.say("to both", HOME)
    for page in (one, other):
        await expect(newest(page)).to_contain_text("to both")
    assert await chat(one).inner_text() == await chat(other).inner_text()


async def test_the_phone_passes_from_hand_to_hand(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await expect(newest(page)).to_contain_text("/start")
    await page.get_by_role("radio", name="Clara").check()
    await expect(chat(page).get_by_role("listitem")).to_have_count(0)
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(newest(page)).to_contain_text("/start")
    assert len(talk.telegram.person(2).messages) == 1
    await page.reload()
    await expect(page.get_by_role("radio", name="Clara")).to_be_checked()


async def test_the_bot_can_be_blocked_and_let_in_again(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await page.get_by_role("button", name="Block the bot").click()
    await expect(box(page)).to_be_hidden()
    await expect(page.get_by_role("button", name="Unblock and start")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(box(page)).to_be_visible()
    await expect(chat(page).get_by_role("listitem")).to_have_count(2)
    await expect(chat(page)).to_be_focused()


async def test_blocking_from_the_bar_over_a_narrow_phone_leads_back_to_the_phone(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, viewport={"width": 360, "height": 640})
    await page.get_by_role("button", name="Demo").click()
    await page.get_by_role("button", name="Block the bot").click()
    await expect(page.get_by_role("button", name="Unblock and start")).to_be_focused()


async def test_start_is_pressed_once_and_the_focus_goes_to_the_chat(open_page: Open, talk: Talk) -> None:
    page = await open_page(f"{talk.address}/#2")
    await page.get_by_role("button", name="Start", exact=True).dblclick()
    await expect(chat(page)).to_be_focused()
    await box(page).fill("then")
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("then")
    assert [message.text for message in talk.telegram.person(2).messages] == ["/start", "then"]


async def test_a_start_that_fails_can_be_pressed_again(open_page: Open, talk: Talk) -> None:
    page = await open_page(f"{talk.address}/#2")
    start = page.get_by_role("button", name="Start", exact=True)
    await expect(start).to_be_visible()
    await page.context.set_offline(True)
    await start.click()
    await expect(page.get_by_role("status")).to_contain_text("does not answer")
    await expect(start).to_be_visible()


async def test_what_came_while_reading_above_is_marked_and_can_be_jumped_to(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    for number in range(40):
        await talk.say(f"message {number}")
    await expect(newest(page)).to_contain_text("message 39")
    await chat(page).evaluate("list => list.scrollTop = 0")
    jump = page.get_by_role("button", name="Jump to newest")
    await expect(jump).to_be_visible()
    await talk.say("you missed this")
    await expect(jump).to_contain_text("1 unread")
    await expect(newest(page)).to_contain_text("Unread messages")
    await jump.click()
    await expect(newest(page)).to_be_in_viewport()
    await expect(jump).to_be_hidden()


async def test_a_long_message_is_shown_from_its_beginning(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("\n".join(f"line {number}" for number in range(80)), HOME)
    await expect(newest(page)).to_contain_text("line 79")
    top = (await place(chat(page)))["y"]
    assert abs((await place(newest(page)))["y"] - top) < 3


async def test_calls_are_listed_and_can_be_filtered(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("before")
    await page.get_by_role("button", name="Bot API calls").click()
    calls = page.get_by_role("list", name="Bot API calls").get_by_role("listitem")
    await expect(calls).to_have_count(1)
    await talk.call("getMe")
    await expect(calls).to_have_count(2)
    await calls.first.get_by_text("sendMessage").click()
    await expect(calls.first).to_contain_text('"text": "before"')
    await page.get_by_role("searchbox").fill("getm")
    await expect(calls).to_have_count(1)
    await page.get_by_role("button", name="Bot API calls").click()
    await expect(calls).to_have_count(0)
    await expect(chat(page).get_by_role("listitem")).to_have_count(2)


async def test_light_and_dark_follow_the_system_and_can_be_chosen(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, color_scheme="dark")

    async def brightness() -> int:
        colour: str = await page.locator("#phone").evaluate("element => getComputedStyle(element).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    assert await brightness() < 150
    await page.get_by_role("radio", name="Light").check()
    assert await brightness() > 700
    await page.reload()
    await expect(page.get_by_role("radio", name="Light")).to_be_checked()
    assert await brightness() > 700


async def test_on_a_small_screen_the_phone_fills_it_and_the_bar_folds_away(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, viewport={"width": 360, "height": 640})
    assert await page.locator("#phone").bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    people = page.get_by_role("radiogroup", name="Who is holding the phone?")
    await expect(people).to_be_hidden()
    await page.get_by_role("button", name="Demo").click()
    await expect(people).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(people).to_be_hidden()
    await expect(page.get_by_role("button", name="Demo")).to_be_focused()


async def test_nothing_moves_where_that_is_not_wanted(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, reduced_motion="reduce")
    await talk.say("Choose", HOME)
    await newest(page).get_by_role("button", name="Home").click()
    await talk.call("answerCallbackQuery", callback_query_id=await arrived(talk), text="Noted.")
    await expect(page.locator(".notice")).to_have_css("animation-name", "none")


async def test_every_target_is_large_enough_for_a_finger(open_page: Open, talk: Talk) -> None:
    await commands(talk)
    page = await open_page(talk.address, viewport={"width": 360, "height": 640})
    await talk.say("Choose", HOME)
    await expect(newest(page)).to_contain_text("Choose")
    small = """elements => elements.filter((element) => element.checkVisibility()).map((element) => {
        const {width, height} = (element.closest("label") ?? element).getBoundingClientRect();
        return [element.outerHTML, width, height];
    }).filter(([, width, height]) => Math.min(width, height) < 44)"""
    targets = page.locator("button:not(.command), input, textarea, .file, .key, [role=option]")
    assert await targets.evaluate_all(small) == []
    await page.get_by_role("button", name="Demo").click()
    assert await targets.evaluate_all(small) == []


async def test_the_line_to_the_demo_may_break(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await expect(chat(page).get_by_role("listitem")).to_have_count(1)
    await page.context.set_offline(True)
    await box(page).fill("lost?")
    await box(page).press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("does not answer")
    await expect(box(page)).to_have_text("lost?")
    await page.context.set_offline(False)
    await box(page).press("Enter")
    await expect(newest(page)).to_contain_text("lost?")


async def arrived(talk: Talk) -> str:
    """Return the id of a tap once it has arrived."""
    async with asyncio.timeout(10):
        await talk.telegram.world.bell.until(lambda: bool(talk.ada.unanswered()))
    found: Any = talk.ada.unanswered()[0]
    return str(found)


@pytest.fixture
def slowly(browser: Browser) -> Callable[[str, str], Awaitable[Page]]:
    """Return a function that opens the phone over a line on which some answers take their time."""

    async def open_slowly(address: str, path: str) -> Page:
        page = await (await browser.new_context()).new_page()

        async def hold_back(route: Route) -> None:
            await asyncio.sleep(0.5)
            await route.continue_()

        await page.route(path, hold_back)
        await page.goto(address)
        return page

    return open_slowly


async def test_what_is_done_before_the_people_are_known_is_done_then(
    slowly: Callable[[str, str], Awaitable[Page]], talk: Talk
) -> None:
    page = await slowly(talk.address, "**/demo/people")
    await page.get_by_role("button", name="Bot API calls").click()
    await box(page).fill("early")
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("early")
    await talk.call("getMe")
    await expect(page.get_by_role("list", name="Bot API calls").get_by_role("listitem")).to_have_count(1)
    await page.context.close()


async def test_commands_that_come_late_still_complete_what_was_typed(
    slowly: Callable[[str, str], Awaitable[Page]], talk: Talk
) -> None:
    await commands(talk)
    page = await slowly(talk.address, "**/events")
    await box(page).press_sequentially("/h")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    await page.context.close()
