"""Sealing everything with the newest key, a few rows at a time, while the bot goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, select, tuple_, update
from sqlalchemy.exc import DBAPIError

from bot.storage.database import Database
from bot.storage.errors import DatabaseInUseError, NotMigratedError
from bot.storage.migrate import forget_older_checks, is_current, sealed_with_newest, take_up_newest
from bot.storage.tables import facts, metadata
from bot.storage.unit import Unit
from bot.storage.vault import KeyMismatchError, Vault

AT_ONCE = 100  # rows a transaction: some 5 ms in which the bot waits
REST = 0.02  # seconds between two of them, or who waits for the lock might never find it free
# The checks of the keys have their own end: until then they tell that the old keys are needed.
_TABLES = [table for table in metadata.sorted_tables if table is not facts]
T = TypeVar("T")
Key = tuple[object, ...]  # of a row
Report = Callable[[str, int], None]  # the name of a table, and how many of its rows were sealed anew


class OldKeyInUseError(Exception):
    """The bot that works on the database does not know the newest key yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Sealed values that were sealed anew, those that had the newest key already, those no key opens."""

    anew: int = 0
    already: int = 0
    unreadable: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.anew + other.anew, self.already + other.already, self.unreadable + other.unreadable
        )


def rekey(database: Database, vault: Vault, report: Report) -> Outcome:
    """Seal all that is sealed with the newest key of `vault`; rows that no key opens are left as they are.

    Safe to stop and to run again. Raises KeyMismatchError, OldKeyInUseError and NotMigratedError before
    anything is changed, and FileNotFoundError where there is no database yet.
    """
    try:
        with database.connect() as connection:
            _check(database, connection, vault)
            outcome = Outcome()
            for table in _TABLES:
                of_table = _seal_table(database, Unit(connection, vault), table)
                report(table.name, of_table.anew)
                outcome += of_table
            with connection.begin():
                forget_older_checks(Unit(connection, vault))
            database.empty_log(connection)
    finally:
        database.close()
    return outcome


def _check(database: Database, connection: Connection, vault: Vault) -> None:
    """The bot seals the check of the keys with its newest at each start: that tells which it knows. Where
    none runs, this does it in its place."""
    with connection.begin():
        if not is_current(connection):
            raise NotMigratedError
        unit = Unit(connection, vault)
        if sealed_with_newest(unit):
            return
    try:
        with database.alone(connection), connection.begin():
            take_up_newest(Unit(connection, vault))
    except DatabaseInUseError:
        raise OldKeyInUseError from None


def _seal_table(database: Database, unit: Unit, table: Table) -> Outcome:
    """Column by column, a batch of rows at a time, by the order of the primary key."""
    outcome = Outcome()
    for column in (column for column in table.c if column.name.startswith("sealed")):
        batch, last = _Batch(table, column), None
        while True:
            of_batch, following = _kept(database, unit, partial(batch.seal, unit, last))
            outcome += of_batch
            if following is None:
                break
            last = following
            time.sleep(REST)
    return outcome


def _kept(database: Database, unit: Unit, work: Callable[[], T]) -> T:
    """Do something in a transaction, again where the bot came before it."""
    while True:
        try:
            with unit.connection.begin():
                return work()
        except DBAPIError as error:
            if not database.is_conflict(error):
                raise
            time.sleep(REST)


class _Batch:
    """The statements for one sealed column."""

    def __init__(self, table: Table, column: Column[bytes]) -> None:
        keys = self._keys = list(table.primary_key.columns)
        self._rows = (
            select(*keys, column.label("sealed")).where(column.is_not(None)).order_by(*keys).limit(AT_ONCE)
        )
        change = update(table).where(*(key == bindparam(f"at_{key.name}") for key in keys))
        self._change = change.values({column.name: bindparam("new")})

    def seal(self, unit: Unit, last: Key | None) -> tuple[Outcome, Key | None]:
        """Seal the rows that follow a key anew; what came of them, and the last one's key where there are
        more."""
        following = self._rows if last is None else self._rows.where(tuple_(*self._keys) > last)
        rows = unit.connection.execute(following).all()
        outcome, changes = Outcome(), []
        for row in rows:
            of_row, sealed = _anew(unit.vault, row.sealed)
            outcome += of_row
            if sealed is not None:
                changes.append(
                    {"new": sealed} | {f"at_{key.name}": row[n] for n, key in enumerate(self._keys)}
                )
        if changes:
            unit.connection.execute(self._change, changes)
        return outcome, tuple(rows[-1][: len(self._keys)]) if len(rows) == AT_ONCE else None


def _anew(vault: Vault, sealed: bytes) -> tuple[Outcome, bytes | None]:
    """The value sealed with the newest key; None where that is done already, or cannot be."""
    if vault.has_newest_key(sealed):
        return Outcome(already=1), None
    try:
        return Outcome(anew=1), vault.seal(vault.open(sealed))
    except KeyMismatchError:
        return Outcome(unreadable=1), None
