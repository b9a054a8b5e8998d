"""How the bot gets its updates."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.simulator.checking import Json, integer, string
from bot.simulator.loopback import is_loopback
from bot.simulator.methods.handler import Handler
from bot.simulator.refusals import bad_request
from bot.simulator.updates import default_updates
from bot.simulator.world import World

_ADDRESS = "203.0.113.1"  # kept for documentation by RFC 5737
_PORTS = (80, 88, 443, 8443)
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_SECRET = 256


async def _get_updates(world: World, parameters: Json) -> list[Json]:
    world.updates.allow(parameters.get("allowed_updates"))
    offset, limit = integer(parameters, "offset"), integer(parameters, "limit", 100)
    return await world.updates.get(offset, limit, integer(parameters, "timeout"))


def _set_webhook(world: World, parameters: Json) -> bool:
    url, secret = string(parameters, "url"), string(parameters, "secret_token")
    if url:
        _check_webhook(url, secret)
    connections = integer(parameters, "max_connections", 40)
    webhook: Json = {"url": url, "ip_address": parameters.get("ip_address", _ADDRESS), "max_connections": connections}
    world.updates.allow(parameters.get("allowed_updates"))
    _drop_pending(world, parameters)
    world.updates.set_webhook(webhook if url else {}, secret)
    return True


def _check_webhook(url: str, secret: str) -> None:
    """Refuse what Telegram refuses; a bot on this machine may listen without HTTPS, and on any port."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        port = parts.port or 443
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if is_loopback(parts.hostname):
        return
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _delete_webhook(world: World, parameters: Json) -> bool:
    _drop_pending(world, parameters)
    world.updates.set_webhook({})
    return True


def _drop_pending(world: World, parameters: Json) -> None:
    if parameters.get("drop_pending_updates"):
        world.updates.clear()


def _get_webhook_info(world: World, _: Json) -> Json:
    updates = world.updates
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
    kinds: Json = {} if updates.allowed == default_updates() else {"allowed_updates": sorted(updates.allowed)}
    return info | updates.webhook | kinds


HANDLERS: dict[str, Handler] = {
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
}
