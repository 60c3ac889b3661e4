"""Statements that each database has a dialect of its own for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import postgresql, sqlite


@dataclass(frozen=True)
class PerDialect:
    """A statement in both dialects, each built once."""

    sqlite: Executable
    postgresql: Executable

    @classmethod
    def insert(cls, build: Callable[[Any], Executable]) -> "PerDialect":
        """From a function that is given `insert` of a dialect, with its ON CONFLICT."""
        built = (build(dialect.insert) for dialect in (sqlite, postgresql))
        return cls(*(one.execution_options(preserve_rowcount=True) for one in built))  # it says what happened

    def on(self, connection: Connection) -> Executable:
        """The statement as this connection's database takes it."""
        statement: Executable = getattr(self, connection.dialect.name)
        return statement
