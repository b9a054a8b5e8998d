"""What is published, approved and rolled back, by one editor or by two at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.editing import Change, InviteEditor, Override
from bot.domain.store import AwaitText, StoreError
from bot.storage.editing import SqliteEditing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Run, Says
    from tests.chat.editing.conftest import Hands
    from tests.conftest import FakeClock

NURSE = 2


async def change(hands: Hands, text: str, template: str = "cancel-nothing") -> None:
    """Publish a new text."""
    await draft(hands, text, template)
    await hands.tap("Publish")


async def draft(hands: Hands, text: str, template: str = "cancel-nothing") -> None:
    """Write a new text."""
    await hands.type(f"/templates {template}")
    await hands.tap("Edit")
    await hands.type(text)


async def test_the_second_of_two_editors_sees_what_the_first_changed(
    nia: Hands, bo: Hands, ada: Phone, says: Says
) -> None:
    await draft(nia, "Nia wrote this.")
    await draft(bo, "Bo wrote that.")
    await nia.tap("Publish")

    met = await bo.tap("Publish")

    assert says("edit-conflict", who=str(NURSE)) in met.text
    assert "Nia wrote this." in met.text
    assert (await ada.ask("/cancel")).text == "Nia wrote this."
    assert (await bo.tap("Publish mine anyway")).text == says("edit-published", name="cancel-nothing", number=2)
    assert (await ada.ask("/cancel")).text == "Bo wrote that."


async def test_a_version_is_rolled_back_with_one_tap(nia: Hands, ada: Phone, says: Says) -> None:
    await change(nia, "First.")
    await change(nia, "Second.")
    history = await nia.tap("History")
    assert says("edit-history", name="cancel-nothing", count=2) in history.text
    assert "First.Second." in history.text

    await nia.tap(says("button-edit-roll-back", part="Text", number=1))

    assert (await ada.ask("/cancel")).text == "First."


async def test_a_version_rolled_back_twice_is_one_more_version(nia: Hands, clock: FakeClock, says: Says) -> None:
    await change(nia, "First.")
    await change(nia, "Second.")
    history = await nia.tap("History")
    back = history.button(says("button-edit-roll-back", part="Text", number=1)).data or ""

    said = []
    for _ in range(2):
        said.append((await nia.tap_data(back, history.id)).text)
        clock.jump(60)

    assert said == [says("edit-published", name="cancel-nothing", number=3)] * 2


async def test_default_brings_back_what_came_with_the_bot(nia: Hands, ada: Phone, says: Says) -> None:
    await change(nia, "First.")
    await nia.tap("Show the text")
    await nia.tap("Default")

    assert (await ada.ask("/cancel")).text == says("cancel-nothing")
    await nia.tap("Show the text")
    await nia.tap("Default")
    assert nia.said == says("notice-edit-shipped")


async def test_a_critical_text_waits_for_a_second_editor(nia: Hands, bo: Hands, ada: Phone, says: Says) -> None:
    shipped = await ada.ask("Qwertz zuiop asdf")
    await draft(nia, f"{shipped.text} Thank you.", "plain-text")
    asked = await nia.tap("Ask for approval")
    assert asked.text == says("edit-asked")
    request = await bo.done()
    assert request.text.startswith(says("edit-please-approve", name="plain-text", who=str(NURSE)))
    assert bo.preview.text.endswith("Thank you.")
    assert not (await ada.ask("Qwertz zuiop asdf")).text.endswith("Thank you.")

    approved = await bo.tap("Approve")

    assert approved.text == says("edit-approved", name="plain-text")
    assert says("template-approved", who=str(bo.phone.id)) in (await bo.tap("History")).text
    assert (await nia.done()).text == says("edit-approved-yours", name="plain-text")
    assert (await ada.ask("Qwertz zuiop asdf")).text.endswith("Thank you.")


async def test_nobody_approves_their_own_version(nia: Hands, bo: Hands, says: Says) -> None:
    await draft(nia, "Nothing of this is known.", "slow-down")
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    data = (await bo.done()).button("Approve").data

    await nia.tap_data(data or "")

    assert nia.said == says("notice-edit-own")


async def test_what_waits_can_be_taken_back_and_is_not_approved_then(
    nia: Hands, bo: Hands, ada: Phone, says: Says
) -> None:
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    await bo.done()
    assert (await nia.tap("Take it back")).text == says("edit-withdrawn")

    late = await bo.tap("Approve")

    assert late.text == says("edit-not-waiting")


async def test_what_waits_is_shown_from_the_text_and_can_be_declined(nia: Hands, bo: Hands, says: Says) -> None:
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    await bo.type("/templates plain-text")
    await bo.tap("Show what waits")
    assert bo.preview.text == "I do not know."

    await bo.tap("Do not approve")

    assert (await nia.done()).text == says("edit-declined-yours", name="plain-text")
    assert "Show what waits" not in (await bo.type("/templates plain-text")).labels


async def test_who_is_alone_confirms_a_critical_text_by_typing(
    bo: Hands, ada: Phone, store: SqliteStore, says: Says
) -> None:
    await draft(bo, "I do not know.", "plain-text")
    asked = await bo.tap("Ask for approval")
    assert asked.text == says("edit-confirm", word=says("edit-confirm-word"))
    assert (await ada.ask("Qwertz zuiop asdf")).text != "I do not know."

    done = await bo.type(says("edit-confirm-word"))

    assert says("edit-published", name="plain-text", number=1) in done.text
    assert says("template-unapproved") in done.text
    assert (await ada.ask("Qwertz zuiop asdf")).text.startswith("I do not know.")
    assert [wording.is_unapproved for wording in await store.editing.wordings()] == [True]


async def test_any_editor_rolls_a_critical_text_back_alone(nia: Hands, bo: Hands, ada: Phone, says: Says) -> None:
    shipped = (await ada.ask("Qwertz zuiop asdf")).text
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    await bo.done()
    await bo.tap("Approve")
    await nia.done()
    await nia.type("/templates plain-text")

    await nia.tap("Default")

    assert (await ada.ask("Qwertz zuiop asdf")).text == shipped


async def test_a_published_text_is_there_after_a_restart(
    run: Run, telegram: Telegram, catalog: Catalog, hands: Callable[[Phone], Hands]
) -> None:
    boss = telegram.person(1, "Bo", language_code="en")
    async with run(admin_ids=frozenset({1})):
        await change(hands(boss), "Nothing is under way.")
    catalog.use(catalog.shipped)

    async with run(admin_ids=frozenset({1})):
        assert (await boss.ask("/cancel")).text == "Nothing is under way."


async def test_a_draft_survives_a_restart_and_its_buttons_answer(
    run: Run, telegram: Telegram, hands: Callable[[Phone], Hands], says: Says
) -> None:
    boss = telegram.person(1, "Bo", language_code="en")
    async with run(admin_ids=frozenset({1})):
        await draft(hands(boss), "Nothing is under way.")

    async with run(admin_ids=frozenset({1})):
        published = await hands(boss).tap("Publish")

    assert published.text == says("edit-published", name="cancel-nothing", number=1)


async def test_buttons_in_other_hands_change_nothing(
    nia: Hands, ada: Phone, hands: Callable[[Phone], Hands], says: Says, store: SqliteStore
) -> None:
    await draft(nia, "Nothing is under way.")
    reader = hands(ada)
    for message in nia.phone.messages:
        for row in message.rows:
            for button in row:
                await reader.tap_data(button.data or "", ada.screen().id)

    assert await store.editing.wordings() == []
    assert (await ada.ask("/cancel")).text == says("cancel-nothing")


async def test_who_is_an_editor_no_more_cannot_publish(nia: Hands, ada: Phone, says: Says, store: SqliteStore) -> None:
    await draft(nia, "Nothing is under way.")
    await store.editing.revoke(NURSE)

    await nia.tap("Publish")

    assert nia.said == says("notice-editors-only", id=str(NURSE))
    assert (await ada.ask("/cancel")).text == says("cancel-nothing")


async def test_a_button_tapped_again_publishes_nothing_twice(
    nia: Hands, clock: FakeClock, store: SqliteStore, says: Says
) -> None:
    await draft(nia, "Nothing is under way.")
    card = nia.phone.screen()
    await nia.tap("Publish")
    await clock.advance(60)

    again = await nia.tap_data(card.button("Publish").data or "", card.id)

    assert again.text == says("edit-gone")
    assert len(await store.editing.history("en", ["cancel-nothing"])) == 1


async def test_versions_of_long_ago_are_on_the_next_page(nia: Hands, says: Says) -> None:
    for number in range(6):
        await change(nia, f"Version {number}.")
    history = await nia.tap("History")
    assert "Version 6 (Text)" in history.text
    assert "Version 1 (Text)" not in history.text

    older = await nia.tap("Older versions")

    assert "Version 1 (Text)" in older.text


async def test_a_tap_whose_answer_was_lost_says_again_that_it_is_published(
    nia: Hands, store: SqliteStore, says: Says
) -> None:
    await draft(nia, "Nothing is under way.")
    card = nia.phone.screen()
    await nia.tap("Publish")

    again = await nia.tap_data((card.button("Publish").data or ""), nia.preview.id)

    assert again.text == says("edit-published", name="cancel-nothing", number=1)
    assert len(await store.editing.history("en", ["cancel-nothing"])) == 1


async def test_a_tap_whose_answer_was_lost_asks_for_approval_again(
    nia: Hands, bo: Hands, store: SqliteStore, says: Says
) -> None:
    await draft(nia, "I do not know.", "plain-text")
    card = nia.phone.screen()
    await nia.tap("Ask for approval")
    first = (await bo.done()).id

    await nia.tap_data(card.button("Ask for approval").data or "", nia.preview.id)

    assert nia.phone.screen().text == says("edit-asked")
    assert (await bo.done()).id > first
    assert len(await store.editing.proposed()) == 1


async def test_an_approval_whose_answer_was_lost_is_said_again_while_it_is_in_use(
    nia: Hands, bo: Hands, ada: Phone, says: Says
) -> None:
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    data = (await bo.done()).button("Approve").data or ""
    await bo.tap("Approve")

    assert (await bo.tap_data(data, bo.preview.id)).text == says("edit-approved", name="plain-text")

    await nia.type("/templates plain-text")
    await nia.tap("Default")
    assert (await bo.tap_data(data, bo.phone.messages[0].id)).text == says("edit-not-waiting")
    assert (await ada.ask("Qwertz zuiop asdf")).text.startswith(says("plain-text")[:20])


async def test_who_rolls_back_sees_first_what_somebody_else_published_meanwhile(
    nia: Hands, bo: Hands, ada: Phone, says: Says
) -> None:
    await change(nia, "First.")
    await change(nia, "Second.")
    await nia.tap("History")
    await change(bo, "Third.")

    met = await nia.tap(says("button-edit-roll-back", part="Text", number=1))

    assert says("edit-conflict", who="1") in met.text
    assert (await ada.ask("/cancel")).text == "Third."
    await nia.tap("Publish mine anyway")
    assert (await ada.ask("/cancel")).text == "First."


async def test_a_roll_back_whose_answer_was_lost_is_said_again(nia: Hands, store: SqliteStore, says: Says) -> None:
    await change(nia, "First.")
    await change(nia, "Second.")
    history = await nia.tap("History")
    label = says("button-edit-roll-back", part="Text", number=1)
    await nia.tap(label)

    await nia.tap_data(history.button(label).data or "", nia.preview.id)

    assert nia.phone.screen().text == says("edit-published", name="cancel-nothing", number=3)
    assert len(await store.editing.history("en", ["cancel-nothing"])) == 3


async def test_a_confirmation_whose_answer_was_lost_is_said_again(
    bo: Hands, catalog: Catalog, says: Says, write: Callable[..., Awaitable[None]], clock: FakeClock
) -> None:
    await draft(bo, "I do not know.", "plain-text")
    await bo.tap("Ask for approval")
    await bo.type(says("edit-confirm-word"))
    template = catalog.templates.get("plain-text")
    tag = catalog.templates.tag(template) if template else ""
    await write(AwaitText(1, f"e:sure:{tag}:0", clock.now() + timedelta(minutes=1)))

    again = await bo.type(says("edit-confirm-word"))

    assert again.text == says("edit-published", name="plain-text", number=1)


async def test_what_never_waited_is_neither_approved_nor_taken_back(nia: Hands, says: Says) -> None:
    card = await nia.type("/templates plain-text")
    data = card.button("Edit").data or ""

    assert (await nia.tap_data(f"{data.replace('edit', 'ok')}:0-7")).text == says("edit-not-waiting")
    assert (await nia.tap_data(f"{data.replace('edit', 'no')}:0-7", nia.preview.id)).text == says("edit-not-waiting")


async def test_a_review_that_somebody_else_was_faster_with_is_over(
    nia: Hands, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(*_: object) -> None:
        return None

    await nia.type("/templates page-sleep")
    await nia.tap("Reviewed today")
    monkeypatch.setattr(SqliteEditing, "publish", late)

    assert (await nia.type("Dr A. Example, neurologist")).text == says("edit-gone")


async def test_another_word_confirms_nothing(bo: Hands, ada: Phone, says: Says) -> None:
    shipped = await ada.ask("Qwertz zuiop asdf")
    await draft(bo, "I do not know.", "plain-text")
    await bo.tap("Ask for approval")

    await bo.type("Qwertz zuiop asdf")

    assert (await ada.ask("Qwertz zuiop asdf")).text == shipped.text


async def test_who_is_alone_no_more_cannot_confirm_alone(
    bo: Hands, store: SqliteStore, write: Callable[..., Awaitable[None]], clock: FakeClock, says: Says
) -> None:
    await draft(bo, "I do not know.", "plain-text")
    await bo.tap("Ask for approval")
    await write(InviteEditor("late", 1, clock.now() + timedelta(days=1)))
    await store.editing.accept("late", NURSE, clock.now())

    assert (await bo.type(says("edit-confirm-word"))).text == says("edit-gone")
    assert await store.editing.wordings() == []


async def test_who_asks_and_reaches_nobody_is_told(nia: Hands, bo: Hands, says: Says) -> None:
    bo.phone.block()
    await draft(nia, "I do not know.", "plain-text")

    assert (await nia.tap("Ask for approval")).text == says("edit-asked-nobody")


async def test_the_second_to_ask_for_approval_sees_what_was_published_meanwhile(
    nia: Hands, bo: Hands, says: Says
) -> None:
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    await draft(bo, "No idea.", "plain-text")
    await bo.type("/templates plain-text")
    await bo.tap("Show what waits")
    await bo.tap("Approve")
    await bo.type("/templates plain-text")
    await bo.tap("Show my draft")

    met = await bo.tap("Ask for approval")

    assert says("edit-conflict", who=str(NURSE)) in met.text


async def test_what_does_not_fit_any_more_is_not_approved(nia: Hands, bo: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-redflags")
    await nia.tap("Edit")
    await nia.tap("Button")
    await nia.type("when")
    await nia.tap("Ask for approval")
    await bo.done()
    request = bo.phone.screen()
    await bo.type("/templates page-redflags")
    await bo.quote("Red flags: when to get help", "Red flags: get help", bo.preview)
    await bo.tap("Ask for approval")
    await nia.done()
    await nia.tap("Approve")
    assert (await ada.ask("/redflags")).text.startswith("Red flags: get help")

    refused = await bo.tap("Approve", request.id)

    assert refused.text.startswith(says("edit-refused"))


async def test_default_brings_back_all_parts_together(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-sleep")
    await nia.tap("Edit")
    await nia.tap("Title")
    await nia.type("Sleep and rest")
    await nia.tap("Edit again")
    await nia.tap("Button")
    await nia.type("and rest")
    await nia.tap("Publish")
    history = await nia.tap("History")
    assert "Version 1 (Title)" in history.text

    await nia.tap("Back")
    await nia.tap("Default")

    assert (await ada.ask("/sleep")).text.startswith(says("page-sleep"))


async def test_a_version_that_is_not_there_is_over(nia: Hands, says: Says) -> None:
    await change(nia, "First.")
    history = await nia.tap("History")
    data = (history.button("Back").data or "").replace("card", "roll")

    assert (await nia.tap_data(f"{data}:0.7.1")).text == says("edit-gone")


async def test_what_waits_no_more_shows_the_text(nia: Hands, says: Says) -> None:
    card = await nia.type("/templates cancel-nothing")
    data = (card.button("Edit").data or "").replace("edit", "wait")

    assert (await nia.tap_data(data)).text.startswith("cancel-nothing")
    assert (await nia.tap_data(data.replace("wait", "draft"))).text.startswith("cancel-nothing")


async def test_who_waited_is_told_that_another_version_took_the_place_of_theirs(
    nia: Hands, bo: Hands, says: Says
) -> None:
    await draft(nia, "I do not know.", "plain-text")
    await nia.tap("Ask for approval")
    await draft(bo, "No idea.", "plain-text")
    await bo.tap("Ask for approval")

    told = [message.text for message in nia.phone.messages]

    assert says("edit-replaced-yours", name="plain-text") in told


async def test_what_an_editor_no_more_types_goes_the_usual_way(nia: Hands, says: Says, store: SqliteStore) -> None:
    await nia.type("/templates cancel-nothing")
    await nia.tap("Edit")
    await store.editing.revoke(NURSE)

    assert (await nia.type("I have chest pain")).text.startswith(says("page-emergency"))


@pytest.mark.parametrize("question", ["subject", "is_editor"])
async def test_help_in_an_emergency_waits_for_nothing_that_is_known_of_texts(
    nia: Hands, says: Says, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("the disk is full")

    await nia.type("/templates cancel-nothing")
    monkeypatch.setattr(SqliteEditing, question, fail)
    nia.phone.send("I have chest pain", reply_to=nia.preview.id)

    assert (await nia.done()).text.startswith(says("page-emergency"))


async def test_a_preview_of_what_waits_and_no_longer_fits_shows_the_text_in_use(
    nia: Hands, bo: Hands, says: Says
) -> None:
    await nia.type("/templates page-redflags")
    await nia.tap("Edit")
    await nia.tap("Button")
    await nia.type("when")
    await nia.tap("Ask for approval")
    await bo.done()
    await bo.type("/templates page-redflags")
    await bo.quote("Red flags: when to get help", "Red flags: get help", bo.preview)
    await bo.tap("Ask for approval")
    await nia.done()
    await nia.tap("Approve")
    await bo.type("/templates page-redflags")

    await bo.tap("Show what waits")

    assert bo.preview.text.startswith("Red flags: get help")


async def test_what_came_with_the_bot_meanwhile_is_told(
    nia: Hands, store: SqliteStore, catalog: Catalog, clock: FakeClock, says: Says
) -> None:
    old = Change("en", "cancel-nothing", "Nothing.", base=0, shipped="another text", critical=False)
    await store.editing.publish([old], NURSE, clock.now())
    catalog.use(catalog.try_out([Override("en", "cancel-nothing", "Nothing.")]))

    assert says("template-outdated") in (await nia.type("/templates cancel-nothing")).text


async def test_a_version_that_was_left_out_since_it_fits_no_more_is_told(
    nia: Hands, store: SqliteStore, clock: FakeClock, says: Says
) -> None:
    await store.editing.publish(
        [Change("en", "cancel-nothing", "{ gone }", base=0, shipped="older", critical=False)], NURSE, clock.now()
    )
    card = await nia.type("/templates cancel-nothing")
    assert says("template-left-out") in card.text
    assert "In use" not in card.text
    assert says("template-outdated") not in card.text

    await nia.tap("Default")

    assert says("template-left-out") not in (await nia.type("/templates cancel-nothing")).text


async def test_a_review_does_not_outlive_the_text_that_was_read(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-settings")
    assert "Reviewed today" not in nia.phone.screen().labels
    await nia.type("/templates page-sleep")
    await nia.tap("Reviewed today")
    await nia.type("Dr A. Example, neurologist")
    assert "Dr A. Example" in (await ada.ask("/sleep")).text
    assert f"Review noted by {nia.phone.id}, " in (await nia.tap("Show the text")).text
    await nia.quote("Sleep and jerks at night", "Sleep, and jerks at night", nia.preview)

    published = await nia.tap("Publish")

    assert says("review-over") in published.text
    assert "Dr A. Example" not in (await ada.ask("/sleep")).text
    assert f"The review ended with a new text by {nia.phone.id}, " in (await nia.tap("Show the text")).text


async def test_an_approved_text_ends_the_review_as_well(nia: Hands, bo: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-redflags")
    await nia.tap("Reviewed today")
    await nia.type("Dr A. Example, neurologist")
    await nia.tap("Show the text")
    await nia.quote("Red flags: when to get help", "Red flags: get help", nia.preview)
    await nia.tap("Ask for approval")
    await bo.done()
    assert "Dr A. Example" in (await ada.ask("/redflags")).text

    await bo.tap("Approve")

    assert "Dr A. Example" not in (await ada.ask("/redflags")).text
