"""Who may change the words: administrators as configured, and whom they invited. The store is asked at each turn."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import wraps
from typing import Any

from telegram import Update

from bot.chat.context import Context, Services
from bot.content.pages import Card

log = logging.getLogger(__name__)

Handle = Callable[[Update, Context], Coroutine[Any, Any, None]]

EDITORS, ADMINISTRATORS = "editors-only", "administrators-only"
TEXTS: Mapping[str, tuple[str, ...]] = {
    f"{notice}{message}": ("id",) for message in (EDITORS, ADMINISTRATORS) for notice in ("", "notice-")
}


def is_administrator(update: Update, context: Context) -> bool:
    """Return whether an administrator did this, in their own chat with the bot."""
    return _is_own_chat(update) and context.person.id in context.services.admin_ids


async def may_edit(update: Update, context: Context) -> bool:
    """Return whether who did this may change the words, and did it in their own chat with the bot."""
    if not _is_own_chat(update):
        return False
    return context.person.id in context.services.admin_ids or await context.services.store.editing.is_editor(
        context.person.id
    )


async def own_commands(update: Update, context: Context) -> tuple[str, ...]:
    """Return the commands that who did this has beside those of everybody."""
    return commands_of(context.person.id, context.services) if await may_edit(update, context) else ()


def commands_of(editor: int, services: Services) -> tuple[str, ...]:
    """Return the commands that somebody who may edit has beside those of everybody."""
    administrates = editor in services.admin_ids
    return (*services.editor_commands, *(services.administrator_commands if administrates else ()))


def editors_only(handle: Handle) -> Handle:
    """Return a handler that does this for editors and administrators; all others are told that they may not."""
    return _only(may_edit, handle, EDITORS)


def administrators_only(handle: Handle) -> Handle:
    """Return a handler that does this for administrators; all others are told that they may not."""

    async def allowed(update: Update, context: Context) -> bool:
        return is_administrator(update, context)

    return _only(allowed, handle, ADMINISTRATORS)


async def deny(update: Update, context: Context, message: str) -> None:
    """Say for whom this is, with the person's own id, for an administrator to note; what was tapped stays."""
    user = update.effective_user
    person_id = user.id if user else context.person.id
    log.warning("person %d may not do what update %d asks for", person_id, update.update_id)
    if update.callback_query is not None:
        notice = context.words.plain(f"notice-{message}", id=str(person_id))
        return await context.acknowledge(update.callback_query, notice)
    card = Card(
        context.words.text(message, id=str(person_id)),
        context.services.catalog.pages.closing_rows(context.words),
    )
    await context.send(update, card)
    return None


def _only(allowed: Callable[[Update, Context], Awaitable[bool]], handle: Handle, message: str) -> Handle:
    @wraps(handle)
    async def guarded(update: Update, context: Context) -> None:
        if await allowed(update, context):
            context.marks = None  # the cards of editing lead to texts themselves
            await handle(update, context)
        else:
            await deny(update, context, message)

    return guarded


def _is_own_chat(update: Update) -> bool:
    """Tell whether somebody did this in their private chat: a button carried elsewhere counts for nothing."""
    user, chat = update.effective_user, update.effective_chat
    return user is not None and chat is not None and chat.id == user.id
