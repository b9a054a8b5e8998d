"""The words never do harm: no doubtful claim, no false comfort, nothing between a person and help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.content.catalog import Catalog
from bot.content.markup import parse
from bot.domain.schedule import Kind

NUMBER_LINE = (
    "Call your local emergency number now. 112 in the EU and many other countries; 911 in the US and Canada; "
    "999 in the UK; 000 in Australia; 111 in New Zealand. From a mobile, 112 often connects. "
    "If you are not sure, ask someone near you or call reception/security."
)

DOUBTFUL = {
    r"\b(?:8|eight) glasses": "no study supports a fixed number of glasses",
    r"lactic acid (?:build|cause|irritat|lead|make|is why)|buildup|build-up": "lactic acid was an older idea",
    r"micro-?tears?|tiny tears|microscopic": "the leading view is changed control of a tired muscle",
    r"medically known as|twitch(?:es|ing)? (?:is|are) (?:called )?myoclonus": "twitches and myoclonus differ",
    r"prevents? misdiagnosis": "a careful work-up lowers the chance only",
    r"EEG[^.]*\bconfirms?|confirms? epilep": "EEG supports, and a normal one excludes nothing",
    r"anti-?epileptics?|\bAEDs?\b": "the term is antiseizure medicines",
    r"energi[sz]ed neurons|fire excessively|neurotransmitter": "not how caffeine works",
    r"conduction (?:study|studies)[^.]*such as EMG": "these are two tests",
    r"prevents? (?:an )?electrolyte": "drinking prevents drying out only",
    r"throughout life|for life\b": "tips may ease everyday twitches, no more",
    r"degenerat": "jerks in older age come mostly from other illness",
    r"unstable|lose some stability": "small twitches are found at all ages",
    r"\bensures?\b|\bguarantee": "nothing here is sure",
    r"often feature": "these illnesses can include jerks",
    r"dopamine agonists? (?:is|are) the": "they are one choice among others",
}
FALSE_COMFORT = (
    r"don.?t worry|do not worry|no need to worry|nothing to worry|no reason to worry",
    r"you are (?:fine|safe|healthy|ok)|you.re (?:fine|ok)",
    r"you do not have|you don.t have|you have (?:ALS|MND|MS|epilepsy)\b",
    r"harmless|perfectly normal|just stress|only stress|all in your head",
    r"no (?:need|reason) to (?:see|call)|wait and see|self-diagnos",
)
UNCHECKED_NUMBERS = r"\b(?:116 ?117|116 ?123|988|811|119|10177|1800 022 222|0800 611 116|1-800-273-8255)\b"
MUST_STAND_IN_SIGHT = (
    "first fit (seizure)", "over 5 minutes", "longer than usual", "repeated", "in water", "injured", "not fully awake",
    "will not wake", "new confusion", "trouble breathing or swallowing", "chest pain", "blue, floppy or hard to wake",
    "face droop", "weak, numb or not moving", "unclear speech", "lost sight", "balance", "worst headache",
    "numb between legs", "loss of bladder or bowel control",
    "high fever with stiff neck, confusion, drowsiness or rash", "overdose", "poison", "pesticide", "illegal drug",
    "new, raised or mixed medicine, then restless, sweaty, hot, racing heart",
    "stopped alcohol or sedatives: bad shaking, confusion, seeing things",
    "stiff jaw or spasms after a wound", "head injury", "electric shock", "pregnant", "6 weeks after birth",
    "bad headache", "sight change", "upper belly pain",
)  # fmt: skip
MUST_BE_SEEN_TODAY = (
    "weaker, clumsy or unsteady within 4 weeks", "slurred speech or trouble swallowing", "blackout", "blank spell",
    "bitten tongue", "fit (seizure)", "soon after waking make you drop things", "raised or mixed a medicine",
    "cut down or stopped alcohol", "sedatives", "opioids", "baclofen", "seizure or anxiety medicine",
    "vomiting or diarrhoea for over a day", "no fluid stays down", "round the mouth", "hand cramps",
    "thyroid or neck surgery", "dialysis", "very little urine", "cola-dark urine", "big jerks while awake",
    "a child under 2",
)  # fmt: skip
KINDS = ("voice", "audio", "video", "video_note", "photo", "sticker", "document", "location", "contact", "other")
UNREAD = (
    ("unknown-command", {}), ("unknown-command-close", {"command": "causes"}), ("plain-text", {}),
    *(("other-message", {"kind": kind}) for kind in KINDS), ("apology", {}), ("slow-down", {}),
)  # fmt: skip


@pytest.fixture(scope="module")
def everything() -> dict[str, str]:
    """All English texts, chat and pages, and the labels and menus beside them, as they stand in the files."""
    folder = Path(__file__).parents[2] / "messages" / "en"
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.ftl")}


def found(pattern: str, texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, match[0]) for name, text in texts.items() for match in re.finditer(pattern, text, re.IGNORECASE)]


@pytest.mark.parametrize(("claim", "reason"), DOUBTFUL.items())
def test_a_doubtful_claim_is_not_repeated(everything: dict[str, str], claim: str, reason: str) -> None:
    assert found(claim, everything) == [], reason


@pytest.mark.parametrize("words", FALSE_COMFORT)
def test_nobody_is_diagnosed_or_falsely_comforted(everything: dict[str, str], words: str) -> None:
    assert found(words, everything) == []


def test_no_number_is_given_that_nobody_checked(everything: dict[str, str]) -> None:
    assert found(UNCHECKED_NUMBERS, everything) == []


def test_111_never_stands_without_its_country(everything: dict[str, str]) -> None:
    bare = [
        (name, text[max(match.start() - 20, 0) : match.end() + 20])
        for name, text in everything.items()
        for match in re.finditer(r"(?<!\d)111(?!\d)", text)
        if not re.search(r"in the UK: NHS 111|111 in New Zealand", text[max(match.start() - 20, 0) : match.end() + 20])
    ]

    assert bare == []


def test_nobody_is_told_to_stop_a_medicine(article: dict[str, str]) -> None:
    told = [
        (page_id, sentence)
        for page_id, text in article.items()
        for sentence in re.split(r"(?<=[.?!])", text)
        if re.search(r"\bstop\b[^.]*\bmedicines?\b", sentence, re.IGNORECASE)
        and not re.search(r"\b(?:not|never)\b", sentence, re.IGNORECASE)
    ]

    assert told == []


def test_the_red_flags_open_with_the_call(leads: dict[str, str]) -> None:
    assert leads["redflags"].splitlines()[0].startswith("Call your emergency number now")


@pytest.mark.parametrize("sign", MUST_STAND_IN_SIGHT)
def test_an_emergency_sign_is_seen_without_unfolding_anything(leads: dict[str, str], sign: str) -> None:
    assert sign in leads["redflags"].lower()


@pytest.mark.parametrize("sign", MUST_BE_SEEN_TODAY)
def test_a_sign_for_today_is_seen_without_unfolding_anything(leads: dict[str, str], sign: str) -> None:
    assert sign in leads["redflags-doctor"].lower()


def test_trouble_with_speech_or_swallowing_never_waits_for_a_visit(leads: dict[str, str]) -> None:
    today = leads["als"].partition("book a visit")[0]

    assert today.startswith("Speak to a doctor today")
    assert "speech is slurred or swallowing is hard" in today


def test_a_fit_is_explained_where_it_is_first_named(article: dict[str, str]) -> None:
    unexplained = [
        (page_id, text[match.start() : match.end() + 15])
        for page_id, text in article.items()
        if (match := re.search(r"\b(?:a|first|possible) fit\b|\bfits\b", text, re.IGNORECASE))
        and not text[match.end() :].startswith((" (seizure)", " (seizures)"))
    ]

    assert unexplained == []


def test_vomiting_is_called_by_its_name(everything: dict[str, str]) -> None:
    assert found(r"\bbeing sick|\bbeen sick", everything) == []


def test_the_emergency_page_opens_with_the_number_line(leads: dict[str, str]) -> None:
    assert leads["emergency"].splitlines()[0] == NUMBER_LINE


@pytest.mark.parametrize("limit", ["cannot call anyone", "cannot see you", "Nobody reads this chat"])
def test_the_emergency_page_says_what_it_cannot_do(leads: dict[str, str], limit: str) -> None:
    assert limit in leads["emergency"]


@pytest.mark.parametrize(
    "step", ["Do not drive yourself", "Clear the space", "under the head", "nothing in the mouth", "no food or drink",
             "Time it", "onto their side"]
)  # fmt: skip
def test_the_emergency_page_says_what_to_do_in_a_fit(leads: dict[str, str], step: str) -> None:
    assert step in leads["emergency"]


def test_who_thinks_of_ending_their_life_is_answered_before_all_that_is_folded(article: dict[str, str]) -> None:
    folded = article["emergency"].partition("Stay until they are fully awake.")[2].strip()

    assert folded.startswith("If you think of ending your life")


def test_who_can_listen_stands_in_the_lines_that_show_before_the_text_is_unfolded(article: dict[str, str]) -> None:
    folded = article["emergency"].partition("If you think of ending your life")[2]

    assert re.search(r"^\n• .{,40}findahelpline\.com or befrienders\.org\.$", folded, re.MULTILINE)


@pytest.mark.parametrize(
    "step", ["It is right to ask for help", "have a plan", "have done or taken something", "even if you feel fine",
             "Move away", "Be with someone", "findahelpline.com", "befrienders.org", "someone you trust",
             "a machine and nobody is watching", "send /emergency"]
)  # fmt: skip
def test_the_words_in_a_crisis_hold_every_step(article: dict[str, str], step: str) -> None:
    assert step in article["emergency"]


def test_the_words_in_a_crisis_name_no_method_and_blame_nobody(article: dict[str, str]) -> None:
    texts = {"emergency": article["emergency"]}

    assert found(r"commit|selfish|attempt|dose|tablet|pill|are you sure|promise|should not", texts) == []


@pytest.mark.parametrize(("message", "variables"), UNREAD)
def test_what_cannot_be_answered_is_met_with_the_call_first(
    catalog: Catalog, message: str, variables: dict[str, str]
) -> None:
    text = parse(catalog.words("en").text(message, **variables)).text

    assert text.startswith("In danger right now? Call your local emergency number")


@pytest.mark.parametrize(("message", "variables"), [case for case in UNREAD if case[0] != "slow-down"])
def test_the_emergency_page_can_be_tapped_in_the_first_line_of_such_an_answer(
    catalog: Catalog, message: str, variables: dict[str, str]
) -> None:
    text = parse(catalog.words("en").text(message, **variables)).text

    assert "/emergency" in text.splitlines()[0]


def test_who_sends_their_place_learns_that_nobody_comes(catalog: Catalog) -> None:
    text = catalog.words("en").text("other-message", kind="location")

    assert "I cannot see where you are, and I cannot send help to you." in text


def test_the_emergency_page_has_no_everyday_tips(article: dict[str, str]) -> None:
    assert found(r"caffeine|stretch|relax|hydrat", {"emergency": article["emergency"]}) == []


def test_the_page_on_als_tells_of_groups_only(leads: dict[str, str]) -> None:
    assert "This page cannot tell about you. It can only tell about groups" in leads["als"]


def test_reassuring_facts_come_with_their_limit(leads: dict[str, str]) -> None:
    assert "They cannot rule anything out for you." in leads["redflags-reassuring"]


@pytest.mark.parametrize("page", ["causes-nerve", "causes-electrolytes", "causes-medication", "faq-concern", "als"])
def test_pages_near_an_emergency_say_when_to_call(leads: dict[str, str], page: str) -> None:
    assert re.search("call your emergency number", leads[page], re.IGNORECASE)


@pytest.mark.parametrize(
    "page", ["basics", "causes-fatigue", "causes-stress", "sleep", "treatment", "tips", "diagnosis", "faq-causes",
             "faq-fatigue", "takeaways", "treatment-lifestyle", "treatment-supplements", "science", "als"]
)  # fmt: skip
def test_pages_on_everyday_causes_say_when_to_see_a_doctor(leads: dict[str, str], page: str) -> None:
    assert re.search(r"see a doctor|speak to a doctor|see your GP|with your GP", leads[page], re.IGNORECASE)


def test_bullets_end_with_a_full_stop(article: dict[str, str]) -> None:
    open_ended = [
        (page_id, line)
        for page_id, text in article.items()
        for line in text.splitlines()
        if line.startswith("• ") and not re.search(r"[.?][⁰¹²³⁴-⁹ ]*$", line)
    ]

    assert open_ended == []


def test_no_tip_says_tonight_since_some_people_sleep_by_day(catalog: Catalog) -> None:
    words = catalog.words("en")

    assert [tip for tip in catalog.tips if "tonight" in words.plain(tip).lower()] == []


def test_each_tip_says_where_it_is_from(catalog: Catalog) -> None:
    assert [tip for tip in catalog.tips if not catalog.tips[tip].sources] == []


@pytest.mark.parametrize(
    "doubt", [r"posture|sit (?:up )?straight", r"\d (?:glasses|lit(?:re|er)s)", r"streak|in a row",
              r"supplement|tablets?\b|\bmg of magnesium", r"you (?:missed|forgot|failed|should have)"]
)  # fmt: skip
def test_no_tip_says_what_is_doubtful_or_scolds(catalog: Catalog, doubt: str) -> None:
    words = catalog.words("en")

    assert [tip for tip in catalog.tips if re.search(doubt, words.plain(tip), re.IGNORECASE)] == []


def test_a_move_that_may_hurt_says_when_to_stop(catalog: Catalog) -> None:
    words = catalog.words("en")
    moving = re.compile(r"\b(?:roll your|shake|stretch your|walk|way round)", re.IGNORECASE)
    moves = [words.plain(tip) for tip in catalog.tips if moving.search(words.plain(tip))]

    assert len(moves) >= 5
    assert [tip for tip in moves if "stop if " not in tip.lower()] == []


def test_a_tip_to_drink_comes_to_nobody_who_may_have_to_drink_less(catalog: Catalog) -> None:
    words = catalog.words("en")
    drinking = re.compile(r"\b(?:drink|sip|fluid|thirst|glass of|cups a day)", re.IGNORECASE)
    elsewhere = [
        tip for tip in catalog.tips if drinking.search(words.plain(tip)) and Kind.WATER not in catalog.tips[tip].needs
    ]

    assert elsewhere == []


def test_a_tip_to_stretch_comes_to_nobody_who_may_be_hurt(catalog: Catalog) -> None:
    words = catalog.words("en")
    moving = re.compile(r"\b(?:stretch|walk|stand up|roll your|stairs)", re.IGNORECASE)
    elsewhere = [
        tip for tip in catalog.tips if moving.search(words.plain(tip)) and Kind.STRETCH not in catalog.tips[tip].needs
    ]

    assert elsewhere == []
