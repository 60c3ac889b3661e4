"""Opening the database, and running units of work on it.

A unit is one transaction, written as a plain function `(Unit) -> value`. On SQLite it runs whole in the
one thread that owns the connection: one hop a unit, where an async driver makes several a statement
(docs/decisions/0001-one-hop-per-unit.md has the figures).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from bot.storage.engine import create_private_file, hold_lock, sqlite_engine
from bot.storage.migrate import check_keys, upgrade
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import Vault

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Connection

T = TypeVar("T")
_RETRIES = 5


class Store:
    """The database of one process."""

    def __init__(self, path: Path, vault: Vault) -> None:
        self._path = path
        self._vault = vault
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="storage")
        self._connection: Connection | None = None
        self._lock: sqlite3.Connection | None = None

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
                return await self._in_thread(self._transact, work)
            except StaleDialogueError:
                continue
        return await self._in_thread(self._transact, work)

    async def _in_thread(self, function: Callable[..., T], *args: object) -> T:
        # A cancelled caller leaves no transaction half-way: what the thread has begun it finishes.
        return await asyncio.get_running_loop().run_in_executor(self._thread, function, *args)

    def _transact(self, work: Callable[[Unit], T]) -> T:
        if self._connection is None:
            raise RuntimeError("the store is not open")
        with self._connection.begin():
            return work(Unit(self._connection, self._vault))

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
