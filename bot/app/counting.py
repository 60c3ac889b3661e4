"""What is counted for monitors, seldom enough that nobody waits for it."""

import asyncio

from bot.clock import Clock
from bot.metrics import Figures
from bot.storage.figures import snapshot
from bot.storage.store import Store

SHARE = 50  # times as long as the last count took, the next one waits: with a million people some seconds


class Counting:
    """Answers wait while rows are counted, so the last count is told again until some time has passed."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._last: Figures | None = None
        self._next_at = 0.0  # loop time

    async def figures(self) -> Figures:
        loop = asyncio.get_running_loop()
        if self._last is None or loop.time() >= self._next_at:
            now, began = self._clock.now(), loop.time()
            self._last = await self._store.run(lambda unit: snapshot(unit, now))
            self._next_at = loop.time() + SHARE * (loop.time() - began)
        return self._last
