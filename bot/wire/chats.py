"""What one chat may be sent: a message a second after a short burst; a group, twenty a minute too."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

_GAP = 1.025  # seconds; Telegram says one, and the way there may take a little
_BURST = 3  # messages at once
_GROUP_MESSAGES, _GROUP_SECONDS = 20, 60.5
_MANY = 1024  # chats to remember before those are forgotten that are free again


@dataclass(slots=True)
class _Chat:
    whole_at: float = 0.0  # when its burst is whole again
    left: deque[float] = field(default_factory=lambda: deque(maxlen=_GROUP_MESSAGES))  # of groups


class Chats:
    """The pace of each chat. Only those are remembered that were written to just now."""

    def __init__(self, gap: float = _GAP) -> None:
        """`gap`: seconds between two messages to a chat, after its burst."""
        self._gap = gap
        self._chats: dict[int, _Chat] = {}
        self._sweep_at = _MANY

    async def turn(self, chat_id: int) -> None:
        """Wait until the chat takes another message, and count it. Groups have ids below zero."""
        loop = asyncio.get_running_loop()
        while (wait := self._free_at(chat_id) - loop.time()) > 0:
            await asyncio.sleep(wait)
        self._count(chat_id, loop.time())

    def __len__(self) -> int:
        return len(self._chats)

    def _free_at(self, chat_id: int) -> float:
        chat = self._chats.get(chat_id)
        if chat is None:
            return 0.0
        counted = chat.left[0] + _GROUP_SECONDS if len(chat.left) == _GROUP_MESSAGES else 0.0
        return max(chat.whole_at - (_BURST - 1) * self._gap, counted)

    def _count(self, chat_id: int, now: float) -> None:
        if len(self._chats) >= self._sweep_at:
            self._forget(now)
        chat = self._chats.setdefault(chat_id, _Chat())
        chat.whole_at = max(chat.whole_at, now) + self._gap
        if chat_id < 0:
            chat.left.append(now)

    def _forget(self, now: float) -> None:
        """Those that are as if never written to. Looking at all is rare enough to cost nothing."""
        self._chats = {
            chat_id: chat
            for chat_id, chat in self._chats.items()
            if chat.whole_at > now or (chat.left and chat.left[-1] + _GROUP_SECONDS > now)
        }
        self._sweep_at = max(_MANY, 2 * len(self._chats))
