"""Administrators invite those who change the words, see them, and revoke them."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest

from bot.domain.editing import InviteEditor
from bot.simulator.faults import ServerError, TooMany

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Run, Says
    from tests.conftest import FakeClock

LINK = re.compile(r"https://t\.me/\S+")
DAY = 24 * 60 * 60


@pytest.fixture
async def link(boss: Phone) -> str:
    """A link that an administrator asked for."""
    await boss.ask("/editors")
    shown = await boss.press("Invite an editor")
    (found,) = LINK.findall(shown.text)
    return str(found)


async def ids(store: SqliteStore) -> list[int]:
    return [editor.person_id for editor in await store.editing.editors()]


async def test_a_link_makes_who_opens_it_first_an_editor(
    ada: Phone, link: str, telegram: Telegram, store: SqliteStore, says: Says
) -> None:
    ada.follow(link)
    welcomed = await ada.see()
    late = telegram.person(8, "Late")
    late.follow(link)

    assert welcomed.text == says("editors-welcome")
    assert (await late.see()).text == says("editors-link-used", id="8")
    assert await ids(store) == [ada.id]
    assert (await ada.ask("/stats")).text.startswith(says("stats-title"))
    assert (await ada.ask("/causes")).labels[-1] == "Edit this"


async def test_a_link_works_for_a_day(ada: Phone, link: str, store: SqliteStore, says: Says, clock: FakeClock) -> None:
    clock.jump(DAY)
    ada.follow(link)

    assert (await ada.see()).text == says("editors-link-used", id=str(ada.id))
    assert await ids(store) == []


async def test_a_guessed_link_makes_nobody_an_editor(ada: Phone, link: str, store: SqliteStore, says: Says) -> None:
    ada.follow(f"{link}x")

    assert (await ada.see()).text == says("editors-link-used", id=str(ada.id))
    assert await ids(store) == []


async def test_who_may_edit_already_leaves_the_link_for_somebody_else(
    ada: Phone, boss: Phone, link: str, store: SqliteStore, says: Says
) -> None:
    boss.follow(link)
    assert (await boss.see()).text == says("editors-welcome")
    ada.follow(link)
    await ada.see()

    assert await ids(store) == [ada.id]


async def test_the_link_itself_is_kept_nowhere(boss: Phone, link: str, store: SqliteStore) -> None:
    assert link.rpartition("edit_")[2] not in str(await store.export(boss.id))


async def test_the_menu_shows_commands_of_editors_to_those_only(
    ada: Phone, boss: Phone, link: str, telegram: Telegram
) -> None:
    ada.follow(link)
    await ada.see()
    await ada.ask("/help")
    menu = [name for name, _ in ada.menu()]
    stranger = [name for name, _ in telegram.person(8, "Late").menu()]

    assert menu == [*stranger, "templates", "stats"]
    assert [name for name, _ in boss.menu()] == [*menu, "editors"]


async def test_a_revoked_editor_is_gone_from_list_and_menu(
    ada: Phone, boss: Phone, link: str, telegram: Telegram, store: SqliteStore, says: Says
) -> None:
    ada.follow(link)
    await ada.see()
    listed = await boss.ask("/editors")
    asked = await boss.press(f"Revoke {ada.id}")
    left = await boss.press("Revoke")
    await boss.ask("/help")

    assert f"{ada.id}, since 22 November 2026, invited by {boss.id}" in listed.text
    assert asked.text == says("editors-revoke-question", id=str(ada.id))
    assert says("editors-none") in left.text
    assert await ids(store) == []
    assert ada.menu() == telegram.person(8, "Late").menu()
    assert (await ada.ask("/stats")).text == says("editors-only", id=str(ada.id))


async def test_who_is_revoked_is_so_before_the_administrator_is_told(
    nurse: Phone, boss: Phone, telegram: Telegram, store: SqliteStore
) -> None:
    await boss.ask("/editors")
    await boss.press(f"Revoke {nurse.id}")
    telegram.faults.next("answerCallbackQuery", TooMany(60))
    boss.tap("Revoke")

    async with asyncio.timeout(5):
        while await ids(store):
            pass

    assert boss.unanswered()


async def test_an_editor_who_erases_their_data_is_none_any_more(
    ada: Phone, link: str, telegram: Telegram, store: SqliteStore, rest: Rest
) -> None:
    ada.follow(link)
    await ada.see()
    await ada.ask("/forgetme")
    await ada.press("Erase everything")
    await rest()

    assert await ids(store) == []
    assert ada.menu() == telegram.person(8, "Late").menu()


async def test_to_keep_an_editor_is_one_tap(nurse: Phone, boss: Phone, store: SqliteStore) -> None:
    await boss.ask("/editors")
    await boss.press(f"Revoke {nurse.id}")
    kept = await boss.press("Keep")

    assert f"Revoke {nurse.id}" in kept.labels
    assert await ids(store) == [nurse.id]


async def test_an_administrator_who_is_revoked_as_editor_keeps_their_menu(
    boss: Phone, store: SqliteStore, write: Callable[..., Awaitable[None]], clock: FakeClock
) -> None:
    await write(InviteEditor("own", boss.id, clock.now().replace(year=2027)))
    assert await store.editing.accept("own", boss.id, clock.now())
    await boss.ask("/editors")
    await boss.press(f"Revoke {boss.id}")
    await boss.press("Revoke")
    await boss.ask("/help")

    assert await ids(store) == []
    assert "editors" in [name for name, _ in boss.menu()]


@pytest.mark.parametrize("method", ["getMyCommands", "setMyCommands"])
async def test_a_menu_that_cannot_be_set_keeps_nobody_from_editing(
    ada: Phone, link: str, telegram: Telegram, says: Says, method: str
) -> None:
    telegram.faults.next(method, ServerError())
    ada.follow(link)

    assert (await ada.see()).text == says("editors-welcome")
    assert (await ada.ask("/stats")).text.startswith(says("stats-title"))


async def test_a_menu_that_cannot_be_taken_away_gives_no_right(
    nurse: Phone, boss: Phone, telegram: Telegram, says: Says
) -> None:
    await boss.ask("/editors")
    await boss.press(f"Revoke {nurse.id}")
    telegram.faults.next("deleteMyCommands", ServerError())
    await boss.press("Revoke")
    await boss.ask("/help")

    assert (await nurse.ask("/stats")).text == says("editors-only", id=str(nurse.id))


async def test_an_editor_who_blocked_the_bot_can_be_revoked(nurse: Phone, boss: Phone, store: SqliteStore) -> None:
    await boss.ask("/editors")
    await boss.press(f"Revoke {nurse.id}")
    await boss.press("Revoke")
    await boss.ask("/help")

    assert await ids(store) == []


async def test_at_start_administrators_and_editors_get_their_menus(
    run: Run, telegram: Telegram, store: SqliteStore, write: Callable[..., Awaitable[None]], clock: FakeClock
) -> None:
    boss, nurse = telegram.person(1, "Bo"), telegram.person(2, "Nia")
    boss.start()
    nurse.start()
    await write(InviteEditor("nurse", 1, clock.now().replace(year=2027)))
    await store.editing.accept("nurse", 2, clock.now())
    async with run(admin_ids=frozenset({1, 99})):
        await telegram.until("getChatMenuButton")

    assert "editors" in [name for name, _ in boss.menu()]
    assert [name for name, _ in nurse.menu()][-2:] == ["templates", "stats"]
