"""Opening the database, and running units of work on it.

A unit is written as a plain function `(Unit) -> value`, and is kept as a whole or not at all. It runs in the
one thread that owns the connection: one hop a unit, where an async driver makes several a statement
(docs/decisions/0001-one-hop-per-unit.md has the figures). Units that wait are run together, in one
transaction that is flushed to the disk once; none is answered before that. When one of them fails, nothing is
kept and each is run again by itself: so a unit may run more than once, and must not leave traces elsewhere.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from bot.log import get_logger, where
from bot.storage.database import Database
from bot.storage.errors import ElectionLostError
from bot.storage.gathering import Gathering
from bot.storage.migrate import check_keys, upgrade
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import Vault
from bot.waiting import first_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
W = TypeVar("W")
Work = Callable[[Unit], Any]
_TRIES = 20  # for a unit that others come before
_PATIENCE, _PAUSE = 10.0, 0.25  # seconds that a database which is away is waited for; between two tries
_TOGETHER = 32  # units that share a flush, at most: the last of them waits for all
_STAND_BY = 0.5  # seconds between two tries to be elected
_WATCH = 1.0  # and between two looks whether one still is


class Store:
    """The database, for one process."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._connection: Connection | None = None
        self.is_elected = False  # whether this process is the one that sends, as far as it knows
        self._units = Gathering[Work, Any](self._together, _TOGETHER)

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
        outcome: T = await self._units.ask(work)
        return outcome

    async def run_for_all(
        self, work: Callable[[Unit, Sequence[W]], Sequence[T]], wishes: Sequence[W]
    ) -> Sequence[T | Exception]:
        """One unit for many things alike. Where it fails there is one for each, so that what is wrong with
        one does not hold up the others. Raises what keeps all units from being run."""
        try:
            return await self.run(lambda unit: work(unit, wishes))
        except (DatabaseError, ElectionLostError):
            raise
        except Exception as error:  # noqa: BLE001  the one whose it is gets it
            if len(wishes) == 1:
                return [error]
            get_logger().warning("many failed together, so each is tried by itself", **where(error))
        return [outcome for wish in wishes for outcome in await self.run_for_all(work, [wish])]

    async def is_reachable(self) -> bool:
        """Whether the database answers. Raises what it fails with."""
        await self.run(lambda unit: unit.connection.execute(select(1)))
        return True

    async def empty_log(self) -> None:
        """Let what was deleted go from the write-ahead log, too."""
        if self._connection is not None:
            await self._in_thread(self._database.empty_log, self._connection)

    async def elected(self, stop: asyncio.Event) -> bool:
        """Wait until this process is the one that sends; False when told to stop first."""
        if self.is_elected or (not stop.is_set() and await self._in_thread(self._elect)):
            return True
        get_logger().info("another process is the sender; this one stands by")
        while not stop.is_set():
            await first_of(stop, timeout=_STAND_BY)
            if await self._in_thread(self._elect):
                return True
        return False

    async def stay_elected(self, stop: asyncio.Event) -> None:
        """Look now and then, until `stop`. Raises ElectionLostError."""
        while not stop.is_set():
            with suppress(DatabaseError):  # it is away, which is for those to tell who need it
                await self.is_reachable()
            await first_of(stop, timeout=_WATCH)

    async def _together(self, works: Sequence[Work]) -> list[Any]:
        return await self._in_thread(self._transact, works)

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)

    def _transact(self, works: Sequence[Work]) -> list[Any]:
        """What came of each unit: its value, or the exception that undid it."""
        for _ in range(_TRIES):
            try:
                return self._once_there(works)
            except Exception as caught:  # noqa: BLE001  whatever it was, its caller gets it
                error = caught
            if len(works) > 1 or not self._may_repeat(error):
                break
        if len(works) == 1 or self._database.is_away(error):
            return [error] * len(works)
        return [outcome for work in works for outcome in self._transact([work])]

    def _may_repeat(self, error: Exception) -> bool:
        return isinstance(error, StaleDialogueError) or self._database.is_conflict(error)

    def _once_there(self, works: Sequence[Work]) -> list[Any]:
        """All units in one transaction, as soon as the database can be reached."""
        patience = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._once(works)
            except Exception as error:
                if not self._database.is_away(error) or time.monotonic() > patience:
                    raise
            time.sleep(_PAUSE)

    def _once(self, works: Sequence[Work]) -> list[Any]:
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
        self.is_elected = self._database.elect(self._connection)
        return self.is_elected

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
