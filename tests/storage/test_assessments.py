"""What was heard: it comes back as it was, goes with the consent, and on disk says nothing."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.alarm import Answer, AssessmentRecord
from bot.domain.delivery import Sent, settle
from bot.domain.profile import Kind
from bot.domain.triage import Urgency
from bot.storage import assessments, deliveries, tallies
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.unit import Unit
from bot.storage.vault import Vault

from . import values
from .values import NOW, few

pytestmark = pytest.mark.asyncio(loop_scope="module")


@few
@given(records=st.lists(values.records, max_size=4), answer=st.sampled_from(Answer))
async def test_records_come_back_newest_first_and_take_an_answer(
    store: Store, records: list[AssessmentRecord], answer: Answer
) -> None:
    def work(unit: Unit) -> tuple[list[AssessmentRecord], list[AssessmentRecord], list[AssessmentRecord]]:
        ana, bo = values.new_person(unit), values.new_person(unit)
        for record in records:
            assessments.save(unit, ana, record)
        first = assessments.all_of(unit, ana)
        for record in first:
            assessments.save(unit, ana, replace(record, answer=answer))
            assessments.save(unit, bo, replace(record, answer=None))  # somebody else's: nothing happens
        second = assessments.all_of(unit, ana)
        assessments.delete_all(unit, ana)
        assert assessments.all_of(unit, bo) == []
        return first, second, assessments.all_of(unit, ana)

    first, second, after = await store.run(work)
    assert [replace(record, id=None) for record in first] == records[::-1]
    assert second == [replace(record, answer=answer) for record in first]
    assert after == []


async def test_counts_add_up_over_days_and_only_since_a_day(store: Store) -> None:
    def work(unit: Unit) -> list[int]:
        for days, level in ((0, Urgency.CRISIS), (0, Urgency.CRISIS), (3, Urgency.CRISIS), (3, Urgency.SOON)):
            tallies.count_level(unit, level, NOW + timedelta(days=days))
        since = [tallies.levels_since(unit, (NOW + timedelta(days=days)).date()) for days in (0, 1, 4)]
        return [counts[Urgency.CRISIS] for counts in since]

    assert await store.run(work) == [3, 1, 0]


async def test_no_level_sign_or_answer_can_be_read_from_the_files(path: Path, vault: Vault) -> None:
    async with Store(SqliteDatabase(path), vault) as store:

        def work(unit: Unit) -> None:
            person = values.new_person(unit)
            answered = replace(values.AN_ALARM, answer=Answer.GOT_HELP)
            assessments.save(unit, person, answered)
            tallies.count_level(unit, Urgency.EMERGENCY, NOW)

        await store.run(work)
        on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for word in (b"emergency", b"e-saddle", b"got-help", b'"level"', b"CRISIS", b"crisis"):
        assert word not in on_disk


@pytest.mark.parametrize("kind", [Kind.FOLLOW_UP, Kind.ADVICE, Kind.TIP])
@pytest.mark.parametrize("before", ["planned", "claimed", "cancelled", "sent"])
async def test_what_follows_an_alarm_is_planned_anew_whatever_became_of_it_and_nothing_else_is(
    store: Store, kind: Kind, before: str
) -> None:
    later = NOW + timedelta(hours=1)

    def work(unit: Unit) -> tuple[bool, list[datetime]]:
        person = values.new_person(unit)
        new = replace(values.tip_at(person, 0), kind=kind, tip=None, reason=None)
        deliveries.plan_delivery(unit, new)
        claimed = [] if before == "planned" else deliveries.claim_due(unit, NOW, 1000)[0]
        if before == "cancelled":
            deliveries.cancel_deliveries(unit, person, [kind], NOW)
        for one in claimed if before == "sent" else ():
            deliveries.save_settled(unit, [settle(one, Sent(1), NOW)], NOW)
        again = deliveries.plan_delivery(unit, replace(new, slot_at=later, due_at=later))
        open_now, _ = deliveries.claim_due(unit, later, 1000)
        return again, [one.due_at for one in open_now if one.profile_id == person]

    again, due = await store.run(work)
    if kind is Kind.TIP:
        assert (again, due) == (False, [NOW] if before == "planned" else [])
    else:
        assert (again, due) == (True, [later]), "once, and at its new time"


async def test_what_is_on_its_way_is_not_planned_anew(store: Store) -> None:
    def work(unit: Unit) -> bool:
        person = values.new_person(unit)
        new = replace(values.tip_at(person, 0), kind=Kind.FOLLOW_UP, tip=None, reason=None)
        deliveries.plan_delivery(unit, new)
        for one in deliveries.claim_due(unit, NOW, 1000)[0]:
            bool(deliveries.mark_sending(unit, [one.id]))
        return deliveries.plan_delivery(unit, new)

    assert not await store.run(work)
