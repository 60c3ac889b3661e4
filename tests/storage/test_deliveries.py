"""Deliveries are planned once, claimed once and in order, and never leave after a cancel."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.domain.delivery import Delivery, DeliveryState, NewDelivery, Sent, settle
from bot.domain.profile import EVERYTHING, Kind, Profile
from bot.storage import deliveries, people
from bot.storage.store import Store
from bot.storage.tables import deliveries as table
from bot.storage.tables import profiles
from bot.storage.unit import Unit

from . import values
from .values import NOW, few

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(autouse=True)
async def nothing_is_planned(store: Store) -> None:
    await store.run(_clear)


def _clear(unit: Unit) -> None:
    unit.connection.execute(table.delete())
    unit.connection.execute(profiles.delete())


def _claim_all(unit: Unit, at_most: int = 100) -> list[Delivery]:
    return deliveries.claim_due(unit, NOW + timedelta(days=1), at_most)[0]


async def test_a_slot_has_one_delivery_whatever_is_planned_for_it_again(store: Store) -> None:
    def work(unit: Unit) -> tuple[list[bool], list[int]]:
        ana, bo = values.new_person(unit), values.new_person(unit)
        other_kind = NewDelivery(ana, Kind.CHECKIN, "2026-03-02", NOW, NOW)
        new = [
            values.tip_at(ana, 1),
            values.tip_at(ana, 2),
            values.tip_at(ana, 3, "2026-03-03"),
            other_kind,
            values.tip_at(bo, 4),
        ]
        planned = [deliveries.plan_delivery(unit, one) for one in new]
        for claimed in _claim_all(unit):
            deliveries.save_settled(unit, [settle(claimed, Sent(1), NOW)], NOW)
        planned.append(deliveries.plan_delivery(unit, values.tip_at(ana, 5)))
        return planned, [delivery.id for delivery in _claim_all(unit)]

    assert await store.run(work) == ([True, False, True, True, True, False], [])


@few
@given(st.lists(st.integers(-30, 30), max_size=12), st.integers(1, 5))
async def test_each_due_delivery_is_claimed_once_and_the_oldest_first(
    store: Store, minutes: list[int], at_most: int
) -> None:
    def work(unit: Unit) -> list[list[Delivery]]:
        _clear(unit)
        for minute in minutes:
            deliveries.plan_delivery(unit, values.tip_at(values.new_person(unit), minute))
        return [deliveries.claim_due(unit, NOW, at_most)[0] for _ in range(len(minutes) + 1)]

    batches = await store.run(work)
    claimed = [delivery for batch in batches for delivery in batch]
    assert [d.due_at for d in claimed] == sorted(NOW + timedelta(minutes=m) for m in minutes if m <= 0)
    assert len({d.id for d in claimed}) == len(claimed)
    assert claimed == sorted(claimed, key=lambda d: (d.due_at, d.id))
    assert all(len(batch) <= at_most for batch in batches)


async def test_two_who_claim_at_the_same_time_share_nothing(store: Store) -> None:
    def plan(unit: Unit) -> None:
        for minute in range(20):
            deliveries.plan_delivery(unit, values.tip_at(values.new_person(unit), minute))

    await store.run(plan)
    taken = await asyncio.gather(*(store.run(lambda unit: _claim_all(unit, 7)) for _ in range(4)))
    assert sorted(d.id for batch in taken for d in batch) == sorted({d.id for batch in taken for d in batch})
    assert [len(batch) for batch in taken] == [7, 7, 6, 0]


async def test_a_delivery_that_is_cancelled_after_its_claim_does_not_leave(store: Store) -> None:
    def work(unit: Unit) -> tuple[bool, bool, list[Delivery]]:
        ana, bo = values.new_person(unit), values.new_person(unit)
        for person in (ana, bo):
            deliveries.plan_delivery(unit, values.tip_at(person, 0))
        deliveries.plan_delivery(unit, values.tip_at(ana, 60, "2026-03-03"))
        first, second = deliveries.claim_due(unit, NOW, 10)[0]
        deliveries.cancel_deliveries(unit, ana, EVERYTHING, NOW)
        leaving = deliveries.mark_sending(unit, [first.id, second.id])
        return first.id in leaving, second.id in leaving, _claim_all(unit)

    assert await store.run(work) == (False, True, [])


async def test_what_is_on_its_way_is_not_cancelled_and_leaves_once(store: Store) -> None:
    def work(unit: Unit) -> tuple[bool, bool, list[DeliveryState]]:
        ana = values.new_person(unit)
        deliveries.plan_delivery(unit, values.tip_at(ana, 0))
        [claimed] = _claim_all(unit)
        once, twice = (bool(deliveries.mark_sending(unit, [claimed.id])) for _ in range(2))
        deliveries.cancel_deliveries(unit, ana, EVERYTHING, NOW)
        return once, twice, [delivery.state for delivery in deliveries.in_flight(unit)[0]]

    assert await store.run(work) == (True, False, [DeliveryState.SENDING])


async def test_a_delivery_that_was_skipped_meanwhile_stays_skipped_whatever_came_of_it(store: Store) -> None:
    def work(unit: Unit) -> str:
        ana = values.new_person(unit)
        deliveries.plan_delivery(unit, values.tip_at(ana, 0))
        [claimed] = _claim_all(unit)
        deliveries.cancel_deliveries(unit, ana, EVERYTHING, NOW)
        deliveries.save_settled(unit, [settle(claimed, Sent(1), NOW)], NOW)
        return str(unit.connection.execute(table.select()).one().state)

    assert await store.run(work) == DeliveryState.SKIPPED


async def test_what_a_dead_process_left_is_what_was_claimed_or_on_its_way(store: Store) -> None:
    def work(unit: Unit) -> tuple[set[str], int]:
        for state in DeliveryState:
            deliveries.plan_delivery(unit, values.tip_at(values.new_person(unit), 0))
            unit.connection.execute(update(table).where(table.c.state == "pending").values(state=f"-{state}"))
        unit.connection.exec_driver_sql("UPDATE deliveries SET state = substr(state, 2)")
        left = deliveries.in_flight(unit)[0]
        return {delivery.state.value for delivery in left}, len(left)

    assert await store.run(work) == ({"claimed", "sending"}, 2)


@pytest.mark.parametrize(
    ("tip", "checkin", "delivery", "first"),
    [
        (None, None, None, None),
        (3, None, None, 3),
        (3, 2, None, 2),
        (3, 2, 1, 1),
        (1, 2, 3, 1),
        (None, None, 7, 7),
    ],
)
async def test_the_next_thing_due_is_the_earliest_of_tips_checkins_and_deliveries(
    store: Store, tip: int | None, checkin: int | None, delivery: int | None, first: int | None
) -> None:
    def work(unit: Unit) -> object:
        at = [None if minute is None else NOW + timedelta(minutes=minute) for minute in (tip, checkin)]
        ana = Profile(values.new_id(), NOW, next_tip_at=at[0], next_checkin_at=at[1])
        people.add_profile(unit, ana)
        deliveries.plan_delivery(unit, values.tip_at(ana.id, -5))
        for claimed in _claim_all(unit):  # one that is over does not count
            deliveries.save_settled(unit, [settle(claimed, Sent(1), NOW)], NOW)
        if delivery is not None:
            deliveries.plan_delivery(unit, values.tip_at(ana.id, delivery, "2026-03-03"))
        return deliveries.next_due_at(unit)

    assert await store.run(work) == (None if first is None else NOW + timedelta(minutes=first))


async def test_only_what_was_settled_long_ago_is_forgotten(store: Store) -> None:
    def work(unit: Unit) -> tuple[int, list[str]]:
        for days, slot in ((40, "old"), (1, "new")):
            deliveries.plan_delivery(unit, values.tip_at(values.new_person(unit), 0, slot))
            [claimed] = _claim_all(unit)
            deliveries.save_settled(unit, [settle(claimed, Sent(1), NOW)], NOW - timedelta(days=days))
        deliveries.plan_delivery(unit, values.tip_at(values.new_person(unit), -90 * 24 * 60, "waiting"))
        count = deliveries.prune(unit, NOW - timedelta(days=30))
        return count, sorted(row.slot for row in unit.connection.execute(table.select()))

    assert await store.run(work) == (1, ["new", "waiting"])


async def test_many_are_settled_at_once_each_with_what_came_of_it(store: Store) -> None:
    def work(unit: Unit) -> list[int | None]:
        people_ids = [values.new_person(unit) for _ in range(3)]
        for person in people_ids:
            deliveries.plan_delivery(unit, values.tip_at(person, 0))
        claimed = _claim_all(unit)
        settled = [settle(one, Sent(number), NOW) for number, one in enumerate(claimed)]
        deliveries.save_settled(unit, settled, NOW)
        return [deliveries.all_of(unit, one.profile_id)[0].message_id for one in claimed]

    assert await store.run(work) == [0, 1, 2]
