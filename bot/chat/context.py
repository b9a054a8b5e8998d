"""What every handler is given, and the one way in which it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any, Protocol

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import Application, BaseHandler, CallbackContext, ExtBot

from bot.content.catalog import Catalog, Words
from bot.content.markup import LONGEST, parse, visible_length
from bot.content.numbers import Number
from bot.content.pages import CRISIS, EMERGENCY, Button, Card, Rows
from bot.content.places import Places
from bot.domain.clock import Clock
from bot.domain.lane import Lane
from bot.domain.sender import Keyboard, Sender
from bot.domain.store import Memory, Person, Write

STAYS = "stay:"
"""How the data of a button begins whose message stays as it is: all its buttons are answered with new messages."""

ExtraRows = Callable[[Words, Person], Rows]


class Marks(Protocol):
    """Shows an editor under each card the way to the texts that it says."""

    def onto(self, card: Card) -> Card:
        """Return the card with that way below, as it was before where it says nothing of its own."""
        ...

    def sent(self, card: Card, message_id: int) -> None:
        """Remember what this message says."""
        ...


@dataclass(frozen=True, slots=True)
class About:
    """Who runs this bot and how to reach them, as configured; empty where it is not."""

    operator: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class CheckUse:
    """Whether the symptom check is on as configured, and who signed it off, if anybody did."""

    on: bool = True
    signed_off_by: tuple[str, ...] = ()
    signed_off_on: date | None = None


@dataclass(frozen=True, slots=True)
class NumberLines:
    """What is said of the numbers of one country: whom to call now, and for what is urgent only; both may be empty."""

    emergency: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()


NO_NUMBERS = NumberLines()


class PassOnError(Exception):
    """This update is not for the handler that took it; the next that fits shall have it."""


@dataclass(frozen=True, slots=True)
class Services:
    """What features work with; ``check_use`` is as configured.

    Commands and ``extra_rows`` are put together from the features themselves.
    """

    catalog: Catalog
    store: Memory
    sender: Sender
    about: About
    clock: Clock
    check_use: CheckUse = CheckUse()
    admin_ids: frozenset[int] = frozenset()
    places: Places = field(default_factory=Places)
    random: Random = field(default_factory=Random)
    commands: tuple[str, ...] = ()
    editor_commands: tuple[str, ...] = ()
    administrator_commands: tuple[str, ...] = ()
    extra_rows: Mapping[str, ExtraRows] = field(default_factory=dict)

    @property
    def check_in_use(self) -> CheckUse:
        """How the check is used now: words that were changed since are not those that were signed off."""
        return self.check_use if self.catalog.edition.is_as_signed else CheckUse(self.check_use.on)

    def page(self, page_id: str, words: Words, person: Person) -> Card:
        """Return a page as this person sees it; KeyError where there is none of that id."""
        extra = self.extra_rows.get(page_id)
        rows = extra(words, person) if extra else ()
        variables = {
            "operator": self.about.operator or words.plain("operator-unnamed"),
            "contact": self.about.contact or words.plain("contact-unnamed"),
        }
        card = self.catalog.pages.card(page_id, words, variables, extra=rows)
        if page_id not in (EMERGENCY, CRISIS):
            return card
        numbers = self.number_lines(words, person)
        return Card(below_title(card.text, (*numbers.emergency, *numbers.urgent)), card.rows)

    def number_lines(self, words: Words, person: Person) -> NumberLines:
        """Return what is said of the numbers of the person's country; nothing unless they were checked lately."""
        number = self.catalog.numbers.of(person.country, self.clock.now().date())
        return lines_of(number, words) if number else NO_NUMBERS


class Context(CallbackContext[ExtBot[Lane], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """One turn: who it is, in which words, and what will be remembered once it is over: noted before answering."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        services: Services,
        person: Person,
        words: Words,
        writes: list[Write],
    ) -> None:
        super().__init__(application)
        self.services = services
        self.person = person
        self.words = words
        self.writes = writes
        self.marks: Marks | None = None

    def page(self, page_id: str) -> Card:
        """Return a page as this person sees it; KeyError where there is none of that id."""
        return self.services.page(page_id, self.words, self.person)

    async def show(self, update: Update, card: Card, lane: Lane = Lane.ANSWER, notice: str | None = None) -> int:
        """Answer with a card: a tap changes the message it was made on, all else gets a new message; return its id."""
        query = update.callback_query
        if query is not None:
            await self.acknowledge(query, notice)
            if query.message is not None and await self.replace(query, card, lane):
                return query.message.message_id
        return await self.send(update, card, lane)

    async def replace(self, query: CallbackQuery, card: Card, lane: Lane = Lane.ANSWER) -> bool:
        """Return whether the tapped message now shows the card; it does not for who wants new messages."""
        return not self.person.new_message_each_step and await self._edited(query, card, lane)

    async def send(self, update: Update, card: Card, lane: Lane = Lane.ANSWER) -> int:
        """Answer with a new message; return its id."""
        assert update.effective_chat is not None
        shown = self._marked(card)
        sender = self.services.sender
        message_id = await sender.send(update.effective_chat.id, shown.text, keyboard(shown.rows), lane)
        self._note(card, message_id)
        return message_id

    async def acknowledge(self, query: CallbackQuery, notice: str | None = None) -> None:
        """Stop the button's spinner."""
        await self.services.sender.acknowledge(query.id, notice)

    async def _edited(self, query: CallbackQuery, card: Card, lane: Lane) -> bool:
        """Return whether the tapped message now shows the card; a file, one too old, and one that stays do not."""
        if not isinstance(query.message, Message) or query.message.text is None or _stays(query.message):
            return False
        message, shown = query.message, self._marked(card)
        if not _shows(message, shown):  # an edit that changes nothing is refused
            try:
                await self.services.sender.edit(
                    message.chat.id, message.message_id, shown.text, keyboard(shown.rows), lane
                )
            except BadRequest:
                return False
        self._note(card, message.message_id)
        return True

    def _marked(self, card: Card) -> Card:
        return self.marks.onto(card) if self.marks else card

    def _note(self, card: Card, message_id: int) -> None:
        if self.marks:
            self.marks.sent(card, message_id)


@dataclass(frozen=True, slots=True)
class Feature:
    """What a feature brings: its handlers, its commands in the order of /help, rows it adds to pages, its texts.

    Commands of editors and of administrators are shown to those only.

    ``texts`` names each message that the feature says, with the variables it fills in.
    """

    handlers: tuple[BaseHandler[Update, Context, None], ...]
    commands: tuple[str, ...] = ()
    editor_commands: tuple[str, ...] = ()
    administrator_commands: tuple[str, ...] = ()
    extra_rows: Mapping[str, ExtraRows] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def lines_of(number: Number, words: Words) -> NumberLines:
    """Return what is said of the numbers of a country."""

    def lines(**numbers: str) -> tuple[str, ...]:
        return tuple(
            words.text(f"number-{kind}", country=number.country, number=digits)
            for kind, digits in numbers.items()
            if digits
        )

    return NumberLines(lines(emergency=number.emergency, ambulance=number.ambulance), lines(urgent=number.urgent))


def below_title(text: str, lines: Sequence[str]) -> str:
    """Return a text that has these lines, if any, right below its title."""
    title, gap, rest = text.partition("\n\n")
    return gap.join((title, "\n".join(lines), rest)) if lines else text


def keyboard_once(rows: Rows) -> Keyboard:
    """Return rows as Telegram's inline keyboard, for buttons that no other message has."""
    return tuple(tuple(_button(button) for button in row) for row in rows)


keyboard = lru_cache(maxsize=1024)(keyboard_once)
"""Return rows as Telegram's inline keyboard, made once for all messages that have them."""


def _stays(message: Message) -> bool:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(str(button.callback_data).startswith(STAYS) for row in rows for button in row)


def _shows(message: Message, card: Card) -> bool:
    """Tell whether a message has this text and these buttons already."""
    shown = message.reply_markup.inline_keyboard if message.reply_markup else ()
    buttons = tuple(tuple((button.text, button.callback_data or "") for button in row) for row in shown)
    wanted = tuple(tuple((button.label, button.data) for button in row) for row in card.rows)
    return buttons == wanted and message.text == parse(card.text).text.strip()


def _button(button: Button) -> Mapping[str, str]:
    target = {"url": button.url} if button.url else {"callback_data": button.data}
    style = {"style": button.style} if button.style else {}
    return {"text": button.label, **target, **style}


def longer(text: str, line: str) -> str:
    """Return a text with a line below, as long as a message can hold both."""
    both = f"{text}\n\n{line}"
    return both if line and visible_length(both) <= LONGEST else text


def command_of(message: Message) -> str:
    """Return the command a message starts with, without slash and bot name, in lower case."""
    word = (message.text or "").split(maxsplit=1)[0]
    return word.removeprefix("/").partition("@")[0].lower()
