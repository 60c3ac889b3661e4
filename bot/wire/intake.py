"""Fetched updates on their way through the bot, and up to which one all are finished."""

from collections import deque
from collections.abc import Sequence
from functools import partial

from telegram import Update

from bot.wire.queues import Queues, Take

_REMEMBERED = 1000  # updates; a fetch brings a hundred


class Intake:
    """Puts updates into the queues of their people, each once, and knows the offset."""

    def __init__(self, take: Take) -> None:
        self._queues = Queues(take)
        self._finished: dict[int, bool] = {}  # update id -> whether it is, in the order they came
        self._confirmed: deque[int] = deque(maxlen=_REMEMBERED)  # finished, and past the offset
        self.offset: int | None = None  # the first update id not known to be finished

    @property
    def is_busy(self) -> bool:
        return self._queues.is_busy

    def accept(self, updates: Sequence[Update]) -> None:
        """Begin with what is new among these; what is under way already is passed over, and what was finished
        while these were fetched."""
        for update in updates:
            if update.update_id in self._finished or update.update_id in self._confirmed:
                continue
            self._finished[update.update_id] = False
            self._queues.put(update).add_done_callback(partial(self._finish, update.update_id))

    async def rest(self, at_most: float | None = None) -> None:
        """Wait until all is finished, or for so many seconds."""
        await self._queues.rest(at_most)

    def _finish(self, update_id: int, _: object) -> None:
        self._finished[update_id] = True
        while self._finished and self._finished[first := next(iter(self._finished))]:
            del self._finished[first]
            self._confirmed.append(first)
            self.offset = first + 1
