"""How the bot hears of what people do."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.updates import MOST_UPDATES
from bot.sandbox.world import World

WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, parameters: Parameters, gone: Callable[[], bool]) -> list[Json]:
    """The long poll; `gone` tells whether the bot still holds the line."""
    if world.bot.webhook:
        raise BotApiError(409, WEBHOOK_IS_SET)
    _allow(world, parameters)
    world.updates.confirm(parameters.integer("offset"))
    world.feed.nudge()
    limit = parameters.integer("limit") or MOST_UPDATES
    timeout = max(parameters.integer("timeout") or 0, 0)
    return await world.updates.wait_for(max(1, min(limit, MOST_UPDATES)), timeout, gone)


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Remember the address. The sandbox does not call it; updates wait until the webhook is gone."""
    url = parameters.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(world, parameters)
    world.bot.webhook = {"url": url} if url else {}
    _drop(world, parameters)
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Back to polling."""
    world.bot.webhook = {}
    _drop(world, parameters)
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> Json:
    """The webhook, with an empty address if there is none."""
    info: Json = {
        "url": world.bot.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    return {**info, "allowed_updates": world.updates.allowed} if world.updates.allowed else info


def _allow(world: World, parameters: Parameters) -> None:
    kinds: Any = parameters.structure("allowed_updates", "allowed updates")
    if isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds):
        world.updates.allow(kinds)
    elif kinds is not None:
        raise bad_request("can't parse allowed updates JSON array")


def _drop(world: World, parameters: Parameters) -> None:
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
        world.feed.nudge()
