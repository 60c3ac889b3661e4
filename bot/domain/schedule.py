"""When the next message is due: wall-clock arithmetic in the person's zone, instants in UTC.

The wall-clock step is made in the zone and turned into UTC at once. An hour that a clock change skips
becomes the same moment on the new clock; an hour that happens twice means its first time.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.errors import UnknownZoneError
from bot.domain.profile import Cadence

_OFFSET = re.compile(r"UTC([+-])(\d{2}):(\d{2})")
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_ONE_DAY = timedelta(days=1)
_NOT_ZONES = {"localtime", "Factory"}  # names in the tz database that are no place


@dataclass(frozen=True, slots=True)
class Slot:
    """A local date a delivery is for, and the instant (UTC) it is due."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Rhythm:
    """On which local days, and at what local time. `anchor` is the first day of the count."""

    zone: str
    at: time
    cadence: Cadence
    anchor: date


@lru_cache(maxsize=1024)
def zone_info(name: str) -> tzinfo:
    """The zone for an IANA name or a fixed offset such as `UTC+05:30`. Raises UnknownZoneError."""
    if fixed := _OFFSET.fullmatch(name):
        sign, hours, minutes = fixed.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset > timedelta(hours=14) or int(minutes) > 59:  # noqa: PLR2004  minutes in an hour
            raise UnknownZoneError(f"I don't know the time zone {name}.")
        return timezone(offset if sign == "+" else -offset, name)
    try:
        if name in _NOT_ZONES:
            raise ValueError(name)
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZoneError(f"I don't know the time zone {name}.") from error


def local_day(instant: datetime, zone: str) -> date:
    """The date on the person's calendar at `instant`."""
    return instant.astimezone(zone_info(zone)).date()


def slot_on(day: date, at: time, zone: str) -> Slot | None:
    """The slot of `day`; None where that date does not exist in the zone (Apia, 30 December 2011)."""
    info = zone_info(zone)
    wall = datetime.combine(day, at, tzinfo=info)
    # fold=0 reads a skipped hour on the old clock, which lands after the change; where that would leave
    # the day, fold=1 lands before it.
    for candidate in (wall, wall.replace(fold=1)):
        instant = candidate.astimezone(UTC)
        if instant.astimezone(info).date() == day:
            return Slot(day, instant)
    return None


def _is_day(rhythm: Rhythm, day: date) -> bool:
    since = (day - rhythm.anchor).days
    match rhythm.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return day.isoweekday() <= 5  # noqa: PLR2004  Monday to Friday
        case Cadence.EVERY_SECOND_DAY:
            return since % 2 == 0
        case Cadence.WEEKLY:
            return since % 7 == 0


def _walk(rhythm: Rhythm, start: date, step: timedelta) -> Slot:
    """The first slot from `start` on, walking by `step`. Ends: no cadence has a gap of over a week."""
    day = start
    while True:
        if _is_day(rhythm, day) and (slot := slot_on(day, rhythm.at, rhythm.zone)):
            return slot
        day += step


def next_slot(rhythm: Rhythm, after: datetime) -> Slot:
    """The first slot strictly after the instant `after`."""
    slot = _walk(rhythm, local_day(after, rhythm.zone) - _ONE_DAY, _ONE_DAY)
    while slot.at <= after:
        slot = _walk(rhythm, slot.day + _ONE_DAY, _ONE_DAY)
    return slot


def next_slot_after_day(rhythm: Rhythm, day: date) -> Slot:
    """The first slot of a later date than `day`."""
    return _walk(rhythm, day + _ONE_DAY, _ONE_DAY)


def days_of(rhythm: Rhythm, first: date, last: date) -> list[date]:
    """The days of a rhythm from one date to another, both included."""
    days = (first + timedelta(count) for count in range((last - first).days + 1))
    return [day for day in days if _is_day(rhythm, day)]


def latest_slot(rhythm: Rhythm, at: datetime) -> Slot:
    """The last slot at or before the instant `at`."""
    slot = _walk(rhythm, local_day(at, rhythm.zone) + _ONE_DAY, -_ONE_DAY)
    while slot.at > at:
        slot = _walk(rhythm, slot.day - _ONE_DAY, -_ONE_DAY)
    return slot


def is_too_late(slot_at: datetime, now: datetime, grace: timedelta) -> bool:
    """Whether a message for `slot_at` is stale by now."""
    return now - slot_at > grace


def slot_to_serve(rhythm: Rhythm, now: datetime, grace: timedelta) -> Slot | None:
    """The slot an overdue rhythm is served for: a backlog collapses to the newest, None if it is stale."""
    newest = latest_slot(rhythm, now)
    return None if is_too_late(newest.at, now, grace) else newest


def parse_time(text: str) -> time | None:
    """A time of day as people type it: `08:30`, `8.30`, `8am`, `20`, `noon`. None if it is none.

    >>> parse_time("8:30 pm")
    datetime.time(20, 30)
    """
    wanted = text.strip().lower().removeprefix("at ").removesuffix(" o'clock")
    if wanted in _NAMED_TIMES:
        return _NAMED_TIMES[wanted]
    found = _CLOCK.fullmatch(wanted)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half:
        if not 1 <= hour <= 12:  # noqa: PLR2004  hours on a clock face
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004
