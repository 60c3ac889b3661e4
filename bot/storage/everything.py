"""All rows of one person, read together."""

from datetime import date

from bot.domain.everything import Everything
from bot.storage import answers, assessments, deliveries, people, sessions
from bot.storage.unit import Unit


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
        feedback=tuple(answers.feedback_of(unit, person_id)),
        deliveries=tuple(deliveries.all_of(unit, person_id)),
    )
