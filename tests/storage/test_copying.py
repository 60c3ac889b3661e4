"""Moving from one database to another: all of it and the same, or nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, Table, func, insert, select

from bot.storage import copying
from bot.storage.copying import CopyDiffersError, TargetAwayError, TargetNotEmptyError, copy
from bot.storage.database import database_at, is_same
from bot.storage.errors import DatabaseAwayError, DatabaseInUseError, NotMigratedError
from bot.storage.migrate import alembic_config, revision, upgrade
from bot.storage.sqlite import sqlite_engine
from bot.storage.store import Store
from bot.storage.tables import deliveries, feedback, metadata
from bot.storage.vault import Vault
from tests.postgres import Postgres
from tests.storage.bulk import fill

PEOPLE = 10_000


def _filled(path: Path, people: int) -> str:
    path.parent.mkdir(exist_ok=True)
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        with connection.begin():
            upgrade(connection)
        with connection.begin():
            fill(connection, people)
    engine.dispose()
    return f"sqlite:///{path}"


def _all_rows(connection: Connection, table: Table) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)


def _rows(address: str) -> dict[str, list[tuple[object, ...]]]:
    database = database_at(address)
    with database.connect() as connection, connection.begin():
        found = {table.name: _all_rows(connection, table) for table in metadata.sorted_tables}
    database.close()
    return found


def _copied(source: str, target: str) -> dict[str, int]:
    told: dict[str, int] = {}
    copy(database_at(source), database_at(target), lambda table, count: told.update({table: count}))
    return told


def test_ten_thousand_people_go_to_postgresql_and_back_and_every_row_is_the_same(
    postgres: Postgres, tmp_path: Path
) -> None:
    first, middle, last = (
        _filled(tmp_path / "first.db", PEOPLE), postgres.new_database(), f"sqlite:///{tmp_path / 'last.db'}"
    )  # fmt: skip
    told = _copied(first, middle)
    assert _copied(middle, last) == told
    there = _rows(first)
    assert told == {table: len(rows) for table, rows in there.items()}
    assert (told["profiles"], told["checkins"], told["deliveries"]) == (PEOPLE, 2 * PEOPLE, 2 * PEOPLE)
    assert all(told.values())
    assert _rows(middle) == there
    assert _rows(last) == there


def test_afterwards_new_rows_get_new_numbers(postgres: Postgres, tmp_path: Path) -> None:
    target = postgres.new_database()
    _copied(_filled(tmp_path / "first.db", 10), target)
    database = database_at(target)
    with database.connect() as connection, connection.begin():
        highest = connection.execute(select(func.max(feedback.c.id))).scalar_one()
        values = {"profile_id": 1, "written_at": 1, "sealed_text": b"x"}
        made = connection.execute(insert(feedback).values(values).returning(feedback.c.id)).scalar_one()
        assert made == highest + 1
        assert connection.execute(select(func.count()).select_from(deliveries)).scalar() == 20
    database.close()


def test_what_differs_or_is_cut_off_leaves_the_new_one_empty(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _filled(tmp_path / "first.db", 10)
    with monkeypatch.context() as patched:
        patched.setattr(copying, "_digest", lambda connection, table: (1, id(connection)))
        with pytest.raises(CopyDiffersError):
            _copied(source, address)

    def cut(table: str, _: int) -> None:
        if table == "checkins":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(database_at(source), database_at(address), cut)
    assert not any(_rows(address).values())
    assert _copied(source, address)["profiles"] == 10
    with pytest.raises(TargetNotEmptyError):
        _copied(source, address)


def test_a_copy_whose_process_is_killed_leaves_the_new_one_empty(address: str, tmp_path: Path) -> None:
    source = _filled(tmp_path / "first.db", 5000)
    line = [sys.executable, "-u", "-m", "bot", "copy", "--to", address]
    environment = os.environ | {"DATABASE_URL": source}
    with subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert any(told.startswith("profiles:") for told in process.stdout)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert not any(_rows(address).values())
    assert _copied(source, address)["profiles"] == 5000


def test_the_digest_sees_every_change_of_a_row() -> None:
    """Asked of what is compared: a byte, a number, a missing row."""
    engine = sqlite_engine(Path(":memory:"))
    with engine.connect() as connection, connection.begin():
        upgrade(connection)
        fill(connection, 3)
        whole = copying._digest(connection, feedback)
        for change in (
            feedback.update().where(feedback.c.id == 2).values(sealed_text=b"other"),
            feedback.update().where(feedback.c.id == 2).values(written_at=1),
            feedback.delete().where(feedback.c.id == 2),
        ):
            nested = connection.begin_nested()
            connection.execute(change)
            assert copying._digest(connection, feedback) != whole
            nested.rollback()
        assert copying._digest(connection, feedback) == whole
    engine.dispose()


async def test_while_a_bot_works_on_either_nothing_is_copied(
    address: str, tmp_path: Path, vault: Vault
) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    async with Store(database_at(address), vault):
        with pytest.raises(DatabaseInUseError):
            _copied(address, other)
        with pytest.raises(DatabaseInUseError):
            _copied(_filled(tmp_path / "first.db", 1), address)


def test_a_database_of_another_version_is_not_copied_and_no_file_is_made(tmp_path: Path) -> None:
    source = _filled(tmp_path / "first.db", 1)
    with sqlite_engine(tmp_path / "first.db").connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    with pytest.raises(NotMigratedError):
        _copied(source, f"sqlite:///{tmp_path / 'other.db'}")
    assert not (tmp_path / "other.db").exists()


def test_a_database_that_is_refused_stays_at_its_revision(address: str, tmp_path: Path) -> None:
    """Or the older bot whose it is would not start any more."""
    database = database_at(address)
    database.prepare()
    with database.connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "0004")
        connection.exec_driver_sql("INSERT INTO facts (name, sealed) VALUES ('key-check', 'x')")
    with pytest.raises(TargetNotEmptyError):
        _copied(_filled(tmp_path / "first.db", 1), address)
    with database.connect() as connection, connection.begin():
        assert revision(connection) == "0004"
    database.close()


def test_among_rows_of_something_else_nothing_is_put(address: str, tmp_path: Path) -> None:
    database = database_at(address)
    database.prepare()
    with database.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE others (a INTEGER)")
        connection.exec_driver_sql("INSERT INTO others VALUES (1)")
    database.close()
    with pytest.raises(TargetNotEmptyError):
        _copied(_filled(tmp_path / "first.db", 1), address)


def test_that_the_new_server_is_away_is_told_apart_from_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(TargetAwayError):
        _copied(_filled(tmp_path / "first.db", 1), "postgres://me@127.0.0.1:1/db")
    with pytest.raises(DatabaseAwayError) as raised:
        _copied("postgres://me@127.0.0.1:1/db", f"sqlite:///{tmp_path / 'other.db'}")
    assert not isinstance(raised.value, TargetAwayError)


def test_one_database_is_known_by_whatever_address(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "first.db")
    first = f"sqlite:///{tmp_path}/first.db"
    for same in (f"sqlite:///{tmp_path}/link.db", f"sqlite:///{tmp_path}/../{tmp_path.name}/first.db"):
        assert is_same(first, same)
    assert is_same("postgres://me:x@h/db", "postgresql://you@h/db")
    others = (f"sqlite:///{tmp_path}/other.db", "postgres://h/db", "postgres://h/db2", "postgres://h:5/db")
    assert not any(is_same(one, other) for one in others for other in others if one != other)
