"""How the bot hears of what people do."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import BotApiError, Json, bad_request
from bot.sandbox.parameters import Parameters
from bot.sandbox.updates import MOST_UPDATES
from bot.sandbox.webhook import Webhook, is_loopback
from bot.sandbox.world import World

WEBHOOK_PORTS = frozenset({80, 88, 443, 8443})
USUAL_CONNECTIONS, MOST_CONNECTIONS = 40, 100
LONGEST_SECRET = 256
SECRET = re.compile(r"[A-Za-z0-9_-]+")
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
    """From now on updates are brought to an address; without an address it is as deleteWebhook."""
    url = parameters.text("url")
    if not url:
        return delete_webhook(world, parameters)
    _check_address(url)
    secret = parameters.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, parameters)
    connections = parameters.integer("max_connections") or USUAL_CONNECTIONS
    connections = max(1, min(connections, MOST_CONNECTIONS))
    world.bot.webhook = Webhook(url, secret, connections, parameters.text("ip_address"))
    _drop(world, parameters)
    world.updates.reroute()
    return True


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        local = is_loopback(url)
    except ValueError:
        fine = False
    if not fine:
        raise bad_request("invalid webhook URL specified")
    if local:
        return  # the one place where the sandbox is kinder than Telegram
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Back to polling."""
    world.bot.webhook = None
    _drop(world, parameters)
    return True


def get_webhook_info(world: World, _parameters: Parameters) -> Json:
    """The webhook, with an empty address if there is none."""
    webhook = world.bot.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        **(webhook.as_info() if webhook else {}),
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
