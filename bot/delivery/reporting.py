"""How far each broadcast is, where its operator looks: the message under its preview, edited in place."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy.exc import DatabaseError
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.domain.broadcast import Broadcast, Tally, settled
from bot.log import get_logger
from bot.storage import broadcasts
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.views.broadcast import progress
from bot.views.screen import Screen
from bot.waiting import first_of
from bot.wire import letter

_EVERY = 3.0  # seconds between two looks
_SHARE = 50  # and times as long as a look took: others wait while a million deliveries are counted


class Reporter:
    """Belongs to the process that sends."""

    def __init__(self, bot: ExtBot[Any], store: Store) -> None:
        self._bot = bot
        self._store = store
        self._told: dict[int, str] = {}  # by broadcast: what its message says

    async def run(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        while not stop.is_set():
            began = loop.time()
            with suppress(DatabaseError):  # it is away; the delivery tells
                await self.report()
            await first_of(stop, timeout=max(_EVERY, _SHARE * (loop.time() - began)))

    async def report(self) -> None:
        """Look once, and tell what has changed. The end is stored after it was told, so it is not missed."""
        for broadcast, tally in await self._store.run(_look):
            ended = settled(broadcast, tally)
            screen = progress(ended, tally)
            if self._told.get(broadcast.id) != screen.text and not await self._tell(broadcast, screen):
                continue
            self._told[broadcast.id] = screen.text
            if ended != broadcast:
                await self._store.run(partial(_end, broadcast_id=broadcast.id))

    async def _tell(self, broadcast: Broadcast, screen: Screen) -> bool:
        """False where it is worth another try."""
        if broadcast.message_id is None:
            return True
        chat_id, message_id = broadcast.operator_id, broadcast.message_id
        try:
            await letter.edit(self._bot, chat_id, message_id, screen.text, screen.keyboard())
        except (BadRequest, Forbidden):
            return True  # it says so already; or the operator has deleted it, or is gone
        except TelegramError as error:
            get_logger().warning("an operator cannot be reached", error=type(error).__name__)
            return False
        return True


def _look(unit: Unit) -> list[tuple[Broadcast, Tally]]:
    return [(broadcast, broadcasts.tally(unit, broadcast)) for broadcast in broadcasts.under_way(unit)]


def _end(unit: Unit, broadcast_id: int) -> None:
    """Looked at anew: it may have been stopped meanwhile."""
    broadcast = broadcasts.find(unit, broadcast_id)
    if broadcast is not None:
        broadcasts.save(unit, settled(broadcast, broadcasts.tally(unit, broadcast)))
