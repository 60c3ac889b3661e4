"""Keeping to Telegram's pace, for every request of the process.

Messages leave at least 1/rate seconds apart. Answers take the next free turn at once; deliveries queue
behind one another, so at most one of them stands before an answer. A 429 stops everyone for as long as
Telegram says; an answer is then tried again, a delivery goes back to its row.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.wire.transport import NotDelivered, PossiblyDelivered

HAS_TURN = "has-turn"  # rate_limit_args of a delivery that has waited for `bulk_turn`
_ANSWER_TRIES = 3
_ANSWER_PAUSE = 1.0
_PACED = ("send", "edit", "copy", "forward")


def seconds_to_wait(refusal: RetryAfter) -> float:
    """What a 429 asks for."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class Pacing(BaseRateLimiter[str]):
    """The limiter of one token."""

    def __init__(self, rate: int) -> None:
        """`rate`: messages a second over all chats."""
        self._gap = 1 / rate
        self._next_turn = 0.0  # loop time
        self._paused_until = 0.0  # loop time
        self._bulk_lane = asyncio.Lock()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002  the base class passes it
        rate_limit_args: str | None,
    ) -> Any:
        """Make a request in its turn. A delivery's RetryAfter goes to the caller."""
        if not endpoint.startswith(_PACED):
            return await callback(*args, **kwargs)
        if rate_limit_args == HAS_TURN:
            return await self._call(callback, args, kwargs)
        for _ in range(_ANSWER_TRIES - 1):
            await self._turn()
            try:
                return await self._call(callback, args, kwargs)
            except RetryAfter:
                continue
            except (NotDelivered, PossiblyDelivered):
                await asyncio.sleep(_ANSWER_PAUSE)  # an answer twice beats no answer
        await self._turn()
        return await self._call(callback, args, kwargs)

    async def bulk_turn(self) -> None:
        """Wait for a delivery's turn. Taken before the send is recorded as begun, so that what a crash
        leaves as begun is what was on its way."""
        async with self._bulk_lane:
            await self._turn()

    async def _turn(self) -> None:
        """Wait for the next free turn; a pause that began meanwhile is waited for too."""
        loop = asyncio.get_running_loop()
        while True:
            turn = max(loop.time(), self._next_turn)
            self._next_turn = turn + self._gap
            await asyncio.sleep(turn - loop.time())
            if self._paused_until <= loop.time():
                return

    async def _call(self, callback: Callable[..., Coroutine[Any, Any, Any]], args: Any, kwargs: Any) -> Any:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            until = asyncio.get_running_loop().time() + seconds_to_wait(refusal)
            self._paused_until = max(self._paused_until, until)
            self._next_turn = max(self._next_turn, until)
            raise
