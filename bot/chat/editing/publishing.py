"""From a draft to what everybody reads: publish, approve, roll back. One after the other, each checked whole first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from telegram import Update
from telegram.error import TelegramError

from bot.chat.context import Context, PassOnError, keyboard
from bot.chat.editing.comparing import told_difference
from bot.chat.editing.desk import Desk, fitting, is_live, tried, who
from bot.chat.editing.showing import show_control, source_of
from bot.chat.editing.writing import desk_of, differences, keep, message_of, needs_two, preview_of, refuse_faults
from bot.content.catalog import Catalog, ContentError, Edition
from bot.content.overrides import REVIEWED
from bot.content.pages import Card, Rows
from bot.domain.editing import Change, Draft, Standing, Wording
from bot.domain.lane import Lane
from bot.domain.store import StopAwaiting

log = logging.getLogger(__name__)

A_MOMENT = timedelta(minutes=1)
CONFIRM = "sure"
"""What is awaited of somebody who is to confirm."""


class ConflictError(Exception):
    """Somebody else changed a text meanwhile."""


class Press:
    """Puts wordings into use, one turn after the other."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def publish(
        self, desk: Desk, changes: Sequence[Change], standing: Standing = Standing.LIVE
    ) -> Sequence[Wording]:
        """Keep changes, and use them at once if they are live; return them.

        Raise ContentError where they do not fit the other words, ConflictError where somebody was faster.
        """
        async with self._lock:
            if standing is Standing.LIVE:
                changes = [*changes, *await _review_over(desk, changes)]
            edition = await tried(desk.catalog, changes)
            published = await desk.store.publish(changes, desk.me, desk.now, standing)
            if published is None:
                raise ConflictError
            if standing is Standing.LIVE:
                desk.catalog.use(edition)
            return published

    async def approve(self, desk: Desk, waiting: Sequence[Wording]) -> bool:
        """Return whether what waited is in use now; raise ContentError as ``publish``."""
        async with self._lock:
            if not all([await _is_open(desk, wording) for wording in waiting]):
                return False
            changes = [wording.change for wording in waiting]
            over = await _review_over(desk, changes)
            edition = await tried(desk.catalog, [*changes, *over])
            fresh = [wording for wording in waiting if not is_live(wording)]
            if fresh and await desk.store.approve(fresh, desk.me, desk.now) is None:
                return False
            await desk.store.publish(over, desk.me, desk.now)
            desk.catalog.use(edition)
            return True


class Publishing:
    """What the buttons below a draft and in a history do."""

    def __init__(self, press: Press) -> None:
        self._press = press

    async def publish(self, desk: Desk, arg: str) -> None:
        """Bring a draft to everybody, or to a second editor where it needs one."""
        drafts = await _shown(desk, arg)
        if not drafts:
            return await say_again(desk)
        changes = [draft.change for draft in drafts]
        if not needs_two(changes):
            return await self.use(desk, changes)
        others = await desk.others()
        if others:
            return await self._propose(desk, changes, others)
        desk.await_text(f"{CONFIRM}:{desk.tag}:{arg}")
        word = desk.words.plain("edit-confirm-word")
        return await desk.show([desk.words.text("edit-confirm", word=word)], ((desk.button("discard", "drop"),),))

    async def read_confirmation(self, update: Update, context: Context, named: str) -> None:
        """Publish without a second editor where somebody who is alone typed the word; PassOnError for other texts."""
        desk, arg = desk_of(update, context, named)
        if (message_of(update).text or "").strip().casefold() != desk.words.plain("edit-confirm-word").casefold():
            raise PassOnError
        context.writes.append(StopAwaiting(desk.me))
        if await desk.others():
            return await _gone(desk)
        drafts = await _shown(desk, arg)
        if not drafts:
            return await say_again(desk)
        return await self.use(desk, [draft.change for draft in drafts])

    async def approve(self, desk: Desk, arg: str) -> None:
        """Bring to everybody what another editor wrote."""
        waiting = await _meant(desk, arg)
        if not waiting:
            return await _waits_no_more(desk)
        if any(wording.author == desk.me for wording in waiting):
            return await desk.close_tap(desk.words.plain("notice-edit-own"))
        try:
            done = await self._press.approve(desk, waiting)
        except ContentError as error:
            return await refuse_faults(desk, error)
        if not done:
            return await _waits_no_more(desk)
        await desk.show([desk.words.text("edit-approved", name=desk.template.id)], _after(desk))
        await _tell(desk, [waiting[0].author], Card(_said(desk, "edit-approved-yours"), _after(desk)))
        return None

    async def withdraw(self, desk: Desk, arg: str) -> None:
        """Take back what waits for a second editor, one's own or another's."""
        waiting = await _meant(desk, arg)
        language = desk.template.language
        if not any([await desk.store.withdraw(language, each.change.key, each.number) for each in waiting]):
            return await _waits_no_more(desk)
        await desk.show([desk.words.text("edit-withdrawn")], ((desk.button("show", "show"),),))
        if waiting[0].author != desk.me:
            declined = Card(_said(desk, "edit-declined-yours"), ((desk.button("show", "show"),),))
            await _tell(desk, [waiting[0].author], declined)
        return None

    async def restore(self, desk: Desk) -> None:
        """Bring back the shipped text of all parts; a tip that was never shipped would be lost, history and all."""
        if desk.template.id in desk.catalog.tips and not desk.is_shipped:
            return await desk.close_tap(desk.words.plain("notice-edit-added"))
        live = [await desk.store.in_use(desk.template.language, key) for key in desk.keys]
        changed = [wording for wording in live if wording and wording.change.source is not None]
        if not changed:
            return await desk.close_tap(desk.words.plain("notice-edit-shipped"))
        changes = [desk.change(each.change.key, None, each.number, critical=False) for each in changed]
        said = "edit-back-to-shipped" if desk.is_shipped else "edit-taken-out"
        return await self.use(desk, changes, desk.words.text(said))

    async def roll_back(self, desk: Desk, arg: str) -> None:
        """Bring back a version; what was seen by two needs no second editor again."""
        part, number, base = arg.split(".")
        key = desk.key(part)
        wordings = await desk.store.history(desk.template.language, (key,))
        old = next((each for each in wordings if each.number == int(number) and is_live(each)), None)
        if old is None:
            return await _gone(desk)
        current = await desk.store.in_use(desk.template.language, key)
        if current is not None and current.change.source == old.change.source:  # by an earlier tap
            return await desk.show([_published(desk, [current])], _after(desk))
        change = desk.change(key, old.change.source, int(base), critical=old.is_unapproved)
        return await self.use(desk, [change])

    async def use(self, desk: Desk, changes: Sequence[Change], said: str = "", rows: Rows = ()) -> None:
        """Bring changes to everybody at once, and say so, or say what keeps them from it; ``rows`` come first."""
        wordings = await self._keep(desk, changes, Standing.LIVE)
        if not wordings:
            return None
        texts = [said or _published(desk, wordings)]
        if any(wording.is_unapproved for wording in wordings):
            texts.append(desk.words.text("template-unapproved"))
        if len(wordings) > len(changes):
            texts.append(desk.words.text("review-over"))
        return await desk.show(texts, (*rows, *_after(desk)))

    async def _propose(self, desk: Desk, changes: Sequence[Change], others: Sequence[int]) -> None:
        keys = [change.key for change in changes]
        replaced = {each.author for each in await desk.proposed() if each.change.key in keys} - {desk.me}
        wordings = await self._keep(desk, changes, Standing.PROPOSED)
        if wordings:
            await _tell(desk, sorted(replaced), Card(_said(desk, "edit-replaced-yours"), _after(desk)))
            await _ask(desk, wordings, others)

    async def _keep(self, desk: Desk, changes: Sequence[Change], standing: Standing) -> Sequence[Wording]:
        """Return the new wordings; none, and the editor is told why, where something keeps the changes from it."""
        try:
            return await self._press.publish(desk, changes, standing)
        except ContentError as error:
            await refuse_faults(desk, error)
        except ConflictError:
            await _meet(desk, changes)
        return ()


async def say_again(desk: Desk) -> None:
    """Say again what was published, or ask again, if that was a moment ago: its answer may have been lost."""
    wordings = await desk.store.history(desk.template.language, desk.keys)
    mine = [each for each in wordings if each.author == desk.me and desk.now - each.at < A_MOMENT]
    if asked := [each for each in mine if each.standing is Standing.PROPOSED]:
        return await _ask(desk, asked, await desk.others())
    if published := [each for each in mine if is_live(each)]:
        return await desk.show([_published(desk, published)], _after(desk))
    return await _gone(desk)


async def _ask(desk: Desk, wordings: Sequence[Wording], others: Sequence[int]) -> None:
    """Show the other editors what waits for one of them, and say whether that reached any."""
    look, request = await _question(desk, wordings)
    await _tell(desk, others, look)
    asked = await _tell(desk, others, request)
    said = desk.words.text("edit-asked" if asked else "edit-asked-nobody")
    await desk.show([said], ((desk.button("withdraw", "no", *desk.pairs(wordings)),),))


async def _is_open(desk: Desk, wording: Wording) -> bool:
    """Tell whether a wording waits, or this editor approved it and their turn runs once more."""
    if is_live(wording):
        return wording.approved_by == desk.me and await desk.base(wording.change.key) == wording.number
    return wording.standing is Standing.PROPOSED


async def _review_over(desk: Desk, changes: Sequence[Change]) -> list[Change]:
    """Return what ends the review of a page: whoever made it did not read what it says now."""
    review = next((key for key in desk.keys if key.startswith(f"{REVIEWED}:")), None)
    if review is None or review in {change.key for change in changes}:
        return []
    wording = await desk.store.in_use(desk.template.language, review)
    if wording is None or wording.change.source is None:
        return []
    return [desk.change(review, None, wording.number, critical=False)]


async def show_waiting(desk: Desk) -> None:
    """Show what waits for a second editor, as it will look, with what it changes."""
    waiting = await desk.proposed()
    if not waiting:
        return await show_control(desk)
    await desk.close_tap()
    for author in dict.fromkeys(wording.author for wording in waiting):
        for card in await _question(desk, [wording for wording in waiting if wording.author == author]):
            await desk.context.send(desk.update, card)
    return None


async def _question(desk: Desk, waiting: Sequence[Wording]) -> tuple[Card, Card]:
    """Return what one editor's versions will look like, and whether another approves them."""
    changes = [wording.change for wording in waiting]
    return preview_of(desk, await _tried_or_used(desk.catalog, changes), changes), _request(desk, waiting)


async def _meant(desk: Desk, arg: str) -> list[Wording]:
    """Return the versions that a button names."""
    wordings = await desk.store.history(desk.template.language, desk.template.parts)
    return [wording for wording in wordings if desk.pairs([wording])[0] in arg.split(".")]


async def _waits_no_more(desk: Desk) -> None:
    await desk.show([desk.words.text("edit-not-waiting")], ((desk.button("show", "show"),),))


async def _tried_or_used(catalog: Catalog, changes: Sequence[Change]) -> Edition:
    try:
        return await tried(catalog, changes)
    except ContentError:
        return catalog.edition


async def _shown(desk: Desk, arg: str) -> list[Draft]:
    """Return the editor's drafts if the newest of them is the one that was shown with this button."""
    drafts = await desk.drafts()
    return drafts if arg and {str(draft.message_id) for draft in drafts} == {arg} else []


async def _gone(desk: Desk) -> None:
    """Say that a button speaks of what is no more, and show how things stand."""
    await desk.show([desk.words.text("edit-gone")], desk.way_on())


async def _meet(desk: Desk, changes: Sequence[Change]) -> None:
    """Show an editor what somebody else published meanwhile, and how theirs differs; theirs stays a draft on top."""
    if not {change.key for change in changes} <= {*desk.template.parts}:
        return await _gone(desk)  # no draft can hold a review or a switch
    rebased, told = [], []
    for change in changes:
        current = await desk.store.in_use(desk.template.language, change.key)
        if current is not None and current.number != change.base:
            told.append(desk.words.text("edit-conflict", who=who(current.author, desk.words)))
            theirs = await _base_source(desk, change), desk.source(change.key)
            told.append(told_difference(*theirs, change.key, desk.words))
        rebased.append(replace(change, base=current.number if current else 0))
    keep(desk, rebased, message_id := _message_id(desk))
    rows = (
        (desk.button("publish-anyway", "pub", message_id, style="danger"),),
        (desk.button("again", "again"), desk.button("discard", "drop")),
    )
    return await desk.show([*told, desk.words.text("edit-conflict-yours"), *differences(desk, rebased)], rows)


async def _base_source(desk: Desk, change: Change) -> str:
    """Return what a part said when the editor began."""
    wordings = await desk.store.history(desk.template.language, (change.key,))
    base = next((each for each in wordings if each.number == change.base), None)
    return source_of(desk, base, change.key)


def _message_id(desk: Desk) -> int:
    """Return the message that shows this turn's answer, as far as it is known before."""
    query = desk.update.callback_query
    return query.message.message_id if query is not None and query.message is not None else 0


def _request(desk: Desk, wordings: Sequence[Wording]) -> Card:
    """Return the question to a second editor."""
    texts = [
        desk.words.text("edit-please-approve", name=desk.template.id, who=who(wordings[0].author, desk.words)),
        *differences(desk, [wording.change for wording in wordings]),
    ]
    pairs = desk.pairs(wordings)
    approve = desk.button("approve", "ok", *pairs, style="success")
    return Card(fitting(texts), ((approve,), (desk.button("decline", "no", *pairs),)))


def _published(desk: Desk, wordings: Sequence[Wording]) -> str:
    return desk.words.text("edit-published", name=desk.template.id, number=wordings[0].number)


def _after(desk: Desk) -> Rows:
    return ((desk.button("show", "show"), desk.button("history", "hist")),)


def _said(desk: Desk, message: str) -> str:
    return desk.words.text(message, name=desk.template.id)


async def _tell(desk: Desk, people: Sequence[int], card: Card) -> bool:
    """Return whether a card reached any of these editors; one who cannot be reached keeps it from nobody else."""
    reached = False
    for person_id in people:
        try:
            await desk.context.services.sender.send(person_id, card.text, keyboard(card.rows), Lane.ANSWER)
            reached = True
        except TelegramError as error:
            log.warning("editor %d could not be told (%s)", person_id, type(error).__name__)
    return reached
