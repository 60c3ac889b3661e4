"""One person's updates in order, different people's side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.log import get_logger, where

UPDATE_SECONDS = 60  # what one update may take; then the person's next is served

Take = Callable[[Update], Awaitable[None]]
_Waiting = tuple[Update, asyncio.Future[None]]


class Queues:
    """Hands updates to `take`. Nothing that goes wrong with one gets further than the log."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._queues: dict[int, deque[_Waiting]] = {}  # person -> what waits behind the one being served
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, update: Update) -> asyncio.Future[None]:
        """Serve an update in its turn; what is returned is done when that is over, however it ended."""
        served = asyncio.get_running_loop().create_future()
        person = _person(update)
        if person in self._queues:
            self._queues[person].append((update, served))
            return served
        self._queues[person] = deque([(update, served)])
        task = asyncio.create_task(self._serve(person))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return served

    @property
    def is_busy(self) -> bool:
        return bool(self._tasks)

    async def rest(self, at_most: float | None = None) -> None:
        """Wait until all is served, or for so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=at_most)

    async def _serve(self, person: int) -> None:
        queue = self._queues[person]
        while queue:
            update, served = queue.popleft()
            try:
                async with asyncio.timeout(UPDATE_SECONDS):
                    await self._take(update)
            except Exception as error:  # noqa: BLE001  one update must not stop the others
                get_logger().error("update failed", update=update.update_id, **where(error))
            if not served.done():
                served.set_result(None)
        del self._queues[person]


def _person(update: Update) -> int:
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else -update.update_id
