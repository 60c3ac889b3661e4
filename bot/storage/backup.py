"""A consistent copy of the database in a file, made while the bot goes on. DATA_KEYS is not in it."""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from shutil import which

from sqlalchemy import URL, make_url

_PATIENCE = 10.0  # seconds that a locked database is waited for
_OLDER = "server version mismatch"  # in pg_dump's words


class NoBackupError(Exception):
    """The sentence says why there is none, and what to do."""


def back_up(address: str, target: Path) -> int:
    """Write a backup of the database at a DATABASE_URL that has been checked; its size in bytes.

    The file is its owner's alone, and there is none unless it is whole. Raises NoBackupError, OSError,
    FileNotFoundError where there is no database.
    """
    if target.exists():
        raise NoBackupError(f"{target.name} is there already. Choose another name.")
    url = make_url(address)
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)  # of a try that was cut off
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        if url.get_backend_name() == "sqlite":
            _copy_file(Path(url.database or ""), unfinished)
        else:
            _dump(url, unfinished)
        _flush(unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


def _copy_file(source: Path, target: Path) -> None:
    """All pages in one step: in this mode of SQLite's, whoever reads keeps nobody from writing."""
    if not source.exists():
        raise FileNotFoundError(2, "there is no database yet", source.name)
    try:
        with (
            closing(sqlite3.connect(source, timeout=_PATIENCE)) as bot,
            closing(sqlite3.connect(target)) as copy,
        ):
            bot.backup(copy)
    except sqlite3.Error as error:
        reason = getattr(error, "sqlite_errorname", type(error).__name__)
        raise NoBackupError(
            f"The backup was not made ({reason}). Check that there is space for it."
        ) from None


def _dump(url: URL, target: Path) -> None:
    program = which("pg_dump")
    if program is None:
        raise NoBackupError("pg_dump is not there. Install PostgreSQL's client programs.")
    # The password goes by the environment: command lines can be seen by everyone on the machine.
    place = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    command = [
        program,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
        f"--dbname={place.render_as_string()}",
    ]
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    # What it says may hold the address, so it is only looked at.
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode and _OLDER in ended.stderr:
        raise NoBackupError("pg_dump is older than the server. Install the client programs of its version.")
    if ended.returncode:
        raise NoBackupError("pg_dump was refused. Check DATABASE_URL, and that there is space for the file.")


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
