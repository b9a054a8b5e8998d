"""/pause and /resume, and the pauses that come by themselves: after a warning, and while somebody blocks the bot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from telegram import ChatMember, Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, filters

from bot.chat import learn
from bot.chat.context import STAYS, Context, Feature, PassOnError
from bot.chat.reminders.words import far_moment
from bot.content.catalog import Catalog, Words
from bot.content.pages import SHORTCUT, Button, Card, Rows
from bot.domain.reminders import (
    Pause,
    PauseReason,
    PauseReminders,
    Reminders,
    ResumeReminders,
    first_due,
)
from bot.domain.schedule import is_quiet
from bot.domain.store import Write
from bot.domain.triage import Level
from bot.domain.typed import read_pause
from bot.domain.zones import load_zone

HEALTH_PAUSE = timedelta(days=30)
ASKED_AGAIN_AFTER = timedelta(minutes=1)
"""Unblocking and /start come together: one question is enough."""
FROM_LEVEL = Level.URGENT

PREFIX = "pause:"
RESUME, KEEP = f"{PREFIX}resume", f"{PREFIX}keep"
SOMEONE_ELSE = f"{STAYS}{PREFIX}other:"
LENGTHS = {"day": "1d", "days": "3d", "week": "7d"}


def feature(catalog: Catalog) -> Feature:
    """Return the feature; it has nothing to do where the words have no tips, as there are no reminders then."""
    if not catalog.tips:
        return Feature(handlers=())
    private = filters.ChatType.PRIVATE
    lengths = "|".join(LENGTHS.values())
    return Feature(
        handlers=(
            CommandHandler("pause", pause, filters=private),
            CommandHandler("resume", resume, filters=private),
            CallbackQueryHandler(pause, pattern=f"^{SHORTCUT}pause$"),
            CallbackQueryHandler(resume, pattern=f"^{SHORTCUT}resume$"),
            CallbackQueryHandler(pause_for, pattern=f"^{PREFIX}({lengths})$"),
            CallbackQueryHandler(resume_now, pattern=f"^{RESUME}$"),
            CallbackQueryHandler(keep, pattern=f"^{KEEP}$"),
            CallbackQueryHandler(not_mine, pattern=rf"^{SOMEONE_ELSE}\d{{1,10}}$"),
        ),
        commands=("pause", "resume"),
        texts=TEXTS,
    )


def returning(catalog: Catalog) -> Feature:
    """Return what hears that somebody goes or comes back; to be ordered before what else answers /start."""
    if not catalog.tips:
        return Feature(handlers=())
    return Feature(
        handlers=(
            CommandHandler("start", start, filters=filters.ChatType.PRIVATE),
            ChatMemberHandler(block_or_return, ChatMemberHandler.MY_CHAT_MEMBER),
        )
    )


TEXTS: Mapping[str, tuple[str, ...]] = {
    "pause-none": (),
    "pause-example": (),
    "pause-open": (),
    "pause-until": ("unix", "time"),
    "pause-health": ("unix", "time"),
    "pause-for-health": (),
    "pause-over": (),
    "pause-kept": (),
    "resumed": (),
    "resumed-next": ("unix", "time"),
    "resumed-none": (),
    "resume-health": (),
    "welcome-back": (),
    **{f"button-pause-{length}": () for length in LENGTHS},
    "button-resume": (),
    "button-keep-paused": (),
    "button-someone-else": (),
    "notice-pause-lifted": (),
}


async def pause(update: Update, context: Context) -> None:
    """Pause the person's reminders, for as long as they say."""
    typed = " ".join(context.args or ())
    reminders = await context.services.store.reminders(context.person.id)
    if reminders.reminding is None or not reminders.reminding.zone:
        return await _say(update, context, "pause-none")
    now = context.services.clock.now()
    until = read_pause(typed, now, load_zone(reminders.reminding.zone)) if typed else None
    if typed and until is None:
        await context.show(update, Card(context.words.text("pause-example"), _lengths(context.words)))
        return None
    await _pause(update, context, reminders, until)
    return None


async def pause_for(update: Update, context: Context) -> None:
    """Pause the person's reminders for as long as the button says."""
    assert update.callback_query is not None
    reminders = await context.services.store.reminders(context.person.id)
    if reminders.reminding is None or not reminders.reminding.zone:
        return await _say(update, context, "pause-none")
    days = int((update.callback_query.data or "").removeprefix(PREFIX).removesuffix("d"))
    await _pause(update, context, reminders, context.services.clock.now() + timedelta(days=days))
    return None


async def resume(update: Update, context: Context) -> None:
    """Start the person's reminders again; after a warning only once they said so twice."""
    reminders = await context.services.store.reminders(context.person.id)
    health = reminders.active_pauses(context.services.clock.now()).get(PauseReason.HEALTH)
    if health is None:
        return await _resume(update, context, reminders)
    await context.show(update, Card(context.words.text("resume-health"), _choice(context.words)))
    return None


async def resume_now(update: Update, context: Context) -> None:
    """Start the person's reminders again, whatever they are paused for."""
    await _resume(update, context, await context.services.store.reminders(context.person.id))


async def keep(update: Update, context: Context) -> None:
    """Leave the reminders paused."""
    await _say(update, context, "pause-kept")


async def not_mine(update: Update, context: Context) -> None:
    """Let reminders go on that paused after a text about somebody else."""
    query = update.callback_query
    assert query is not None
    until = datetime.fromtimestamp(int((query.data or "").removeprefix(SOMEONE_ELSE)), UTC)
    reminders = await context.services.store.reminders(context.person.id)
    health = reminders.active_pauses(context.services.clock.now()).get(PauseReason.HEALTH)
    if health is None or health.until != until:
        return await context.acknowledge(query, context.words.plain("notice-pause-lifted"))
    lifted = ResumeReminders(context.person.id, frozenset({PauseReason.HEALTH}))
    context.writes.append(lifted)
    await context.acknowledge(query)
    await context.send(update, _resumed(context, reminders))
    return None


async def block_or_return(update: Update, context: Context) -> None:
    """Pause for whoever blocks the bot, and ask them when they are back."""
    change = update.my_chat_member
    assert change is not None
    if change.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED):
        context.writes.append(PauseReminders(context.person.id, Pause(PauseReason.BLOCKED)))
    else:
        await _ask_who_is_back(update, context)


async def start(update: Update, context: Context) -> None:
    """Let /start do what it does, then ask whoever is back."""
    try:
        await learn.open_by_command(update, context)
    except PassOnError:
        await _ask_who_is_back(update, context)
        raise
    await _ask_who_is_back(update, context)


def health_pause(person_id: int, at: datetime) -> PauseReminders:
    """Return the pause that follows on a warning of that time."""
    return PauseReminders(person_id, Pause(PauseReason.HEALTH, at.replace(microsecond=0) + HEALTH_PAUSE))


async def note_of_pause(context: Context) -> str:
    """Return what to say of a pause for health, nothing to whom no reminder is on."""
    reminders = await context.services.store.reminders(context.person.id)
    return context.words.text("pause-for-health") if reminders.any_on else ""


async def lifted(context: Context, at: datetime) -> tuple[Write, ...]:
    """Return what ends the pause that a result of that time brought, unless another result asks for it as well."""
    services, person_id = context.services, context.person.id
    now = services.clock.now()
    health = (await services.store.reminders(person_id)).active_pauses(now).get(PauseReason.HEALTH)
    if health is None or health.until != at + HEALTH_PAUSE:
        return ()
    outcomes = await services.store.outcomes(person_id, now - HEALTH_PAUSE)
    others = [outcome.at for outcome in outcomes if outcome.at != at and outcome.level >= FROM_LEVEL]
    if others:
        return (health_pause(person_id, others[-1]),)
    return (ResumeReminders(person_id, frozenset({PauseReason.HEALTH})),)


def question(catalog: Catalog, reminders: Reminders, now: datetime) -> tuple[Card, bool] | None:
    """Return what to ask after a pause for health, and whether without a sound; None where nothing would start."""
    reminding = reminders.reminding
    if reminding is None or not reminding.zone or not reminders.any_on:
        return None
    words = catalog.words(reminding.language)
    silent = reminding.silent or is_quiet(now, reminding.plan, load_zone(reminding.zone))
    return Card(words.text("pause-over"), (*_choice(words), *catalog.pages.closing_rows(words))), silent


async def _pause(update: Update, context: Context, reminders: Reminders, until: datetime | None) -> None:
    words = context.words
    context.writes.append(PauseReminders(context.person.id, Pause(PauseReason.OWN, until)))
    text = words.text("pause-open") if until is None else words.text("pause-until", **_time(until, reminders))
    now = context.services.clock.now()
    health = reminders.active_pauses(now).get(PauseReason.HEALTH)
    if health is not None and health.until is not None and health.until > now:
        text += f"\n\n{words.text('pause-health', **_time(health.until, reminders))}"
    rows = (*_lengths(words), (Button(words.plain("button-resume"), RESUME),))
    await context.show(update, Card(text, rows))


async def _resume(update: Update, context: Context, reminders: Reminders) -> None:
    if reminders.reminding is None or not reminders.reminding.zone:
        return await _say(update, context, "pause-none")
    context.writes.append(ResumeReminders(context.person.id))
    await context.show(update, _resumed(context, reminders))
    return None


def _resumed(context: Context, reminders: Reminders) -> Card:
    words = context.words
    due = first_due(reminders, context.services.clock.now())
    following = words.text("resumed-next", **_time(due, reminders)) if due else words.text("resumed-none")
    return Card(f"{words.text('resumed')}\n{following}", context.services.catalog.pages.closing_rows(words))


async def _ask_who_is_back(update: Update, context: Context) -> None:
    """Ask whether reminders shall start again that stopped when this person blocked the bot."""
    now, person_id = context.services.clock.now(), context.person.id
    reminders = await context.services.store.reminders(person_id)
    pauses = reminders.active_pauses(now)
    blocked = pauses.get(PauseReason.BLOCKED)
    if blocked is None or (blocked.until is not None and now - blocked.until < ASKED_AGAIN_AFTER):
        return None
    if not reminders.any_on:
        return context.writes.append(ResumeReminders(person_id, frozenset({PauseReason.BLOCKED})))
    context.writes.append(PauseReminders(person_id, Pause(PauseReason.BLOCKED, now)))
    asked = "resume-health" if PauseReason.HEALTH in pauses else "welcome-back"
    await context.send(update, Card(context.words.text(asked), _choice(context.words)))
    return None


async def _say(update: Update, context: Context, message: str) -> None:
    rows = context.services.catalog.pages.closing_rows(context.words)
    await context.show(update, Card(context.words.text(message), rows))


def _choice(words: Words) -> Rows:
    resume, keep = Button(words.plain("button-resume"), RESUME), Button(words.plain("button-keep-paused"), KEEP)
    return ((resume,), (keep,))


def _lengths(words: Words) -> Rows:
    return (tuple(Button(words.plain(f"button-pause-{name}"), f"{PREFIX}{days}") for name, days in LENGTHS.items()),)


def _time(moment: datetime, reminders: Reminders) -> dict[str, str]:
    """Return a moment as texts take it: for the phone, and in words by the person's clock."""
    assert reminders.reminding is not None
    return far_moment(moment, load_zone(reminders.reminding.zone))
