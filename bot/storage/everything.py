"""All rows of one person, read together."""

from datetime import date

from sqlalchemy import bindparam, func, literal, select, union_all

from bot.domain.everything import Everything
from bot.storage import answers, assessments, deliveries, feedback, people, sessions
from bot.storage.tables import metadata
from bot.storage.unit import Unit

_OF_A_PERSON = [table for table in metadata.sorted_tables if "profile_id" in table.c]
_SIZES = union_all(
    *(
        select(literal(table.name), func.count()).where(table.c.profile_id == bindparam("person"))
        for table in _OF_A_PERSON
    )
)


def sizes(unit: Unit, person_id: int) -> dict[str, int]:
    """How many rows each table has of a person, by its name. None is opened."""
    rows = unit.connection.execute(_SIZES, {"person": person_id})
    return {name: size for name, size in rows}  # noqa: C416  rows are no tuples to the type checker


def of_person(unit: Unit, person_id: int) -> Everything | None:
    """None for whoever has no profile: then there is no row at all."""
    person = people.load_person(unit, person_id)
    if person.profile is None:
        return None
    return Everything(
        profile=person.profile,
        state=person.state,
        checkins=tuple(answers.history(unit, person_id, date.min)),
        sessions=tuple(sessions.all_of(unit, person_id)),
        assessments=tuple(reversed(assessments.all_of(unit, person_id))),
        feedback=tuple(feedback.of_person(unit, person_id)),
        deliveries=tuple(deliveries.all_of(unit, person_id)),
    )
