"""Changes to messages that are there, and answers to taps."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.simulator.chats import Chat
from bot.simulator.checking import Json, integer, string
from bot.simulator.keyboards import inline_keyboard
from bot.simulator.methods.handler import Handler
from bot.simulator.methods.sending import text_of
from bot.simulator.refusals import bad_request
from bot.simulator.world import World

_DELETABLE_FOR = 48 * 60 * 60
_CONTENT = ("text", "entities", "link_preview_options", "reply_markup")


def _edit_message_text(world: World, parameters: Json) -> Json:
    content = text_of(parameters) | inline_keyboard(parameters)
    chat, message = _editable(world, parameters)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(world, chat, message, {key: message[key] for key in message if key not in _CONTENT} | content)


def _edit_message_reply_markup(world: World, parameters: Json) -> Json:
    keyboard = inline_keyboard(parameters)
    chat, message = _editable(world, parameters)
    return _edit(world, chat, message, {key: message[key] for key in message if key != "reply_markup"} | keyboard)


def _editable(world: World, parameters: Json) -> tuple[Chat, Json]:
    if not parameters.keys() & {"chat_id", "message_id"}:
        raise bad_request("message identifier is not specified")
    if "chat_id" not in parameters:
        raise bad_request("chat_id is empty")
    chat = world.writable(parameters["chat_id"])
    message = chat.messages.get(integer(parameters, "message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"] != world.bot:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(world: World, chat: Chat, old: Json, new: Json) -> Json:
    world.count_message(chat)
    if all(old.get(key) == new.get(key) for key in _CONTENT):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return world.change(chat, new | {"edit_date": world.date()})


def _delete_message(world: World, parameters: Json) -> bool:
    chat = world.writable(parameters["chat_id"])
    message_id = integer(parameters, "message_id")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if world.age(chat, message_id) > _DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    if chat.person is None and message["from"] != world.bot:
        raise bad_request("message can't be deleted")
    world.remove(chat, message_id)
    return True


def _answer_callback_query(world: World, parameters: Json) -> bool:
    query = world.queries.get(string(parameters, "callback_query_id"))
    if query is None or query.answer is not None or query.expires_at < world.clock.monotonic():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if (url := string(parameters, "url")) and not _opens_bot(world, url):
        raise bad_request("URL_INVALID")
    query.answer = {key: value for key, value in parameters.items() if key != "callback_query_id"}
    world.bell.ring()
    return True


def _opens_bot(world: World, url: str) -> bool:
    """Return whether a link leads to this very bot with a parameter, the one kind that an answer may open."""
    parts = urlsplit(url)
    return parts.netloc == "t.me" and parts.path == f"/{world.bot['username']}" and parts.query.startswith("start=")


HANDLERS: dict[str, Handler] = {
    "editMessageText": _edit_message_text,
    "editMessageReplyMarkup": _edit_message_reply_markup,
    "deleteMessage": _delete_message,
    "answerCallbackQuery": _answer_callback_query,
}
