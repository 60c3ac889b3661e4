"""Opening the database, and running units of work on it.

A unit is written as a plain function `(Unit) -> value`, and is kept as a whole or not at all. It runs in the
one thread that owns the connection: one hop a unit, where an async driver makes several a statement
(docs/decisions/0001-one-hop-per-unit.md has the figures). Units that wait are run together, in one
transaction that is flushed to the disk once; none is answered before that. When one of them fails, nothing is
kept and each is run again by itself: so a unit may run more than once, and must not leave traces elsewhere.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.migrate import check_keys, upgrade
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
_TRIES = 20  # more, after the first, for a unit that others come before
_PATIENCE, _PAUSE = 10.0, 0.25  # seconds that a database which is away is waited for; between two tries
_TOGETHER = 32  # units that share a flush, at most: the last of them waits for all
_STAND_BY = 0.5  # seconds between two tries to be elected
_WATCH = 1.0  # and between two looks whether one still is


@dataclass(frozen=True, slots=True)
class _Job:
    """A unit of work that waits, and who waits for it."""

    work: Callable[[Unit], Any]
    done: asyncio.Future[Any]


class Store:
    """The database, for one process."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._connection: Connection | None = None
        self._jobs: deque[_Job] = deque()
        self._working: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        try:
            await self._in_thread(self._open)
        except BaseException:
            await self._in_thread(self._close)
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._in_thread(self._close)
        self._thread.shutdown()

    async def run(self, work: Callable[[Unit], T]) -> T:
        """Run one unit of work; it commits as a whole, or raises and leaves nothing.

        A unit that another process came before is run again from its start. Raises ElectionLostError once
        another process has become the sender in this one's place.
        """
        # A cancelled caller leaves no transaction half-way: what the thread has begun it finishes.
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.append(_Job(work, done))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await done

    async def empty_log(self) -> None:
        """Let what was deleted go from the write-ahead log, too."""
        if self._connection is not None:
            await self._in_thread(self._database.empty_log, self._connection)

    async def elected(self, stop: asyncio.Event) -> bool:
        """Wait until this process is the one that sends; False when told to stop first."""
        while not stop.is_set():
            if await self._in_thread(self._elect):
                return True
            await _wait(stop, _STAND_BY)
        return False

    async def stay_elected(self, stop: asyncio.Event) -> None:
        """Look now and then, until `stop`. Raises ElectionLostError."""
        while not stop.is_set():
            await self.run(lambda unit: unit.connection.execute(select(1)))
            await _wait(stop, _WATCH)

    async def _work(self) -> None:
        """Run what waits, until nothing does."""
        while jobs := self._next_jobs():
            try:
                outcomes = await self._in_thread(self._transact, [job.work for job in jobs])
            except Exception as error:  # noqa: BLE001  each caller gets it
                outcomes = [error] * len(jobs)
            for job, outcome in zip(jobs, outcomes, strict=True):
                _tell(job, outcome)
        self._working = None

    def _next_jobs(self) -> list[_Job]:
        jobs: list[_Job] = []
        while self._jobs and len(jobs) < _TOGETHER:
            job = self._jobs.popleft()
            if not job.done.done():  # its caller has given up
                jobs.append(job)
        return jobs

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)

    def _transact(self, works: Sequence[Callable[[Unit], Any]]) -> list[Any]:
        """What came of each unit: its value, or the exception that undid it."""
        patience = time.monotonic() + _PATIENCE
        for is_last in (*[False] * _TRIES, True):
            try:
                return self._once_there(works, patience)
            except Exception as error:  # noqa: BLE001  whatever it was, its caller gets it
                if self._database.is_away(error):
                    return [error] * len(works)
                may_repeat = isinstance(error, StaleDialogueError) or self._database.is_conflict(error)
                if len(works) == 1 and (is_last or not may_repeat):
                    return [error]
            if len(works) > 1:
                break
        return [outcome for work in works for outcome in self._transact([work])]

    def _once_there(self, works: Sequence[Callable[[Unit], Any]], patience: float) -> list[Any]:
        """All units in one transaction, as soon as the database can be reached."""
        while True:
            try:
                return self._once(works)
            except Exception as error:
                if not self._database.is_away(error) or time.monotonic() > patience:
                    raise
            time.sleep(_PAUSE)

    def _once(self, works: Sequence[Callable[[Unit], Any]]) -> list[Any]:
        """All units in one transaction. Raises when it is certain that nothing of them is kept."""
        if self._connection is None:
            raise RuntimeError("the store is not open")
        transaction = self._connection.begin()
        try:
            unit = Unit(self._connection, self._vault)
            outcomes = [work(unit) for work in works]
        except BaseException:
            transaction.rollback()
            raise
        try:
            transaction.commit()
        except Exception as error:  # noqa: BLE001  it may be kept or not, so nothing is run again
            transaction.rollback()
            return [error] * len(works)
        return outcomes

    def _elect(self) -> bool:
        if self._connection is None:
            raise RuntimeError("the store is not open")
        return self._database.elect(self._connection)

    def _open(self) -> None:
        self._database.prepare()
        self._connection = self._database.connect()
        self._database.join(self._connection)
        with self._database.migrating(self._connection), self._connection.begin():
            upgrade(self._connection)
            check_keys(Unit(self._connection, self._vault))

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._database.close()


def _tell(job: _Job, outcome: Any) -> None:
    if job.done.done():
        return
    if isinstance(outcome, Exception):
        job.done.set_exception(outcome)
    else:
        job.done.set_result(outcome)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
