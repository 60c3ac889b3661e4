"""One line in the log, and a count, for each update."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.handlers.context import Services
from bot.log import get_logger
from bot.metrics import Metrics


class Observed:
    """Processes an update and tells of it: its id and kind, how it ended, how long it took."""

    def __init__(
        self, process: Callable[[object], Awaitable[None]], services: Services, metrics: Metrics
    ) -> None:
        self._process = process
        self._services = services
        self._metrics = metrics

    async def __call__(self, update: Update) -> None:
        loop = asyncio.get_running_loop()
        began, outcome = loop.time(), "cut off"
        try:
            await self._process(update)
            outcome = self._services.outcomes.get(update.update_id, "answered")
        finally:
            self._services.outcomes.pop(update.update_id, None)
            seconds, kind = loop.time() - began, _kind(update)
            get_logger().info(
                "update", update=update.update_id, kind=kind, outcome=outcome, ms=round(seconds * 1000)
            )
            self._metrics.updated(kind, outcome, seconds)


def _kind(update: Update) -> str:
    """What Telegram calls it."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind) is not None), "other")
