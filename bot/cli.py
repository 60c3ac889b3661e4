"""The command line. A wrong setting is one clear line and exit status 2."""

import asyncio
import errno
import json
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.exc import DatabaseError
from telegram.error import InvalidToken

from bot.app import Parts, run_bot
from bot.clock import Clock, use_packaged_time_zones
from bot.content.faults import ContentError
from bot.content.load import read_content
from bot.log import set_up_logging
from bot.sandbox import Sandbox
from bot.settings import Settings, SettingsError, read_settings
from bot.storage.migrate import NewerDatabaseError
from bot.storage.store import DatabaseInUseError, Store
from bot.storage.vault import BadKeyError, KeyMismatchError, Vault, new_key
from bot.wire.polling import OtherPollerError

SHOWN_FAULTS = 50


def _refuse(line: str) -> NoReturn:
    click.echo(line, err=True)
    sys.exit(2)


_BAD_DATABASE = "The database cannot be used. Check that it is a Backcare file and the disk has space."
_LINES: dict[type[Exception], str] = {
    BadKeyError: "DATA_KEYS holds something that is no key. Make one with: python -m bot key",
    KeyMismatchError: "DATA_KEYS does not fit this database. Put the key it was made with into DATA_KEYS.",
    NewerDatabaseError: "This database was made by a newer Backcare. Install that, or restore a backup.",
    DatabaseInUseError: "Another Backcare works on this database. Stop it first, or set another DATA_DIR.",
    InvalidToken: "Telegram refuses TELEGRAM_BOT_TOKEN. Copy it again from BotFather.",
    OtherPollerError: "Another process polls with this token. Stop it, or make a new token with BotFather.",
    DatabaseError: _BAD_DATABASE,
    sqlite3.Error: _BAD_DATABASE,
}


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn what an operator can mend into one line that names the thing and the remedy."""
    try:
        yield
    except SettingsError as error:
        _refuse(str(error))
    except ContentError as error:
        for fault in error.faults[:SHOWN_FAULTS]:
            click.echo(str(fault), err=True)
        _refuse(f"The content has {_count(error.faults, 'fault')}; mend that, then start again.")
    except tuple(_LINES) as error:
        _refuse(next(line for kind, line in _LINES.items() if isinstance(error, kind)))
    except OSError as error:
        _refuse(_system_line(error))


def _count(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"


def _system_line(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "The port is in use. Set PORT to another one."
    name = f" {Path(error.filename).name}" if isinstance(error.filename, str) else ""
    return (
        f"The system refused{name}: {error.strerror or type(error).__name__}. Check DATA_DIR and its rights."
    )


@click.group(help="Backcare: a daily tip for sore backs, on Telegram.")
def main() -> None:
    pass


@main.command()
def run() -> None:
    """Run the bot on Telegram."""
    with _clear_errors():
        settings = read_settings()
        if settings.telegram_bot_token is None:
            _refuse(
                "TELEGRAM_BOT_TOKEN is not set. Get one from BotFather, or try the bot without: "
                "python -m bot sandbox"
            )
        if not settings.data_keys:
            _refuse("DATA_KEYS is not set. Make a key with: python -m bot key")
        set_up_logging(settings.log_level, settings.log_format)
        asyncio.run(_run_until_signal(settings, Clock()))


async def _run_until_signal(settings: Settings, clock: Clock) -> None:
    await run_bot(settings, clock, _stop_at_signal(), ready=lambda _: None)


def _stop_at_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


class SandboxClock:
    """The bot's clock as the sandbox moves it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.parts: Parts | None = None

    def now(self) -> float:
        return self._clock.now().timestamp()

    def advance(self, seconds: float) -> None:
        self._clock.move_on(timedelta(seconds=seconds))
        if self.parts:
            self.parts.services.due_work.set()

    async def next_due(self) -> float | None:
        due_at = await self.parts.worker.next_due_at() if self.parts else None
        return None if due_at is None else due_at.timestamp()

    def attach(self, parts: Parts) -> None:
        self.parts = parts


@main.command()
def sandbox() -> None:
    """Try the bot in the browser, with no token and no phone. Each start is a fresh one."""
    with _clear_errors():
        settings = read_settings()
        set_up_logging("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
        asyncio.run(_run_sandbox(settings))


async def _run_sandbox(settings: Settings) -> None:
    clock = Clock()
    shared = SandboxClock(clock)
    stop = _stop_at_signal()
    async with Sandbox(clock=shared, port=settings.port) as server:
        folder = settings.data_dir / "sandbox"
        shutil.rmtree(folder, ignore_errors=True)
        inside = read_settings(
            telegram_bot_token=server.token,
            telegram_api_url=server.url,
            database_url=None,
            data_dir=folder,
            data_keys=new_key(),
        )

        def ready(parts: Parts) -> None:
            shared.attach(parts)
            click.echo(f"Backcare is ready to try at {server.url}/ (stop it with Ctrl+C)")

        await run_bot(inside, clock, stop, ready)


@main.group()
def content() -> None:
    """Work on the content files."""


@content.command()
@click.option("--json", "as_json", is_flag=True, help="Print the faults as JSON.")
def check(as_json: bool) -> None:
    """Check the content files; every fault with its file and line."""
    with _clear_errors():
        found = read_content(read_settings().tips_dir)
        faults = sorted(found.faults)
        if as_json:
            rows = [{"file": f.file, "line": f.line, "item": f.item, "message": f.message} for f in faults]
            click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        else:
            for fault in faults:
                click.echo(str(fault))
            tips, techniques = _count(found.tips, "tip"), _count(found.techniques, "technique")
            click.echo(
                f"{tips}, {techniques}, {_count(found.conditions, 'condition')}: {_count(faults, 'fault')}"
            )
    sys.exit(1 if faults else 0)


@main.command()
def migrate() -> None:
    """Bring the database to this version. `run` does it by itself."""
    with _clear_errors():
        settings = read_settings()
        if not settings.data_keys:
            _refuse("DATA_KEYS is not set. Make a key with: python -m bot key")
        asyncio.run(_migrate(settings))
        click.echo("The database is up to date.")


async def _migrate(settings: Settings) -> None:
    use_packaged_time_zones()
    async with Store(settings.database_path, Vault(settings.data_keys_plain())):
        pass


@main.command()
def key() -> None:
    """Print a new encryption key for DATA_KEYS."""
    click.echo(new_key())
