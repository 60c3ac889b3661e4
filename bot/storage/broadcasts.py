"""Broadcasts of operators, and the deliveries they become."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update

from bot.domain.broadcast import Broadcast, BroadcastState, Segment, Tally
from bot.domain.delivery import DeliveryState, NewDelivery
from bot.domain.profile import Cadence, Kind, Status
from bot.storage import codec, deliveries
from bot.storage.tables import IS_BROADCAST, broadcasts, profiles
from bot.storage.tables import deliveries as rows_of_deliveries
from bot.storage.unit import Unit

_DRAFTS = (BroadcastState.WRITING.value, BroadcastState.READY.value)
_UNDER_WAY = (BroadcastState.SENDING.value, BroadcastState.STOPPING.value)
_FIND = select(broadcasts).where(broadcasts.c.id == bindparam("broadcast"))
_DRAFT = (
    select(broadcasts)
    .where(broadcasts.c.operator_id == bindparam("operator"), broadcasts.c.state.in_(_DRAFTS))
    .order_by(broadcasts.c.id.desc())
)
_ALL_UNDER_WAY = select(broadcasts).where(broadcasts.c.state.in_(_UNDER_WAY)).order_by(broadcasts.c.id)
_DROP = (
    update(broadcasts)
    .where(broadcasts.c.operator_id == bindparam("operator"), broadcasts.c.state.in_(_DRAFTS))
    .values(state=BroadcastState.DROPPED.value, sealed_text=None)
)
_TALLY = (
    select(rows_of_deliveries.c.state, func.count())
    .where(IS_BROADCAST, rows_of_deliveries.c.slot == bindparam("slot"))
    .group_by(rows_of_deliveries.c.state)
)
_ZONES = (
    select(profiles.c.zone)
    .where(profiles.c.status == Status.ACTIVE.value, profiles.c.zone.is_not(None))
    .group_by(profiles.c.zone)
    .order_by(func.count().desc(), profiles.c.zone)
    .limit(bindparam("at_most"))
)


def begin(unit: Unit, operator_id: int, now: datetime) -> Broadcast:
    """A new one; what the operator had begun before and not sent is dropped."""
    drop_drafts(unit, operator_id)
    at = codec.to_seconds(now)
    row = {
        "operator_id": operator_id,
        "begun_at": at,
        "state": BroadcastState.WRITING.value,
        "planned_up_to": 0,
    }
    made = unit.connection.execute(insert(broadcasts).values(row).returning(broadcasts.c.id)).scalar_one()
    return Broadcast(made, operator_id, now)


def drop_drafts(unit: Unit, operator_id: int) -> int:
    """Give up what was begun and not sent; how many."""
    return unit.connection.execute(_DROP, {"operator": operator_id}).rowcount


def draft_of(unit: Unit, operator_id: int) -> Broadcast | None:
    """What an operator has begun and not sent."""
    row = unit.connection.execute(_DRAFT, {"operator": operator_id}).first()
    return None if row is None else _from_row(unit, row)


def find(unit: Unit, broadcast_id: int) -> Broadcast | None:
    row = unit.connection.execute(_FIND, {"broadcast": broadcast_id}).first()
    return None if row is None else _from_row(unit, row)


def under_way(unit: Unit) -> list[Broadcast]:
    """Those that are being sent or stopped, the oldest first."""
    return [_from_row(unit, row) for row in unit.connection.execute(_ALL_UNDER_WAY).all()]


def save(unit: Unit, broadcast: Broadcast) -> None:
    values = {
        "begun_at": codec.to_seconds(broadcast.begun_at),
        "state": broadcast.state.value,
        "zone": broadcast.segment.zone,
        "cadence": broadcast.segment.cadence and broadcast.segment.cadence.value,
        "sealed_text": unit.vault.seal({"text": broadcast.text}),
        "message_id": broadcast.message_id,
        "people": broadcast.people,
        "planned_up_to": broadcast.planned_up_to,
    }
    unit.connection.execute(update(broadcasts).where(broadcasts.c.id == broadcast.id).values(values))


def people_in(unit: Unit, segment: Segment) -> int:
    """How many are in a segment; some may have paused, and are left out when it is sent."""
    return unit.connection.execute(_of(segment, select(func.count()).select_from(profiles))).scalar() or 0


def zones(unit: Unit, at_most: int) -> list[str]:
    """The zones most people live in."""
    return list(unit.connection.execute(_ZONES, {"at_most": at_most}).scalars())


def plan_next(unit: Unit, now: datetime, at_most: int) -> int:
    """Plan some more deliveries of the oldest that is being sent; how many people were looked at."""
    sending = [one for one in under_way(unit) if one.state is BroadcastState.SENDING]
    broadcast = next((one for one in sending if one.planned_up_to is not None), None)
    if broadcast is None:
        return 0
    following = _of(broadcast.segment, select(profiles.c.id)).where(profiles.c.id > broadcast.planned_up_to)
    ids = unit.connection.execute(following.order_by(profiles.c.id).limit(at_most)).scalars().all()
    deliveries.plan_routine(unit, [_delivery(broadcast, person, now) for person in ids])
    up_to = ids[-1] if len(ids) == at_most else None
    unit.connection.execute(
        update(broadcasts).where(broadcasts.c.id == broadcast.id).values(planned_up_to=up_to)
    )
    return max(1, len(ids))


def tally(unit: Unit, broadcast: Broadcast) -> Tally:
    rows = unit.connection.execute(_TALLY, {"slot": broadcast.slot})
    return Tally({DeliveryState(state): count for state, count in rows})


def _delivery(broadcast: Broadcast, person: int, now: datetime) -> NewDelivery:
    return NewDelivery(person, Kind.BROADCAST, broadcast.slot, slot_at=now, due_at=now)


def _of(segment: Segment, query: Select[Any]) -> Select[Any]:
    query = query.where(profiles.c.status == Status.ACTIVE.value)
    if segment.zone is not None:
        query = query.where(profiles.c.zone == segment.zone)
    return query if segment.cadence is None else query.where(profiles.c.cadence == segment.cadence.value)


def _from_row(unit: Unit, row: Row[Any]) -> Broadcast:
    return Broadcast(
        id=row.id,
        operator_id=row.operator_id,
        begun_at=codec.instant(row.begun_at),
        state=BroadcastState(row.state),
        segment=Segment(row.zone, row.cadence and Cadence(row.cadence)),
        text="" if row.sealed_text is None else unit.vault.open(row.sealed_text)["text"],
        message_id=row.message_id,
        people=row.people or 0,
        planned_up_to=row.planned_up_to,
    )
