"""/remind, /plan and /timezone. Whatever cannot be read gets an example."""

from __future__ import annotations

import re

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.chat.context import Context, Feature, PassOnError
from bot.chat.reminders.cards import CARD, with_line
from bot.chat.reminders.orders import explain, find_places, is_named, live_in, save, take_plan, take_wish
from bot.chat.reminders.steps import forget_day, use_day
from bot.chat.reminders.turn import Turn, begin
from bot.chat.reminders.wishes import read_name
from bot.content.catalog import Catalog
from bot.domain.typed import read_plan

_SAVE = re.compile(r"(?i)(?:save|keep)\s+(?P<name>\S+)(?:\s+(?P<day>.+))?")
_SAVE_ALONE = re.compile(r"(?i)save|keep")
_FORGET = re.compile(r"(?i)(?:delete|forget|drop|remove)\s+(?P<name>\S+)")


def plain_orders(catalog: Catalog) -> Feature:
    """Return what takes commands that can only be an order, and so speak of no danger; to be ordered before danger."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            CommandHandler("remind", plain_remind, filters=private),
            CommandHandler("plan", plain_plan, filters=private),
            CommandHandler("timezone", plain_timezone, filters=private),
        )
    )


def feature(catalog: Catalog) -> Feature:
    """Return what takes the commands, with whatever is typed behind them."""
    if "reminders-title" not in catalog.messages:
        return Feature(handlers=())
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            CommandHandler("remind", remind, filters=private),
            CommandHandler("plan", plan, filters=private),
            CommandHandler("timezone", timezone, filters=private),
        ),
        commands=("remind", "plan", "timezone"),
    )


async def plain_remind(update: Update, context: Context) -> None:
    """Turn a kind on or off, or set its times, where it says nothing else."""
    if not await take_wish(await begin(update, context), _typed(update)):
        raise PassOnError


async def remind(update: Update, context: Context) -> None:
    """Show all reminders, with an example of what can be typed if something was."""
    turn = await begin(update, context)
    if not _typed(update):
        return await turn.show_card()
    return await turn.say(with_line(turn.cards.card(), turn.words.text("remind-not-understood")), CARD)


async def plain_plan(update: Update, context: Context) -> None:
    """Change the person's day, keep one under a name, or live by one, where it says nothing else."""
    turn, text = await begin(update, context), _typed(update)
    saved, forgotten, name = _SAVE.fullmatch(text), _FORGET.fullmatch(text), read_name(text)
    if saved and (read_plan(saved["day"]) if saved["day"] else read_name(saved["name"])):
        return await save(turn, saved["name"], saved["day"] or "")
    if forgotten and turn.setup.plan_named(forgotten["name"].casefold()):
        return await forget_day(turn, forgotten["name"].casefold())
    if name and turn.setup.plan_named(name):
        return await use_day(turn, name)
    if await take_plan(turn, CARD, text):
        return None
    raise PassOnError


async def plan(update: Update, context: Context) -> None:
    """Show the person's day, keep it under a name, or show an example of what can be typed."""
    turn, text = await begin(update, context), _typed(update)
    saved, name = _SAVE.fullmatch(text), read_name(text)
    if not text:
        return await turn.show("day", CARD)
    if saved:
        return await save(turn, saved["name"], saved["day"] or "")
    if _SAVE_ALONE.fullmatch(text):
        return await turn.show("save")
    unknown = turn.words.text("plan-unknown", name=name) if name else turn.words.text("day-not-understood")
    return await explain(turn, f"day:{CARD}", unknown)


async def plain_timezone(update: Update, context: Context) -> None:
    """Remember where the person lives, where they name just that."""
    turn, text = await begin(update, context), _typed(update)
    found = await find_places(turn, text)
    if not is_named(text, found):
        raise PassOnError
    await live_in(turn, found, await _was_asked_for(context, turn))


async def timezone(update: Update, context: Context) -> None:
    """Ask where the person lives, or remember the likeliest place they may mean."""
    turn, text = await begin(update, context), _typed(update)
    onward = await _was_asked_for(context, turn)
    found = await find_places(turn, text)
    if found:
        return await live_in(turn, found, onward)
    if text:
        return await explain(turn, f"zones:{onward}", turn.words.text("zone-not-found"))
    return await turn.show("zones", onward)


async def _was_asked_for(context: Context, turn: Turn) -> str:
    """Return what the question for the place would have gone on to."""
    awaited = await context.services.store.awaited(context.person.id, turn.setup.now)
    step, _, onward = (awaited or "").partition(":")
    return onward if step in ("zones", "place") else CARD


def _typed(update: Update) -> str:
    assert update.effective_message is not None
    return " ".join((update.effective_message.text or "").split()[1:])
