"""What Telegram refuses about inline keyboards, beyond what the specification can say."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.simulator.checking import Json
from bot.simulator.refusals import bad_request

_MOST_BUTTONS = 100
_WIDEST_ROW = 8
_LOOKS = ("text", "style", "icon_custom_emoji_id")


def inline_keyboard(parameters: Mapping[str, object]) -> Json:
    """Return ``{"reply_markup": …}`` as a message shows it, empty without inline buttons; Refusal for a bad one."""
    markup = parameters.get("reply_markup")
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return {}
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > _MOST_BUTTONS or any(len(row) > _WIDEST_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Json) -> None:
    actions = [name for name in button if name not in _LOOKS]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: Exactly one action must be used")
    if not str(button["text"]).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if "url" in button and (fault := _fault_of_url(str(button["url"]))):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {fault}")


def _fault_of_url(url: str) -> str | None:
    """Return what Telegram says about a link that it does not take, or None."""
    if url.lower().startswith("tg:"):
        return None
    scheme, separator, rest = url.partition("://")
    if scheme.lower() not in ("http", "https") if separator else scheme.lower().startswith("mailto:"):
        return "Unsupported URL protocol"
    parts = urlsplit(f"http://{rest if separator else url}")
    try:
        port = parts.port
    except ValueError:
        return "Wrong port number specified in the URL"
    if port == 0:
        return "Wrong port number specified in the URL"
    if not parts.hostname:
        return "URL host is empty"
    return None if "." in parts.hostname or ":" in parts.hostname else "Wrong HTTP URL"
