"""Whether the server is away: then deliveries wait, for what meets an error may be sent only once more."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

from bot.log import get_logger
from bot.wire.transport import NotDelivered, PossiblyDelivered

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds between two looks


class Outage:
    """Begins when a call gets no proper answer, and ends when a call that changes nothing gets one."""

    def __init__(self, probe: Callable[[], Awaitable[object]]) -> None:
        self._probe = probe
        self._looking: asyncio.Task[None] | None = None

    @property
    def is_on(self) -> bool:
        return self._looking is not None and not self._looking.done()

    def note(self, error: Exception) -> None:
        """A call failed. Telegram's own refusals are answers, and no reason to wait."""
        if isinstance(error, NotDelivered | PossiblyDelivered) and not self.is_on:
            self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        pause = _FIRST_PAUSE
        while error := await self._error():
            get_logger().warning("Telegram does not answer; deliveries wait", error=error, again_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _error(self) -> str | None:
        """The class of what is wrong."""
        try:
            await self._probe()
        except TelegramError as error:
            return type(error).__name__
        return None
