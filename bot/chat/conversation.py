"""One update in, one answer out: the features in their order, and the person's words and settings around them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import Application, BaseHandler, filters

from bot.chat import (
    danger,
    delivered,
    fallback,
    groups,
    help,
    helpful,
    learn,
    pauses,
    privacy,
    questions,
    settings,
    triage,
)
from bot.chat.context import Context, Feature, PassOnError, Services
from bot.chat.double_taps import DoubleTaps
from bot.chat.editing import editors, finding, marks, stats, taps
from bot.chat.needs import find_faults
from bot.chat.reminders import answers as reminder_answers
from bot.chat.reminders import commands as reminder_commands
from bot.chat.reminders import steps as reminder_steps
from bot.content.catalog import Catalog, ContentError
from bot.content.pages import PREFIX, Card
from bot.domain.lane import Lane
from bot.domain.listener import MalformedUpdateError
from bot.domain.store import LeaveCards, Person, Received, StopAwaiting, Write

FEATURES = (
    groups.feature,
    fallback.without_data,
    taps.feature,  # takes no text but what is certainly an edit
    finding.before_danger,  # phrases of danger are texts as well
    triage.typed_answers,  # words of an open question's own answers speak of no danger
    reminder_answers.plain_answers,
    reminder_commands.plain_orders,
    danger.feature,  # before all else that reads texts
    reminder_answers.feature,
    reminder_steps.links,
    editors.links,
    pauses.returning,  # adds to what /start shows
    learn.feature,
    triage.feature,
    reminder_steps.feature,
    reminder_commands.feature,
    delivered.feature,
    pauses.feature,
    settings.feature,
    privacy.feature,
    finding.feature,
    marks.feature,
    stats.feature,
    editors.feature,
    helpful.feature,
    help.feature,
    questions.feature,
    fallback.feature,
)
URGENT_MARKS = ('"data": "p:emergency"', '"text": "/emergency', '"text": "/start emergency')


def assemble(catalog: Catalog) -> tuple[Feature, ...]:
    """Return the features in order; ContentError names the texts they need that the words do not have."""
    features = tuple(make(catalog) for make in FEATURES)
    faults = tuple(find_faults(features, catalog))
    if faults:
        raise ContentError(faults)
    return features


class Conversation:
    """Answers updates."""

    def __init__(self, application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
        features = assemble(services.catalog)
        self.services = replace(
            services,
            commands=tuple(command for feature in features for command in feature.commands),
            editor_commands=tuple(command for feature in features for command in feature.editor_commands),
            administrator_commands=tuple(command for feature in features for command in feature.administrator_commands),
            extra_rows={page: rows for feature in features for page, rows in feature.extra_rows.items()},
        )
        self._application = application
        self._handlers: list[BaseHandler[Update, Context, None]] = [h for feature in features for h in feature.handlers]
        self._double_taps = DoubleTaps(services.clock)

    async def answer(self, update: Received, person: Person, writes: list[Write]) -> None:
        """Answer one update, ``writes`` being what has to be remembered; MalformedUpdateError where it is none."""
        read = self._read(update)
        context = self._context(read, person, writes)
        query = read.callback_query
        if query is not None and self._double_taps.repeats(query):
            await context.acknowledge(query)
            return
        if _goes_elsewhere(read):
            writes += [LeaveCards(person.id), StopAwaiting(person.id)]
        await marks.mark(read, context)
        await self._handle(read, context)

    async def _handle(self, update: Update, context: Context) -> None:
        for handler in self._handlers:
            check = handler.check_update(update)
            if check is not None and check is not False:
                with suppress(PassOnError):
                    return await handler.handle_update(update, self._application, check, context)
        return None

    async def apologise(self, update: Received) -> None:
        """Tell the person that this went wrong."""
        await self._tell(update, "apology")

    async def ask_to_slow_down(self, update: Received) -> None:
        """Tell the person that the answers cannot keep up."""
        await self._tell(update, "slow-down")

    async def acknowledge(self, update: Received) -> None:
        """Tell a button that its tap has arrived, while its turn has to wait; nothing for any other update."""
        query = self._read(update).callback_query
        if query is not None:
            await self.services.sender.acknowledge(query.id, None)

    def is_urgent(self, update: Received) -> bool:
        """Return whether this asks for emergency help."""
        payload = update.payload.lower()
        return any(mark in payload for mark in URGENT_MARKS) or self._speaks_of_danger(update)

    def _speaks_of_danger(self, update: Received) -> bool:
        try:
            message = self._read(update).effective_message
        except MalformedUpdateError:
            return False
        if message is None or message.from_user is None or message.from_user.is_bot:  # its own, under a tapped button
            return False
        return self.services.catalog.alarm.judge(danger.written(message)) in danger.PAGES

    async def _tell(self, update: Received, message: str) -> None:
        read = self._read(update)
        chat = read.effective_chat
        if chat is None or chat.type != "private":
            return
        context = self._context(read, Person(update.person_id), [])
        await context.send(
            read,
            Card(context.words.text(message), self.services.catalog.pages.closing_rows(context.words)),
            Lane.ANSWER,
        )

    def _read(self, update: Received) -> Update:
        try:
            return Update.de_json(json.loads(update.payload), self._application.bot)
        except Exception as error:
            raise MalformedUpdateError from error

    def _context(self, update: Update, person: Person, writes: list[Write]) -> Context:
        user = update.effective_user
        words = self.services.catalog.words(user.language_code if user else None)
        return Context(self._application, self.services, person, words, writes)


def _goes_elsewhere(update: Update) -> bool:
    """Tell whether this leaves an open question behind: every command does, and every way to a page."""
    if update.callback_query is not None:
        return (update.callback_query.data or "").startswith(PREFIX)
    return update.message is not None and bool((filters.ChatType.PRIVATE & filters.COMMAND).check_update(update))
