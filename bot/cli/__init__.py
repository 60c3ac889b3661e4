"""The command line. A wrong setting is one clear line and exit status 2."""

import asyncio
import json
import shutil
import signal
import sys
from datetime import timedelta

import click

from bot.app import Parts, run_bot
from bot.cli.content import content
from bot.cli.errors import clear_errors, refuse
from bot.cli.moving import backup, copy
from bot.clock import Clock, use_packaged_time_zones
from bot.content.load import load_library
from bot.domain.triage import assess
from bot.log import set_up_logging
from bot.sandbox import Sandbox
from bot.settings import Settings, read_settings
from bot.storage.database import database_at
from bot.storage.rekey import rekey as seal_anew
from bot.storage.store import Store
from bot.storage.vault import Vault, new_key


@click.group(help="Backcare: a daily tip for sore backs, on Telegram.")
def main() -> None:
    pass


@main.command()
def run() -> None:
    """Run the bot on Telegram."""
    with clear_errors():
        settings = read_settings()
        if settings.telegram_bot_token is None:
            refuse(
                "TELEGRAM_BOT_TOKEN is not set. Get one from BotFather, or try the bot without: "
                "python -m bot sandbox"
            )
        if not settings.data_keys:
            refuse("DATA_KEYS is not set. Make a key with: python -m bot key")
        set_up_logging(settings.log_level, settings.log_format)
        asyncio.run(_run_until_signal(settings, Clock()))


async def _run_until_signal(settings: Settings, clock: Clock) -> None:
    await run_bot(settings, clock, _stop_at_signal(), ready=_reload_at_signal)


def _reload_at_signal(parts: Parts) -> None:
    """SIGHUP reads the content anew."""
    loop, running = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    def reload() -> None:
        task = loop.create_task(parts.reload())
        running.add(task)  # the loop alone would not keep it
        task.add_done_callback(running.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)


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
    with clear_errors():
        settings = read_settings()
        set_up_logging("WARNING" if settings.log_level == "INFO" else settings.log_level, settings.log_format)
        asyncio.run(_run_sandbox(settings))


async def _run_sandbox(settings: Settings) -> None:
    clock = Clock()
    shared = SandboxClock(clock)
    stop = _stop_at_signal()
    async with Sandbox(clock=shared, port=settings.usual_port) as server:
        folder = settings.data_dir / "sandbox"
        shutil.rmtree(folder, ignore_errors=True)
        inside = read_settings(
            telegram_bot_token=server.token,
            telegram_api_url=server.url,
            database_url=None,
            data_dir=folder,
            data_keys=new_key(),
            webhook_url=None,
            role="all",
            port=None,
        )

        def ready(parts: Parts) -> None:
            shared.attach(parts)
            _reload_at_signal(parts)
            click.echo(f"Backcare is ready to try at {server.url}/ (stop it with Ctrl+C)")

        await run_bot(inside, clock, stop, ready)


main.add_command(content)
main.add_command(backup)
main.add_command(copy)


@main.command()
def migrate() -> None:
    """Bring the database to this version. `run` does it by itself."""
    with clear_errors():
        settings = read_settings()
        if not settings.data_keys:
            refuse("DATA_KEYS is not set. Make a key with: python -m bot key")
        asyncio.run(_migrate(settings))
        click.echo("The database is up to date.")


async def _migrate(settings: Settings) -> None:
    use_packaged_time_zones()
    async with Store(database_at(settings.database_address), Vault(settings.data_keys_plain())):
        pass


@main.command()
def rekey() -> None:
    """Seal all health answers with the newest key in DATA_KEYS, while the bot runs.

    First put a new key in front of the others and restart the bot. Then run this. Until it is done, the bot
    does not start without the old keys; after it they are needed for backups made before only.
    """
    with clear_errors():
        settings = read_settings()
        if not settings.data_keys:
            refuse("DATA_KEYS is not set. Make a key with: python -m bot key")
        vault = Vault(settings.data_keys_plain())
        outcome = seal_anew(database_at(settings.database_address), vault, _tell_rekeyed)
    click.echo(
        f"{outcome.anew} sealed anew, {outcome.already} had the newest key already. It is enough from now on."
    )
    if outcome.unreadable:
        click.echo(
            f"{outcome.unreadable} cannot be opened with any key of DATA_KEYS; they are as they were.",
            err=True,
        )
        sys.exit(1)


def _tell_rekeyed(table: str, count: int) -> None:
    click.echo(f"{table}: {count}")


@main.command()
def triage() -> None:
    """Assess messages: one a line on standard input, one JSON object a line on standard output.

    {"level": "emergency|crisis|urgent|soon|ask|none", "signs": [...]}
    """
    with clear_errors():
        lexicon = load_library(read_settings().tips_dir).lexicon
    for line in sys.stdin.buffer:
        assessment = assess(line.decode(errors="replace").rstrip("\r\n"), lexicon)
        click.echo(json.dumps({"level": assessment.level.value, "signs": assessment.signs}))


@main.command()
def key() -> None:
    """Print a new encryption key for DATA_KEYS."""
    click.echo(new_key())
