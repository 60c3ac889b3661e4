"""What people write to the operators, and what those answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from bot.domain.everything import Message
from bot.storage import codec
from bot.storage.tables import feedback
from bot.storage.unit import Unit

_INSERT = insert(feedback)
_OF_PERSON = select(feedback).where(feedback.c.profile_id == bindparam("person")).order_by(feedback.c.id)
_FIND = select(feedback).where(feedback.c.id == bindparam("wanted"))
_WAITING = feedback.c.answered_at.is_(None)
# The first behind `after`; behind the last one, from the start again.
_NEXT = select(feedback).where(_WAITING).order_by(feedback.c.id <= bindparam("after"), feedback.c.id).limit(1)
_COUNT = select(func.count()).where(_WAITING)
_ANSWER = (
    update(feedback)
    .where(feedback.c.id == bindparam("wanted"), _WAITING)
    .values(answer=bindparam("given"), answered_at=bindparam("at"))
)


def slot_of(feedback_id: int) -> str:
    """Of the delivery that answers it: there is one at most."""
    return f"feedback-{feedback_id}"


def id_of(slot: str) -> int:
    return int(slot.removeprefix("feedback-"))


def add(unit: Unit, profile_id: int, text: str, now: datetime) -> None:
    sealed = unit.vault.seal({"text": text})
    row = {"profile_id": profile_id, "written_at": codec.to_seconds(now), "sealed_text": sealed}
    unit.connection.execute(_INSERT, row)


def of_person(unit: Unit, profile_id: int) -> list[Message]:
    """What a person wrote, the oldest first."""
    return [_message(unit, row) for row in unit.connection.execute(_OF_PERSON, {"person": profile_id})]


def next_waiting(unit: Unit, after: int) -> tuple[int, Message] | None:
    """The id and the words of the next that waits for an answer, behind another one's id."""
    row = unit.connection.execute(_NEXT, {"after": after}).first()
    return None if row is None else (row.id, _message(unit, row))


def find(unit: Unit, feedback_id: int) -> tuple[int, Message] | None:
    """Who wrote it, and what."""
    row = unit.connection.execute(_FIND, {"wanted": feedback_id}).first()
    return None if row is None else (row.profile_id, _message(unit, row))


def count_waiting(unit: Unit) -> int:
    return unit.connection.execute(_COUNT).scalar() or 0


def note_answer(unit: Unit, feedback_id: int, answer: str, now: datetime) -> bool:
    """Record an answer; False where there is one already."""
    values = {"wanted": feedback_id, "given": answer, "at": codec.to_seconds(now)}
    return unit.connection.execute(_ANSWER, values).rowcount == 1


def _message(unit: Unit, row: Row[Any]) -> Message:
    text: str = unit.vault.open(row.sealed_text)["text"]
    return Message(codec.instant(row.written_at), text, row.answer, codec.to_instant(row.answered_at))
