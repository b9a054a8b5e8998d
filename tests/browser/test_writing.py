"""Writing on the phone: formatting, replies and quotes, by mouse, by keyboard and by touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed")

from playwright.async_api import Locator, Page, expect

from tests.browser.test_phone import box, chat, newest

if TYPE_CHECKING:
    from tests.browser.conftest import Open, Talk

TEXT = "<b>Water</b>\n😀 Drink <i>a glass</i> now. Then rest.\n<blockquote>Said so</blockquote>\nafter"
NARROW = {"viewport": {"width": 360, "height": 700}, "has_touch": True}
SELECT = """([message, words]) => {
    const walker = document.createTreeWalker(message, NodeFilter.SHOW_TEXT), nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    const at = nodes.map(({data}) => data).join("").indexOf(words), range = document.createRange();
    let passed = 0;
    for (const node of nodes) {
        const inside = (place) => passed <= place && place <= passed + node.length;
        if (inside(at) && passed + node.length > at) range.setStart(node, at - passed);
        const end = at + words.length;
        if (inside(end) && range.startContainer !== document) range.setEnd(node, end - passed);
        passed += node.length;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def quote(page: Page) -> Locator:
    return page.get_by_role("button", name="Quote", exact=True)


async def select(page: Page, message: Locator, words: str) -> None:
    """Select these words, as handles on a touch screen do."""
    text = await message.locator(".text").element_handle()
    await page.evaluate(SELECT, [text, words])


async def send(page: Page, text: str) -> None:
    await box(page).press_sequentially(text)
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text(text)


def last(talk: Talk) -> Any:
    return talk.ada.messages[-1].json


# Quotes


async def test_words_selected_with_the_mouse_can_be_quoted(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    asked = await talk.say("One two three. Four.")
    place = await newest(page).locator(".text").bounding_box()
    assert place
    await page.mouse.move(place["x"] + 1, place["y"] + place["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(place["x"] + 320, place["y"] + place["height"] / 2, steps=5)
    await page.mouse.up()
    await quote(page).click()
    await expect(page.get_by_role("group", name="Reply")).to_contain_text(
        re.compile(r"Quote from Echo\s+One two three\. Four\.")
    )
    await expect(box(page)).to_be_focused()
    await send(page, "Five.")
    assert (last(talk)["reply_to_message"]["message_id"], last(talk)["quote"]["text"]) == (
        asked,
        "One two three. Four.",
    )
    await expect(newest(page).locator(".quoted")).to_contain_text("One two three. Four.")


@pytest.mark.parametrize("options", [{}, NARROW], ids=["wide", "touch"])
@pytest.mark.parametrize(
    ("words", "position", "text"),
    [
        ("Drink a glass now.", 9, "Drink a glass now."),
        (" Then rest.", 28, "Then rest."),
        ("rest.\nSaid", 33, "rest.\nSaid"),
        ("so" + "after", 44, "so\nafter"),
    ],
)
async def test_a_quote_is_where_it_stands_in_the_message(
    open_page: Open, talk: Talk, options: dict[str, Any], words: str, position: int, text: str
) -> None:
    page = await open_page(talk.address, **options)
    await talk.say(TEXT)
    await expect(newest(page)).to_contain_text("after")
    await select(page, newest(page), words)
    await (quote(page).tap() if options else quote(page).click())
    await send(page, "ok")
    assert (last(talk)["quote"]["position"], last(talk)["quote"]["text"]) == (position, text)


async def test_a_moment_is_quoted_whole_and_as_the_message_has_it(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, timezone_id="Europe/London")
    await talk.say('Come at <tg-time unix="1773787505" format="t">then</tg-time> or later')
    await expect(newest(page)).to_contain_text("22:45")
    await select(page, newest(page), ":45 or")
    await quote(page).click()
    await send(page, "ok")
    assert (last(talk)["quote"]["position"], last(talk)["quote"]["text"]) == (8, "then or")


async def test_what_is_no_part_of_one_message_cannot_be_quoted(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("One")
    await talk.say("Two", [{"text": "Home", "callback_data": "h"}])
    await expect(newest(page)).to_contain_text("Two")
    await select(page, newest(page), "Two")
    await expect(quote(page)).to_be_visible()
    await page.keyboard.press("Control+a")
    await expect(quote(page)).to_be_hidden()
    await page.evaluate("getSelection().removeAllRanges()")
    await expect(quote(page)).to_be_hidden()


async def test_a_part_can_be_quoted_with_the_keyboard_alone(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("One two three.")
    await newest(page).get_by_role("button", name="Reply").focus()
    await page.keyboard.press("Enter")
    await expect(box(page)).to_be_focused()
    await page.get_by_role("button", name="Quote a part").focus()
    await page.keyboard.press("Enter")
    whole = page.get_by_role("textbox", name="The whole message")
    await expect(whole).to_be_focused()
    for key in ("x", "Control+ArrowRight", "Shift+Control+ArrowRight", "Tab", "Tab", "Enter"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("group", name="Reply")).to_contain_text(re.compile(r"Quote from Echo\s+two"))
    await expect(box(page)).to_be_focused()
    await send(page, "Four")
    assert (last(talk)["quote"]["position"], last(talk)["quote"]["text"]) == (4, "two")


async def test_a_sentence_can_be_quoted_by_tapping_it(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, **NARROW)
    await talk.say("One two three. Four five.\nSix.")
    await newest(page).get_by_role("button", name="Reply").tap()
    await page.get_by_role("button", name="Quote a part").tap()
    await page.get_by_role("textbox", name="The whole message").tap(position={"x": 150, "y": 20})
    await quote(page).tap()
    await send(page, "ok")
    assert (last(talk)["quote"]["position"], last(talk)["quote"]["text"]) == (15, "Four five.")


async def test_a_quote_can_be_too_long(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("x" * 1025)
    await expect(newest(page)).to_contain_text("xxx")
    await select(page, newest(page), "x" * 1025)
    await quote(page).click()
    await expect(page.get_by_role("status")).to_contain_text("too long to quote")
    await expect(page.get_by_role("group", name="Reply")).to_be_hidden()


# Replies


async def test_a_message_can_be_replied_to_and_the_reply_given_up(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    asked = await talk.say("How much?")
    reply = page.get_by_role("group", name="Reply")
    answer = newest(page).get_by_role("button", name="Reply")
    await newest(page).hover()
    await answer.click()
    await expect(reply).to_contain_text(re.compile(r"Reply to Echo\s+How much\?"))
    await page.keyboard.press("Escape")
    await expect(reply).to_be_hidden()
    await answer.click()
    await page.get_by_role("button", name="Cancel reply").click()
    await expect(reply).to_be_hidden()
    await expect(box(page)).to_be_focused()
    await answer.click()
    await send(page, "A glass")
    assert (last(talk)["reply_to_message"]["message_id"], "quote" in last(talk)) == (asked, False)
    await expect(reply).to_be_hidden()
    await send(page, "Or two")
    assert "reply_to_message" not in last(talk)


async def test_nobody_replies_to_what_is_gone_or_another_persons(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    reply = page.get_by_role("group", name="Reply")
    asked = await talk.say("How much?")
    await newest(page).get_by_role("button", name="Reply").click()
    await talk.call("deleteMessage", chat_id=1, message_id=asked)
    await expect(reply).to_be_hidden()
    await newest(page).get_by_role("button", name="Reply").click()
    await expect(reply).to_be_visible()
    await page.get_by_role("radio", name="Clara").check()
    await expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await expect(reply).to_be_hidden()


async def test_a_reply_that_could_not_be_sent_is_put_back(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await talk.say("How much?")
    await newest(page).get_by_role("button", name="Reply").click()
    await page.context.set_offline(True)
    await box(page).press_sequentially("lost?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("does not answer")
    await expect(box(page)).to_have_text("lost?")
    await expect(page.get_by_role("group", name="Reply")).to_contain_text("How much?")
    await page.context.set_offline(False)
    await page.keyboard.press("Enter")
    await expect(newest(page).locator(".reply")).to_contain_text("How much?")


# Formatting


async def choose(page: Page, count: int) -> None:
    """Select so many characters before the caret."""
    for _ in range(count):
        await page.keyboard.press("Shift+ArrowLeft")


KEYS = {
    "bold": ("Bold", "Control+b", "strong"),
    "italic": ("Italic", "Control+i", "em"),
    "underline": ("Underline", "Control+u", "u"),
    "strikethrough": ("Strikethrough", "Control+Shift+x", "s"),
    "code": ("Code", "Control+Shift+m", "code"),
}


@pytest.mark.parametrize("by", ["button", "keys"])
@pytest.mark.parametrize("kind", KEYS)
async def test_selected_words_are_formatted_and_what_follows_is_not(
    open_page: Open, talk: Talk, kind: str, by: str
) -> None:
    name, keys, tag = KEYS[kind]
    page = await open_page(talk.address)
    await box(page).press_sequentially("a word")
    await expect(page.get_by_role("group", name="Formatting")).to_be_hidden()
    await choose(page, 4)
    button = page.get_by_role("button", name=name)
    await (button.click() if by == "button" else page.keyboard.press(keys))
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(box(page).locator(tag)).to_have_text("word")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.type(" more")
    await page.keyboard.press("Enter")
    await expect(newest(page).locator(".text")).to_have_text("a word more")
    assert last(talk)["entities"] == [{"type": kind, "offset": 2, "length": 4}]
    await expect(newest(page).locator(f".text {tag}")).to_have_text("word")


async def test_formatting_is_taken_away_again(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await box(page).press_sequentially("a word")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Control+b")
    await page.keyboard.press("End")
    await choose(page, 4)
    await page.keyboard.press("Control+b")
    await page.keyboard.press("Enter")
    await expect(newest(page)).to_contain_text("a word")
    assert last(talk)["entities"] == [{"type": "bold", "offset": 0, "length": 2}]


async def test_a_link_is_set_changed_and_removed(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await box(page).press_sequentially("read it")
    await choose(page, 2)
    await page.keyboard.press("Control+k")
    address = page.get_by_role("textbox", name="Web address")
    await address.fill("nowhere")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("no web address")
    await page.get_by_role("button", name="Link").click()
    await address.fill("example.org/a")
    await page.keyboard.press("Enter")
    await expect(box(page)).to_be_focused()
    await page.keyboard.press("Control+k")
    await expect(address).to_have_value("example.org/a")
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.keyboard.press("Enter")
    await expect(newest(page).get_by_role("link", name="it")).to_have_attribute("href", "http://example.org/a")
    await box(page).press_sequentially("it")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Control+k")
    await address.fill("example.org")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Control+k")
    await page.get_by_role("button", name="Remove").click()
    await page.keyboard.press("Enter")
    await expect(newest(page).locator(".text")).to_have_text("it")
    assert "entities" not in last(talk)


async def test_a_quotation_is_whole_lines(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    for line in ("one", "two words", "three"):
        await page.keyboard.press("Shift+Enter") if line != "one" else None
        await box(page).press_sequentially(line)
    for key in ("ArrowUp", "Home", "Shift+ArrowRight"):
        await page.keyboard.press(key)
    await page.get_by_role("button", name="Quotation").click()
    await page.keyboard.press("Enter")
    await expect(newest(page).locator("blockquote")).to_have_text("two words")
    assert last(talk)["text"] == "one\ntwo words\nthree"


async def test_what_was_written_can_be_taken_back_and_done_again(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await box(page).press_sequentially("word")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Control+b")
    await page.keyboard.press("Control+z")
    await expect(box(page).locator("strong")).to_have_count(0)
    await page.keyboard.press("Control+z")
    await expect(box(page)).to_have_text("")
    await page.keyboard.press("Control+y")
    await page.keyboard.press("Control+Shift+z")
    await expect(box(page).locator("strong")).to_have_text("word")


async def test_formatting_is_within_reach_of_a_finger(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address, **NARROW)
    await box(page).tap()
    await box(page).press_sequentially("word")
    await page.keyboard.press("Control+a")
    bar = page.get_by_role("group", name="Formatting")
    await expect(bar).to_be_visible()
    assert await bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    await page.get_by_role("button", name="Bold").tap()
    await page.get_by_role("button", name="Send").tap()
    await expect(newest(page).locator("strong")).to_have_text("word")


async def test_pasted_formatting_is_left_out(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await box(page).focus()
    await page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/html", "<b>bold</b>");
            data.setData("text/plain", "plain");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }"""
    )
    await expect(box(page).locator("b, strong")).to_have_count(0)


async def test_a_text_that_is_too_long_for_one_message_is_sent_as_several(open_page: Open, talk: Talk) -> None:
    page = await open_page(talk.address)
    await box(page).fill("x" * 4100)
    await page.keyboard.press("Enter")
    await expect(chat(page).get_by_role("listitem")).to_have_count(3)
    assert [len(message.text) for message in talk.ada.messages[1:]] == [4096, 4]


# Commands of one's own


async def test_an_editor_has_more_commands_than_others(open_page: Open, talk: Talk) -> None:
    talk.telegram.person(2, "Clara", language_code="de").start()
    everybody = [{"command": "help", "description": "All there is"}]
    scope = {"type": "chat", "chat_id": 2}
    await talk.call("setMyCommands", commands=everybody)
    await talk.call(
        "setMyCommands", commands=[*everybody, {"command": "templates", "description": "Edit"}], scope=scope
    )
    page = await open_page(f"{talk.address}/#2")
    await page.get_by_role("button", name="Menu").click()
    await expect(page.get_by_role("option", name="/templates")).to_be_visible()
    await page.keyboard.press("Escape")
    await talk.call("deleteMyCommands", scope=scope)
    await page.get_by_role("button", name="Menu").click()
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Escape")
    await page.get_by_role("radio", name="Ada").check()
    await page.get_by_role("button", name="Menu").click()
    await expect(page.get_by_role("option")).to_have_count(1)


# Copying


@pytest.mark.parametrize("html", ["<code>{text}</code>", "<pre>{text}</pre>"])
async def test_what_is_meant_to_be_copied_is_by_one_press_and_can_be_pasted(
    open_page: Open, talk: Talk, html: str
) -> None:
    page = await open_page(talk.address, permissions=["clipboard-read", "clipboard-write"])
    await talk.say(f"So far:\n{html.format(text='Drink <a> & rest'.replace('&', '&amp;').replace('<', '&lt;'))}")
    copy = newest(page).get_by_role("button", name="Copy") if "pre" in html else newest(page).locator("code")
    await copy.click()
    await expect(page.get_by_role("status")).to_contain_text("Copied.")
    await box(page).focus()
    await page.keyboard.press("Control+v")
    await page.keyboard.press("Enter")
    await expect(newest(page).locator(".text")).to_have_text("Drink <a> & rest")
