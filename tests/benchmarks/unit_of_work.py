"""Processor time of one read-and-write unit of work: as the bot does it, and through an async driver.

A unit reads a person (profile and dialogue) and saves the dialogue, as a tapped score does; or saves the
profile too, as a changed setting does.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.profile import Consent, Profile, Status
from bot.domain.states import PainAsked, StressAsked
from bot.domain.taste import Taste
from bot.storage import people
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key

PEOPLE, UNITS = 50, 200  # units a round
Work = Callable[[Unit, int], None]
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


def answer(unit: Unit, person_id: int) -> None:
    """Read both, save the dialogue."""
    person = people.load_person(unit, person_id)
    asked = StressAsked(NOW.date(), 5) if isinstance(person.state, PainAsked) else PainAsked(NOW.date())
    people.save_state(unit, person_id, asked, person.version, NOW)


def change(unit: Unit, person_id: int) -> None:
    """Read both, save both."""
    person = people.load_person(unit, person_id)
    assert person.profile is not None
    changed = replace(person.profile, missed_checkins=person.profile.missed_checkins ^ 1)
    people.save_profile(unit, changed, person.profile)
    people.save_state(unit, person_id, PainAsked(NOW.date()), person.version, NOW)


async def compare(folder: Path, rounds: int = 20) -> list[tuple[float, float]]:
    """Microseconds of processor time: ours and an async driver's, for the smaller and the larger unit."""
    vault = Vault([new_key()])
    path = folder / "bench.db"
    async with Store(SqliteDatabase(path), vault) as store:
        for person_id in range(PEOPLE):
            await store.run(partial(_add, person_id=person_id))
        ours = [await _best(partial(_one_hop, store, work), rounds) for work in (answer, change)]
    engine = _async_engine(path)
    theirs = [
        await _best(partial(_through_async_driver, engine, vault, work), rounds) for work in (answer, change)
    ]
    await engine.dispose()
    return list(zip(ours, theirs, strict=True))


async def measure(folder: Path) -> None:
    """Print the figures of both ways, and their ratios."""
    found = await compare(folder)
    print("One unit of work, processor time             one hop   aiosqlite engine")
    for name, (own, other) in zip(
        ("read a person, save the dialogue", "… and the profile too"), found, strict=True
    ):
        print(f"  {name:<40} {own:6.0f} µs {other:9.0f} µs   {other / own:.1f} times as much")


def _add(unit: Unit, person_id: int) -> None:
    people.add_profile(unit, example(person_id))


async def _best(run: Callable[[int], Awaitable[None]], rounds: int) -> float:
    """Microseconds of processor time a unit, the best of a few rounds."""
    found = []
    for _ in range(rounds):
        before = time.process_time()
        for number in range(UNITS):
            await run(number % PEOPLE)
        found.append((time.process_time() - before) / UNITS * 1e6)
    return min(found)


async def _one_hop(store: Store, work: Work, person_id: int) -> None:
    await store.run(lambda unit: work(unit, person_id))


def _async_engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection, _):  # type: ignore[no-untyped-def]
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


async def _through_async_driver(engine: AsyncEngine, vault: Vault, work: Work, person_id: int) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: work(Unit(sync, vault), person_id))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name)))
