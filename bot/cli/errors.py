"""What an operator can mend, as one clear line and exit status 2."""

import errno
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.exc import DatabaseError
from telegram.error import InvalidToken

from bot.app.introduction import WebhookRefusedError
from bot.content.faults import ContentError
from bot.settings import SettingsError
from bot.storage.copying import CopyDiffersError, TargetAwayError, TargetNotEmptyError
from bot.storage.errors import (
    DatabaseAwayError,
    DatabaseInUseError,
    MissingDriverError,
    NoBackupError,
    NotMigratedError,
)
from bot.storage.migrate import NewerDatabaseError
from bot.storage.rekey import OldKeyInUseError
from bot.storage.vault import BadKeyError, KeyMismatchError
from bot.wire.polling import OtherPollerError

SHOWN_FAULTS = 50


def refuse(line: str) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(2)


_BAD_DATABASE = "The database cannot be used. Check that it is Backcare's, and that its disk has space."
_LINES: dict[type[Exception], str] = {
    BadKeyError: "DATA_KEYS holds something that is no key. Make one with: python -m bot key",
    KeyMismatchError: "DATA_KEYS does not fit this database. Put every key it was made with into DATA_KEYS.",
    NewerDatabaseError: "This database was made by a newer Backcare. Install that, or restore a backup.",
    DatabaseInUseError: "Another Backcare works on this database. Stop it first, or set another DATA_DIR.",
    TargetAwayError: "The server in --to cannot be reached, or refuses the name or password in it.",
    DatabaseAwayError: "The server in DATABASE_URL cannot be reached, or refuses the name or password in it.",
    MissingDriverError: "DATABASE_URL needs the driver for PostgreSQL. Run: pip install 'psycopg[binary]'",
    NotMigratedError: "This database is of another version. Run: python -m bot migrate",
    TargetNotEmptyError: "The new database is not empty. Nothing was copied. Name an empty one.",
    CopyDiffersError: "The copy is not what was copied, so it was not kept. Nothing has changed.",
    OldKeyInUseError: "The running bot does not know the newest key. Restart it with it, then run rekey.",
    InvalidToken: "Telegram refuses TELEGRAM_BOT_TOKEN. Copy it again from BotFather.",
    WebhookRefusedError: (
        "Telegram refuses WEBHOOK_URL. It has to be an https:// address that the whole internet can reach."
    ),
    OtherPollerError: "Another process polls with this token. Stop it, or make a new token with BotFather.",
    DatabaseError: _BAD_DATABASE,
    sqlite3.Error: _BAD_DATABASE,
}


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what an operator can mend into one line that names the thing and the remedy."""
    try:
        yield
    except SettingsError as error:
        refuse(str(error))
    except NoBackupError as error:
        refuse(str(error))
    except ContentError as error:
        for fault in error.faults[:SHOWN_FAULTS]:
            click.echo(str(fault), err=True)
        refuse(f"The content has {count(error.faults, 'fault')}; mend that, then start again.")
    except tuple(_LINES) as error:
        refuse(next(line for kind, line in _LINES.items() if isinstance(error, kind)))
    except OSError as error:
        refuse(_system_line(error))


def count(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _system_line(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "The port is in use. Set PORT to another one."
    name = f" {Path(error.filename).name}" if isinstance(error.filename, str) else ""
    return (
        f"The system refused{name}: {error.strerror or type(error).__name__}. Check DATA_DIR and its rights."
    )
