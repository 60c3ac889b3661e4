"""Bringing the database to the newest revision, and refusing one that is newer than this program."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Row, func, select

from bot.storage.tables import facts
from bot.storage.unit import Unit

_KEY_CHECK = "key-check"
_FITS = {"fits": True}


class NewerDatabaseError(Exception):
    """The database was made by a newer version of the program."""


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for an open connection; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Apply what is missing, inside the connection's transaction. Raises NewerDatabaseError."""
    config = alembic_config(connection)
    current = revision(connection)
    scripts = ScriptDirectory.from_config(config)
    if current is not None:
        try:
            scripts.get_revision(current)
        except CommandError:
            raise NewerDatabaseError(current) from None
    if current != scripts.get_current_head():
        command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Whether the database is of this program's revision."""
    scripts = ScriptDirectory.from_config(alembic_config(connection))
    return revision(connection) == scripts.get_current_head()


def revision(connection: Connection) -> str | None:
    """The database's revision; None where nothing of the bot's is in it."""
    return MigrationContext.configure(connection).get_current_revision()


def check_keys(unit: Unit) -> None:
    """Raise KeyMismatchError when the keys are not all those the data was sealed with. A newer key is taken
    up: from now on it seals, and `rekey` may use it for what is there."""
    if not sealed_with_newest(unit):
        take_up_newest(unit)


def sealed_with_newest(unit: Unit) -> bool:
    """Whether the newest key has been taken up. Raises KeyMismatchError when a key is missing."""
    checks = [row.sealed for row in _checks(unit)]
    for sealed in checks:
        unit.vault.open(sealed)
    return bool(checks) and unit.vault.has_newest_key(checks[-1])


def take_up_newest(unit: Unit) -> None:
    """Say that whoever works on the database knows the newest key. The checks of older keys stay until
    `rekey` is through: one that is dropped too early is missed at the next start, while nothing is lost."""
    number = len(_checks(unit))
    name = f"{_KEY_CHECK}-{number}" if number else _KEY_CHECK
    unit.connection.execute(facts.insert().values(name=name, sealed=unit.vault.seal(_FITS)))


def forget_older_checks(unit: Unit) -> None:
    """All that can be opened is sealed with the newest key now. Raises KeyMismatchError when there is a newer
    one that this does not know."""
    if not sealed_with_newest(unit):
        return
    *older, newest = _checks(unit)
    unit.connection.execute(facts.delete().where(facts.c.name.in_([row.name for row in older])))
    unit.connection.execute(facts.update().where(facts.c.name == newest.name).values(name=_KEY_CHECK))


def _checks(unit: Unit) -> Sequence[Row[Any]]:
    """The checks of the keys, the newest last."""
    checks = select(facts).where(facts.c.name.startswith(_KEY_CHECK))
    return unit.connection.execute(checks.order_by(func.length(facts.c.name), facts.c.name)).all()
