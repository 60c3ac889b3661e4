"""Updates that wait for the bot, and the one poll that may wait for them."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import BotApiError, Json
from bot.sandbox.signal import Signal

FIRST_UPDATE_ID = 500_001
MOST_UPDATES = 100
LONGEST_POLL = 50  # seconds
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    }
)
ONLY_IF_ASKED_FOR = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
BY_WEBHOOK = "Conflict: terminated by setWebhook request"
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """Keeps each update until the bot confirms it by asking for a later one."""

    def __init__(self) -> None:
        self._pending: deque[Json] = deque()
        self._next_id = FIRST_UPDATE_ID
        self._allowed: frozenset[str] | None = None
        self._arrived = Signal()
        self._latest_poll = 0
        self._poll_ended_by = CONFLICT
        self._closed = False

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: list[str]) -> None:
        """Which kinds to make from now on; without any that is known, Telegram's default."""
        self._allowed = KINDS & {kind.lower() for kind in kinds} or None

    @property
    def allowed(self) -> list[str]:
        """The kinds last asked for; empty for the default."""
        return sorted(self._allowed or ())

    def add(self, kind: str, body: Any) -> int | None:
        """Queue an update and return its id; None if the bot does not want this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in ONLY_IF_ASKED_FOR
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._pending.append({"update_id": update_id, kind: body})
        self._arrived.ring()
        return update_id

    def confirm(self, offset: int | None) -> None:
        """Forget what comes before the offset; a negative one counts from the end."""
        if offset is None or offset == 0:
            return
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while offset > 0 and self._pending and self._pending[0]["update_id"] < offset:
            self._pending.popleft()

    def first(self) -> Json | None:
        """The update that is next, if any waits."""
        return self._pending[0] if self._pending else None

    async def change(self) -> None:
        """Until an update arrives or the way they go changes."""
        await self._arrived.wait()

    def reroute(self) -> None:
        """A webhook was set or deleted: let everyone look again. A poll that waits is told of it."""
        self._latest_poll += 1
        self._poll_ended_by = BY_WEBHOOK
        self._arrived.ring()

    def clear(self) -> None:
        """Forget all that waits."""
        self._pending.clear()

    def close(self) -> None:
        """Let the waiting poll go home empty."""
        self._closed = True
        self._arrived.ring()

    async def wait_for(self, limit: int, timeout: float, gone: Callable[[], bool]) -> list[Json]:  # noqa: ASYNC109
        """What waits, as soon as anything does; empty after `timeout` seconds of nothing.

        As with Telegram, the newer of two polls wins and the older one is told of the conflict.
        """
        self._latest_poll += 1
        self._poll_ended_by = CONFLICT
        mine = self._latest_poll
        self._arrived.ring()
        end = time.monotonic() + min(timeout, LONGEST_POLL)
        while not self._pending and not self._closed and not gone():
            remaining = end - time.monotonic()
            if remaining <= 0:
                break
            await self._arrived.wait(min(remaining, 1.0))
            if mine != self._latest_poll:
                raise BotApiError(409, self._poll_ended_by)
        return [update for update, _ in zip(self._pending, range(limit), strict=False)]
