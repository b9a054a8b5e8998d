"""What the bot says about itself: commands, descriptions and the menu button."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.simulator.checking import Json


@dataclass(slots=True)
class Profile:
    """Commands by scope and language, descriptions by language, menu buttons by chat (None for all)."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)

    def menu(self, chat_id: int, language: str) -> list[Json]:
        """Return the commands that a person sees in their private chat, by Telegram's order of scopes."""
        for scope in (f"chat {chat_id}", "all_private_chats", "default"):
            for code in (language.partition("-")[0], ""):
                if commands := self.commands.get((scope, code)):
                    return commands
        return []
