"""Counts for operators: read from indexes, so that a million people delay no answer for long."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Select, bindparam, func, select

from bot.domain.profile import Status
from bot.metrics import Figures
from bot.storage import codec, tallies
from bot.storage.tables import IS_PENDING, checkins, deliveries, profiles
from bot.storage.unit import Unit

_PEOPLE = select(profiles.c.status, func.count()).group_by(profiles.c.status)
_SECOND, _DAY, _WEEK = timedelta(seconds=1), timedelta(days=1), timedelta(days=7)
HEARD_WITHIN = timedelta(days=30)
_JOINED = select(func.count()).where(
    profiles.c.status == Status.ACTIVE.value,
    profiles.c.created_at >= bindparam("since"),
    profiles.c.created_at < bindparam("until"),
)
_ANSWERS = select(func.count()).where(
    checkins.c.answered_at >= bindparam("since"), checkins.c.answered_at < bindparam("until")
)
_DUE = select(func.count()).where(IS_PENDING, deliveries.c.due_at <= bindparam("now"))


def people(unit: Unit) -> dict[Status, int]:
    """How many there are of each status."""
    rows = unit.connection.execute(_PEOPLE)
    return dict.fromkeys(Status, 0) | {Status(status): count for status, count in rows}


def joined(unit: Unit, since: datetime, until: datetime) -> int:
    """How many of those who are active came in a span of time."""
    return _count(unit, _JOINED, since, until)


def answers(unit: Unit, since: datetime, until: datetime) -> int:
    """How many check-ins were answered in a span of time."""
    return _count(unit, _ANSWERS, since, until)


def by_day(unit: Unit, today: date, days: int) -> tuple[Mapping[date, int], Mapping[date, int]]:
    """Newcomers and answers of each of the last days, by their date in UTC."""
    dates = [today - timedelta(days=back) for back in reversed(range(days))]
    starts = {day: datetime.combine(day, time.min, UTC) for day in dates}
    newcomers = {day: joined(unit, start, start + _DAY) for day, start in starts.items()}
    return newcomers, {day: answers(unit, start, start + _DAY) for day, start in starts.items()}


def due(unit: Unit, now: datetime) -> int:
    """How many deliveries are planned, due, and not yet claimed."""
    return unit.connection.execute(_DUE, {"now": codec.to_seconds(now)}).scalar() or 0


def snapshot(unit: Unit, now: datetime) -> Figures:
    """What a monitor is told."""
    return Figures(
        people=people(unit),
        checkin_answers=answers(unit, now - _WEEK, now + _SECOND),  # this second's as well
        levels=tallies.levels_since(unit, (now - HEARD_WITHIN).date()),
        due=due(unit, now),
    )


def _count(unit: Unit, statement: Select[int], since: datetime, until: datetime) -> int:
    values = {"since": codec.to_seconds(since), "until": codec.to_seconds(until)}
    count: int | None = unit.connection.execute(statement, values).scalar()
    return count or 0
