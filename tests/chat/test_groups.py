from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.simulator.faults import TooMany

if TYPE_CHECKING:
    from bot.simulator.phone import Group, Phone, Shown
    from bot.simulator.telegram import Telegram
    from tests.chat.conftest import Rest, Says


def said(group: Group) -> list[Shown]:
    return [message for message in group.messages if message.by_bot]


@pytest.fixture
async def joined(ada: Phone, group: Group) -> Group:
    """A group that the bot was just added to, and said its line in."""
    group.add_bot(by=ada)
    await group.see()
    return group


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_that_adds_the_bot_gets_one_line_and_a_link(
    ada: Phone, telegram: Telegram, rest: Rest, kind: str, says: Says
) -> None:
    group = telegram.group(-200, "Choir", kind)
    group.add_bot(by=ada)
    await rest()

    (line,) = said(group)
    assert line.text == says("group-line")
    assert [button.data for row in line.rows for button in row] == [None]


async def test_the_link_opens_the_menu(ada: Phone, joined: Group, says: Says) -> None:
    ada.follow(said(joined)[0].rows[0][0].url or "")

    assert (await ada.see()).text.startswith(says("page-home"))


@pytest.mark.parametrize("command", ["/causes", "/start@steady_bot", "/xyzzy@Steady_Bot", "/HELP now", "/emergency"])
async def test_a_command_that_means_the_bot_gets_the_line(
    ada: Phone, joined: Group, rest: Rest, command: str, says: Says
) -> None:
    ada.send(command, joined)
    await rest()

    assert [line.text for line in said(joined)] == [says("group-line")] * 2


@pytest.mark.parametrize(
    "content",
    [
        {"text": "hello"},
        {"text": "/start@other_bot", "entities": [{"type": "bot_command", "offset": 0, "length": 16}]},
        {"text": "/xyzzy", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
        {"text": "see /causes", "entities": [{"type": "bot_command", "offset": 4, "length": 7}]},
        {"text": "@steady_bot hello", "entities": [{"type": "mention", "offset": 0, "length": 11}]},
        {"new_chat_title": "Chorus"},
        {"location": {"latitude": 52.5, "longitude": 13.4}},
    ],
)
async def test_all_else_in_a_group_is_met_with_silence(
    ada: Phone, telegram: Telegram, joined: Group, rest: Rest, content: dict[str, object]
) -> None:
    message = {"message_id": 99, "date": 0, "chat": joined.chat.brief(), "from": ada.person.user()}
    telegram.world.tell("message", message | content)
    await rest()

    assert len(said(joined)) == 1


async def test_an_answer_to_the_bot_in_a_group_is_met_with_silence(ada: Phone, joined: Group, rest: Rest) -> None:
    ada.send("thank you", joined, reply_to=said(joined)[0].id)
    await rest()

    assert len(said(joined)) == 1


async def test_being_removed_is_met_with_silence(ada: Phone, telegram: Telegram, joined: Group, rest: Rest) -> None:
    joined.remove_bot(by=ada)
    await rest()

    assert len(said(joined)) == 1
    assert telegram.refused == []


@pytest.mark.parametrize("status", ["administrator", "restricted", "member"])
async def test_being_promoted_or_restricted_is_met_with_silence(
    ada: Phone, telegram: Telegram, joined: Group, rest: Rest, status: str
) -> None:
    member = {"user": telegram.world.bot, "status": "member"}
    change = {"chat": joined.chat.brief(), "from": ada.person.user(), "date": 0, "old_chat_member": member}
    telegram.world.tell("my_chat_member", change | {"new_chat_member": _rights(telegram, status)})
    await rest()

    assert len(said(joined)) == 1


async def test_a_channel_is_met_with_silence(ada: Phone, telegram: Telegram, rest: Rest) -> None:
    channel = telegram.group(-300, "News", "channel")
    channel.chat.status = "member"
    message = {"message_id": 99, "date": 0, "chat": channel.chat.brief(), "text": "/start"}
    entities = {"entities": [{"type": "bot_command", "offset": 0, "length": 6}]}
    telegram.world.updates.allow(["message", "edited_message", "callback_query", "my_chat_member", "channel_post"])
    telegram.world.tell("channel_post", message | entities)
    joined = {"chat": channel.chat.brief(), "from": ada.person.user(), "date": 0}
    joined |= {"old_chat_member": {"user": telegram.world.bot, "status": "left"}}
    telegram.world.tell("my_chat_member", joined | {"new_chat_member": _rights(telegram, "administrator")})
    await rest()
    await ada.ask("/start")

    assert said(channel) == []
    assert telegram.refused == []


async def test_what_people_keep_private_stays_out_of_groups(
    ada: Phone, joined: Group, telegram: Telegram, rest: Rest, says: Says
) -> None:
    for command in ("/mydata", "/forgetme", "/settings", "/privacy"):
        ada.send(command, joined)
    await rest()

    assert {line.text for line in said(joined)} == {says("group-line")}
    assert telegram.named("sendDocument") == []


async def test_a_group_that_is_answered_slowly_holds_up_nobodys_private_chat(
    ada: Phone, joined: Group, telegram: Telegram, says: Says
) -> None:
    telegram.faults.next("sendMessage", TooMany(40))
    ada.send("/causes", joined)
    await telegram.world.bell.until(lambda: telegram.refused != [])

    assert (await ada.ask("/emergency")).text.startswith(says("page-emergency"))
    assert len(said(joined)) == 1


def _rights(telegram: Telegram, status: str) -> dict[str, object]:
    rights = ["be_edited", "manage_chat", "delete_messages", "manage_video_chats", "restrict_members"]
    rights += ["promote_members", "change_info", "invite_users", "post_stories", "edit_stories", "delete_stories"]
    rights += ["send_messages", "send_audios", "send_documents", "send_photos", "send_videos", "send_video_notes"]
    rights += ["send_voice_notes", "send_polls", "send_other_messages", "add_web_page_previews", "pin_messages"]
    rights += ["manage_topics", "edit_tag"]
    granted = {f"can_{right}": True for right in rights} | {"is_anonymous": False, "is_member": True, "until_date": 0}
    return {"user": telegram.world.bot, "status": status, **granted}
