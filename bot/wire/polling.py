"""Long polling whose offset advances only after what it brought is processed.

Telegram gives unconfirmed updates again, so a process that dies half-way swallows nothing. Updates of one
person are processed in order, different people side by side.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.log import get_logger, where
from bot.wire.pacing import seconds_to_wait

_POLL_SECONDS = 25
_ANSWER_SECONDS = 10  # beyond the poll's own wait
_BATCH = 100  # Telegram's most
_UPDATE_SECONDS = 60  # what one update may take; then the next is served
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
_CONFLICT_LINE_EVERY = 60.0
_CONFLICT_FATAL = 30.0  # nothing but conflicts for so long after the start: someone else polls this token

Take = Callable[[Update], Awaitable[None]]


class OtherPollerError(Exception):
    """Another process polls with this token and did not stop."""


class Poller:
    """Feeds updates to `take` until told to stop."""

    def __init__(self, bot: Bot, take: Take, allowed_updates: Sequence[str]) -> None:
        self._bot = bot
        self._take = take
        self._allowed = list(allowed_updates)
        self._offset: int | None = None
        self._pause = _FIRST_PAUSE
        self._ever_polled = False
        self._first_conflict: float | None = None
        self._last_conflict_line = float("-inf")
        self._log = get_logger()

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
                await self.process(fetch.result())
            await self._confirm()
        finally:
            stopping.cancel()

    async def process(self, updates: Sequence[Update]) -> None:
        """Process one batch, and only then move the offset past it."""
        people: dict[int, list[Update]] = defaultdict(list)
        for update in updates:
            people[_person(update)].append(update)
        await asyncio.gather(*(self._in_order(queue) for queue in people.values()))
        if updates:
            self._offset = updates[-1].update_id + 1

    async def _in_order(self, updates: Sequence[Update]) -> None:
        for update in updates:
            try:
                async with asyncio.timeout(_UPDATE_SECONDS):
                    await self._take(update)
            except Exception as error:  # noqa: BLE001  one update must not stop the others
                self._log.error("update failed", update=update.update_id, **where(error))

    async def _fetch(self) -> Sequence[Update]:
        try:
            updates = await self._get_updates(_POLL_SECONDS)
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
            self._pause, self._ever_polled, self._first_conflict = _FIRST_PAUSE, True, None
            return updates
        return ()

    async def _get_updates(self, timeout: int, limit: int = _BATCH) -> list[Update]:  # noqa: ASYNC109
        """Fetched raw and read one by one: an update that cannot be read must not hold up the others."""
        wish = {"offset": self._offset, "timeout": timeout, "limit": limit, "allowed_updates": self._allowed}
        # The library's own get_updates reads all of a batch or none of it; its private half gives it raw.
        raw: Any = await self._bot._post("getUpdates", wish, read_timeout=timeout + _ANSWER_SECONDS)  # noqa: SLF001
        return [self._read(update) for update in raw]

    def _read(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, it is passed over
            self._log.error("an update cannot be read", update=raw["update_id"], **where(error))
            return Update(raw["update_id"])

    def _note_conflict(self) -> None:
        now = asyncio.get_running_loop().time()
        self._first_conflict = now if self._first_conflict is None else self._first_conflict
        if not self._ever_polled and now - self._first_conflict > _CONFLICT_FATAL:
            raise OtherPollerError
        if now - self._last_conflict_line >= _CONFLICT_LINE_EVERY:
            self._last_conflict_line = now
            self._log.warning("another process polls with this token")

    async def _confirm(self) -> None:
        """Tell Telegram what was processed, so that a restart does not get it again."""
        if self._offset is None:
            return
        try:
            await self._get_updates(timeout=0, limit=1)
        except TelegramError as error:
            self._log.warning("the last updates could not be confirmed", error=type(error).__name__)


def _person(update: Update) -> int:
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else -update.update_id
