"""An alarm in its one transaction: whatever was planned or claimed, none of routine is left to go out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from telegram.error import NetworkError

from bot.delivery import advice
from bot.domain.alarm import Source
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.profile import ROUTINE, Kind, Profile
from bot.domain.timing import wants
from bot.domain.triage import Assessment, Urgency
from bot.handlers.alarm import raise_alarm
from bot.handlers.context import Desk
from bot.handlers.turns import _unit, take
from bot.handlers.visit import Turn, Wanted
from bot.storage import assessments, deliveries, people, tallies
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from bot.storage.tables import deliveries as table
from bot.storage.unit import Unit
from bot.storage.vault import Vault, new_key
from bot.views.screen import Screen
from tests.member import MEMBER, NOW
from tests.storage import values

from .test_hearing import ALARMS, DECLINED, SIGN_OF

pytestmark = pytest.mark.asyncio(loop_scope="module")
OPEN = {DeliveryState.PENDING.value, DeliveryState.CLAIMED.value}
EMERGENCY = Assessment(Urgency.EMERGENCY, ("e-saddle",))
minutes = st.integers(-60, 60 * 48)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    async with Store(
        SqliteDatabase(tmp_path_factory.mktemp("store") / "backcare.db"), Vault([new_key()])
    ) as opened:
        yield opened


def _open(unit: Unit, person: int) -> list[str]:
    rows = unit.connection.execute(select(table).where(table.c.profile_id == person))
    return [row.kind for row in rows if row.state in OPEN]


@values.few
@given(
    planned=st.lists(st.tuples(st.sampled_from(Kind), minutes), max_size=8),
    claim=st.booleans(),
    levels=st.lists(st.sampled_from(ALARMS), min_size=1, max_size=3),
    profile=st.sampled_from([MEMBER, DECLINED]),
)
async def test_after_any_alarm_nothing_of_routine_is_planned_or_claimed_and_one_follow_up_is(
    store: Store,
    desk: Desk,
    planned: list[tuple[Kind, int]],
    claim: bool,
    levels: list[Urgency],
    profile: Profile,
) -> None:
    def work(unit: Unit) -> tuple[list[str], Profile | None, int]:
        person = replace(profile, id=values.new_id())
        people.add_profile(unit, person)
        for number, (kind, minute) in enumerate(planned):
            due = NOW + timedelta(minutes=minute)
            new = replace(values.tip_at(person.id, 0, f"slot {number}"), kind=kind, slot_at=due, due_at=due)
            if kind is not Kind.FOLLOW_UP:
                deliveries.plan_delivery(unit, new)
        if claim:
            deliveries.claim_due(unit, NOW + timedelta(days=9), 10_000)
        for level in levels:
            assessment = Assessment(level, (SIGN_OF[level],))

            def decide(visit, assessment=assessment) -> Turn:  # type: ignore[no-untyped-def]
                return raise_alarm(visit, desk, assessment, Source.TEXT)

            _unit(unit, person.id, NOW, decide, Wanted())
        kept = len(assessments.all_of(unit, person.id))
        return _open(unit, person.id), people.load_profile(unit, person.id), kept

    left, after, kept = await store.run(work)
    assert not {Kind(kind) for kind in left} & ROUTINE
    # A reminder is their own wish, and a reply answers what they wrote.
    assert [kind for kind in left if kind not in {Kind.REMINDER, Kind.REPLY}] == [Kind.FOLLOW_UP]
    assert after is not None
    assert after.quiet_until is not None
    assert min(at for at in (after.next_tip_at, after.next_checkin_at) if at) > after.quiet_until
    assert kept == (len(levels) if profile is MEMBER else 0)


async def test_a_stranger_is_counted_and_not_stored(store: Store, desk: Desk) -> None:
    def work(unit: Unit) -> tuple[int, int, Profile | None]:
        before = tallies.levels_since(unit, NOW.date())[Urgency.CRISIS]
        someone = values.new_id()
        assessment = Assessment(Urgency.CRISIS, ("u-mind",))
        _unit(unit, someone, NOW, lambda visit: raise_alarm(visit, desk, assessment), Wanted())
        return (
            before,
            tallies.levels_since(unit, NOW.date())[Urgency.CRISIS],
            people.load_profile(unit, someone),
        )

    before, after, stored = await store.run(work)
    assert (after, stored) == (before + 1, None)


async def test_a_second_alarm_late_at_night_moves_the_question_that_was_planned_for_just_after(
    store: Store, desk: Desk
) -> None:
    night_owl = replace(MEMBER, id=values.new_id(), tip_time=time(0, 30))
    late = datetime(2026, 3, 2, 22, 45, tzinfo=UTC)  # 23:45 in Berlin

    def work(unit: Unit) -> tuple[Profile | None, list[Delivery]]:
        people.add_profile(unit, night_owl)
        for at in (NOW, late):
            _unit(unit, night_owl.id, at, lambda visit: raise_alarm(visit, desk, EMERGENCY), Wanted())
        claimed, _ = deliveries.claim_due(unit, late + timedelta(days=1), 10_000)
        after = people.load_profile(unit, night_owl.id)
        return after, [one for one in claimed if one.profile_id == night_owl.id]

    after, [question] = await store.run(work)
    assert after is not None
    assert question.due_at == late + timedelta(hours=6)
    assert wants(after, Kind.FOLLOW_UP, question.due_at)


@pytest.mark.parametrize("loss", ["refused", "a long wait"])
@pytest.mark.parametrize("profile", [MEMBER, DECLINED])
async def test_an_alarm_whose_words_were_lost_goes_out_as_advice_at_once(
    store: Store, desk: Desk, profile: Profile, loss: str
) -> None:
    person = replace(profile, id=values.new_id(), country="gb")
    despair = Assessment(Urgency.EMERGENCY, ("e-saddle", "u-mind"))

    async def request(*_: object, **__: object) -> None:
        if loss == "refused":
            raise NetworkError("no way through")
        await asyncio.sleep(9)

    bot = SimpleNamespace(rate_limiter=SimpleNamespace(process_request=request))
    services = SimpleNamespace(store=store, clock=SimpleNamespace(now=lambda: NOW), due_work=asyncio.Event())
    context: Any = SimpleNamespace(services=services, bot=bot)
    chat = SimpleNamespace(id=person.id)
    update: Any = SimpleNamespace(effective_user=chat, effective_chat=chat, callback_query=None)
    await store.run(lambda unit: people.add_profile(unit, person))
    with pytest.raises((NetworkError, TimeoutError)):
        async with asyncio.timeout(0.2):
            await take(update, context, lambda visit: raise_alarm(visit, desk, despair, Source.TEXT))

    def work(unit: Unit) -> tuple[list[str], tuple[Screen, ...]]:
        claimed, _ = deliveries.claim_due(unit, NOW, 10_000)
        due = [one.kind.value for one in claimed if one.profile_id == person.id]
        return due, advice.screens(unit, desk.library.help_in("gb"), person, NOW)

    due, screens = await store.run(work)
    assert due == [Kind.ADVICE.value]
    assert services.due_work.is_set()
    assert "Call 999, or go to" in screens[0].text
    assert "No, I don't have that" not in str(screens), "it is no question"
    assert ["I&#x27;m so sorry" in screen.text for screen in screens[1:]] == ([True] * (profile is MEMBER))
