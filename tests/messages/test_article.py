"""The whole article is there: each of its items has a page that covers it."""

from __future__ import annotations

import pytest

from bot.content.catalog import Catalog

# Item of the article, the message that covers it (corrected where the clinical review corrects it), what it names.
ITEMS = (
    ("Opening: sudden, involuntary, from nerves, muscles, fatigue or illness", "page-basics",
     ("by itself, without your will", "irritated nerves or muscles", "tiredness", "illness")),
    ("Understanding: what myoclonus is, and what it is not", "page-basics", ("myoclonus", "fasciculation", "cramp")),
    ("Understanding: where it starts", "page-basics", ("nervous system", "end of the nerve")),
    ("Understanding: hardly felt to strong", "page-basics", ("hardly feel", "strong")),
    ("Understanding: arms, legs, eyelids, diaphragm", "page-basics", ("arms", "legs", "eyelids", "diaphragm")),
    ("Understanding: a quick shock", "page-basics", ("like a shock",)),
    ("Understanding: occasional or persistent", "page-basics", ("most pass", "strong or lasting")),
    ("Causes: the six groups", "page-causes",
     ("nerve", "electrolytes", "fatigue", "stress", "medicines and substances", "nutrition")),
    ("Causes: several at once", "page-causes", ("more than one cause", "strong or lasting jerks")),

    ("Cause, nerve: signals from brain and spinal cord", "page-causes-nerve", ("signals", "brain and spinal cord")),
    ("Cause, nerve: multiple sclerosis and myelin", "page-causes-nerve", ("multiple sclerosis", "myelin", "stiffness")),
    ("Cause, nerve: epilepsy", "page-causes-nerve", ("epilepsy", "first fit")),
    ("Cause, nerve: Parkinson's disease", "page-causes-nerve", ("parkinson's disease",)),
    ("Cause, nerve: peripheral neuropathy", "page-causes-nerve", ("neuropathy",)),
    ("Cause, electrolytes: the four and their role", "page-causes-electrolytes",
     ("potassium", "calcium", "magnesium", "sodium", "nerves and muscles need them")),
    ("Cause, electrolytes: dehydration, diet, kidneys, medicines", "page-causes-electrolytes",
     ("diarrhoea", "kidney disease", "water tablets", "thirsty", "poor diet")),
    ("Cause, electrolytes: low magnesium or calcium", "page-causes-electrolytes", ("lack of magnesium or calcium",)),
    ("Cause, fatigue: hard activity", "page-causes-fatigue", ("hard or new exercise", "tired", "control it less well")),
    ("Cause, fatigue: lactic acid, corrected", "page-causes-fatigue", ("lactic acid was the older idea",)),
    ("Cause, fatigue: athletes, repeated tasks, posture", "page-causes-fatigue", ("athletes", "same task", "posture")),
    ("Cause, stress: adrenaline", "page-causes-stress", ("adrenaline", "fire more easily")),
    ("Cause, stress: eyelid twitches", "page-causes-stress", ("eyelid", "linked")),
    ("Cause, stress: anxiety makes twitches feel bigger", "page-causes-stress", ("anxiety", "feel big")),
    ("Cause, medicines: stimulants and caffeine", "page-causes-medication", ("stimulants", "caffeine")),
    ("Cause, medicines: the four groups", "page-causes-medication",
     ("antidepressants", "antipsychotics", "corticosteroids", "diuretics")),
    ("Cause, medicines: withdrawal", "page-causes-medication",
     ("jerks", "sudden stop of alcohol or benzodiazepines", "fits", "medical help")),
    ("Cause, nutrition: B12 and myelin", "page-causes-nutrition", ("b12", "myelin", "tingling")),
    ("Cause, nutrition: vitamin D and calcium", "page-causes-nutrition", ("vitamin d", "calcium")),

    ("Sleep: jerks while falling asleep", "page-sleep", ("hypnic jerk", "falling asleep", "normal")),
    ("Sleep: what happens between waking and sleep", "page-sleep", ("exact cause is not known",)),
    ("Sleep: poor sleep and stress", "page-sleep", ("poor sleep", "stress")),
    ("Sleep: regular times, no stimulants, calm room", "page-sleep", ("same times", "caffeine", "calm, dark")),

    ("Red flags: emergencies the article leaves out", "page-redflags", ("call your emergency number", "face droop")),
    ("Red flags: benign twitches", "page-redflags-reassuring",
     ("in one place", "eyelid", "without weakness", "days to weeks")),
    ("Red flags: lasting or worsening twitches", "page-redflags-doctor", ("over 2 weeks", "getting worse")),
    ("Red flags: frequent strong jerks", "page-redflags-doctor", ("big jerks while awake", "many a day")),
    ("Red flags: weakness and loss of coordination", "page-redflags-doctor", ("weaker", "clumsy", "unsteady")),
    ("Red flags: numbness, pain, several places", "page-redflags-doctor", ("hurts", "numb", "more than one place")),
    ("Red flags: effect on daily life", "page-redflags-doctor", ("spoils your sleep or work",)),
    ("Red flags: seizures", "page-redflags-doctor", ("blackout", "blank spell", "fit")),
    ("Red flags: sudden changes in thinking", "page-redflags", ("new confusion",)),
    ("Red flags: slow changes in thinking", "page-redflags-doctor", ("memory or thinking has slowly got worse",)),
    ("Red flags: evaluation by a doctor, EMG or MRI", "page-diagnosis", ("start with your gp", "tests")),

    ("Treatment: not everything can be cured, corrected", "page-treatment", ("not every cause can be taken away",)),
    ("Treatment depends on the trigger", "page-treatment", ("depends on it",)),
    ("Treatment, lifestyle: adequate hydration", "page-treatment-lifestyle", ("drink", "pale urine")),
    ("Treatment, lifestyle: caffeine and stimulants", "page-treatment-lifestyle", ("caffeine", "stimulants")),
    ("Treatment, lifestyle: stress", "page-treatment-lifestyle", ("stress", "breathing")),
    ("Treatment, lifestyle: rest", "page-treatment-lifestyle", ("rest well",)),
    ("Treatment, supplements: B12 injections", "page-treatment-supplements", ("b12", "injections", "blood test")),
    ("Treatment, supplements: oral magnesium", "page-treatment-supplements", ("magnesium", "tablets", "kidney")),
    ("Treatment, medical: antiseizure medicines", "page-treatment-medical", ("antiseizure medicines",)),
    ("Treatment, medical: baclofen and benzodiazepines", "page-treatment-medical",
     ("baclofen", "benzodiazepine", "spasticity")),
    ("Treatment, medical: the illness behind it", "page-treatment-medical", ("slow the disease", "dopamine")),
    ("Treatment, medical: specialist, side effects", "page-treatment-medical", ("specialist", "side effects")),

    ("Table, nerve irritation", "page-science", ("nerve illness", "multiple sclerosis", "signals at the wrong time")),
    ("Table, electrolyte imbalance", "page-science", ("low magnesium or calcium", "fire too easily")),
    ("Table, sustained fatigue", "page-science", ("fatigue and overuse", "after effort")),
    ("Table, anxiety and stress hormones", "page-science", ("stress (adrenaline)", "on alert")),
    ("Table, nutritional deficiency", "page-science", ("low vitamin b12", "signals are poor")),
    ("Table, caffeine", "page-science", ("caffeine", "keeps the brain alert")),

    ("Tips: what they may do, corrected", "page-tips", ("may ease everyday twitches",)),
    ("Tip 1: magnesium-rich meals", "page-tips", ("balanced meals", "spinach", "nuts")),
    ("Tip 2: caffeine", "page-tips", ("go easy on caffeine",)),
    ("Tip 3: pace exercise", "page-tips", ("pace your exercise", "rest between sessions")),
    ("Tip 4: meditate", "page-tips", ("meditate",)),
    ("Tip 5: hydration", "page-tips", ("drink through the day",)),
    ("Tip 6: stretch at work", "page-tips", ("sitting for long", "stretch often")),
    ("Tip 7: see a doctor if worse", "page-tips", ("twitches get worse", "gp")),
    ("Tip 8: steady sleep", "page-tips", ("steady times for sleep",)),
    ("Tip 9: no abrupt withdrawal", "page-tips", ("do not suddenly stop", "medical help")),
    ("Tip 10: medicines", "page-tips", ("ask your doctor about other choices",)),

    ("Age: more jerks with age, corrected", "page-age", ("more common with age", "another illness")),
    ("Age: benign fasciculations, corrected", "page-age", ("found at all ages",)),
    ("Age: salts, corrected", "page-age", ("kidneys often work less well", "salts")),
    ("Age: motor neurons", "page-age", ("motor unit",)),
    ("Age: diabetes and neuropathy", "page-age", ("neuropathy", "diabetes")),
    ("Age: new onset with weakness", "page-age", ("new twitch with weakness",)),

    ("Diagnosis: lasting twitches", "page-diagnosis", ("over 2 weeks", "spreads or gets worse")),
    ("Diagnosis: history and examination", "page-diagnosis-history", ("story", "examines", "pattern")),
    ("Diagnosis: blood tests", "page-diagnosis-blood", ("salts", "vitamins")),
    ("Diagnosis: nerve conduction", "page-diagnosis-conduction", ("electric pulses", "not the same as emg")),
    ("Diagnosis: EMG", "page-diagnosis-emg", ("electromyography", "in the nerve or in the muscle")),
    ("Diagnosis: MRI", "page-diagnosis-mri", ("brain or spinal cord",)),
    ("Diagnosis: EEG", "page-diagnosis-eeg", ("epilepsy", "support", "does not rule it out")),
    ("Diagnosis: treatment plan", "page-diagnosis-plan", ("aims at the cause",)),
    ("Diagnosis: misdiagnosis, corrected", "page-diagnosis-misdiagnosis", ("lower the chance", "get worse with time")),
    ("Diagnosis: new jerks with weakness", "page-diagnosis", ("new and frequent", "weak, numb or clumsy")),

    ("Takeaway: stress", "page-takeaways", ("stress is linked to twitches",)),
    ("Takeaway: fatigue", "page-takeaways", ("fatigue",)),
    ("Takeaway: caffeine", "page-takeaways", ("caffeine may make twitches worse",)),
    ("Takeaway: nutrients, corrected", "page-takeaways", ("nutrients", "low magnesium", "blood test must confirm")),
    ("Takeaway: nerve irritation", "page-takeaways", ("nerve irritation",)),

    ("Question: what are the common causes?", "page-faq-causes",
     ("nerve", "electrolytes", "tired", "illness", "myoclonus")),
    ("Question: how does nerve irritation do it?", "page-faq-nerves",
     ("irritated", "brain and spinal cord", "multiple sclerosis", "epilepsy")),
    ("Question: can electrolytes do it?", "page-faq-electrolytes", ("potassium", "calcium", "magnesium", "cramps")),
    ("Question: why does fatigue do it?", "page-faq-fatigue", ("fatigue", "control a tired muscle less well")),
    ("Question: when is it a concern?", "page-faq-concern",
     ("most pass", "lasting jerks", "spoils your sleep or work", "worse")),

    ("Conclusion: many causes, even falling asleep", "page-takeaways", ("many causes", "sleep")),
    ("Conclusion: food and stress", "page-takeaways", ("good food", "less stress")),
    ("Conclusion: lasting signs need exam and tests", "page-takeaways", ("exam", "tests")),
)  # fmt: skip

CAUSES = {
    "causes-nerve": "nerve",
    "causes-electrolytes": "electrolyte",
    "causes-fatigue": "fatigue",
    "causes-stress": "stress",
    "causes-medication": "medic",
    "causes-nutrition": "nutri",
}
BESIDE_THE_ARTICLE = {"als", "breathing", "faq", "about", "sources", "emergency", "crisis"}


@pytest.mark.parametrize(("item", "message", "terms"), ITEMS, ids=[item for item, _, _ in ITEMS])
def test_an_item_of_the_article_is_covered(
    article: dict[str, str], item: str, message: str, terms: tuple[str, ...]
) -> None:
    text = article[message.removeprefix("page-")].lower()

    assert [term for term in terms if term not in text] == [], item


def test_every_page_covers_an_item_or_stands_beside_the_article(article: dict[str, str]) -> None:
    covering = {message.removeprefix("page-") for _, message, _ in ITEMS}

    assert covering | BESIDE_THE_ARTICLE == article.keys()


def test_the_labels_of_the_six_causes_name_them_in_order(catalog: Catalog) -> None:
    words = catalog.words("en")
    children = catalog.pages.pages["causes"].children

    assert children == tuple(CAUSES)
    assert [page for page in children if CAUSES[page] not in words.plain(f"page-{page}.button").lower()] == []


def test_the_red_flags_come_first_in_the_main_menu(catalog: Catalog) -> None:
    assert catalog.pages.pages["home"].children[0] == "redflags"


def test_the_signs_come_before_what_reassures(catalog: Catalog) -> None:
    assert catalog.pages.pages["redflags"].children == ("redflags-doctor", "redflags-reassuring", "als", "breathing")


@pytest.mark.parametrize(("page", "count"), [("diagnosis", 8), ("faq", 5), ("treatment", 3)])
def test_a_menu_has_all_its_pages(catalog: Catalog, page: str, count: int) -> None:
    assert len(catalog.pages.pages[page].children) == count


def test_there_are_ten_tips_and_five_takeaways(leads: dict[str, str]) -> None:
    assert [leads[page].count("• ") for page in ("tips", "takeaways")] == [10, 5]


def test_start_is_two_lines(catalog: Catalog) -> None:
    assert catalog.pages.card("home", catalog.words("en"), {}).text.count("\n") == 1


def test_every_command_says_in_the_menu_what_it_opens(catalog: Catalog) -> None:
    words = catalog.words("en")
    silent = [
        page.id for page in catalog.pages.pages.values() if page.command and not words.has(f"page-{page.id}.menu")
    ]

    assert silent == []


def test_common_labels_are_full_words(catalog: Catalog) -> None:
    words = catalog.words("en")
    labels = [words.plain(f"button-{name}") for name in ("previous", "next", "home", "emergency")]

    assert labels == ["Previous", "Next", "Home", "Emergency"]
