"""A consistent copy of the database in a file, made while the bot goes on. DATA_KEYS is not in it."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from bot.storage.database import database_at
from bot.storage.dumping import dump
from bot.storage.errors import NoBackupError
from bot.storage.migrate import revision

_PATIENCE = 10.0  # seconds that a locked database is waited for


def back_up(address: str, target: Path) -> int:
    """Write a backup of the database at a DATABASE_URL that has been checked; its size in bytes.

    The file is its owner's alone, and there is none unless it is whole. Raises NoBackupError,
    DatabaseAwayError, MissingDriverError, and FileNotFoundError where there is no database.
    """
    if os.path.lexists(target):
        raise _there(target)
    _look_for_rows(address)
    try:
        return _write(address, target)
    except OSError as error:
        raise _not_made(error.strerror or type(error).__name__) from None


def _look_for_rows(address: str) -> None:
    """A backup of nothing, made each night of a wrong address, would be found out when it is needed."""
    database = database_at(address)
    try:
        with database.connect() as connection, connection.begin():
            if revision(connection) is None:
                raise NoBackupError("There is nothing of Backcare's in this database. Check DATABASE_URL.")
    finally:
        database.close()


def _write(address: str, target: Path) -> int:
    url = make_url(address)
    # A name of its own: two backups at once must not write into one file.
    descriptor, name = tempfile.mkstemp(".unfinished", f".{target.name}.", target.parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        if url.get_backend_name() == "sqlite":
            _copy_file(Path(url.database or ""), unfinished)
        else:
            dump(url, unfinished)
        _flush(unfinished)
        size = unfinished.stat().st_size
        _give_name(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    _flush(target.parent)
    return size


def _copy_file(source: Path, target: Path) -> None:
    """All pages in one step: in this mode of SQLite's, whoever reads keeps nobody from writing."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=_PATIENCE)) as bot,
            closing(sqlite3.connect(target)) as copy,
        ):
            bot.backup(copy)
    except sqlite3.Error as error:
        raise _not_made(getattr(error, "sqlite_errorname", type(error).__name__)) from None


def _give_name(unfinished: Path, target: Path) -> None:
    """A link is refused where a rename would write over what came meanwhile."""
    try:
        target.hardlink_to(unfinished)
    except FileExistsError:
        raise _there(target) from None
    except OSError:  # a disk that has no links
        unfinished.rename(target)


def _flush(path: Path) -> None:
    """A file's bytes, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _there(target: Path) -> NoBackupError:
    return NoBackupError(f"{target.name} is there already. Choose another name.")


def _not_made(reason: str) -> NoBackupError:
    return NoBackupError(
        f"The backup was not made ({reason}). Check that its folder is there and yours, and has space."
    )
