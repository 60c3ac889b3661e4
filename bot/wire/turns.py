"""Turns to send a message, in two lanes, so that no second sees more messages than the server takes.

Turns come evenly. One that left late (a busy loop, a tick of the clock) is made up for within limits, so
the rate is reached, and nothing leaves in a burst. Besides, no more than `rate` leave in a second and a bit:
the bit is what the way to the server may take from the distance between two messages.
"""

import asyncio
from collections import deque
from enum import IntEnum

_LEAD = 0.05  # seconds by which a turn may come before its time, to make up for one that was late, at most
_LEAD_OF_RATE = 0.0005  # and for each message a second: less than half the way to the next, at a free rate
_JITTER = 0.015  # seconds by which messages may come closer to each other on their way
_JITTER_MESSAGES = 2.5  # and how many messages a second that may cost, at a high rate
_ANSWERS_IN_A_ROW = 9  # while a delivery waits
_SLOWED = 0.8  # the share of its pace that a refusal leaves
_SLOWEST = 0.1
_RECOVERY = 60.0  # seconds from standing still to full pace


class Lane(IntEnum):
    """Who waits for a turn: somebody for an answer, or a delivery that nobody waits for."""

    ANSWER = 0
    DELIVERY = 1


class Turns:
    """The turns of one token. Whoever waits costs a future; what has left is remembered for a second."""

    def __init__(self, rate: int) -> None:
        """`rate`: messages that the server takes in any second."""
        self._rate = rate
        jitter = min(_JITTER, _JITTER_MESSAGES / rate)
        self._window = 1 + jitter  # seconds in which no more than `rate` leave, whatever happens
        self._gap = (1 + 2 * jitter) / rate  # seconds between two messages in an even flow
        self._lead = min(_LEAD, _LEAD_OF_RATE * rate)
        self._waiting: tuple[deque[asyncio.Future[None]], ...] = (deque(), deque())
        self._answers_in_a_row = 0
        self._timer: asyncio.TimerHandle | None = None
        # Loop times:
        self._left: deque[float] = deque(maxlen=rate)
        self._due = 0.0  # of the next turn, were all in time
        self._paused_until = 0.0
        self._slowed_at, self._slowed_to = 0.0, 1.0

    async def turn(self, lane: Lane) -> None:
        """Wait for the next turn. Answers go first; of a lane, whoever came first."""
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        self._waiting[lane].append(waiter)
        if self._timer is None:
            self._release(loop)
        await waiter

    async def leave(self) -> None:
        """Wait until one more may leave in this second, right before it does: something may have held up
        several that had their turns, and they would leave together."""
        loop = asyncio.get_running_loop()
        while (wait := self._open_at() - loop.time()) > 0:
            await asyncio.sleep(wait)
        self._left.append(loop.time())

    def refused(self, wait: float) -> None:
        """The server asks for `wait` seconds of silence. After that it goes on slower, and recovers."""
        now = asyncio.get_running_loop().time()
        if self._paused_until <= now:  # others that were on their way tell of the same jam
            self._slowed_to = max(_SLOWEST, _SLOWED * self._share(now))
        self._paused_until = self._slowed_at = max(self._paused_until, now + wait)

    def _share(self, now: float) -> float:
        """The share of the full pace that is in force."""
        return min(1.0, self._slowed_to + max(0.0, now - self._slowed_at) / _RECOVERY)

    def _release(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let go whoever's turn has come, and come back when the next one's does."""
        self._timer = None
        while (lane := self._next_lane()) is not None:
            now, free_at = loop.time(), self._free_at()
            if now < free_at:
                self._timer = loop.call_at(free_at, self._release, loop)
                return
            self._count(lane, now)
            self._waiting[lane].popleft().set_result(None)

    def _next_lane(self) -> Lane | None:
        for queue in self._waiting:
            while queue and queue[0].done():  # given up meanwhile
                queue.popleft()
        answers, deliveries = self._waiting
        if deliveries and (not answers or self._answers_in_a_row >= _ANSWERS_IN_A_ROW):
            return Lane.DELIVERY
        return Lane.ANSWER if answers else None

    def _free_at(self) -> float:
        return max(self._due - self._lead, self._open_at())

    def _open_at(self) -> float:
        is_full = len(self._left) == self._rate
        return max(self._left[0] + self._window if is_full else 0.0, self._paused_until)

    def _count(self, lane: Lane, now: float) -> None:
        self._due = max(self._due, now) + self._gap / self._share(now)
        self._answers_in_a_row = self._answers_in_a_row + 1 if lane is Lane.ANSWER else 0
