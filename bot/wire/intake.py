"""Updates on their way through the bot: one person's in order, different people side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from telegram import Update

from bot.log import get_logger, where

_REMEMBERED = 1000  # updates; a fetch brings a hundred
UPDATE_SECONDS = 60  # what one update may take; then the person's next is served

Take = Callable[[Update], Awaitable[None]]


class Intake:
    """Hands updates to `take`, and knows up to which one all are finished."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._queues: dict[int, deque[Update]] = {}  # person -> what waits behind the one being served
        self._tasks: set[asyncio.Task[None]] = set()
        self._finished: dict[int, bool] = {}  # update id -> whether it is, in the order they came
        self._confirmed: deque[int] = deque(maxlen=_REMEMBERED)  # finished, and past the offset
        self.offset: int | None = None  # the first update id not known to be finished

    @property
    def is_busy(self) -> bool:
        return bool(self._tasks)

    def accept(self, updates: Sequence[Update]) -> None:
        """Begin with what is new among these; what is under way already is passed over, and what was finished
        while these were fetched."""
        for update in updates:
            if update.update_id in self._finished or update.update_id in self._confirmed:
                continue
            self._finished[update.update_id] = False
            person = _person(update)
            if person in self._queues:
                self._queues[person].append(update)
                continue
            self._queues[person] = deque([update])
            task = asyncio.create_task(self._serve(person))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def rest(self, at_most: float | None = None) -> None:
        """Wait until all is finished, or for so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=at_most)

    async def _serve(self, person: int) -> None:
        queue = self._queues[person]
        while queue:
            update = queue.popleft()
            try:
                async with asyncio.timeout(UPDATE_SECONDS):
                    await self._take(update)
            except Exception as error:  # noqa: BLE001  one update must not stop the others
                get_logger().error("update failed", update=update.update_id, **where(error))
            self._finish(update.update_id)
        del self._queues[person]

    def _finish(self, update_id: int) -> None:
        self._finished[update_id] = True
        while self._finished and self._finished[first := next(iter(self._finished))]:
            del self._finished[first]
            self._confirmed.append(first)
            self.offset = first + 1


def _person(update: Update) -> int:
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat is not None else -update.update_id
