"""People in our database, with what a choice goes by: a checklist, a history, and yesterday's check-in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path

from bot.content.load import load_library
from bot.domain.checkin import CheckIn
from bot.domain.profile import Consent, Profile, Status
from bot.domain.taste import Taste
from bot.storage import answers, people
from bot.storage.database import database_at
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault

_TOGETHER = 500
_SEEN = 60  # tips that each has had
_LATE, _EARLY = (
    timedelta(minutes=-1),
    timedelta(hours=6),
)  # from now to the slot of those due, and of the others


async def subscribe(address: str, key: str, persons: Sequence[int], due: Sequence[int]) -> None:
    """All of `persons`; the tip of those in `due` was due a minute ago, the others' is in some hours."""
    now, are_due = datetime.now(UTC), set(due)
    seen = tuple(sorted(load_library(Path("tips")).tips)[:_SEEN])
    async with Store(database_at(address), Vault([key])) as store:
        for start in range(0, len(persons), _TOGETHER):
            profiles = [
                _profile(person, now, _LATE if person in are_due else _EARLY, seen)
                for person in persons[start : start + _TOGETHER]
            ]
            await store.run(partial(_add, profiles=profiles, now=now))


def _profile(person: int, now: datetime, wait: timedelta, seen: tuple[str, ...]) -> Profile:
    slot = (now + wait).replace(second=0, microsecond=0)
    return Profile(
        person,
        created_at=now - timedelta(days=60),
        status=Status.ACTIVE,
        consent=Consent(given=True, version=2, at=now),
        zone="UTC",
        tip_time=clock(slot.hour, slot.minute),
        conditions={"osteoporosis": _yesterday(now) + timedelta(days=90)},
        taste=Taste(seen=seen),
        started_on=(now - timedelta(days=60)).date(),
        summarised_on=_yesterday(now),
        next_tip_at=slot,
    )


def _add(unit: Unit, profiles: Sequence[Profile], now: datetime) -> None:
    for profile in profiles:
        people.add_profile(unit, profile)
        answers.save_checkin(unit, profile.id, CheckIn(_yesterday(now), profile.id % 7, 3), now)


def _yesterday(now: datetime) -> date:
    return (now - timedelta(days=1)).date()
