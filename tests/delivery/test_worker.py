"""Plan, claim, look again, send, record: step by step, against a real server and a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import insert

from bot.delivery.planning import plan_due
from bot.delivery.worker import CLAIM
from bot.domain import subscription, timing
from bot.domain.profile import EVERYTHING, Status
from bot.sandbox import Fault
from bot.storage import deliveries, people
from bot.storage.tables import checkins
from bot.storage.unit import Unit
from tests.delivery.conftest import Desk

HALF_AN_HOUR, A_DAY = timedelta(minutes=30), timedelta(days=1)


async def test_a_tip_goes_out_in_its_slot_and_only_once(desk: Desk) -> None:
    person = await desk.subscriber()
    await desk.at(timedelta(minutes=29))
    assert desk.accepted(person) == []
    await desk.at(timedelta(minutes=1))
    await desk.works_until_idle()
    assert len(desk.accepted(person)) == 1


async def test_a_backlog_collapses_to_the_newest_slot(desk: Desk) -> None:
    person = await desk.subscriber()
    await desk.at(5 * A_DAY + HALF_AN_HOUR)
    assert len(desk.accepted(person)) == 1


async def test_a_slot_that_is_past_its_grace_is_skipped_and_the_next_one_comes(desk: Desk) -> None:
    person = await desk.subscriber(consent=None)
    await desk.at(HALF_AN_HOUR + timing.GRACE + timedelta(seconds=1))
    assert desk.accepted(person) == []
    await desk.at(A_DAY - timing.GRACE)
    assert len(desk.accepted(person)) == 1


@pytest.mark.parametrize(
    ("fault", "arrive"),
    [
        pytest.param(Fault("status", "sendMessage", status=429, retry_after=1, count=1), 1, id="429"),
        pytest.param(Fault("status", "sendMessage", status=500, count=1), 1, id="a 5xx before the effect"),
        pytest.param(Fault("reset_before", "sendMessage", count=1), 1, id="a reset before the effect"),
        pytest.param(Fault("reset_after", "sendMessage", count=1), 2, id="a reset after the effect"),
        pytest.param(
            Fault("reset_after", "sendMessage", count=9), 2, id="resets for ever: once, and once again"
        ),
    ],
)
async def test_what_may_not_have_arrived_is_sent_again_once(desk: Desk, fault: Fault, arrive: int) -> None:
    person = await desk.subscriber(consent=None)
    desk.sandbox.faults.add(fault)
    await desk.at(HALF_AN_HOUR)
    for _ in range(5):
        await desk.at(timedelta(seconds=20))
    assert len(desk.accepted(person)) == arrive


async def test_a_refused_connection_is_tried_again_until_the_grace_is_over(desk: Desk) -> None:
    person = await desk.subscriber(consent=None)
    await desk.sandbox.stop()
    await desk.at(HALF_AN_HOUR)
    for _ in range(5):
        await desk.at(timedelta(minutes=10))
    states = await desk.parts.services.store.run(_states)
    assert states == ["pending"]
    await desk.at(timing.GRACE)
    assert await desk.parts.services.store.run(_states) == ["skipped"]
    assert (await desk.profile(person)).status is Status.ACTIVE


@pytest.mark.parametrize("reason", ["bot was blocked by the user", "user is deactivated"])
async def test_whoever_is_gone_becomes_inactive_loses_nothing_and_holds_up_nobody(
    desk: Desk, reason: str
) -> None:
    person, other = await desk.subscriber(), await desk.subscriber()
    desk.sandbox.faults.add(
        Fault("status", "sendMessage", person.id, status=403, description=f"Forbidden: {reason}")
    )
    await desk.at(HALF_AN_HOUR)
    await desk.at(A_DAY)
    gone = await desk.profile(person)
    assert (gone.status, gone.next_tip_at, gone.next_checkin_at) == (Status.BLOCKED, None, None)
    assert gone.tip_time is not None
    assert gone.taste.seen
    assert [call.chat_id for call in desk.sandbox.calls("sendMessage")].count(person.id) == 1
    assert len(desk.accepted(other)) == 2


async def test_our_own_fault_is_recorded_and_not_repeated(desk: Desk) -> None:
    person = await desk.subscriber(consent=None)
    desk.sandbox.faults.add(Fault("status", "sendMessage", status=400, description="Bad Request: wrong"))
    await desk.at(HALF_AN_HOUR)
    await desk.at(timedelta(minutes=5))
    assert len(desk.sandbox.calls("sendMessage")) == 1
    assert await desk.parts.services.store.run(_states) == ["failed"]
    assert (await desk.profile(person)).status is Status.ACTIVE


@pytest.mark.parametrize("change", ["stopped", "paused", "deleted", "cancelled"])
async def test_a_claimed_message_does_not_go_to_somebody_who_left_meanwhile(desk: Desk, change: str) -> None:
    person = await desk.subscriber()
    desk.clock.move_on(HALF_AN_HOUR)
    store, now = desk.parts.services.store, desk.clock.now()
    await store.run(lambda unit: plan_due(unit, desk.parts.worker.sender.library(), now))
    (claimed,) = await store.run(lambda unit: deliveries.claim_due(unit, now, CLAIM)[0])

    def leave(unit: Unit) -> None:
        profile = people.load_profile(unit, person.id)
        assert profile is not None
        match change:
            case "stopped":
                people.save_profile(unit, subscription.stopped(profile, now), profile)
            case "paused":
                people.save_profile(unit, subscription.paused(profile, 3, now), profile)
            case "deleted":
                people.delete_profile(unit, person.id)
            case "cancelled":  # as an alarm does, of somebody who stays
                deliveries.cancel_deliveries(unit, person.id, EVERYTHING, now)

    await store.run(leave)
    await desk.parts.worker.sender.send(claimed)
    assert desk.accepted(person) == []


async def test_a_row_that_cannot_be_read_is_set_aside_and_the_others_are_served(desk: Desk) -> None:
    poisoned, healthy = await desk.subscriber(), await desk.subscriber()
    await desk.parts.services.store.run(lambda unit: _poison(unit, poisoned.id))
    await desk.at(HALF_AN_HOUR)
    assert desk.accepted(poisoned) == []
    assert len(desk.accepted(healthy)) == 1


async def test_a_check_in_that_cannot_be_read_costs_nobody_their_tip(desk: Desk) -> None:
    poisoned, healthy = await desk.subscriber(), await desk.subscriber()
    row = {"profile_id": poisoned.id, "day": "2026-03-01", "answered_at": 0, "sealed_answer": b"0"}
    await desk.parts.services.store.run(lambda unit: unit.connection.execute(insert(checkins), row).rowcount)
    with structlog.testing.capture_logs() as logged:
        await desk.at(HALF_AN_HOUR)
    assert [len(desk.accepted(person)) for person in (poisoned, healthy)] == [1, 1]
    [entry] = [entry for entry in logged if entry["event"] == "check-in cannot be read"]
    assert entry["id"]


async def test_a_zone_nobody_knows_any_more_is_set_aside_too(desk: Desk) -> None:
    lost, healthy = await desk.subscriber(), await desk.subscriber()
    profile = await desk.profile(lost)
    gone = replace(profile, zone="Atlantis/Capital")
    await desk.parts.services.store.run(lambda unit: people.save_profile(unit, gone, profile))
    await desk.at(HALF_AN_HOUR)
    assert desk.accepted(lost) == []
    assert len(desk.accepted(healthy)) == 1


async def test_the_check_in_is_not_sent_to_somebody_who_answered_already(desk: Desk) -> None:
    person = await desk.subscriber()
    await desk.at(timedelta(hours=12))
    assert len(desk.accepted(person)) == 1  # the check-in; the tip is past its grace
    other = await desk.subscriber()
    profile = await desk.profile(other)
    answered = subscription.checkin_answered(profile, desk.clock.now().date() + A_DAY, desk.clock.now())
    await desk.parts.services.store.run(lambda unit: people.save_profile(unit, answered, profile))
    await desk.at(A_DAY)
    assert len(desk.accepted(other)) == 0


def _states(unit: Unit) -> list[str]:
    return list(unit.connection.exec_driver_sql("SELECT state FROM deliveries").scalars())


def _poison(unit: Unit, profile_id: int) -> None:
    unit.connection.exec_driver_sql("UPDATE profiles SET sealed_taste = x'00' WHERE id = ?", (profile_id,))


async def test_a_day_that_is_more_than_the_pace_can_serve_is_foreseen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.subscriber()
    monkeypatch.setattr(people, "due_counts", lambda unit, after, until: [(after, 40_000)])
    desk.parts.worker.rate = 1
    with structlog.testing.capture_logs() as logs:
        await desk.works_until_idle()
    [told] = [entry for entry in logs if "cannot all be sent" in entry["event"]]
    assert (told["messages"], told["longest_wait_minutes"], told["send_rate_that_would_do"]) == (
        40_000,
        667,
        4,
    )


async def test_what_is_due_is_counted_by_its_instant(desk: Desk) -> None:
    for _ in range(3):
        await desk.subscriber()
    now = desk.clock.now()
    counts = await desk.parts.services.store.run(lambda unit: people.due_counts(unit, now, now + A_DAY))
    tips, checkins = now + HALF_AN_HOUR, now + timedelta(hours=11, minutes=30)
    assert counts == [(tips, 3), (checkins, 3)]
