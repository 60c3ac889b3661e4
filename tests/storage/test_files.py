"""The files of a database: its owner's alone, where they were asked for, one process at a time."""

import asyncio
import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from bot.storage import sqlite
from bot.storage import store as store_module
from bot.storage.errors import DatabaseInUseError
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault

from . import values


@pytest.fixture(autouse=True)
def ordinary_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in folder.iterdir() if path.is_file()}


def pragma(unit: Unit, name: str) -> object:
    return unit.connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def assert_all_private(folder: Path) -> None:
    found = modes(folder)
    assert found.keys() >= {"backcare.db", "backcare.db-wal", "backcare.db-shm", "backcare.db.lock"}
    assert set(found.values()) == {"0o600"}, found


async def test_all_files_of_a_new_database_are_their_owners_alone(path: Path, vault: Vault) -> None:
    async with Store(SqliteDatabase(path), vault) as store:
        await store.run(values.new_person)
        assert_all_private(path.parent)


@pytest.mark.parametrize("names", [["backcare.db"], ["backcare.db", "backcare.db.lock"]])
async def test_files_that_everybody_could_read_become_their_owners_alone(
    path: Path, vault: Vault, names: list[str]
) -> None:
    for name in names:
        path.with_name(name).touch()
        path.with_name(name).chmod(0o644)
    async with Store(SqliteDatabase(path), vault) as store:
        await store.run(values.new_person)
        assert_all_private(path.parent)


async def test_what_was_copied_from_a_running_bot_becomes_its_owners_alone(
    path: Path, vault: Vault, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    async with Store(SqliteDatabase(path), vault) as store:
        person = await store.run(values.new_person)
        for name in ("backcare.db", "backcare.db-wal"):
            shutil.copyfile(path.with_name(name), copies / name)
            (copies / name).chmod(0o644)
    async with Store(SqliteDatabase(copies / "backcare.db"), vault) as store:
        await store.run(values.new_person)
        count = await store.run(
            lambda unit: unit.connection.exec_driver_sql(
                "SELECT count(*) FROM profiles WHERE id = ?", (person,)
            ).scalar()
        )
        assert count == 1
        assert_all_private(copies)


async def test_wal_foreign_keys_and_secure_delete_are_on(path: Path, vault: Vault) -> None:
    async with Store(SqliteDatabase(path), vault) as store:
        settings = await store.run(
            lambda unit: [pragma(unit, name) for name in ("journal_mode", "foreign_keys", "secure_delete")]
        )
    assert settings == ["wal", 1, 1]


@pytest.mark.parametrize("name", ["plain", "with space", "100%20", "a#b", "what?", "Größe", "a/b/c"])
async def test_the_database_is_where_it_was_asked_for_whatever_the_folder_is_called(
    tmp_path: Path, vault: Vault, name: str
) -> None:
    path = tmp_path / name / "backcare.db"
    async with Store(SqliteDatabase(path), vault) as store:
        await store.run(values.new_person)
        assert_all_private(path.parent)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM profiles").fetchone() == (1,)
    connection.close()
    assert os.listdir(tmp_path) == [Path(name).parts[0]]  # noqa: PTH208  nothing waits here


async def test_a_second_store_on_the_same_file_is_refused_until_the_first_is_closed(
    path: Path, vault: Vault
) -> None:
    async with Store(SqliteDatabase(path), vault) as first:
        with pytest.raises(DatabaseInUseError):
            async with Store(SqliteDatabase(path), vault):
                pass
        person = await first.run(values.new_person)
    async with Store(SqliteDatabase(path), vault) as second:
        found = await second.run(
            lambda unit: unit.connection.exec_driver_sql("SELECT id FROM profiles").scalars().all()
        )
    assert found == [person]


async def test_two_databases_in_one_folder_do_not_meet(path: Path, vault: Vault) -> None:
    async with (
        Store(SqliteDatabase(path), vault),
        Store(SqliteDatabase(path.with_name("other.db")), vault) as other,
    ):
        await other.run(values.new_person)


async def test_while_another_program_holds_the_file_all_who_wait_are_told_together(
    path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    def count(*_: object) -> None:
        nonlocal tries
        tries += 1

    monkeypatch.setattr(sqlite, "_PRAGMAS", (*sqlite._PRAGMAS, "busy_timeout=0"))
    monkeypatch.setattr(store_module, "_PATIENCE", 0)
    async with Store(SqliteDatabase(path), vault) as store:
        event.listen(await store.run(lambda unit: unit.connection.engine), "begin", count)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            units = (store.run(values.new_person) for _ in range(20))
            outcomes = await asyncio.gather(*units, return_exceptions=True)
            other.execute("ROLLBACK")
        assert all(isinstance(outcome, DatabaseError) for outcome in outcomes)
        assert tries <= 2, "each of them waited by itself"
        assert await store.run(values.new_person)
