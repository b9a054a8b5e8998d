"""One tap, command or typed answer about reminders: what it is about, and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from telegram import Update

from bot.chat.context import Context
from bot.chat.reminders.cards import CARD, SCREENS, TURN_ON, Cards, with_line
from bot.chat.reminders.setup import Setup
from bot.chat.reminders.words import time_in
from bot.content.pages import Card
from bot.domain.schedule import Kind
from bot.domain.store import AwaitText, LeaveCards

AWAITED_FOR = timedelta(minutes=30)
LOOKED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Said:
    """A line about what was just done: a notice over the chat after a tap, else the first line of the answer."""

    message: str
    values: Mapping[str, str] = field(default_factory=dict)


NOTHING = Said("")


class Turn:
    """A turn about reminders. What is shown awaits what may be typed in answer to it."""

    def __init__(self, update: Update, context: Context, setup: Setup, zones: Sequence[str]) -> None:
        self.context = context
        self.setup = setup
        self.words = context.words
        self.cards = Cards(context.services.catalog, context.words, setup, zones, context.services.commands)
        self._update = update

    async def show(self, step: str, *parts: str, said: Said = NOTHING) -> None:
        """Show a screen; ``said`` is a line about what was just done."""
        await self.say(SCREENS[step](self.cards, *parts), ":".join((step, *parts)), said)

    async def show_card(self, said: Said = NOTHING) -> None:
        """Show the card of all reminders."""
        since = self.setup.now - LOOKED_BACK
        past = await self.context.services.store.occurrences(self.context.person.id, since)
        await self.say(self.cards.card(past), CARD, said)

    async def go(self, onward: str, said: Said = NOTHING) -> None:
        """Go on to the card of all, or to a kind: what is missing for it is asked first."""
        if onward == CARD:
            return await self.show_card(said)
        kind = Kind(onward.removesuffix(TURN_ON))
        known = self.setup.of(kind)
        if known is None:
            return await self.show("apply", kind, said=said)
        if not known.offered:
            return await self.show("refused", kind, said=said)
        if self.setup.zone is None:
            return await self.show("zones", onward, said=said)
        if known.enabled:
            return await self.show("edit", kind, said=said)
        if onward.endswith(TURN_ON):
            self.setup.turn_on(kind)
            return await self.show_card(self.about("notice-on", kind))
        return await self.show("setup", kind, said=said)

    async def say(self, card: Card, awaits: str, said: Said = NOTHING) -> None:
        """Show a card; from now on, what is typed may answer it."""
        person_id = self.context.person.id
        self.context.writes += [LeaveCards(person_id), AwaitText(person_id, awaits, self.setup.now + AWAITED_FOR)]
        if said.message and self._update.callback_query is None:
            card = with_line(card, f"<b>{self.words.text(said.message, **said.values)}</b>")
        notice = self.words.plain(said.message, **said.values) if said.message else None
        await self.context.show(self._update, card, notice=notice)

    def in_zone(self) -> Said:
        """Return a line about where the person lives."""
        zone = self.setup.reminding.zone
        return Said("notice-zone", {"zone": zone, "time": time_in(zone, self.setup.now)})

    def about(self, message: str, kind: Kind) -> Said:
        """Return a line about a kind."""
        return Said(message, {"kind": self.words.plain(f"button-reminder-{kind}")})


async def begin(update: Update, context: Context) -> Turn:
    """Return the turn, with all that the person set up."""
    services, user = context.services, update.effective_user
    setup = Setup(
        context.person.id,
        await services.store.reminders(context.person.id),
        context.words.language,
        services.clock.now(),
        context.writes,
    )
    return Turn(update, context, setup, services.places.suggest(user.language_code if user else None))
