"""How far each broadcast is, where its operator looks: the message under its preview, edited in place."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import DatabaseError
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.domain.broadcast import Broadcast, Tally, settled
from bot.log import get_logger
from bot.storage import broadcasts
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.views.broadcast import progress

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
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), max(_EVERY, _SHARE * (loop.time() - began)))

    async def report(self) -> None:
        """Look once, and tell what has changed."""
        for broadcast, tally in await self._store.run(_look):
            text = progress(broadcast, tally).text
            if self._told.get(broadcast.id) != text:
                self._told[broadcast.id] = text
                await self._tell(broadcast, tally)

    async def _tell(self, broadcast: Broadcast, tally: Tally) -> None:
        screen = progress(broadcast, tally)
        try:
            await self._bot.edit_message_text(
                screen.text,
                chat_id=broadcast.operator_id,
                message_id=broadcast.message_id,
                reply_markup=screen.markup(),  # type: ignore[arg-type]
            )
        except BadRequest:
            return  # it says so already, or the operator has deleted it
        except TelegramError as error:
            get_logger().warning("an operator cannot be reached", error=type(error).__name__)
            self._told.pop(broadcast.id, None)  # so it is tried again


def _look(unit: Unit) -> list[tuple[Broadcast, Tally]]:
    """What is under way, moved on to its end where that has come."""
    found = []
    for broadcast in broadcasts.under_way(unit):
        tally = broadcasts.tally(unit, broadcast)
        now = replace(broadcast, state=settled(broadcast, tally))
        if now != broadcast:
            broadcasts.save(unit, now)
        found.append((now, tally))
    return found
