"""Deliveries: planned, claimed, started, settled. The unique key makes a second one of a slot impossible."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, union_all, update

from bot.domain.delivery import Delivery, DeliveryState, NewDelivery
from bot.domain.profile import DATED, ROUTINE, Kind
from bot.storage import codec
from bot.storage.dialect import PerDialect
from bot.storage.tables import IS_IN_FLIGHT, IS_PENDING, deliveries, profiles
from bot.storage.unit import Unit
from bot.storage.vault import KeyMismatchError

_c = deliveries.c
_OPEN = (DeliveryState.PENDING.value, DeliveryState.CLAIMED.value)
_SLOT = [_c.profile_id, _c.kind, _c.slot]


def _insert_or_move(insert: Any) -> Any:
    new = insert(deliveries)
    values = {name: new.excluded[name] for name in ("state", "slot_at", "due_at", "unsure_sends")}
    return new.on_conflict_do_update(
        index_elements=_SLOT,
        set_={"settled_at": None, **values},
        where=_c.state != DeliveryState.SENDING.value,
    )


_INSERT = PerDialect.insert(
    lambda insert: insert(deliveries).on_conflict_do_nothing(index_elements=_SLOT).returning(_c.profile_id)
)
_INSERT_OR_MOVE = PerDialect.insert(_insert_or_move)
_DUE_IDS = (
    select(_c.id)
    .where(IS_PENDING, _c.due_at <= bindparam("now"))
    .order_by(_c.due_at, _c.id)
    .limit(bindparam("at_most"))
)
_CLAIM = (
    update(deliveries).where(_c.id.in_(_DUE_IDS)).values(state=DeliveryState.CLAIMED.value).returning(*_c)
)
_START = (
    update(deliveries)
    .where(_c.id.in_(bindparam("ids", expanding=True)), _c.state == DeliveryState.CLAIMED.value)
    .values(state=DeliveryState.SENDING.value)
    .returning(_c.id)
)
_SETTLE = (
    update(deliveries)
    .where(_c.id == bindparam("delivery"), IS_IN_FLIGHT)
    .values(
        {
            name: bindparam(name)
            for name in ("state", "due_at", "unsure_sends", "message_id", "error_id", "settled_at")
        }
    )
)
_CANCEL = (
    update(deliveries)
    .where(
        _c.profile_id == bindparam("person"),
        _c.kind.in_(bindparam("kinds", expanding=True)),
        _c.state.in_(_OPEN),
    )
    .values(state=DeliveryState.SKIPPED.value, settled_at=bindparam("at"))
)
_OF_PERSON = select(deliveries).where(_c.profile_id == bindparam("person")).order_by(_c.id)
_PENDING = _OF_PERSON.where(IS_PENDING, _c.kind.in_(bindparam("kinds", expanding=True)))
_MOVE = (
    update(deliveries)
    .where(_c.id == bindparam("delivery"), IS_PENDING)
    .values(slot_at=bindparam("at"), due_at=bindparam("at"))
)
_IN_FLIGHT = select(deliveries).where(IS_IN_FLIGHT)
_NEXT = select(
    func.min(
        union_all(
            select(func.min(profiles.c.next_tip_at).label("at")).where(profiles.c.next_tip_at.is_not(None)),
            select(func.min(profiles.c.next_checkin_at)).where(profiles.c.next_checkin_at.is_not(None)),
            select(func.min(_c.due_at)).where(IS_PENDING),
        )
        .subquery()
        .c.at
    )
)
_FAIL = (
    update(deliveries)
    .where(_c.id == bindparam("delivery"))
    .values(state=DeliveryState.FAILED.value, error_id=bindparam("error"), settled_at=bindparam("at"))
)
_FORGET_CHOICES = (
    update(deliveries)
    .where(_c.profile_id == bindparam("person"), _c.settled_at.is_not(None))
    .values(sealed_choice=None)
)
_FORGET_TREATMENTS = delete(deliveries).where(
    _c.profile_id == bindparam("person"),
    _c.settled_at.is_not(None),
    _c.kind.in_([kind.value for kind in DATED]),
)
_PRUNE = delete(deliveries).where(_c.settled_at < bindparam("before"))


def plan_delivery(unit: Unit, new: NewDelivery) -> bool:
    """Insert a pending delivery; False when its slot already has one. What follows an alarm is planned anew
    whatever became of it before: there may be another alarm on the same day."""
    if new.kind in ROUTINE:
        return bool(plan_routine(unit, [new]))
    return unit.connection.execute(_INSERT_OR_MOVE.on(unit.connection), _to_row(unit, new)).rowcount == 1


def plan_routine(unit: Unit, new: Sequence[NewDelivery]) -> set[int]:
    """Insert pending deliveries to different people; the people whose slot had none yet."""
    if not new:
        return set()
    rows = [_to_row(unit, one) for one in new]
    return set(unit.connection.execute(_INSERT.on(unit.connection), rows).scalars())


def _to_row(unit: Unit, new: NewDelivery) -> dict[str, Any]:
    is_told = new.tip is not None or new.reason is not None
    return {
        "profile_id": new.profile_id,
        "kind": new.kind.value,
        "slot": new.slot,
        "slot_at": codec.to_seconds(new.slot_at),
        "due_at": codec.to_seconds(new.due_at),
        "state": DeliveryState.PENDING.value,
        "unsure_sends": 0,
        "sealed_choice": unit.vault.seal({"tip": new.tip, "reason": new.reason}) if is_told else None,
    }


def claim_due(unit: Unit, now: datetime, at_most: int) -> tuple[list[Delivery], list[int]]:
    """Take pending deliveries that are due, oldest first, and the ids of rows that cannot be read; nobody
    else can take them."""
    rows = unit.connection.execute(_CLAIM, {"now": codec.to_seconds(now), "at_most": at_most})
    claimed, unreadable = _from_rows(unit, rows)
    return sorted(claimed, key=lambda delivery: (delivery.due_at, delivery.id)), unreadable


def mark_sending(unit: Unit, ids: Collection[int]) -> set[int]:
    """Record that these are about to leave; without those that were cancelled or are gone."""
    return set(unit.connection.execute(_START, {"ids": ids}).scalars()) if ids else set()


def save_settled(unit: Unit, settled: Sequence[Delivery], now: datetime) -> None:
    """Record what became of deliveries in flight."""
    values = [
        {
            "delivery": delivery.id,
            "state": delivery.state.value,
            "due_at": codec.to_seconds(delivery.due_at),
            "unsure_sends": delivery.unsure_sends,
            "message_id": delivery.message_id,
            "error_id": delivery.error_id,
            "settled_at": None if delivery.state is DeliveryState.PENDING else codec.to_seconds(now),
        }
        for delivery in settled
    ]
    if values:
        unit.connection.execute(_SETTLE, values)


def cancel_deliveries(unit: Unit, profile_id: int, kinds: Collection[Kind], now: datetime) -> None:
    """Skip what is planned or claimed of these kinds for a person and has not left yet."""
    values = {
        "person": profile_id,
        "kinds": sorted(kind.value for kind in kinds),
        "at": codec.to_seconds(now),
    }
    unit.connection.execute(_CANCEL, values)


def in_flight(unit: Unit) -> tuple[list[Delivery], list[int]]:
    """What a process that died left behind, and the ids of rows that cannot be read."""
    return _from_rows(unit, unit.connection.execute(_IN_FLIGHT))


def all_of(unit: Unit, profile_id: int) -> list[Delivery]:
    """All of a person's that are remembered, the oldest first; rows that cannot be read are left out."""
    return _from_rows(unit, unit.connection.execute(_OF_PERSON, {"person": profile_id}))[0]


def pending(unit: Unit, profile_id: int, kinds: Collection[Kind]) -> list[Delivery]:
    """What is planned of these kinds for a person."""
    values = {"person": profile_id, "kinds": sorted(kind.value for kind in kinds)}
    return _from_rows(unit, unit.connection.execute(_PENDING, values))[0]


def move(unit: Unit, delivery_id: int, at: datetime) -> None:
    """Plan a delivery that is still pending for another instant."""
    unit.connection.execute(_MOVE, {"delivery": delivery_id, "at": codec.to_seconds(at)})


def fail(unit: Unit, delivery_id: int, error_id: str, now: datetime) -> None:
    """Put a delivery aside that cannot be read; it is not tried again."""
    values = {"delivery": delivery_id, "error": error_id, "at": codec.to_seconds(now)}
    unit.connection.execute(_FAIL, values)


def forget_health(unit: Unit, profile_id: int) -> None:
    """Of what is over, remove which tips a person was sent and why, and what tells when treatments were."""
    for statement in (_FORGET_TREATMENTS, _FORGET_CHOICES):
        unit.connection.execute(statement, {"person": profile_id})


def next_due_at(unit: Unit) -> datetime | None:
    """The earliest instant at which there is something to plan or to send."""
    return codec.to_instant(unit.connection.execute(_NEXT).scalar())


def prune(unit: Unit, before: datetime) -> int:
    """Forget deliveries settled before an instant; the number of them."""
    return unit.connection.execute(_PRUNE, {"before": codec.to_seconds(before)}).rowcount


def _from_rows(unit: Unit, rows: Iterable[Row[Any]]) -> tuple[list[Delivery], list[int]]:
    readable, unreadable = [], []
    for row in rows:
        try:
            readable.append(_from_row(unit, row))
        except (KeyMismatchError, ValueError):
            unreadable.append(row.id)
    return readable, unreadable


def _from_row(unit: Unit, row: Row[Any]) -> Delivery:
    choice = {} if row.sealed_choice is None else unit.vault.open(row.sealed_choice)
    slot_at, due_at = codec.to_instant(row.slot_at), codec.to_instant(row.due_at)
    assert slot_at is not None  # noqa: S101  the columns cannot be NULL
    assert due_at is not None  # noqa: S101
    return Delivery(
        id=row.id,
        profile_id=row.profile_id,
        kind=Kind(row.kind),
        slot=row.slot,
        slot_at=slot_at,
        due_at=due_at,
        state=DeliveryState(row.state),
        unsure_sends=row.unsure_sends,
        tip=choice.get("tip"),
        reason=choice.get("reason"),
        message_id=row.message_id,
        error_id=row.error_id,
    )
