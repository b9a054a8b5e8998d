"""The Bot API over HTTP, as any client may speak it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.simulator.faults import Dropped, Fault, Garbage, ServerError, Slow, TooMany
from bot.simulator.http import AddressError, serve
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram

KEYBOARD = {"inline_keyboard": [[{"text": "Home", "callback_data": "p:home"}]]}


@pytest.fixture
async def client(live: Telegram, url: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{url}/bot{live.token}/") as session:
        yield session


@pytest.fixture
def ada(live: Telegram) -> Phone:
    phone = live.person(7)
    phone.start()
    return phone


async def test_parameters_come_in_the_address_as_a_form_as_json_and_in_parts(
    client: aiohttp.ClientSession, ada: Phone
) -> None:
    parameters = {"chat_id": "7", "text": "hi", "reply_markup": json.dumps(KEYBOARD)}
    parts = aiohttp.FormData(parameters, default_to_multipart=True)
    answers = [
        await client.get("sendMessage", params=parameters),
        await client.post("sendMessage", data=parameters),
        await client.post("sendMessage", data=parts),
        await client.post("sendMessage", json={"chat_id": 7, "text": "hi", "reply_markup": KEYBOARD}),
        await client.post("sendMessage", params={"chat_id": "7"}, json={"text": "hi", "reply_markup": KEYBOARD}),
    ]
    results = [(await answer.json())["result"] for answer in answers]
    assert [(result["text"], result["reply_markup"]) for result in results] == [("hi", KEYBOARD)] * 5


async def test_files_come_in_parts(client: aiohttp.ClientSession, ada: Phone) -> None:
    parts = aiohttp.FormData({"chat_id": "7"})
    parts.add_field("document", b"{}", filename="data.json", content_type="application/json")
    answer = await (await client.post("sendDocument", data=parts)).json()
    assert answer["result"]["document"]["mime_type"] == "application/json"
    assert ada.download() == b"{}"


async def test_parts_of_unusual_types_are_read_as_text(client: aiohttp.ClientSession, ada: Phone) -> None:
    parts = aiohttp.FormData({"chat_id": "7"})
    parts.add_field("text", "hi", content_type="application/x-plain")
    assert (await client.post("sendMessage", data=parts)).status == 200


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


def part(heading: bytes, content: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + heading + b"\r\n\r\n" + content + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"text=\xff"),
        (FORM, b"text=%ff"),
        ("application/json", b'{"text": "\\ud800"}'),
        (PARTS, part(b'name="text"', b"\xff")),
        (PARTS, part(b'name="text"\r\nContent-Type: a/b', b"\xff")),
        (PARTS, part(b'name="document"; filename="\xff.txt"', b"mine")),
    ],
    ids=repr,
)
async def test_a_text_that_is_not_utf8_is_refused(
    client: aiohttp.ClientSession, ada: Phone, kind: str, body: bytes
) -> None:
    method = "sendDocument" if b"document" in body else "sendMessage"
    answer = await client.post(method, params={"chat_id": "7"}, data=body, headers={"Content-Type": kind})
    assert (answer.status, (await answer.json())["description"]) == (
        400,
        "Bad Request: strings must be encoded in UTF-8",
    )


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        (PARTS, b"x"),
        (PARTS, part(b'name="text"\r\nContent-Type: text/plain; charset=none', b"hi")),
        (PARTS, part(b'name="document"; filename="\x01"', b"mine")),
    ],
    ids=repr,
)
async def test_parts_that_cannot_be_read_are_refused(client: aiohttp.ClientSession, kind: str, body: bytes) -> None:
    answer = await client.post("sendMessage", data=body, headers={"Content-Type": kind})
    assert (answer.status, (await answer.json())["description"]) == (
        400,
        "Bad Request: can't parse request as form data",
    )


async def test_what_is_too_large_is_refused(client: aiohttp.ClientSession) -> None:
    answer = await client.post("sendMessage", data=io.BytesIO(b"x" * 60_000_001), headers={"Content-Type": FORM})
    assert await answer.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_an_update_that_is_not_unicode_holds_up_no_other(client: aiohttp.ClientSession, ada: Phone) -> None:
    ada.send("half a pair: \ud83d")
    ada.send("next")
    found = (await (await client.get("getUpdates")).json())["result"]
    assert [update["message"]["text"] for update in found] == ["/start", "half a pair: \ud83d", "next"]


async def test_numbers_that_no_machine_holds_are_none(client: aiohttp.ClientSession) -> None:
    answer = await client.post("sendMessage", data={"chat_id": "9" * 5000, "text": "hi"})
    assert (await answer.json())["description"] == "Bad Request: chat not found"


@pytest.mark.parametrize("body", ["{", "[]", '"x"', "[" * 100_000, '{"\\ud800": 1'], ids=lambda body: body[:9])
async def test_a_body_that_is_no_json_object_is_refused(client: aiohttp.ClientSession, body: str) -> None:
    answer = await client.post("getMe", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status, (await answer.json())["description"]) == (
        400,
        "Bad Request: can't parse request as JSON object",
    )


async def test_refusals_carry_code_words_and_retry_after(client: aiohttp.ClientSession, live: Telegram) -> None:
    live.faults.next("getMe", TooMany(5))
    answer = await client.get("getMe")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "5")
    assert await answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 5",
        "parameters": {"retry_after": 5},
    }


async def test_wrong_addresses_and_tokens_are_refused(client: aiohttp.ClientSession, url: str) -> None:
    answers = [await client.get(f"{url}/"), await client.get(f"{url}/bot1:x/getMe"), await client.get("getNothing")]
    assert [(answer.status, (await answer.json())["description"]) for answer in answers] == [
        (404, "Not Found"),
        (401, "Unauthorized"),
        (404, "Not Found: method not found"),
    ]


async def test_files_can_be_downloaded(client: aiohttp.ClientSession, live: Telegram, url: str, ada: Phone) -> None:
    ada.send_document("a.txt", b"mine")
    path = f"files/{next(iter(live.world.files))}"
    assert await (await client.get(f"{url}/file/bot{live.token}/{path}")).read() == b"mine"
    assert (await client.get(f"{url}/file/bot{live.token}/files/none")).status == 404


async def test_a_dropped_connection_ends_without_an_answer(
    client: aiohttp.ClientSession, live: Telegram, ada: Phone
) -> None:
    live.faults.next("sendMessage", Dropped(after_effect=True))
    with pytest.raises(aiohttp.ClientError):
        await client.post("sendMessage", json={"chat_id": 7, "text": "hi"})
    assert ada.screen().text == "hi"


async def test_garbage_arrives_as_it_is(client: aiohttp.ClientSession, live: Telegram) -> None:
    live.faults.next("getMe", Garbage(b"<html>"))
    assert await (await client.get("getMe")).read() == b"<html>"


async def test_a_long_poll_is_woken_by_what_a_person_does(
    client: aiohttp.ClientSession, live: Telegram, ada: Phone
) -> None:
    poll = asyncio.create_task(client.get("getUpdates", params={"timeout": "5", "offset": "500000002"}))
    await live.world.bell.until(lambda: live.world.updates.polled)
    ada.send("hello")
    found = (await (await poll).json())["result"]
    assert [update["message"]["text"] for update in found] == ["hello"]


async def test_a_poll_ends_with_its_connection(client: aiohttp.ClientSession, live: Telegram) -> None:
    with pytest.raises(TimeoutError):
        await client.get("getUpdates", params={"timeout": "5"}, timeout=aiohttp.ClientTimeout(total=0.05))
    await live.world.bell.until(lambda: not live.world.updates.polled)
    assert not live.world.updates.polled


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "example.org:8765"},
        {"Host": "127.0.0.1.example.org"},
        {"Host": "[::"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_pages_of_other_sites_are_refused(
    client: aiohttp.ClientSession, live: Telegram, url: str, headers: dict[str, str]
) -> None:
    for place in ("getMe", f"{url}/file/bot{live.token}/files/none"):
        answer = await client.get(place, headers=headers)
        assert (answer.status, (await answer.json())["description"]) == (
            403,
            "Forbidden: the simulator answers no pages of other sites",
        )
    assert not live.calls


@pytest.mark.parametrize("headers", [{"Host": "localhost"}, {"Host": "[::1]:1"}, {"Sec-Fetch-Site": "none"}], ids=str)
async def test_bots_and_the_address_bar_are_answered(client: aiohttp.ClientSession, headers: dict[str, str]) -> None:
    assert (await client.get("getMe", headers=headers)).status == 200


async def test_an_address_that_cannot_be_had_is_an_error_that_says_why(live: Telegram, url: str) -> None:
    port = int(url.rpartition(":")[2])
    with pytest.raises(AddressError, match=f"cannot listen on port {port} of 127.0.0.1: another program has it"):
        async with serve(live, port):
            pass
    with pytest.raises(AddressError, match="this machine has no such address"):
        async with serve(live, 0, "192.0.2.1"):
            pass


async def test_the_address_of_ipv6_is_written_in_brackets(live: Telegram) -> None:
    async with serve(live, 0, "::1") as address, aiohttp.ClientSession() as session:
        assert address.startswith("http://[::1]:")
        assert (await session.get(f"{address}/bot{live.token}/getMe")).status == 200


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"fault": "too_many", "retry_after": 3}, TooMany(3)),
        ({"fault": "server_error", "code": 503}, ServerError(503)),
        ({"fault": "server_error"}, ServerError()),
        ({"fault": "dropped", "after_effect": True}, Dropped(after_effect=True)),
        ({"fault": "slow", "seconds": 2}, Slow(2)),
        ({"fault": "garbage"}, Garbage()),
    ],
    ids=str,
)
async def test_failures_can_be_asked_for(
    client: aiohttp.ClientSession, live: Telegram, url: str, asked: dict[str, object], fault: Fault
) -> None:
    answer = await client.post(f"{url}/faults", json=asked | {"method": "sendMessage", "times": 2})
    assert answer.status == 200
    assert [live.faults.take(method) for method in ("getMe", *["sendMessage"] * 3)] == [None, fault, fault, None]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({}, "fault must be one of too_many, server_error, dropped, slow, garbage"),
        ({"fault": "dropped"}, "dropped needs after_effect: bool"),
        ({"fault": "slow", "seconds": "long"}, "slow takes seconds: int"),
        ({"fault": "slow", "seconds": -1}, "slow takes seconds: int"),
        ({"fault": "garbage", "body": "x"}, "garbage takes nothing"),
        ({"fault": "garbage", "times": 0}, "method must be a text and times 1 to 1000"),
        ({"fault": "garbage", "method": 1}, "method must be a text and times 1 to 1000"),
    ],
    ids=str,
)
async def test_a_failure_that_cannot_be_is_refused(
    client: aiohttp.ClientSession, url: str, asked: dict[str, object], words: str
) -> None:
    answer = await client.post(f"{url}/faults", json=asked)
    assert (answer.status, (await answer.json())["description"]) == (400, f"Bad Request: {words}")


async def test_pages_of_other_sites_ask_for_no_failures(
    client: aiohttp.ClientSession, live: Telegram, url: str
) -> None:
    answer = await client.post(f"{url}/faults", json={"fault": "garbage"}, headers={"Origin": "https://example.org"})
    assert (answer.status, live.faults.take("getMe")) == (403, None)
