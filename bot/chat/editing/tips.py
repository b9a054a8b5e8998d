"""Tips: a new one, and whether one takes part in the rotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import Update

from bot.chat.context import Context, PassOnError
from bot.chat.editing.comparing import readable
from bot.chat.editing.desk import ADD_TIP, PREFIX, Desk, await_text, tried
from bot.chat.editing.previews import preview
from bot.chat.editing.publishing import ConflictError, Press, Publishing, say_again
from bot.chat.editing.ways import GROUP
from bot.chat.editing.writing import discard, keep, message_of, refuse, refuse_faults, say
from bot.content.catalog import ENGLISH, ContentError, Words
from bot.content.pages import Button, Card, Rows
from bot.content.templates import Template
from bot.content.tips import OFF, TIP_ID, UNLESS
from bot.content.wording import WordingError, find_wrong, source_of_typed, typed_html
from bot.domain.editing import Change, DropDraft
from bot.domain.schedule import Kind
from bot.domain.store import StopAwaiting

TIPS = "tips"


class Adding:
    """Leads from a kind by the text, and by what it must not be sent with, to a new tip."""

    def __init__(self, press: Press) -> None:
        self._press = press

    async def tap(self, update: Update, context: Context) -> None:
        """Do the step that a button names."""
        context.marks = None
        _, step, *rest = ((update.callback_query.data if update.callback_query else None) or "").split(":")
        match step, rest:
            case "tip", []:
                await _ask_kind(update, context)
            case "tip", [kind] if kind in set(Kind):
                await _ask_text(update, context, Kind(kind))
            case "unless", [tip_id, kinds]:
                await _ask_unless(_desk(update, context, tip_id), _kinds(kinds))
            case "look", [tip_id, kinds]:
                await _show(_desk(update, context, tip_id), _kinds(kinds))
            case "add", [tip_id, kinds]:
                await self._add(_desk(update, context, tip_id), _kinds(kinds))
            case "forget", [tip_id]:
                await discard(_desk(update, context, tip_id))
            case _:
                raise PassOnError

    async def read_text(self, update: Update, context: Context, kind: str) -> None:
        """Take the text of a new tip."""
        message, asked = message_of(update), Kind(kind)
        desk = _desk(update, context, await _free_id(context, asked))
        try:
            source = source_of_typed(typed_html(message.text or "", message.entities), ())
        except WordingError as error:
            return await refuse(desk, [say(desk, error)], _again(desk, asked))
        if wrong := find_wrong("", source, desk.template.id, ()):
            return await refuse(desk, [say(desk, error) for error in wrong], _again(desk, asked))
        change = desk.change(desk.template.id, source, 0)
        try:
            await tried(desk.catalog, [change])
        except ContentError as error:
            return await refuse_faults(desk, error, _again(desk, asked))
        keep(desk, [change], 0)
        context.writes.append(StopAwaiting(desk.me))
        return await _ask_unless(desk, ())

    async def _add(self, desk: Desk, kinds: Sequence[Kind]) -> None:
        changes = await _changes(desk, kinds)
        if not changes:
            return await say_again(desk)
        try:
            await self._press.publish(desk, changes)
        except ContentError as error:
            return await refuse_faults(desk, error, _again(desk, _kind(desk)))
        except ConflictError:
            return await _take_next_number(desk, changes[-1].source or "", kinds)
        rows = ((desk.button("show", "show"),), (Button(desk.words.plain("button-new-tip"), ADD_TIP),))
        return await desk.show([desk.words.text("new-tip-added", name=desk.template.id)], rows)


class Switching:
    """Takes a tip out of the rotation, or back into it."""

    def __init__(self, publishing: Publishing) -> None:
        self._publishing = publishing

    async def off(self, desk: Desk) -> None:
        """Send a tip to nobody any more."""
        await self._switch(desk, OFF)

    async def on(self, desk: Desk) -> None:
        """Let a tip come again."""
        await self._switch(desk, None)

    async def _switch(self, desk: Desk, source: str | None) -> None:
        """Switch a tip, or say so again where it is as wanted; PassOnError for what is no tip."""
        if desk.template.id not in desk.catalog.tips:
            raise PassOnError
        key, said = f"{desk.template.id}.{OFF}", desk.words.text(f"tip-switched-{'off' if source else 'on'}")
        if desk.catalog.source(ENGLISH, key) == source:
            return await desk.show([said], ((desk.button("show", "show"),),))
        change = desk.change(key, source, await desk.base(key), critical=False)
        way_back = desk.button("on", "on") if source else desk.button("off", "off")
        return await self._publishing.use(desk, [change], said, ((way_back,),))


async def _ask_kind(update: Update, context: Context) -> None:
    words = context.words
    context.writes.append(StopAwaiting(context.person.id))
    rows = tuple((Button(words.plain(f"button-reminder-{kind}"), f"{ADD_TIP}:{kind}"),) for kind in Kind)
    back = Button(words.plain("button-edit-back"), f"{GROUP}0:{TIPS}")
    await context.show(update, Card(words.text("new-tip-kind"), (*rows, (back,))))


async def _ask_text(update: Update, context: Context, kind: Kind) -> None:
    await_text(context, f"{ADD_TIP}:{kind}")
    back = Button(context.words.plain("button-edit-back"), ADD_TIP)
    await context.show(update, Card(context.words.text("new-tip-text"), ((back,),)))


async def _ask_unless(desk: Desk, kinds: Sequence[Kind]) -> None:
    """Ask to whom else a tip must not come; each button carries the kinds as they would be."""
    own, words = _kind(desk), desk.words
    others = [kind for kind in Kind if kind not in (own, Kind.TIP)]
    rows = []
    for kind in others:
        wanted = [each for each in Kind if (each in kinds) != (each is kind)]
        name = words.plain(f"button-reminder-{kind}")
        label = words.plain("button-tip-kept-away" if kind in kinds else "button-tip-keep-away", kind=name)
        rows.append((Button(label, _data(desk, "unless", wanted)),))
    rows.append((Button(words.plain("button-tip-go-on"), _data(desk, "look", kinds), "primary"),))
    rows.append((_discarding(desk),))
    name = words.plain(f"button-reminder-{own}")
    await desk.show([words.text("new-tip-unless", kind=name), *_reasons(others, words)], tuple(rows))


def _reasons(kinds: Sequence[Kind], words: Words) -> Iterator[str]:
    """Yield what speaks against each kind of reminder, as its readers are asked."""
    for kind in kinds:
        name = words.text(f"button-reminder-{kind}")
        yield f"<b>{name}</b>\n{words.text(f'reminder-apply-{kind}')}"


def _discarding(desk: Desk) -> Button:
    return Button(desk.words.plain("button-edit-discard"), f"{PREFIX}forget:{desk.template.id}")


async def _show(desk: Desk, kinds: Sequence[Kind]) -> None:
    """Show a new tip as it will look."""
    changes = await _changes(desk, kinds)
    if not changes:
        return await desk.show([desk.words.text("edit-gone")], desk.way_on())
    try:
        edition = await tried(desk.catalog, changes)
    except ContentError as error:
        return await refuse_faults(desk, error, _again(desk, _kind(desk)))
    await desk.close_tap()
    await desk.context.send(desk.update, preview(desk.template, edition, desk.context.services, desk.words))
    publish = Button(desk.words.plain("button-edit-publish"), _data(desk, "add", kinds), "success")
    again = Button(desk.words.plain("button-edit-again"), f"{ADD_TIP}:{_kind(desk)}")
    texts = [desk.words.text("edit-draft"), readable(changes[-1].source or "", desk.template.id)]
    await desk.send(texts, ((publish,), (again, _discarding(desk))))
    return None


async def _take_next_number(desk: Desk, source: str, kinds: Sequence[Kind]) -> None:
    """Go on with another number, as somebody else was faster to add a tip of this one."""
    other = _desk(desk.update, desk.context, await _free_id(desk.context, _kind(desk)))
    desk.context.writes.append(DropDraft(desk.me, ENGLISH, desk.template.id))
    keep(other, [other.change(other.template.id, source, 0)], 0)
    await _ask_unless(other, kinds)


async def _changes(desk: Desk, kinds: Sequence[Kind]) -> list[Change]:
    """Return what makes the new tip, to whom it must not come first; nothing where its draft is gone."""
    draft = await desk.store.draft(desk.me, ENGLISH, desk.template.id, desk.now)
    if draft is None:
        return []
    unless = desk.change(f"{desk.template.id}.{UNLESS}", " ".join(kinds), 0)
    return [*([unless] if kinds else []), draft.change]


async def _free_id(context: Context, kind: Kind) -> str:
    """Return the next name of a tip that was never used."""
    services, number = context.services, 1
    taken = set(services.catalog.tips)
    while True:
        tip_id = f"tip-{kind}-{number}"
        if tip_id not in taken and await services.store.editing.in_use(ENGLISH, tip_id) is None:
            return tip_id
        number += 1


def _desk(update: Update, context: Context, tip_id: str) -> Desk:
    """Return the tip that a button names; PassOnError for any other text, whose draft is not to be published here."""
    if not TIP_ID.fullmatch(tip_id):
        raise PassOnError
    template = Template(tip_id, ENGLISH, TIPS, (tip_id,), False, "", "", {})
    return Desk(update, context, template)


def _kind(desk: Desk) -> Kind:
    return Kind(desk.template.id.split("-")[1])


def _kinds(named: str) -> tuple[Kind, ...]:
    return tuple(kind for kind in Kind if kind in named.split("."))


def _data(desk: Desk, step: str, kinds: Sequence[Kind]) -> str:
    return f"{PREFIX}{step}:{desk.template.id}:{'.'.join(kinds)}"


def _again(desk: Desk, kind: Kind) -> Rows:
    return ((Button(desk.words.plain("button-edit-again"), f"{ADD_TIP}:{kind}"),),)
