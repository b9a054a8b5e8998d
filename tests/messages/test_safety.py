"""The words never do harm: no doubtful claim, no false comfort, nothing between a person and help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    "first fit", "5 minutes", "longer than usual", "repeated", "in water", "injury", "not fully awake",
    "cannot be woken", "confused", "breathing", "swallowing", "chest pain", "blue, floppy or hard to wake",
    "face droop", "weak, numb or not moving", "unclear speech", "lost sight", "balance", "worst headache",
    "numb between legs", "bladder or bowel",
    "high fever", "stiff neck", "drowsy", "new rash", "overdose", "poison", "pesticide", "illegal drug",
    "new, raised or mixed medicine", "agitation", "racing heart", "stopped alcohol or sedatives", "seeing things",
    "stiff jaw", "after a wound", "head injury", "electric shock", "pregnant", "after birth", "changed sight",
    "upper belly pain",
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
