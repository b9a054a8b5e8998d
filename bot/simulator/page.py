"""The demo's page: a phone in the browser, and what it asks of the server.

The page is static; everything it shows comes from the stand-in, over ``/demo/…``. Only the machine's own pages may ask:
a Host that is not this server's, and a POST that another site's page makes, are refused.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.simulator.checking import Json
from bot.simulator.clock import Journey
from bot.simulator.feed import DemoPerson, Feed
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram
from bot.simulator.world import QUERY_LIFE
from bot.simulator.writing import WritingError

__all__ = ["DemoPerson", "add_page"]

STILL_HERE_SECONDS = 15.0
LONGEST_DATA = 64
LARGEST_REQUEST = 100_000
HOUR = timedelta(hours=1)
_FILES = Path(__file__).with_name("page")
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def add_page(
    app: web.Application,
    telegram: Telegram,
    people: Sequence[DemoPerson],
    fresh: Callable[[], Awaitable[None]],
    journey: Journey,
) -> None:
    """Let the application answer the page at ``/`` and all that the page asks for.

    ``fresh`` begins again with an empty world and the same stand-in, ``journey`` passes the time of its clock.
    """
    page = _Page(telegram, people, fresh, journey)
    app.middlewares.append(_guard)
    app.on_response_prepare.append(_add_headers)
    app.on_shutdown.append(page.close)
    app.router.add_get("/", page.index)
    app.router.add_static("/page/", _FILES)
    app.router.add_get("/demo/people", page.people)
    app.router.add_get("/demo/people/{person}", page.phone)
    app.router.add_get("/demo/people/{person}/events", page.events)
    app.router.add_post("/demo/people/{person}/send", page.send)
    app.router.add_post("/demo/people/{person}/tap", page.tap)
    app.router.add_post("/demo/people/{person}/block", page.block)
    app.router.add_post("/demo/people/{person}/unblock", page.unblock)
    app.router.add_get("/demo/files/{file}", page.file)
    app.router.add_post("/demo/fresh", page.start_afresh)
    app.router.add_post("/demo/clock/hour", page.pass_hour)
    app.router.add_post("/demo/clock/reminder", page.pass_to_reminder)


class _RefusedError(Exception):
    """Something that the page must not ask; the message says why."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class _Page:
    """The handlers of all routes."""

    def __init__(
        self,
        telegram: Telegram,
        people: Sequence[DemoPerson],
        fresh: Callable[[], Awaitable[None]],
        journey: Journey,
    ) -> None:
        self._telegram = telegram
        self._people = {str(person.id): person for person in people}
        self._fresh = fresh
        self._journey = journey
        self._feed = Feed(telegram, people)
        self._closed = False

    async def close(self, _: web.Application) -> None:
        """End all streams."""
        self._closed = True
        self._telegram.world.bell.ring()

    async def index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(_FILES / "index.html")

    async def people(self, _: web.Request) -> web.Response:
        people = self._people.values()
        return web.json_response(
            [
                {"id": one.id, "first_name": one.first_name, "language_code": one.language_code, "note": one.note}
                for one in people
            ]
        )

    async def phone(self, request: web.Request) -> web.Response:
        return web.json_response(self._feed.snapshot(self._person(request)))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream what happens on a person's phone, and the clock's jumps; with ``?calls``, the bot's calls as well."""
        person = self._person(request)
        place, call = self._place(request)
        ahead: timedelta | None = None
        with_calls = "calls" in request.query
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        while not self._closed:
            # One look, one write: what a slow reader misses waits in the feed, never in a queue of its own.
            self._feed.look()
            told = self._told(person, place)
            called = [("call", text) for text in self._feed.calls_since(call)] if with_calls else []
            jumped = [("clock", json.dumps(self._time()))] if ahead != self._journey.clock.ahead else []
            place, call, ahead = self._feed.newest, self._telegram.calls_made, self._journey.clock.ahead
            await response.write(_written([*jumped, *told, *called], f"{self._feed.epoch}-{place}-{call}"))
            await self._until_news(place, call if with_calls else None, ahead)
        return response

    async def send(self, request: web.Request) -> web.Response:
        """Send what a person wrote, with what they formatted in it and what it replies to."""
        phone, asked = self._phone(request), await _asked(request)
        text, entities = asked.get("text"), asked.get("entities", [])
        if not isinstance(text, str) or not text.strip() or not _is_unicode(text):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "A message needs a text.")
        if not isinstance(entities, list):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "The formatting must be a list of entities.")
        _must_not_block(phone)
        reply_to, quoted = _replied_to(phone, asked)
        try:
            return web.json_response({"message_id": phone.send(text, None, reply_to, quoted, entities)})
        except WritingError as error:
            raise _RefusedError(HTTPStatus.BAD_REQUEST, str(error)) from None

    async def tap(self, request: web.Request) -> web.Response:
        """Tap a button and answer with what the bot's answer says, once there is one or it is too late for one."""
        phone, asked = self._phone(request), await _asked(request)
        message_id, data = asked.get("message_id"), asked.get("data")
        if not isinstance(data, str) or not _is_unicode(data) or not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise _RefusedError(HTTPStatus.BAD_REQUEST, f"A button carries 1 to {LONGEST_DATA} bytes.")
        if not isinstance(message_id, int) or message_id not in phone.chat.messages:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "This message is gone.")
        _must_not_block(phone)
        query = self._telegram.world.queries[phone.tap_data(data, message_id)]
        await self._until(lambda: query.answer is not None, QUERY_LIFE)
        answer = query.answer or {}
        shown = {"text": answer.get("text", ""), "alert": bool(answer.get("show_alert")), "url": answer.get("url", "")}
        return web.json_response({"answered": query.answer is not None, **shown})

    async def block(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        if phone.chat.status != "kicked":
            phone.block()
        return web.json_response({})

    async def unblock(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        if phone.chat.status == "kicked":
            phone.unblock()
        return web.json_response({})

    async def file(self, request: web.Request) -> web.Response:
        stored = self._telegram.world.files.get(request.match_info["file"])
        if stored is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "There is no such file.")
        upload = stored.upload
        kind = upload.mime_type if upload.mime_type in _PICTURES else "application/octet-stream"
        disposition = f"attachment; filename*=UTF-8''{quote(upload.name, safe='')}"
        return web.Response(body=upload.content, headers={"Content-Type": kind, "Content-Disposition": disposition})

    async def start_afresh(self, _: web.Request) -> web.Response:
        await self._fresh()
        return web.json_response({})

    async def pass_hour(self, _: web.Request) -> web.Response:
        """Let an hour pass, with all reminders that become due in it, and answer with what the clock shows then."""
        await self._journey.pass_by(HOUR)
        return web.json_response(self._time())

    async def pass_to_reminder(self, _: web.Request) -> web.Response:
        """Let the time pass until the next reminder; ``due`` says when that was, and is null where none is on."""
        due = await self._journey.to_next()
        if due is None:
            return web.json_response(self._time() | {"due": None, "people": []})
        names = [self._people[str(id)].first_name for id in due.person_ids if str(id) in self._people]
        return web.json_response(self._time() | {"due": due.at.timestamp(), "people": names})

    def _time(self) -> Json:
        return {"now": self._journey.clock.now().timestamp()}

    def _person(self, request: web.Request) -> DemoPerson:
        person = self._people.get(request.match_info["person"])
        if person is None:
            raise _RefusedError(HTTPStatus.NOT_FOUND, "There is no such person.")
        return person

    def _phone(self, request: web.Request) -> Phone:
        person = self._person(request)
        return self._telegram.person(person.id, person.first_name, language_code=person.language_code)

    def _place(self, request: web.Request) -> tuple[int, int]:
        """Return which event and which call this reader knows; (-1, 0) where there was no earlier stream.

        A browser that comes back names both. A page that opens another stream names the event only, as it may not have
        listened to calls before.
        """
        back, after = request.headers.get("Last-Event-ID"), request.query.get("after", "")
        epoch, *numbers = (back or after).split("-")
        if epoch != self._feed.epoch or len(numbers) != 2 or not all(map(_is_number, numbers)):
            return -1, 0
        return int(numbers[0]), int(numbers[1]) if back else 0

    def _told(self, person: DemoPerson, place: int) -> list[tuple[str, str]]:
        """Return the events after a place, or all that there is where they are not known any more."""
        events = self._feed.since(place, person) if place >= 0 else None
        if events is None:
            return [("chat", json.dumps(self._feed.snapshot(person)))]
        return [(event.name, event.data) for event in events]

    async def _until_news(self, place: int, call: int | None, ahead: timedelta) -> None:
        def news() -> bool:
            called = call is not None and self._telegram.calls_made != call
            return self._feed.look() != place or called or self._journey.clock.ahead != ahead

        await self._until(news, STILL_HERE_SECONDS)

    async def _until(self, true: Callable[[], bool], seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._telegram.world.bell.until(lambda: self._closed or true())
        except TimeoutError:
            return


def _written(events: Sequence[tuple[str, str]], place: str) -> bytes:
    """Return events as the wire carries them; a line that says nothing where there are none.

    Only the last one names the place: who loses the line half-way is told all of them again.
    """
    lines = [f"event: {name}\ndata: {data}\n" for name, data in events] or [":\n"]
    return ("\n".join(lines) + (f"id: {place}\n\n" if events else "\n")).encode()


async def _asked(request: web.Request) -> Json:
    """Return the JSON object that came with a request."""
    if (request.content_length or 0) > LARGEST_REQUEST:
        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "That is too much.")
    try:
        asked = json.loads(await request.read()) if request.content_type == "application/json" else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "The request must be a JSON object.")
    return asked


def _replied_to(phone: Phone, asked: Json) -> tuple[int | None, tuple[int, str] | None]:
    """Return which message a text replies to, and which part of it, as the page names them."""
    reply_to, quoted = asked.get("reply_to"), asked.get("quote")
    if reply_to is not None and (not isinstance(reply_to, int) or reply_to not in phone.chat.messages):
        raise _RefusedError(HTTPStatus.NOT_FOUND, "This message is gone.")
    if quoted is None:
        return reply_to, None
    position, text = (quoted.get(name) for name in ("position", "text")) if isinstance(quoted, dict) else (None, None)
    if not isinstance(position, int) or not isinstance(text, str):
        raise _RefusedError(HTTPStatus.BAD_REQUEST, "A quote has a position and a text.")
    return reply_to, (position, text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _must_not_block(phone: Phone) -> None:
    if phone.chat.status == "kicked":
        raise _RefusedError(HTTPStatus.CONFLICT, "Whoever blocked the bot must unblock it first.")


def _is_of_page(request: web.Request) -> bool:
    return request.path == "/" or request.path.startswith(("/page/", "/demo/"))


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what does not come from this server's own page, and say what is wrong in JSON."""
    try:
        if _is_of_page(request):
            _check_host(request)
            _check_origin(request)
        return await handler(request)
    except _RefusedError as refusal:
        return web.json_response({"error": str(refusal)}, status=refusal.status)


def _check_host(request: web.Request) -> None:
    """Keep out names that were made to lead here (DNS rebinding)."""
    own = "" if request.transport is None else str(request.transport.get_extra_info("sockname")[0])
    try:
        name = urlsplit(f"//{request.host}").hostname
    except ValueError:
        name = None
    if name not in ("localhost", own):
        raise _RefusedError(HTTPStatus.FORBIDDEN, "Open the page by the address that the demo named.")


def _check_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if request.method != "GET" and origin not in (None, f"{request.scheme}://{request.host}"):
        raise _RefusedError(HTTPStatus.FORBIDDEN, "Only the demo's own page may ask for this.")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    if _is_of_page(request):
        response.headers.update(_HEADERS)
