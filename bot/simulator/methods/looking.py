"""What the bot can look up, and leaving a chat."""

from __future__ import annotations

from bot.simulator.checking import Json, string
from bot.simulator.methods.handler import Handler
from bot.simulator.refusals import bad_request, forbidden
from bot.simulator.world import World


def _get_me(world: World, _: Json) -> Json:
    names = ("can_join_groups", "can_read_all_group_messages", "supports_guest_queries", "supports_inline_queries",
             "can_connect_to_business", "has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics",
             "can_manage_bots", "supports_join_request_queries")  # fmt: skip
    return world.bot | dict.fromkeys(names, False) | {"can_join_groups": True}


def _get_chat(world: World, parameters: Json) -> Json:
    chat = world.chat(parameters["chat_id"])
    if chat.status == "left":
        raise bad_request("chat not found")
    return chat.full()


def _leave_chat(world: World, parameters: Json) -> bool:
    chat = world.chat(parameters["chat_id"])
    if chat.person:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.status != "member":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    chat.status = "left"
    world.bell.ring()
    return True


def _get_file(world: World, parameters: Json) -> Json:
    stored = world.files.get(string(parameters, "file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    known = {key: stored.description[key] for key in ("file_id", "file_unique_id", "file_size")}
    return known | {"file_path": f"files/{known['file_id']}"}


HANDLERS: dict[str, Handler] = {
    "getMe": _get_me,
    "getChat": _get_chat,
    "leaveChat": _leave_chat,
    "getFile": _get_file,
}
