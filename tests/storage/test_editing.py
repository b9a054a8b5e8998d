"""What every store promises to those who change the words."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.domain.delivery import Rendered
from bot.domain.editing import (
    NOBODY,
    Change,
    CountPage,
    Draft,
    DropDraft,
    Editor,
    InviteEditor,
    KeepDraft,
    KeepPreview,
    SetEditorMode,
    Standing,
    Stats,
    Wording,
)
from bot.domain.reminders import Reminding, SaveReminding, SaveSeries, Settle, Settlement
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import (
    CountUnanswered,
    Ending,
    ErasePerson,
    KeepOutcome,
    Memory,
    Person,
    Received,
    SavePerson,
    StoreError,
    Write,
)
from bot.domain.triage import Level
from bot.storage.migrations import migrate
from bot.storage.wordings import history_in, wordings_in

Restart = Callable[[], Awaitable[Memory]]

ANNA, BEN, CLEO = 7, 8, 9
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
KEY = "page-causes"
TEXT = Change("en", KEY, "Drink.\n    Often.", base=0, shipped="0123456789ab", critical=False)
_updates = count(1)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


async def write(store: Memory, now: datetime, *writes: Write) -> None:
    """Commit writes as a turn does."""
    update_id = next(_updates)
    await store.receive([Received(update_id, ANNA, "{}")], now)
    await store.finish(update_id, Ending.DONE, writes, now)


async def mode_of(store: Memory, person: int) -> bool:
    """Return whether a turn of this person begins in editor mode."""
    update_id = next(_updates)
    await store.receive([Received(update_id, person, "{}")], at(9))
    begun = await store.begin(update_id)
    await store.finish(update_id, Ending.DONE, (), at(9))
    assert begun is not None
    return begun.editor_mode


def change(source: str | None = "Drink.", base: int = 0, key: str = KEY, *, critical: bool = False) -> Change:
    return Change("en", key, source, base, "0123456789ab", critical)


async def published(store: Memory, change: Change, author: int = ANNA, standing: Standing = Standing.LIVE) -> Wording:
    published = await store.editing.publish([change], author, at(9), standing)
    assert published is not None
    (wording,) = published
    return wording


async def proposed(store: Memory, change: Change, author: int = ANNA) -> Wording:
    return await published(store, change, author, Standing.PROPOSED)


async def approve(store: Memory, wording: Wording, approver: int = BEN) -> Wording | None:
    approved = await store.editing.approve([wording], approver, at(10))
    return approved[0] if approved else None


async def sources(store: Memory, *keys: str) -> list[tuple[str, int, str | None, Standing]]:
    """Return the history of these texts, or of the usual one."""
    history = await store.editing.history("en", keys or (KEY,))
    return [(each.change.key, each.number, each.change.source, each.standing) for each in history]


# Wordings


async def test_at_first_every_text_is_the_shipped_one(store: Memory) -> None:
    assert [await store.editing.wordings(), await store.editing.proposed(), await sources(store)] == [[], [], []]
    assert await store.editing.in_use("en", KEY) is None


async def test_a_published_wording_is_in_use_and_stays_so(restart: Restart) -> None:
    wording = await published(await restart(), TEXT)
    store = await restart()
    assert wording == Wording(TEXT, 1, ANNA, at(9), Standing.LIVE)
    assert await store.editing.wordings() == [wording]
    assert await store.editing.in_use("en", KEY) == wording


async def test_a_text_comes_back_as_it_was(restart: Restart) -> None:
    text = "ünï 🙂 \0\n\t{ $count }'; DROP TABLE wording" + "x" * 10_000
    await published(await restart(), change(text))
    (wording,) = await (await restart()).editing.wordings()
    assert wording.change.source == text


async def test_each_text_of_each_language_counts_its_own_wordings(store: Memory) -> None:
    numbers = [
        (await published(store, each)).number
        for each in (change(), change(key="other"), replace(change(), language="de"), change("Sip.", base=1))
    ]
    assert numbers == [1, 1, 1, 2]
    used = [(each.change.language, each.change.key, each.number) for each in await store.editing.wordings()]
    assert used == [("de", KEY, 1), ("en", "other", 1), ("en", KEY, 2)]


async def test_nothing_is_published_over_a_wording_that_its_editor_did_not_know(store: Memory) -> None:
    theirs = await published(store, change("Drink."), ANNA)
    assert await store.editing.publish([change("Eat.", base=0)], BEN, at(9), Standing.LIVE) is None
    assert await store.editing.publish([change("Eat.", base=0)], BEN, at(9), Standing.PROPOSED) is None
    assert await store.editing.publish([change("Eat.", base=2)], BEN, at(9), Standing.LIVE) is None
    assert await store.editing.history("en", [KEY]) == [theirs]
    assert (await published(store, change("Eat.", base=1), BEN)).number == 2


async def test_what_is_published_twice_is_one_wording(store: Memory) -> None:
    first = await published(store, change())
    assert await store.editing.publish([change()], ANNA, at(10), Standing.LIVE) == [first]
    assert await store.editing.history("en", [KEY]) == [first]


async def test_the_same_words_of_two_editors_are_two_wordings(store: Memory) -> None:
    await published(store, change(), ANNA)
    assert await store.editing.publish([change()], BEN, at(9)) is None


async def test_what_was_published_before_another_came_is_not_published_again(store: Memory) -> None:
    await published(store, change("Drink."))
    await published(store, change("Eat.", base=1), BEN)
    assert await store.editing.publish([change("Drink.")], ANNA, at(9)) is None


async def test_the_shipped_wording_can_come_back_into_use(store: Memory) -> None:
    await published(store, change())
    shipped = await published(store, change(None, base=1))
    assert await store.editing.wordings() == []
    assert await store.editing.in_use("en", KEY) == shipped


async def test_a_history_has_all_wordings_of_some_texts_with_the_newest_first(store: Memory) -> None:
    for each in (change("one"), change("title", key=f"{KEY}.title"), change("two", base=1), change(key="other")):
        await published(store, each)
    await proposed(store, change("three", base=2))
    assert await sources(store, KEY, f"{KEY}.title") == [
        (KEY, 3, "three", Standing.PROPOSED),
        (KEY, 2, "two", Standing.LIVE),
        (f"{KEY}.title", 1, "title", Standing.LIVE),
        (KEY, 1, "one", Standing.LIVE),
    ]
    assert await store.editing.history("de", [KEY]) == []


# What needs a second editor


async def test_a_proposed_wording_waits_and_is_not_in_use(store: Memory) -> None:
    await published(store, change("old"))
    waiting = [await proposed(store, change("new", base=1)), await proposed(store, change("x", key="an earlier name"))]
    assert await store.editing.proposed() == waiting
    assert [each.change.source for each in await store.editing.wordings()] == ["old"]


async def test_an_approved_wording_is_in_use_from_then_on(store: Memory) -> None:
    waiting = await proposed(store, change(critical=True), ANNA)
    approved = await approve(store, waiting)
    assert approved == replace(waiting, standing=Standing.LIVE, approved_by=BEN, at=at(10))
    assert (await store.editing.wordings(), await store.editing.proposed()) == ([approved], [])
    assert not approved.is_unapproved


async def test_what_was_approved_waits_for_nobody(store: Memory) -> None:
    waiting = await proposed(store, change())
    approvals = [await approve(store, waiting, approver) for approver in (BEN, BEN, CLEO)]
    assert approvals == [await store.editing.in_use("en", KEY), None, None]


async def test_nobody_approves_their_own(store: Memory) -> None:
    waiting = await proposed(store, change())
    assert await approve(store, waiting, ANNA) is None
    assert await store.editing.proposed() == [waiting]


@pytest.mark.parametrize("number", [1, 2])
async def test_what_does_not_wait_cannot_be_approved(store: Memory, number: int) -> None:
    wording = await published(store, change())
    assert await approve(store, replace(wording, number=number)) is None


async def test_a_withdrawn_wording_never_comes_into_use(store: Memory) -> None:
    waiting = await proposed(store, change())
    assert [await store.editing.withdraw("en", KEY, 1) for _ in range(2)] == [True, False]
    assert await approve(store, waiting) is None
    assert (await store.editing.proposed(), await store.editing.wordings()) == ([], [])
    assert await sources(store) == [(KEY, 1, "Drink.", Standing.WITHDRAWN)]


async def test_a_withdrawn_wording_can_be_proposed_anew(store: Memory) -> None:
    await proposed(store, change())
    await store.editing.withdraw("en", KEY, 1)
    assert (await proposed(store, change())).number == 2


async def test_what_is_in_use_cannot_be_withdrawn(store: Memory) -> None:
    await published(store, change())
    assert not await store.editing.withdraw("en", KEY, 1)
    assert len(await store.editing.wordings()) == 1


@pytest.mark.parametrize("standing", [Standing.LIVE, Standing.PROPOSED])
async def test_what_was_proposed_gives_way_to_what_comes_after_it(store: Memory, standing: Standing) -> None:
    waiting = await proposed(store, change("old"))
    await published(store, change("new"), BEN, standing)
    assert await sources(store) == [(KEY, 2, "new", standing), (KEY, 1, "old", Standing.WITHDRAWN)]
    assert await approve(store, waiting, CLEO) is None


async def test_what_is_proposed_twice_waits_once(store: Memory) -> None:
    waiting = await proposed(store, change())
    assert await store.editing.publish([change()], ANNA, at(10), Standing.PROPOSED) == [waiting]
    assert await store.editing.proposed() == [waiting]


async def test_what_is_proposed_again_after_it_was_approved_is_in_use_already(store: Memory) -> None:
    approved = await approve(store, await proposed(store, change()))
    assert await store.editing.publish([change()], ANNA, at(10), Standing.PROPOSED) == [approved]
    assert await store.editing.proposed() == []


async def test_an_editor_alone_publishes_what_they_proposed_and_it_stays_unapproved(store: Memory) -> None:
    await proposed(store, change(critical=True))
    alone = await published(store, change(critical=True))
    assert (alone.number, alone.is_unapproved) == (2, True)
    assert (await store.editing.wordings(), await store.editing.proposed()) == ([alone], [])


# Several texts at once


async def test_all_parts_are_published_or_none(store: Memory) -> None:
    parts = [change("title", key=f"{KEY}.title"), change("value")]
    await published(store, change("theirs"), BEN)
    await write(store, at(9), KeepDraft(draft()))
    assert await store.editing.publish(parts, ANNA, at(9)) is None
    assert (await sources(store, f"{KEY}.title"), len(await sources(store))) == ([], 1)
    assert await store.editing.draft(ANNA, "en", KEY, at(9)) == draft()
    both = await store.editing.publish([parts[0], change("value", base=1)], ANNA, at(9))
    assert both is not None
    assert [(each.change.source, each.number) for each in both] == [("title", 1), ("value", 2)]


async def test_all_parts_are_approved_or_none(store: Memory) -> None:
    title, value = [await proposed(store, each) for each in (change(key=f"{KEY}.title"), change())]
    await store.editing.withdraw("en", KEY, value.number)
    assert await store.editing.approve([title, value], BEN, at(10)) is None
    assert await store.editing.proposed() == [title]


# Drafts and previews


def draft(source: str | None = "Drink.", person: int = ANNA, message: int = 5) -> Draft:
    return Draft(person, change(source), at(9), message)


async def test_a_draft_is_remembered_as_it_was_for_a_day(restart: Restart) -> None:
    await write(await restart(), at(9), KeepDraft(Draft(ANNA, TEXT, at(9), 5)))
    store = await restart()
    kept = [await store.editing.draft(ANNA, "en", KEY, at(9) + DAY - after) for after in (SECOND, 0 * SECOND)]
    assert kept == [Draft(ANNA, TEXT, at(9), 5), None]


async def test_an_editor_has_one_draft_of_a_text_and_nobody_elses(store: Memory) -> None:
    await write(store, at(9), KeepDraft(draft("one")), KeepDraft(draft(None, message=6)), KeepDraft(draft("b", BEN)))
    assert await store.editing.draft(ANNA, "en", KEY, at(9)) == draft(None, message=6)
    assert await store.editing.draft(BEN, "en", KEY, at(9)) == draft("b", BEN)
    assert await store.editing.draft(ANNA, "de", KEY, at(9)) is None


async def test_a_dropped_draft_is_gone(store: Memory) -> None:
    await write(store, at(9), KeepDraft(draft()), KeepDraft(draft(person=BEN)), DropDraft(ANNA, "en", KEY))
    drafts = [await store.editing.draft(person, "en", KEY, at(9)) for person in (ANNA, BEN)]
    assert drafts == [None, draft(person=BEN)]


@pytest.mark.parametrize("standing", [Standing.LIVE, Standing.PROPOSED])
async def test_who_publishes_has_no_draft_left_and_others_keep_theirs(store: Memory, standing: Standing) -> None:
    await write(store, at(9), KeepDraft(draft()), KeepDraft(draft(person=BEN)))
    await published(store, change(), ANNA, standing)
    drafts = [await store.editing.draft(person, "en", KEY, at(9)) for person in (ANNA, BEN)]
    assert drafts == [None, draft(person=BEN)]


async def test_a_draft_that_cannot_be_published_stays(store: Memory) -> None:
    await published(store, change("Eat."), BEN)
    await write(store, at(9), KeepDraft(draft()))
    assert await store.editing.publish([draft().change], ANNA, at(9)) is None
    assert await store.editing.draft(ANNA, "en", KEY, at(9)) == draft()


async def test_what_a_message_shows_is_remembered_for_a_day(restart: Restart) -> None:
    shown = (KeepPreview(ANNA, 5, "old", at(8)), KeepPreview(ANNA, 5, KEY, at(9)))
    await write(await restart(), at(9), *shown, KeepPreview(BEN, 5, "other", at(9)))
    store = await restart()
    kept = [await store.editing.subject(ANNA, 5, at(9) + DAY - after) for after in (SECOND, 0 * SECOND)]
    assert (kept, await store.editing.subject(ANNA, 6, at(9))) == ([KEY, None], None)


# Editors


async def invited(store: Memory, *people: int) -> None:
    for person in people:
        await write(store, at(9), InviteEditor(f"hash {person}", CLEO, at(9) + DAY))
        assert await store.editing.accept(f"hash {person}", person, at(10))


async def test_whoever_comes_with_an_invitation_is_an_editor(restart: Restart) -> None:
    await write(await restart(), at(9), InviteEditor("hash", CLEO, at(9) + DAY))
    assert await (await restart()).editing.accept("hash", ANNA, at(9) + DAY - SECOND)
    store = await restart()
    assert [await store.editing.is_editor(person) for person in (ANNA, BEN)] == [True, False]
    assert await store.editing.editors() == [Editor(ANNA, at(9) + DAY - SECOND, CLEO)]


async def test_editors_stand_in_the_order_in_which_they_came(store: Memory) -> None:
    await write(store, at(9), *(InviteEditor(secret, CLEO, at(9) + DAY) for secret in ("a", "b")))
    assert [await store.editing.accept("a", BEN, at(10)), await store.editing.accept("b", ANNA, at(11))] == [True] * 2
    assert [editor.person_id for editor in await store.editing.editors()] == [BEN, ANNA]


@pytest.mark.parametrize(("secret", "now"), [("other", at(9)), ("hash", at(9) + DAY)])
async def test_an_unknown_or_old_invitation_makes_nobody_an_editor(store: Memory, secret: str, now: datetime) -> None:
    await write(store, at(9), InviteEditor("hash", CLEO, at(9) + DAY))
    assert not await store.editing.accept(secret, ANNA, now)
    assert not await store.editing.is_editor(ANNA)


async def test_an_invitation_is_good_for_one_person(store: Memory) -> None:
    await write(store, at(9), InviteEditor("hash", CLEO, at(9) + DAY))
    accepted = [await store.editing.accept("hash", person, at(10)) for person in (ANNA, ANNA, BEN)]
    assert accepted == [True, True, False]
    assert [editor.person_id for editor in await store.editing.editors()] == [ANNA]


async def test_who_is_an_editor_already_stays_the_same_one(store: Memory) -> None:
    await invited(store, ANNA)
    await write(store, at(9), InviteEditor("another", BEN, at(9) + DAY))
    assert await store.editing.accept("another", ANNA, at(12))
    assert await store.editing.editors() == [Editor(ANNA, at(10), CLEO)]


async def test_a_revoked_editor_is_none_and_has_nothing_left_but_what_was_published(store: Memory) -> None:
    await invited(store, ANNA, BEN)
    await published(store, change(key="other"))
    await published(store, change(key="asked for"), standing=Standing.PROPOSED)
    kept = (KeepDraft(draft()), KeepPreview(ANNA, 5, KEY, at(9)), SetEditorMode(ANNA, on=True))
    await write(store, at(9), *kept, KeepDraft(draft(person=BEN)))
    await store.editing.revoke(ANNA)
    assert [await store.editing.is_editor(person) for person in (ANNA, BEN)] == [False, True]
    assert await store.editing.draft(ANNA, "en", KEY, at(9)) is None
    assert await store.editing.subject(ANNA, 5, at(9)) is None
    assert not await mode_of(store, ANNA)
    assert await store.editing.draft(BEN, "en", KEY, at(9)) == draft(person=BEN)
    assert len(await store.editing.wordings()) == 1
    assert await store.editing.proposed() == []


async def test_a_revoked_editor_does_not_come_back_with_an_old_invitation(store: Memory) -> None:
    await invited(store, ANNA)
    await store.editing.revoke(ANNA)
    assert not await store.editing.accept(f"hash {ANNA}", ANNA, at(10))
    assert not await store.editing.is_editor(ANNA)


async def test_editor_mode_is_off_until_it_is_switched_on(restart: Restart) -> None:
    store = await restart()
    modes = [await mode_of(store, ANNA)]
    for on in (True, True, False, False):
        await write(store, at(9), SetEditorMode(ANNA, on))
        store = await restart()
        modes.append(await mode_of(store, ANNA))
    assert modes == [False, True, True, False, False]
    assert not await mode_of(store, BEN)


# What is forgotten


async def test_nothing_outlives_its_day(store: Memory) -> None:
    kept = (KeepDraft(draft()), KeepPreview(ANNA, 5, KEY, at(9)), InviteEditor("hash", ANNA, at(9) + DAY))
    await write(store, at(9), *kept)
    await store.clean_up(at(9) + DAY - SECOND)
    before = sorted(await store.export(ANNA))
    await store.clean_up(at(9) + DAY)
    assert (before, await store.export(ANNA)) == (["draft", "invitation", "preview"], {})


async def test_of_an_erased_editor_only_the_words_are_kept(store: Memory) -> None:
    await invited(store, ANNA, BEN)
    await published(store, change("Drink."), ANNA)
    await proposed(store, change("Eat.", base=1), ANNA)
    await approve(store, await proposed(store, change("Sleep.", key="other"), BEN), ANNA)
    kept = (KeepDraft(draft()), KeepPreview(ANNA, 5, KEY, at(9)), SetEditorMode(ANNA, on=True))
    await write(store, at(9), *kept, InviteEditor("hash", ANNA, at(9) + DAY), ErasePerson(ANNA))
    assert await store.export(ANNA) == {}
    assert [editor.person_id for editor in await store.editing.editors()] == [BEN]
    assert not await store.editing.accept("hash", CLEO, at(10))
    words = [(each.change.source, each.author, each.approved_by) for each in await store.editing.wordings()]
    assert words == [("Sleep.", BEN, NOBODY), ("Drink.", NOBODY, None)]


async def test_who_is_erased_cannot_approve_what_they_proposed(store: Memory) -> None:
    waiting = await proposed(store, change())
    await write(store, at(9), ErasePerson(ANNA))
    assert await approve(store, waiting, ANNA) is None
    assert await store.editing.proposed() == []


async def test_who_invited_an_editor_may_be_erased(store: Memory) -> None:
    await invited(store, ANNA)
    await write(store, at(9), ErasePerson(CLEO))
    assert await store.export(CLEO) == {}
    assert await store.editing.editors() == [Editor(ANNA, at(10), NOBODY)]


async def test_a_copy_of_ones_data_names_nobody_else(store: Memory) -> None:
    await invited(store, ANNA)
    await approve(store, await proposed(store, change(), ANNA))
    columns = {"wording": ("author", "approved_by"), "editor": ("person_id", "invited_by")}
    columns["invitation"] = ("invited_by", "used_by")
    copy = await store.export(ANNA)
    shown = {table: [tuple(row[name] for name in columns[table]) for row in rows] for table, rows in copy.items()}
    assert shown == {"wording": [(ANNA, None)], "editor": [(ANNA, None)], "invitation": [(None, ANNA)]}


# What is counted


async def delivered(store: Memory) -> Mapping[tuple[str, str, str], int]:
    return (await store.editing.stats(at(12))).delivered


async def subscribe(store: Memory, *times: int, person: int = ANNA, kind: Kind = Kind.WATER) -> None:
    reminding = SaveReminding(Reminding(person, "UTC", Plan()))
    await write(store, at(7), reminding, SaveSeries(person, Series(kind, times=times), enabled=True))


async def send(store: Memory, now: datetime, tip: str) -> list[int]:
    """Let all that is due be sent, at most one a person; return the ids."""
    await store.deliveries.take_due(now, 1000)
    claims = await store.deliveries.claim(now, 10)
    for each in claims.claimed:
        await store.deliveries.confirm(each.occurrence.id, 5, Rendered("Drink", (), tip), now)
    return [each.occurrence.id for each in claims.claimed]


async def answered_by_two(store: Memory) -> None:
    """Let two people get a tip each of two hours, one of them tapping something below both."""
    for person in (ANNA, BEN):
        await subscribe(store, 600, 660, person=person)
    for hour, tip, settlement in ((10, "sip", Settlement.DONE), (11, "gulp", Settlement.SKIPPED)):
        first, _ = sorted(await send(store, at(hour), tip))
        await write(store, at(hour), Settle(ANNA, first, settlement), Settle(BEN, first, settlement))


COUNTED = {
    ("water", "sip", "sent"): 2,
    ("water", "sip", "done"): 1,
    ("water", "gulp", "sent"): 2,
    ("water", "gulp", "skipped"): 1,
}


async def test_at_first_nothing_is_counted(store: Memory) -> None:
    assert await store.editing.stats(at(9)) == Stats()


async def test_people_are_counted_of_whom_something_lasting_is_kept(store: Memory) -> None:
    exclusion = SaveSeries(BEN, Series(Kind.SLEEP), enabled=False, offered=False)
    await write(store, at(7), SavePerson(Person(ANNA, country="xx")), exclusion, KeepOutcome(CLEO, Level.URGENT, at(7)))
    await subscribe(store, 600)
    await write(store, at(7), KeepPreview(10, 5, KEY, at(7)))
    assert (await store.editing.stats(at(9))).people == 3


async def test_reminders_that_are_on_are_counted_by_kind(store: Memory) -> None:
    await subscribe(store, 600)
    await subscribe(store, 600, person=BEN)
    await subscribe(store, 600, kind=Kind.STRETCH)
    await write(store, at(7), SaveSeries(ANNA, Series(Kind.SLEEP), enabled=False))
    assert (await store.editing.stats(at(9))).on == {"water": 2, "stretch": 1}


async def test_tips_are_counted_by_what_was_tapped_below_them(store: Memory) -> None:
    await answered_by_two(store)
    assert await delivered(store) == COUNTED


async def test_what_was_never_sent_is_not_counted(store: Memory) -> None:
    await subscribe(store, 600)
    await store.deliveries.take_due(at(10), 10)
    assert await delivered(store) == {}


async def test_counts_outlast_the_reminders_and_the_people(store: Memory) -> None:
    await answered_by_two(store)
    await write(store, at(12), ErasePerson(ANNA))
    after_erasing = await delivered(store)
    folded = [await store.deliveries.fold(at(12) + timedelta(days=days), 1) for days in (90, 91, 91)]
    assert (after_erasing, await delivered(store)) == (COUNTED, COUNTED)
    assert folded == [1, 1, 0]
    assert (await store.deliveries.ledger()).adds_up


async def test_pages_are_counted_by_version_for_a_year(store: Memory) -> None:
    opened, liked = CountPage("causes", "v1", "opened"), CountPage("causes", "v1", "yes")
    await write(store, at(9), opened, opened, liked, CountPage("causes", "v2", "opened"))
    await write(store, at(9) + DAY, opened)
    counts = [(await store.editing.stats(at(12))).pages]
    for days in (365, 366):
        await store.clean_up(at(9) + days * DAY)
        counts.append((await store.editing.stats(at(12))).pages)
    first = {("causes", "v1", "opened"): 3, ("causes", "v1", "yes"): 1, ("causes", "v2", "opened"): 1}
    assert counts == [first, {("causes", "v1", "opened"): 1}, {}]


async def test_texts_without_a_page_are_counted_for_30_days(store: Memory) -> None:
    for days in (0, 1, 1):
        await write(store, at(9) + days * DAY, CountUnanswered())
    counts = [(await store.editing.stats(at(9) + days * DAY)).unanswered for days in (1, 29, 30, 31)]
    assert counts == [3, 3, 2, 0]


# Beside the bot


async def test_wordings_can_be_read_beside_the_bot(store: Memory, path: Path) -> None:
    await published(store, change("old"))
    await published(store, change("new", base=1))
    await published(store, change(key="other"))
    assert wordings_in(path) == await store.editing.wordings()
    assert history_in(path) == await store.editing.history("en", [KEY, "other"])


@pytest.mark.parametrize("read", [wordings_in, history_in])
def test_a_missing_or_older_database_has_no_wordings(path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(StoreError, match="no such database yet"):
        read(path)
    with closing(sqlite3.connect(path)) as connection:
        migrate(connection, path)
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'editing'")
        connection.commit()
    with pytest.raises(StoreError, match="older version"):
        read(path)
