"""Tips are added, switched off and switched on, and count at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.schedule import Kind

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands
    from tests.conftest import FakeClock


async def begin(hands: Hands, says: Says, text: str) -> None:
    """Write a new tip on drinking."""
    await hands.type("/templates tip-water-1")
    await hands.tap("Add a tip")
    await hands.tap(says("button-reminder-water"))
    await hands.type(text)


async def test_a_new_tip_takes_part_at_once(nia: Hands, catalog: Catalog, says: Says) -> None:
    number = sum(tip.startswith("tip-water-") for tip in catalog.tips) + 1
    await begin(nia, says, "Keep a <b>full glass</b> on your desk.")
    assert nia.phone.screen().text.startswith(says("new-tip-unless", kind=says("button-reminder-water")))
    assert says("reminder-apply-sleep") in nia.phone.screen().text
    caffeine = says("button-reminder-caffeine")
    await nia.tap(says("button-tip-keep-away", kind=caffeine))
    await nia.tap(says("button-tip-keep-away", kind=says("button-reminder-sleep")))
    await nia.tap(says("button-tip-kept-away", kind=caffeine))
    await nia.tap(says("button-tip-go-on"))
    assert nia.preview.text.endswith("\nKeep a full glass on your desk.")

    added = await nia.tap("Publish")

    tip = f"tip-water-{number}"
    assert added.text == says("new-tip-added", name=tip)
    assert catalog.words("en").text(tip) == "Keep a <b>full glass</b> on your desk."
    assert tip in catalog.tips.suitable(Kind.WATER, {Kind.WATER, Kind.SLEEP})
    assert tip not in catalog.tips.suitable(Kind.WATER, {Kind.WATER, Kind.CAFFEINE})
    assert (await nia.tap("Show the text")).text.startswith(tip)


async def test_a_tip_that_is_too_long_is_refused_and_asked_for_again(nia: Hands, says: Says) -> None:
    await begin(nia, says, "Drink. " * 40)
    assert nia.phone.screen().text.startswith(says("edit-refused"))

    await nia.type("Drink a little.")

    assert nia.phone.screen().text.startswith(says("new-tip-unless", kind=says("button-reminder-water")))


async def test_a_tip_that_looks_like_code_is_refused(nia: Hands, says: Says) -> None:
    await begin(nia, says, "Drink ${7*7} glasses.")

    assert nia.phone.screen().text.startswith(says("edit-refused"))


async def test_a_tip_published_twice_is_added_once(nia: Hands, catalog: Catalog, clock: FakeClock, says: Says) -> None:
    await begin(nia, says, "Keep a glass near.")
    card = await nia.tap(says("button-tip-go-on"))
    before = len(list(catalog.tips))
    await nia.tap("Publish")
    clock.jump(60)

    again = await nia.tap_data(card.button("Publish").data or "", card.id)

    assert again.text == says("edit-gone")
    assert len(list(catalog.tips)) == before + 1


async def test_a_tip_whose_answer_was_lost_is_said_again(nia: Hands, says: Says) -> None:
    await begin(nia, says, "Keep a glass near.")
    card = await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")

    again = await nia.tap_data(card.button("Publish").data or "", nia.preview.id)

    assert again.labels[0] == "Show the text"
    assert "tip-water-" in again.text


async def test_an_added_tip_is_edited_like_any_other(nia: Hands, catalog: Catalog, says: Says) -> None:
    await begin(nia, says, "Keep a glass near.")
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")
    await nia.tap("Show the text")
    await nia.quote("glass", "cup", nia.preview)

    await nia.tap("Publish")

    newest = [tip for tip in catalog.tips if tip.startswith("tip-water-")][-1]
    assert catalog.words("en").text(newest) == "Keep a cup near."


async def test_a_tip_is_switched_off_and_on(nia: Hands, catalog: Catalog, says: Says) -> None:
    await begin(nia, says, "Keep a glass near.")
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")
    await nia.type("/templates tip-water-2")

    off = await nia.tap("Switch off")

    assert off.text == says("tip-switched-off")
    assert "tip-water-2" not in catalog.tips.suitable(Kind.WATER, set(Kind))
    assert f"Switched off by {nia.phone.id}, " in (await nia.tap("Show the text")).text
    assert (await nia.tap("Switch on")).text == says("tip-switched-on")
    assert f"Switched on by {nia.phone.id}, " in (await nia.tap("Show the text")).text
    assert "tip-water-2" in catalog.tips.suitable(Kind.WATER, set(Kind))


async def test_eight_tips_of_a_kind_stay_on(nia: Hands, catalog: Catalog, says: Says) -> None:
    on = [tip for tip in catalog.tips if tip.startswith("tip-water-")]
    for tip in on[8:]:
        await nia.type(f"/templates {tip}")
        await nia.tap("Switch off")
    await nia.type(f"/templates {on[0]}")

    refused = await nia.tap("Switch off")

    assert refused.text.startswith(says("edit-refused"))
    assert nia.phone.unanswered() == ()
    assert on[0] in catalog.tips.suitable(Kind.WATER, set(Kind))


async def test_a_new_tip_is_discarded_before_it_is_published(nia: Hands, catalog: Catalog, says: Says) -> None:
    await begin(nia, says, "Keep a glass near.")
    card = await nia.tap(says("button-tip-go-on"))
    assert (await nia.tap("Discard")).text == says("edit-discarded")

    late = await nia.tap_data(card.button("Publish").data or "", card.id)

    assert late.text == says("edit-gone")
    assert late.labels == (says("button-templates-groups"),)
    assert (await nia.tap_data((card.button("Publish").data or "").replace("e:add", "e:look"))).text == says(
        "edit-gone"
    )


async def test_two_editors_who_add_a_tip_at_once_lose_none_unseen(
    nia: Hands, bo: Hands, catalog: Catalog, says: Says
) -> None:
    before = len(list(catalog.tips))
    await begin(nia, says, "Keep a glass near.")
    await begin(bo, says, "Keep a cup near.")
    for hands in (nia, bo):
        await hands.tap(says("button-tip-go-on"))
    await nia.tap("Publish")

    asked = says("new-tip-unless", kind=says("button-reminder-water"))
    assert (await bo.tap("Publish")).text.startswith(asked)
    await bo.tap(says("button-tip-go-on"))
    assert bo.preview.text.endswith("Keep a cup near.")
    await bo.tap("Publish")
    assert len(list(catalog.tips)) == before + 2


async def test_a_tip_with_a_stray_brace_is_refused(nia: Hands, says: Says) -> None:
    await begin(nia, says, "Drink { now.")

    assert nia.phone.screen().text.startswith(says("edit-refused"))


async def test_a_button_of_an_older_way_to_add_leads_home(nia: Hands, says: Says) -> None:
    await nia.type("/templates tip-water-1")

    assert (await nia.tap_data("e:tip:unknown")).text.startswith(says("page-home"))


async def test_only_tips_are_added_and_switched(nia: Hands, bo: Hands, store: SqliteStore, says: Says) -> None:
    card = await nia.type("/templates plain-text")
    await nia.tap("Edit")
    await nia.type("I do not know.")

    assert (await nia.tap_data("e:add:plain-text:")).text.startswith(says("page-home"))
    off = (card.button("Edit").data or "").replace("edit", "off")
    assert (await nia.tap_data(off)).text.startswith(says("page-home"))
    assert await store.editing.wordings() == []


async def test_the_way_back_from_a_new_tip_is_the_group_of_tips(nia: Hands, says: Says) -> None:
    await nia.type("/templates tip-water-1")
    await nia.tap("Add a tip")

    assert (await nia.tap("Back")).text.startswith(says("templates-group", group=says("templates-group-tips")))


async def test_tips_and_countries_are_added_from_their_groups(nia: Hands, says: Says) -> None:
    await nia.type("/templates")
    await nia.tap(says("templates-group-tips"))
    await nia.tap("Add a tip")
    await nia.type("/templates")
    await nia.tap(says("templates-group-numbers"))

    assert (await nia.tap("Add a country")).text == says("new-number-ask")


async def test_whom_a_tip_is_kept_from_gets_it_only_once_two_have_agreed(
    nia: Hands, bo: Hands, catalog: Catalog, says: Says
) -> None:
    await begin(nia, says, "Keep a glass near.")
    await nia.tap(says("button-tip-keep-away", kind=says("button-reminder-caffeine")))
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")
    newest = [tip for tip in catalog.tips if tip.startswith("tip-water-")][-1]
    await nia.tap("Show the text")
    await nia.tap("Edit")
    await nia.tap(says("edit-part-unless"))
    await nia.type("caffeine sleep")
    await nia.tap("Publish")
    assert catalog.words("en").plain(f"{newest}.unless") == "caffeine sleep"
    await nia.tap("Show the text")
    await nia.tap("Edit")
    await nia.tap(says("edit-part-unless"))
    await nia.type("sleep")

    await nia.tap("Ask for approval")

    assert newest not in catalog.tips.suitable(Kind.WATER, {Kind.WATER, Kind.CAFFEINE})
    await bo.done()
    await bo.tap("Approve")
    assert catalog.words("en").plain(f"{newest}.unless") == "sleep"


async def test_an_added_tip_is_never_lost_to_a_text_that_there_is_not(nia: Hands, catalog: Catalog, says: Says) -> None:
    await nia.type("/templates tip-water-2")
    data = nia.phone.screen().button("Default").data or ""
    await begin(nia, says, "Keep a glass near.")
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")
    newest = [tip for tip in catalog.tips if tip.startswith("tip-water-")][-1]
    card = await nia.tap("Show the text")
    assert "Default" not in card.labels
    found = catalog.templates.get(newest)
    assert found is not None

    await nia.tap_data(f"{data.rpartition(':')[0]}:{catalog.templates.tag(found)}", card.id)

    assert nia.said == says("notice-edit-added")
    assert newest in catalog.tips


async def test_a_tip_says_whom_it_is_kept_from(nia: Hands, says: Says) -> None:
    await begin(nia, says, "Keep a glass near.")
    await nia.tap(says("button-tip-keep-away", kind=says("button-reminder-sleep")))
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")

    kinds = ", ".join(says(f"button-reminder-{kind}") for kind in ("water", "sleep"))
    assert says("template-kept-from", kinds=kinds) in (await nia.tap("Show the text")).text


@pytest.mark.parametrize(
    "data", ["e:look:triage-off:", "e:add:triage-off:", "e:add:triage-off:water", "e:unless:home:", "e:forget:tip-x-1"]
)
async def test_what_no_button_carries_reaches_no_text_by_way_of_a_new_tip(
    nia: Hands, catalog: Catalog, says: Says, data: str
) -> None:
    last = says("triage-off").split()[-1]
    await nia.type("/templates triage-off")
    await nia.quote(last, f"{last} Truly.", nia.preview)
    assert "Ask for approval" in nia.phone.screen().labels

    await nia.tap_data(data)

    assert nia.said == says("notice-old-button")
    assert catalog.overrides == ()


@pytest.mark.parametrize("step", ["off", "on"])
async def test_only_tips_are_switched(nia: Hands, catalog: Catalog, says: Says, step: str) -> None:
    await nia.type("/templates cancel-nothing")
    edit = nia.phone.screen().button("Edit").data or ""

    await nia.tap_data(edit.replace("edit", step))

    assert nia.said == says("notice-old-button")
    assert catalog.overrides == ()


async def test_a_tip_switched_off_twice_has_one_more_version(
    nia: Hands, store: SqliteStore, clock: FakeClock, says: Says
) -> None:
    await nia.type("/templates tip-water-1")
    switch = nia.phone.screen()
    for _ in range(2):
        await nia.tap_data(switch.button("Switch off").data or "", switch.id)
        assert nia.phone.screen().text == says("tip-switched-off")
        clock.jump(60)

    assert len(await store.editing.history("en", ("tip-water-1.off",))) == 1
