"""Long polling whose offset advances only after what it brought is processed.

Telegram gives unconfirmed updates again, so a process that dies half-way swallows nothing. While a slow
answer is under way, polling goes on beside it, from the first update that is not finished.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.log import get_logger
from bot.wire.intake import Intake
from bot.wire.pacing import seconds_to_wait
from bot.wire.queues import Take
from bot.wire.reading import read_update

_POLL_SECONDS = 25
_ANSWER_SECONDS = 10  # beyond the poll's own wait
_BATCH = 100  # Telegram's most
_STRAGGLERS = 0.5  # seconds a poll waits for slow answers; then it goes on beside them
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_CONFLICT_LINE_EVERY = 60.0
_CONFLICT_FATAL = 30.0  # nothing but conflicts for so long after the start: someone else polls this token


class OtherPollerError(Exception):
    """Another process polls with this token and did not stop."""


class Poller:
    """Feeds updates to `take` until told to stop."""

    def __init__(self, bot: Bot, take: Take, allowed_updates: Sequence[str]) -> None:
        self._bot = bot
        self._intake = Intake(take)
        self._allowed = list(allowed_updates)
        self._pause = _FIRST_PAUSE
        self._polled_at: float | None = None  # loop time
        self._first_conflict: float | None = None
        self._last_conflict_line = float("-inf")
        self._log = get_logger()

    def has_polled_within(self, seconds: float) -> bool:
        now = asyncio.get_running_loop().time()
        return self._polled_at is not None and now - self._polled_at <= seconds

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; what is being processed then is finished and confirmed."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                fetch = asyncio.create_task(self._fetch())
                await asyncio.wait({fetch, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not fetch.done():
                    fetch.cancel()
                    break
                self._intake.accept(fetch.result())
                await self._intake.rest(at_most=_STRAGGLERS)
            await self._intake.rest()
            await self._confirm()
        finally:
            stopping.cancel()

    async def _fetch(self) -> Sequence[Update]:
        # The first poll asks for what is there: two bots on one token would cut each other's long ones short,
        # and neither would know that it can poll at all.
        wait = _POLL_SECONDS if self._polled_at is not None and not self._intake.is_busy else 0
        try:
            updates = await self._get_updates(wait)
        except InvalidToken:
            raise
        except RetryAfter as refusal:
            await asyncio.sleep(seconds_to_wait(refusal))
        except Conflict:
            self._note_conflict()
            await asyncio.sleep(_FIRST_PAUSE)
        except (NetworkError, TelegramError) as error:
            self._log.warning("polling failed", error=type(error).__name__, again_in=self._pause)
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        else:
            self._pause, self._first_conflict = _FIRST_PAUSE, None
            self._polled_at = asyncio.get_running_loop().time()
            return updates
        return ()

    async def _get_updates(self, timeout: int, limit: int = _BATCH) -> list[Update]:  # noqa: ASYNC109
        """Fetched raw and read one by one: an update that cannot be read must not hold up the others."""
        wish = {
            "offset": self._intake.offset,
            "timeout": timeout,
            "limit": limit,
            "allowed_updates": self._allowed,
        }
        # The library's own get_updates reads all of a batch or none of it; its private half gives it raw.
        raw: Any = await self._bot._post("getUpdates", wish, read_timeout=timeout + _ANSWER_SECONDS)  # noqa: SLF001
        return [read_update(update, self._bot) for update in raw]

    def _note_conflict(self) -> None:
        now = asyncio.get_running_loop().time()
        self._first_conflict = now if self._first_conflict is None else self._first_conflict
        if self._polled_at is None and now - self._first_conflict > _CONFLICT_FATAL:
            raise OtherPollerError
        if now - self._last_conflict_line >= _CONFLICT_LINE_EVERY:
            self._last_conflict_line = now
            self._log.warning("another process polls with this token")

    async def _confirm(self) -> None:
        """Tell Telegram what was processed, so that a restart does not get it again."""
        if self._intake.offset is None:
            return
        try:
            await self._get_updates(timeout=0, limit=1)
        except TelegramError as error:
            self._log.warning("the last updates could not be confirmed", error=type(error).__name__)
