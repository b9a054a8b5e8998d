from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.ext import ApplicationBuilder

from bot.chat.context import About, CheckUse, Services, lines_of
from bot.chat.conversation import Conversation, assemble
from bot.chat.triage_cards import SOMEONE_ELSE, STOP, Cards
from bot.config import shipped_messages
from bot.content.catalog import Catalog, ContentError
from bot.content.markup import visible_length
from bot.content.numbers import LONGEST_NAME, LONGEST_NUMBER, Number, Numbers
from bot.content.review import fingerprint
from bot.content.triage import Check, label_of
from bot.domain.editing import Override
from bot.domain.lane import Lane
from bot.domain.sender import Keyboard
from bot.domain.store import Ending, KeepCard, OpenCard, Person, Received, Write
from bot.domain.triage import Answers, Flow, Level
from bot.gateway.bot import Bot
from bot.gateway.polling import _sorted_out
from bot.simulator.faults import Dropped, Fault, ServerError
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN

if TYPE_CHECKING:
    from bot.simulator.phone import Phone, Shown
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Run, Says, Talk
    from tests.conftest import FakeClock

HEADINGS = {
    Level.EMERGENCY: "Call your local emergency number now.",
    Level.URGENT: "Speak to a doctor today",
    Level.ROUTINE: "Book a visit with a doctor",
    Level.SELFCARE: "You can look after this at home for now",
}
ADMIN = 7
SIGNED: dict[str, Any] = {"signed_off_by": ("Dr A, GP", "Dr B, neurologist"), "signed_off_on": date(2026, 12, 1)}


@pytest.fixture(scope="session")
def check(catalog: Catalog) -> Check:
    assert catalog.check is not None
    return catalog.check


@pytest.fixture(scope="session")
def flow(check: Check) -> Flow:
    return check.flow


def labels_of(catalog: Catalog, flow: Flow, answers: Answers) -> list[str]:
    return [label_of(question.id, answer.id, catalog.words("en")) for question, answer in flow.given(answers)]


def state(flow: Flow, **given: str) -> Answers:
    """Return the answers up to the last question that is named, all others at their mildest."""
    names = [question.id for question in flow.questions]
    last = max(names.index(name) for name in given)
    return tuple(
        [answer.id for answer in question.answers].index(given[question.id])
        if question.id in given
        else question.mildest_first[0]
        for question in flow.questions[: last + 1]
    )


async def answer_all(ada: Phone, labels: list[str]) -> Shown:
    shown = await ada.ask("/triage")
    for label in labels:
        shown = await ada.press(label)
    return shown


async def test_every_walk_ends_in_its_result_and_telegram_refuses_nothing(
    ada: Phone, catalog: Catalog, flow: Flow, telegram: Telegram
) -> None:
    walks = list(flow.walks())
    for walk in walks:
        shown = await answer_all(ada, labels_of(catalog, flow, walk))
        level = flow.outcome(walk)
        assert level is not None
        assert shown.text.startswith(HEADINGS[level]), walk
        assert "Home" in shown.labels
        assert "Emergency" in shown.labels

    assert len(walks) == 284
    assert ada.unanswered() == ()
    assert telegram.refused == []


async def test_every_button_of_every_question_is_answered(
    ada: Phone, catalog: Catalog, flow: Flow, telegram: Telegram
) -> None:
    apology = catalog.words("en").text("apology").partition("\n")[0]
    for length in range(len(flow.questions)):
        mild = tuple(question.mildest_first[0] for question in flow.questions[:length])
        for label in (await answer_all(ada, labels_of(catalog, flow, mild))).labels:
            await answer_all(ada, labels_of(catalog, flow, mild))
            shown = await ada.press(label)
            assert apology not in shown.text, (length, label)

    assert ada.unanswered() == ()
    assert telegram.refused == []


def test_every_result_fits_into_a_message_even_with_all_that_can_be_added(
    catalog: Catalog, check: Check, clock: FakeClock
) -> None:
    signed = CheckUse(True, ("Dr A. Example, general practitioner",) * 3, date(2026, 12, 1))
    digits = "0" * LONGEST_NUMBER
    numbers = lines_of(Number("W" * LONGEST_NAME, digits, "", digits, digits), catalog.words("en"))
    cards = Cards(catalog, check, catalog.words("en"), signed, numbers)
    walks = [(walk, check.flow.outcome(walk)) for walk in check.flow.walks()]
    results = [cards.result(walk, level, clock.now(), repeated=True) for walk, level in walks if level is not None]
    questions = [
        cards.question(walk[:length], say="triage-stale", why=True) for walk, _ in walks for length in range(len(walk))
    ]

    assert max(visible_length(card.text) for card in results + questions) <= 4096


@pytest.mark.parametrize(
    ("folder", "message", "place"),
    [
        ("en", "triage-result-urgent", r"en/triage.ftl:\d+: triage-result-urgent: "),
        ("en", "triage-weakness", r"en/triage.ftl:\d+: triage-weakness: "),
        ("de", "triage-result-selfcare", "de: triage-result-selfcare: "),
    ],
)
def test_what_is_too_long_once_put_together_is_named_before_anybody_gets_it(
    tmp_path: Path, folder: str, message: str, place: str
) -> None:
    copy = Path(shutil.copytree(shipped_messages(), tmp_path / "messages"))
    (copy / folder).mkdir(exist_ok=True)
    file = copy / folder / "triage.ftl"
    long = f"{message} = {'long ' * 800}"
    text = file.read_text("utf-8").replace(f"\n{message} =", f"\n{long}", 1) if file.exists() else long
    file.write_text(f"{text}\n", "utf-8")

    with pytest.raises(ContentError) as caught:
        assemble(Catalog.load(copy))
    assert [fault for fault in map(str, caught.value.faults) if not re.match(place, fault)] == []


def test_a_text_that_is_missing_is_named_as_such(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(shipped_messages(), tmp_path / "messages"))
    file = copy / "en" / "triage.ftl"
    file.write_text(file.read_text("utf-8").replace("\ntriage-no-warning =", "\ntriage-no-alarm =", 1), "utf-8")

    with pytest.raises(ContentError, match="the text triage-no-warning is missing"):
        assemble(Catalog.load(copy))


def test_the_page_shown_instead_fits_into_a_message(catalog: Catalog, check: Check) -> None:
    words = catalog.words("en")
    cards = Cards(catalog, check, words, CheckUse())
    page = catalog.pages.card(check.instead, words, {"operator": "", "contact": ""})

    assert visible_length(cards.page_instead(page).text) <= 4096


@pytest.mark.parametrize("urgent", ["002", ""])
async def test_a_result_gives_the_numbers_of_the_country_that_was_chosen(
    ada: Phone, catalog: Catalog, monkeypatch: pytest.MonkeyPatch, says: Says, urgent: str
) -> None:
    row = Number("Exampleland", "000", "https://example.org/", "001", urgent, date(2026, 11, 1))
    monkeypatch.setattr(catalog, "edition", replace(catalog.edition, numbers=Numbers({"xx": row})))
    await ada.ask("/settings")
    await ada.press("Country for emergency numbers")
    await ada.press("Exampleland")
    line = {
        kind: says(f"number-{kind}", country="Exampleland", number=number)
        for kind, number in (("emergency", "000"), ("ambulance", "001"), ("urgent", "002"))
    }

    emergency = (await answer_all(ada, ["Yes"])).text
    assert emergency.startswith(f"{line['emergency']}\n{line['ambulance']}\n\n{says('triage-emergency-line')}")
    assert line["urgent"] not in emergency

    today = (await answer_all(ada, ["No", "No", "No", "Under 2 years"])).text.split("\n\n")
    assert today[0] == HEADINGS[Level.URGENT]
    assert (today[1] == line["urgent"]) == bool(urgent)
    assert "001" not in "".join(today)


async def test_a_result_gives_no_number_that_was_not_checked_lately(
    ada: Phone, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = Number("Exampleland", "000", "https://example.org/", "001", "002", date(2026, 11, 1))
    monkeypatch.setattr(catalog, "edition", replace(catalog.edition, numbers=Numbers({"xx": row})))
    await ada.ask("/settings")
    await ada.press("Country for emergency numbers")
    await ada.press("Exampleland")
    monkeypatch.setattr(
        catalog, "edition", replace(catalog.edition, numbers=Numbers({"xx": replace(row, checked=date(2025, 11, 1))}))
    )

    assert (await answer_all(ada, ["Yes"])).text.startswith(HEADINGS[Level.EMERGENCY])


def test_the_number_line_is_that_of_the_emergency_page(catalog: Catalog) -> None:
    words = catalog.words("en")

    assert words.text("page-emergency").startswith(words.text("triage-emergency-line"))


def test_answers_stand_one_a_row(catalog: Catalog, check: Check) -> None:
    for length in range(len(check.flow.questions)):
        card = Cards(catalog, check, catalog.words("en"), CheckUse()).question((0,) * length)
        count = len(check.flow.questions[length].answers)
        assert [len(row) for row in card.rows[:count]] == [1] * count


def test_the_card_of_an_emergency_has_no_tips(catalog: Catalog, check: Check, clock: FakeClock) -> None:
    cards = Cards(catalog, check, catalog.words("en"), CheckUse())
    walks = [walk for walk in check.flow.walks() if check.flow.outcome(walk) == Level.EMERGENCY]
    texts = [cards.result(walk, Level.EMERGENCY, clock.now(), repeated=False).text for walk in walks]

    assert {text.partition("\n")[0] for text in texts} == {catalog.words("en").text("triage-emergency-line")}
    assert [text for text in texts if re.search(r"caffeine|relax|sleep|remind|stretch", text)] == []


def test_only_the_card_of_an_emergency_offers_no_new_check(catalog: Catalog, check: Check, clock: FakeClock) -> None:
    cards = Cards(catalog, check, catalog.words("en"), CheckUse())
    offering = {
        level
        for walk in check.flow.walks()
        if (level := check.flow.outcome(walk)) is not None
        for row in cards.result(walk, level, clock.now(), repeated=False).rows
        if row[0].label == "Start a new check"
    }

    assert offering == {Level.URGENT, Level.ROUTINE, Level.SELFCARE}


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_card_before_the_end_says_what_a_mild_result_says(data: st.DataObject) -> None:
    catalog, check = CATALOG, CATALOG.check
    assert check is not None
    answers: Answers = ()
    length = data.draw(st.integers(0, 8))
    while len(answers) < length and check.flow.outcome(answers) is None:
        question = check.flow.questions[len(answers)]
        answers = (*answers, data.draw(st.integers(0, len(question.answers) - 1)))
    if check.flow.outcome(answers) is None:
        text = (
            Cards(catalog, check, catalog.words("en"), CheckUse()).question(answers, why=data.draw(st.booleans())).text
        )
        assert "at home" not in text
        assert "settle" not in text


async def test_it_goes_on_after_a_restart_in_the_middle(run: Run, telegram: Telegram) -> None:
    ada = telegram.person(7)
    async with run():
        await answer_all(ada, ["No", "No"])
    async with run():
        assert "4 of 9" in (await ada.press("No")).text
    async with run():
        assert "5 of 9" in (await ada.ask("16 to 64 years")).text
    assert telegram.refused == []


@pytest.mark.parametrize(("later", "notice"), [(0, ""), (5, "The result is in a message of its own.")])
async def test_a_second_tap_on_the_last_answer_sends_no_second_result(
    ada: Phone, clock: FakeClock, rest: Rest, flow: Flow, later: float, notice: str
) -> None:
    await answer_all(ada, ["No"])
    card = ada.screen().id
    last = flow.encode((1, 0))
    ada.tap_data(last, card)
    await ada.notice()
    await clock.advance(later)
    ada.tap_data(last, card)
    await rest()

    results = [message for message in ada.messages if message.text.startswith(HEADINGS[Level.EMERGENCY])]
    assert len(results) == 1
    assert ada.notices[-1].text[: len(notice) or None] == notice


async def test_a_second_tap_after_a_restart_sends_no_second_result(run: Run, telegram: Telegram, flow: Flow) -> None:
    ada = telegram.person(7)
    async with run():
        await ada.ask("/triage")
        card = ada.screen().id
        await ada.press("Yes")
    async with run():
        ada.tap_data(flow.encode((0,)), card)
        assert (await ada.notice()).text.startswith("The result is in a message of its own.")
    assert len([each for each in ada.messages if each.text.startswith(HEADINGS[Level.EMERGENCY])]) == 1


@pytest.mark.parametrize("pause", [0, 10])
async def test_with_a_new_message_each_step_a_second_tap_sends_nothing_twice(
    ada: Phone, talk: Talk, rest: Rest, flow: Flow, clock: FakeClock, pause: int
) -> None:
    await talk(
        ("/settings", "page-settings"), ("[New message each step]", "page-settings"), ("/triage", "triage-trial")
    )
    first = ada.screen().id
    await ada.press("No")
    second = ada.screen().id
    before = len(ada.messages)
    await clock.advance(pause)
    ada.tap_data(flow.encode((1,)), first)
    await rest()
    assert len(ada.messages) == before

    ada.tap("Yes", second)
    assert (await ada.see()).text.startswith(HEADINGS[Level.EMERGENCY])
    before = len(ada.messages)
    await clock.advance(pause)
    ada.tap("Yes", second)
    await rest()
    assert len(ada.messages) == before
    assert ada.unanswered() == ()


async def test_with_a_new_message_each_step_the_dialog_edits_nothing(ada: Phone, talk: Talk) -> None:
    await talk(("/settings", "page-settings"), ("[New message each step]", "page-settings"))
    before = len(ada.messages)
    for label in ("Check symptoms",):
        await ada.ask("/start")
        await ada.press(label)
    await ada.press("Why we ask")
    await ada.press("No")
    await ada.press("Back")
    await ada.press("Not sure")

    assert len(ada.messages) - before == 7
    assert not any(message.edited for message in ada.messages[before:])


async def test_two_answers_to_one_question_are_one(ada: Phone, rest: Rest, flow: Flow) -> None:
    card = (await ada.ask("/triage")).id
    ada.tap_data(flow.encode((1,)), card)
    ada.tap_data(flow.encode((1,)), card)
    await rest()

    assert "2 of 9" in ada.screen().text


async def test_a_button_of_an_earlier_question_changes_no_later_answer(ada: Phone, rest: Rest, flow: Flow) -> None:
    card = (await answer_all(ada, ["No", "No", "No"])).id
    ada.tap_data(flow.encode((1,)), card)
    await rest()

    assert "4 of 9" in ada.screen().text


@pytest.mark.parametrize(
    "data", ["t000000:0", "t000000:", "tabc:1", "t:1", "t{}:9", "t{}:111111111111", "t{}:01", "y000000:0"]
)
async def test_a_button_of_other_questions_says_so_and_begins_again(
    ada: Phone, flow: Flow, telegram: Telegram, data: str
) -> None:
    await ada.ask("/causes")
    ada.tap_data(data.format(flow.version))
    shown = await ada.see()

    assert shown.text.startswith("Sorry, the questions have changed since then.")
    assert "1 of 9" in shown.text
    assert telegram.refused == []


async def test_any_tap_gets_an_answer(ada: Phone, flow: Flow, telegram: Telegram, says: Says, rest: Rest) -> None:
    chance = Random(4)
    await ada.ask("/triage")
    for _ in range(300):
        digits = "".join(chance.choices("0123459", k=chance.randrange(10)))
        ada.tap_data(
            chance.choice(["t", "t", "y"]) + chance.choice([flow.version, flow.version, "000000"]) + ":" + digits
        )
        await rest()

    assert ada.unanswered() == ()
    assert telegram.refused == []
    assert not [message for message in ada.messages if message.text.startswith(says("apology").partition("\n")[0])]


async def test_a_typed_answer_to_other_questions_begins_again(ada: Phone, store: SqliteStore, clock: FakeClock) -> None:
    await store.receive([Received(1, ada.id, "{}")], clock.now())
    card = KeepCard(ada.id, OpenCard(1, "t000000:1", clock.now()))
    await store.finish(1, Ending.DONE, [card], clock.now())

    assert (await ada.ask("no")).text.startswith("Sorry, the questions have changed since then.")


async def test_a_start_from_an_old_menu_is_fresh(ada: Phone, clock: FakeClock) -> None:
    await clock.advance(3 * 24 * 3600)
    await ada.press("Check symptoms")

    assert "2 of 9" in (await ada.press("No")).text


async def test_a_card_whose_row_is_gone_still_goes_stale(ada: Phone, store: SqliteStore, clock: FakeClock) -> None:
    await answer_all(ada, ["No", "No"])
    await clock.advance(3 * 3600)
    await store.clean_up(clock.now())

    assert (await ada.press("No")).text.startswith("Your answers are over an hour old.")


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("words", ["i cant breathe and my chest hurts", "i want to die"])
async def test_a_check_begun_before_danger_was_written_comes_to_no_result(
    ada: Phone, clock: FakeClock, rest: Rest, left: bool, words: str
) -> None:
    card = (await answer_all(ada, ["No"])).id
    if left:
        await ada.ask("/causes")
    await clock.advance(5)
    await ada.ask(words)
    await clock.advance(5)
    await ada.ask("no")
    ada.tap("No", card)
    await rest()

    assert ada.notices[-1].text.startswith("You wrote about danger, so this check is over.")
    assert "3 of 9" not in "".join(message.text for message in ada.messages)


async def test_after_danger_was_written_a_new_check_can_be_begun(ada: Phone, clock: FakeClock) -> None:
    await ada.ask("i cant breathe")
    await clock.advance(60)

    assert "3 of 9" in (await answer_all(ada, ["No", "No"])).text


@pytest.mark.parametrize("leave", ["/causes", "/triage"])
async def test_answers_of_a_card_that_was_left_go_stale_as_well(ada: Phone, clock: FakeClock, leave: str) -> None:
    await answer_all(ada, ["No", "No"])
    await clock.advance(50 * 60)
    card = (await ada.press("No")).id
    await ada.ask(leave)
    await clock.advance(20 * 60)
    ada.tap("16 to 64 years", card)

    assert (await ada.see()).text.startswith("Your answers are over an hour old.")


async def test_a_first_card_of_over_an_hour_ago_begins_again(ada: Phone, clock: FakeClock) -> None:
    await ada.ask("/triage")
    await clock.advance(61 * 60)
    shown = await ada.press("No")

    assert shown.text.startswith("Your answers are over an hour old.")
    assert "1 of 9" in shown.text


async def test_a_warning_tapped_right_after_a_milder_answer_counts(ada: Phone, flow: Flow) -> None:
    card = (await ada.ask("/triage")).id
    ada.tap_data(flow.encode((1,)), card)
    ada.tap_data(flow.encode((0,)), card)
    await ada.notice()

    assert (await ada.see()).text.startswith(HEADINGS[Level.EMERGENCY])


@pytest.mark.parametrize("fault", [Dropped(after_effect=False), ServerError()], ids=["dropped", "server error"])
async def test_a_result_does_not_wait_for_the_card_before_it(ada: Phone, telegram: Telegram, fault: Fault) -> None:
    await ada.ask("/triage")
    telegram.faults.next("editMessageText", fault)

    assert (await ada.press("Yes")).text.startswith(HEADINGS[Level.EMERGENCY])
    assert len([each for each in ada.messages if each.text.startswith(HEADINGS[Level.EMERGENCY])]) == 1


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("Yes!", ""), ("NOT SURE", ""), ("not sure...", ""), ("1", ""), ("1)", ""), ("3", ""), ("“Yes”", ""),
        ("no.", "2 of 9"), (" No ", "2 of 9"), ("(no)", "2 of 9"), ("2.", "2 of 9"),
        ("4", "1 of 9"), ("99", "1 of 9"), ("None of these", "1 of 9"), ("back", "1 of 9"), ("BACK!", "1 of 9"),
    ],
)  # fmt: skip
async def test_what_is_typed_is_understood_however_it_is_written(ada: Phone, typed: str, step: str) -> None:
    await ada.ask("/triage")
    shown = await ada.ask(typed)

    assert step in shown.text if step else shown.text.startswith(HEADINGS[Level.EMERGENCY])


@pytest.mark.parametrize("typed", ["ja", "yes please help", "007", "-1", "no no", "✅", "."])
async def test_what_is_no_answer_moves_nothing(ada: Phone, typed: str) -> None:
    await ada.ask("/triage")
    await ada.ask(typed)

    assert "2 of 9" in (await ada.ask("no")).text


async def test_a_tap_of_somebody_else_tells_nothing_of_the_answers(
    ada: Phone, telegram: Telegram, rest: Rest, flow: Flow, store: SqliteStore
) -> None:
    await answer_all(ada, ["No", "No"])
    ben = telegram.person(8)
    await ben.ask("/start")
    ben.tap_data(flow.encode((1, 1, 1)))
    shown = await ben.see()
    await rest()

    assert "4 of 9" in shown.text
    assert "3 of 9" in ada.screen().text
    assert [row["answers"] for row in (await store.export(ada.id))["open_card"]] == [flow.encode((1, 1))]


async def test_a_finished_card_says_so_where_it_stood(ada: Phone) -> None:
    card = (await ada.ask("/triage")).id
    await ada.press("Yes")
    (question,) = (message for message in ada.messages if message.id == card)

    assert question.text.startswith("This check is over.")
    assert question.labels == ("Start a new check", "Home", "Emergency")


@pytest.mark.parametrize("label", ["Red flags", "Start a new check", "Home", "Emergency"])
async def test_a_result_stays_whatever_is_tapped_on_it(ada: Phone, label: str, telegram: Telegram) -> None:
    result = await answer_all(ada, ["No", "No", "No", "Not sure"])
    shown = await ada.press(label)

    assert shown.id > result.id
    assert result.text in [message.text for message in ada.messages]
    assert telegram.refused == []


async def test_the_result_carries_its_date(ada: Phone) -> None:
    shown = await answer_all(ada, ["Yes"])

    assert re.search(r"22 November 2026, 12:\d\d UTC. For one person, as answered then.$", shown.text, re.MULTILINE)


async def test_what_is_kept_is_the_outcome_and_its_time(ada: Phone, rest: Rest) -> None:
    await answer_all(ada, ["No", "No", "No", "Not sure"])
    kept = await rest()

    assert [set(row) for row in kept["outcome"]] == [{"decided_at", "level"}]
    assert [(row["answers"], row["ended"]) for row in kept["open_card"]] == [("", 1)]


async def test_what_is_kept_is_told_and_erased(ada: Phone, says: Says, rest: Rest) -> None:
    await answer_all(ada, ["Yes"])
    copy = await ada.ask("/mydata")
    assert says("kept-outcome", count=1) in copy.text
    assert json.loads(ada.download())["outcome"][0]["level"] == "emergency"

    await ada.ask("/forgetme")
    await ada.press("Erase everything")
    assert await rest() == {}


async def test_what_was_for_someone_else_is_gone_and_said_once(ada: Phone, rest: Rest) -> None:
    result = (await answer_all(ada, ["Yes"])).id
    await ada.press("This was for someone else")
    before = len(ada.messages)
    ada.tap("This was for someone else", result)
    await ada.notice()

    assert "outcome" not in await rest()
    assert len(ada.messages) == before


@pytest.mark.parametrize("time", ["0", "9999999999", "999999999999"])
async def test_a_result_that_is_long_gone_is_no_fault(ada: Phone, says: Says, rest: Rest, time: str) -> None:
    ada.tap_data(f"{SOMEONE_ELSE}{time}")
    await rest()

    assert ada.unanswered() == ()
    assert not ada.screen().text.startswith(says("apology").partition("\n")[0])


async def test_a_result_of_yesterday_does_not_count_as_repeated(ada: Phone, clock: FakeClock) -> None:
    for _ in range(2):
        await answer_all(ada, ["No", "No", "No", "Not sure"])
    await clock.advance(25 * 3600)

    assert "The same result" not in (await answer_all(ada, ["No", "No", "No", "Not sure"])).text


async def test_it_can_be_off_in_the_configuration(run: Run, telegram: Telegram, says: Says, flow: Flow) -> None:
    ada = telegram.person(7)
    async with run():
        card = (await ada.ask("/triage")).id
    async with run(triage=False):
        for shown in (await ada.ask("/triage"), await ada.ask("/start triage")):
            assert shown.text.startswith(says("page-redflags"))
            assert shown.text.endswith(says("triage-off"))
            assert "Emergency" in shown.labels
        ada.tap_data(flow.encode((1,)), card)
        assert (await ada.see()).text.startswith(says("page-redflags"))
        assert ada.notices[-1].text == says("notice-triage-off")
    assert telegram.refused == []


async def test_all_its_buttons_show_the_red_flags_while_it_is_off(
    run: Run, telegram: Telegram, says: Says, flow: Flow, store: SqliteStore
) -> None:
    ada = telegram.person(7)
    async with run():
        await ada.ask("/triage")
        await ada.press("Yes")
        buttons = [button.data for message in ada.messages for row in message.rows for button in row]
    datas = {data for data in buttons if data and "triage" in data} | {STOP, flow.encode((1,)), flow.encode((), "y")}
    async with run(triage=False):
        for data in sorted(datas):
            ada.tap_data(data)
            await ada.notice()
            assert ada.screen().text.startswith(says("page-redflags")), data
            assert "Emergency" in ada.screen().labels

    assert len(datas) == 5
    assert "outcome" not in await store.export(ada.id)
    assert telegram.refused == []


async def test_an_administrator_switches_it_off_and_on_for_everybody(run: Run, telegram: Telegram, says: Says) -> None:
    ada, ben = telegram.person(ADMIN), telegram.person(8)
    async with run(admin_ids=frozenset({ADMIN})):
        assert (await ada.ask("/triage off")).text == says("triage-now-off")
        assert (await ben.ask("/triage")).text.startswith(says("page-redflags"))
    async with run(admin_ids=frozenset({ADMIN})):
        assert (await ben.ask("/triage")).text.startswith(says("page-redflags"))
        assert (await ada.ask("/triage on")).text == says("triage-now-on")
        assert "1 of 9" in (await ben.ask("/triage")).text
    async with run(admin_ids=frozenset({ADMIN}), triage=False):
        assert (await ada.ask("/triage on")).text == says("triage-fixed-off")


async def test_nobody_else_can_switch_it(ada: Phone) -> None:
    assert "1 of 9" in (await ada.ask("/triage off")).text
    assert "1 of 9" in (await ada.ask("/triage")).text


async def test_who_signed_it_off_is_said(run: Run, telegram: Telegram) -> None:
    ada, mark = telegram.person(7), fingerprint(CATALOG, shipped_messages())
    async with run(**SIGNED, signed_off_fingerprint=mark):
        shown = await ada.ask("/triage")

    assert shown.text.startswith("Checked by Dr A, GP; Dr B, neurologist on 1 December 2026.")


@pytest.mark.parametrize(
    ("key", "source"),
    [
        ("search:sleep", "no sleep"),
        ("reviewed:sleep", "by: A\non: 2026-12-01"),
        ("triage-step", "<b>{$number} of {$count}</b>"),  # as shipped
    ],
)
async def test_a_sign_off_counts_while_only_what_is_not_signed_is_changed(
    run: Run, telegram: Telegram, catalog: Catalog, key: str, source: str
) -> None:
    ada, mark = telegram.person(7), fingerprint(CATALOG, shipped_messages())
    async with run(**SIGNED, signed_off_fingerprint=mark):
        await ada.ask("/start")
        catalog.use(catalog.try_out([Override("en", key, source)]))
        assert (await ada.ask("/triage")).text.startswith("Checked by Dr A")


async def test_a_sign_off_ends_with_the_words_that_were_signed(
    run: Run, telegram: Telegram, catalog: Catalog, says: Says
) -> None:
    ada, mark = telegram.person(7), fingerprint(CATALOG, shipped_messages())
    async with run(**SIGNED, signed_off_fingerprint=mark):
        await ada.ask("/start")
        catalog.use(catalog.try_out([Override("en", "triage-step", "Step { $number } of { $count }")]))
        shown = await ada.ask("/triage")
        catalog.use(catalog.shipped)
        again = await ada.ask("/triage")

    assert shown.text.startswith(says("triage-trial"))
    assert "Step 1 of 9" in shown.text
    assert again.text.startswith("Checked by Dr A")


async def test_a_sign_off_of_other_words_counts_for_nothing(
    run: Run, telegram: Telegram, says: Says, caplog: pytest.LogCaptureFixture
) -> None:
    ada = telegram.person(7)
    async with run(**SIGNED, signed_off_fingerprint="0123456789ab"):
        shown = await ada.ask("/triage")

    assert shown.text.startswith(says("triage-trial"))
    assert "0123456789ab was signed" in caplog.text


async def test_where_nobody_signed_no_start_waits_for_a_fingerprint(
    run: Run, telegram: Telegram, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("bot.app.fingerprint")
    ada = telegram.person(7)
    async with run():
        assert (await ada.ask("/triage")).text.startswith(says("triage-trial"))


async def test_words_without_questions_make_a_bot_without_them(
    run: Run, telegram: Telegram, catalog: Catalog, says: Says
) -> None:
    plain, pages = Catalog.load(shipped_messages()), catalog.pages
    menu = tuple(set(pages.menu) - {"triage"})
    plain.use(replace(plain.edition, check=None, pages=type(pages)(pages.pages, menu)))
    ada = telegram.person(7)
    async with run(words=plain):
        assert (await ada.ask("/triage")).text.startswith(says("unknown-command")[:20])
        assert (await ada.ask("no")).text == says("plain-text")


class Recorder:
    """Takes down in which lane messages go out."""

    def __init__(self) -> None:
        self.lanes: list[Lane] = []

    async def send(self, chat_id: int, text: str, keyboard: Keyboard, lane: Lane) -> int:
        self.lanes.append(lane)
        return len(self.lanes)

    async def edit(self, chat_id: int, message_id: int, text: str, keyboard: Keyboard, lane: Lane) -> None:
        raise AssertionError("nothing is edited here")

    async def acknowledge(self, query_id: str, notice: str | None) -> None:
        raise AssertionError("nothing is tapped here")


async def test_the_result_of_an_emergency_waits_for_nothing(
    catalog: Catalog, store: SqliteStore, clock: FakeClock, telegram: Telegram
) -> None:
    request = SimulatedRequest(telegram)
    bot, sender, ada = Bot(TOKEN, request=request, get_updates_request=request), Recorder(), telegram.person(7)
    await bot.initialize()
    application = ApplicationBuilder().bot(bot).updater(None).build()
    services = Services(catalog, store, sender, About(), clock)
    conversation = Conversation(application, services)
    for typed in ("/triage", "no", "yes"):
        ada.send(typed)
        (received,), _ = _sorted_out(telegram.world.updates.pending[-1:])
        writes: list[Write] = []
        await store.receive([received], clock.now())
        await conversation.answer(received, Person(ada.id), writes)
        await store.finish(received.update_id, Ending.DONE, writes, clock.now())

    assert sender.lanes == [Lane.ANSWER, Lane.ANSWER, Lane.URGENT]


CATALOG = Catalog.load(shipped_messages())
