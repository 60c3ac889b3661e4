"""Domain values to and from plain columns and JSON."""

from dataclasses import fields
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from bot.domain import states
from bot.domain.profile import Kind
from bot.storage.vault import Json

_STATES: dict[str, Any] = {cls.__name__: cls for cls in get_args(states.State)}
_FROM_JSON: dict[Any, Any] = {
    date: date.fromisoformat,
    frozenset[str]: frozenset,
    frozenset[date]: lambda days: frozenset(map(date.fromisoformat, days)),
    Kind: Kind,
    int: int,
    str: str,
    bool: bool,
}


def to_seconds(instant: datetime | None) -> int | None:
    """An aware instant as whole UTC seconds."""
    return None if instant is None else int(instant.timestamp())


def to_instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def to_minute(at: time | None) -> int | None:
    """A local time as minutes since midnight."""
    return None if at is None else at.hour * 60 + at.minute


def to_time(minute: int | None) -> time | None:
    return None if minute is None else time(*divmod(minute, 60))


def instant(seconds: int) -> datetime:
    """An instant from a column that cannot be NULL."""
    return datetime.fromtimestamp(seconds, UTC)


def to_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))  # type: ignore[type-var]
    return value.value if isinstance(value, Enum) else value


@lru_cache
def _hints(state_class: Any) -> dict[str, Any]:
    return get_type_hints(state_class)


def state_to_json(state: states.State) -> Json:
    values = {field.name: _plain(getattr(state, field.name)) for field in fields(state)}
    return {"state": type(state).__name__, **values}


def state_from_json(stored: Json) -> states.State:
    """The state as stored; Idle for one that this version of the program does not know."""
    try:
        state_class = _STATES[stored["state"]]
        values = {name: _FROM_JSON[hint](stored[name]) for name, hint in _hints(state_class).items()}
    except (KeyError, ValueError):
        return states.IDLE
    state: states.State = state_class(**values)
    return state
