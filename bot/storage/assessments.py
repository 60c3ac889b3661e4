"""What was heard of people: a sealed record of each, without words."""

from sqlalchemy import bindparam, delete, insert, select, update

from bot.domain.alarm import Answer, AssessmentRecord, Source
from bot.domain.triage import Urgency
from bot.storage import codec
from bot.storage.tables import assessments
from bot.storage.unit import Unit
from bot.storage.vault import Json

_OF_PERSON = assessments.c.profile_id == bindparam("person")
_ALL = (
    select(assessments.c.id, assessments.c.sealed_assessment)
    .where(_OF_PERSON)
    .order_by(assessments.c.id.desc())
)
_INSERT = insert(assessments)
_UPDATE = (
    update(assessments)
    .where(_OF_PERSON, assessments.c.id == bindparam("record"))
    .values(sealed_assessment=bindparam("sealed"))
)
_DELETE_ALL = delete(assessments).where(_OF_PERSON)


def save(unit: Unit, profile_id: int, record: AssessmentRecord) -> None:
    """Add a record, or store what was answered to one that has an id."""
    sealed = unit.vault.seal(_to_json(record))
    if record.id is None:
        unit.connection.execute(_INSERT, {"profile_id": profile_id, "sealed_assessment": sealed})
    else:
        unit.connection.execute(_UPDATE, {"person": profile_id, "record": record.id, "sealed": sealed})


def all_of(unit: Unit, profile_id: int) -> list[AssessmentRecord]:
    """A person's records, the newest first."""
    rows = unit.connection.execute(_ALL, {"person": profile_id})
    return [_record(unit, record_id, sealed) for record_id, sealed in rows]


def delete_all(unit: Unit, profile_id: int) -> None:
    unit.connection.execute(_DELETE_ALL, {"person": profile_id})


def _to_json(record: AssessmentRecord) -> Json:
    return {
        "level": record.level.value,
        "signs": record.signs,
        "at": codec.to_seconds(record.at),
        "source": record.source.value,
        "answer": record.answer and record.answer.value,
    }


def _record(unit: Unit, record_id: int, sealed: bytes) -> AssessmentRecord:
    stored = unit.vault.open(sealed)
    at = codec.to_instant(stored["at"])
    assert at is not None  # noqa: S101  it is always written
    return AssessmentRecord(
        level=Urgency(stored["level"]),
        signs=tuple(stored["signs"]),
        at=at,
        source=Source(stored["source"]),
        answer=Answer(stored["answer"]) if stored["answer"] else None,
        id=record_id,
    )
