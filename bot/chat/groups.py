"""Groups: one line with a link to a private chat, when added or asked by a command; else silence."""

from __future__ import annotations

from telegram import Chat, ChatMember, Message, Update
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, PassOnError, command_of
from bot.content.catalog import Catalog
from bot.content.pages import Button, Card

OUTSIDE = (ChatMember.LEFT, ChatMember.BANNED)


def feature(catalog: Catalog) -> Feature:
    """Return the feature, to be ordered first: it keeps group messages from all others."""
    return Feature(
        handlers=(
            ChatMemberHandler(greet_group, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.ChatType.GROUPS, answer_group),
        ),
        texts={
            "group-line": (),
            "button-private-chat": (),
        },
    )


async def greet_group(update: Update, context: Context) -> None:
    """Say where to talk to the bot when a group adds it."""
    change = update.my_chat_member
    assert change is not None
    if change.chat.type == Chat.PRIVATE:
        raise PassOnError
    added = change.old_chat_member.status in OUTSIDE and change.new_chat_member.status not in OUTSIDE
    if added and change.chat.type in ("group", "supergroup"):
        await _point_to_private_chat(update, context)


async def answer_group(update: Update, context: Context) -> None:
    """Say where to talk to the bot when a command of a group means it."""
    message = update.effective_message
    if message is not None and _means_us(message, context):
        await _point_to_private_chat(update, context)


def _means_us(message: Message, context: Context) -> bool:
    if not filters.COMMAND.filter(message):
        return False
    _, _, name = (message.text or "").split(maxsplit=1)[0].partition("@")
    if name:
        return name.lower() == context.bot.username.lower()
    return command_of(message) in context.services.commands


async def _point_to_private_chat(update: Update, context: Context) -> None:
    words = context.words
    link = Button(words.plain("button-private-chat"), "", url=f"https://t.me/{context.bot.username}?start=home")
    await context.send(update, Card(words.text("group-line"), ((link,),)))
