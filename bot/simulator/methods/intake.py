"""How the bot gets its updates."""

from __future__ import annotations

from bot.simulator.checking import Json, integer, string
from bot.simulator.methods.handler import Handler
from bot.simulator.refusals import bad_request
from bot.simulator.world import World

_ADDRESS = "203.0.113.1"  # kept for documentation by RFC 5737


async def _get_updates(world: World, parameters: Json) -> list[Json]:
    world.updates.allow(parameters.get("allowed_updates"))
    offset, limit = integer(parameters, "offset"), integer(parameters, "limit", 100)
    return await world.updates.get(offset, limit, integer(parameters, "timeout"))


def _set_webhook(world: World, parameters: Json) -> bool:
    url = string(parameters, "url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    connections = integer(parameters, "max_connections", 40)
    world.updates.allow(parameters.get("allowed_updates"))
    world.updates.set_webhook({"url": url, "ip_address": _ADDRESS, "max_connections": connections} if url else {})
    return _drop_pending(world, parameters)


def _delete_webhook(world: World, parameters: Json) -> bool:
    world.updates.set_webhook({})
    return _drop_pending(world, parameters)


def _drop_pending(world: World, parameters: Json) -> bool:
    if parameters.get("drop_pending_updates"):
        world.updates.clear()
    return True


def _get_webhook_info(world: World, _: Json) -> Json:
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    return info | world.updates.webhook


HANDLERS: dict[str, Handler] = {
    "getUpdates": _get_updates,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
}
