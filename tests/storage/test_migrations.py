"""Migrations go up and down cleanly, end at tables.py, and know a database from the future."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.storage import migrate
from bot.storage.database import database_at
from bot.storage.migrate import NewerDatabaseError, alembic_config, upgrade
from bot.storage.sqlite import sqlite_engine
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.vault import Vault

from . import values

MIGRATIONS = Path(migrate.__file__).parent / "migrations"

REVISIONS = [
    (script.revision, script.down_revision or "base")
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()
]


@pytest.fixture
def connection(address: str) -> Iterator[Connection]:
    database = database_at(address)
    database.prepare()
    with database.connect() as made:
        yield made
    database.close()


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    made = sqlite_engine(path)
    yield made
    made.dispose()


_SCHEMA = {
    "sqlite": "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'",
    "postgresql": """
        SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
        UNION ALL
        SELECT tablename, indexname, indexdef, '', '', 0
        FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'""",
}


def schema(connection: Connection) -> set[tuple[object, ...]]:
    """Every table and index, word for word, but for Alembic's own."""
    return {tuple(row) for row in connection.exec_driver_sql(_SCHEMA[connection.dialect.name])}


def anatomy(connection: Connection) -> dict[str, object]:
    """What SQLite makes of each table: columns, keys, foreign keys, indexes and what they hold."""

    def pragma(name: str, of: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {name}('{of}')")]

    tables = [str(row[1]) for row in schema(connection) if row[0] == "table" and row[1] != "sqlite_sequence"]
    found: dict[str, object] = {}
    for table in tables:
        indexes = [str(row[1]) for row in pragma("index_list", table)]
        found[table] = (
            pragma("table_xinfo", table),
            pragma("foreign_key_list", table),
            sorted(row[1:] for row in pragma("index_list", table)),
            {index: pragma("index_info", index) for index in indexes},
        )
    return found


@pytest.mark.parametrize(("revision", "before"), REVISIONS)
def test_each_revision_up_down_and_up_again_leaves_the_same_schema(
    connection: Connection, revision: str, before: str
) -> None:
    with connection.begin():
        config = alembic_config(connection)
        if before != "base":
            command.upgrade(config, before)
        lower = schema(connection)
        command.upgrade(config, revision)
        upper = schema(connection)
        command.downgrade(config, before)
        assert schema(connection) == lower
        command.upgrade(config, revision)
        assert schema(connection) == upper
    assert upper != lower


def test_what_alembic_compares_of_the_migrated_tables_is_as_in_tables_py(connection: Connection) -> None:
    with connection.begin():
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_what_sqlite_makes_of_the_migrated_tables_is_what_it_makes_of_tables_py(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        migrated = anatomy(connection)
    fresh = sqlite_engine(tmp_path / "fresh.db")
    with fresh.begin() as connection:
        metadata.create_all(connection)
        assert migrated == anatomy(connection)
    fresh.dispose()
    assert {table.name for table in metadata.sorted_tables} == migrated.keys()


def test_bringing_up_to_date_what_is_up_to_date_changes_nothing(connection: Connection) -> None:
    with connection.begin():
        upgrade(connection)
        before = schema(connection)
        upgrade(connection)
        assert schema(connection) == before


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql("CREATE TABLE feedback (in_the_way INTEGER)")
        before = schema(connection)
    with pytest.raises(DBAPIError), connection.begin():
        upgrade(connection)
    with connection.begin():
        assert schema(connection) == before


async def test_a_database_from_the_future_is_refused_and_left_alone(address: str, vault: Vault) -> None:
    async with Store(database_at(address), vault) as store:
        person = await store.run(values.new_person)
        await store.run(
            lambda unit: unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        )
    with pytest.raises(NewerDatabaseError):
        await Store(database_at(address), vault).__aenter__()
    database = database_at(address)
    with database.connect() as connection, connection.begin():
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
        assert connection.exec_driver_sql("SELECT id FROM profiles").scalars().all() == [person]
    database.close()
