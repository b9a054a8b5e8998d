"""People and their phones: what a person does in Telegram, and what they see of the bot."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from bot.simulator.chats import Chat, Person
from bot.simulator.checking import Json, Upload, integer, string
from bot.simulator.texts import found_in
from bot.simulator.world import Query, World
from bot.simulator.writing import WritingError, quote_of, read_html, written

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Tappable:
    """A button as it can be seen, and what it carries."""

    label: str
    data: str | None
    url: str | None
    style: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a person sees it; ``json`` is all that there is."""

    id: int
    text: str
    rows: tuple[tuple[Tappable, ...], ...]
    by_bot: bool
    edited: bool
    json: Json

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all buttons, in reading order."""
        return tuple(button.label for row in self.rows for button in row)

    def button(self, label: str) -> Tappable:
        """Return the button with this label; LookupError where there is none."""
        found = [button for row in self.rows for button in row if button.label == label]
        if not found:
            raise LookupError(f"no button {label!r} among {self.labels}")
        return found[0]


@dataclass(frozen=True, slots=True)
class Notice:
    """What an answered tap said: nothing, a line over the chat, or an alert."""

    text: str
    alert: bool


class Phone:
    """One person's phone. Doing something returns at once; ``see`` and ``notice`` wait for the bot."""

    def __init__(self, world: World, person: Person) -> None:
        self._world = world
        self.person = person
        self.chat = world.chats[person.id]

    @property
    def id(self) -> int:
        """The person's id, which is also the private chat's."""
        return self.person.id

    def send(
        self,
        text: str,
        group: Group | None = None,
        reply_to: int | None = None,
        quote: tuple[int, str] | None = None,
        entities: Sequence[Json] = (),
    ) -> int:
        """Send a text, to the bot or into a group; return the message's id, the last one's where it takes several.

        ``quote`` is a part of the message that is replied to: its position there in UTF-16 units, and its text.
        ``entities`` are what the person formatted. WritingError for what no app would send.
        """
        reply = self._reply(group, reply_to, quote)
        return [self._send(reply | content, group) for content in written(text, entities)][-1]

    def send_formatted(
        self,
        html: str,
        group: Group | None = None,
        reply_to: int | None = None,
        quote: tuple[int, str] | None = None,
    ) -> int:
        """Send a text formatted by the app's own means, as ``send``; they are named in Telegram's HTML."""
        text, entities = read_html(html)
        return self.send(text, group, reply_to, quote, entities)

    def start(self, payload: str = "") -> int:
        """Press Start, as from a link ``?start=<payload>``; ValueError for a payload that no link can carry."""
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError("a start payload is at most 64 of A-Z a-z 0-9 _ -")
        return self.send(f"/start {payload}".strip())

    def follow(self, link: str) -> int:
        """Open a link to the bot and press Start; ValueError for a link elsewhere."""
        parts = urlsplit(link)
        if parts.netloc != "t.me" or parts.path.lower() != f"/{self._world.bot['username']}".lower():
            raise ValueError(f"no link to this bot: {link}")
        return self.start(parse_qs(parts.query).get("start", [""])[0])

    def send_sticker(self, group: Group | None = None) -> int:
        """Send a sticker."""
        look: Json = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        sticker = self._world.keep("sticker", Upload("sticker.webp", b"sticker"), look | {"emoji": "👋"})
        return self._send({"sticker": sticker}, group)

    def send_voice(self, group: Group | None = None) -> int:
        """Send a voice message."""
        voice = self._world.keep("voice", Upload("voice.ogg", b"voice"), {"duration": 2, "mime_type": "audio/ogg"})
        return self._send({"voice": voice}, group)

    def send_photo(self, caption: str = "", group: Group | None = None) -> int:
        """Send a photo."""
        size = self._world.keep("photo", Upload("photo.jpg", b"photo"), {"width": 800, "height": 600})
        return self._send({"photo": [size]} | ({"caption": caption} if caption else {}), group)

    def send_document(self, name: str, content: bytes, group: Group | None = None) -> int:
        """Send a file."""
        described: Json = {"file_name": name, "mime_type": "application/octet-stream"}
        return self._send({"document": self._world.keep("document", Upload(name, content), described)}, group)

    def edit(self, message_id: int, text: str) -> None:
        """Change a text that this person sent to the bot."""
        entities = found_in(text)
        kept = {key: value for key, value in self.chat.messages[message_id].items() if key != "entities"}
        edited = kept | {"text": text, "edit_date": self._world.date()} | ({"entities": entities} if entities else {})
        self.chat.messages[message_id] = edited
        self.chat.marked = self.chat.shown
        self._world.tell("edited_message", edited)

    def tap(self, label: str, message_id: int | None = None) -> str:
        """Tap the button with this label on that message, or on the newest that has one; return the query's id."""
        for message in self._newest_first():
            if message_id in (None, message.id) and label in message.labels:
                data = message.button(label).data
                if data is None:
                    raise LookupError(f"button {label!r} sends nothing")
                return self.tap_data(data, message.id)
        raise LookupError(f"no button {label!r} in sight; the newest message has {self.screen().labels}")

    def tap_data(self, data: str, message_id: int | None = None) -> str:
        """Tap a button that carries this data, whether or not the message still shows it; return the query's id."""
        message = self.chat.messages[self.screen().id if message_id is None else message_id]
        return self._world.ask(self.chat, self.person, message, data).id

    def block(self) -> None:
        """Block the bot."""
        self._world.set_status(self.chat, self.person, "kicked")

    def unblock(self) -> None:
        """Unblock the bot."""
        self._world.set_status(self.chat, self.person, "member")

    def delete_account(self) -> None:
        """Leave Telegram for good; the bot is not told."""
        self.person.deleted = True

    @property
    def messages(self) -> tuple[Shown, ...]:
        """All messages of the private chat, oldest first."""
        return tuple(_shown(self._world, message) for message in self.chat.messages.values())

    def screen(self) -> Shown:
        """Return the bot's newest message; LookupError where it sent none."""
        for message in self._newest_first():
            if message.by_bot:
                return message
        raise LookupError("the bot sent nothing yet")

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the answered taps of this person said, in the order of the taps."""
        return tuple(_notice(query.answer) for query in self._taps if query.answer is not None)

    def unanswered(self) -> tuple[str, ...]:
        """Return the ids of this person's taps that the bot did not answer."""
        return tuple(query.id for query in self._taps if query.answer is None)

    def menu(self) -> tuple[tuple[str, str], ...]:
        """Return the command menu that this person sees: names and descriptions."""
        commands = self._world.profile.menu(self.id, self.person.language_code)
        return tuple((str(command["command"]), str(command["description"])) for command in commands)

    def download(self, message_id: int | None = None) -> bytes:
        """Return the content of the document in that message, or in the bot's newest."""
        message = self.screen().json if message_id is None else self.chat.messages[message_id]
        document = message["document"]
        return self._world.files[str(document["file_id"])].upload.content if isinstance(document, dict) else b""

    async def see(self, patience: float = _PATIENCE) -> Shown:
        """Return the message that the bot last sent or changed, once it did so after what this person last did.

        ``patience`` is in seconds of the real clock; TimeoutError after that.
        """
        return await _see(self._world, self.chat, patience)

    async def notice(self, patience: float = _PATIENCE) -> Notice:
        """Return what the answer to the last tap said, once it is answered; TimeoutError as ``see``."""
        tap = self._taps[-1]
        await _wait(self._world, lambda: tap.answer is not None, patience)
        return _notice(tap.answer or {})

    async def ask(self, text: str, patience: float = _PATIENCE) -> Shown:
        """Send a text and return what the bot shows on it."""
        self.send(text)
        return await self.see(patience)

    async def press(self, label: str, patience: float = _PATIENCE) -> Shown:
        """Tap a button, see that the tap is answered, and return what the bot shows on it."""
        self.tap(label)
        await self.notice(patience)
        return await self.see(patience)

    def _reply(self, group: Group | None, reply_to: int | None, quoted: tuple[int, str] | None) -> Json:
        """Return what a message says of the one that it replies to."""
        if reply_to is None:
            if quoted is not None:
                raise WritingError("A quote is part of a reply.")
            return {}
        message = (group.chat if group else self.chat).messages[reply_to]
        answered: Json = {"reply_to_message": {key: value for key, value in message.items() if key != "reply_to_message"}}
        return answered if quoted is None else answered | {"quote": quote_of(message, *quoted)}

    def _send(self, content: Json, group: Group | None) -> int:
        chat = group.chat if group else self.chat
        if chat is self.chat and chat.status == "kicked":
            raise ValueError("whoever blocked a bot must unblock it before writing to it")
        if chat is self.chat:
            chat.status = "member"
        return _shown(self._world, self._world.receive(chat, self.person, content)).id

    def _newest_first(self) -> Iterator[Shown]:
        return (_shown(self._world, message) for message in reversed(self.chat.messages.values()))

    @property
    def _taps(self) -> list[Query]:
        return [query for query in self._world.queries.values() if query.person_id == self.id]


class Group:
    """A group chat, from outside the bot."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self.chat = chat

    @property
    def id(self) -> int:
        """The group's id."""
        return self.chat.id

    def add_bot(self, by: Phone) -> None:
        """Let somebody add the bot."""
        self._world.set_status(self.chat, by.person, "member")
        self._world.receive(self.chat, by.person, {"new_chat_members": [self._world.bot]})

    def remove_bot(self, by: Phone) -> None:
        """Let somebody remove the bot."""
        self._world.set_status(self.chat, by.person, "kicked")

    @property
    def messages(self) -> tuple[Shown, ...]:
        """All messages of the group, oldest first."""
        return tuple(_shown(self._world, message) for message in self.chat.messages.values())

    async def see(self, patience: float = _PATIENCE) -> Shown:
        """Return what the bot showed here since a person last did something; as ``Phone.see``."""
        return await _see(self._world, self.chat, patience)


async def _see(world: World, chat: Chat, patience: float) -> Shown:
    await _wait(world, lambda: chat.shown > chat.marked and chat.newest in chat.messages, patience)
    chat.marked = chat.shown
    return _shown(world, chat.messages[chat.newest])


async def _wait(world: World, true: Callable[[], bool], patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            await world.bell.until(true)
    except TimeoutError:
        raise TimeoutError(f"the bot did nothing within {patience} s") from None


def _shown(world: World, message: Json) -> Shown:
    return Shown(
        integer(message, "message_id"),
        string(message, "text") or string(message, "caption"),
        tuple(tuple(_tappable(button) for button in row) for row in _rows(message)),
        message["from"] == world.bot,
        "edit_date" in message,
        message,
    )


def _rows(message: Json) -> Iterator[list[Json]]:
    markup = message.get("reply_markup")
    yield from markup["inline_keyboard"] if isinstance(markup, dict) else ()


def _tappable(button: Json) -> Tappable:
    data, url, style = (button.get(key) for key in ("callback_data", "url", "style"))
    return Tappable(str(button["text"]), *(value if isinstance(value, str) else None for value in (data, url, style)))


def _notice(answer: Json) -> Notice:
    return Notice(string(answer, "text"), bool(answer.get("show_alert")))
