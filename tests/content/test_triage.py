from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.config import shipped_messages
from bot.content.catalog import Catalog, ContentError

FILE = "triage.toml"
KEYS = "answers, mildest_first, never_selfcare, sources, unsure_is_mild"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_messages(), tmp_path / "messages"))


def faults(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        Catalog.load(folder)
    return [str(fault) for fault in caught.value.faults]


def spoil(folder: Path, old: str, new: str, name: str = FILE) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def line(folder: Path, start: str) -> int:
    lines = (folder / FILE).read_text("utf-8").splitlines()
    return next(number for number, each in enumerate(lines, 1) if each.startswith(start))


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ('slow = "routine"', 'slow = "later"', "slow",
         "weakness: slow must be one of selfcare, routine, urgent, emergency"),
        ('slow = "routine"', "slow = [1]", "slow",
         "weakness: slow must be one of selfcare, routine, urgent, emergency"),
        ('unsure = "urgent"\n\n[questions.spells]', '\n[questions.spells]', "[questions.weakness.answers]",
         'weakness: every question needs the answer "unsure"'),
        ('unsure = "urgent"\n\n[questions.spells]', 'unsure = "routine"\n\n[questions.spells]',
         "[questions.weakness.answers]", "weakness: unsure counts as the most urgent answer, so it must be urgent"),
        ('mildest_first = ["no", "slow", "unsure", "fast"]', 'mildest_first = ["no", "slow", "fast"]',
         'mildest_first = ["no", "slow", "fast"]',
         "weakness: mildest_first must hold each answer once: fast, slow, no, unsure"),
        ('never_selfcare = ["slow", "fast", "unsure"]', 'never_selfcare = ["slaw"]', 'never_selfcare = ["slaw"]',
         'weakness: never_selfcare: there is no answer "slaw"'),
        ('never_selfcare = ["slow", "fast", "unsure"]', "never_selfcare = 5", "never_selfcare = 5",
         'weakness: never_selfcare must be a list of names, each once, like ["one", "two"]'),
        ('sources = ["ng217", "nhs-twitching"]', 'sources = ["nowhere"]', 'sources = ["nowhere"]',
         'age: there is no text "source-nowhere"'),
        ('instead = "redflags"', 'instead = "gone"', "instead", 'instead: there is no page "gone"'),
        ('instead = "redflags"', "instead = 5", "instead", 'instead must be the name of a page, such as "home"'),
        ('next = ["breathing", "als"]', 'next = ["gone"]', 'next = ["gone"]', 'repeated: there is no page "gone"'),
        ("[outcomes.repeated]", "[outcomes.again]", "[outcomes.again]",
         '"again" is no outcome; there are selfcare, routine, urgent, emergency, repeated'),
        ("\nunsure_is_mild = true", "\nunsure_is_mad = true", "unsure_is_mad",
         f'"unsure_is_mad" is not known here; there are only {KEYS}'),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named_with_its_line(folder: Path, old: str, new: str, place: str, message: str) -> None:
    spoil(folder, old, new)

    assert f"{FILE}:{line(folder, place)}: {message}" in faults(folder)


@pytest.mark.parametrize(
    ("old", "missing"),
    [
        ("triage-weakness =", "weakness: there is no text \"triage-weakness\""),
        ("button-age-older =", "age: there is no text \"button-age-older\""),
        ("triage-result-urgent =", "urgent: there is no text \"triage-result-urgent\""),
        ("triage-spells-yes =", "spells: there is no text \"triage-spells-yes.reason\""),
    ],
)  # fmt: skip
def test_missing_words_are_named(folder: Path, old: str, missing: str) -> None:
    spoil(folder, f"\n{old}", f"\nx{old}", "en/triage.ftl")

    assert [fault for fault in faults(folder) if fault.endswith(missing)]


def test_every_fault_is_named_at_once(folder: Path) -> None:
    spoil(folder, 'slow = "routine"', 'slow = "later"')
    spoil(folder, 'instead = "redflags"', 'instead = "gone"')

    assert len(faults(folder)) >= 2


@pytest.mark.parametrize("text", ["instead = ", "questions = 5", "[questions]\nx = 5", "", "[[[["])
def test_a_broken_file_is_named(folder: Path, text: str) -> None:
    (folder / FILE).write_text(text)

    assert [fault for fault in faults(folder) if fault.startswith(FILE)]


def test_a_file_that_is_no_text_is_named(folder: Path) -> None:
    (folder / FILE).write_bytes(b"\xff\xfe")

    assert [fault for fault in faults(folder) if fault.startswith(FILE)]


def test_too_many_questions_do_not_fit_into_a_button(folder: Path) -> None:
    question = '[questions.q{}]\nmildest_first=["unsure"]\nnever_selfcare=[]\nsources=[]\nanswers={{unsure="urgent"}}\n'
    text = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text(text + "\n".join(question.format(number) for number in range(60)), "utf-8")

    assert [fault for fault in faults(folder) if "there are 69 questions; 1 to 56 fit into a button" in fault]


def test_words_may_have_no_check(folder: Path) -> None:
    (folder / FILE).unlink()

    assert Catalog.load(folder).check is None
