"""Years of tips for people of every kind: none unsuitable or too early, no day left out, no false reason.

How long a topic with something new may wait: the order of topics passes it over at most (topics - 1) times,
as watch.py proves. Wishes take at most every second choice while they stay the same, which would make it less
than 2 x topics choices on days without a flare. After a flare, and when wishes change, two wishes can follow
each other, so that is not proven: in 2,000 years the longest was 26 choices with 14 topics. Held to is 3 x.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.library import Library
from bot.domain.selection import Reason
from tests.domain.judge import TOPICS
from tests.simulation.__main__ import report
from tests.simulation.due_days import Calendar
from tests.simulation.year import live, live_all

CHUNK = 25
ORDINARY, SOAK = range(0, 100, CHUNK), range(100, 2_100, CHUNK)
JUDGED = set(Reason) - {Reason.ASKED}  # nobody opens a tip by its link here


def check(library: Library, first: int) -> None:
    years = live_all(library, range(first, first + CHUNK))
    assert years.profiles == CHUNK
    assert years.wrong == {}, report(years)
    assert years.most_passed_over < len(TOPICS), report(years)
    assert years.longest_wait < 2 * len(TOPICS), report(years)
    assert years.reasons.keys() == JUDGED, "every reason was put to the test"
    assert years.days_due > CHUNK * 365 / 3, "people were written to"


@pytest.mark.parametrize("first", ORDINARY)
def test_a_year_of_tips_goes_by_the_rules(library: Library, first: int) -> None:
    check(library, first)


@pytest.mark.soak
@pytest.mark.parametrize("first", SOAK)
def test_many_years_of_tips_go_by_the_rules(library: Library, first: int) -> None:
    check(library, first)


def test_a_seed_always_gives_the_same_year(library: Library) -> None:
    assert live(library, 11) == live(library, 11)
    assert live(library, 11) != live(library, 12)


START = date(2026, 3, 3)  # a Tuesday; clocks change on the 29th


def calendar(cadence: str, tip_time: time = time(8)) -> Calendar:
    return Calendar(ZoneInfo("Europe/Berlin"), tip_time, START, [(datetime(2026, 1, 1, tzinfo=UTC), cadence)])


def march(*days: int) -> set[date]:
    return {date(2026, 3, day) for day in days}


@pytest.mark.parametrize(
    ("cadence", "due"),
    [
        ("daily", range(3, 16)),
        ("weekdays", (3, 4, 5, 6, 9, 10, 11, 12, 13)),
        ("every-second-day", range(3, 16, 2)),
        ("weekly", (3, 10)),
    ],
)
def test_the_calendar_of_the_judge_knows_each_cadence(cadence: str, due: Iterable[int]) -> None:
    assert calendar(cadence).due_days(datetime(2026, 3, 15, 22, tzinfo=UTC)) == march(*due)


def test_the_calendar_of_the_judge_knows_pauses_and_their_early_end() -> None:
    judged = calendar("daily")
    judged.pause(datetime(2026, 3, 4, 20, tzinfo=UTC), days=3)  # to the evening of the 7th
    judged.pause(datetime(2026, 3, 8, 20, tzinfo=UTC), days=90)
    judged.resume(datetime(2026, 3, 11, 20, tzinfo=UTC))
    assert judged.due_days(datetime(2026, 3, 13, 22, tzinfo=UTC)) == march(3, 4, 8, 12, 13)


@pytest.mark.parametrize(
    ("tip_time", "hour_in_utc"), [(time(1, 30), (0, 30)), (time(2, 30), (1, 30)), (time(3, 30), (1, 30))]
)
def test_the_calendar_of_the_judge_knows_the_hour_that_a_clock_skips(
    tip_time: time, hour_in_utc: tuple[int, int]
) -> None:
    spring = datetime(2026, 3, 29, *hour_in_utc, tzinfo=UTC)
    assert calendar("daily", tip_time).due_at(date(2026, 3, 29)) == spring
    assert calendar("daily", tip_time).due_at(date(2026, 3, 28)) - spring < -timedelta(hours=22)
