"""PostgreSQL: a server that several processes share; one of them, elected by an advisory lock, sends.

All locks belong to the one connection that also does the work. So whoever loses the lock, loses the means to
go on: there are never two senders at work, whatever becomes of the network or of a process.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.storage.errors import DatabaseAwayError, DatabaseInUseError, ElectionLostError

if TYPE_CHECKING:
    import psycopg

# Keys of advisory locks, which are known within one database only.
_IN_USE, _MIGRATION, _SENDER = 0xBAC0, 0xBAC1, 0xBAC2
_CONFLICTS = {"40001", "40P01", "23505"}  # somebody else wrote first; each waited for the other; same key
_STARTING = "57P03"
_LETS_GO_WITHIN, _PAUSE = (
    1.0,
    0.05,
)  # seconds until the server sees that a process has ended; between two tries
# A host that vanished without a word is noticed, and its locks freed, within some ten seconds.
_KEEPALIVE = {"keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3"}
_CONNECTION = {"connect_timeout": "5"} | _KEEPALIVE
_SERVER_KEEPALIVE = "; ".join(f"SET tcp_{name} = {value}" for name, value in _KEEPALIVE.items())


class PostgresDatabase:
    """The database on a server. Units of different processes run side by side, each on what was there when it
    began (REPEATABLE READ); one that would write over another's work is run again."""

    def __init__(self, url: URL) -> None:
        self._engine: Engine = create_engine(
            driver_url(url),
            pool_size=1,
            max_overflow=0,
            isolation_level="REPEATABLE READ",
            hide_parameters=True,
        )
        self._has_joined = self._is_elected = self._has_lost = False
        event.listen(self._engine, "connect", self._on_connect)

    def prepare(self) -> None:
        """Whoever runs the server makes its databases."""

    def connect(self) -> Connection:
        try:
            return self._engine.connect()
        except OperationalError:
            raise DatabaseAwayError from None  # the driver's own words hold the address

    @contextmanager
    def migrating(self, connection: Connection) -> Iterator[None]:
        _ask(connection, "pg_advisory_lock", _MIGRATION)
        try:
            yield
        finally:
            _ask(connection, "pg_advisory_unlock", _MIGRATION)

    def join(self, connection: Connection) -> None:
        _ask(connection, "pg_advisory_lock_shared", _IN_USE)
        self._has_joined = True

    @contextmanager
    def alone(self, connection: Connection) -> Iterator[None]:
        until = time.monotonic() + _LETS_GO_WITHIN
        while not _ask(connection, "pg_try_advisory_lock", _IN_USE):
            if time.monotonic() > until:
                raise DatabaseInUseError
            time.sleep(_PAUSE)
        try:
            yield
        finally:
            _ask(connection, "pg_advisory_unlock", _IN_USE)

    def elect(self, connection: Connection) -> bool:
        self._is_elected = _ask(connection, "pg_try_advisory_lock", _SENDER)
        return self._is_elected

    def is_conflict(self, error: Exception) -> bool:
        return _state(error) in _CONFLICTS

    def is_away(self, error: Exception) -> bool:
        if not isinstance(error, DBAPIError):
            return False
        is_refused = isinstance(error, OperationalError) and _state(error) in {None, _STARTING}
        return error.connection_invalidated or is_refused

    def empty_log(self, connection: Connection) -> None:
        """The server's own log and its vacuum are its operator's."""

    def close(self) -> None:
        self._engine.dispose()

    def _on_connect(self, driver: "psycopg.Connection", _: object) -> None:
        """A connection that is made anew takes up the locks of the one that broke."""
        driver.execute(_SERVER_KEEPALIVE)
        if self._has_joined:
            driver.execute("SELECT pg_advisory_lock_shared(%s)", [_IN_USE])
        if self._is_elected:
            row = driver.execute("SELECT pg_try_advisory_lock(%s)", [_SENDER]).fetchone()
            self._has_lost = self._has_lost or row is None or not row[0]
        if self._has_lost:  # for good: what this process knows is from before the other's time
            raise ElectionLostError
        driver.commit()


def driver_url(url: URL) -> URL:
    """The address as the driver takes it, with what makes it notice that the server is gone."""
    return url.set(drivername="postgresql+psycopg", query=_CONNECTION | dict(url.query))


def _state(error: Exception) -> str | None:
    """The code that the server gave an error."""
    return getattr(getattr(error, "orig", None), "sqlstate", None)


def _ask(connection: Connection, function: str, key: int) -> bool:
    """Call a function for a lock of the session; a transaction of its own, or what follows would not see what
    happened while it waited."""
    with connection.begin():
        answer = connection.execute(select(getattr(func, function)(key))).scalar()
    return answer is not False
