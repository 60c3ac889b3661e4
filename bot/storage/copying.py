"""Moving everything from one database to another, as from SQLite to PostgreSQL. Sealed values stay sealed."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, inspect, literal, select, text
from sqlalchemy import table as named_table
from sqlalchemy.dialects import postgresql

from bot.storage.database import Database
from bot.storage.errors import DatabaseAwayError, NotMigratedError
from bot.storage.migrate import is_current, upgrade
from bot.storage.tables import metadata

_AT_ONCE = 500  # rows
_REVISION = "alembic_version"  # the table that tells how far a database is migrated

Report = Callable[[str, int], None]  # the name of a table, and how many rows it has
Digest = tuple[int, int]  # how many rows, and a sum over all they hold


class TargetNotEmptyError(Exception):
    """There is something in the database that is to be filled."""


class TargetAwayError(DatabaseAwayError):
    """The server of the database that is to be filled cannot be reached."""


class CopyDiffersError(Exception):
    """What was written is not what was read. Nothing of it is kept."""


def copy(source: Database, target: Database, report: Report) -> None:
    """Copy all rows, compare both sides, and keep the copy only if they are the same.

    No process may work on either meanwhile. Raises DatabaseInUseError, DatabaseAwayError, NotMigratedError,
    TargetNotEmptyError, CopyDiffersError, FileNotFoundError.
    """
    with _held(source, source.connect) as read:
        with read.begin():
            if not is_current(read):
                raise NotMigratedError
        with _held(target, partial(_connect_new, target)) as write:
            with target.migrating(write), write.begin():
                if _has_rows(write):  # asked first: what is refused stays at its revision
                    raise TargetNotEmptyError
                upgrade(write)
            with read.begin(), write.begin():  # all of it, or nothing
                for table in metadata.sorted_tables:
                    report(table.name, _copy_table(read, write, table))


@contextmanager
def _held(database: Database, connect: Callable[[], Connection]) -> Iterator[Connection]:
    try:
        with connect() as connection, database.alone(connection):
            yield connection
    finally:
        database.close()


def _connect_new(database: Database) -> Connection:
    database.prepare()
    try:
        return database.connect()
    except DatabaseAwayError:
        raise TargetAwayError from None


def _has_rows(connection: Connection) -> bool:
    """In whatever table, the bot's or not."""
    names = set(inspect(connection).get_table_names()) - {_REVISION}
    rows = (select(literal(1)).select_from(named_table(name)).limit(1) for name in names)
    return any(connection.execute(row).first() for row in rows)


def _copy_table(read: Connection, write: Connection, table: Table) -> int:
    """The number of rows. Raises CopyDiffersError."""
    new = insert(table)
    for rows in _batches(read, table):
        write.execute(new, [row._asdict() for row in rows])
    _move_sequence(write, table)
    before, after = _digest(read, table), _digest(write, table)
    if before != after:
        raise CopyDiffersError(table.name)
    return before[0]


def _move_sequence(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows by a counter that knows nothing of numbers that came with the rows."""
    [*keys] = table.primary_key.columns
    is_numbered = len(keys) == 1 and keys[0].autoincrement is True
    if connection.dialect.name != postgresql.dialect.name or not is_numbered:
        return
    highest = connection.execute(select(func.max(keys[0]))).scalar()
    if highest is not None:
        move = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
        connection.execute(move, {"table": table.name, "column": keys[0].name, "highest": highest})


def _digest(connection: Connection, table: Table) -> Digest:
    """The same for the same rows in whatever order: databases sort texts in orders of their own."""
    count = total = 0
    for rows in _batches(connection, table):
        count += len(rows)
        total += sum(int.from_bytes(hashlib.blake2b(repr(tuple(row)).encode()).digest()[:16]) for row in rows)
    return count, total % 2**128


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    yield from connection.execute(select(table).execution_options(yield_per=_AT_ONCE)).partitions()
