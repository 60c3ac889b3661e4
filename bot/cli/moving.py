"""Backups, and moving to another database."""

from pathlib import Path

import click

from bot.cli.errors import clear_errors, refuse
from bot.clock import use_packaged_time_zones
from bot.settings import database_url, read_settings
from bot.storage.backup import back_up
from bot.storage.copying import copy as copy_all
from bot.storage.database import database_at, is_same


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of the database to FILE, while the bot runs.

    DATA_KEYS is not in it: keep the keys apart from it, and never lose them.
    """
    with clear_errors():
        size = back_up(read_settings().database_address, file)
    click.echo(
        f"{file}: {size:,} bytes. Without DATA_KEYS nobody can read the health answers in it: keep both."
    )


@click.command()
@click.option(
    "--to", "target", required=True, metavar="URL", help="As DATABASE_URL: sqlite:///… or postgres://…"
)
def copy(target: str) -> None:
    """Copy everything to an empty database, as from SQLite to PostgreSQL. Stop the bot first.

    Both are compared at the end. If anything differs or is cut off, the new one stays empty.
    """
    with clear_errors():
        source = read_settings().database_address
        try:
            database_url(target)
        except ValueError:
            refuse("--to takes sqlite:/// and a path, or postgres://NAME:PASSWORD@HOST/DATABASE.")
        if is_same(source, target):
            refuse("--to is the database there is. Name another one.")
        use_packaged_time_zones()
        copy_all(database_at(source), database_at(target), _tell)
    click.echo("All is there and the same. Set DATABASE_URL to the new database, and start the bot.")


def _tell(table: str, count: int) -> None:
    click.echo(f"{table}: {count:,}")
