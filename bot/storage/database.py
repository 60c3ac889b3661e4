"""What differs between the databases that can keep the rows: how one is reached, and who may work on it."""

from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, make_url

from bot.storage.errors import MissingDriverError
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase


class Database(Protocol):
    """One database, worked on through one connection."""

    def prepare(self) -> None:
        """Make it where there is none yet and that is the bot's to do."""

    def connect(self) -> Connection:
        """The connection. One that breaks is made anew when it is next used. Raises FileNotFoundError or
        DatabaseAwayError where there is no database."""

    def migrating(self, connection: Connection) -> AbstractContextManager[None]:
        """Only one process at a time is in here."""

    def join(self, connection: Connection) -> None:
        """Say that this process works on the database until it closes it. Raises DatabaseInUseError where
        only one can."""

    def alone(self, connection: Connection) -> AbstractContextManager[None]:
        """Keep every other process from joining. Raises DatabaseInUseError when one has."""

    def elect(self, connection: Connection) -> bool:
        """Become the one sender, until the connection ends; False while another is."""

    def is_conflict(self, error: Exception) -> bool:
        """Whether a transaction failed because another process came before it."""

    def is_away(self, error: Exception) -> bool:
        """Whether it failed because the database could not be reached, and may be there again soon."""

    def empty_log(self, connection: Connection) -> None:
        """Let what was deleted go from the write-ahead log, too, where that is the bot's to do."""

    def close(self) -> None:
        """End the connection; other processes see that this one is gone."""


def is_same(one: str, other: str) -> bool:
    """Whether two addresses that have been checked lead to one database, whatever they look like. A server
    may have names that this does not know to be its own; then the lock on the database tells."""
    first, second = make_url(one), make_url(other)
    are_files = [url.get_backend_name() == "sqlite" for url in (first, second)]
    if any(are_files):
        return all(are_files) and _file(first).resolve() == _file(second).resolve()
    return all(
        getattr(first, part) == getattr(second, part) for part in ("host", "port", "database", "query")
    )


def database_at(address: str) -> Database:
    """The database of a DATABASE_URL that has been checked. Raises MissingDriverError."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return SqliteDatabase(_file(url))
    if find_spec("psycopg") is None:
        raise MissingDriverError
    return PostgresDatabase(url)


def _file(url: URL) -> Path:
    return Path(url.database or "")
