"""Reminders on their way to Telegram, and what became of each."""

from __future__ import annotations

import logging

from bot.domain.clock import Clock
from bot.domain.lane import Lane
from bot.domain.outcome import Outcome, Sent
from bot.domain.sender import Keyboard
from bot.gateway.bot import Bot
from bot.gateway.failures import classify
from bot.gateway.pacing import Pacing

log = logging.getLogger(__name__)


class Deliverer:
    """Sends what nobody just asked for, after all answers; see ``domain.delivery.Deliverer``."""

    def __init__(self, bot: Bot, pacing: Pacing, clock: Clock) -> None:
        self._bot = bot
        self._pacing = pacing
        self._clock = clock

    async def deliver(self, chat_id: int, text: str, keyboard: Keyboard, *, silent: bool) -> Outcome:
        """Send a message, its text in HTML; return how that ended."""
        try:
            return Sent(await self._bot.send(chat_id, text, keyboard, Lane.REMINDER, silent=silent))
        except Exception as error:  # whatever the library raises, the reminder has to go on
            outcome = classify(error, self._clock.now())
            log.info("nobody confirmed a message to %d: %s", chat_id, type(error).__name__)
            return outcome

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Take a message away, if that is still possible."""
        try:
            await self._bot.delete_message(chat_id, message_id)
        except Exception as error:  # as above: it was only for tidiness
            log.info("message %d of %d stays: %s", message_id, chat_id, type(error).__name__)

    async def probe(self) -> bool:
        """Return whether Telegram answers."""
        try:
            await self._bot.get_me()
        except Exception as error:  # an answer that is not Telegram's makes the library raise anything
            log.info("reminders still wait: %s", type(error).__name__)
            return False
        return True

    def held_for(self) -> float:
        """Return for how many seconds nothing may be delivered to anybody; 0 where something may."""
        return self._pacing.reminders_held_for()
