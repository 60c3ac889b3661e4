"""Several processes on one PostgreSQL: none overwrites another, one is elected, a break is survived."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.domain.checkin import CheckIn
from bot.storage import answers, people
from bot.storage import store as store_module
from bot.storage.database import database_at
from bot.storage.errors import DatabaseAwayError, ElectionLostError
from bot.storage.postgres import PostgresDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault
from tests.postgres import Postgres

from . import values
from .values import DAY, NOW

TIMES = 40
NEVER = asyncio.Event()


@pytest.fixture
def address(postgres: Postgres) -> str:
    return postgres.new_database()


def process_id(unit: Unit) -> int:
    """That of the server's process for this connection."""
    found: int = unit.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    return found


async def cut(store: Store, postgres: Postgres) -> None:
    """End a store's connection from the server's side."""
    postgres.execute(f"SELECT pg_terminate_backend({await store.run(process_id)})")


@contextmanager
def refusing(postgres: Postgres, address: str) -> Iterator[None]:
    """A time in which the database takes no new connection."""
    name = make_url(address).database
    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    yield
    postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def test_what_two_processes_change_at_once_is_as_if_one_had_come_after_the_other(
    address: str, vault: Vault
) -> None:
    async with Store(database_at(address), vault) as one, Store(database_at(address), vault) as other:
        person = await one.run(values.new_person)

        def miss_one(unit: Unit) -> None:
            profile = people.load_profile(unit, person)
            assert profile is not None
            missed = replace(profile, missed_checkins=profile.missed_checkins + 1)
            people.save_profile(unit, missed, profile)

        await asyncio.gather(*(store.run(miss_one) for store in (one, other) for _ in range(TIMES)))
        profile = await one.run(lambda unit: people.load_profile(unit, person))
    assert profile is not None
    assert profile.missed_checkins == 2 * TIMES


async def test_two_processes_that_answer_one_check_in_keep_one_answer(address: str, vault: Vault) -> None:
    async with Store(database_at(address), vault) as one, Store(database_at(address), vault) as other:
        person = await one.run(values.new_person)

        def answer(unit: Unit) -> None:
            answers.save_checkin(unit, person, CheckIn(DAY, 3, 4), NOW)

        await asyncio.gather(*(store.run(answer) for store in (one, other) for _ in range(TIMES)))
        assert await one.run(lambda unit: answers.find_checkin(unit, person, DAY))


async def test_processes_that_start_at_once_on_an_empty_database_all_start(
    address: str, vault: Vault
) -> None:
    stores = [Store(database_at(address), vault) for _ in range(4)]
    await asyncio.gather(*(store.__aenter__() for store in stores))
    for store in stores:
        await store.run(values.new_person)
        await store.__aexit__()


async def test_one_is_elected_and_when_it_ends_the_next_one_is(address: str, vault: Vault) -> None:
    async with Store(database_at(address), vault) as standby:
        async with Store(database_at(address), vault) as sender:
            assert await sender.elected(NEVER)
            waiting = asyncio.create_task(standby.elected(NEVER))
            await standby.run(values.new_person)  # it has looked by now, and works all the same
            assert not waiting.done()
        assert await asyncio.wait_for(waiting, 5)


async def test_whoever_stops_while_standing_by_was_not_elected(address: str, vault: Vault) -> None:
    stop = asyncio.Event()
    async with Store(database_at(address), vault) as sender, Store(database_at(address), vault) as standby:
        assert await sender.elected(NEVER)
        waiting = asyncio.create_task(standby.elected(stop))
        await standby.run(values.new_person)
        stop.set()
        assert not await waiting


async def test_a_connection_that_is_cut_is_made_anew_and_nobody_notices(
    address: str, vault: Vault, postgres: Postgres
) -> None:
    async with Store(database_at(address), vault) as store:
        assert await store.elected(NEVER)
        await cut(store, postgres)
        person = await store.run(values.new_person)
        assert await store.run(lambda unit: people.load_profile(unit, person))
        async with Store(database_at(address), vault) as other:
            assert not await other._in_thread(other._elect)


async def test_a_sender_that_was_cut_off_while_another_was_elected_does_nothing_more(
    address: str, vault: Vault, postgres: Postgres
) -> None:
    async with Store(database_at(address), vault) as sender:
        async with Store(database_at(address), vault) as standby:
            assert await sender.elected(NEVER)
            with refusing(postgres, address):
                await cut(sender, postgres)
                assert await asyncio.wait_for(standby.elected(NEVER), 5)
            for _ in range(2):
                with pytest.raises(ElectionLostError):
                    await sender.run(values.new_person)
            with pytest.raises(ElectionLostError):
                await sender.stay_elected(NEVER)
            await standby.run(values.new_person)
        # Nobody holds the lock any more, and the time in between cannot be known.
        with pytest.raises(ElectionLostError):
            await sender.run(values.new_person)


async def test_while_the_server_is_away_units_wait_and_are_run_when_it_is_back(
    address: str, vault: Vault, postgres: Postgres
) -> None:
    async with Store(database_at(address), vault) as store:
        with refusing(postgres, address):
            await cut(store, postgres)
            waiting = [asyncio.create_task(store.run(values.new_person)) for _ in range(3)]
            await asyncio.sleep(0)
            assert not any(task.done() for task in waiting)
        assert len(set(await asyncio.gather(*waiting))) == len(waiting)


async def test_when_the_server_stays_away_all_who_wait_are_told_at_once(
    address: str, vault: Vault, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_PATIENCE", 0)
    async with Store(database_at(address), vault) as store:
        with refusing(postgres, address):
            await cut(store, postgres)
            units = (store.run(values.new_person) for _ in range(20))
            outcomes = await asyncio.gather(*units, return_exceptions=True)
        assert all(isinstance(outcome, DBAPIError) for outcome in outcomes)
        assert await store.run(values.new_person)  # and it is there again


async def test_a_sender_whose_server_stays_away_goes_on_when_it_is_back(
    address: str, vault: Vault, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_PATIENCE", 0)
    monkeypatch.setattr(store_module, "_WATCH", 0.01)
    stop = asyncio.Event()
    async with Store(database_at(address), vault) as store:
        assert await store.elected(NEVER)
        with refusing(postgres, address):
            await cut(store, postgres)
            watching = asyncio.create_task(store.stay_elected(stop))
            with pytest.raises(DBAPIError):
                await store.run(values.new_person)
            assert not watching.done()
        await store.run(values.new_person)
        stop.set()
        await watching


@pytest.mark.parametrize("wrong", [{"database": "nowhere"}, {"query": {"host": "/nowhere"}}])
async def test_a_server_that_is_not_there_or_refuses_is_an_error_without_its_address(
    address: str, vault: Vault, wrong: dict[str, str]
) -> None:
    url: URL = make_url(address).set(**wrong)  # type: ignore[arg-type]
    with pytest.raises(DatabaseAwayError) as caught:
        await Store(PostgresDatabase(url), vault).__aenter__()
    assert caught.value.__cause__ is None
    assert "nowhere" not in str(caught.value)


def test_what_hosts_put_into_an_address_reaches_the_driver_and_wins() -> None:
    database = PostgresDatabase(make_url("postgres://ana@db/backcare?sslmode=require&connect_timeout=9"))
    _, given = database._engine.dialect.create_connect_args(database._engine.url)
    assert (given["sslmode"], given["connect_timeout"], given["keepalives_idle"]) == ("require", "9", "5")
