"""Backups of PostgreSQL: made by pg_dump, restored by pg_restore, and no secret where others could see it."""

import asyncio
import os
import stat
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.profile import Profile
from bot.storage import people
from bot.storage.backup import back_up
from bot.storage.database import database_at
from bot.storage.dumping import dump
from bot.storage.errors import DatabaseAwayError, NoBackupError
from bot.storage.store import Store
from bot.storage.vault import Vault
from tests.postgres import Postgres, programs
from tests.storage.values import NOW


class FakeDump:
    """A pg_dump that notes what it was given, says something, and fails."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self.says("nothing")
        monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")

    def says(self, words: str) -> None:
        program = self._folder / "pg_dump"
        notes = f"printf '%s\\n' \"$@\" > {self._folder}/line\nenv > {self._folder}/environment"
        program.write_text(f"#!/bin/sh\n{notes}\necho '{words}' >&2\nexit 1\n")
        program.chmod(0o700)

    def asked(self, address: str) -> tuple[str, list[str]]:
        """Its command line and its environment."""
        with pytest.raises(NoBackupError):
            dump(make_url(address), self._folder / "backup.dump")
        line, environment = (self._folder / name for name in ("line", "environment"))
        return line.read_text(), environment.read_text().splitlines()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDump:
    return FakeDump(tmp_path, monkeypatch)


async def test_a_dump_made_while_the_bot_works_is_restored_to_what_there_was(
    postgres: Postgres, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{programs()}:{os.environ['PATH']}")
    address, empty, file = postgres.new_database(), postgres.new_database(), tmp_path / "backup.dump"
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: people.add_profile(unit, Profile(1, NOW)))
        assert await asyncio.to_thread(back_up, address, file) > 1000
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    place = make_url(empty).set(drivername="postgresql").render_as_string(hide_password=False)
    restore = ["pg_restore", "--no-owner", f"--dbname={place}", str(file)]
    await asyncio.to_thread(subprocess.run, restore, check=True, capture_output=True)
    async with Store(database_at(empty), vault) as store:
        assert await store.run(lambda unit: people.load_profile(unit, 1)) == Profile(1, NOW)


@pytest.mark.parametrize(
    "address",
    ["postgres://me:hunter2@h/db?sslmode=require", "postgres://me@h/db?password=hunter2&sslmode=require"],
)
def test_the_password_is_in_the_environment_only_wherever_the_address_has_it(
    fake: FakeDump, address: str
) -> None:
    line, environment = fake.asked(address)
    assert "hunter2" not in line
    assert "PGPASSWORD=hunter2" in environment
    assert "sslmode=require" in line
    assert "--no-password" in line.splitlines()


def test_the_password_of_a_certificate_is_not_on_the_command_line(fake: FakeDump) -> None:
    assert "hunter2" not in fake.asked("postgres://me@h/db?sslpassword=hunter2")[0]


def test_several_hosts_are_passed_on_as_the_driver_takes_them(fake: FakeDump) -> None:
    line, _ = fake.asked("postgres://me@/db?host=one:5432&host=two:5433")
    assert "host=one,two" in line
    assert "port=5432,5433" in line


@pytest.mark.parametrize(
    ("words", "told"), [("server version mismatch", "older than the server"), ("no hunter2", "was refused")]
)
def test_what_it_fails_with_is_told_in_our_own_words(
    fake: FakeDump, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    fake.says(words)
    with pytest.raises(NoBackupError, match=told) as raised:
        dump(make_url("postgres://me:hunter2@h/db"), tmp_path / "backup.dump")
    assert "hunter2" not in str(raised.value)
    assert "LC_ALL=C" in fake.asked("postgres://me@h/db")[1]


def test_without_the_program_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NoBackupError, match="Install PostgreSQL's client programs"):
        dump(make_url("postgres://me@h/db"), tmp_path / "backup.dump")


def test_of_a_server_that_is_away_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DatabaseAwayError):
        back_up("postgres://me:hunter2@127.0.0.1:1/db", tmp_path / "backup.dump")
    assert list(tmp_path.iterdir()) == []
