"""What nothing else answers: unknown commands, pictures and sounds, old buttons. Never silence."""

from __future__ import annotations

from difflib import get_close_matches

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, command_of
from bot.content.catalog import Catalog
from bot.content.pages import HOME, Card

KINDS = ("voice", "audio", "video", "video_note", "photo", "sticker", "document", "location", "contact")
MOVED = filters.UpdateType.EDITED_MESSAGE & filters.LOCATION  # a shared live location, every few seconds


def feature(catalog: Catalog) -> Feature:
    """Return the feature, to be ordered last."""
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            MessageHandler(private & filters.COMMAND, answer_unknown_command),
            MessageHandler(private & ~filters.StatusUpdate.ALL & ~MOVED, answer_other),
            CallbackQueryHandler(answer_old_button),
        ),
        texts={
            "unknown-command": (),
            "notice-old-button": (),
            "unknown-command-close": ("command",),
            "other-message": ("kind",),
        },
    )


def without_data(catalog: Catalog) -> Feature:
    """Return what answers buttons that carry nothing, to be ordered before all that have buttons.

    The library hands such a tap to the first handler of taps, whichever buttons that is for.
    """
    return Feature(handlers=(CallbackQueryHandler(answer_old_button, pattern="^$"),))


async def answer_unknown_command(update: Update, context: Context) -> None:
    """Say that there is no such command, and name the one that was probably meant."""
    assert update.effective_message is not None
    close = get_close_matches(command_of(update.effective_message), context.services.commands, n=1, cutoff=0.7)
    if close:
        text = context.words.text("unknown-command-close", command=close[0])
    else:
        text = context.words.text("unknown-command")
    await _answer(update, context, text)


async def answer_other(update: Update, context: Context) -> None:
    """Say that this kind of message is not understood, and what to do instead."""
    assert update.effective_message is not None
    await _answer(update, context, context.words.text("other-message", kind=kind_of(update.effective_message)))


async def answer_old_button(update: Update, context: Context) -> None:
    """Say that the button has no meaning any more, and show the menu."""
    await context.show(update, context.page(HOME), notice=context.words.plain("notice-old-button"))


def kind_of(message: Message) -> str:
    """Return Telegram's name for what a message carries, "other" for what the words do not tell apart."""
    return next((kind for kind in KINDS if getattr(message, kind)), "other")


async def _answer(update: Update, context: Context, text: str) -> None:
    await context.show(update, Card(text, context.page(HOME).rows))
