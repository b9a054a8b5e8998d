"""What Telegram refuses, with its code and its words, and what it takes.

The facts are those of tdlib/telegram-bot-api and tdlib/td in 2026. Each request is made in this world: Ada (7, @ada)
wrote /start (message 1), the bot answered "Old" (2) and 49 hours later "Hello" with a button (3) and a document (4),
Ada wrote "thanks" (5) and tapped four times: too long ago (LATE), answered (ANSWERED) and just now (LIVE, LIVE_TOO).
8 never wrote, 9 does not exist, 10 blocked the bot, 11 left Telegram. The bot is in the supergroup -100, where Ada
wrote /hello (7); it is not in -200, and was thrown out of -300.
"""

from __future__ import annotations

from typing import Any

Parameters = dict[str, Any]

LATE, ANSWERED, LIVE, LIVE_TOO = (str(4_000_000_000_000_001 + number) for number in range(4))
NO_ACTION = "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
UNCHANGED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
DOCUMENT = "document-000001-simulated"

HELLO: Parameters = {"chat_id": 7, "text": "Hello"}
HOME: Parameters = {"text": "Home", "callback_data": "p:home"}
KEYBOARD: Parameters = {"inline_keyboard": [[HOME]]}
START: Parameters = {"command": "start", "description": "Begin"}
HOOK = "https://example.org/hook"


def button(**fields: Any) -> Parameters:
    """Return a message with one button."""
    return HELLO | {"reply_markup": {"inline_keyboard": [[{"text": "Home"} | fields]]}}


def html(text: str) -> Parameters:
    """Return a message in HTML."""
    return {"chat_id": 7, "text": text, "parse_mode": "HTML"}


def entity(**fields: Any) -> Parameters:
    """Return a message of five letters with one entity."""
    return HELLO | {"entities": [{"type": "bold", "offset": 0, "length": 5} | fields]}


def edit(**fields: Any) -> Parameters:
    """Return a change of the message that says Hello."""
    return {"chat_id": 7, "message_id": 3, "text": "Changed"} | fields


REFUSED: list[tuple[str, Parameters, str]] = [
    # Who is written to.
    ("sendMessage", {"text": "Hello"}, "400 Bad Request: chat_id is empty"),
    ("sendMessage", {"text": "Hello", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
    ("sendMessage", {"text": "Hello", "chat_id": 9}, "400 Bad Request: chat not found"),
    ("sendMessage", {"text": "Hello", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
    ("sendMessage", {"text": "Hello", "chat_id": 8}, "403 Forbidden: bot can't initiate conversation with a user"),
    ("sendMessage", {"text": "Hello", "chat_id": 10}, "403 Forbidden: bot was blocked by the user"),
    ("sendMessage", {"text": "Hello", "chat_id": 11}, "403 Forbidden: user is deactivated"),
    ("sendMessage", {"text": "Hello", "chat_id": -200}, "403 Forbidden: bot is not a member of the supergroup chat"),
    ("sendMessage", {"text": "Hello", "chat_id": -300}, "403 Forbidden: bot was kicked from the supergroup chat"),
    ("sendDocument", {"document": DOCUMENT, "chat_id": 10}, "403 Forbidden: bot was blocked by the user"),
    ("sendChatAction", {"action": "typing", "chat_id": 9}, "400 Bad Request: chat not found"),
    # Texts.
    ("sendMessage", {"chat_id": 7}, "400 Bad Request: message text is empty"),
    ("sendMessage", {"chat_id": 7, "text": ""}, "400 Bad Request: message text is empty"),
    ("sendMessage", {"chat_id": 7, "text": " \n "}, "400 Bad Request: text must be non-empty"),
    ("sendMessage", html("<b> </b>"), "400 Bad Request: text must be non-empty"),
    ("sendMessage", {"chat_id": 7, "text": "a" * 4097}, "400 Bad Request: message is too long"),
    ("sendMessage", {"chat_id": 7, "text": "🌙" * 2049}, "400 Bad Request: message is too long"),
    ("sendMessage", html("<b>" * 11_000), "400 Bad Request: text is too long"),
    ("sendDocument", {"chat_id": 7, "document": DOCUMENT, "caption": "a" * 1025},
     "400 Bad Request: message caption is too long"),
    ("sendMessage", HELLO | {"parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"),
    ("sendMessage", html("a<br>b"),
     '400 Bad Request: can\'t parse entities: Unsupported start tag "br" at byte offset 1'),
    ("sendMessage", html("<P>a</P>"),
     '400 Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0'),
    ("sendMessage", html("<b>a"),
     "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ("sendMessage", html("é<b>a</i>"),
     '400 Bad Request: can\'t parse entities: Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("sendMessage", html("a</b>"), "400 Bad Request: can't parse entities: Unexpected end tag at byte offset 1"),
    ("sendMessage", html("a<b"), "400 Bad Request: can't parse entities: Unclosed start tag at byte offset 1"),
    ("sendMessage", html("<b>a</b"), "400 Bad Request: can't parse entities: Unclosed end tag at byte offset 4"),
    ("sendMessage", html("<span>a</span>"),
     '400 Bad Request: can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("sendMessage", html("1 < 2"), '400 Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    # Entities.
    ("sendMessage", entity(type="loud"), "400 Bad Request: can't parse MessageEntity: Unsupported type specified"),
    ("sendMessage", HELLO | {"entities": [{"type": "bold", "offset": 0}]},
     '400 Bad Request: can\'t parse MessageEntity: Can\'t find field "length"'),
    ("sendMessage", entity(type="text_link"),
     '400 Bad Request: can\'t parse MessageEntity: Can\'t find field "url"'),
    *[("sendMessage", entity(type="date_time", unix_time=moment),
       '400 Bad Request: can\'t parse MessageEntity: Field "unix_time" must be a valid Number')
      for moment in (0, 1 << 31)],
    ("sendMessage", entity(offset=-1), "400 Bad Request: receive an entity with incorrect offset -1"),
    ("sendMessage", entity(length=1_000_001), "400 Bad Request: receive an entity with incorrect length 1000001"),
    ("sendMessage", entity(offset=6),
     "400 Bad Request: entity begins after the end of the text at UTF-16 offset 6"),
    ("sendMessage", entity(length=6),
     "400 Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 6"),
    ("sendMessage", entity(offset=1, length=1) | {"text": "🌙a"},
     "400 Bad Request: entity begins in a middle of a UTF-16 symbol at byte offset 4"),
    ("sendMessage", entity(length=1) | {"text": "🌙a"},
     "400 Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4"),
    # Keyboards.
    ("sendMessage", HELLO | {"reply_markup": "{"}, "400 Bad Request: can't parse reply keyboard markup JSON object"),
    ("sendMessage", HELLO | {"reply_markup": []}, "400 Bad Request: object expected as reply markup"),
    ("sendMessage", HELLO | {"reply_markup": {"inline_keyboard": [HOME]}},
     '400 Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
    ("sendMessage", HELLO | {"reply_markup": {"keyboard": ["Home"]}},
     '400 Bad Request: field "keyboard" must be an Array of Arrays'),
    ("sendMessage", button(), NO_ACTION),
    ("sendMessage", button(callback_data=""), NO_ACTION),
    ("sendMessage", HELLO | {"reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
     '400 Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"'),
    ("sendMessage", button(text="", callback_data="a"),
     "400 Bad Request: inline keyboard button text must be non-empty"),
    ("sendMessage", button(callback_data="a" * 65), "400 Bad Request: BUTTON_DATA_INVALID"),
    ("sendMessage", button(callback_data="é" * 33), "400 Bad Request: BUTTON_DATA_INVALID"),
    ("sendMessage", button(callback_data="a", style="pink"),
     "400 Bad Request: can't parse inline keyboard button: invalid button style specified"),
    ("sendMessage", button(url="tel:112"),
     "400 Bad Request: inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL"),
    ("sendMessage", button(url="ftp://example.org"),
     "400 Bad Request: inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol"),
    ("sendMessage", button(url="http://localhost/a"),
     "400 Bad Request: inline keyboard button URL 'http://localhost/a' is invalid: Wrong HTTP URL"),
    ("sendMessage", HELLO | {"reply_markup": {"inline_keyboard": [[HOME]] * 101}},
     "400 Bad Request: reply markup is too long"),
    # What a message answers, and what it shows of links.
    ("sendMessage", HELLO | {"reply_parameters": "{"}, "400 Bad Request: can't parse reply parameters JSON object"),
    ("sendMessage", HELLO | {"reply_parameters": [3]}, "400 Bad Request: object expected as reply parameters"),
    ("sendMessage", HELLO | {"reply_parameters": {"message_id": 99}},
     "400 Bad Request: message to be replied not found"),
    ("sendMessage", HELLO | {"link_preview_options": "{"},
     "400 Bad Request: can't parse link preview options JSON object"),
    ("sendMessage", HELLO | {"link_preview_options": "off"},
     "400 Bad Request: can't parse link preview options JSON object"),
    # Files.
    ("sendDocument", {"chat_id": 7}, "400 Bad Request: there is no document in the request"),
    ("sendPhoto", {"chat_id": 7}, "400 Bad Request: there is no photo in the request"),
    ("sendDocument", {"chat_id": 7, "document": "what"},
     "400 Bad Request: wrong file identifier/HTTP URL specified"),
    ("getFile", {"file_id": "what"}, "400 Bad Request: wrong file_id or the file is temporarily unavailable"),
    # What the bot is said to be doing.
    ("sendChatAction", {"chat_id": 7}, "400 Bad Request: wrong parameter action in request"),
    ("sendChatAction", {"chat_id": 7, "action": "yawning"}, "400 Bad Request: wrong parameter action in request"),
    # Changes.
    ("editMessageText", edit(text="Hello", reply_markup=KEYBOARD),
     UNCHANGED),
    ("editMessageReplyMarkup", {"chat_id": 7, "message_id": 3, "reply_markup": KEYBOARD},
     UNCHANGED),
    ("editMessageText", edit(text=""), "400 Bad Request: message text is empty"),
    ("editMessageText", edit(text="a" * 4097), "400 Bad Request: message is too long"),
    ("editMessageText", edit(message_id=99), "400 Bad Request: message to edit not found"),
    ("editMessageText", edit(message_id=5), "400 Bad Request: message can't be edited"),
    ("editMessageText", edit(message_id=4), "400 Bad Request: there is no text in the message to edit"),
    ("editMessageText", edit(chat_id=10), "403 Forbidden: bot was blocked by the user"),
    ("editMessageText", {"text": "Changed"}, "400 Bad Request: message identifier is not specified"),
    ("editMessageText", {"text": "Changed", "message_id": 3}, "400 Bad Request: chat_id is empty"),
    ("deleteMessage", {"message_id": 3}, "400 Bad Request: chat identifier is not specified"),
    ("deleteMessage", {"chat_id": 7}, "400 Bad Request: message identifier is not specified"),
    ("deleteMessage", {"chat_id": 7, "message_id": 99}, "400 Bad Request: message to delete not found"),
    ("deleteMessage", {"chat_id": 7, "message_id": 2}, "400 Bad Request: message can't be deleted for everyone"),
    ("deleteMessage", {"chat_id": -100, "message_id": 7}, "400 Bad Request: message can't be deleted"),
    # Taps.
    *[("answerCallbackQuery", {"callback_query_id": tap}, TOO_OLD) for tap in (LATE, ANSWERED, "1")],
    ("answerCallbackQuery", {"callback_query_id": LIVE, "text": "a" * 201}, "400 Bad Request: MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {"callback_query_id": LIVE, "url": "https://example.org"}, "400 Bad Request: URL_INVALID"),
    # What the bot says about itself.
    ("setMyCommands", {"commands": "["}, "400 Bad Request: can't parse commands JSON object"),
    ("setMyCommands", {"commands": START}, "400 Bad Request: expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [{"command": "start"}]},
     '400 Bad Request: can\'t parse BotCommand: Can\'t find field "description"'),
    ("setMyCommands", {"commands": [START | {"command": "/"}]}, "400 Bad Request: command must be non-empty"),
    ("setMyCommands", {"commands": [START | {"command": "Start"}]}, "400 Bad Request: BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [START | {"command": "a" * 33}]},
     "400 Bad Request: command length must not exceed 32"),
    ("setMyCommands", {"commands": [START | {"description": " "}]},
     "400 Bad Request: command description must be non-empty"),
    ("setMyCommands", {"commands": [START | {"description": "a" * 257}]},
     "400 Bad Request: command description length must not exceed 256"),
    ("setMyCommands", {"commands": [START] * 101}, "400 Bad Request: BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [START], "language_code": "eng"},
     "400 Bad Request: invalid language code specified"),
    ("setMyCommands", {"commands": [START], "scope": "["}, "400 Bad Request: can't parse BotCommandScope JSON object"),
    ("setMyCommands", {"commands": [START], "scope": {"type": "everyone"}},
     "400 Bad Request: can't parse BotCommandScope: Unsupported type specified"),
    ("setMyCommands", {"commands": [START], "scope": {"type": "chat"}},
     '400 Bad Request: can\'t parse BotCommandScope: Can\'t find field "chat_id"'),
    ("setMyCommands", {"commands": [START], "scope": {"type": "chat", "chat_id": 9}},
     "400 Bad Request: chat not found"),
    ("setMyCommands", {"commands": [START], "scope": {"type": "chat_administrators", "chat_id": 7}},
     "400 Bad Request: can't use specified scope in private chats"),
    ("setMyDescription", {"language_code": "EN"}, "400 Bad Request: invalid language code specified"),
    ("setChatMenuButton", {"menu_button": "{"}, "400 Bad Request: can't parse menu button JSON object"),
    ("setChatMenuButton", {"menu_button": {"type": "bell"}},
     "400 Bad Request: can't parse menu button: MenuButton has unsupported type"),
    ("getChatMenuButton", {"chat_id": -100}, "400 Bad Request: invalid chat_id specified"),
    # Chats.
    ("getChat", {}, "400 Bad Request: chat_id is empty"),
    ("getChat", {"chat_id": 9}, "400 Bad Request: chat not found"),
    ("leaveChat", {"chat_id": 7}, "400 Bad Request: chat member status can't be changed in private chats"),
    ("leaveChat", {"chat_id": -200}, "403 Forbidden: bot is not a member of the supergroup chat"),
    # Webhooks.
    ("setWebhook", {"url": "http://example.org"},
     "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://example.org:8080"},
     "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("setWebhook", {"url": "ftp://example.org"}, "400 Bad Request: invalid webhook URL specified"),
    ("setWebhook", {"url": HOOK, "secret_token": "a b"},
     "400 Bad Request: secret token contains unallowed characters"),
    ("setWebhook", {"url": HOOK, "secret_token": "a" * 257}, "400 Bad Request: secret token is too long"),
    # Methods.
    ("sendNothing", {}, "404 Not Found: method not found"),
]  # fmt: skip

TAKEN: list[tuple[str, Parameters]] = [
    # Who is written to.
    ("sendMessage", HELLO),
    ("SENDMESSAGE", HELLO),
    ("sendMessage", HELLO | {"chat_id": "7"}),
    ("sendMessage", HELLO | {"chat_id": "@ada"}),
    ("sendMessage", HELLO | {"chat_id": -100}),
    # Texts.
    ("sendMessage", {"chat_id": 7, "text": "a" * 4096}),
    ("sendMessage", {"chat_id": 7, "text": "🌙" * 2048}),
    ("sendMessage", {"chat_id": 7, "text": f" {'a' * 4096}\n"}),
    ("sendMessage", {"chat_id": 7, "text": "1 < 2 & 3 > 2"}),
    ("sendMessage", html(f"<b>{'a' * 4096}</b>")),
    ("sendMessage", html("&lt;&gt;&amp;&quot;&#128578;&#x1f642;")),
    ("sendMessage", html("a &nbsp; b & c")),
    ("sendMessage", html("a < b".replace("<", "&lt;"))),
    ("sendMessage", html("<b>b</b><strong>s</strong><i>i</i><em>e</em><u>u</u><ins>n</ins>")),
    ("sendMessage", html("<s>s</s><strike>k</strike><del>d</del>")),
    ("sendMessage", html('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>')),
    ("sendMessage", html('<a href="https://example.org/?a=1&amp;b=2">link</a>')),
    ("sendMessage", html("<a href='tg://user?id=7'>Ada</a>")),
    ("sendMessage", html("<code>a</code><pre>b</pre>")),
    ("sendMessage", html('<pre><code class="language-python">c</code></pre>')),
    ("sendMessage", html("<blockquote>a</blockquote><blockquote expandable>b</blockquote>")),
    ("sendMessage", html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')),
    ("sendMessage", html('<tg-time unix="1795341600" format="wDT">tomorrow</tg-time>')),
    ("sendMessage", html("<B>loud</B>")),
    ("sendMessage", html("<b>a<i>b</i></b>")),
    ("sendMessage", html("<b>a</b >")),
    ("sendMessage", HELLO | {"parse_mode": "html"}),
    ("sendMessage", HELLO | {"parse_mode": ""}),
    # Entities.
    ("sendMessage", entity()),
    ("sendMessage", entity(offset=4, length=1)),
    ("sendMessage", entity(length=0)),
    ("sendMessage", entity(type="bot_command")),
    ("sendMessage", entity(type="text_link", url="https://example.org")),
    ("sendMessage", entity(length=2) | {"text": "🌙a"}),
    ("sendMessage", HELLO | {"entities": []}),
    # Keyboards.
    ("sendMessage", HELLO | {"reply_markup": KEYBOARD}),
    ("sendMessage", button(callback_data="é" * 32)),
    ("sendMessage", button(callback_data="a", style="danger")),
    ("sendMessage", button(url="https://example.org/?a=b#c")),
    ("sendMessage", button(url="tg://resolve?domain=ada")),
    ("sendMessage", button(url="example.org")),
    ("sendMessage", button(copy_text={"text": "112"})),
    ("sendMessage", button(switch_inline_query="")),
    ("sendMessage", HELLO | {"reply_markup": {"inline_keyboard": [[HOME] * 8] * 12}}),
    ("sendMessage", HELLO | {"reply_markup": {"inline_keyboard": []}}),
    ("sendMessage", HELLO | {"reply_markup": {"keyboard": [[{"text": "Home"}]], "resize_keyboard": True}}),
    ("sendMessage", HELLO | {"reply_markup": {"remove_keyboard": True}}),
    ("sendMessage", HELLO | {"reply_markup": {"force_reply": True, "input_field_placeholder": "Yes or no"}}),
    # How a message is sent.
    ("sendMessage", HELLO | {"disable_notification": True, "protect_content": True}),
    ("sendMessage", HELLO | {"link_preview_options": {"is_disabled": True}}),
    ("sendMessage", HELLO | {"reply_parameters": {"message_id": 5}}),
    ("sendMessage", HELLO | {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}),
    # Files.
    ("sendDocument", {"chat_id": 7, "document": DOCUMENT}),
    ("sendDocument", {"chat_id": 7, "document": DOCUMENT, "caption": "a" * 1024}),
    ("sendDocument", {"chat_id": 7, "document": DOCUMENT, "caption": "<i>a</i>", "parse_mode": "HTML"}),
    ("sendDocument", {"chat_id": 7, "document": DOCUMENT, "reply_markup": KEYBOARD}),
    ("getFile", {"file_id": DOCUMENT}),
    # What the bot is said to be doing.
    ("sendChatAction", {"chat_id": 7, "action": "typing"}),
    ("sendChatAction", {"chat_id": -100, "action": "upload_document"}),
    # Changes.
    ("editMessageText", edit()),
    ("editMessageText", edit(message_id=2)),
    ("editMessageText", edit(text="Hello")),
    ("editMessageText", edit(text="<b>Hello</b>", parse_mode="HTML", reply_markup=KEYBOARD)),
    ("editMessageReplyMarkup", {"chat_id": 7, "message_id": 3}),
    ("editMessageReplyMarkup", {"chat_id": 7, "message_id": 4, "reply_markup": KEYBOARD}),
    ("deleteMessage", {"chat_id": 7, "message_id": 3}),
    ("deleteMessage", {"chat_id": 7, "message_id": 5}),
    # Taps.
    ("answerCallbackQuery", {"callback_query_id": LIVE}),
    ("answerCallbackQuery", {"callback_query_id": LIVE_TOO, "text": "a" * 200, "show_alert": True}),
    ("answerCallbackQuery", {"callback_query_id": LIVE, "cache_time": 5}),
    ("answerCallbackQuery", {"callback_query_id": LIVE, "url": "https://t.me/simulated_bot?start=a"}),
    # What the bot says about itself.
    ("getMe", {}),
    ("setMyCommands", {"commands": [START]}),
    ("setMyCommands", {"commands": [START | {"command": "/start"}]}),
    ("setMyCommands", {"commands": []}),
    ("setMyCommands", {"commands": [START], "language_code": "de", "scope": {"type": "all_private_chats"}}),
    ("setMyCommands", {"commands": [START | {"description": "a" * 256}], "scope": {"type": "chat", "chat_id": 7}}),
    ("setMyCommands", {"commands": [START], "scope": {"type": "chat_member", "chat_id": -100, "user_id": 7}}),
    ("getMyCommands", {}),
    ("deleteMyCommands", {"scope": {"type": "default"}}),
    ("setMyDescription", {"description": "a" * 512}),
    ("setMyDescription", {}),
    ("getMyDescription", {"language_code": "de"}),
    ("setMyShortDescription", {"short_description": "a" * 120}),
    ("getMyShortDescription", {}),
    ("setChatMenuButton", {"menu_button": {"type": "commands"}}),
    ("setChatMenuButton", {"chat_id": 7}),
    ("getChatMenuButton", {"chat_id": 7}),
    # Chats.
    ("getChat", {"chat_id": 7}),
    ("getChat", {"chat_id": "@ada"}),
    ("getChat", {"chat_id": -100}),
    ("leaveChat", {"chat_id": -100}),
    # Updates.
    ("getUpdates", {"limit": 100, "offset": -1, "timeout": 0, "allowed_updates": ["message", "nonsense"]}),
    ("getUpdates", {}),
    ("setWebhook", {"url": HOOK, "secret_token": "a" * 256, "max_connections": 100}),
    ("setWebhook", {"url": "example.org:8443/hook", "allowed_updates": [], "drop_pending_updates": True}),
    ("setWebhook", {"url": ""}),
    ("deleteWebhook", {"drop_pending_updates": True}),
    ("getWebhookInfo", {}),
]  # fmt: skip
