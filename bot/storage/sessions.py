"""The journal of sessions, sealed as a whole: not even when they were can be read from a row."""

from datetime import date

from sqlalchemy import bindparam, delete, insert, select, update

from bot.domain.sessions import Session
from bot.storage.tables import sessions
from bot.storage.unit import Unit
from bot.storage.vault import Json

_OF_PERSON = sessions.c.profile_id == bindparam("person")
_THIS_ONE = (_OF_PERSON, sessions.c.id == bindparam("session"))
_ALL = select(sessions.c.id, sessions.c.sealed_session).where(_OF_PERSON)
_INSERT = insert(sessions)
_UPDATE = update(sessions).where(*_THIS_ONE).values(sealed_session=bindparam("sealed"))
_DELETE = delete(sessions).where(*_THIS_ONE)
_DELETE_ALL = delete(sessions).where(_OF_PERSON)


def all_of(unit: Unit, profile_id: int) -> list[Session]:
    """A person's sessions, the earliest first."""
    rows = unit.connection.execute(_ALL, {"person": profile_id})
    found = [_from_json(session_id, unit.vault.open(sealed)) for session_id, sealed in rows]
    return sorted(found, key=lambda session: (session.day, session.id))


def save(unit: Unit, profile_id: int, session: Session) -> int:
    """Add a session, or store a changed one; its id."""
    sealed = unit.vault.seal(_to_json(session))
    if session.id is not None:
        unit.connection.execute(_UPDATE, {"person": profile_id, "session": session.id, "sealed": sealed})
        return session.id
    result = unit.connection.execute(_INSERT, {"profile_id": profile_id, "sealed_session": sealed})
    new_id: int = result.inserted_primary_key[0]  # type: ignore[index]
    return new_id


def remove(unit: Unit, profile_id: int, session: Session) -> None:
    unit.connection.execute(_DELETE, {"person": profile_id, "session": session.id})


def remove_all(unit: Unit, profile_id: int) -> None:
    unit.connection.execute(_DELETE_ALL, {"person": profile_id})


def _to_json(session: Session) -> Json:
    return {
        "day": session.day.isoformat(),
        "technique": session.technique,
        "before": session.pain_before,
        "next_day": session.pain_next_day,
    }


def _from_json(session_id: int, stored: Json) -> Session:
    return Session(
        date.fromisoformat(stored["day"]),
        stored["technique"],
        stored["before"],
        stored["next_day"],
        session_id,
    )
