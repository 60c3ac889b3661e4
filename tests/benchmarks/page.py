"""The page for the doctor: what one takes, made beside the bot."""

import asyncio
import time
from functools import partial
from statistics import median

from bot.domain.sessions import Session
from bot.views.page import PERIODS, Choices, lay_out
from bot.views.page.content import Source, page_of
from bot.workshop import Workshop
from tests.benchmarks.drawing import TODAY, diary


async def milliseconds(rounds: int = 20) -> dict[int, float]:
    """What a page takes, by its days."""
    workshop = Workshop()
    sessions = [Session(TODAY, "shiatsu", 6, 4)]
    source = Source(diary(400), sessions, (), {}, {"shiatsu": "Shiatsu"}, "Europe/Berlin", "a clinic")
    works = {days: partial(lay_out, page_of(source, Choices(days), TODAY)) for days in PERIODS}
    await workshop.make(works[PERIODS[0]])  # the first page of a process loads what it needs
    found = {}
    for days, work in works.items():
        took = []
        for _ in range(rounds):
            before = time.perf_counter()
            await workshop.make(work)
            took.append((time.perf_counter() - before) * 1e3)
        found[days] = median(took)
    workshop.close()
    return found


if __name__ == "__main__":  # the process that draws imports this file too
    for length, took in asyncio.run(milliseconds()).items():
        print(f"a page of {length:>3} days {took:16.0f} ms")
