"""Errors of the log on their way to the operators: at most one message an hour for each class.

Told are the class, how often it came, and the id of the last one in the log; never a text.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from bot.waiting import first_of

_AT_MOST_EVERY = 3600.0  # seconds
_LOOK_EVERY = 60.0


@dataclass(slots=True)
class _Seen:
    """Of one class: how many were not told yet, the id of the last, and when it was last told."""

    count: int = 0
    last_id: str = ""
    told_at: float | None = None

    def is_due(self, now: float) -> bool:
        return bool(self.count) and (self.told_at is None or now - self.told_at >= _AT_MOST_EVERY)


@dataclass(frozen=True, slots=True)
class Alert:
    error: str
    count: int
    last_id: str


class Alerts(logging.Handler):
    """Stands beside the log's own handler."""

    def __init__(self, tell: Callable[[Alert], Awaitable[None]], count: Callable[[str], None]) -> None:
        """`count`: is given the class of each error, at once."""
        super().__init__(logging.ERROR)
        self._tell = tell
        self._count = count
        self._seen: dict[str, _Seen] = {}
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    @classmethod
    @contextmanager
    def listening(
        cls, tell: Callable[[Alert], Awaitable[None]], count: Callable[[str], None]
    ) -> Iterator["Alerts"]:
        """From now on until the end of the block, what goes to the log goes here, too."""
        alerts, log = cls(tell, count), logging.getLogger("bot")
        log.addHandler(alerts)
        try:
            yield alerts
        finally:
            log.removeHandler(alerts)

    def emit(self, record: logging.LogRecord) -> None:
        event = record.msg if isinstance(record.msg, dict) else {}
        error, error_id = str(event.get("error", "Error")), str(event.get("id", ""))
        with suppress(RuntimeError):  # the loop has ended: nobody can be told
            self._loop.call_soon_threadsafe(self._note, error, error_id)

    async def run(self, stop: asyncio.Event) -> None:
        """Tell what is to be told, until `stop`."""
        while not stop.is_set():
            await first_of(self._news, stop, timeout=_LOOK_EVERY)
            self._news.clear()
            await self.tell_what_is_due()

    async def tell_what_is_due(self) -> None:
        for error, seen in list(self._seen.items()):
            if seen.is_due(self._now()):
                alert = Alert(error, seen.count, seen.last_id)
                seen.count, seen.told_at = 0, self._now()
                await self._tell(alert)

    def _now(self) -> float:
        return self._loop.time()

    def _note(self, error: str, error_id: str) -> None:
        self._count(error)
        seen = self._seen.setdefault(error, _Seen())
        seen.count += 1
        seen.last_id = error_id or seen.last_id
        self._news.set()
