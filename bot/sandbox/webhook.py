"""Updates brought to the bot's own address, one after the other, until each is taken."""

import asyncio
import ipaddress
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.errors import Json

if TYPE_CHECKING:
    from bot.sandbox.world import World

FIRST_GAP, LONGEST_GAP = 1.0, 600.0  # seconds of the shared clock between two attempts
PATIENCE = 30.0  # seconds the bot has to answer
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
# What an answer to a webhook may not ask for.
FORBIDDEN = frozenset({"deletewebhook", "setwebhook", "close", "logout"})

Execute = Callable[[str, Json], Awaitable[None]]


@dataclass
class Webhook:
    """Where updates go, and how it went so far."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    failures: int = 0
    last_error: str = ""
    last_error_date: int = 0

    def as_info(self) -> Json:
        """What getWebhookInfo adds while a webhook is set."""
        info: Json = {"max_connections": self.max_connections}
        if self.ip_address:
            info["ip_address"] = self.ip_address
        if self.last_error:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error}
        return info


class Courier:
    """Brings updates while a webhook is set. Strictly in order, so one attempt at a time."""

    def __init__(self, world: "World", execute: Execute) -> None:
        self._world = world
        self._execute = execute
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; needs a running loop."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End, in the middle of an attempt if need be."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})
            self._running = None

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            gap = 0.0
            while True:
                webhook, update = self._world.bot.webhook, self._world.updates.first()
                if webhook is None or update is None:
                    gap = 0.0
                    await self._world.updates.change()
                elif await self._attempt(session, webhook, update):
                    gap = 0.0
                else:
                    gap = min(max(gap * 2, FIRST_GAP), LONGEST_GAP)
                    await self._pause(gap, webhook)

    async def _attempt(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
        if not is_loopback(webhook.url):
            return self._failed(webhook, "The sandbox calls this computer's own addresses only")
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        try:
            async with session.post(
                webhook.url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                body, status, reason = await answer.read(), answer.status, answer.reason
        except TimeoutError:
            return self._failed(webhook, "Read timeout expired")
        except (aiohttp.ClientError, OSError, ValueError):
            return self._failed(webhook, "Connection refused")
        if not 200 <= status <= 299:  # noqa: PLR2004 - any success
            return self._failed(webhook, f"Wrong response from the webhook: {status} {reason}")
        if self._world.bot.webhook is webhook:
            self._world.updates.confirm(update["update_id"] + 1)
            self._world.feed.nudge()
            await self._obey(body)
        return True

    def _failed(self, webhook: Webhook, error: str) -> bool:
        webhook.failures += 1
        webhook.last_error, webhook.last_error_date = error, self._world.today()
        self._world.feed.nudge()
        return False

    async def _obey(self, body: bytes) -> None:
        """A bot may put a call into its answer."""
        try:
            wish = json.loads(body)
        except ValueError:
            return
        method = wish.pop("method", None) if isinstance(wish, dict) else None
        if isinstance(method, str) and method.lower() not in FORBIDDEN and method[:3].lower() != "get":
            await self._execute(method, wish)

    async def _pause(self, gap: float, webhook: Webhook) -> None:
        """Wait on the shared clock, and no longer than the webhook stands."""
        clock = self._world.clock
        end = clock.now() + gap
        while clock.now() < end and self._world.bot.webhook is webhook:
            await self._world.feed.wait(end - clock.now())


def is_loopback(url: str) -> bool:
    """Whether an address is on this computer, where no certificate is needed."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
