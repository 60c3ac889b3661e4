"""What people tell us in check-ins."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, func, insert, select, update

from bot.domain.checkin import CheckIn, Tag, merged
from bot.domain.library import Need
from bot.domain.needs import FRESH, WEEK, needs
from bot.log import get_logger, new_error_id, where
from bot.storage import codec
from bot.storage.tables import checkins
from bot.storage.unit import Unit
from bot.storage.vault import KeyMismatchError

_OF_DAY = (checkins.c.profile_id == bindparam("person"), checkins.c.day == bindparam("on_day"))
_FIND = select(checkins.c.sealed_answer).where(*_OF_DAY)
_INSERT = insert(checkins)
_UPDATE = (
    update(checkins).where(*_OF_DAY).values(answered_at=bindparam("at"), sealed_answer=bindparam("sealed"))
)
_DELETE_ALL = delete(checkins).where(checkins.c.profile_id == bindparam("person"))
_ANSWERED = select(checkins.c.profile_id).where(
    checkins.c.day == bindparam("on_day"), checkins.c.profile_id.in_(bindparam("people", expanding=True))
)
_RECENT = select(checkins.c.profile_id, checkins.c.day, checkins.c.sealed_answer).where(
    checkins.c.day >= bindparam("since"), checkins.c.profile_id.in_(bindparam("people", expanding=True))
)
_FIRST = select(func.min(checkins.c.day)).where(checkins.c.profile_id == bindparam("person"))
_HISTORY = (
    select(checkins.c.day, checkins.c.sealed_answer)
    .where(
        checkins.c.profile_id == bindparam("person"),
        (checkins.c.day >= bindparam("since")) | (checkins.c.day < bindparam("first_week_ends")),
    )
    .order_by(checkins.c.day)
)


def find_checkin(unit: Unit, profile_id: int, day: date) -> CheckIn | None:
    """The check-in of a local date."""
    sealed = unit.connection.execute(_FIND, {"person": profile_id, "on_day": day.isoformat()}).scalar()
    if sealed is None:
        return None
    return _opened(unit, day, sealed)


def _opened(unit: Unit, day: date, sealed: bytes) -> CheckIn:
    answer = unit.vault.open(sealed)
    tags = frozenset(map(Tag, answer.get("tags", ())))  # newer than the first databases, as interference
    interference = answer.get("interference")
    return CheckIn(day, answer["pain"], answer["stress"], answer["note"], tags, interference)


def save_checkin(unit: Unit, profile_id: int, checkin: CheckIn, now: datetime) -> None:
    """Store a day's check-in in place of an earlier one; what else was told stays unless told anew."""
    earlier = find_checkin(unit, profile_id, checkin.day)
    whole = merged(checkin, earlier)
    sealed = unit.vault.seal(
        {
            "pain": whole.pain,
            "stress": whole.stress,
            "note": whole.note,
            "tags": sorted(whole.tags or ()),
            "interference": whole.interference,
        }
    )
    day, at = checkin.day.isoformat(), codec.to_seconds(now)
    if earlier is None:
        row = {"profile_id": profile_id, "day": day, "answered_at": at, "sealed_answer": sealed}
        unit.connection.execute(_INSERT, row)
    else:
        values = {"person": profile_id, "on_day": day, "at": at, "sealed": sealed}
        unit.connection.execute(_UPDATE, values)


def history(unit: Unit, profile_id: int, since: date) -> list[CheckIn]:
    """A person's check-ins from a local date on, and those of their first week, by day."""
    first = unit.connection.execute(_FIRST, {"person": profile_id}).scalar()
    if first is None:
        return []
    end = date.fromisoformat(first) + WEEK
    values = {"person": profile_id, "since": since.isoformat(), "first_week_ends": end.isoformat()}
    rows = unit.connection.execute(_HISTORY, values)
    return [_opened(unit, date.fromisoformat(row.day), row.sealed_answer) for row in rows]


def recent_needs(unit: Unit, people: Mapping[int, date]) -> dict[int, frozenset[Need]]:
    """What the last check-in of each person asks of their next tip; `people` gives each one's local date."""
    return {person: needs(found, people[person]) for person, found in recent(unit, people).items()}


def recent(unit: Unit, people: Mapping[int, date]) -> dict[int, list[CheckIn]]:
    """The check-ins that the needs of a day go by, of each person; `people` gives each one's local date.

    One that cannot be read is left out, and in the log.
    """
    if not people:
        return {}
    since = (min(people.values()) - FRESH - WEEK).isoformat()
    found: dict[int, list[CheckIn]] = {}
    for row in unit.connection.execute(_RECENT, {"since": since, "people": list(people)}):
        try:
            checkin = _opened(unit, date.fromisoformat(row.day), row.sealed_answer)
        except (KeyMismatchError, ValueError, KeyError) as error:
            get_logger().error("check-in cannot be read", id=new_error_id(), **where(error))
        else:
            found.setdefault(row.profile_id, []).append(checkin)
    return found


def delete_checkins(unit: Unit, profile_id: int) -> None:
    unit.connection.execute(_DELETE_ALL, {"person": profile_id})


def who_answered(unit: Unit, people: Sequence[int], day: date) -> set[int]:
    """Which of these people have a check-in for a local date."""
    rows = unit.connection.execute(_ANSWERED, {"on_day": day.isoformat(), "people": people})
    return set(rows.scalars())
