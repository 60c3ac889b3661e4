"""What becomes of a delivery: every outcome ends its flight, and no message arrives more than twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.delivery import (
    IN_FLIGHT,
    Delivery,
    DeliveryState,
    Failed,
    Gone,
    Outcome,
    Sent,
    TryAgain,
    Unsure,
    Unwanted,
    recovered,
    settle,
)
from bot.domain.profile import Kind
from bot.domain.timing import GRACE

SLOT_AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FINAL = set(DeliveryState) - IN_FLIGHT - {DeliveryState.PENDING}
SENDING = Delivery(1, 7, Kind.TIP, "2026-03-02", SLOT_AT, SLOT_AT, DeliveryState.SENDING, tip="a-tip")

moments = st.timedeltas(timedelta(), timedelta(hours=6)).map(lambda late: SLOT_AT + late)
deliveries = st.builds(
    replace,
    st.just(SENDING),
    state=st.sampled_from(sorted(IN_FLIGHT)),
    due_at=moments,
    unsure_sends=st.integers(0, 1),
)
outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Sent, st.integers(1)),
    st.builds(TryAgain, moments),
    st.just(Gone()),
    st.builds(Failed, st.text(min_size=1)),
    st.just(Unsure()),
    st.just(Unwanted()),
)


@given(deliveries, outcomes, moments)
def test_no_outcome_leaves_a_delivery_in_flight(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    settled = settle(delivery, outcome, now)
    assert settled.state not in IN_FLIGHT
    kept = {"state", "due_at", "unsure_sends", "message_id", "error_id"}
    same = {name: getattr(delivery, name) for name in kept}
    assert replace(settled, **same) == delivery, "an outcome changes nothing of what was to be sent"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Sent(99), DeliveryState.SENT),
        (Gone(), DeliveryState.GONE),
        (Failed("e1"), DeliveryState.FAILED),
        (Unwanted(), DeliveryState.SKIPPED),
        (TryAgain(SLOT_AT + GRACE), DeliveryState.PENDING),
        (TryAgain(SLOT_AT + GRACE + SECOND), DeliveryState.SKIPPED),
        (Unsure(), DeliveryState.PENDING),
    ],
)
def test_each_outcome_has_its_state(outcome: Outcome, state: DeliveryState) -> None:
    assert settle(SENDING, outcome, SLOT_AT).state is state


def test_a_sent_delivery_knows_its_message_and_a_failed_one_the_number_in_the_log() -> None:
    assert settle(SENDING, Sent(99), SLOT_AT).message_id == 99
    assert settle(SENDING, Failed("e1"), SLOT_AT).error_id == "e1"


def test_what_was_refused_is_tried_at_the_time_telegram_named_and_does_not_count_as_a_send() -> None:
    again = settle(SENDING, TryAgain(SLOT_AT + 40 * SECOND), SLOT_AT)
    assert (again.due_at, again.unsure_sends) == (SLOT_AT + 40 * SECOND, 0)


def test_a_message_that_may_have_arrived_is_sent_again_just_once() -> None:
    once = settle(SENDING, Unsure(), SLOT_AT)
    assert (once.state, once.unsure_sends) == (DeliveryState.PENDING, 1)
    assert SLOT_AT < once.due_at <= SLOT_AT + timedelta(minutes=1)
    twice = settle(replace(once, state=DeliveryState.SENDING), Unsure(), once.due_at)
    assert (twice.state, twice.unsure_sends) == (DeliveryState.UNKNOWN, 2)


@settings(max_examples=300)
@given(st.lists(outcomes, min_size=1, max_size=12), st.lists(moments, min_size=12, max_size=12).map(sorted))
def test_however_sends_end_no_message_can_arrive_more_than_twice(
    ends: list[Outcome], times: list[datetime]
) -> None:
    """Play a delivery to its end: it may have arrived at each send that was unsure or sent."""
    delivery, arrivals = replace(SENDING, state=DeliveryState.PENDING), 0
    for outcome, now in zip(ends, times, strict=False):
        if delivery.state in FINAL:
            break
        delivery = settle(replace(delivery, state=DeliveryState.SENDING), outcome, now)
        arrivals += isinstance(outcome, Sent | Unsure)
    assert arrivals <= 2
    assert delivery.state not in IN_FLIGHT


@given(deliveries, st.sampled_from([TryAgain, Unsure]), moments)
def test_nothing_is_tried_again_after_its_grace(
    delivery: Delivery, kind: type[TryAgain | Unsure], at: datetime
) -> None:
    outcome = TryAgain(at) if kind is TryAgain else Unsure()
    settled = settle(delivery, outcome, at)
    if settled.state is DeliveryState.PENDING:
        assert settled.due_at - settled.slot_at <= GRACE
    else:
        assert delivery.unsure_sends == 1 or at + timedelta(seconds=5) - delivery.slot_at > GRACE


def test_what_a_dead_process_had_only_claimed_was_not_sent_and_simply_waits_again() -> None:
    claimed = replace(SENDING, state=DeliveryState.CLAIMED, unsure_sends=1)
    assert recovered(claimed, SLOT_AT + SECOND) == replace(claimed, state=DeliveryState.PENDING)


def test_what_a_dead_process_was_sending_may_have_arrived() -> None:
    now = SLOT_AT + SECOND
    assert recovered(SENDING, now) == settle(SENDING, Unsure(), now)


def test_what_several_processes_died_with_is_sent_again_a_few_times_and_then_no_more() -> None:
    """The first may have died before it left, and the second too: with one try more it would be lost."""
    delivery, now, tries = SENDING, SLOT_AT + SECOND, 0
    while (after := recovered(delivery, now)).state is DeliveryState.PENDING:
        delivery, tries = replace(after, state=DeliveryState.SENDING), tries + 1
    assert (after.state, tries) == (DeliveryState.UNKNOWN, 4)
    no_answer = settle(recovered(SENDING, now), Unsure(), now)
    assert no_answer.state is DeliveryState.UNKNOWN, "between deaths, one unsure answer is the last"


@given(deliveries, st.sampled_from(DeliveryState), moments)
def test_recovery_touches_only_what_was_in_flight_and_leaves_nothing_there(
    delivery: Delivery, state: DeliveryState, now: datetime
) -> None:
    found = replace(delivery, state=state)
    after = recovered(found, now)
    assert after.state not in IN_FLIGHT
    assert state in IN_FLIGHT or after == found
    assert recovered(after, now) == after
