"""Backups: whole while the bot writes, private, never half there, and good for a start."""

import asyncio
import os
import shutil
import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.profile import Profile
from bot.storage import backup as backing
from bot.storage import feedback, people
from bot.storage.backup import back_up
from bot.storage.database import database_at
from bot.storage.errors import NoBackupError
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault
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


async def _database(folder: Path, vault: Vault) -> str:
    """The address of one with a person in it."""
    address = f"sqlite:///{folder / 'backcare.db'}"
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: _two_rows(unit, 1))
    return address


def _backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("backcare.db"))


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
        async with Store(database_at(f"sqlite:///{file}"), vault) as store:
            assert await store.run(lambda unit: people.load_profile(unit, 10**9)) == Profile(10**9, NOW)


async def test_the_steps_of_a_restore_bring_back_what_there_was(tmp_path: Path, vault: Vault) -> None:
    """Stop; put the file in the place of the other and take away its companions; start."""
    database, address = tmp_path / "backcare.db", await _database(tmp_path, vault)
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
    address, before = await _database(tmp_path, vault), os.umask(0)
    try:
        back_up(address, tmp_path / "backup.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o600


async def test_a_file_that_is_there_is_not_written_over(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, there = await _database(tmp_path, vault), tmp_path / "backup.db"
    there.write_text("precious")
    with pytest.raises(NoBackupError, match=r"backup\.db is there already"):
        back_up(address, there)
    assert there.read_text() == "precious"

    there.unlink()
    monkeypatch.setattr(backing, "_flush", lambda _: there.write_text("came meanwhile"))
    with pytest.raises(NoBackupError, match=r"backup\.db is there already"):
        back_up(address, there)
    assert there.read_text() == "came meanwhile"
    assert _backups(tmp_path) == ["backup.db"]


async def test_of_two_at_once_one_gets_the_name_and_its_file_is_whole(tmp_path: Path, vault: Vault) -> None:
    address, target = await _database(tmp_path, vault), tmp_path / "backup.db"
    together = threading.Barrier(2)

    def make() -> object:
        together.wait(timeout=10)
        try:
            return back_up(address, target)
        except NoBackupError as error:
            return error

    outcomes = await asyncio.gather(*(asyncio.to_thread(make) for _ in range(2)))
    assert {type(outcome) for outcome in outcomes} == {NoBackupError, int}
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert _backups(tmp_path) == ["backup.db"]


async def test_a_backup_that_is_cut_off_leaves_nothing_half(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = await _database(tmp_path, vault)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backing, "_flush", full)
    with pytest.raises(NoBackupError, match="No space left on device"):
        back_up(address, tmp_path / "backup.db")
    assert _backups(tmp_path) == []


async def test_on_a_disk_without_links_it_is_made_as_well(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    address = await _database(tmp_path, vault)
    monkeypatch.setattr(Path, "hardlink_to", refused)
    back_up(address, tmp_path / "backup.db")
    assert _backups(tmp_path) == ["backup.db"]


async def test_a_folder_that_is_not_there_is_told_without_a_word_on_our_own_files(
    tmp_path: Path, vault: Vault
) -> None:
    address = await _database(tmp_path, vault)
    with pytest.raises(NoBackupError, match="folder is there") as raised:
        back_up(address, tmp_path / "nowhere" / "backup.db")
    assert "unfinished" not in str(raised.value)


def test_where_there_is_no_database_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        back_up(f"sqlite:///{tmp_path / 'backcare.db'}", tmp_path / "backup.db")
    assert list(tmp_path.iterdir()) == []


def test_of_an_empty_database_there_is_no_backup(address: str, tmp_path: Path) -> None:
    if address.startswith("sqlite"):
        (tmp_path / "backcare.db").touch()
    with pytest.raises(NoBackupError, match="nothing of Backcare's"):
        back_up(address, tmp_path / "backup.db")
    assert _backups(tmp_path) == []
