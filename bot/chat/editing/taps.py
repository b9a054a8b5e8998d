"""What editors tap and type about a text: each looked at anew, who does it and which text it is about."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.chat import danger
from bot.chat.context import Context, Feature, PassOnError
from bot.chat.editing import numbers, publishing, reviewing, showing, tips, writing
from bot.chat.editing.desk import ABOUT, ADD_NUMBER, DRAFT, PREFIX, TEXT, Desk, by_tag
from bot.chat.editing.previews import LOOK
from bot.chat.editing.rights import editors_only, may_edit
from bot.chat.editing.texts import TEXTS
from bot.chat.editing.ways import ONE
from bot.content.catalog import Catalog
from bot.domain.lane import Lane
from bot.domain.store import StoreError

Plain = Callable[[Desk], Awaitable[None]]
Step = Callable[[Desk, str], Awaitable[None]]
Reader = Callable[[Update, Context, str], Awaitable[None]]

_TYPED = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT & (~filters.COMMAND | filters.REPLY)


def feature(catalog: Catalog) -> Feature:
    """Return the feature; to be ordered before danger, since it takes no text but what is certainly an edit."""
    if "template-title" not in catalog.messages:
        return Feature(handlers=())
    press = publishing.Press()
    bringing = publishing.Publishing(press)
    adding = tips.Adding(press)
    taps = Taps(_steps(bringing, tips.Switching(bringing)))
    return Feature(
        handlers=(
            CallbackQueryHandler(look, pattern=f"^{LOOK}$"),
            CallbackQueryHandler(editors_only(numbers.ask), pattern=f"^{ADD_NUMBER}$"),
            CallbackQueryHandler(editors_only(adding.tap), pattern=rf"^{PREFIX}(tip|unless|look|add|forget)\b"),
            CallbackQueryHandler(editors_only(taps.answer), pattern=f"^{PREFIX}"),
            MessageHandler(_TYPED, Texts(_readers(bringing, adding)).read),
        ),
        texts={**TEXTS, **_faults(catalog)},
    )


def _faults(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return what may be said of a draft that cannot be used; the wording names the codes."""
    said = {id_: message for id_, message in catalog.messages.items() if id_.startswith("edit-fault-")}
    return {id_: tuple(message.variables) for id_, message in said.items()}


async def look(update: Update, context: Context) -> None:
    """Say that this button is there to be looked at, to whoever taps it."""
    assert update.callback_query is not None
    await context.acknowledge(update.callback_query, context.words.plain("notice-edit-look"))


class Taps:
    """Does what a button names with the text it names."""

    def __init__(self, steps: Mapping[str, Step]) -> None:
        self._steps = steps

    async def answer(self, update: Update, context: Context) -> None:
        """Do it; PassOnError for a button of an older version, a notice where the text is gone."""
        assert update.callback_query is not None
        context.marks = None
        action, _, named = (update.callback_query.data or "").removeprefix(PREFIX).partition(":")
        tag, _, arg = named.partition(":")
        template = by_tag(context.services.catalog.templates, tag)
        step = self._steps.get(action)
        if step is None:
            raise PassOnError
        if template is None:
            return await context.acknowledge(update.callback_query, context.words.plain("notice-edit-no-text"))
        try:
            desk = Desk(update, context, template)
            await writing.refusing(desk, step(desk, arg))
        except (IndexError, ValueError):  # a part that the text has no more
            raise PassOnError from None


class Texts:
    """Takes texts that are certainly edits: replies to a preview, and what an editor was asked for."""

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        self._readers = readers

    async def read(self, update: Update, context: Context) -> None:
        """Take a text; PassOnError for any other."""
        message, now = update.effective_message, context.services.clock.now()
        assert message is not None
        person_id, store, replied = context.person.id, context.services.store, message.reply_to_message
        try:
            subject = await store.editing.subject(person_id, replied.message_id, now) if replied else None
            action, named = _asked(await store.awaited(person_id, now) or "")
            may = bool(subject or action or replied) and await may_edit(update, context)
        except StoreError:  # it must not keep help in an emergency waiting
            raise PassOnError from None
        subject = subject or (_opens(replied) if replied else None)
        reader = self._readers.get(action) if not (message.text or "").startswith("/") else None
        if subject is not None and _is_meant(message, subject, reader, named):
            reader, named, action = _reader_of(subject), subject, ""
        if reader is None or not may:
            raise PassOnError
        context.marks = None
        if message.quote is None:
            await _help_first(update, context, action, named)
        await reader(update, context, named)


async def _help_first(update: Update, context: Context, action: str, named: str) -> None:
    """Show help where a typed text speaks of danger, but is for none that may: who typed it may have meant themselves.

    PassOnError where a number was asked for: danger is none. Nor is it a name, but what is none is refused first.
    """
    catalog = context.services.catalog
    assert update.effective_message is not None
    page = danger.PAGES.get(catalog.alarm.judge(danger.written(update.effective_message)))
    if page is None or action == reviewing.AWAITED:
        return
    if action == "number":
        raise PassOnError
    template = by_tag(catalog.templates, named.removeprefix(TEXT).removeprefix(DRAFT).partition(":")[0])
    if action == "tip" or (template is not None and not template.critical):
        await context.send(update, context.page(page), Lane.URGENT)


def _is_meant(message: Message, subject: str, reader: Reader | None, named: str) -> bool:
    """Tell whether a reply is about the message it replies to, and not about what was asked for."""
    if message.quote is not None:
        return True
    return subject.startswith((TEXT, DRAFT)) and (reader is None or not named.startswith(subject.partition(":")[2]))


def _reader_of(subject: str) -> Reader:
    """Return what takes a reply to a message of this subject."""
    if subject.startswith(ABOUT):
        return writing.read_about
    return writing.read_reply if subject.startswith((TEXT, DRAFT)) else writing.read_card


def _opens(message: Message) -> str | None:
    """Return what the button of a card carries that leads to the text it says."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    found = (str(button.callback_data) for row in rows for button in row)
    return next((data for data in found if data.startswith(ONE)), None)


def _asked(awaited: str) -> tuple[str, str]:
    """Return what an editor was asked for, and of what; empty for what others are asked."""
    if not awaited.startswith(PREFIX):
        return "", ""
    action, _, named = awaited.removeprefix(PREFIX).partition(":")
    return action, named


def _readers(bringing: publishing.Publishing, adding: tips.Adding) -> Mapping[str, Reader]:
    return {
        "text": writing.read_awaited,
        "tip": adding.read_text,
        "number": numbers.read_new,
        publishing.CONFIRM: bringing.read_confirmation,
        reviewing.AWAITED: reviewing.Reviewing(bringing).read_name,
    }


def _steps(bringing: publishing.Publishing, switching: tips.Switching) -> Mapping[str, Step]:
    return {
        "show": _plain(showing.show_again),
        "card": _plain(showing.show_control),
        "hist": showing.show_history,
        "more": showing.show_lines,
        "test": _plain(showing.send_test),
        "edit": writing.edit,
        "again": writing.edit_again,
        "draft": _plain(writing.show_draft),
        "drop": _plain(writing.discard),
        "pub": bringing.publish,
        "ok": bringing.approve,
        "no": bringing.withdraw,
        "wait": _plain(publishing.show_waiting),
        "roll": bringing.roll_back,
        "default": _plain(bringing.restore),
        "rev": _plain(reviewing.ask_name),
        "off": _plain(switching.off),
        "on": _plain(switching.on),
    }


def _plain(step: Plain) -> Step:
    """Return a step that needs to know no more than the text."""
    return lambda desk, _: step(desk)
