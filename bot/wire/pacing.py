"""Keeping to Telegram's pace, for every request of the process: over all chats (`turns.py`), and in each one
(`chats.py`).

Answers go before deliveries. A 429 stops everyone for as long as Telegram says, and slows everyone for a
while after. An answer is then tried again, a delivery goes back to its row.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeVar

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.wire.chats import Chats
from bot.wire.transport import NotDelivered, PossiblyDelivered
from bot.wire.turns import Lane, Turns

T = TypeVar("T")
_ANSWER_TRIES = 3
_ANSWER_PAUSE = 1.0
_MESSAGES = ("send", "copy", "forward")  # what counts in a chat
_PACED = (*_MESSAGES, "edit")
_NO_MESSAGE = "sendChatAction"


def seconds_to_wait(refusal: RetryAfter) -> float:
    """What a 429 asks for."""
    wait = refusal.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class Pacing(BaseRateLimiter[str]):
    """The limiter of one token."""

    def __init__(self, rate: int, on_refusal: Callable[[], None] = lambda: None) -> None:
        """`rate`: messages a second over all chats. `on_refusal` is told of each 429."""
        self._on_refusal = on_refusal
        self._turns = Turns(rate)
        self._chats = Chats()

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
        data: dict[str, Any],
        rate_limit_args: str | None,  # noqa: ARG002
    ) -> Any:
        """Make a request in its turn; one that is refused is tried again."""
        if not endpoint.startswith(_PACED) or endpoint == _NO_MESSAGE:
            return await callback(*args, **kwargs)
        chat_id = data.get("chat_id") if endpoint.startswith(_MESSAGES) else None
        for _ in range(_ANSWER_TRIES - 1):
            await self._turn(Lane.ANSWER, chat_id)
            try:
                return await self._call(callback, args, kwargs)
            except RetryAfter:
                continue
            except (NotDelivered, PossiblyDelivered):
                await asyncio.sleep(_ANSWER_PAUSE)  # an answer twice beats no answer
        await self._turn(Lane.ANSWER, chat_id)
        return await self._call(callback, args, kwargs)

    async def bulk_turn(self, chat_id: int) -> None:
        """Wait for a delivery's turn. Taken before the send is recorded as begun, so that what a crash
        leaves as begun is what was on its way."""
        await self._turn(Lane.DELIVERY, chat_id)

    async def deliver(self, send: Callable[[], Awaitable[T]]) -> T:
        """Make the request of a delivery that has had its turn. A RetryAfter slows everyone, and goes on."""
        try:
            await self._turns.leave()
            return await send()
        except RetryAfter as refusal:
            self._refused(refusal)
            raise

    async def _turn(self, lane: Lane, chat_id: object) -> None:
        if isinstance(chat_id, int):
            await self._chats.turn(chat_id)
        await self._turns.turn(lane)

    async def _call(self, callback: Callable[..., Coroutine[Any, Any, Any]], args: Any, kwargs: Any) -> Any:
        try:
            await self._turns.leave()
            return await callback(*args, **kwargs)
        except RetryAfter as refusal:
            self._refused(refusal)
            raise

    def _refused(self, refusal: RetryAfter) -> None:
        self._turns.refused(seconds_to_wait(refusal))
        self._on_refusal()
