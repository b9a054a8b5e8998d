from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.danger import Danger, read_alarm
from bot.content.examples import CALM, DANGER, NONE, QUESTIONS, read_examples, read_learned, unlearned
from bot.content.faults import ContentError
from bot.content.learned import Learned, LearnedError, parse
from bot.content.learning import learn, learn_folder
from bot.content.search import Search, SearchFile
from bot.content.tokens import words

ASKED = {
    "roses": ["how do i prune a rose", "my rose has black spots", "cutting roses in march", "greenfly on the rosebush"],
    "tulips": ["when to plant tulips", "tulip bulbs how deep", "squirrels dig up my tulips", "tulips after flowering"],
    NONE: ["hello there", "thanks a lot", "what a day", "ok"],
}
TOLD = {
    "emergency": ["the shed is on fire", "fire in the greenhouse now", "the hedge is burning help", "help it burns"],
    "crisis": [
        "i cannot go on with this garden",
        "i give up on everything",
        "nothing is worth it any more",
        "i give up",
    ],
    CALM: ["we had a fire last year", "what to do when a shed burns", "fire lilies in bloom", "burning bush leaves"],
}


@pytest.fixture(scope="module")
def learned() -> Learned:
    pairs = [(text, topic) for topic, texts in ASKED.items() for text in texts]
    return learn([text for text, _ in pairs], [topic for _, topic in pairs], [()] * len(pairs), "mark")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "examples").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "danger.toml").write_text('emergency = ["fire now"]\n', encoding="utf-8")
    topics = "".join(f'[topics.{topic}]\nphrases = ["{topic}"]\n' for topic in ("roses", "tulips"))
    (tmp_path / "en" / "search.toml").write_text(topics, encoding="utf-8")
    for name, examples in (("questions", ASKED), ("danger-en", TOLD)):
        lines = [f"{text}\t{label}" for label, texts in examples.items() for text in texts]
        (tmp_path / "examples" / f"{name}.tsv").write_text("# head\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def search(folder: Path) -> Search:
    file, faults = SearchFile.read(folder)
    found, unknown = file.search(["roses", "tulips"])
    assert [*faults, *unknown] == []
    return found


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("pruning my roses", "roses"),
        ("planting tulip bulbs", "tulips"),
        ("roes with blakc spots", "roses"),
        ("hello", NONE),
    ],
)
def test_what_was_never_seen_is_taken_for_what_it_is_most_like(learned: Learned, typed: str, topic: str) -> None:
    likelihoods = learned.likelihoods(words(typed))

    assert max(likelihoods, key=lambda label: likelihoods[label]) == topic
    assert sum(likelihoods.values()) == pytest.approx(1)


def test_a_text_without_a_word_has_likelihoods_too(learned: Learned) -> None:
    assert set(learned.likelihoods(words(""))) == set(ASKED)


def test_what_was_learned_survives_its_file(learned: Learned) -> None:
    again = parse(learned.dump())

    assert again == learned
    assert again.likelihoods(words("tulips in march")) == learned.likelihoods(words("tulips in march"))


def test_a_damaged_file_is_refused(learned: Learned) -> None:
    data = learned.dump()
    for damaged in (b"", b"{}\n", data[:-9]):
        with pytest.raises(LearnedError, match="damaged"):
            parse(damaged)


def test_a_file_of_another_format_is_refused(learned: Learned) -> None:
    with pytest.raises(LearnedError, match="format 9"):
        parse(learned.dump().replace(b'"format": 1', b'"format": 9'))


def test_a_file_whose_numbers_do_not_fit_together_is_refused(learned: Learned) -> None:
    for odd in (replace(learned, scales=learned.scales[1:]), replace(learned, hints=((), (1.0,), ()))):
        with pytest.raises(LearnedError, match="fit together"):
            parse(odd.dump())


def test_two_labels_are_learned_as_well() -> None:
    told = {label: TOLD[label] for label in ("emergency", CALM)}
    pairs = [(text, label) for label, texts in told.items() for text in texts]
    learned = learn([text for text, _ in pairs], [label for _, label in pairs], [()] * len(pairs), "mark")

    for text, label in pairs:
        likelihoods = parse(learned.dump()).likelihoods(words(text))
        assert (text, max(likelihoods, key=lambda each: likelihoods[each])) == (text, label)


def test_danger_without_a_crisis_can_be_learned(folder: Path) -> None:
    examples = folder / "examples" / "danger-en.tsv"
    lines = [line for line in examples.read_text(encoding="utf-8").split("\n") if not line.endswith("crisis")]
    examples.write_text("\n".join(lines), encoding="utf-8")
    list(learn_folder(folder, search(folder)))

    assert read_alarm(folder, search(folder))[0].judge("help the greenhouse is burning") is Danger.EMERGENCY


def test_from_one_label_nothing_can_be_learned(folder: Path) -> None:
    (folder / "examples" / "questions.tsv").write_text("prune a rose\troses\n", encoding="utf-8")
    with pytest.raises(ContentError, match="there must be examples of two labels at least"):
        list(learn_folder(folder, search(folder)))


def test_what_was_learned_for_something_else_is_a_fault(folder: Path, learned: Learned) -> None:
    (folder / "examples" / "danger.learned").write_bytes(learned.dump())

    assert [str(fault) for fault in read_alarm(folder, Search({}))[1]] == [
        "examples/danger.learned: it was learned for other labels or hints; delete it, then: steady messages learn"
    ]


def test_a_file_cut_short_is_refused(learned: Learned) -> None:
    with pytest.raises(LearnedError, match="cut short"):
        parse(replace(learned, weights=learned.weights[1:]).dump())


def test_a_folder_is_learned_from_as_a_whole(folder: Path) -> None:
    assert unlearned(folder) == [QUESTIONS, DANGER]
    assert list(learn_folder(folder, search(folder))) == ["12 questions", "24 texts, of danger and of none"]
    assert unlearned(folder) == []

    found = search(folder).find("pruning rosebushes")
    alarm, faults = read_alarm(folder, search(folder))
    assert (found.topics[0], faults) == ("roses", [])
    assert alarm.judge("help the greenhouse is burning") is Danger.EMERGENCY
    assert alarm.judge("cutting roses in march") is Danger.NONE


def test_changed_examples_are_known_to_be_changed(folder: Path) -> None:
    list(learn_folder(folder, search(folder)))
    with (folder / "examples" / "questions.tsv").open("a", encoding="utf-8") as file:
        file.write("mulch for roses\troses\n")

    assert unlearned(folder) == [QUESTIONS]


def test_nothing_is_learned_from_faulty_examples(folder: Path) -> None:
    (folder / "examples" / "questions.tsv").write_text("no tab\nrose\tlilies\n \troses\n\n", encoding="utf-8")
    (folder / "examples" / "danger-en.tsv").write_bytes(b"\xff")
    with pytest.raises(ContentError) as error:
        list(learn_folder(folder, search(folder)))

    assert sorted(str(fault) for fault in error.value.faults) == [
        "examples/danger-en.tsv:1: there is a character that is not UTF-8; save the file as UTF-8 text",
        'examples/questions.tsv:1: after the text and a tab must stand a known label, not ""',
        'examples/questions.tsv:2: after the text and a tab must stand a known label, not "lilies"',
        'examples/questions.tsv:3: after the text and a tab must stand a known label, not "roses"',
    ]


def test_a_folder_without_examples_has_nothing_to_learn(tmp_path: Path) -> None:
    assert list(learn_folder(tmp_path, Search({}))) == []
    assert unlearned(tmp_path) == []
    assert read_examples(tmp_path, QUESTIONS, ()) == ([], [])
    assert read_learned(tmp_path, QUESTIONS) == (None, [])


def test_what_was_learned_and_is_damaged_is_a_fault(folder: Path) -> None:
    (folder / "examples" / "danger.learned").write_bytes(b"?")

    _, faults = read_alarm(folder, Search({}))
    assert [str(fault) for fault in faults] == [
        "examples/danger.learned: it is damaged (JSONDecodeError); delete it, then: steady messages learn"
    ]
