"""PostgreSQL's own backup, by its program pg_dump."""

import os
import subprocess
from pathlib import Path
from shutil import which

from sqlalchemy import URL

from bot.storage.errors import NoBackupError
from bot.storage.postgres import driver_url

_OLDER = "server version mismatch"  # in pg_dump's words
_SECRETS = ("password", "sslpassword")  # keywords of libpq, which may stand in an address's query, too


def dump(url: URL, target: Path) -> None:
    """Write a dump of the database into a file. Raises NoBackupError."""
    program = which("pg_dump")
    if program is None:
        raise NoBackupError("pg_dump is not there. Install PostgreSQL's client programs.")
    place, password = _place(url)
    command = [
        program,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-password",  # it would ask the terminal, and wait
        f"--file={target}",
        f"--dbname={place}",
    ]
    environment = os.environ | {"LC_ALL": "C"}  # its words are looked at
    if password:  # by the environment: command lines can be seen by everyone on the machine
        environment["PGPASSWORD"] = password
    # What it says may hold the address, so it is never shown.
    ended = subprocess.run(  # noqa: S603
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if ended.returncode and _OLDER.encode() in ended.stderr:
        raise NoBackupError("pg_dump is older than the server. Install the client programs of its version.")
    if ended.returncode:
        raise NoBackupError("pg_dump was refused. Check DATABASE_URL, and that there is space for the file.")


def _place(url: URL) -> tuple[str, str | None]:
    """The address as the bot's own connection takes it, without what is secret; and the password."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415  SQLite needs no driver

    address = driver_url(url)
    _, given = address.get_dialect()().create_connect_args(address)
    public = {name: value for name, value in given.items() if name not in _SECRETS}
    return make_conninfo(**public), given.get("password")
