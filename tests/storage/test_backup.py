"""Backups: whole while the bot writes, private, never half there, and good for a start."""

import asyncio
import os
import shutil
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.profile import Profile
from bot.storage import backup as backing
from bot.storage import feedback, people
from bot.storage.backup import NoBackupError, back_up
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault
from tests.postgres import Postgres, programs
from tests.storage import values

NOW = values.NOW
COUNTS = ("SELECT count(*) FROM profiles", "SELECT count(*) FROM feedback")


def _two_rows(unit: Unit, number: int) -> None:
    """A person and what they wrote: both or none."""
    profile = Profile(number, NOW)
    people.add_profile(unit, profile)
    feedback.add(unit, number, "words", NOW)


async def _write(store: Store, stop: asyncio.Event) -> int:
    number = 0
    while not stop.is_set():
        number += 1
        await store.run(lambda unit, number=number: _two_rows(unit, number))  # type: ignore[misc]
    return number


async def test_a_backup_made_while_the_bot_writes_is_whole_and_starts(tmp_path: Path, vault: Vault) -> None:
    address, stop = f"sqlite:///{tmp_path / 'backcare.db'}", asyncio.Event()
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: _two_rows(unit, 10**9))
        writing = asyncio.create_task(_write(store, stop))
        sizes = [await asyncio.to_thread(back_up, address, tmp_path / f"backup-{n}.db") for n in range(5)]
        stop.set()
        assert await writing > 5
    assert all(size > 4096 for size in sizes)
    for n in range(5):
        file = tmp_path / f"backup-{n}.db"
        with closing(sqlite3.connect(file)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            people_, written = (copy.execute(statement).fetchone()[0] for statement in COUNTS)
        assert people_ == written > 0


async def test_the_steps_of_a_restore_bring_back_what_there_was(tmp_path: Path, vault: Vault) -> None:
    """Stop; put the file in the place of the other and take away its companions; start."""
    database = tmp_path / "backcare.db"
    address = f"sqlite:///{database}"
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: _two_rows(unit, 1))
    back_up(address, tmp_path / "backup.db")
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: people.delete_profile(unit, 1))
    for companion in ("-wal", "-shm"):
        (tmp_path / f"backcare.db{companion}").unlink(missing_ok=True)
    shutil.copyfile(tmp_path / "backup.db", database)
    async with Store(database_at(address), vault) as store:
        assert await store.run(lambda unit: people.load_profile(unit, 1)) == Profile(1, NOW)
        found = await store.run(lambda unit: feedback.of_person(unit, 1))
        assert [message.text for message in found] == ["words"]


async def test_only_its_owner_can_read_it(tmp_path: Path, vault: Vault) -> None:
    address = f"sqlite:///{tmp_path / 'backcare.db'}"
    async with Store(database_at(address), vault):
        before = os.umask(0)
        try:
            back_up(address, tmp_path / "backup.db")
        finally:
            os.umask(before)
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_not_written_over_and_nothing_half_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'backcare.db'}"
    with closing(sqlite3.connect(tmp_path / "backcare.db")) as made, made:
        made.execute("CREATE TABLE something (at INTEGER)")
    there = tmp_path / "backup.db"
    there.write_text("precious")
    with pytest.raises(NoBackupError, match=r"backup\.db is there already"):
        back_up(address, there)
    assert there.read_text() == "precious"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing, "_flush", full)
    with pytest.raises(OSError, match="No space"):
        back_up(address, tmp_path / "another.db")
    assert sorted(path.name for path in tmp_path.iterdir() if "backcare" not in path.name) == ["backup.db"]


def test_where_there_is_no_database_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        back_up(f"sqlite:///{tmp_path / 'backcare.db'}", tmp_path / "backup.db")
    assert list(tmp_path.iterdir()) == []


async def test_on_postgresql_a_dump_is_restored_to_what_there_was(
    postgres: Postgres, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{programs()}:{os.environ['PATH']}")
    address, empty = postgres.new_database(), postgres.new_database()
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: _two_rows(unit, 1))
        assert back_up(address, tmp_path / "backup.dump") > 1000  # while the bot is at work
    place = make_url(empty).set(drivername="postgresql").render_as_string(hide_password=False)
    restore = ["pg_restore", "--no-owner", f"--dbname={place}", str(tmp_path / "backup.dump")]
    await asyncio.to_thread(subprocess.run, restore, check=True, capture_output=True)
    async with Store(database_at(empty), vault) as store:
        assert await store.run(lambda unit: people.load_profile(unit, 1)) == Profile(1, NOW)


def test_without_pg_dump_or_with_one_that_fails_it_says_so_and_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgres://name:hunter2@127.0.0.1:1/db"
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoBackupError, match="Install PostgreSQL's client programs"):
        back_up(address, tmp_path / "backup.dump")
    says = tmp_path / "pg_dump"
    for words, told in (("server version mismatch", "older than the server"), ("no hunter2", "was refused")):
        says.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/seen\necho "{words}" >&2\nexit 1\n')
        says.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        with pytest.raises(NoBackupError, match=told) as raised:
            back_up(address, tmp_path / "backup.dump")
        assert "hunter2" not in str(raised.value) + (tmp_path / "seen").read_text()
    assert not (tmp_path / "backup.dump").exists()
