"""The week in short comes beside a tip, once in seven days, to whoever told something of the week."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.planning import plan_due
from bot.delivery.worker import CLAIM
from bot.domain import subscription
from bot.domain.checkin import CheckIn
from bot.domain.delivery import Delivery
from bot.domain.profile import Cadence, Kind, Profile
from bot.sandbox import Person
from bot.storage import answers, deliveries, people
from bot.storage.unit import Unit
from tests.delivery.conftest import START, Desk

HALF_AN_HOUR, A_DAY = timedelta(minutes=30), timedelta(days=1)
A_WEEK_AGO = START.date() - 7 * A_DAY


async def _tells(desk: Desk, person: Person, *days_ago: int) -> None:
    def save(unit: Unit) -> None:
        for days in days_ago:
            day = now.astimezone(UTC).date() - days * A_DAY
            answers.save_checkin(unit, person.id, CheckIn(day, 4, 3), now)

    now = desk.clock.now()
    await desk.parts.services.store.run(save)


async def _planned(desk: Desk) -> list[Delivery]:
    """What is due by now, as the worker plans and claims it."""

    def plan(unit: Unit) -> list[Delivery]:
        plan_due(unit, desk.parts.worker.sender.library(), desk.clock.now())
        return deliveries.claim_due(unit, desk.clock.now(), CLAIM)[0]

    return await desk.parts.services.store.run(plan)


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        (Cadence.DAILY, [7, 14, 21]),
        (Cadence.WEEKDAYS, [7, 14, 21]),
        (Cadence.EVERY_SECOND_DAY, [8, 16]),
        (Cadence.WEEKLY, [7, 14, 21]),
    ],
)
async def test_it_comes_once_in_seven_days_whatever_the_cadence_of_tips(
    desk: Desk, cadence: Cadence, expected: list[int]
) -> None:
    person = await desk.subscriber(cadence=cadence)
    desk.clock.move_on(HALF_AN_HOUR)
    came = []
    for day in range(22):
        kinds = {delivery.kind for delivery in await _planned(desk)}
        came += [day] if Kind.SUMMARY in kinds else []
        assert Kind.TIP in kinds or Kind.SUMMARY not in kinds
        await _tells(desk, person, 0)
        desk.clock.move_on(A_DAY)
    assert came == expected


async def test_it_goes_out_in_the_slot_of_the_tip(desk: Desk) -> None:
    person = await desk.subscriber(started_on=A_WEEK_AGO)
    await _tells(desk, person, 1, 2, 5)
    await desk.at(HALF_AN_HOUR)
    texts = [str(call.parameters["text"]) for call in desk.accepted(person)]
    assert len(texts) == 2
    assert any("Pain: 4.0 on average of your last 3 answers" in text for text in texts)
    assert (await desk.profile(person)).summarised_on == START.date()


@pytest.mark.parametrize("told", [(), (8, 9)])
async def test_who_told_nothing_of_the_week_gets_none(desk: Desk, told: tuple[int, ...]) -> None:
    person = await desk.subscriber(started_on=A_WEEK_AGO - 7 * A_DAY)
    await _tells(desk, person, *told)
    desk.clock.move_on(HALF_AN_HOUR)
    assert [delivery.kind for delivery in await _planned(desk)] == [Kind.TIP]


@pytest.mark.parametrize("change", ["stopped", "paused", "consent withdrawn", "answers deleted"])
async def test_one_that_was_planned_does_not_go_where_it_is_not_wanted_any_more(
    desk: Desk, change: str
) -> None:
    person = await desk.subscriber(started_on=A_WEEK_AGO)
    await _tells(desk, person, 1)
    desk.clock.move_on(HALF_AN_HOUR)
    tip, week = await _planned(desk)
    assert (tip.kind, week.kind) == (Kind.TIP, Kind.SUMMARY)
    now = desk.clock.now()
    await desk.parts.services.store.run(lambda unit: _change(unit, person.id, change, now))
    await desk.parts.worker.sender.send(week)
    assert desk.accepted(person) == []


def _change(unit: Unit, person: int, change: str, now: datetime) -> None:
    profile = people.load_profile(unit, person)
    assert profile is not None
    if change == "answers deleted":
        answers.delete_checkins(unit, person)
    else:
        people.save_profile(unit, _changed(profile, change, now), profile)


def _changed(profile: Profile, change: str, now: datetime) -> Profile:
    match change:
        case "stopped":
            return subscription.stopped(profile, now)
        case "paused":
            return subscription.paused(profile, 3, now)
    return subscription.with_consent(profile, False, now)
