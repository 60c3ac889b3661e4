"""What changed, numbered and in order, for pages that watch and tests that wait."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.errors import Json
from bot.sandbox.signal import Signal

MOST_KEPT = 2_000


@dataclass(frozen=True)
class Change:
    """One change; its body is made only when somebody looks."""

    seq: int
    kind: str
    body: Callable[[], Json]


class Feed:
    """The newest changes."""

    def __init__(self) -> None:
        self._changes: deque[Change] = deque(maxlen=MOST_KEPT)
        self._bell = Signal()
        self.last = 0
        self.closed = False

    def publish(self, kind: str, body: Callable[[], Json]) -> int:
        """Add a change and return its number."""
        self.last += 1
        self._changes.append(Change(self.last, kind, body))
        self._bell.ring()
        return self.last

    def nudge(self) -> None:
        """Let everyone who waits look again, though nothing that shows has changed."""
        self._bell.ring()

    def after(self, seq: int) -> list[Change] | None:
        """The changes since; None if some of them are forgotten already."""
        if seq > self.last or (self._changes and seq < self._changes[0].seq - 1):
            return None
        missing = self.last - seq
        return list(self._changes)[len(self._changes) - missing :]

    async def wait(self, timeout: float | None = None) -> None:  # noqa: ASYNC109 - returns, does not cancel
        """Until the next change or nudge, or until the time is up."""
        if not self.closed:
            await self._bell.wait(timeout)

    def close(self) -> None:
        """Send all watchers home."""
        self.closed = True
        self._bell.ring()
