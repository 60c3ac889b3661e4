"""Opening the database, and running units of work on it.

A unit is one transaction, written as a plain function `(Unit) -> value`. On SQLite it runs whole in the
one thread that owns the connection: one hop a unit, where an async driver makes several a statement
(docs/decisions/0001-one-hop-per-unit.md has the figures).
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from bot.storage.migrate import check_keys, upgrade
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import Vault

T = TypeVar("T")
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "secure_delete=ON",
)
_RETRIES = 5


class DatabaseInUseError(Exception):
    """Another Backcare process works on this database."""


def create_private_file(path: Path) -> None:
    """Make the file its owner's alone from the first byte; SQLite gives its companions the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    for ending in ("", "-wal", "-shm"):  # companions that a copy brought along keep their own mode
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).chmod(0o600)


def sqlite_engine(path: Path) -> Engine:
    """An engine with one connection, explicit transactions, WAL and foreign keys."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)), poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late for a read
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101
        driver.execute("BEGIN IMMEDIATE")

    return engine


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
        self._lock = _hold_lock(self._path.with_name(self._path.name + ".lock"))
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


def _hold_lock(path: Path) -> sqlite3.Connection:
    """Hold an exclusive lock for the life of the process; the system frees it whatever kills us."""
    create_private_file(path)
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" not in str(error):
            raise
        raise DatabaseInUseError(path.name.removesuffix(".lock")) from None
    return lock
