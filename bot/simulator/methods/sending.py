"""New messages, and the sign that one is coming."""

from __future__ import annotations

from bot.simulator.chats import Chat
from bot.simulator.checking import Json, Upload, string
from bot.simulator.keyboards import inline_keyboard
from bot.simulator.methods.handler import Handler
from bot.simulator.refusals import RefusalError, bad_request
from bot.simulator.texts import formatted
from bot.simulator.world import World

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
_LARGEST_FILE = 50_000_000
_ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
)  # fmt: skip


def text_of(parameters: Json) -> Json:
    """Return the text and entities that a call asks for; Refusal for one that Telegram would not show."""
    if not string(parameters, "text"):
        raise bad_request("message text is empty")
    content = formatted(parameters, "text", "entities", TEXT_LIMIT, "message is too long")
    if not content["text"]:
        raise bad_request("text must be non-empty")
    preview = parameters.get("link_preview_options")
    return content | ({"link_preview_options": preview} if preview else {})


def _send_message(world: World, parameters: Json) -> Json:
    return _send(world, parameters, text_of(parameters))


def _send_document(world: World, parameters: Json) -> Json:
    caption = _caption(parameters)
    described = _file(world, "document", parameters["document"])
    return _send(world, parameters, {"document": described} | caption)


def _send_photo(world: World, parameters: Json) -> Json:
    caption = _caption(parameters)
    described = _file(world, "photo", parameters["photo"])
    return _send(world, parameters, {"photo": [described]} | caption)


def _send_chat_action(world: World, parameters: Json) -> bool:
    action = string(parameters, "action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.writable(parameters["chat_id"]).action = action
    world.bell.ring()
    return True


def _send(world: World, parameters: Json, content: Json) -> Json:
    keyboard = inline_keyboard(parameters)
    chat = world.writable(parameters["chat_id"])
    answered = _answered(chat, parameters)
    world.count_message(chat)
    protected = {"has_protected_content": True} if parameters.get("protect_content") else {}
    return world.show(chat, answered | content | keyboard | protected)


def _answered(chat: Chat, parameters: Json) -> Json:
    """Return the message that this one answers, if it names one."""
    reply = parameters.get("reply_parameters")
    if not isinstance(reply, dict):
        return {}
    message = chat.messages.get(reply["message_id"])
    if message is not None:
        return {"reply_to_message": {key: value for key, value in message.items() if key != "reply_to_message"}}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _caption(parameters: Json) -> Json:
    content = formatted(parameters, "caption", "caption_entities", CAPTION_LIMIT, "message caption is too long")
    return content if content["caption"] else {}


def _file(world: World, kind: str, given: object) -> Json:
    if isinstance(given, Upload):
        return _store(world, kind, given)
    stored = world.files.get(str(given))
    if stored is not None and stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    if stored is not None:
        return stored.description
    if str(given).startswith(("http://", "https://")):
        raise RefusalError(501, "Not Implemented: the simulator fetches no files")
    raise bad_request("wrong file identifier/HTTP URL specified")


def _store(world: World, kind: str, upload: Upload) -> Json:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > _LARGEST_FILE:
        raise RefusalError(413, "Request Entity Too Large")
    if kind == "photo":
        return world.keep(kind, upload, {"width": 800, "height": 600})
    return world.keep(kind, upload, {"file_name": upload.name, "mime_type": upload.mime_type})


HANDLERS: dict[str, Handler] = {
    "sendMessage": _send_message,
    "sendDocument": _send_document,
    "sendPhoto": _send_photo,
    "sendChatAction": _send_chat_action,
}
