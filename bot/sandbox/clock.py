"""The time that the bot and the sandbox share, so that a person can step to tomorrow."""

import time
from collections.abc import Awaitable, Callable
from typing import Protocol


class SharedClock(Protocol):
    """What the host of the sandbox passes in."""

    def now(self) -> float:
        """Unix seconds; may be ahead of real time."""

    def advance(self, seconds: float) -> None:
        """Move ahead."""

    async def next_due(self) -> float | None:
        """When the bot next has something to send; None if nothing is planned or nobody knows."""


class OffsetClock:
    """Real time plus an offset that only grows."""

    def __init__(
        self,
        source: Callable[[], float] = time.time,
        next_due: Callable[[], Awaitable[float | None]] | None = None,
    ) -> None:
        self._source = source
        self._next_due = next_due
        self._offset = 0.0

    def now(self) -> float:
        return self._source() + self._offset

    def advance(self, seconds: float) -> None:
        self._offset += seconds

    async def next_due(self) -> float | None:
        return None if self._next_due is None else await self._next_due()
