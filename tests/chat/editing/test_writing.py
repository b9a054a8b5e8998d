"""An editor changes a text from the phone, and readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from tests.chat.conftest import Says
    from tests.chat.editing.conftest import Hands
    from tests.conftest import FakeClock


async def test_a_whole_new_text_is_read_by_everybody_once_published(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    asked = await nia.tap("Edit")
    assert asked.text.startswith(says("edit-ask"))
    draft = await nia.type("Nothing is under way.")
    assert draft.text.startswith(says("edit-draft"))
    assert nia.preview.text == "Nothing is under way."
    assert (await ada.ask("/cancel")).text == says("cancel-nothing")

    published = await nia.tap("Publish")

    assert published.text == says("edit-published", name="cancel-nothing", number=1)
    assert (await ada.ask("/cancel")).text == "Nothing is under way."


async def test_a_quoted_sentence_of_a_page_is_replaced(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates page-settings")
    draft = await nia.quote("This suits screen readers.", "This suits those who cannot see well.")
    assert draft.text.startswith(says("edit-draft"))

    await nia.tap("Publish")

    shown = await ada.ask("/settings")
    assert "The next page takes the place" not in shown.text
    assert shown.text.splitlines()[-1].endswith("comes as a new message. This suits those who cannot see well.")


async def test_a_fault_is_told_in_plain_words_and_can_be_mended(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    await nia.tap("Edit")

    refused = await nia.type("Nothing is <b>under way.")

    assert refused.text.startswith(says("edit-refused"))
    assert says("edit-fault-tag-open", tag="b", place="<b>under way.") in refused.text
    assert (await ada.ask("/cancel")).text == says("cancel-nothing")
    assert (await nia.type("Nothing is <b>under way</b>.")).text.startswith(says("edit-draft"))


async def test_formatting_of_the_phone_becomes_that_of_the_text(nia: Hands, ada: Phone) -> None:
    await nia.type("/templates cancel-nothing")
    await nia.tap("Edit")
    await nia.format('All is <b>done</b>. See <a href="https://example.org/">this</a>.')
    await nia.tap("Publish")

    shown = await ada.ask("/cancel")

    assert shown.text == "All is done. See this."
    entities = [
        {"type": "bold", "offset": 7, "length": 4},
        {"type": "text_link", "offset": 17, "length": 4, "url": "https://example.org/"},
    ]
    assert shown.json["entities"] == entities


async def test_each_form_of_a_number_is_edited_by_itself(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates kept-outcome")
    forms = await nia.tap("Edit")
    assert forms.text == says("edit-which-form")
    assert [label.partition(" ")[0] for label in forms.labels] == ["One", "2", "Back"]
    asked = await nia.tap(forms.labels[1])
    assert "{count} results of the symptom check" in asked.text

    draft = await nia.type("The results of {count} checks, for 30 days.")

    assert draft.text.startswith(says("edit-draft"))
    assert nia.preview.text == "The results of 2 checks, for 30 days."
    forms_now = [says("template-forms"), "• One result of the symptom check, with its time, for 30 days."]
    assert draft.text.endswith("\n".join([*forms_now, "• The results of 2 checks, for 30 days."]))
    await nia.tap("Publish")
    await nia.type("/templates kept-outcome")
    assert (await nia.tap("Edit")).labels[0] == forms.labels[0]


async def test_a_part_is_chosen_and_parts_that_depend_on_each_other_go_together(
    nia: Hands, ada: Phone, says: Says
) -> None:
    await nia.type("/templates page-sleep")
    assert (await nia.tap("Edit")).text == says("edit-which-part")
    await nia.tap("Title")
    refused = await nia.type("Rest and repair")
    assert refused.text.startswith(says("edit-refused"))
    await nia.tap("Edit again")
    await nia.tap("Button")
    draft = await nia.type("Rest")
    assert draft.text.startswith(says("edit-draft"))
    assert draft.labels[0] == "Rest"
    assert nia.preview.text.startswith("Rest and repair\n")

    await nia.tap("Publish")

    assert (await ada.ask("/sleep")).text.startswith("Rest and repair\n")


async def test_discarding_leaves_the_text_as_it_was(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    await nia.tap("Edit")
    draft = await nia.type("Nothing is under way.")
    await nia.tap("Discard")

    late = await nia.tap_data(draft.button("Publish").data or "", draft.id)

    assert late.text == says("edit-gone")
    assert (await ada.ask("/cancel")).text == says("cancel-nothing")


async def test_a_draft_is_there_for_a_day(nia: Hands, clock: FakeClock, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    await nia.tap("Edit")
    await nia.type("Nothing is under way.")
    clock.jump(3600)
    await nia.type("/templates cancel-nothing")
    assert (await nia.tap("Show my draft")).text.startswith(says("edit-draft"))
    clock.jump(24 * 3600)
    opened = await nia.type("/templates cancel-nothing")
    assert "Show my draft" not in opened.labels


async def test_a_quote_of_what_is_no_part_of_the_text_is_explained(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-sleep")

    refused = await nia.quote(says("sources-heading"), "References", nia.preview)

    assert says("edit-not-here", quote=says("sources-heading")) in refused.text


async def test_a_quote_from_an_old_preview_brings_the_new_one(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-settings")
    old = nia.preview
    await nia.quote("This suits screen readers.", "This helps screen readers.")
    await nia.tap("Publish")

    shown = await nia.quote("The chat stays short.", "So the chat stays short.", old)

    assert "This helps screen readers." in shown.text
    assert nia.preview.text == says("edit-quote-preview")


async def test_a_draft_is_quoted_like_any_preview(nia: Hands, ada: Phone) -> None:
    await nia.type("/templates page-settings")
    await nia.quote("This suits screen readers.", "This helps screen readers.")
    await nia.quote("The chat stays short.", "So the chat stays short.")
    await nia.tap("Publish")

    shown = await ada.ask("/settings")

    assert "So the chat stays short." in shown.text
    assert "This helps screen readers." in shown.text


async def test_a_plain_reply_to_the_preview_of_one_short_text_is_the_new_text(nia: Hands, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    nia.phone.send("Nothing to leave.", reply_to=nia.preview.id)

    assert (await nia.done()).text.startswith(says("edit-draft"))


async def test_a_plain_reply_to_a_page_asks_which_part_is_meant(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-sleep")
    nia.phone.send("Sleep well.", reply_to=nia.preview.id)

    assert (await nia.done()).text == says("edit-which-part")


async def test_other_texts_of_an_editor_go_the_usual_way(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-sleep")

    assert (await nia.type("I have chest pain")).text.startswith(says("page-emergency"))


async def test_buttons_of_a_preview_only_say_what_they_are(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-sleep")

    await nia.tap("Home", nia.preview.id)

    assert nia.said == says("notice-edit-look")


async def test_a_new_text_that_says_the_same_is_no_draft(nia: Hands, says: Says) -> None:
    await nia.type("/templates button-home")
    await nia.tap("Edit")

    assert says("edit-nothing-changed") in (await nia.type("Home")).text


async def test_phrases_are_added_and_taken_out_line_by_line(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates search:sleep")
    first = nia.preview.text.splitlines()[0].removeprefix("• ")
    await nia.tap("Edit")
    assert says("edit-no-such-line", line="zzz") in (await nia.type("- zzz")).text
    await nia.type(f"snoozlebuzz\n- {first}")
    assert "• snoozlebuzz" in nia.preview.text
    assert f"• {first}\n" not in nia.preview.text

    await nia.tap("Publish")

    assert (await ada.ask("snoozlebuzz")).text.startswith(says("page-sleep"))


async def test_in_editor_mode_a_sentence_is_corrected_where_it_is_read(nia: Hands, ada: Phone, says: Says) -> None:
    await nia.type("/templates")
    await nia.tap(says("button-editor-mode-on"))
    await nia.type("/settings")

    draft = await nia.quote("This suits screen readers.", "This helps screen readers.")

    assert draft.text.startswith(says("edit-draft"))
    assert nia.preview.text.startswith(says("page-settings"))
    await nia.tap("Publish")
    assert "This helps screen readers." in (await ada.ask("/settings")).text


async def test_a_label_keeps_the_signs_that_were_typed(nia: Hands, ada: Phone) -> None:
    await nia.type("/templates button-delete-data")
    await nia.tap("Edit")
    await nia.type("Delete & forget")
    await nia.tap("Publish")

    assert "Delete & forget" in (await ada.ask("/settings")).labels


async def test_lines_of_a_list_may_hold_no_code(nia: Hands, says: Says) -> None:
    await nia.type("/templates search:sleep")
    await nia.tap("Edit")

    refused = await nia.type("javascript:alert(1)")

    assert refused.text.startswith(says("edit-refused"))


async def test_a_draft_is_taken_up_again_form_by_form(nia: Hands, says: Says) -> None:
    await nia.type("/templates kept-outcome")
    forms = await nia.tap("Edit")
    await nia.tap(forms.labels[1])
    await nia.type("The results of {count} checks, for 30 days.")
    again = await nia.tap("Edit again")
    await nia.tap(again.labels[0])

    draft = await nia.type("The result of one check, for 30 days.")

    assert draft.text.startswith(says("edit-draft"))
    assert nia.preview.text == "The results of 2 checks, for 30 days."


async def test_lines_sent_as_a_reply_to_the_preview_change_the_list(nia: Hands, says: Says) -> None:
    await nia.type("/templates search:sleep")
    nia.phone.send("snoozlebuzz", reply_to=nia.preview.id)

    assert (await nia.done()).text.startswith(says("edit-draft"))


async def test_a_reply_to_a_preview_is_meant_for_it_whatever_was_asked_for_last(nia: Hands, says: Says) -> None:
    await nia.type("/templates cancel-nothing")
    preview = nia.preview
    await nia.type("/templates button-home")
    await nia.tap("Edit")
    nia.phone.send("Nothing to leave.", reply_to=preview.id)

    assert (await nia.done()).text.startswith(says("edit-draft"))
    assert nia.preview.text == "Nothing to leave."


async def test_a_quote_with_a_fault_is_refused(nia: Hands, says: Says) -> None:
    await nia.type("/templates page-settings")

    refused = await nia.quote("This suits screen readers.", "This suits <b>screen readers.")

    assert refused.text.startswith(says("edit-refused"))


async def test_a_reply_about_a_text_that_is_gone_goes_the_usual_way(nia: Hands, catalog: Catalog, says: Says) -> None:
    await nia.type("/templates tip-water-1")
    await nia.tap("Add a tip")
    await nia.tap("Drink water")
    await nia.type("Keep a glass near.")
    await nia.tap(says("button-tip-go-on"))
    await nia.tap("Publish")
    await nia.tap("Show the text")
    preview = nia.preview
    catalog.use(catalog.try_out(()))
    nia.phone.send("I have chest pain", reply_to=preview.id)

    assert (await nia.done()).text.startswith(says("page-emergency"))


async def test_a_quote_from_a_card_of_what_is_no_text_goes_the_usual_way(nia: Hands, says: Says) -> None:
    await nia.type("/templates")
    await nia.tap(says("button-editor-mode-on"))
    page = await nia.type("/sleep")

    answer = await nia.quote(says("sources-heading"), "I have chest pain", page)

    assert answer.text.startswith(says("page-emergency"))


@pytest.mark.parametrize("way_out", ["Back", "All groups"])
async def test_who_goes_back_is_asked_for_nothing_any_more(nia: Hands, says: Says, way_out: str) -> None:
    await nia.type("/templates")
    await nia.tap(says("templates-group-tips"))
    groups = nia.phone.screen()
    await nia.type("/templates page-sleep")
    await nia.tap("Edit")
    await nia.tap("Title")
    await (nia.tap("Back") if way_out == "Back" else nia.tap(says("button-templates-groups"), groups.id))

    assert (await nia.type("I have chest pain")).text.startswith(says("page-emergency"))


async def test_who_quotes_from_the_card_below_a_preview_gets_the_preview_again(nia: Hands, says: Says) -> None:
    shown = await nia.type("/templates tip-water-5")
    await nia.quote("Where it is used", "New words", shown)
    assert nia.preview.text == says("edit-quote-preview")
    assert "Hot day" in nia.phone.screen().text
    nia.phone.send("I have chest pain", reply_to=shown.id)
    assert (await nia.done()).text.startswith(says("page-emergency"))
    draft = await nia.quote("Hot day", "Warm day")

    again = await nia.quote("This is your draft", "New words", draft)

    assert "Warm day" in nia.preview.text
    assert again.text == draft.text
