"""A million subscribers in the database: opening it, looking for due work, planning those who are due."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import text

from bot.content.load import load_library
from bot.delivery.planning import plan_due
from bot.domain.profile import Consent, Profile, Status
from bot.sandbox import Sandbox
from bot.storage import deliveries, people
from bot.storage.database import database_at
from bot.storage.figures import snapshot
from bot.storage.store import Store
from bot.storage.tables import profiles
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key
from tests.benchmarks.bots import bot_environment, running_ours
from tests.postgres import running_postgres

SUBSCRIBERS, DUE, LOOKS, COUNTS = 1_000_000, 100_000, 200, 5
_NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)"


def _fill(unit: Unit, count: int, due_now: int, now: datetime) -> None:
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
    due = f"CASE WHEN n <= {due_now} THEN :slot ELSE next_tip_at + n % 80000 END"
    # The names are those of tables.py.
    copies = f"SELECT n, {due}, {', '.join(same)} FROM profiles, numbers WHERE id = 1"  # noqa: S608
    into = f"INSERT INTO profiles (id, next_tip_at, {', '.join(same)})"
    values = {"count": count, "slot": int((slot - timedelta(minutes=1)).timestamp())}
    unit.connection.execute(text(f"{into} {_NUMBERS} {copies}"), values)


def _memory() -> float:
    """Megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True)
class Figures:
    """Of a bot that is opened on so many subscribers."""

    opened: float  # seconds, the database alone
    started: float  # seconds from the start of the process to its first poll
    look: float  # seconds
    counted: float  # seconds for what /metrics reads
    planned: float  # deliveries a second
    grew: float  # megabytes

    def as_line(self) -> str:
        return (
            f"database opened in {self.opened * 1e3:.0f} ms, bot started in {self.started:.2f} s, "
            f"a look {self.look * 1e3:.2f} ms, counted in {self.counted * 1e3:.0f} ms, "
            f"planned at {self.planned:,.0f} a second, "
            f"memory grew by {self.grew:.1f} MB"
        )


async def scale(address: str, count: int, due: int = DUE) -> Figures:
    """What so many subscribers cost, `due` of them at one minute."""
    now, key, library = datetime.now(UTC), new_key(), load_library(Path("tips"))
    vault = Vault([key])
    async with Store(database_at(address), vault) as store:
        await store.run(lambda unit: _fill(unit, count, due, now))
    started = await _started(address, key)
    before, begun = _memory(), time.perf_counter()
    async with Store(database_at(address), vault) as store:
        opened = time.perf_counter() - begun
        look = await _median(store, deliveries.next_due_at, LOOKS)
        counted = await _median(store, partial(snapshot, now=now), COUNTS)
        begun, planned = time.perf_counter(), 0
        while more := await store.run(lambda unit: plan_due(unit, library, now)):
            planned += more
        took = time.perf_counter() - begun
    return Figures(opened, started, look, counted, planned / took, _memory() - before)


async def _median(store: Store, work: Callable[[Unit], object], times: int) -> float:
    """Seconds that a unit takes."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        await store.run(work)
        took.append(time.perf_counter() - begun)
    return median(took)


async def _started(address: str, key: str) -> float:
    async with Sandbox() as sandbox:
        sandbox.limit(overall=1)  # it sends as good as nothing of what is due
        begun = time.perf_counter()
        async with running_ours(bot_environment(sandbox, address, key, rate=1)):
            while not sandbox.calls("getUpdates"):
                await asyncio.sleep(0.01)
            return time.perf_counter() - begun


def measure(count: int = SUBSCRIBERS) -> None:
    """Print what a thousand and what a million subscribers cost, in both databases."""
    with running_postgres(careful=True) as server:
        for people_there in (1000 + DUE, count):
            with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
                addresses = {"SQLite": f"sqlite:///{folder}/backcare.db", "PostgreSQL": server.new_database()}
                for name, address in addresses.items():
                    found = asyncio.run(scale(address, people_there))
                    print(f"{name}, {people_there:,} subscribers: {found.as_line()}")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else SUBSCRIBERS)
