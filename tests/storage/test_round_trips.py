"""What is stored comes back as it was, whatever it is."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.domain.checkin import CheckIn, merged
from bot.domain.delivery import IN_FLIGHT, Delivery, DeliveryState, NewDelivery
from bot.domain.profile import SCHEDULED, Kind, Profile
from bot.domain.sessions import Session
from bot.domain.states import IDLE, State
from bot.storage import answers, deliveries, people, sessions
from bot.storage import feedback as feedback_rows
from bot.storage.people import Person
from bot.storage.store import Store
from bot.storage.tables import deliveries as delivery_table
from bot.storage.tables import feedback
from bot.storage.tables import profiles as profile_table
from bot.storage.unit import Unit

from . import values
from .values import DAY, NOW, few

pytestmark = pytest.mark.asyncio(loop_scope="module")
LAST = NOW + timedelta(days=365 * 100)


async def test_a_stranger_has_no_profile_and_was_asked_nothing(store: Store) -> None:
    assert await store.run(lambda unit: people.load_person(unit, 1)) == Person(None)


def some_of(data: st.DataObject, first: Profile, second: Profile) -> Profile:
    """The first profile with some fields of the second."""
    names = data.draw(
        st.sets(st.sampled_from([field.name for field in fields(Profile) if field.name != "id"]))
    )
    return replace(first, **{name: getattr(second, name) for name in names})


@few
@given(first=values.profiles, second=values.profiles, data=st.data())
async def test_a_profile_comes_back_as_it_was_added_and_as_it_was_changed(
    store: Store, first: Profile, second: Profile, data: st.DataObject
) -> None:
    added = replace(first, id=values.new_id())
    changed = some_of(data, added, second)

    def work(unit: Unit) -> list[Profile | None]:
        people.add_profile(unit, added)
        found = [people.load_profile(unit, added.id)]
        for after, before in ((changed, added), (added, changed)):
            people.save_profile(unit, after, before)
            found.append(people.load_profile(unit, added.id))
        return found

    assert await store.run(work) == [added, changed, added]


@few
@given(before=st.lists(values.profiles, max_size=3), after=values.profiles, data=st.data())
async def test_profiles_saved_together_each_come_back_as_they_were_changed(
    store: Store, before: list[Profile], after: Profile, data: st.DataObject
) -> None:
    added = [replace(profile, id=values.new_id()) for profile in before]
    changed = [some_of(data, profile, after) for profile in added]

    def work(unit: Unit) -> list[Profile | None]:
        for profile in added:
            people.add_profile(unit, profile)
        people.save_profiles(unit, list(zip(changed, added, strict=True)))
        return [people.load_profile(unit, profile.id) for profile in added]

    assert await store.run(work) == changed


@few
@given(st.lists(values.states, min_size=1, max_size=4))
async def test_a_dialogue_comes_back_as_it_was_left_each_time(store: Store, states: list[State]) -> None:
    def work(unit: Unit) -> list[Person]:
        person = values.new_person(unit)
        read = [people.load_person(unit, person)]
        for state in states:
            people.save_state(unit, person, state, read[-1].version, NOW)
            read.append(people.load_person(unit, person))
        return read

    read = await store.run(work)
    assert [person.state for person in read] == [IDLE, *states]
    assert [person.version for person in read] == list(range(len(states) + 1))


@few
@given(values.checkins, values.checkins)
async def test_a_days_checkin_comes_back_and_a_later_one_takes_its_place_but_keeps_what_only_it_told(
    store: Store, first: CheckIn, second: CheckIn
) -> None:
    second = replace(second, day=first.day)

    def work(unit: Unit) -> tuple[CheckIn | None, ...]:
        person = values.new_person(unit)
        found = [answers.find_checkin(unit, person, first.day)]
        for checkin in (first, second):
            answers.save_checkin(unit, person, checkin, NOW)
            found.append(answers.find_checkin(unit, person, first.day))
        return tuple(found)

    first_read = replace(first, tags=first.tags or frozenset())
    assert await store.run(work) == (None, first_read, merged(second, first_read))


@few
@given(values.sessions, values.sessions)
async def test_a_session_comes_back_and_is_changed_in_its_place(
    store: Store, first: Session, second: Session
) -> None:
    def work(unit: Unit) -> tuple[list[Session], list[Session], list[Session]]:
        person = values.new_person(unit)
        made = sessions.save(unit, person, first)
        found = sessions.all_of(unit, person)
        sessions.save(unit, person, replace(second, id=made))
        changed = sessions.all_of(unit, person)
        sessions.remove(unit, person, changed[0])
        return found, changed, sessions.all_of(unit, person)

    [[one], [other], none] = await store.run(work)
    assert (replace(one, id=None), replace(other, id=None), none) == (first, second, [])
    assert one.id == other.id


async def test_the_history_is_the_last_days_and_the_first_week(store: Store) -> None:
    days = [date(2026, 1, 1) + timedelta(number) for number in (0, 3, 6, 7, 30, 60, 61)]

    def work(unit: Unit) -> list[CheckIn]:
        person = values.new_person(unit)
        for day in reversed(days):
            answers.save_checkin(unit, person, CheckIn(day, 5, None), NOW)
        return answers.history(unit, person, days[-2])

    assert [one.day for one in await store.run(work)] == [*days[:3], *days[-2:]]


async def test_only_those_with_a_checkin_of_the_day_have_answered(store: Store) -> None:
    def work(unit: Unit) -> tuple[set[int], set[int], int, int]:
        ana, other_day, nobody = (values.new_person(unit) for _ in range(3))
        stranger_to_the_list = values.new_person(unit)
        answers.save_checkin(unit, ana, CheckIn(DAY, 6, None), NOW)
        answers.save_checkin(unit, stranger_to_the_list, CheckIn(DAY, 6, None), NOW)
        answers.save_checkin(unit, other_day, CheckIn(DAY - timedelta(days=1), 6, None), NOW)
        asked = [ana, other_day, nobody]
        before = answers.who_answered(unit, asked, DAY)
        answers.delete_checkins(unit, ana)
        others = answers.who_answered(unit, [*asked, stranger_to_the_list], DAY)
        return before - {ana}, others - {stranger_to_the_list}, len(before), len(others)

    assert await store.run(work) == (set(), set(), 1, 1)


@few
@given(st.lists(values.words, max_size=3), values.instants)
async def test_feedback_is_kept_word_for_word_and_in_order(
    store: Store, texts: list[str], at: datetime
) -> None:
    def work(unit: Unit) -> list[tuple[object, int]]:
        person = values.new_person(unit)
        for text in texts:
            feedback_rows.add(unit, person, text, at)
        rows = unit.connection.execute(
            select(feedback).where(feedback.c.profile_id == person).order_by(feedback.c.id)
        )
        return [(unit.vault.open(row.sealed_text)["text"], row.written_at) for row in rows]

    assert await store.run(work) == [(text, int(at.timestamp())) for text in texts]


@few
@given(new=values.new_deliveries, unsure=st.integers(0, 3), again_at=values.instants)
async def test_a_delivery_comes_back_as_it_was_planned_and_as_it_was_put_off(
    store: Store, new: NewDelivery, unsure: int, again_at: datetime
) -> None:
    def work(unit: Unit) -> tuple[NewDelivery, list[Delivery], list[Delivery], list[Delivery]]:
        planned = replace(new, profile_id=values.new_person(unit))
        assert deliveries.plan_delivery(unit, planned)
        first = deliveries.claim_due(unit, LAST, 10)[0]
        for delivery in first:
            put_off = replace(
                delivery,
                state=DeliveryState.PENDING,
                due_at=again_at,
                unsure_sends=unsure,
                message_id=9_000_000_000,
                error_id="0badcafe",
            )
            deliveries.save_settled(unit, [put_off], NOW)
        second = deliveries.claim_due(unit, LAST, 10)[0]
        left = [delivery for delivery in deliveries.in_flight(unit)[0] if delivery.id == second[0].id]
        return planned, first, second, left

    planned, [first], [second], left = await store.run(work)
    expected = Delivery(
        id=first.id,
        profile_id=planned.profile_id,
        kind=planned.kind,
        slot=planned.slot,
        slot_at=planned.slot_at,
        due_at=planned.due_at,
        state=DeliveryState.CLAIMED,
        tip=planned.tip,
        reason=planned.reason,
    )
    assert first == expected
    assert second == replace(
        expected, due_at=again_at, unsure_sends=unsure, message_id=9_000_000_000, error_id="0badcafe"
    )
    assert left == [second]


@pytest.mark.parametrize("state", [state for state in DeliveryState if state not in IN_FLIGHT])
async def test_a_settled_delivery_keeps_its_end_and_only_a_pending_one_has_no_time_of_it(
    store: Store, state: DeliveryState
) -> None:
    def work(unit: Unit) -> tuple[str, int | None, int | None, str | None]:
        deliveries.plan_delivery(unit, values.tip_at(values.new_person(unit), 0))
        [claimed] = deliveries.claim_due(unit, NOW, 10)[0]
        settled = replace(claimed, state=state, message_id=5, error_id="e1", due_at=LAST)
        deliveries.save_settled(unit, [settled], NOW)
        row = unit.connection.execute(select(delivery_table).where(delivery_table.c.id == claimed.id)).one()
        return row.state, row.settled_at, row.message_id, row.error_id

    settled_at = None if state is DeliveryState.PENDING else int(NOW.timestamp())
    assert await store.run(work) == (state.value, settled_at, 5, "e1")


@pytest.mark.parametrize("kind", SCHEDULED)
async def test_profiles_that_are_due_come_longest_overdue_first_and_unreadable_ones_apart(
    store: Store, kind: Kind
) -> None:
    column = "next_tip_at" if kind is Kind.TIP else "next_checkin_at"

    def work(unit: Unit) -> tuple[list[int], tuple[list[Profile], list[int]], list[Profile]]:
        unit.connection.execute(profile_table.delete())
        made = []
        for minutes_ago in (5, 20, -1, 10, None):
            at = None if minutes_ago is None else NOW - timedelta(minutes=minutes_ago)
            made.append(values.new_id())
            people.add_profile(unit, replace(Profile(made[-1], NOW), **{column: at}))  # type: ignore[arg-type]
        spoil = update(profile_table).where(profile_table.c.id == made[3]).values(sealed_health=b"0")
        unit.connection.execute(spoil)
        due = people.due_profiles(unit, kind, NOW, 10)
        people.postpone(unit, kind, made[1], NOW + timedelta(days=1))
        later, _ = people.due_profiles(unit, kind, NOW, 10)
        return made, due, later

    made, (readable, unreadable), later = await store.run(work)
    assert [profile.id for profile in readable] == [made[1], made[0]]
    assert unreadable == [made[3]]
    assert [profile.id for profile in later] == [made[0]]
