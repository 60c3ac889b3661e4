"""The page for the doctor: what one takes, made beside the bot."""

import time
from functools import partial
from statistics import median

from bot.domain.sessions import Session
from bot.views.page import PERIODS, Choices, lay_out
from bot.views.page.content import Source, page_of
from bot.workshop import Workshop
from tests.benchmarks.drawing import TODAY, diary

ROUNDS = 20


async def measure() -> None:
    """Print milliseconds a page."""
    workshop = Workshop()
    sessions = [Session(TODAY, "shiatsu", 6, 4)]
    source = Source(diary(400), sessions, (), {}, {"shiatsu": "Shiatsu"}, "Europe/Berlin", "a clinic")
    works = {days: partial(lay_out, page_of(source, Choices(days), TODAY)) for days in PERIODS}
    before = time.perf_counter()
    await workshop.make(works[PERIODS[0]])
    print(f"\nA page as PDF: the first {(time.perf_counter() - before) * 1e3:.0f} ms")
    for days, work in works.items():
        took = []
        for _ in range(ROUNDS):
            before = time.perf_counter()
            await workshop.make(work)
            took.append((time.perf_counter() - before) * 1e3)
        print(f"  {days:>3} days {median(took):16.0f} ms")
    workshop.close()
