"""Sessions are one of each technique a day; what follows one comes at the person's hour, wherever they "
"are."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.profile import Kind
from bot.domain.sessions import (
    NoDay,
    Reminder,
    Session,
    about,
    afterwards,
    kept,
    moved,
    of_day,
    reminder,
    why_no_day,
    with_next_day,
)
from tests.member import MEMBER

from .diaries import TODAY, ago

ZONES = st.sampled_from(
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Kolkata",
        "Africa/Cairo",
    ]
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
NOW = datetime(2025, 12, 1, tzinfo=UTC)


@given(ZONES, hours, days)
def test_the_question_of_the_day_after_comes_on_that_local_day(zone: str, at: time, day: date) -> None:
    planned = afterwards(replace(MEMBER, zone=zone, tip_time=at), day, NOW)
    assert planned is not None
    assert planned.slot_at.astimezone(ZoneInfo(zone)).date() == day + timedelta(days=1)
    assert (planned.kind, planned.slot) == (Kind.AFTERWARDS, day.isoformat())


@given(ZONES, ZONES, hours, hours, days)
def test_what_is_planned_for_a_date_stays_on_it_when_zone_and_hour_change(
    first: str, second: str, early: time, late: time, day: date
) -> None:
    before = replace(MEMBER, zone=first, tip_time=early)
    after = replace(MEMBER, zone=second, tip_time=late)
    planned = reminder(before, Reminder.BOOK, day, day, NOW)
    assert planned is not None
    at = moved(planned.slot_at, before, after)
    if (first, early) == (second, late):
        assert at is None
    else:
        assert at is not None
        assert at.astimezone(ZoneInfo(second)).date() == day


def test_nothing_is_planned_for_an_hour_that_has_passed() -> None:
    long_after = datetime(2026, 3, 4, tzinfo=UTC)
    assert afterwards(MEMBER, TODAY, long_after) is None
    assert reminder(MEMBER, Reminder.BOOK, TODAY, TODAY, long_after) is None


@given(st.sampled_from(Reminder), days)
def test_the_slot_of_a_reminder_says_what_it_is_about(kind: Reminder, day: date) -> None:
    planned = reminder(MEMBER, kind, day, day, NOW)
    assert planned is not None
    assert about(planned.slot) == (kind, day)
    assert len(planned.slot) <= 40


@pytest.mark.parametrize("slot", ["", "book", "party-2026-03-02", "book-tomorrow"])
def test_a_slot_that_is_none_of_a_reminder_is_refused(slot: str) -> None:
    with pytest.raises(ValueError, match=r"slot|isoformat"):
        about(slot)


@pytest.mark.parametrize(
    ("ahead", "planned", "why"),
    [
        (0, False, None), (-365, False, None), (1, False, NoDay.NOT_YET), (-366, False, NoDay.LONG_AGO),
        (1, True, None), (365, True, None), (0, True, NoDay.PAST), (366, True, NoDay.FAR_AHEAD),
    ],
)  # fmt: skip
def test_a_day_is_over_to_log_and_to_come_to_plan(ahead: int, planned: bool, why: NoDay | None) -> None:
    assert why_no_day(TODAY + timedelta(ahead), TODAY, planned=planned) is why


def test_a_session_told_again_is_the_same_one_and_keeps_what_was_told() -> None:
    told = Session(TODAY, "shiatsu", 6, 3, 9)
    assert kept([told], Session(TODAY, "shiatsu")) == told
    assert kept([told], Session(TODAY, "shiatsu", 4)) == replace(told, pain_before=4)
    assert kept([told], Session(TODAY, None, 4)) == Session(TODAY, None, 4)
    assert of_day([told], TODAY) == (told,)


def test_the_check_in_of_the_day_after_tells_its_pain_where_it_was_not_told_otherwise() -> None:
    untold, told = Session(TODAY - timedelta(1), "heat"), Session(TODAY - timedelta(1), "shiatsu", 6, 2)
    alone = Session(TODAY - timedelta(5), None)
    found = with_next_day([untold, told, alone], [ago(0, 4)])
    assert [one.pain_next_day for one in found] == [4, 2, None]
