"""A broadcast end to end: claimed, chosen, rendered, sent and recorded, by the real bot in its own process.

The server is the sandbox, in this process; it judges by the messages it took, and tells how busy it was.
"""

import asyncio
import gc
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path

from bot.content.load import load_library
from bot.domain.checkin import CheckIn
from bot.domain.profile import Consent, Profile, Status
from bot.domain.taste import Taste
from bot.sandbox import Sandbox
from bot.sandbox.loop import run
from bot.settings import FREE_SEND_RATE
from bot.storage import answers, people
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key
from tests.postgres import running_postgres

BATCH = 500
ROOT = Path(__file__).parents[2]
SEEN = 60  # tips that each has had


@dataclass(frozen=True)
class Figures:
    """What a broadcast came to. `rate`: messages a second, from the first to the last."""

    rate: float
    sent: int
    refused: int
    bot_busy: float  # shares of a core
    server_busy: float


async def broadcast(
    count: int, rate: int, latency: float = 0.0, limit: float | None = None, database: str | None = None
) -> Figures:
    """Subscribers who are all due now, and a bot that is started on them. `database`: an address, where it is
    not to be an SQLite file."""
    gc.disable()  # the server remembers every call; looking through them all would hold the bot up
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        address, key = database or f"sqlite:///{name}/backcare.db", new_key()
        async with Sandbox() as sandbox:
            await subscribe(sandbox, address, key, count)
            sandbox.limit(overall=limit, latency=latency)
            return await _send_all(sandbox, bot_environment(sandbox, address, key, rate), count)


async def subscribe(
    sandbox: Sandbox, address: str, key: str, count: int, *, are_due: bool = True
) -> list[int]:
    """So many people whose tip was due a minute ago, or is in some hours; their ids."""
    now = datetime.now(UTC)
    wait = timedelta(minutes=-1) if are_due else timedelta(hours=6)
    slot = (now + wait).replace(second=0, microsecond=0)
    seen = tuple(sorted(load_library(ROOT / "tips").tips)[:SEEN])
    persons = [sandbox.add_person(f"Person {number}").id for number in range(count)]
    async with Store(database_at(address), Vault([key])) as store:
        for start in range(0, count, BATCH):
            batch = persons[start : start + BATCH]
            await store.run(partial(_add, persons=batch, now=now, slot=slot, seen=seen))
    return persons


def _add(unit: Unit, persons: list[int], now: datetime, slot: datetime, seen: tuple[str, ...]) -> None:
    """With a checklist, a history, and yesterday's check-in: what a choice goes by."""
    yesterday: date = (now - timedelta(days=1)).date()
    for person in persons:
        profile = Profile(
            person,
            created_at=now - timedelta(days=60),
            status=Status.ACTIVE,
            consent=Consent(given=True, version=2, at=now),
            zone="UTC",
            tip_time=clock(slot.hour, slot.minute),
            conditions={"osteoporosis": yesterday + timedelta(days=90)},
            taste=Taste(seen=seen),
            started_on=(now - timedelta(days=60)).date(),
            summarised_on=yesterday,
            next_tip_at=slot,
        )
        people.add_profile(unit, profile)
        answers.save_checkin(unit, person, CheckIn(yesterday, person % 7, 3), now)


def bot_environment(sandbox: Sandbox, address: str, key: str, rate: int) -> dict[str, str]:
    """What the bot's process is told."""
    return {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": address,
        "DATA_KEYS": key,
        "SEND_RATE": str(rate),
        "PAID_BROADCAST": "1" if rate > FREE_SEND_RATE else "0",
        "LOG_LEVEL": "WARNING",
    }


async def _send_all(sandbox: Sandbox, environment: dict[str, str], count: int) -> Figures:
    bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=environment)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    await _until(sandbox, 1)
    busy = time.process_time()
    await _until(sandbox, count)
    busy = time.process_time() - busy
    bot.terminate()
    await bot.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    calls = sandbox.calls("sendMessage")
    times = [call.real_time for call in calls if call.accepted]
    took = times[-1] - times[0]
    refused = sum(call.status == 429 for call in calls)
    return Figures((len(times) - 1) / took, len(times), refused, spent / took, busy / took)


def _taken(sandbox: Sandbox) -> int:
    return sum(call.accepted for call in sandbox.calls("sendMessage"))


async def _until(sandbox: Sandbox, count: int) -> None:
    while len(sandbox.calls()) < count or _taken(sandbox) < count:
        await asyncio.sleep(0.2)


def measure(count: int = 20_000) -> None:
    """Print how fast a paid broadcast goes, and how close to Telegram's free limit a free one comes."""
    paid = {"SQLite": run(broadcast(count, 1000))}
    with running_postgres(careful=True) as server:
        paid["PostgreSQL"] = run(broadcast(count, 1000, database=server.new_database()))
    for name, figures in paid.items():
        print(
            f"\nBroadcast at SEND_RATE=1000, {name}, {figures.sent:,} messages: {figures.rate:,.0f} a second"
        )
        print(f"  the bot used {figures.bot_busy:.2f} of a core, the server {figures.server_busy:.2f}")
    free = run(broadcast(300, 30, latency=0.05, limit=30))
    print("Broadcast at SEND_RATE=30, server 50 ms away that refuses the 31st in any second, 300 messages:")
    print(f"  {free.rate:.1f} a second, {free.refused} refused")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
