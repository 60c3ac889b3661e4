"""Updates that Telegram brings.

Telegram brings an update again until it is answered with 200, which it is once the update is processed: a
process that dies half-way swallows nothing. What was processed is remembered in the database, so what is
brought again, to this process or another, is not processed twice.
"""

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web
from sqlalchemy.exc import DatabaseError
from telegram import Update

from bot.clock import Clock
from bot.storage import updates
from bot.storage.errors import ElectionLostError
from bot.storage.store import Store
from bot.wire.queues import Queues
from bot.wire.reading import HIGHEST_ID

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
MAX_WAITING = 1000  # updates at a time; Telegram brings the rest later
_PATIENCE = 50.0  # seconds; Telegram hangs up after a minute

Read = Callable[[dict[str, Any]], Update]


class Webhook:
    """The handler of the address that Telegram posts to."""

    def __init__(self, secret: str, read: Read, queues: Queues, store: Store, clock: Clock) -> None:
        self._secret = secret.encode()
        self._read = read
        self._queues = queues
        self._store = store
        self._clock = clock
        self._under_way: dict[int, asyncio.Task[None]] = {}  # by update id
        self.is_open = False  # whether the bot can answer yet

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop`; what has been taken then is finished."""
        self.is_open = True
        await stop.wait()
        self.is_open = False
        if self._under_way:
            await asyncio.wait(self._under_way.values())

    async def take(self, request: web.Request) -> web.Response:
        """Answer one post of Telegram's, or of whoever found the address."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self._secret):
            return web.Response(status=401)
        raw = _parsed(await request.read())
        if raw is None:
            return web.Response(status=400)
        if not self.is_open:
            return _later(503)
        if raw["update_id"] not in self._under_way and len(self._under_way) >= MAX_WAITING:
            return _later(429)
        return await self._processed(raw)

    async def _processed(self, raw: dict[str, Any]) -> web.Response:
        """The answer, once the update is dealt with; whoever hangs up meanwhile undoes nothing."""
        update_id = raw["update_id"]
        task = self._under_way.get(update_id)
        if task is None:
            task = self._under_way[update_id] = asyncio.create_task(self._process(raw))
            task.add_done_callback(lambda _: self._under_way.pop(update_id))
        try:
            await asyncio.wait_for(asyncio.shield(task), _PATIENCE)
        except TimeoutError:
            return _later(429)
        except (DatabaseError, ElectionLostError):
            return _later(503)
        return web.Response()

    async def _process(self, raw: dict[str, Any]) -> None:
        update_id = raw["update_id"]
        if await self._store.run(lambda unit: updates.was_handled(unit, update_id)):
            return
        await self._queues.put(self._read(raw))
        now = self._clock.now()
        await self._store.run(lambda unit: updates.note_handled(unit, update_id, now))


def _parsed(body: bytes) -> dict[str, Any] | None:
    """The body as an update that has an id; None for anything else."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):  # no JSON, no text, too deep
        return None
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if type(update_id) is not int or not 0 <= update_id <= HIGHEST_ID:
        return None
    return raw  # type: ignore[no-any-return]


def _later(status: int) -> web.Response:
    return web.Response(status=status, headers={"Retry-After": "5"})
