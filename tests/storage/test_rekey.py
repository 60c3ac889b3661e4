"""Keys are rotated row by row, while the bot works; nothing is lost, and what does not fit is left alone."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from bot.domain.checkin import CheckIn
from bot.storage import answers, people, rekey
from bot.storage.database import database_at
from bot.storage.errors import NotMigratedError
from bot.storage.migrate import check_keys, sealed_with_newest
from bot.storage.rekey import OldKeyInUseError
from bot.storage.store import Store
from bot.storage.tables import checkins, facts, metadata, profiles
from bot.storage.unit import Unit
from bot.storage.vault import KeyMismatchError, Vault, new_key

from .test_units import fill_every_table
from .values import DAY, NOW

OLD, NEW = new_key(), new_key()
ONLY_NEW, BOTH, ONLY_OLD = Vault([NEW]), Vault([NEW, OLD]), Vault([OLD])
PEOPLE = 30


def quiet(_: str, __: int) -> None:
    """No report."""


@pytest.fixture
async def filled(address: str) -> str:
    """Where a database is that has people in it, sealed with the old key."""
    async with Store(database_at(address), ONLY_OLD) as store:
        for _ in range(PEOPLE):
            await store.run(fill_every_table)
    return address


def sealed_values(unit: Unit) -> list[bytes]:
    columns = [c for table in metadata.sorted_tables for c in table.c if c.name.startswith("sealed")]
    return [
        value for column in columns for value in unit.connection.execute(select(column)).scalars() if value
    ]


def opened(unit: Unit) -> list[object]:
    return [unit.vault.open(value) for value in sealed_values(unit)]


@pytest.mark.parametrize("at_once", [1, 7, 200])
async def test_afterwards_the_newest_key_opens_everything_and_all_says_what_it_said(
    filled: str, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(rekey, "AT_ONCE", at_once)
    monkeypatch.setattr(rekey, "REST", 0)
    async with Store(database_at(filled), ONLY_OLD) as store:
        before = await store.run(opened)
    told: dict[str, int] = {}
    outcome = rekey.rekey(database_at(filled), BOTH, told.__setitem__)
    async with Store(database_at(filled), ONLY_NEW) as store:
        assert await store.run(opened) == before
    assert (outcome.anew, outcome.unreadable) == (len(before) - 1, 0)  # the check of the keys went first
    assert told["checkins"] == PEOPLE


async def test_what_is_done_is_not_done_again(filled: str) -> None:
    first = rekey.rekey(database_at(filled), BOTH, quiet)
    again = rekey.rekey(database_at(filled), BOTH, quiet)
    assert (again.anew, again.already) == (0, first.anew)


async def test_the_bot_goes_on_meanwhile_and_what_it_writes_is_kept(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekey, "AT_ONCE", 3)
    async with Store(database_at(filled), BOTH) as store:
        ids = await store.run(lambda unit: list(unit.connection.execute(select(profiles.c.id)).scalars()))

        async def keep_answering() -> None:
            for person in ids:
                checkin = CheckIn(DAY, 9, 8, f"new {person}")
                await store.run(partial(_save, person=person, checkin=checkin))

        rotating = asyncio.to_thread(rekey.rekey, database_at(filled), BOTH, quiet)
        await asyncio.gather(rotating, keep_answering())
    async with Store(database_at(filled), ONLY_NEW) as store:
        for person in ids:
            kept = await store.run(partial(answers.find_checkin, profile_id=person, day=DAY))
            assert kept == CheckIn(DAY, 9, 8, f"new {person}", frozenset())


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_between_batches_it_rests_and_whoever_waits_for_the_lock_gets_it(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests: list[float] = []

    def rest(seconds: float) -> None:
        with closing(
            sqlite3.connect(filled.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
        ) as bot:
            bot.execute("BEGIN IMMEDIATE")
            bot.execute("ROLLBACK")
        rests.append(seconds)

    monkeypatch.setattr(rekey, "AT_ONCE", 3)
    monkeypatch.setattr(rekey, "time", SimpleNamespace(sleep=rest))
    assert rekey.rekey(database_at(filled), BOTH, quiet).unreadable == 0
    assert len(rests) >= PEOPLE
    assert min(rests) > 0


def _save(unit: Unit, person: int, checkin: CheckIn) -> None:
    profile = people.load_profile(unit, person)
    assert profile is not None
    people.save_profile(unit, replace(profile, missed_checkins=3), profile)
    answers.save_checkin(unit, person, checkin, NOW)


async def test_a_running_bot_that_does_not_know_the_new_key_is_protected(filled: str) -> None:
    async with Store(database_at(filled), ONLY_OLD) as store:
        before = await store.run(sealed_values)
        with pytest.raises(OldKeyInUseError):
            rekey.rekey(database_at(filled), BOTH, quiet)
        assert await store.run(sealed_values) == before
    async with Store(database_at(filled), BOTH) as store:  # restarted with it
        assert await store.run(sealed_with_newest)
        assert rekey.rekey(database_at(filled), BOTH, quiet).unreadable == 0


async def test_keys_that_do_not_fit_change_nothing(filled: str) -> None:
    async with Store(database_at(filled), ONLY_OLD) as store:
        before = await store.run(sealed_values)
    with pytest.raises(KeyMismatchError):
        rekey.rekey(database_at(filled), ONLY_NEW, quiet)
    async with Store(database_at(filled), ONLY_OLD) as store:
        assert await store.run(sealed_values) == before


async def test_a_value_that_no_key_opens_is_left_and_counted(filled: str) -> None:
    async with Store(database_at(filled), ONLY_OLD) as store:
        foreign = Vault([new_key()]).seal({"pain": 1})
        day = select(checkins.c.profile_id).limit(1).scalar_subquery()
        spoil = update(checkins).where(checkins.c.profile_id == day).values(sealed_answer=foreign)
        await store.run(lambda unit: unit.connection.execute(spoil).rowcount)
    assert rekey.rekey(database_at(filled), BOTH, quiet).unreadable == 1
    async with Store(database_at(filled), ONLY_NEW) as store:
        assert foreign in await store.run(sealed_values)


async def test_a_database_of_another_version_is_left_alone(filled: str) -> None:
    async with Store(database_at(filled), ONLY_OLD) as store:
        older = "UPDATE alembic_version SET version_num = '0002'"
        await store.run(lambda unit: unit.connection.exec_driver_sql(older).rowcount)
    with pytest.raises(NotMigratedError):
        rekey.rekey(database_at(filled), BOTH, quiet)


def command(address: str, *keys: str) -> subprocess.CompletedProcess[str]:
    environment = {"DATA_KEYS": ",".join(keys), "DATABASE_URL": address, "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [sys.executable, "-m", "bot", "rekey"], env=environment, capture_output=True, text=True, check=False
    )


async def test_the_command_tells_what_it_did_or_in_one_line_why_not(filled: str) -> None:
    async with Store(database_at(filled), ONLY_OLD):
        busy = command(filled, NEW, OLD)
    assert (busy.returncode, busy.stderr.strip()) == (
        2, "The running bot does not know the newest key. Restart it with it, then run rekey.",
    )  # fmt: skip
    wrong = command(filled, NEW)
    assert (wrong.returncode, len(wrong.stderr.strip().splitlines())) == (2, 1)
    assert "does not fit" in wrong.stderr
    done = command(filled, NEW, OLD)
    assert (done.returncode, done.stderr) == (0, "")
    assert "checkins: 30" in done.stdout
    assert NEW not in done.stdout
    missing = command(filled.replace("backcare", "nowhere"), NEW)
    assert (missing.returncode, len(missing.stderr.strip().splitlines())) == (2, 1)


async def test_an_old_key_that_is_dropped_too_early_is_missed_at_the_start_and_nothing_is_lost(
    filled: str,
) -> None:
    newest = new_key()
    async with Store(database_at(filled), BOTH) as store:
        assert await store.run(sealed_with_newest)
    async with Store(database_at(filled), Vault([newest, NEW, OLD])):
        pass
    for too_few in (ONLY_NEW, Vault([newest]), Vault([newest, NEW]), Vault([newest, OLD])):
        with pytest.raises(KeyMismatchError):
            await Store(database_at(filled), too_few).__aenter__()
        with pytest.raises(KeyMismatchError):
            rekey.rekey(database_at(filled), too_few, quiet)
    assert rekey.rekey(database_at(filled), Vault([newest, NEW, OLD]), quiet).unreadable == 0
    async with Store(database_at(filled), Vault([newest])) as store:
        assert await store.run(opened)
        kept = await store.run(lambda unit: unit.connection.execute(select(facts.c.name)).scalars().all())
    assert kept == ["key-check"]


async def test_a_rotation_that_was_broken_off_still_needs_the_old_key_and_goes_on(
    filled: str,
) -> None:
    class Interrupted(Exception):  # noqa: N818
        pass

    def stop_at(table: str, _: int) -> None:
        if table == "checkins":
            raise Interrupted

    with pytest.raises(Interrupted):
        rekey.rekey(database_at(filled), BOTH, stop_at)
    with pytest.raises(KeyMismatchError):
        await Store(database_at(filled), ONLY_NEW).__aenter__()
    outcome = rekey.rekey(database_at(filled), BOTH, quiet)
    assert outcome.already >= PEOPLE
    assert outcome.anew > 0
    async with Store(database_at(filled), ONLY_NEW) as store:
        assert await store.run(opened)


async def test_a_bot_that_was_started_with_a_newer_key_meanwhile_keeps_its_check(filled: str) -> None:
    newest = new_key()
    started = False

    def start_it(_: str, __: int) -> None:
        nonlocal started
        if not started:
            started = True
            _take_up(filled, Vault([newest, NEW, OLD]))

    with pytest.raises(KeyMismatchError):
        rekey.rekey(database_at(filled), BOTH, start_it)
    with pytest.raises(KeyMismatchError):
        await Store(database_at(filled), Vault([newest])).__aenter__()


def _take_up(address: str, vault: Vault) -> None:
    database = database_at(address)
    with database.connect() as connection, connection.begin():
        check_keys(Unit(connection, vault))
    database.close()
