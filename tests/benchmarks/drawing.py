"""Pictures: what one takes, and how much longer others wait for their answers meanwhile."""

import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.trend import RANGES
from bot.storage import people
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.vault import Vault, new_key
from bot.views.chart import chart_of, draw
from bot.workshop import Workshop
from tests.benchmarks.unit_of_work import answer, example

TODAY = date(2026, 3, 2)
SESSIONS = [Session(TODAY - timedelta(day), "shiatsu") for day in (3, 20, 60)]
ANSWERS = 20  # a round
PAUSE = 0.005  # seconds between two answers

IDLE, APART, THREADED = (
    "nothing is drawn",
    "… while drawing in a process (ours)",
    "… while drawing in a thread",
)

Make = Callable[[Callable[[], bytes]], Awaitable[bytes]]


def diary(days: int) -> list[CheckIn]:
    """Somebody's answers, four days of five."""
    chance = random.Random(7)  # noqa: S311  the same diary in every run
    told = [day for day in range(days) if chance.random() < 0.8]
    return [CheckIn(TODAY - timedelta(day), chance.randint(2, 8), chance.randint(0, 9)) for day in told]


async def compare(folder: Path, rounds: int = 20) -> tuple[dict[int, float], dict[str, list[float]]]:
    """Milliseconds that a picture takes, by its days, and that others waited, by circumstance."""
    workshop = Workshop()
    works = {days: partial(draw, chart_of(diary(100), SESSIONS, TODAY, days)) for days in RANGES}
    await workshop.make(works[7])  # the first picture of a process loads what it needs
    took = {days: await _milliseconds(partial(workshop.make, work), rounds) for days, work in works.items()}
    async with Store(SqliteDatabase(folder / "drawing.db"), Vault([new_key()])) as store:
        waited = await _waits_of_all(store, workshop, works[90], rounds * ANSWERS)
    workshop.close()
    return took, waited


async def measure(folder: Path) -> None:
    """Print milliseconds a picture, and the delay of others' answers in three circumstances."""
    took, waited = await compare(folder)
    print("A picture, in a process of its own")
    for days, milliseconds in took.items():
        print(f"  {days:>2} days {milliseconds:17.0f} ms")
    print("Somebody else's answer (one unit of work)   median    99 of 100    longest")
    for name, waits in waited.items():
        print(
            f"  {name:<40} {median(waits):6.1f} ms {quantiles(waits, n=100)[98]:9.1f} ms {max(waits):9.1f} ms"
        )


async def _milliseconds(make: Callable[[], Awaitable[bytes]], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        before = time.perf_counter()
        await make()
        took.append((time.perf_counter() - before) * 1e3)
    return median(took)


async def _waits_of_all(
    store: Store, workshop: Workshop, work: Callable[[], bytes], count: int
) -> dict[str, list[float]]:
    await store.run(lambda unit: people.add_profile(unit, example(1)))
    work()  # matplotlib is here too now, for the thread
    return {
        IDLE: await _waits(store, count),
        APART: await _waits_while(store, workshop.make, work, count),
        THREADED: await _waits_while(store, asyncio.to_thread, work, count),
    }


async def _waits_while(store: Store, make: Make, work: Callable[[], bytes], count: int) -> list[float]:
    async def keep_drawing() -> None:
        while True:
            await make(work)

    drawing = asyncio.create_task(keep_drawing())
    try:
        return await _waits(store, count)
    finally:
        drawing.cancel()


async def _waits(store: Store, count: int) -> list[float]:
    """Milliseconds until each of many answers was stored, as its person sees it: from when it came."""
    waits = []
    due = asyncio.get_running_loop().time()
    for _ in range(count):
        due += PAUSE
        await asyncio.sleep(due - asyncio.get_running_loop().time())
        await store.run(lambda unit: answer(unit, 1))
        waits.append((asyncio.get_running_loop().time() - due) * 1e3)
        due = max(due, asyncio.get_running_loop().time())
    return waits


if __name__ == "__main__":  # the process that draws imports this file too
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(measure(Path(name)))
