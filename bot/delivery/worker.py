"""The loop: recover once, then plan, claim and send until told to stop."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.planning import BATCH, plan_due
from bot.delivery.sending import Sender
from bot.domain.capacity import capacity
from bot.domain.delivery import KEPT, Delivery, recovered
from bot.log import get_logger, new_error_id, where
from bot.storage import broadcasts, deliveries, people, updates
from bot.storage.errors import ElectionLostError
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.waiting import first_of

CLAIM = 32  # deliveries claimed at once, at least
IN_FLIGHT = 8  # on their way at a time, at least
_WAY_AND_BACK = 0.125  # seconds that a message may take at the full rate, before others wait for it
LONGEST_REST = timedelta(seconds=60)
UPDATES_KEPT = timedelta(days=2)  # Telegram brings one for a day
_AFTER_FAILURE = 5.0
ERASED_AT_ONCE = 200  # people


def in_flight(rate: int) -> int:
    """How many deliveries may be on their way at a time, at so many messages a second."""
    return max(IN_FLIGHT, round(rate * _WAY_AND_BACK))


@dataclass
class Worker:
    """The one sender of a token. `due_work` is set by whoever adds something to send."""

    store: Store
    clock: Clock
    sender: Sender
    due_work: asyncio.Event
    retention: timedelta  # how long people are kept who have stopped, since they were last here
    rate: int  # messages a second
    longest_rest: timedelta = LONGEST_REST  # without being woken: whoever plans may be another process
    _turned_at: float | None = field(default=None, init=False)  # the loop, last, in loop time
    _pruned_at: datetime | None = field(default=None, init=False)
    # At a start and after a failure, nothing of ours is on its way: whatever looks so was left behind.
    _must_recover: bool = field(default=True, init=False)
    _stop: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _running: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _places: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.in_flight)

    @property
    def in_flight(self) -> int:
        return in_flight(self.rate)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; what is on its way then is finished, what is only claimed goes back."""
        self._stop = stop
        while not stop.is_set():
            self.due_work.clear()
            self._turned_at = asyncio.get_running_loop().time()
            try:
                rest = 0.0 if await self.step() else await self.time_to_rest()
            except ElectionLostError:
                raise
            except Exception as error:  # noqa: BLE001  the loop goes on; the error is in the log
                get_logger().error("delivery step failed", **where(error))
                await self._settled()
                self._must_recover = True
                await first_of(stop, timeout=_AFTER_FAILURE)
            else:
                if rest:
                    await first_of(stop, self.due_work, timeout=rest)
        await self._settled()
        await self.store.run(lambda unit: recover(unit, self.clock.now()))

    def has_turned_within(self, seconds: float) -> bool:
        """Whether the loop is alive: it rests for a minute at most."""
        now = asyncio.get_running_loop().time()
        return self._turned_at is not None and now - self._turned_at <= seconds

    async def step(self) -> bool:
        """Recover if that is owed, then plan, claim, and send until there is room for more; whether there was
        anything to do."""
        now = self.clock.now()
        if self._must_recover:
            count = await self.store.run(lambda unit: recover(unit, now))
            self._must_recover = False
            if count:
                get_logger().warning("took up deliveries that were left in flight", count=count)
        at_most = max(CLAIM, 2 * self.in_flight) - len(self._running)
        claimed, planned = await self.store.run(lambda unit: self._claim_and_plan(unit, now, at_most))
        was_busy = bool(self._running)
        self._running.update(asyncio.create_task(self._send(delivery)) for delivery in claimed)
        await self._room(at_most=self.in_flight if claimed else 0)
        await self._prune(now)
        return bool(planned or claimed or was_busy)

    def _claim_and_plan(self, unit: Unit, now: datetime, at_most: int) -> tuple[list[Delivery], int]:
        """What is planned already goes first, so that nothing is planned long ahead."""
        claimed, unreadable = deliveries.claim_due(unit, now, at_most)
        _set_aside(unit, unreadable, now)
        return claimed, self._plan(unit, now) if len(claimed) < at_most else 0

    def _plan(self, unit: Unit, now: datetime) -> int:
        """What has its hour goes before what an operator wrote."""
        planned = plan_due(unit, self.sender.library(), now)
        return planned or broadcasts.plan_next(unit, now, BATCH)

    async def _send(self, delivery: Delivery) -> None:
        async with self._places:
            if not self._stop.is_set():
                await self.sender.send(delivery)

    async def _room(self, at_most: int) -> None:
        """Wait until no more than so many deliveries are under way. Raises what one of them raised."""
        while len(self._running) > at_most:
            done, self._running = await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def _settled(self) -> None:
        """Wait for all that is under way, whatever comes of it."""
        if self._running:
            await asyncio.wait(self._running)
            self._running = {task for task in self._running if not task.done()}

    async def next_due_at(self) -> datetime | None:
        """When something is next to be planned or sent."""
        return await self.store.run(deliveries.next_due_at)

    async def time_to_rest(self) -> float:
        """Seconds until something is due, at most LONGEST_REST."""
        due_at = await self.next_due_at()
        if due_at is None:
            return self.longest_rest.total_seconds()
        wait = min(self.longest_rest, max(timedelta(), due_at - self.clock.now()))
        return wait.total_seconds()

    async def _prune(self, now: datetime) -> None:
        """Once a day, forget what was settled long ago."""
        if self._pruned_at is None or now - self._pruned_at > timedelta(days=1):
            self._pruned_at = now
            await self.store.run(lambda unit: deliveries.prune(unit, now - KEPT))
            await self.store.run(lambda unit: updates.prune(unit, now - UPDATES_KEPT))
            await self._erase(now - self.retention)
            await self.store.empty_log()
            await self._foresee(now)

    async def _foresee(self, now: datetime) -> None:
        """Say in time when the coming day is more than the pace can serve."""
        due = await self.store.run(lambda unit: people.due_counts(unit, now, now + timedelta(days=1)))
        ahead = capacity(due, self.rate)
        if not ahead.fits:
            wait = round(ahead.longest_wait.total_seconds() / 60)
            get_logger().warning(
                "the coming day's messages cannot all be sent in time", messages=ahead.messages,
                longest_wait_minutes=wait, send_rate=self.rate, send_rate_that_would_do=ahead.needed,
            )  # fmt: skip

    async def _erase(self, before: datetime) -> None:
        """Those who have been gone for longer than they are kept, a few at a time."""
        erased = 0
        while count := await self.store.run(lambda unit: people.erase_inactive(unit, before, ERASED_AT_ONCE)):
            erased += count
        if erased:
            get_logger().info("erased people who were gone for long", count=erased)


def _set_aside(unit: Unit, unreadable: list[int], now: datetime) -> None:
    for delivery_id in unreadable:
        error_id = new_error_id()
        get_logger().error("delivery cannot be read", id=error_id, delivery=delivery_id)
        deliveries.fail(unit, delivery_id, error_id, now)


def recover(unit: Unit, now: datetime) -> int:
    """Take up what was left claimed or on its way; the number of deliveries."""
    left, unreadable = deliveries.in_flight(unit)
    _set_aside(unit, unreadable, now)
    deliveries.save_settled(unit, [recovered(delivery, now) for delivery in left], now)
    return len(left)
