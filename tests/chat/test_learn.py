from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.config import LONGEST_LINE
from bot.content.pages import EMERGENCY, HOME, PREFIX
from bot.domain.store import Person

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone, Shown
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Run, Says, Talk

CAUSES = ("nerve", "electrolyte", "fatigue", "stress", "medic", "nutri")
INJECTIONS = (
    "{__import__('os')}",
    "{ $operator }",
    "%s%n",
    "<b>bold",
    "</b>&lt;",
    "'; DROP TABLE person;--",
    "../../x",
)


def heading(shown: Shown) -> str:
    return shown.text.partition("\n")[0]


def titles(catalog: Catalog) -> dict[str, str]:
    words = catalog.words("en")
    return {page_id: words.plain(f"page-{page_id}.title") for page_id in catalog.pages.pages}


async def test_start_is_two_lines_and_a_menu(ada: Phone, catalog: Catalog) -> None:
    menu = [button.data for row in ada.screen().rows for button in row]

    assert len(ada.screen().text.splitlines()) == 2
    assert menu == ["c:triage", "c:reminders", *(PREFIX + page for page in catalog.pages.pages[HOME].children)]


async def test_a_page_says_the_same_by_command_button_and_link(ada: Phone, catalog: Catalog) -> None:
    for page_id, title in titles(catalog).items():
        by_link = await ada.ask(f"/start {page_id}")
        ways = [by_link]
        if command := catalog.pages.pages[page_id].command:
            ways += [await ada.ask(f"/{command}"), await ada.ask(f"/start {command}")]
        ada.tap_data(PREFIX + (HOME if page_id == EMERGENCY else EMERGENCY))
        await ada.see()
        ada.tap_data(PREFIX + page_id)
        ways.append(await ada.see())

        assert {heading(shown) for shown in ways} == {title}
        assert {(shown.text, shown.rows) for shown in ways} == {(by_link.text, by_link.rows)}


async def test_every_page_can_be_reached_by_buttons_from_start(ada: Phone, catalog: Catalog) -> None:
    reached, ahead = set[str](), [HOME]
    while ahead:
        if (page_id := ahead.pop()) not in reached:
            reached.add(page_id)
            shown = await ada.ask(f"/start {page_id}")
            data = [button.data or "" for row in shown.rows for button in row]
            ahead += [each.removeprefix(PREFIX) for each in data if each.startswith(PREFIX)]

    assert reached == set(catalog.pages.pages)


async def test_every_button_of_every_page_is_answered(ada: Phone, catalog: Catalog, telegram: Telegram) -> None:
    apology = catalog.words("en").text("apology").partition("\n")[0]
    tapped = 0
    for page_id in catalog.pages.pages:
        for label in (await ada.ask(f"/start {page_id}")).labels:
            page = await ada.ask(f"/start {page_id}")
            shown = await ada.press(label) if label in page.labels else page
            assert heading(shown) != apology, (page_id, label)
            tapped += 1

    assert tapped > 2 * len(catalog.pages.pages)
    assert ada.unanswered() == ()
    assert telegram.refused == []


async def test_every_button_from_page_to_page_opens_what_its_label_says(ada: Phone, catalog: Catalog) -> None:
    named = titles(catalog)
    by_place = {catalog.words("en").plain(f"button-{place}") for place in ("previous", "next", "home")}
    for page_id in catalog.pages.pages:
        for row in (await ada.ask(f"/start {page_id}")).rows:
            for button in row:
                target = (button.data or "").removeprefix(PREFIX)
                if target in named and button.label not in by_place | {"Delete my data"}:
                    assert button.label in named[target], page_id


@pytest.mark.parametrize("page_id", ["home", "causes", "als", "settings", "privacy", "faq-concern"])
async def test_emergency_is_one_tap_away(ada: Phone, talk: Talk, page_id: str) -> None:
    await talk((f"/start {page_id}", f"page-{page_id}"), ("[Emergency]", "page-emergency"))


async def test_emergency_stands_on_every_page_but_its_own(ada: Phone, catalog: Catalog) -> None:
    without = [page for page in catalog.pages.pages if "Emergency" not in (await ada.ask(f"/start {page}")).labels]

    assert without == [EMERGENCY]


async def test_the_emergency_button_is_red(ada: Phone) -> None:
    assert ada.screen().button("Emergency").style == "danger"


async def test_a_walk_through_the_causes(talk: Talk) -> None:
    await talk(
        ("/causes", "page-causes"),
        ("[Nerve problems]", "page-causes-nerve"),
        ("[Next]", "page-causes-electrolytes"),
        ("[Next]", "page-causes-fatigue"),
        ("[Next]", "page-causes-stress"),
        ("[Next]", "page-causes-medication"),
        ("[Next]", "page-causes-nutrition"),
        ("[Previous]", "page-causes-medication"),
        ("[Causes]", "page-causes"),
        ("[Home]", "page-home"),
    )


async def test_next_and_previous_walk_along_all_siblings(ada: Phone, catalog: Catalog) -> None:
    for page in catalog.pages.pages.values():
        if page.id == HOME or len(page.children) < 2:
            continue
        walk = [heading(await ada.ask(f"/start {page.children[0]}"))]
        assert "Previous" not in ada.screen().labels
        while "Next" in ada.screen().labels:
            walk.append(heading(await ada.press("Next")))
        assert walk == [titles(catalog)[child] for child in page.children]

        back = [walk[-1]]
        while "Previous" in ada.screen().labels:
            back.append(heading(await ada.press("Previous")))
        assert back == walk[::-1]


async def test_the_six_causes_are_named(ada: Phone) -> None:
    causes = (await ada.ask("/causes")).rows
    labels = [button.label.lower() for row in causes[:-1] for button in row]

    assert [[label for label in labels if cause in label] for cause in CAUSES] == [[label] for label in labels]


@pytest.mark.parametrize(
    ("link", "page_id"),
    [
        ("redflags", "redflags"),
        ("causes-nerve", "causes-nerve"),
        ("CAUSES-Nerve", "causes-nerve"),
        ("EMERGENCY", "emergency"),
        ("start", "home"),
        ("home", "home"),
        ("", "home"),
        ("gone", "home"),
        ("p_redflags", "home"),
        ("-", "home"),
        ("_" * 64, "home"),
    ],
)
async def test_a_link_opens_its_page_and_any_other_the_menu(
    ada: Phone, catalog: Catalog, link: str, page_id: str
) -> None:
    ada.follow(f"https://t.me/steady_bot?start={link}")

    assert heading(await ada.see()) == titles(catalog)[page_id]


@pytest.mark.parametrize("typed", [*INJECTIONS, "redflags causes", "x" * 4000, "\u202e\u0000", "é"])
async def test_whatever_is_typed_after_start_is_never_repeated(
    ada: Phone, catalog: Catalog, telegram: Telegram, typed: str
) -> None:
    shown = await ada.ask(f"/start {typed}")

    assert heading(shown) in {titles(catalog)[page] for page in ("home", "redflags")}
    assert typed not in shown.text
    assert telegram.refused == []


@pytest.mark.parametrize("typed", ["/CAUSES", "/causes@steady_bot", "/causes@Steady_Bot now", "/Causes please"])
async def test_a_command_is_understood_however_it_is_written(talk: Talk, typed: str) -> None:
    await talk((typed, "page-causes"))


@pytest.mark.parametrize("data", ["p:gone", "p:", "p:Causes", "xyz", "erase:", "\u0000", ""])
async def test_an_old_button_says_so_and_brings_the_menu(ada: Phone, catalog: Catalog, data: str) -> None:
    await ada.ask("/causes")
    ada.tap_data(data)

    assert (await ada.notice()).text == catalog.words("en").plain("notice-old-button")
    assert heading(await ada.see()) == titles(catalog)[HOME]


async def test_a_button_without_data_says_so_and_brings_the_menu(ada: Phone, telegram: Telegram, says: Says) -> None:
    causes = await ada.ask("/causes")
    query = telegram.world.ask(ada.chat, ada.person, causes.json, "")
    update = telegram.world.updates.pending[-1]["callback_query"]
    assert isinstance(update, dict)
    del update["data"]

    shown = await ada.see()

    assert heading(shown) == says("page-home")
    assert query.answer is not None
    assert query.answer["text"]


async def test_a_page_names_who_runs_the_bot(run: Run, telegram: Telegram) -> None:
    async with run(about=("Example <Clinic> & Co", "help@example.org")):
        shown = await telegram.person(8).ask("/about")

    assert "Example <Clinic> & Co" in shown.text
    assert "help@example.org" in shown.text


async def test_a_page_says_where_nobody_is_named(ada: Phone, catalog: Catalog) -> None:
    words = catalog.words("en")
    about = (await ada.ask("/about")).text

    assert words.plain("operator-unnamed") in about
    assert words.plain("contact-unnamed") in about


async def test_somebody_with_another_language_is_answered_in_english(run: Run, telegram: Telegram, says: Says) -> None:
    async with run():
        assert heading(await telegram.person(9, language_code="xx").ask("/causes")) == says("page-causes")


def test_a_person_unknown_to_the_store_has_one_living_card() -> None:
    assert not Person(1).new_message_each_step


async def test_the_longest_operator_and_contact_fit_on_every_page(
    run: Run, telegram: Telegram, catalog: Catalog
) -> None:
    ada = telegram.person(7)
    async with run(about=("&" * LONGEST_LINE, "<" * LONGEST_LINE)):
        for page_id, title in titles(catalog).items():
            assert heading(await ada.ask(f"/start {page_id}")) == title
