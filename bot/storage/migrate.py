"""Bringing the database to the newest revision, and refusing one that is newer than this program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, select

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
    current = MigrationContext.configure(connection).get_current_revision()
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
    return MigrationContext.configure(connection).get_current_revision() == scripts.get_current_head()


def check_keys(unit: Unit) -> None:
    """Raise KeyMismatchError when the keys are not those the data was sealed with. A newer key is taken up:
    from now on it seals, and `rekey` may use it for what is there."""
    if _key_check(unit) is None:
        values = {"name": _KEY_CHECK, "sealed": unit.vault.seal(_FITS)}
        unit.connection.execute(facts.insert().values(values))
    elif not sealed_with_newest(unit):
        take_up_newest(unit)


def sealed_with_newest(unit: Unit) -> bool:
    """Whether the newest key has been taken up. Raises KeyMismatchError when no key fits."""
    sealed = _key_check(unit)
    if sealed is None:
        return False
    unit.vault.open(sealed)
    return unit.vault.has_newest_key(sealed)


def take_up_newest(unit: Unit) -> None:
    """Say that whoever works on the database knows the newest key. Raises KeyMismatchError."""
    sealed = _key_check(unit)
    if sealed is not None:
        unit.vault.open(sealed)
    change = facts.update().where(facts.c.name == _KEY_CHECK)
    unit.connection.execute(change.values(sealed=unit.vault.seal(_FITS)))


def _key_check(unit: Unit) -> bytes | None:
    return unit.connection.execute(select(facts.c.sealed).where(facts.c.name == _KEY_CHECK)).scalar()
