"""The demo's page over HTTP: what it shows, what it lets a person do, and whom it turns away."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.app import SystemClock
from bot.domain.delivery import Due
from bot.simulator import page
from bot.simulator.checking import Upload
from bot.simulator.clock import DemoClock, Journey
from bot.simulator.feed import CALLS_SHOWN, EVENTS_KEPT, LONGEST_SHOWN, Feed
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.page import DemoPerson, add_page
from bot.simulator.phone import Phone
from bot.simulator.refusals import RefusalError
from bot.simulator.telegram import Telegram
from bot.simulator.world import QUERY_LIFE

if TYPE_CHECKING:
    from tests.simulator.conftest import Caller

ADA = DemoPerson(7, "Ada", "en-GB", "reads in the evening")
BEN = DemoPerson(8, "Ben", "de", "")
KEYBOARD = {"inline_keyboard": [[{"text": "Home", "callback_data": "p:home"}]]}


@pytest.fixture
def demo_clock() -> DemoClock:
    return DemoClock(SystemClock())


@pytest.fixture
def live(demo_clock: DemoClock) -> Telegram:
    return Telegram(demo_clock, limits=UNLIMITED)


@pytest.fixture
def telegram(live: Telegram) -> Telegram:
    """Let the bot call the stand-in that is served."""
    return live


@pytest.fixture
def made_fresh(live: Telegram) -> list[str]:
    return []


@pytest.fixture
def due() -> list[Due]:
    """What is due, in order; it happens at its time."""
    return []


@pytest.fixture
async def url(live: Telegram, demo_clock: DemoClock, made_fresh: list[str], due: list[Due]) -> AsyncIterator[str]:
    async def fresh() -> None:
        live.clear()
        made_fresh.append("yes")

    async def first_due(since: datetime) -> Due | None:
        return next((one for one in due if one.at >= since and demo_clock.now() <= one.at), None)

    journey = Journey(demo_clock, first_due, live.world.bell.ring)
    async with serve(live, add=lambda app: add_page(app, live, [ADA, BEN], fresh, journey)) as address:
        yield address


@pytest.fixture
async def client(url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(url) as session:
        yield session


@pytest.fixture
def ada(live: Telegram, client: aiohttp.ClientSession) -> Phone:
    phone = live.person(7, "Ada", language_code="en-GB")
    phone.start()
    return phone


class Stream:
    """Reads the events of a stream one by one."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.last_id = ""

    async def next(self) -> tuple[str, Any]:
        """Return the next event of the phone."""
        while (event := await self.next_of_all())[0] == "clock":
            pass
        return event

    async def next_of_all(self) -> tuple[str, Any]:
        lines: dict[str, str] = {}
        while not lines.get("data"):
            block = await self._response.content.readuntil(b"\n\n")
            lines = dict(line.partition(": ")[::2] for line in block.decode().splitlines())
            self.last_id = lines.get("id", self.last_id)
        return lines["event"], json.loads(lines["data"])

    async def until(self, name: str) -> Any:
        while True:
            event, data = await self.next_of_all()
            if event == name:
                return data


@asynccontextmanager
async def listening(
    client: aiohttp.ClientSession, path: str = "/demo/people/7/events", last_id: str = ""
) -> AsyncIterator[Stream]:
    headers = {"Last-Event-ID": last_id} if last_id else {}
    async with client.get(path, headers=headers) as response:
        assert response.content_type == "text/event-stream"
        yield Stream(response)


async def refused(client: aiohttp.ClientSession, path: str, body: object) -> tuple[int, str]:
    async with client.post(path, json=body) as response:
        return response.status, (await response.json())["error"]


async def test_the_page_and_its_files_are_served_and_nothing_else(client: aiohttp.ClientSession) -> None:
    index = await (await client.get("/")).text()
    names = re.findall(r'(?:href|src)="(/page/[^"]+)"', index)
    assert {Path(name).suffix for name in names} == {".css", ".js", ".svg"}
    assert [(await client.get(name)).status for name in names] == [200] * len(names)
    assert [(await client.get(name)).status for name in ("/page/", "/page/none.js", "/page/../page.py")] == [
        403,
        404,
        404,
    ]


def test_the_page_loads_nothing_from_elsewhere() -> None:
    files = [
        file for file in Path(page.__file__).with_name("page").iterdir() if file.suffix in (".html", ".css", ".js")
    ]
    addresses = [address for file in files for address in re.findall(r"https?://[\w.]+", file.read_text("utf-8"))]
    assert addresses == []


def test_data_never_becomes_markup() -> None:
    scripts = [file.read_text("utf-8") for file in Path(page.__file__).with_name("page").glob("*.js")]
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|srcdoc"
    assert [found for script in scripts for found in re.findall(forbidden, script)] == []


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/demo/people", "/demo/people/7", "/demo/people/9"])
async def test_every_answer_forbids_what_the_page_does_not_need(client: aiohttp.ClientSession, path: str) -> None:
    headers = (await client.get(path)).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


async def test_answers_of_the_bot_api_are_left_as_they_are(client: aiohttp.ClientSession, live: Telegram) -> None:
    answer = await client.get(f"/bot{live.token}/getMe")
    assert (answer.status, "Content-Security-Policy" in answer.headers) == (200, False)


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test:8765", "192.0.2.1", "[::1", "localhost@evil.test"])
async def test_a_name_that_was_made_to_lead_here_is_refused(client: aiohttp.ClientSession, host: str) -> None:
    for path in ("/", "/page/main.js", "/demo/people"):
        assert (await client.get(path, headers={"Host": host})).status in (400, 403)


@pytest.mark.parametrize("host", ["localhost", "localhost:9000", "127.0.0.1:8765"])
async def test_the_machines_own_names_are_taken(client: aiohttp.ClientSession, host: str) -> None:
    assert (await client.get("/demo/people", headers={"Host": host})).status == 200


@pytest.mark.parametrize("origin", ["http://evil.test", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
async def test_another_sites_page_cannot_do_anything(
    client: aiohttp.ClientSession, demo_clock: DemoClock, ada: Phone, made_fresh: list[str], origin: str
) -> None:
    paths = ("people/7/send", "people/7/block", "fresh", "clock/hour", "clock/reminder")
    for path in paths:
        answer = await client.post(f"/demo/{path}", json={"text": "hi"}, headers={"Origin": origin})
        assert answer.status == 403
    assert (len(ada.messages), ada.chat.status, made_fresh) == (1, "member", [])
    assert demo_clock.ahead == timedelta()


async def test_the_own_page_can_do_something(client: aiohttp.ClientSession, url: str, ada: Phone) -> None:
    answer = await client.post("/demo/people/7/send", json={"text": "hi"}, headers={"Origin": url})
    assert (answer.status, [message.text for message in ada.messages]) == (200, ["/start", "hi"])


async def test_the_people_are_told(client: aiohttp.ClientSession) -> None:
    assert await (await client.get("/demo/people")).json() == [
        {"id": 7, "first_name": "Ada", "language_code": "en-GB", "note": "reads in the evening"},
        {"id": 8, "first_name": "Ben", "language_code": "de", "note": ""},
    ]


async def test_a_phone_shows_all_that_there_is(
    client: aiohttp.ClientSession, live: Telegram, bot: Caller, ada: Phone
) -> None:
    await bot.ok("setMyDescription", description="What this is")
    await bot.ok("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await bot.ok("sendMessage", chat_id=7, text="<b>hi</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    phone = await (await client.get("/demo/people/7")).json()
    assert [message.get("reply_markup") for message in phone.pop("messages")] == [None, KEYBOARD]
    assert phone == {
        "bot": {"id": 123456789, "name": "Simulated", "username": "simulated_bot"},
        "description": "What this is",
        "commands": [{"command": "help", "description": "Help"}],
        "blocked": False,
        "action": None,
    }


async def test_a_phone_shows_what_is_said_in_the_persons_language(client: aiohttp.ClientSession, bot: Caller) -> None:
    await bot.ok("setMyDescription", description="What this is")
    await bot.ok("setMyDescription", description="Was das ist", language_code="de")
    phones = [await (await client.get(f"/demo/people/{person}")).json() for person in (7, 8)]
    assert [phone["description"] for phone in phones] == ["What this is", "Was das ist"]


@pytest.mark.parametrize("path", ["/demo/people/9", "/demo/people/x", "/demo/people/9/events", "/demo/files/none"])
async def test_nobody_and_nothing_are_not_found(client: aiohttp.ClientSession, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status, list(await answer.json())) == (404, ["error"])


@pytest.mark.parametrize("doing", ["send", "tap", "block", "unblock"])
async def test_nobody_does_nothing(client: aiohttp.ClientSession, doing: str) -> None:
    assert await refused(client, f"/demo/people/9/{doing}", {}) == (404, "There is no such person.")


async def test_a_text_is_sent_as_the_person(client: aiohttp.ClientSession, live: Telegram) -> None:
    answer = await (await client.post("/demo/people/8/send", json={"text": "  /help me \n"})).json()
    message = live.person(8).chat.messages[answer["message_id"]]
    assert (message["text"], message["from"]) == (
        "/help me",
        {"id": 8, "is_bot": False, "first_name": "Ben", "language_code": "de"},
    )


@pytest.mark.parametrize("text", [None, 5, "", " \n ", "\ud800", ["hi"]])
async def test_what_is_no_text_is_not_sent(client: aiohttp.ClientSession, text: object) -> None:
    assert await refused(client, "/demo/people/7/send", {"text": text}) == (400, "A message needs a text.")


async def test_a_text_that_is_too_long_for_one_message_is_sent_as_several(
    client: aiohttp.ClientSession, live: Telegram
) -> None:
    answer = await (await client.post("/demo/people/8/send", json={"text": "😀" * 2048 + "a"})).json()
    assert [message.text for message in live.person(8).messages] == ["😀" * 2048, "a"]
    assert answer == {"message_id": live.person(8).messages[-1].id}


async def test_formatting_and_a_quote_are_sent_with_a_text(
    bot: Caller, client: aiohttp.ClientSession, live: Telegram, ada: Phone
) -> None:
    sent = await bot.ok("sendMessage", chat_id=7, text="Drink a glass. Rest.")
    quoted = {"position": 6, "text": "a glass."}
    entities = [{"type": "bold", "offset": 1, "length": 1}]
    asked = {"text": " a cup", "entities": entities, "reply_to": sent["message_id"], "quote": quoted}
    answer = await (await client.post("/demo/people/7/send", json=asked)).json()
    message = ada.chat.messages[answer["message_id"]]
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert (message["reply_to_message"], message["quote"]) == (sent, quoted | {"is_manual": True})


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ({"entities": "b"}, 400, "The formatting must be a list of entities."),
        ({"entities": [{"type": "bold"}]}, 400, "can't parse MessageEntity: Can't find field \"offset\""),
        ({"reply_to": 99}, 404, "This message is gone."),
        ({"reply_to": "1"}, 404, "This message is gone."),
        ({"quote": {"position": 0, "text": "/start"}}, 400, "A quote is part of a reply."),
        ({"reply_to": 1, "quote": "/start"}, 400, "A quote has a position and a text."),
        ({"reply_to": 1, "quote": {"position": "0", "text": "/start"}}, 400, "A quote has a position and a text."),
        ({"reply_to": 1, "quote": {"position": 0, "text": "start"}}, 400, "The message does not say that there."),
    ],
)
async def test_what_no_app_would_send_is_refused(
    client: aiohttp.ClientSession, ada: Phone, asked: dict[str, object], status: int, words: str
) -> None:
    assert await refused(client, "/demo/people/7/send", {"text": "hi"} | asked) == (status, words)
    assert len(ada.messages) == 1


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '"x"', "{'text': 1}", "\udcff", "[" * 90_000], ids=lambda body: body[:9]
)
async def test_a_body_that_is_no_json_object_is_refused(client: aiohttp.ClientSession, body: str) -> None:
    data = body.encode("utf-8", "surrogateescape")
    answer = await client.post("/demo/people/7/send", data=data, headers={"Content-Type": "application/json"})
    assert (answer.status, await answer.json()) == (400, {"error": "The request must be a JSON object."})


async def test_a_form_is_refused(client: aiohttp.ClientSession) -> None:
    assert (await client.post("/demo/people/7/send", data={"text": "hi"})).status == 400


async def test_a_body_that_is_too_large_is_refused_unread(client: aiohttp.ClientSession) -> None:
    assert (await refused(client, "/demo/people/7/send", {"text": "a" * page.LARGEST_REQUEST}))[0] == 413


async def test_a_tap_is_answered_with_what_the_bot_says(
    client: aiohttp.ClientSession, live: Telegram, bot: Caller, ada: Phone
) -> None:
    message = await bot.ok("sendMessage", chat_id=7, text="hi", reply_markup=KEYBOARD)
    body = {"message_id": message["message_id"], "data": "p:home"}
    tap = asyncio.create_task(client.post("/demo/people/7/tap", json=body))
    await live.world.bell.until(lambda: bool(live.world.queries))
    await bot.ok("answerCallbackQuery", callback_query_id=ada.unanswered()[0], text="Done", show_alert=True)
    assert await (await tap).json() == {"answered": True, "text": "Done", "alert": True, "url": ""}


async def test_a_tap_that_nobody_answers_ends_all_the_same(
    client: aiohttp.ClientSession, bot: Caller, ada: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "QUERY_LIFE", 0.01)
    message = await bot.ok("sendMessage", chat_id=7, text="hi", reply_markup=KEYBOARD)
    answer = await client.post("/demo/people/7/tap", json={"message_id": message["message_id"], "data": "p:home"})
    assert await answer.json() == {"answered": False, "text": "", "alert": False, "url": ""}


@pytest.mark.parametrize("data", [None, "", 5, "a" * 65, "é" * 33, "\ud800"])
async def test_a_tap_carries_what_a_button_can_carry(client: aiohttp.ClientSession, ada: Phone, data: object) -> None:
    body = {"message_id": ada.messages[0].id, "data": data}
    assert await refused(client, "/demo/people/7/tap", body) == (400, "A button carries 1 to 64 bytes.")


@pytest.mark.parametrize("message_id", [None, 99, "1", [1]])
async def test_a_message_that_is_gone_cannot_be_tapped(
    client: aiohttp.ClientSession, ada: Phone, message_id: object
) -> None:
    body = {"message_id": message_id, "data": "p:home"}
    assert await refused(client, "/demo/people/7/tap", body) == (404, "This message is gone.")


async def test_a_person_blocks_and_unblocks_the_bot(client: aiohttp.ClientSession, live: Telegram, ada: Phone) -> None:
    for _ in range(2):
        await client.post("/demo/people/7/block", json={})
    words = (409, "Whoever blocked the bot must unblock it first.")
    assert await refused(client, "/demo/people/7/send", {"text": "hi"}) == words
    assert await refused(client, "/demo/people/7/tap", {"message_id": ada.messages[0].id, "data": "x"}) == words
    assert (await (await client.get("/demo/people/7")).json())["blocked"] is True
    for _ in range(2):
        await client.post("/demo/people/7/unblock", json={})
    changes = [update["my_chat_member"] for update in live.world.updates.pending if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]  # type: ignore[index]


async def test_a_document_is_handed_out_to_be_kept(client: aiohttp.ClientSession, bot: Caller, ada: Phone) -> None:
    upload = Upload('näme";.html', b"<script>", "text/html")
    message = await bot.ok("sendDocument", {"document": upload}, chat_id=7)
    answer = await client.get(f"/demo/files/{message['document']['file_id']}")
    assert await answer.read() == b"<script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''n%C3%A4me%22%3B.html"


async def test_a_photo_is_a_picture(client: aiohttp.ClientSession, bot: Caller, ada: Phone) -> None:
    message = await bot.ok("sendPhoto", {"photo": Upload("a.png", b"png", "image/png")}, chat_id=7)
    answer = await client.get(f"/demo/files/{message['photo'][0]['file_id']}")
    assert (answer.headers["Content-Type"], await answer.read()) == ("image/png", b"png")


async def test_a_stream_begins_with_all_and_goes_on_with_what_changes(
    client: aiohttp.ClientSession, bot: Caller, ada: Phone
) -> None:
    async with listening(client) as stream:
        name, chat = await stream.next()
        assert (name, [message["text"] for message in chat["messages"]]) == ("chat", ["/start"])
        sent = await bot.ok("sendMessage", chat_id=7, text="hi")
        assert await stream.next() == ("message", sent)
        edited = await bot.ok("editMessageText", chat_id=7, message_id=sent["message_id"], text="ho")
        assert await stream.next() == ("message", edited)
        await bot.ok("deleteMessage", chat_id=7, message_id=sent["message_id"])
        assert await stream.next() == ("gone", {"message_id": sent["message_id"]})


async def test_a_stream_tells_what_the_bot_says_of_itself(client: aiohttp.ClientSession, bot: Caller) -> None:
    async with listening(client) as stream:
        await stream.next()
        await bot.ok("setMyCommands", commands=[{"command": "help", "description": "Help"}])
        assert (await stream.until("about"))["commands"] == [{"command": "help", "description": "Help"}]


async def test_typing_is_told_each_time_and_ends_with_the_message(
    client: aiohttp.ClientSession, bot: Caller, ada: Phone
) -> None:
    async with listening(client) as stream:
        await stream.next()
        for _ in range(2):
            await bot.ok("sendChatAction", chat_id=7, action="typing")
            assert await stream.next() == ("typing", {"action": "typing"})
        assert (await (await client.get("/demo/people/7")).json())["action"] == "typing"
        await bot.ok("sendMessage", chat_id=7, text="hi")
        await stream.until("message")
        assert await stream.next() == ("typing", {"action": None})


async def test_two_readers_are_told_the_same(client: aiohttp.ClientSession, bot: Caller, ada: Phone) -> None:
    async with listening(client) as one, listening(client) as other:
        assert await one.next() == await other.next()
        await client.post("/demo/people/7/send", json={"text": "hi"})
        await bot.ok("sendMessage", chat_id=7, text="ho")
        told = [[(await stream.until("message"))["text"] for _ in range(2)] for stream in (one, other)]
    assert told == [["hi", "ho"]] * 2


async def test_a_stream_tells_nothing_of_others(client: aiohttp.ClientSession, live: Telegram, ada: Phone) -> None:
    async with listening(client, "/demo/people/8/events") as stream:
        await stream.next()
        ada.send("mine")
        live.person(8).send("yours")
        assert (await stream.until("message"))["text"] == "yours"


@pytest.mark.parametrize("by", ["header", "address"])
async def test_a_reader_who_comes_back_is_told_what_was_missed(
    client: aiohttp.ClientSession, bot: Caller, ada: Phone, by: str
) -> None:
    async with listening(client) as stream:
        await stream.next()
    for text in ("one", "two"):
        await bot.ok("sendMessage", chat_id=7, text=text)
    query, last_id = ("", stream.last_id) if by == "header" else (f"?after={stream.last_id}", "")
    async with listening(client, f"/demo/people/7/events{query}", last_id) as stream:
        assert [(await stream.next())[1]["text"] for _ in range(2)] == ["one", "two"]


async def test_only_the_last_event_of_a_batch_names_the_place(client: aiohttp.ClientSession, ada: Phone) -> None:
    async with listening(client) as stream:
        await stream.next()
        before = stream.last_id
        ada.send("one")
        ada.send("two")
        await stream.next()
        assert stream.last_id == before
        await stream.next()
        assert stream.last_id != before


@pytest.mark.parametrize("last_id", ["x", "-", "{epoch}", "{epoch}-1", "{epoch}-x-1", "{epoch}-99999-0", "other-0-0"])
async def test_a_reader_with_a_place_that_is_not_known_begins_afresh(
    client: aiohttp.ClientSession, ada: Phone, last_id: str
) -> None:
    async with listening(client) as stream:
        await stream.next()
    epoch = stream.last_id.partition("-")[0]
    async with listening(client, last_id=last_id.format(epoch=epoch)) as stream:
        assert (await stream.next())[0] == "chat"


async def test_a_reader_who_missed_too_much_begins_afresh(client: aiohttp.ClientSession, ada: Phone) -> None:
    async with listening(client) as stream:
        await stream.next()
    for number in range(EVENTS_KEPT + 1):
        ada.send(str(number))
    async with listening(client, last_id=stream.last_id) as stream:
        name, chat = await stream.next()
        assert (name, len(chat["messages"])) == ("chat", EVENTS_KEPT + 2)


async def test_a_slow_reader_holds_up_nothing_and_sees_the_end_all_the_same(
    client: aiohttp.ClientSession, ada: Phone
) -> None:
    async with listening(client) as slow, listening(client) as quick:
        await slow.next()
        await quick.next()
        for number in range(3 * EVENTS_KEPT):
            ada.send(f"{number} {'x' * 1000}")
            assert (await quick.until("message"))["text"].startswith(f"{number} ")
        assert await _newest(slow, ada.messages[-1].id)


async def _newest(stream: Stream, message_id: int) -> bool:
    while True:
        name, data = await stream.next()
        newest = data["messages"][-1] if name == "chat" else data
        if newest["message_id"] == message_id:
            return True


async def test_a_feed_keeps_no_more_than_it_should(live: Telegram) -> None:
    phone, feed = live.person(7), Feed(live, [ADA])
    for number in range(EVENTS_KEPT + 10):
        phone.send(str(number))
    feed.look()
    told = feed.since(feed.newest - EVENTS_KEPT, ADA)
    assert told is not None
    assert (len(told), feed.since(feed.newest - EVENTS_KEPT - 1, ADA)) == (EVENTS_KEPT, None)


async def test_a_silent_stream_shows_that_it_lives(
    client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "STILL_HERE_SECONDS", 0.01)
    async with client.get("/demo/people/7/events") as response:
        while (block := await response.content.readuntil(b"\n\n")).startswith(b"event"):
            pass
        assert block == b":\n\n"


async def test_calls_are_told_to_those_who_listen(
    client: aiohttp.ClientSession, bot: Caller, live: Telegram, ada: Phone
) -> None:
    await bot.refusal("sendMessage", chat_id=99, text="hi")
    async with listening(client, "/demo/people/7/events?calls") as stream:
        call = await stream.until("call")
        assert (call["method"], call["code"], json.loads(call["parameters"]), json.loads(call["answer"])) == (
            "sendMessage",
            400,
            {"chat_id": 99, "text": "hi"},
            "Bad Request: chat not found",
        )
        assert call["time"] == live.calls[0].time.timestamp()
        await bot.ok("getMe")
        assert ((await stream.until("call"))["number"], call["number"]) == (2, 1)


async def test_who_comes_back_is_told_the_calls_that_were_missed(client: aiohttp.ClientSession, bot: Caller) -> None:
    path = "/demo/people/7/events?calls"
    await bot.ok("getMe")
    async with listening(client, path) as stream:
        assert (await stream.until("call"))["number"] == 1
    await bot.ok("getMe")
    async with listening(client, path, stream.last_id) as back:
        assert (await back.until("call"))["number"] == 2
    async with listening(client, f"{path}&after={stream.last_id}") as another:
        assert (await another.until("call"))["number"] == 1


async def test_of_many_calls_the_newest_are_told_and_long_ones_are_cut(live: Telegram, bot: Caller) -> None:
    live.person(7).start()
    for _ in range(CALLS_SHOWN + 5):
        await bot.ok("sendMessage", chat_id=7, text="x" * 4096)
    calls = [json.loads(text) for text in Feed(live, [ADA]).calls_since(0)]
    assert [call["number"] for call in calls] == list(range(6, CALLS_SHOWN + 6))
    assert {len(call["parameters"]) for call in calls} == {LONGEST_SHOWN + 1}


async def test_a_fresh_start_empties_every_phone(
    client: aiohttp.ClientSession, ada: Phone, made_fresh: list[str]
) -> None:
    async with listening(client) as stream:
        await stream.next()
        assert (await client.post("/demo/fresh", json={})).status == 200
        assert (await stream.until("gone"), made_fresh) == ({"message_id": ada.messages[0].id}, ["yes"])
    assert (await (await client.get("/demo/people/7")).json())["messages"] == []


async def test_a_stream_begins_with_what_the_clock_shows_and_tells_each_jump(
    client: aiohttp.ClientSession, demo_clock: DemoClock
) -> None:
    async with listening(client) as stream:
        shown = [(await stream.until("clock"))["now"]]
        answer = await client.post("/demo/clock/hour", json={})
        shown += [(await stream.until("clock"))["now"], (await answer.json())["now"]]
    assert shown == pytest.approx([demo_clock.now().timestamp() - back for back in (3600, 0, 0)], abs=5)


async def test_who_comes_back_is_told_the_time_anew(client: aiohttp.ClientSession, demo_clock: DemoClock) -> None:
    async with listening(client) as stream:
        await stream.next()
    await client.post("/demo/clock/hour", json={})
    async with listening(client, last_id=stream.last_id) as stream:
        name, data = await stream.next_of_all()
    assert (name, data["now"]) == ("clock", pytest.approx(demo_clock.now().timestamp(), abs=5))


async def test_what_is_written_after_an_hour_says_so(client: aiohttp.ClientSession, ada: Phone, bot: Caller) -> None:
    before = await bot.ok("sendMessage", chat_id=7, text="hi")
    await client.post("/demo/clock/hour", json={})
    after = await bot.ok("sendMessage", chat_id=7, text="ho")
    assert 3600 <= after["date"] - before["date"] < 3605


async def test_the_time_passes_to_the_next_reminder_and_names_who_gets_it(
    client: aiohttp.ClientSession, demo_clock: DemoClock, due: list[Due]
) -> None:
    at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    due += [Due(at, (7, 8, 99)), Due(at + timedelta(hours=1), (7,))]
    answer = await (await client.post("/demo/clock/reminder", json={})).json()
    assert answer == {"now": answer["now"], "due": at.timestamp(), "people": ["Ada", "Ben"]}
    assert 0 <= answer["now"] - at.timestamp() < 5


async def test_with_no_reminder_on_the_time_stays_and_that_is_said(
    client: aiohttp.ClientSession, demo_clock: DemoClock
) -> None:
    answer = await (await client.post("/demo/clock/reminder", json={})).json()
    assert (answer["due"], answer["people"], demo_clock.ahead) == (None, [], timedelta())


async def test_an_hour_gives_no_chat_more_messages(client: aiohttp.ClientSession, demo_clock: DemoClock) -> None:
    telegram = Telegram(demo_clock)
    telegram.person(7).start()
    chat = telegram.world.chat(7)
    for _ in range(5):
        telegram.world.count_message(chat)
    await client.post("/demo/clock/hour", json={})
    with pytest.raises(RefusalError, match="Too Many Requests"):
        telegram.world.count_message(chat)


async def test_a_tap_can_still_be_answered_after_an_hour(
    client: aiohttp.ClientSession, live: Telegram, bot: Caller, ada: Phone
) -> None:
    message = await bot.ok("sendMessage", chat_id=7, text="hi", reply_markup=KEYBOARD)
    ada.tap_data("p:home", message["message_id"])
    await client.post("/demo/clock/hour", json={})
    assert [update for update in live.world.updates.pending if "callback_query" in update]
    await bot.ok("answerCallbackQuery", callback_query_id=ada.unanswered()[0])


async def test_streams_and_taps_end_with_the_server(live: Telegram, bot: Caller) -> None:
    live.person(7).start()
    message = await bot.ok("sendMessage", chat_id=7, text="hi", reply_markup=KEYBOARD)
    journey = Journey(DemoClock(SystemClock()), _no_reminder, live.world.bell.ring)
    async with asyncio.timeout(0.8 * QUERY_LIFE), aiohttp.ClientSession() as session:
        async with serve(live, add=lambda app: add_page(app, live, [ADA], _nothing, journey)) as address:
            stream = await session.get(f"{address}/demo/people/7/events")
            body = {"message_id": message["message_id"], "data": "p:home"}
            tap = asyncio.create_task(session.post(f"{address}/demo/people/7/tap", json=body))
            await live.world.bell.until(lambda: bool(live.world.queries))
        assert b"event: chat\n" in await stream.read()
        assert (await (await tap).json())["answered"] is False


async def test_a_look_at_a_long_chat_takes_next_to_no_time(live: Telegram) -> None:
    phone, feed = live.person(7), Feed(live, [ADA])
    for number in range(2_000):
        phone.send(str(number))
    feed.look()
    begin = time.process_time()  # whatever else the machine does meanwhile
    for _ in range(100):
        feed.look()
    assert (time.process_time() - begin) / 100 < 0.005


async def _nothing() -> None:
    return


async def _no_reminder(since: datetime) -> None:
    return
