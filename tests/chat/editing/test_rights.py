"""Strangers, revoked editors and carried buttons: nothing happens, and they are told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat.conversation import assemble

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Says

COMMANDS = (
    ("templates", "editors-only"),
    ("templates water", "editors-only"),
    ("stats", "editors-only"),
    ("editors", "administrators-only"),
)
BUTTONS = ("eds:list", "eds:invite", "eds:ask:2", "eds:revoke:2", "f:groups", "f:m:on", "mk:", "st:all", "st:pages")


@pytest.mark.parametrize(("command", "answer"), COMMANDS)
async def test_a_stranger_is_told_their_own_id_and_it_is_logged_without_a_word(
    ada: Phone, says: Says, caplog: pytest.LogCaptureFixture, command: str, answer: str
) -> None:
    shown = await ada.ask(f"/{command}")

    assert shown.text == says(answer, id=str(ada.id))
    (denied,) = (record for record in caplog.records if record.name.endswith("rights"))
    assert f"person {ada.id} " in denied.getMessage()
    assert "water" not in caplog.text


@pytest.mark.parametrize("data", BUTTONS)
async def test_a_button_in_other_hands_changes_nothing_and_says_so(
    ada: Phone, nurse: Phone, says: Says, rest: Rest, data: str
) -> None:
    before = ada.screen()
    ada.tap_data(data)

    whose = "administrators" if data.startswith("eds:") else "editors"
    assert (await ada.notice()).text == says(f"notice-{whose}-only", id=str(ada.id))
    assert await rest() == {}
    assert (ada.screen().text, ada.screen().labels) == (before.text, before.labels)
    assert (await nurse.ask("/stats")).text.startswith(says("stats-title"))


@pytest.mark.parametrize("command", ["templates", "stats"])
async def test_a_revoked_editor_is_denied_from_the_next_message_on(
    nurse: Phone, says: Says, store: SqliteStore, command: str
) -> None:
    allowed = await nurse.ask(f"/{command}")
    await store.editing.revoke(nurse.id)
    denied = await nurse.ask(f"/{command}")

    assert allowed.text != denied.text == says("editors-only", id=str(nurse.id))


async def test_an_old_button_of_a_revoked_editor_is_dead(nurse: Phone, says: Says, store: SqliteStore) -> None:
    await nurse.ask("/stats")
    await store.editing.revoke(nurse.id)
    nurse.tap("Pages")

    assert (await nurse.notice()).text == says("notice-editors-only", id=str(nurse.id))
    assert nurse.screen().text.startswith(says("stats-title"))


@pytest.mark.parametrize("data", ["eds:list", "eds:invite", "eds:revoke:2"])
async def test_an_editor_administrates_nothing(nurse: Phone, says: Says, data: str) -> None:
    await nurse.ask("/stats")
    nurse.tap_data(data)

    assert (await nurse.notice()).text == says("notice-administrators-only", id=str(nurse.id))


async def test_an_editor_in_a_group_is_nobody(telegram: Telegram, nurse: Phone, says: Says) -> None:
    group = telegram.group(-100, "Family")
    message = nurse.send("/stats", group=group)
    (await nurse.ask("/stats"))

    assert [shown.id for shown in group.messages if shown.by_bot and shown.id > message] == []


async def test_a_button_that_was_carried_into_a_group_is_dead(
    telegram: Telegram, nurse: Phone, ada: Phone, says: Says
) -> None:
    group = telegram.group(-100, "Family")
    group.add_bot(ada)
    line = await group.see()
    telegram.world.ask(group.chat, nurse.person, line.json, "st:all")

    assert (await nurse.notice()).text == says("notice-editors-only", id=str(nurse.id))
    assert group.messages[-1].text == line.text


async def test_help_lists_the_commands_of_editors_to_those_only(ada: Phone, nurse: Phone, boss: Phone) -> None:
    own = {"/templates", "/stats", "/editors"}

    async def seen(phone: Phone) -> set[str]:
        return own & {line.split()[0] for line in (await phone.ask("/help")).text.splitlines()}

    assert [await seen(phone) for phone in (ada, nurse, boss)] == [set(), own - {"/editors"}, own]


async def test_no_reader_is_led_to_a_command_of_editors(ada: Phone, says: Says) -> None:
    assert (await ada.ask("/template")).text == says("unknown-command")


def test_every_button_of_editing_stands_behind_the_rights(catalog: Catalog) -> None:
    prefixes = ("^eds:", "^f:", "^(f:", "^mk:", "^st:", "^e:")
    handlers = [handler for feature in assemble(catalog) for handler in feature.handlers]
    guarded = [
        handler.callback.__code__.co_name
        for handler in handlers
        if str(getattr(getattr(handler, "pattern", None), "pattern", "")).startswith(prefixes)
    ]

    assert len(guarded) >= len(BUTTONS)
    assert set(guarded) - {"look"} == {"guarded"}  # who looks at a preview is told that it is one
