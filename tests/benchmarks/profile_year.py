"""What a person's year takes in the database: rows and bytes."""

import asyncio
import tempfile
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.domain.alarm import AssessmentRecord, Source
from bot.domain.checkin import CheckIn, Tag
from bot.domain.delivery import NewDelivery
from bot.domain.profile import Consent, Kind, Profile, Status
from bot.domain.sessions import Session
from bot.domain.states import NoteAsked
from bot.domain.taste import Taste
from bot.domain.triage import Urgency
from bot.storage import answers, assessments, deliveries, people, sessions
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key

PEOPLE, DAYS = 20, 365
KEPT_DELIVERIES = 30  # days; older ones are forgotten
FIRST, START = date(2026, 3, 2), datetime(2026, 3, 2, 8, tzinfo=UTC)
NOTE = "Sat too long, then a walk helped. Slept well."


async def measure(folder: Path) -> None:
    """Print rows and bytes of a profile that answered every day for a year."""
    path = folder / "year.db"
    async with Store(SqliteDatabase(path), Vault([new_key()])) as store:
        await store.run(lambda unit: unit.connection.exec_driver_sql("PRAGMA page_count").scalar())
        empty = _bytes(path)
        for person in range(1, PEOPLE + 1):
            await store.run(partial(_live, person=person))
        counts = await store.run(_counts)
    size = _bytes(path) - empty
    print(f"\nA year of one person: {sum(counts.values()) / PEOPLE:.0f} rows, {size / PEOPLE / 1e3:.0f} kB")
    for table, count in counts.items():
        print(f"  {table:<12} {count / PEOPLE:6.0f} rows")


def _bytes(path: Path) -> int:
    return sum(file.stat().st_size for file in (path, path.with_name(path.name + "-wal")) if file.exists())


def _counts(unit: Unit) -> dict[str, int]:
    tables = [
        table
        for table in metadata.sorted_tables
        if table.name not in {"facts", "tallies", "broadcasts", "handled_updates"}
    ]
    return {
        table.name: unit.connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }


def _live(unit: Unit, person: int) -> None:
    """Daily answers, a note in three days, a question a week, a session a month, two alarms."""
    seen = tuple(f"a-tip-with-a-usual-name-{number}" for number in range(150))
    profile = Profile(
        person,
        START,
        status=Status.ACTIVE,
        consent=Consent(given=True, version=2, at=START),
        zone="Europe/Berlin",
        tip_time=time(8),
        conditions={"osteoporosis": FIRST},
        taste=Taste(seen=seen, liked=frozenset(seen[:20]), saved=seen[:10]),
        started_on=FIRST,
    )
    people.add_profile(unit, profile)
    people.save_state(unit, person, NoteAsked(FIRST), 0, START)
    for day in range(DAYS):
        _answer(unit, person, day)
    for day in range(DAYS - KEPT_DELIVERIES, DAYS):
        for kind in (Kind.TIP, Kind.CHECKIN):
            slot, at = (FIRST + timedelta(day)).isoformat(), START + timedelta(day)
            deliveries.plan_delivery(unit, NewDelivery(person, kind, slot, at, at, seen[day % 150], "bal"))
    for month in range(12):
        sessions.save(unit, person, Session(FIRST + timedelta(30 * month), "shiatsu", 6, 4))
    for month in (3, 9):
        at = START + timedelta(30 * month)
        assessments.save(unit, person, AssessmentRecord(Urgency.URGENT, ("u-upper",), at, Source.TEXT))


def _answer(unit: Unit, person: int, day: int) -> None:
    checkin = CheckIn(
        FIRST + timedelta(day),
        day % 8,
        day % 9,
        NOTE if day % 3 == 0 else None,
        frozenset({Tag.LONG_SITTING, Tag.EXERCISE}),
        day % 7 if day % 7 == 6 else None,
    )
    answers.save_checkin(unit, person, checkin, START + timedelta(day))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name)))
