"""Counts of a day without a person: how often each level was heard, and which tips people did not want.

They are sealed, or in a small bot a count would tell of one.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.triage import Urgency
from bot.storage.dialect import PerDialect
from bot.storage.tables import tallies
from bot.storage.unit import Unit

_DISLIKED = "disliked:"  # before the id of a tip; a level has no such mark
_COUNTS = select(tallies.c.sealed_counts)
_OF_DAY = _COUNTS.where(tallies.c.day == bindparam("on_day"))
_SINCE = _COUNTS.where(tallies.c.day >= bindparam("since"))


def _upsert(insert: Any) -> Any:
    new = insert(tallies)
    return new.on_conflict_do_update(
        index_elements=[tallies.c.day], set_={"sealed_counts": new.excluded.sealed_counts}
    )


_SAVE = PerDialect.insert(_upsert)


def count_level(unit: Unit, level: Urgency, now: datetime) -> None:
    """One more of a level was heard."""
    _add(unit, {level.value: 1}, now)


def count_dislikes(unit: Unit, changes: Mapping[str, int], now: datetime) -> None:
    """Tips that people say are not for them: 1 for each, -1 where one is taken back."""
    if changes:
        _add(unit, {_DISLIKED + tip: change for tip, change in changes.items()}, now)


def levels_since(unit: Unit, day: date) -> dict[Urgency, int]:
    """How often each level was heard on a day (in UTC) and after it."""
    total = _total_since(unit, day)
    return {level: total[level.value] for level in Urgency}


def disliked_since(unit: Unit, day: date) -> dict[str, int]:
    """How many people said since a day (in UTC) that a tip is not for them, by its id."""
    total = _total_since(unit, day)
    return {key.removeprefix(_DISLIKED): n for key, n in total.items() if key.startswith(_DISLIKED) and n > 0}


def _add(unit: Unit, changes: Mapping[str, int], now: datetime) -> None:
    day = now.date().isoformat()
    sealed = unit.connection.execute(_OF_DAY, {"on_day": day}).scalar()
    counts = Counter({} if sealed is None else unit.vault.open(sealed))
    for key, change in changes.items():
        counts[key] += change
    row = {"day": day, "sealed_counts": unit.vault.seal(dict(counts))}
    unit.connection.execute(_SAVE.on(unit.connection), row)


def _total_since(unit: Unit, day: date) -> Counter[str]:
    total: Counter[str] = Counter()
    for sealed in unit.connection.execute(_SINCE, {"since": day.isoformat()}).scalars():
        for key, number in unit.vault.open(sealed).items():
            total[key] += number
    return total
