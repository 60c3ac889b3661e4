"""A million subscribers in the database: opening it, looking for due work, planning those who are due."""

import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bot.content.load import load_library
from bot.delivery.planning import plan_due
from bot.domain.profile import Consent, Profile, Status
from bot.storage import deliveries, people
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.tables import profiles
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key
from tests.postgres import running_postgres

SUBSCRIBERS, DUE, LOOKS = 1_000_000, 100_000, 200
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)"


def _fill(unit: Unit, count: int, now: datetime) -> None:
    """One subscriber, and copies that are due over the next day; the first of them a minute ago."""
    slot = now.replace(second=0, microsecond=0)
    first = Profile(
        1,
        created_at=now,
        status=Status.ACTIVE,
        consent=Consent(given=False, version=2, at=now),
        zone="UTC",
        tip_time=clock(slot.hour, slot.minute),
        started_on=now.date(),
        next_tip_at=slot + timedelta(hours=2),
    )
    people.add_profile(unit, first)
    same = [column.name for column in profiles.c if column.name not in {"id", "next_tip_at"}]
    due = f"CASE WHEN n <= {DUE} THEN :slot ELSE next_tip_at + n % 80000 END"
    # The names are those of tables.py.
    copies = f"SELECT n, {due}, {', '.join(same)} FROM profiles, numbers WHERE id = 1"  # noqa: S608
    into = f"INSERT INTO profiles (id, next_tip_at, {', '.join(same)})"
    values = {"count": count, "slot": int((slot - timedelta(minutes=1)).timestamp())}
    unit.connection.execute(text(f"{into} {_NUMBERS} {copies}"), values)


def _memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def scale(address: str, count: int) -> str:
    """One line of figures."""
    now, vault, library = datetime.now(UTC), Vault([new_key()]), load_library(Path("tips"))
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: _fill(unit, count, now))
    before, begun = _memory(), time.perf_counter()
    async with Store(database_at(address), vault) as store:
        opened = time.perf_counter() - begun
        looks = []
        for _ in range(LOOKS):
            begun = time.perf_counter()
            await store.run(deliveries.next_due_at)
            looks.append(time.perf_counter() - begun)
        begun, planned = time.perf_counter(), 0
        while more := await store.run(lambda unit: plan_due(unit, library, now)):
            planned += more
        took = time.perf_counter() - begun
    return (
        f"opened in {opened * 1000:.0f} ms, a look {median(looks) * 1000:.2f} ms, {planned:,} planned at "
        f"{planned / took:,.0f} a second, memory grew by {_memory() - before:.1f} MB"
    )


def measure(count: int = SUBSCRIBERS) -> None:
    """Print what a thousand and what a million subscribers cost, in both databases."""
    with running_postgres(careful=True) as server:
        for people_there in (1000 + DUE, count):
            with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
                addresses = {"SQLite": f"sqlite:///{folder}/backcare.db", "PostgreSQL": server.new_database()}
                for name, address in addresses.items():
                    print(
                        f"{name}, {people_there:,} subscribers: {asyncio.run(scale(address, people_there))}"
                    )


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else SUBSCRIBERS)
