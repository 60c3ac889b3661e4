"""SQLite: a file, one process, one connection."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from bot.storage.errors import DatabaseInUseError

_PATIENCE = "busy_timeout=10000"  # milliseconds
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    _PATIENCE,
    "secure_delete=ON",
)


class SqliteDatabase:
    """The database in a file. It has one process: a second one is refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None
        self._lock: sqlite3.Connection | None = None

    def prepare(self) -> None:
        _create_private_file(self.path)

    def connect(self) -> Connection:
        if not self.path.exists():
            raise FileNotFoundError(errno.ENOENT, "there is no database yet", self.path.name)
        self._engine = sqlite_engine(self.path)
        return self._engine.connect()

    def migrating(self, connection: Connection) -> AbstractContextManager[None]:  # noqa: ARG002
        return nullcontext()  # whoever has joined is the only one

    def join(self, connection: Connection) -> None:  # noqa: ARG002
        self._lock = self._hold_lock()

    @contextmanager
    def alone(self, connection: Connection) -> Iterator[None]:  # noqa: ARG002
        lock = self._hold_lock()
        try:
            yield
        finally:
            lock.close()

    def elect(self, connection: Connection) -> bool:  # noqa: ARG002
        return True

    def is_conflict(self, error: Exception) -> bool:  # noqa: ARG002
        return False

    def is_away(self, error: Exception) -> bool:
        """Locked by another program, for as long as the driver waits."""
        code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
        return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY

    def empty_log(self, connection: Connection) -> None:
        """Outside a transaction. While another process works on the database the log may stay as it is, for
        nobody is made to wait."""
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101
        for pragma in ("busy_timeout=0", "wal_checkpoint(TRUNCATE)", _PATIENCE):
            driver.execute(f"PRAGMA {pragma}").fetchall()

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        if self._lock is not None:
            self._lock.close()

    def _hold_lock(self) -> sqlite3.Connection:
        """An exclusive lock on a file of its own; the system frees it whatever kills us."""
        path = self.path.with_name(self.path.name + ".lock")
        _create_private_file(path)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if "locked" not in str(error):
                raise
            raise DatabaseInUseError(self.path.name) from None
        return lock


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
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # by the library, whose errors all who wait know

    return engine


def _create_private_file(path: Path) -> None:
    """Make the file its owner's alone from the first byte; SQLite gives its companions the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    for ending in ("", "-wal", "-shm"):  # companions that a copy brought along keep their own mode
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).chmod(0o600)
