"""A year of every day in zones that change their clocks, through the planner and a real database."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content.load import load_library
from bot.delivery.planning import plan_due
from bot.domain import timing
from bot.domain.delivery import Delivery, Sent, settle
from bot.domain.library import Library
from bot.domain.profile import Profile, Status
from bot.storage import deliveries, people
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key

A_DAY = timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ZONES = {  # each with an hour that it skips in spring and has twice in autumn, or at its midnight
    "Africa/Cairo": time(0, 30),
    "Africa/Casablanca": time(2, 30),
    "America/Havana": time(0, 30),
    "America/Los_Angeles": time(2, 30),
    "America/New_York": time(2, 30),
    "America/Nuuk": time(23, 30),
    "America/Santiago": time(0, 30),
    "America/St_Johns": time(2, 30),
    "Antarctica/Troll": time(2, 30),
    "Asia/Beirut": time(0, 30),
    "Asia/Jerusalem": time(2, 30),
    "Atlantic/Azores": time(0, 30),
    "Australia/Lord_Howe": time(2, 15),
    "Australia/Sydney": time(2, 30),
    "Europe/Berlin": time(2, 30),
    "Europe/Chisinau": time(3, 30),
    "Europe/Dublin": time(1, 30),
    "Pacific/Auckland": time(2, 30),
    "Pacific/Chatham": time(3),
    "Pacific/Norfolk": time(2, 30),
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Path("tips"))


@pytest.mark.parametrize("zone", ZONES)
async def test_each_date_is_served_once_and_by_the_persons_clock_through_both_changes(
    tmp_path: Path, library: Library, zone: str
) -> None:
    served = await _served(tmp_path, library, zone, ZONES[zone], *YEAR)
    _check_each_date_once(served, zone, *YEAR)
    moved = [one for one in served if _wall(one.slot_at, zone).time() != ZONES[zone]]
    assert len(moved) == 1, "the hour was to be skipped on one day"
    offsets = {one.slot_at.astimezone(ZoneInfo(zone)).utcoffset() for one in served}
    assert len(offsets) == 2


async def test_a_date_that_does_not_exist_is_not_served(tmp_path: Path, library: Library) -> None:
    zone, days = "Pacific/Apia", (date(2011, 12, 20), date(2012, 1, 10))
    served = await _served(tmp_path, library, zone, time(8), *days)
    _check_each_date_once(served, zone, *days)
    assert "2011-12-30" not in {one.slot for one in served}


def _check_each_date_once(served: list[Delivery], zone: str, first: date, last: date) -> None:
    assert Counter(one.slot for one in served) == Counter(
        day.isoformat() for day in _dates(zone, first, last)
    )
    assert all(_wall(one.slot_at, zone).date().isoformat() == one.slot for one in served)


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _dates(zone: str, first: date, last: date) -> Iterator[date]:
    """Those that exist there: the ones that some hour of the world's time falls on."""
    start = datetime.combine(first - A_DAY, time(), UTC)
    hours = (start + timedelta(hours=hour) for hour in range(24 * ((last - first).days + 4)))
    found = {_wall(at, zone).date() for at in hours}
    return (day for day in sorted(found) if first <= day <= last)


async def _served(
    folder: Path, library: Library, zone: str, at: time, first: date, last: date
) -> list[Delivery]:
    """What is sent to somebody who is there from the eve of `first` on, whenever the planner says."""
    eve = datetime.combine(first - A_DAY, time(23, 59), ZoneInfo(zone)).astimezone(UTC)
    person = Profile(1, created_at=eve, status=Status.ACTIVE, zone=zone, tip_time=at, started_on=first)
    async with Store(SqliteDatabase(folder / "backcare.db"), Vault([new_key()])) as store:

        def live(unit: Unit) -> list[Delivery]:
            people.add_profile(unit, timing.rescheduled(person, eve))
            return list(_live(unit, library, last))

        return await store.run(live)


def _live(unit: Unit, library: Library, last: date) -> Iterator[Delivery]:
    before = datetime.min.replace(tzinfo=UTC)
    while (now := deliveries.next_due_at(unit)) is not None:
        assert now > before, "time was to go on"
        before = now
        plan_due(unit, library, now)
        claimed, _ = deliveries.claim_due(unit, now, 10)
        if any(one.slot > last.isoformat() for one in claimed):
            return
        deliveries.save_settled(unit, [settle(one, Sent(1), now) for one in claimed], now)
        yield from claimed
