"""The database's files and its one connection."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

_PATIENCE = "busy_timeout=10000"  # milliseconds
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    _PATIENCE,
    "secure_delete=ON",
)


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


def empty_log(connection: Connection) -> None:
    """Rid the write-ahead log of pages as they were before; outside a transaction. While another process
    works on the database it may stay as it is, for nobody is made to wait."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101
    for pragma in ("busy_timeout=0", "wal_checkpoint(TRUNCATE)", _PATIENCE):
        driver.execute(f"PRAGMA {pragma}").fetchall()


def hold_lock(path: Path) -> sqlite3.Connection:
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
