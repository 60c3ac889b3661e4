"""Profiles and dialogues: one row of each a person, read together."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Row,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from bot.domain.delivery import DeliveryState
from bot.domain.profile import Kind, Profile
from bot.domain.states import IDLE, State
from bot.storage import codec, profile_rows
from bot.storage.dialect import PerDialect
from bot.storage.tables import IS_PENDING, deliveries, dialogues, profiles
from bot.storage.unit import StaleDialogueError, Unit
from bot.storage.vault import KeyMismatchError, Vault

# Statements are built once: making one costs more than running it.
_PEOPLE = select(profiles, dialogues.c.version, dialogues.c.asked_at, dialogues.c.sealed_state).outerjoin(
    dialogues, dialogues.c.profile_id == profiles.c.id
)
# Asked beside everything else, since a statement of its own costs more than it does.
_ADVICE_IS_PLANNED = exists().where(
    deliveries.c.profile_id == profiles.c.id,
    deliveries.c.kind == literal_column(f"'{Kind.ADVICE}'"),
    or_(IS_PENDING, deliveries.c.state == literal_column(f"'{DeliveryState.CLAIMED}'")),
)
_PERSON = _PEOPLE.add_columns(_ADVICE_IS_PLANNED.label("advice_is_planned")).where(
    profiles.c.id == bindparam("person")
)
_THESE = _PEOPLE.where(profiles.c.id.in_(bindparam("people", expanding=True)))
_INSERT_PROFILE = insert(profiles)
_SEALED = ("sealed_health", "sealed_taste")  # NULL given: as it was, since sealing costs more than storing
_UPDATE_PROFILE = (
    update(profiles)
    .where(profiles.c.id == bindparam("person"))
    .values(
        {
            column.name: func.coalesce(bindparam(column.name), column)
            if column.name in _SEALED
            else bindparam(column.name)
            for column in profiles.c
            if column.name != "id"
        }
    )
)
_DELETE_PROFILE = delete(profiles).where(profiles.c.id == bindparam("person"))
_GONE = (
    select(profiles.c.id)
    .where(profiles.c.inactive_since <= bindparam("before"))
    .order_by(profiles.c.inactive_since)
    .limit(bindparam("at_most"))
)
_ERASE = delete(profiles).where(profiles.c.id.in_(_GONE))
_INSERT_DIALOGUE = PerDialect.insert(lambda insert: insert(dialogues).on_conflict_do_nothing())
_UPDATE_DIALOGUE = (
    update(dialogues)
    .where(dialogues.c.profile_id == bindparam("person"), dialogues.c.version == bindparam("read_version"))
    .values(version=dialogues.c.version + 1, asked_at=bindparam("at"), sealed_state=bindparam("sealed"))
)
_DUE_COLUMN = {Kind.TIP: profiles.c.next_tip_at, Kind.CHECKIN: profiles.c.next_checkin_at}
_DUE = {
    kind: select(profiles).where(column <= bindparam("now")).order_by(column).limit(bindparam("at_most"))
    for kind, column in _DUE_COLUMN.items()
}
_DUE_COUNTS = {
    kind: select(column, func.count())
    .where(column > bindparam("after"), column <= bindparam("until"))
    .group_by(column)
    for kind, column in _DUE_COLUMN.items()
}


@dataclass(frozen=True, slots=True)
class Person:
    """What is stored of a person: the profile (None for a stranger) and the open dialogue.

    `asked_at` is when the state was entered. `version` is that of the dialogue row as read; 0 means there
    is none yet. `advice_is_planned`: it is still to come, as while a question about a sign waits for its
    answer; told of a person who is loaded alone.
    """

    profile: Profile | None
    state: State = IDLE
    asked_at: datetime | None = None
    version: int = 0
    advice_is_planned: bool = False


def load_person(unit: Unit, person_id: int) -> Person:
    row = unit.connection.execute(_PERSON, {"person": person_id}).one_or_none()
    if row is None:
        return Person(None)
    return replace(_person_from_row(row, unit.vault), advice_is_planned=bool(row.advice_is_planned))


def load_people(unit: Unit, ids: Collection[int]) -> dict[int, Person]:
    """Those of some people who have a profile, by their id."""
    rows = unit.connection.execute(_THESE, {"people": ids})
    return {row.id: _person_from_row(row, unit.vault) for row in rows}


def load_profile(unit: Unit, profile_id: int) -> Profile | None:
    return load_person(unit, profile_id).profile


def due_profiles(unit: Unit, kind: Kind, now: datetime, at_most: int) -> tuple[list[Profile], list[int]]:
    """Profiles whose next slot of a kind has come, the longest overdue first, and the ids of rows that
    cannot be read."""
    values = {"now": codec.to_seconds(now), "at_most": at_most}
    readable, unreadable = [], []
    for row in unit.connection.execute(_DUE[kind], values):
        try:
            readable.append(profile_rows.from_row(row, unit.vault))
        except (KeyMismatchError, ValueError, KeyError):
            unreadable.append(row.id)
    return readable, unreadable


def due_counts(unit: Unit, after: datetime, until: datetime) -> list[tuple[datetime, int]]:
    """How many tips and check-ins fall due at each instant of a span, by time."""
    counts: Counter[int] = Counter()
    for statement in _DUE_COUNTS.values():
        rows = unit.connection.execute(
            statement, {"after": codec.to_seconds(after), "until": codec.to_seconds(until)}
        )
        for at, count in rows:
            counts[at] += count
    return [(codec.instant(at), count) for at, count in sorted(counts.items())]


def postpone(unit: Unit, kind: Kind, profile_id: int, until: datetime) -> None:
    """Set a profile that cannot be planned aside, so that it cannot hold up the others."""
    column = _DUE_COLUMN[kind]
    values = {column.name: codec.to_seconds(until)}
    unit.connection.execute(update(profiles).where(profiles.c.id == profile_id).values(values))


def add_profile(unit: Unit, profile: Profile) -> None:
    unit.connection.execute(
        _INSERT_PROFILE, {"id": profile.id} | profile_rows.to_row(profile, None, unit.vault)
    )


def save_profile(unit: Unit, profile: Profile, before: Profile) -> None:
    """Store a changed profile; `before` is it as it was read."""
    save_profiles(unit, [(profile, before)])


def save_profiles(unit: Unit, changed: Sequence[tuple[Profile, Profile]]) -> None:
    """Store many (profile, profile as it was read) in one statement."""
    rows = [
        {"person": profile.id} | profile_rows.to_row(profile, before, unit.vault)
        for profile, before in changed
    ]
    if rows:
        unit.connection.execute(_UPDATE_PROFILE, rows)


def delete_profile(unit: Unit, profile_id: int) -> None:
    """Remove the person; every row that belongs to them goes with it."""
    unit.connection.execute(_DELETE_PROFILE, {"person": profile_id})


def erase_inactive(unit: Unit, before: datetime, at_most: int) -> int:
    """Remove people who have been inactive since before an instant, the longest gone first; their number."""
    values = {"before": codec.to_seconds(before), "at_most": at_most}
    return unit.connection.execute(_ERASE, values).rowcount


def save_state(unit: Unit, profile_id: int, state: State, read_version: int, now: datetime) -> None:
    """Store the dialogue. Raises StaleDialogueError when it was moved on since `read_version`."""
    at = codec.to_seconds(now)
    sealed = unit.vault.seal(codec.state_to_json(state))
    if read_version == 0:
        row = {"profile_id": profile_id, "version": 1, "asked_at": at, "sealed_state": sealed}
        result = unit.connection.execute(_INSERT_DIALOGUE.on(unit.connection), row)
    else:
        values = {"person": profile_id, "read_version": read_version, "at": at, "sealed": sealed}
        result = unit.connection.execute(_UPDATE_DIALOGUE, values)
    if result.rowcount == 0:
        raise StaleDialogueError


def _person_from_row(row: Row[Any], vault: Vault) -> Person:
    profile = profile_rows.from_row(row, vault)
    if row.sealed_state is None:
        return Person(profile)
    state = codec.state_from_json(vault.open(row.sealed_state))
    return Person(profile, state, codec.to_instant(row.asked_at), row.version)
