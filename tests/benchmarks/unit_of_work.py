"""Processor time of one read-and-write unit of work: as the bot does it, and through an async driver.

A unit reads a person (profile and dialogue), and saves both: what an answered question costs.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.dialogue import PainAsked, StressAsked
from bot.domain.profile import Consent, Profile, Status, Taste
from bot.storage import people
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key

PEOPLE, UNITS, ROUNDS = 50, 1000, 3
NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def example(person_id: int) -> Profile:
    """Somebody who has been here for a while."""
    return Profile(
        person_id,
        created_at=NOW,
        status=Status.ACTIVE,
        consent=Consent(given=True, version=1, at=NOW),
        zone="Europe/Berlin",
        conditions={"osteoporosis": NOW.date()},
        taste=Taste(seen=tuple(f"a-tip-with-a-usual-name-{number}" for number in range(60))),
        next_tip_at=NOW,
    )


def read_and_write(unit: Unit, person_id: int) -> None:
    person = people.load_person(unit, person_id)
    assert person.profile is not None
    changed = replace(person.profile, missed_checkins=person.profile.missed_checkins ^ 1)
    people.save_profile(unit, changed, person.profile)
    asked = StressAsked(NOW.date(), 5) if isinstance(person.state, PainAsked) else PainAsked(NOW.date())
    people.save_state(unit, person_id, asked, person.version, NOW)


async def measure(folder: Path) -> None:
    """Print both figures and their ratio."""
    vault = Vault([new_key()])
    path = folder / "bench.db"
    async with Store(path, vault) as store:
        for person_id in range(PEOPLE):
            await store.run(partial(_add, person_id=person_id))
        ours = await _best(lambda number: store.run(partial(read_and_write, person_id=number % PEOPLE)))
    engine = _async_engine(path)
    theirs = await _best(lambda number: _through_async_driver(engine, vault, number % PEOPLE))
    await engine.dispose()
    print("One unit of work (read a person, save profile and dialogue), processor time")
    print(f"  one hop to the storage thread   {ours:6.0f} µs")
    print(f"  SQLAlchemy's aiosqlite engine   {theirs:6.0f} µs   ({theirs / ours:.1f} times as much)")


def _add(unit: Unit, person_id: int) -> None:
    people.add_profile(unit, example(person_id))


async def _best(run: Callable[[int], Awaitable[None]]) -> float:
    """Microseconds of processor time a unit, the best of a few rounds."""
    rounds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        for number in range(UNITS):
            await run(number)
        rounds.append((time.process_time() - before) / UNITS * 1e6)
    return min(rounds)


def _async_engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection, _):  # type: ignore[no-untyped-def]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


async def _through_async_driver(engine: AsyncEngine, vault: Vault, person_id: int) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: read_and_write(Unit(sync, vault), person_id))
