"""How much a bot may send before Telegram asks it to wait. Off unless somebody sets them."""

import math
from collections import deque
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bot.sandbox.errors import BotApiError, ControlError, Json

SENDING = ("send", "forward", "copy")
NO_MESSAGES = frozenset({"sendchataction"})
A_SECOND, A_MINUTE = 1.0, 60.0
LONGEST_LATENCY = 60.0
HIGHEST = 1_000_000
MOST_CHATS = 100_000  # whose last messages are remembered


@dataclass(frozen=True)
class Limits:
    """Telegram's own are about 30, 1 and 20: core.telegram.org/bots/faq#broadcasting-to-users."""

    overall: float | None = None  # messages in any second, all chats together
    per_chat: float | None = None  # messages a second to one person, after a short burst
    per_group: float | None = None  # messages in any minute to one group
    burst: int = 3  # messages to one person at once
    latency: float = 0.0  # seconds before each call has its effect

    def as_json(self) -> Json:
        """What the control interface shows."""
        return asdict(self)


class Limiter:
    """Counts messages in real time: a bot paces itself by the real clock, wherever the shared one stands."""

    def __init__(self) -> None:
        self.limits = Limits()
        self._all: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        self._people: dict[int, float] = {}  # the moment at which each one's burst is whole again

    def apply(self, limits: Limits) -> None:
        """Put other limits in force; what was sent already counts."""
        self.limits = limits

    def clear(self) -> None:
        """No limits and nothing counted."""
        self.limits = Limits()
        self._all.clear()
        self._groups.clear()
        self._people.clear()

    def check(self, method: str, chat_id: int | None, now: float) -> None:
        """Raises a 429 that says how long to wait."""
        if not self._counts(method):
            return
        limits, wait = self.limits, 0.0
        if limits.overall is not None:
            wait = _until_free(self._all, limits.overall, A_SECOND, now)
        if chat_id is not None and chat_id < 0 and limits.per_group is not None:
            wait = max(wait, _until_free(self._groups.get(chat_id), limits.per_group, A_MINUTE, now))
        if chat_id is not None and chat_id > 0 and limits.per_chat is not None:
            whole_at = self._people.get(chat_id, 0.0)
            wait = max(wait, whole_at - now - (limits.burst - 1) / limits.per_chat)
        if wait > 1e-9:  # noqa: PLR2004 - sums of floats
            seconds = max(math.ceil(wait), 1)
            raise BotApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    def count(self, method: str, chat_id: int | None, now: float) -> None:
        """A message went out."""
        if not self._counts(method):
            return
        limits = self.limits
        if limits.overall is not None:
            self._all.append(now)
        if chat_id is None:
            return
        if chat_id < 0 and limits.per_group is not None:
            self._groups.setdefault(chat_id, deque()).append(now)
        elif chat_id > 0 and limits.per_chat is not None:
            if len(self._people) > MOST_CHATS:
                self._people = {who: at for who, at in self._people.items() if at > now}
            self._people[chat_id] = max(self._people.get(chat_id, 0.0), now) + 1 / limits.per_chat

    def _counts(self, method: str) -> bool:
        limits = self.limits
        if limits.overall is None and limits.per_chat is None and limits.per_group is None:
            return False
        name = method.lower()
        return name.startswith(SENDING) and name not in NO_MESSAGES


def _until_free(times: deque[float] | None, most: float, window: float, now: float) -> float:
    """How long until one more fits into the sliding window."""
    if times is None:
        return 0.0
    while times and times[0] <= now - window:
        times.popleft()
    most = max(int(most), 1)
    return times[-most] + window - now if len(times) >= most else 0.0


def read_limits(now: Limits, wish: Json) -> Limits:
    """The limits after a wish from JSON, refused with a sentence if a field makes no sense."""
    known = [entry.name for entry in fields(Limits)]
    for name, value in wish.items():
        if name not in known:
            raise ControlError(400, f"There is no limit {name!r}; there are {', '.join(known)}.")
        low, high = {"latency": (0.0, LONGEST_LATENCY), "burst": (1.0, 1000.0)}.get(name, (0.01, HIGHEST))
        may_be_none = name not in {"latency", "burst"}
        if not (value is None and may_be_none) and not _is_number(value, low, high):
            ending = ", or null for no limit" if may_be_none else ""
            raise ControlError(400, f"{name} must be a number from {low:g} to {high:g}{ending}.")
    return replace(now, **wish)


def _is_number(value: Any, low: float, high: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high
