"""Reviewed today: an expert puts their name to a page as it is now."""

from __future__ import annotations

from telegram import Update

from bot.chat import danger
from bot.chat.context import Context, PassOnError
from bot.chat.editing.desk import Desk
from bot.chat.editing.lists import find_wrong_lines
from bot.chat.editing.previews import is_page
from bot.chat.editing.publishing import Publishing
from bot.chat.editing.writing import desk_of, message_of, refuse, say
from bot.content.overrides import REVIEWED
from bot.domain.store import StopAwaiting

AWAITED = "review"
"""What is awaited of who read a page."""
KEY = f"{REVIEWED}:"


async def ask_name(desk: Desk) -> None:
    """Ask who read the page; PassOnError for what is none."""
    if not is_page(desk.template, desk.catalog.edition):
        raise PassOnError
    desk.await_text(f"{AWAITED}:{desk.tag}")
    await desk.show([desk.words.text("review-ask")], ((desk.button("back", "card"),),))


class Reviewing:
    """Takes the name, and dates the review."""

    def __init__(self, publishing: Publishing) -> None:
        self._publishing = publishing

    async def read_name(self, update: Update, context: Context, named: str) -> None:
        """Note on the page who read it today; PassOnError for words of danger, which are no name."""
        desk, _ = desk_of(update, context, named)
        name = " ".join((message_of(update).text or "").split())
        if wrong := find_wrong_lines(KEY, name):
            return await refuse(desk, [say(desk, error) for error in wrong])
        if desk.catalog.alarm.judge(name) in danger.PAGES:
            raise PassOnError
        desk.context.writes.append(StopAwaiting(desk.me))
        key = KEY + desk.template.id.removeprefix("page-")
        source = f"by: {name}\non: {desk.now.date().isoformat()}"
        change = desk.change(key, source, await desk.base(key), critical=False)
        return await self._publishing.use(desk, [change], desk.words.text("review-done", name=name))
