"""All that the stand-in knows, and the few things that can happen in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clock import Clock
from bot.simulator.bell import Bell
from bot.simulator.chats import Chat, Person
from bot.simulator.checking import Json, Upload, integer
from bot.simulator.limits import Floods, Limits
from bot.simulator.profile import Profile
from bot.simulator.refusals import bad_request, forbidden
from bot.simulator.texts import found_in
from bot.simulator.updates import MESSAGE_LIFE, TAP_LIFE, Updates

QUERY_LIFE = 10.0
QUERIES_KEPT = 2_000


@dataclass(slots=True)
class Query:
    """A tap: whose, on which message, until when it can be answered, and the answer."""

    id: str
    person_id: int
    chat_id: int
    message_id: int
    expires_at: float
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file on the servers."""

    kind: str
    upload: Upload
    description: Json


class World:
    """The state of the stand-in; bot calls and people's doings both go through it."""

    def __init__(self, clock: Clock, bot: Json, limits: Limits, first_update: int) -> None:
        self.clock = clock
        self.bot = bot
        self.limits = limits
        self.floods = Floods()
        self.bell = Bell()
        self.profile = Profile()
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, Stored] = {}
        self.updates = Updates(clock, first_update, self.bell.ring)
        self._message_ids = itertools.count(1)
        self._file_numbers = itertools.count(1)
        self._query_ids = itertools.count(4_000_000_000_000_001)

    def clear(self) -> None:
        """Forget everybody and all that happened; ids go on, so that nothing new is taken for something old."""
        for known in (self.people, self.chats, self.queries, self.files):
            known.clear()
        self.floods, self.profile = Floods(), Profile()
        self.updates.reset()

    def date(self) -> int:
        """Return the present moment as Telegram writes it, in Unix seconds."""
        return int(self.clock.now().timestamp())

    def chat(self, chat_id: object) -> Chat:
        """Return a chat by what a call names it; Refusal where the bot cannot know it."""
        if isinstance(chat_id, str) and chat_id.startswith("@"):
            by_name = (chat for chat in self.chats.values() if chat.person and chat.person.username == chat_id[1:])
            found = next(by_name, None)
        else:
            found = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable(self, chat_id: object) -> Chat:
        """Return a chat that the bot may write to; Refusal where it may not."""
        chat = self.chat(chat_id)
        if chat.person is None:
            if chat.status != "member":
                raise forbidden(f"bot {_OUTSIDE[chat.status]} the {chat.type} chat")
        elif chat.person.deleted:
            raise forbidden("user is deactivated")
        elif chat.status == "kicked":
            raise forbidden("bot was blocked by the user")
        elif chat.status == "left":
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def count_message(self, chat: Chat) -> None:
        """Count a message or an edit; Refusal where they come too fast."""
        now = self.clock.monotonic()
        self.floods.count(chat.id, self.limits.private_chat if chat.person else self.limits.group, now)
        self.floods.count("everywhere", self.limits.everywhere, now)

    def post(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Put a new message into a chat and return it."""
        message_id = next(self._message_ids)
        heading = {"message_id": message_id, "from": sender, "chat": chat.brief(), "date": self.date()}
        message = chat.messages[message_id] = heading | content
        chat.times[message_id] = self.clock.now()
        self.bell.ring()
        return message

    def show(self, chat: Chat, content: Json) -> Json:
        """Put a message of the bot into a chat and return it."""
        message = self.post(chat, self.bot, content)
        chat.action = None
        self._saw(chat, message)
        return message

    def change(self, chat: Chat, message: Json) -> Json:
        """Put an edited message of the bot in its old place and return it."""
        chat.messages[integer(message, "message_id")] = message
        self._saw(chat, message)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        self._saw(chat, chat.messages.pop(message_id))

    def _saw(self, chat: Chat, message: Json) -> None:
        chat.shown += 1
        chat.newest = integer(message, "message_id")
        self.bell.ring()

    def age(self, chat: Chat, message_id: int) -> float:
        """Return how many seconds ago a message was sent."""
        sent: datetime = chat.times[message_id]
        return (self.clock.now() - sent).total_seconds()

    def receive(self, chat: Chat, person: Person, content: Json) -> Json:
        """Let a person's message arrive; the bot hears of it where Telegram would tell it."""
        chat.marked = chat.shown
        message = self.post(chat, person.user(), content)
        if chat.person or _is_for(self.bot, message):
            self.tell("message", message)
        return message

    def tell(self, kind: str, payload: Json, life: float = MESSAGE_LIFE) -> None:
        """Queue an update for the bot."""
        self.updates.add(kind, payload, life)

    def ask(self, chat: Chat, person: Person, message: Json, data: str) -> Query:
        """Let a person tap a button."""
        chat.marked = chat.shown
        expires_at = self.clock.monotonic() + QUERY_LIFE
        query = Query(str(next(self._query_ids)), person.id, chat.id, integer(message, "message_id"), expires_at)
        self.queries[query.id] = query
        if len(self.queries) > QUERIES_KEPT:
            del self.queries[next(iter(self.queries))]
        tap: Json = {"id": query.id, "from": person.user(), "message": message, "data": data}
        self.tell("callback_query", tap | {"chat_instance": str(-7_000_000_000_000_000_000 - chat.id)}, TAP_LIFE)
        return query

    def set_status(self, chat: Chat, person: Person, status: str) -> None:
        """Let the bot's place in a chat change, by that person's doing."""
        old, chat.status = chat.status, status
        change: Json = {"chat": chat.brief(), "from": person.user(), "date": self.date()}
        change |= {"old_chat_member": self._member(old), "new_chat_member": self._member(status)}
        self.tell("my_chat_member", change)
        self.bell.ring()

    def _member(self, status: str) -> Json:
        return {"user": self.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    def keep(self, kind: str, upload: Upload, more: Json) -> Json:
        """Store a file and return its description; ``more`` are the fields of its own kind."""
        number = next(self._file_numbers)
        ids: Json = {"file_id": f"{kind}-{number:06}-simulated", "file_unique_id": f"unique{number:06}"}
        described: Json = ids | {"file_size": len(upload.content)} | more
        self.files[str(ids["file_id"])] = Stored(kind, upload, described)
        return described


_OUTSIDE = {"left": "is not a member of", "kicked": "was kicked from"}


def _is_for(bot: Json, message: Json) -> bool:
    """Return whether a bot in privacy mode hears of a group message: commands, mentions, answers, joins and leaves."""
    text = message.get("text", message.get("caption"))
    if text is None:
        return "new_chat_members" in message or "left_chat_member" in message
    answered = message.get("reply_to_message")
    if isinstance(answered, dict) and answered["from"] == bot:
        return True
    name = f"@{bot['username']}".lower()
    found = [str(text)[integer(e, "offset") :][: integer(e, "length")].lower() for e in found_in(str(text))]
    return any(one == name or (one.startswith("/") and ("@" not in one or one.endswith(name))) for one in found)
