"""The journal of massage and other treatments: sessions that were, and sessions to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from bot.domain.checkin import CheckIn
from bot.domain.delivery import NewDelivery
from bot.domain.profile import Kind, Profile
from bot.domain.schedule import local_day, slot_on

_DAY = timedelta(days=1)
LONGEST_AGO = LONGEST_AHEAD = timedelta(days=365)
_HOUR = time(9)  # of reminders, where no hour for tips was chosen


@dataclass(frozen=True, slots=True)
class Session:
    """A massage or another treatment; a day has one of each technique. `technique` is a key of the library,
    or None for another kind. Pain is 0 to 10, None where it was not told; `id` is None until it is stored."""

    day: date  # local date; in the future for one that is planned
    technique: str | None
    pain_before: int | None = None
    pain_next_day: int | None = None
    id: int | None = None


class Reminder(Enum):
    """What a reminder is about. The names are stored."""

    ATTEND = auto()
    BOOK = auto()


class NoDay(Enum):
    """Why a day takes no session."""

    LONG_AGO = auto()
    FAR_AHEAD = auto()
    NOT_YET = auto()  # to log a session, it must have been
    PAST = auto()  # to plan one, or to be reminded, it must be to come


def why_no_day(day: date, today: date, *, planned: bool) -> NoDay | None:
    """Why a day is none to plan a session on, or none to log one for; None where it is one."""
    if planned:
        if day <= today:
            return NoDay.PAST
        return NoDay.FAR_AHEAD if day - today > LONGEST_AHEAD else None
    if day > today:
        return NoDay.NOT_YET
    return NoDay.LONG_AGO if today - day > LONGEST_AGO else None


def find(sessions: Iterable[Session], day: date, technique: str | None) -> Session | None:
    return next((one for one in sessions if (one.day, one.technique) == (day, technique)), None)


def of_day(sessions: Iterable[Session], day: date) -> tuple[Session, ...]:
    return tuple(one for one in sessions if one.day == day)


def kept(sessions: Iterable[Session], session: Session) -> Session:
    """A session as it is to be stored: told again, it is the same one, and keeps what was told before."""
    earlier = find(sessions, session.day, session.technique)
    if earlier is None:
        return session
    before = earlier.pain_before if session.pain_before is None else session.pain_before
    return replace(earlier, pain_before=before)


def with_next_day(sessions: Sequence[Session], history: Iterable[CheckIn]) -> tuple[Session, ...]:
    """Sessions with the pain of the day after from its check-in, where it was not told otherwise."""
    pain = {one.day: one.pain for one in history}
    return tuple(
        one if one.pain_next_day is not None else replace(one, pain_next_day=pain.get(one.day + _DAY))
        for one in sessions
    )


def afterwards(profile: Profile, day: date, now: datetime) -> NewDelivery | None:
    """The question how it is on the day after a session, at the tip's hour; None where that has passed."""
    at = _at(profile, day + _DAY)
    if at is None or at <= now:
        return None
    return NewDelivery(profile.id, Kind.AFTERWARDS, day.isoformat(), at, at)


def reminder(profile: Profile, about: Reminder, day: date, on: date, now: datetime) -> NewDelivery | None:
    """A reminder that comes `on` a date and is about a `day` (that of booking, or of the session); None where
    its hour has passed."""
    at = _at(profile, on)
    if at is None or at <= now:
        return None
    slot = f"{about.name.lower()}-{day}"
    return NewDelivery(profile.id, Kind.REMINDER, slot, at, at, reason=about.name)


def about(slot: str) -> tuple[Reminder, date]:
    """What the slot of a reminder says. Raises ValueError."""
    name, _, day = slot.partition("-")
    if name.upper() not in Reminder.__members__:
        raise ValueError(f"no slot of a reminder: {name}")
    return Reminder[name.upper()], date.fromisoformat(day)


def moved(slot_at: datetime, before: Profile, after: Profile) -> datetime | None:
    """When something planned for a local date comes once zone or hour have changed: on the same date."""
    if (before.zone, before.tip_time) == (after.zone, after.tip_time) or before.zone is None:
        return None
    return _at(after, local_day(slot_at, before.zone))


def _at(profile: Profile, day: date) -> datetime | None:
    """The hour of a day; a date that a zone skipped is served the day after."""
    if profile.zone is None:
        return None
    at = profile.tip_time or _HOUR
    slot = slot_on(day, at, profile.zone) or slot_on(day + _DAY, at, profile.zone)
    return slot.at if slot else None
