"""Opening the database, and running units of work on it.

A unit is written as a plain function `(Unit) -> value`, and is kept as a whole or not at all. On SQLite it
runs in the one thread that owns the connection: one hop a unit, where an async driver makes several a
statement (docs/decisions/0001-one-hop-per-unit.md has the figures). Units that wait are run together and
flushed to the disk once: one that fails takes none of the others with it, and none is answered before all
are on the disk.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.storage.engine import create_private_file, empty_log, hold_lock, sqlite_engine
from bot.storage.migrate import check_keys, upgrade
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
_RETRIES = 5
_TOGETHER = 32  # units that share a flush, at most: the last of them waits for all


@dataclass(frozen=True, slots=True)
class _Job:
    """A unit of work that waits, and who waits for it."""

    work: Callable[[Unit], Any]
    done: asyncio.Future[Any]


class Store:
    """The database of one process."""

    def __init__(self, path: Path, vault: Vault) -> None:
        self._path = path
        self._vault = vault
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._connection: Connection | None = None
        self._lock: sqlite3.Connection | None = None
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

        A unit whose dialogue was moved on by another process is run again from its start.
        """
        for _ in range(_RETRIES):
            try:
                return await self._queued(work)
            except StaleDialogueError:
                continue
        return await self._queued(work)

    async def empty_log(self) -> None:
        """Let what was deleted go from the write-ahead log, too."""
        if self._connection is not None:
            await self._in_thread(empty_log, self._connection)

    async def _queued(self, work: Callable[[Unit], T]) -> T:
        # A cancelled caller leaves no transaction half-way: what the thread has begun it finishes.
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.append(_Job(work, done))
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        return await done

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
        if self._connection is None:
            raise RuntimeError("the store is not open")
        with self._connection.begin():
            unit = Unit(self._connection, self._vault)
            if len(works) == 1:
                return [works[0](unit)]
            return [_on_its_own(unit, work) for work in works]

    def _open(self) -> None:
        create_private_file(self._path)
        self._lock = hold_lock(self._path.with_name(self._path.name + ".lock"))
        self._connection = sqlite_engine(self._path).connect()
        with self._connection.begin():
            upgrade(self._connection)
            check_keys(Unit(self._connection, self._vault))

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection.engine.dispose()
            self._connection = None
        if self._lock is not None:
            self._lock.close()


def _on_its_own(unit: Unit, work: Callable[[Unit], Any]) -> Any:
    """The value of a unit among others, or its exception; then nothing of it is left."""
    driver = (
        unit.connection.connection.driver_connection
    )  # SQLAlchemy's own savepoints cost ten times as much
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101
    driver.execute("SAVEPOINT unit")
    try:
        outcome = work(unit)
    except Exception as error:  # noqa: BLE001  whatever it was, it is this unit's alone
        driver.execute("ROLLBACK TO unit")
        outcome = error
    driver.execute("RELEASE unit")
    return outcome


def _tell(job: _Job, outcome: Any) -> None:
    if job.done.done():
        return
    if isinstance(outcome, Exception):
        job.done.set_exception(outcome)
    else:
        job.done.set_result(outcome)
