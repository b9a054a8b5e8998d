"""What the phones of the demo show, told as events that can be resumed."""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from bot.simulator.chats import Chat
from bot.simulator.checking import Json
from bot.simulator.telegram import Call, Telegram

EVENTS_KEPT = 1_000
CALLS_SHOWN = 200
LONGEST_SHOWN = 4_000
TYPING_LASTS = 5.0


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who can hold the phone; ``note`` says in a few words who that is."""

    id: int
    first_name: str
    language_code: str
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person's phone shows differently from now on; ``data`` is JSON."""

    person_id: int
    name: str
    data: str


@dataclass(slots=True)
class _Seen:
    """What was last told of a person's phone."""

    messages: dict[int, Json] = field(default_factory=dict)
    about: Json = field(default_factory=dict)
    action: str | None = None
    action_at: datetime | None = None


class Feed:
    """Numbers what changes on the phones; only the newest events are kept, whoever missed more looks afresh.

    Nothing runs by itself: ``look`` compares the stand-in with what was last told. ``epoch`` tells this feed's numbers
    from those of an earlier run.
    """

    def __init__(self, telegram: Telegram, people: Sequence[DemoPerson]) -> None:
        self._telegram = telegram
        self._people = people
        self._seen = {person.id: _Seen() for person in people}
        self._events: deque[Event] = deque(maxlen=EVENTS_KEPT)
        self._calls_seen = telegram.calls_made
        self.epoch = secrets.token_hex(4)
        self.newest = 0

    def chat(self, person: DemoPerson) -> Chat:
        """Return this person's chat with the bot."""
        return self._telegram.person(person.id, person.first_name, language_code=person.language_code).chat

    def look(self) -> int:
        """Take notice of all that changed; return the number of the newest event."""
        typing = self._who_is_written_to()
        for person in self._people:
            seen, chat = self._seen[person.id], self.chat(person)
            self._compare_messages(person, seen, chat)
            if (about := self._about(person, chat)) != seen.about:
                seen.about = about
                self._tell(person, "about", about)
            self._compare_action(person, seen, chat, typing.get(str(person.id)))
        return self.newest

    def since(self, number: int, person: DemoPerson) -> list[Event] | None:
        """Return what happened on a person's phone after that event, or None where that is not known any more."""
        missed = self.newest - number
        if not 0 <= missed <= len(self._events):
            return None
        return [
            event for event in islice(self._events, len(self._events) - missed, None) if event.person_id == person.id
        ]

    def snapshot(self, person: DemoPerson) -> Json:
        """Return all that a person's phone shows, as of the newest event."""
        self.look()
        seen = self._seen[person.id]
        action = seen.action if seen.action_at and self._age(seen.action_at) < TYPING_LASTS else None
        return seen.about | {"messages": list(seen.messages.values()), "action": action}

    def calls_since(self, number: int) -> list[str]:
        """Return the bot's calls after that number as JSON, the newest only where there were many."""
        calls, made = self._telegram.calls, self._telegram.calls_made
        fresh = min(made - number, len(calls), CALLS_SHOWN)
        return [_described(made - fresh + place, call) for place, call in enumerate(_last(calls, fresh), start=1)]

    def _compare_messages(self, person: DemoPerson, seen: _Seen, chat: Chat) -> None:
        # A message that changes is replaced in its chat, so looking at identities is enough.
        for message_id in [known for known in seen.messages if known not in chat.messages]:
            del seen.messages[message_id]
            self._tell(person, "gone", {"message_id": message_id})
        for message_id, message in chat.messages.items():
            if seen.messages.get(message_id) is not message:
                seen.messages[message_id] = message
                self._tell(person, "message", message)

    def _compare_action(self, person: DemoPerson, seen: _Seen, chat: Chat, renewed_at: datetime | None) -> None:
        if renewed_at or chat.action != seen.action:
            seen.action, seen.action_at = chat.action, renewed_at
            self._tell(person, "typing", {"action": chat.action})

    def _who_is_written_to(self) -> dict[str, datetime]:
        """Return when each chat was last told that something is coming, among the calls that are new."""
        calls = self._telegram.calls
        fresh = min(self._telegram.calls_made - self._calls_seen, len(calls))
        self._calls_seen = self._telegram.calls_made
        actions = (call for call in _last(calls, fresh) if call.method == "sendChatAction" and call.code == 200)
        return {str(call.parameters["chat_id"]): call.time for call in actions}

    def _about(self, person: DemoPerson, chat: Chat) -> Json:
        """Return what the phone shows around the messages."""
        profile, bot = self._telegram.world.profile, self._telegram.world.bot
        language = person.language_code.partition("-")[0]
        return {
            "bot": {"id": bot["id"], "name": bot["first_name"], "username": bot["username"]},
            "description": profile.descriptions.get(language) or profile.descriptions.get("", ""),
            "commands": profile.menu(person.id, person.language_code),
            "blocked": chat.status == "kicked",
        }

    def _age(self, moment: datetime) -> float:
        return (self._telegram.clock.now() - moment).total_seconds()

    def _tell(self, person: DemoPerson, name: str, data: Json) -> None:
        self.newest += 1
        self._events.append(Event(person.id, name, json.dumps(data)))


def _last(calls: Sequence[Call], count: int) -> list[Call]:
    return list(islice(reversed(calls), count))[::-1]


def _described(number: int, call: Call) -> str:
    asked, answered = _readable(call.parameters), _readable(call.answer)
    described = {"number": number, "method": call.method, "code": call.code, "time": call.time.timestamp()}
    return json.dumps(described | {"parameters": asked, "answer": answered})


def _readable(value: object) -> str:
    """Return JSON for people to read, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
