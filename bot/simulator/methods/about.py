"""What the bot says about itself."""

from __future__ import annotations

import re

from bot.simulator.checking import Json, string
from bot.simulator.methods.handler import Handler
from bot.simulator.refusals import RefusalError, bad_request
from bot.simulator.world import World

_MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def _set_my_commands(world: World, parameters: Json) -> bool:
    commands = parameters["commands"]
    checked = [_command(command) for command in commands] if isinstance(commands, list) else []
    if len(checked) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_place(world, parameters)] = checked
    world.bell.ring()
    return True


def _command(command: Json) -> Json:
    name, description = string(command, "command").strip().removeprefix("/"), string(command, "description").strip()
    if not name:
        raise bad_request("command must be non-empty")
    if not description:
        raise bad_request("command description must be non-empty")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _get_my_commands(world: World, parameters: Json) -> list[Json]:
    return world.profile.commands.get(_place(world, parameters), [])


def _delete_my_commands(world: World, parameters: Json) -> bool:
    world.profile.commands.pop(_place(world, parameters), None)
    world.bell.ring()
    return True


def _place(world: World, parameters: Json) -> tuple[str, str]:
    """Return scope and language as one key."""
    scope = parameters.get("scope")
    if not isinstance(scope, dict):
        return "default", _language(parameters)
    if "chat_id" not in scope:
        return str(scope["type"]), _language(parameters)
    chat = world.chat(scope["chat_id"])
    if chat.person and chat.status == "left":
        raise bad_request("chat not found")
    if chat.person and scope["type"] != "chat":
        raise bad_request("can't use specified scope in private chats")
    return " ".join(map(str, [scope["type"], chat.id, *filter(None, [scope.get("user_id")])])), _language(parameters)


def _language(parameters: Json) -> str:
    language = string(parameters, "language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _set_my_description(world: World, parameters: Json) -> bool:
    world.profile.descriptions[_language(parameters)] = string(parameters, "description")
    return True


def _get_my_description(world: World, parameters: Json) -> Json:
    return {"description": _by_language(world.profile.descriptions, parameters)}


def _set_my_short_description(world: World, parameters: Json) -> bool:
    world.profile.short_descriptions[_language(parameters)] = string(parameters, "short_description")
    return True


def _get_my_short_description(world: World, parameters: Json) -> Json:
    return {"short_description": _by_language(world.profile.short_descriptions, parameters)}


def _by_language(texts: dict[str, str], parameters: Json) -> str:
    return texts.get(_language(parameters)) or texts.get("", "")


def _set_chat_menu_button(world: World, parameters: Json) -> bool:
    button = parameters.get("menu_button", {"type": "default"})
    chat_id = _menu_chat(world, parameters)
    if isinstance(button, dict) and button["type"] == "web_app":
        raise RefusalError(501, "Not Implemented: the simulator opens no web apps")
    world.profile.menu_buttons[chat_id] = button if isinstance(button, dict) else {}
    return True


def _get_chat_menu_button(world: World, parameters: Json) -> Json:
    buttons = world.profile.menu_buttons
    return buttons.get(_menu_chat(world, parameters)) or buttons.get(None, {"type": "commands"})


def _menu_chat(world: World, parameters: Json) -> int | None:
    if "chat_id" not in parameters:
        return None
    person_id = parameters["chat_id"]
    if not isinstance(person_id, int) or person_id <= 0:
        raise bad_request("invalid chat_id specified")
    if person_id not in world.people:
        raise bad_request("user not found")
    return person_id


HANDLERS: dict[str, Handler] = {
    "setMyCommands": _set_my_commands,
    "getMyCommands": _get_my_commands,
    "deleteMyCommands": _delete_my_commands,
    "setMyDescription": _set_my_description,
    "getMyDescription": _get_my_description,
    "setMyShortDescription": _set_my_short_description,
    "getMyShortDescription": _get_my_short_description,
    "setChatMenuButton": _set_chat_menu_button,
    "getChatMenuButton": _get_chat_menu_button,
}
