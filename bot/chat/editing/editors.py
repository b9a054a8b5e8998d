"""/editors: administrators invite those who may change the words by a link, see them and revoke them."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.context import Context, Feature
from bot.chat.editing import rights
from bot.chat.editing.menus import hide_menu, show_menu
from bot.content.catalog import Catalog
from bot.content.pages import Button, Card
from bot.domain.editing import Editor, InviteEditor, SetEditorMode

log = logging.getLogger(__name__)

PREFIX = "eds:"
LIST, INVITE, ASK, REVOKE = f"{PREFIX}list", f"{PREFIX}invite", f"{PREFIX}ask:", f"{PREFIX}revoke:"
GOOD_FOR = timedelta(hours=24)
SECRET_BYTES = 24
START = "edit_"
_LINK = rf"(?i:^/start(@\w+)?\s+{START})([A-Za-z0-9_-]+)\s*$"


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    only = rights.administrators_only
    return Feature(
        handlers=(
            CommandHandler("editors", only(show_editors), filters=filters.ChatType.PRIVATE),
            CallbackQueryHandler(only(show_list), pattern=f"^{LIST}$"),
            CallbackQueryHandler(only(invite), pattern=f"^{INVITE}$"),
            CallbackQueryHandler(only(ask_to_revoke), pattern=rf"^{ASK}[0-9]{{1,18}}$"),
            CallbackQueryHandler(only(revoke), pattern=rf"^{REVOKE}[0-9]{{1,18}}$"),
        ),
        administrator_commands=("editors",),
        texts={
            "editors-title": (),
            "editors-none": (),
            "editors-line": ("id", "date", "administrator"),
            "editors-invitation": ("link", "time"),
            "editors-revoke-question": ("id",),
            "notice-editor-revoked": (),
            "button-editors-invite": (),
            "button-editors-list": (),
            "button-editors-ask": ("id",),
            "button-editors-revoke": (),
            "button-editors-keep": (),
            **rights.TEXTS,
        },
    )


def links(catalog: Catalog) -> Feature:
    """Return what an invitation opens, to be ordered before the pages, which all other links open."""
    return Feature(
        handlers=(MessageHandler(filters.ChatType.PRIVATE & filters.Regex(_LINK), accept),),
        texts={"editors-welcome": (), "editors-link-used": ("id",)},
    )


async def show_editors(update: Update, context: Context) -> None:
    """List who was invited and came; the administrator's menu is brought up to date by the way."""
    await show_list(update, context)
    await show_menu(context, context.person.id)


async def show_list(update: Update, context: Context) -> None:
    """List who was invited and came."""
    await context.show(update, _list(await context.services.store.editing.editors(), context))


async def invite(update: Update, context: Context) -> None:
    """Send a link that makes whoever opens it first an editor; only its hash is kept."""
    assert update.callback_query is not None
    secret = secrets.token_urlsafe(SECRET_BYTES)
    until = context.services.clock.now() + GOOD_FOR
    context.writes.append(InviteEditor(hash_of(secret), context.person.id, until))
    link = f"https://t.me/{context.bot.username}?start={START}{secret}"
    text = context.words.text("editors-invitation", link=link, time=f"{until:%Y-%m-%d %H:%M}")
    await context.acknowledge(update.callback_query)
    await context.send(update, Card(text, context.services.catalog.pages.closing_rows(context.words)))


async def accept(update: Update, context: Context) -> None:
    """Make who opens a good link an editor; who is one already, or an administrator, leaves it for somebody else."""
    assert update.effective_message is not None
    services, words, person_id = context.services, context.words, context.person.id
    secret = (update.effective_message.text or "").split()[-1][len(START) :]
    if await rights.may_edit(update, context) or await services.store.editing.accept(
        hash_of(secret), person_id, services.clock.now()
    ):
        context.writes.append(SetEditorMode(person_id, on=True))
        card = Card(words.text("editors-welcome"), services.catalog.pages.closing_rows(words))
        await context.send(update, card)
        return await show_menu(context, person_id)
    log.warning("person %d came with an invitation that is not good", person_id)
    text = words.text("editors-link-used", id=str(person_id))
    await context.send(update, Card(text, services.catalog.pages.closing_rows(words)))
    return None


async def ask_to_revoke(update: Update, context: Context) -> None:
    """Ask once whether somebody shall be an editor no more."""
    person_id, words = _named(update), context.words
    rows = (
        (Button(words.plain("button-editors-revoke"), f"{REVOKE}{person_id}", "danger"),),
        (Button(words.plain("button-editors-keep"), LIST),),
    )
    await context.show(update, Card(words.text("editors-revoke-question", id=str(person_id)), rows))


async def revoke(update: Update, context: Context) -> None:
    """Let somebody be an editor no more; who is none any more stays none."""
    person_id, store = _named(update), context.services.store.editing
    await store.revoke(person_id)  # at once: the answer may have to wait for its turn
    card = _list(await store.editors(), context)
    await context.show(update, card, notice=context.words.plain("notice-editor-revoked"))
    await hide_menu(context, person_id)


def hash_of(secret: str) -> str:
    """Return what is kept of an invitation."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _list(editors: Sequence[Editor], context: Context) -> Card:
    words = context.words
    lines = [
        words.text(
            "editors-line",
            id=str(editor.person_id),
            date=editor.since.date(),
            administrator=str(editor.invited_by),
        )
        for editor in editors
    ]
    asks = (
        (Button(words.plain("button-editors-ask", id=str(editor.person_id)), f"{ASK}{editor.person_id}"),)
        for editor in editors
    )
    rows = ((Button(words.plain("button-editors-invite"), INVITE, "primary"),), *asks)
    text = "\n".join([words.text("editors-title"), *(lines or [words.text("editors-none")])])
    return Card(text, (*rows, *context.services.catalog.pages.closing_rows(words)))


def _named(update: Update) -> int:
    """Return whom a button is about; its pattern promises that there is a number."""
    assert update.callback_query is not None
    return int((update.callback_query.data or "").rpartition(":")[2])
