"""When lighter check-ins are offered, and when the week is asked about: neither too often."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn
from bot.domain.offers import (
    asked_about_week,
    asked_days,
    asks_about_week,
    fewer_checkins,
    offered_fewer,
    offers_fewer,
)
from bot.domain.profile import Cadence, Consent
from tests.member import MEMBER

from .diaries import TODAY, ago, of_days

LONG_AGO = datetime(2025, 1, 1, tzinfo=MEMBER.created_at.tzinfo)
HERE_FOR_LONG = replace(
    MEMBER,
    created_at=LONG_AGO,
    started_on=LONG_AGO.date(),
    consent=Consent(given=True, version=1, at=LONG_AGO),
)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("cadence", "asked", "enough"),
    [
        (Cadence.DAILY, 14, 7),
        (Cadence.WEEKDAYS, 10, 5),
        (Cadence.EVERY_SECOND_DAY, 7, 4),
        (Cadence.WEEKLY, 2, 0),  # there is nothing lighter
    ],
)
def test_lighter_check_ins_are_offered_below_half_of_what_was_asked(
    cadence: Cadence, asked: int, enough: int
) -> None:
    profile = replace(HERE_FOR_LONG, checkin_cadence=cadence)
    assert len(asked_days(profile, TODAY)) == asked
    for answers in range(14):
        assert offers_fewer(profile, of_days(range(answers), 4), TODAY) == (answers < enough)


@given(st.sampled_from(Cadence), st.integers(0, 30), st.integers(-5, 30))
def test_no_day_counts_as_missed_before_joining_or_in_a_pause(
    cadence: Cadence, joined: int, paused: int
) -> None:
    noon = datetime.combine(TODAY, time(12), tzinfo=LONG_AGO.tzinfo)
    began = TODAY - joined * ONE_DAY
    resting = replace(
        HERE_FOR_LONG, checkin_cadence=cadence, started_on=began, paused_until=noon - paused * ONE_DAY
    )
    days = asked_days(resting, TODAY)
    assert all(max(began, TODAY - paused * ONE_DAY, TODAY - 13 * ONE_DAY) <= day <= TODAY for day in days)
    assert days == sorted(set(days))


def test_an_offer_is_made_once_in_four_weeks_and_stays_on_its_day() -> None:
    offered = replace(HERE_FOR_LONG, advised=offered_fewer(HERE_FOR_LONG, TODAY))
    assert offers_fewer(offered, [ago(0, 4)], TODAY)  # the same screen, drawn anew
    for days in range(1, 28):
        assert not offers_fewer(offered, [], TODAY + days * ONE_DAY)
    assert offers_fewer(offered, [], TODAY + 28 * ONE_DAY)


def test_what_is_offered_is_always_lighter() -> None:
    as_often = {Cadence.DAILY: 14, Cadence.WEEKDAYS: 10, Cadence.EVERY_SECOND_DAY: 7, Cadence.WEEKLY: 2}
    for cadence in Cadence:
        assert all(as_often[lighter] < as_often[cadence] for lighter in fewer_checkins(cadence))


def _asks(diary: list[CheckIn], days_here: int = 400) -> bool:
    profile = replace(HERE_FOR_LONG, started_on=TODAY - days_here * ONE_DAY)
    return asks_about_week(profile, ago(0, 4), diary, TODAY)


def test_the_week_is_asked_about_where_three_days_of_it_were_told() -> None:
    assert _asks(of_days([3, 5], 4))
    assert not _asks(of_days([3], 4))
    assert not _asks(of_days([3, 7], 4))
    assert not _asks(of_days([0, 3], 4))  # today, as it was before
    assert _asks(of_days([3, 5], 4), days_here=6)
    assert not _asks(of_days([3, 5], 4), days_here=5)


def test_what_was_answered_in_these_seven_days_is_not_asked_again() -> None:
    told = replace(ago(6, 4), interference=3)
    assert not _asks([told, ago(3, 4)])
    assert _asks([replace(told, day=TODAY - 7 * ONE_DAY), *of_days([3, 5], 4)])
    assert not asks_about_week(
        HERE_FOR_LONG, ago(1, 4), of_days([2, 3, 4], 4), TODAY
    )  # another day put right


@given(st.sets(st.integers(0, 60)))
def test_two_questions_about_the_week_are_seven_days_apart_however_one_answers(days: set[int]) -> None:
    profile, asked, diary = replace(HERE_FOR_LONG, started_on=TODAY), [], list[CheckIn]()
    for day in sorted(days):
        today = TODAY + day * ONE_DAY
        checkin = CheckIn(today, 4, None)
        if asks_about_week(profile, checkin, diary, today):
            asked.append(day)
            profile = replace(profile, advised=asked_about_week(profile, today))
        diary.append(checkin)
    assert all(later - earlier >= 7 for earlier, later in pairwise(asked))
    if days == set(range(61)):
        assert asked == list(range(6, 61, 7))
