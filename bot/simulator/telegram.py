"""A strict stand-in for Telegram: what bots call, what people do, and what was called.

Stricter than Telegram in what it can be asked (unknown parameters and fields are refused), like it in all that it
answers. Words and odd corners follow tdlib/telegram-bot-api.
"""

from __future__ import annotations

import inspect
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import Clock
from bot.simulator.chats import Chat, Person
from bot.simulator.checking import Json, Upload, check_parameters
from bot.simulator.faults import Dropped, Fault, Faults, Garbage, ServerError, Slow, TooMany
from bot.simulator.limits import Limits
from bot.simulator.methods import HANDLERS
from bot.simulator.phone import Group, Phone
from bot.simulator.refusals import RefusalError, too_many
from bot.simulator.spec import specification
from bot.simulator.world import World

TOKEN = "123456789:simulated-token_simulated-token_sim"  # noqa: S105  opens nothing
CALLS_KEPT = 2_000
_NO_FILES: Mapping[str, Upload] = {}


class ConnectionDroppedError(Exception):
    """The connection ended before an answer came."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over the wire: the HTTP status and the body."""

    code: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made: as asked, and as answered; ``answer`` is the result, or the refusal's description.

    ``code`` is 0 where the connection was dropped before the call took effect.
    """

    method: str
    parameters: Mapping[str, object]
    code: int
    answer: object
    time: datetime


class Telegram:
    """The stand-in. ``token`` is the one that it knows its only bot by.

    ``calls`` are the newest, oldest first; ``calls_made`` counts them all, so the last one's number is known.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        token: str = TOKEN,
        username: str = "simulated_bot",
        first_name: str = "Simulated",
        limits: Limits | None = None,
        first_update: int = 500_000_001,
    ) -> None:
        bot: Json = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": first_name, "username": username}
        self.token = token
        self.clock = clock
        self.world = World(clock, bot, limits or Limits(), first_update)
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.calls_made = 0

    def clear(self) -> None:
        """Forget everybody and all that happened; ids go on from where they were."""
        self.world.clear()
        self.faults.clear()
        self.calls.clear()
        self.world.bell.ring()

    def person(
        self,
        person_id: int,
        first_name: str = "Ada",
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
    ) -> Phone:
        """Return the phone of a person with this id; a known id is handed the same person's phone again."""
        person = self.world.people.get(person_id)
        if person is None:
            person = self.world.people[person_id] = Person(person_id, first_name, last_name, username, language_code)
            self.world.chats[person_id] = Chat(person_id, "private", person=person)
        return Phone(self.world, person)

    def group(self, chat_id: int, title: str = "Group", kind: str = "supergroup") -> Group:
        """Return a group that the bot is not in yet; ids of groups are negative."""
        chat = self.world.chats.setdefault(chat_id, Chat(chat_id, kind, title))
        return Group(self.world, chat)

    def named(self, method: str) -> list[Call]:
        """Return the calls of one method, oldest first."""
        return [call for call in self.calls if call.method == method]

    @property
    def refused(self) -> list[Call]:
        """The calls that were answered with a refusal."""
        return [call for call in self.calls if call.code >= 400]

    async def until(self, method: str, count: int = 1) -> list[Call]:
        """Return the calls of a method once there are that many."""
        await self.world.bell.until(lambda: len(self.named(method)) >= count)
        return self.named(method)

    async def call(
        self, token: str, method: str, parameters: Mapping[str, object], uploads: Mapping[str, Upload] = _NO_FILES
    ) -> Answer:
        """Answer a bot's call; values are text or JSON, as the wire carries them. Raise ConnectionDroppedError."""
        if token != self.token:
            return encoded(RefusalError(401, "Unauthorized"))
        known = specification().methods.get(method.lower())
        name = known.name if known else method
        fault = self.faults.take(name)
        try:
            _refuse(fault)
            result = await self._result(name, parameters, uploads)
        except ConnectionDroppedError:
            self._log(name, parameters, 0, None)
            raise
        except RefusalError as refusal:
            self._log(name, parameters, refusal.code, refusal.description)
            return await self._delivered(fault, encoded(refusal))
        self._log(name, parameters, 200, result)
        return await self._delivered(fault, encoded(result))

    def file(self, token: str, path: str) -> Answer:
        """Answer the download of a file that getFile told the path of."""
        stored = self.world.files.get(path.removeprefix("files/"))
        if token != self.token or stored is None:
            return encoded(RefusalError(404, "Not Found"))
        return Answer(200, stored.upload.content)

    async def _result(self, name: str, parameters: Mapping[str, object], uploads: Mapping[str, Upload]) -> object:
        method = specification().methods.get(name.lower())
        if method is None:
            raise RefusalError(404, "Not Found: method not found")
        checked = check_parameters(method, parameters, uploads)
        if name not in HANDLERS:
            raise RefusalError(501, f"Not Implemented: the simulator does not know {name}")
        result = HANDLERS[name](self.world, checked)
        return await result if inspect.isawaitable(result) else result

    async def _delivered(self, fault: Fault | None, answer: Answer) -> Answer:
        """Return the answer as far as the fault lets it through."""
        match fault:
            case Dropped():
                raise ConnectionDroppedError
            case Slow(seconds):
                await self.clock.sleep(seconds)
            case Garbage(body):
                return Answer(200, body)
        return answer

    def _log(self, method: str, parameters: Mapping[str, object], code: int, answer: object) -> None:
        self.calls_made += 1
        self.calls.append(Call(method, dict(parameters), code, answer, self.clock.now()))
        self.world.bell.ring()


def _refuse(fault: Fault | None) -> None:
    """Raise where the fault keeps the call from taking effect."""
    match fault:
        case TooMany(retry_after):
            raise too_many(retry_after)
        case ServerError(code, description):
            raise RefusalError(code, description)
        case Dropped(after_effect=False):
            raise ConnectionDroppedError


def encoded(answer: object) -> Answer:
    """Return a result, or a Refusal, as the Bot API writes it: in ASCII, so that whatever it tells of can be told."""
    if not isinstance(answer, RefusalError):
        return Answer(200, json.dumps({"ok": True, "result": answer}).encode())
    body: Json = {"ok": False, "error_code": answer.code, "description": answer.description}
    if answer.parameters:
        body["parameters"] = answer.parameters
    return Answer(answer.code, json.dumps(body).encode())
