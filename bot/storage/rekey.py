"""Sealing everything with the newest key, a few rows at a time, while the bot goes on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, Table, bindparam, select, tuple_, update

from bot.storage.engine import DatabaseInUseError, empty_log, hold_lock, sqlite_engine
from bot.storage.migrate import forget_older_checks, is_current, sealed_with_newest, take_up_newest
from bot.storage.tables import facts, metadata
from bot.storage.unit import Unit
from bot.storage.vault import KeyMismatchError, Vault

AT_ONCE = 100  # rows a transaction: some 5 ms in which the bot waits
REST = 0.02  # seconds between two of them, or who waits for the lock might never find it free
# The checks of the keys have their own end: until then they tell that the old keys are needed.
_TABLES = [table for table in metadata.sorted_tables if table is not facts]
Report = Callable[[str, int], None]  # the name of a table, and how many of its rows were sealed anew


class NotMigratedError(Exception):
    """The database is of another version than this program."""


class OldKeyInUseError(Exception):
    """The bot that works on the database does not know the newest key yet."""


@dataclass(slots=True)
class Outcome:
    """Sealed values that were sealed anew, those that had the newest key already, those no key opens."""

    anew: int = 0
    already: int = 0
    unreadable: int = 0


def rekey(path: Path, vault: Vault, report: Report) -> Outcome:
    """Seal all that is sealed with the newest key of `vault`; rows that no key opens are left as they are.

    Safe to stop and to run again. Raises KeyMismatchError, OldKeyInUseError and NotMigratedError before
    anything is changed.
    """
    if not path.exists():
        raise FileNotFoundError(2, "there is no database yet", path.name)
    engine = sqlite_engine(path)
    try:
        with engine.connect() as connection:
            _check(connection, path, vault)
            outcome = _seal_all(connection, vault, report)
            with connection.begin():
                forget_older_checks(Unit(connection, vault))
            empty_log(connection)
    finally:
        engine.dispose()
    return outcome


def _seal_all(connection: Connection, vault: Vault, report: Report) -> Outcome:
    outcome = Outcome()
    for table in _TABLES:
        before = outcome.anew
        for column in (column for column in table.c if column.name.startswith("sealed")):
            _seal_anew(connection, vault, table, column, outcome)
        report(table.name, outcome.anew - before)
    return outcome


def _check(connection: Connection, path: Path, vault: Vault) -> None:
    """The bot seals the check of the keys with its newest at each start: that tells which it knows. Where
    none runs, this does it in its place."""
    with connection.begin():
        if not is_current(connection):
            raise NotMigratedError
        unit = Unit(connection, vault)
        if sealed_with_newest(unit):
            return
    try:
        lock = hold_lock(path.with_name(path.name + ".lock"))
    except DatabaseInUseError:
        raise OldKeyInUseError from None
    try:
        with connection.begin():
            take_up_newest(Unit(connection, vault))
    finally:
        lock.close()


def _seal_anew(
    connection: Connection, vault: Vault, table: Table, column: Column[bytes], outcome: Outcome
) -> None:
    """One column, by the order of the primary key; the lock that a batch holds keeps the bot's writes out."""
    keys = list(table.primary_key.columns)
    rows = select(*keys, column.label("sealed")).where(column.is_not(None)).order_by(*keys).limit(AT_ONCE)
    change = update(table).where(*(key == bindparam(f"at_{key.name}") for key in keys))
    change = change.values({column.name: bindparam("new")})
    last: tuple[object, ...] | None = None
    while True:
        with connection.begin():
            following = rows if last is None else rows.where(tuple_(*keys) > last)
            batch = connection.execute(following).all()
            new = [(row, sealed) for row in batch if (sealed := _anew(vault, row.sealed, outcome))]
            if new:
                values = [
                    {"new": sealed} | {f"at_{key.name}": row[place] for place, key in enumerate(keys)}
                    for row, sealed in new
                ]
                connection.execute(change, values)
        if len(batch) < AT_ONCE:
            return
        time.sleep(REST)
        last = tuple(batch[-1][: len(keys)])


def _anew(vault: Vault, sealed: bytes, outcome: Outcome) -> bytes | None:
    """The value sealed with the newest key; None where that is done already, or cannot be."""
    if vault.has_newest_key(sealed):
        outcome.already += 1
        return None
    try:
        value = vault.open(sealed)
    except KeyMismatchError:
        outcome.unreadable += 1
        return None
    outcome.anew += 1
    return vault.seal(value)
