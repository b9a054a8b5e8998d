"""People, chats and the messages in them, as the Bot API describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.simulator.checking import Json

BASIC_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages",
)  # fmt: skip


@dataclass(slots=True)
class Person:
    """Somebody with a Telegram account; ``deleted`` accounts cannot be written to."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    deleted: bool = False

    def user(self) -> Json:
        """Return the User that an update from this person names."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | {k: v for k, v in names.items() if v}


@dataclass(slots=True)
class Chat:
    """A private chat or a group: who is in it, whether the bot may write to it, and its messages by id.

    ``status`` is the bot's: "member", "left" (also before it ever met this chat) or "kicked" (blocked, in a private
    chat). ``shown`` counts what the bot did that can be seen, ``marked`` is that count at a person's last doing,
    ``newest`` the message it last touched. ``action`` is what the bot was last said to be doing.
    """

    id: int
    type: str
    title: str = ""
    person: Person | None = None
    status: str = "left"
    messages: dict[int, Json] = field(default_factory=dict)
    times: dict[int, datetime] = field(default_factory=dict)
    shown: int = 0
    marked: int = 0
    newest: int = 0
    action: str | None = None

    def brief(self) -> Json:
        """Return the Chat that messages name."""
        if self.person is None:
            return {"id": self.id, "type": self.type, "title": self.title}
        names = {"first_name": self.person.first_name, "last_name": self.person.last_name}
        names["username"] = self.person.username
        return {"id": self.id, "type": self.type} | {key: name for key, name in names.items() if name}

    def full(self) -> Json:
        """Return the ChatFullInfo that getChat tells."""
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        private = self.person is not None
        full = self.brief() | {
            "accent_color_id": abs(self.id) % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(gifts, private),
        }
        return full if private else full | {"permissions": dict.fromkeys(BASIC_RIGHTS, True)}
