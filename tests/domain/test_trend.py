"""A trend is of a person's own answers, says how many they are, and tells only of changes that matter."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn
from bot.domain.trend import FEW, Direction, Mean, flares, moved, trend, window

from .diaries import TODAY, ago, diaries, of_days


@given(diaries, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(diary: list[CheckIn], random: object) -> None:
    shuffled = diary.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert trend(shuffled, TODAY) == trend(diary, TODAY)


@given(diaries)
def test_what_is_dated_ahead_does_not_count(diary: list[CheckIn]) -> None:
    ahead = [CheckIn(TODAY + timedelta(days), 10, 10) for days in (1, 30)]
    assert trend([*diary, *ahead], TODAY) == trend(diary, TODAY)


@given(diaries)
def test_every_mean_lies_between_the_answers_it_is_of_and_counts_them(diary: list[CheckIn]) -> None:
    found = trend(diary, TODAY)
    for mean, days in ((found.pain.week, 7), (found.pain.month, 28)):
        told = [one.pain for one in window(diary, TODAY, days)]
        assert (mean is None) == (not told)
        if mean is not None:
            assert (mean.answers, mean.days) == (len(told), days)
            assert min(told) - 1e-9 <= mean.value <= max(told) + 1e-9
    assert 0 <= found.answered <= found.asked <= 28


@given(diaries)
def test_a_change_is_judged_only_by_enough_answers_and_of_weeks_without_a_common_day(
    diary: list[CheckIn],
) -> None:
    for measure in (trend(diary, TODAY).pain, trend(diary, TODAY).stress):
        for change in (measure.since_first, measure.since_last_week):
            assert change is None or min(change.before.answers, change.after.answers) >= FEW
        if measure.since_first is not None:
            assert (TODAY - min(one.day for one in diary)).days >= 13


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (5.0, 3.0, Direction.BETTER),
        (5.0, 3.4, Direction.BETTER),  # 32 %
        (5.0, 3.6, Direction.SAME),
        (3.0, 5.0, Direction.WORSE),
        (8.0, 6.1, Direction.SAME),
        (8.0, 6.0, Direction.BETTER),
        (2.0, 1.4, Direction.BETTER),  # 30 %
        (0.0, 1.9, Direction.SAME),
        (0.0, 2.0, Direction.WORSE),
        (0.0, 0.0, Direction.SAME),
    ],
)
def test_a_change_matters_from_two_points_or_thirty_per_cent(
    before: float, after: float, expected: Direction
) -> None:
    assert moved(before, after) is expected


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0, 10))
def test_a_higher_score_is_never_judged_better_than_a_lower_one(
    before: float, one: float, other: float
) -> None:
    order = [Direction.BETTER, Direction.SAME, Direction.WORSE]
    low, high = sorted((one, other))
    assert order.index(moved(before, low)) <= order.index(moved(before, high))


def test_the_last_week_stands_beside_the_first_and_beside_the_one_before() -> None:
    diary = of_days(range(60, 53, -1), 7) + of_days(range(13, 6, -1), 4) + of_days(range(6, -1, -1), 4)
    pain = trend(diary, TODAY).pain
    assert pain.first_week == Mean(7, 7, 7)
    assert pain.since_first is not None
    assert pain.since_last_week is not None
    assert (pain.since_first.points, pain.since_first.direction) == (-3, Direction.BETTER)
    assert (pain.since_last_week.points, pain.since_last_week.direction) == (0, Direction.SAME)


def test_nothing_was_asked_before_the_first_answer() -> None:
    found = trend(of_days([9, 3], 5), TODAY)
    assert (found.answered, found.asked) == (2, 10)
    assert trend([], TODAY).asked == 0


def test_weekdays_are_told_only_with_answers_enough_and_a_difference_that_matters() -> None:
    mondays_hurt = [ago(days, 8 if (TODAY - timedelta(days)).weekday() == 0 else 3) for days in range(28)]
    found = trend(mondays_hurt, TODAY).weekdays
    assert found is not None
    assert (found.hardest, found.hardest_mean, found.best_mean) == (0, 8, 3)
    assert trend(mondays_hurt[:14], TODAY).weekdays is None
    assert trend(of_days(range(28), 5), TODAY).weekdays is None


def test_stress_is_told_to_go_together_with_pain_only_with_days_enough_of_both_kinds() -> None:
    diary = [ago(days, 7, 8) if days % 2 else ago(days, 3, 2) for days in range(12)]
    found = trend(diary, TODAY).together
    assert found is not None
    assert (found.with_more_stress, found.with_less, found.days) == (7, 3, 12)
    assert trend(diary[:8], TODAY).together is None
    assert trend([ago(days, 5, days % 9) for days in range(20)], TODAY).together is None
    assert trend([ago(days, 5, None) for days in range(20)], TODAY).together is None


@given(diaries)
def test_every_day_of_severe_pain_is_a_flare_and_no_mild_one_is(diary: list[CheckIn]) -> None:
    found = flares(diary)
    assert {one.day for one in diary if one.pain >= 7} <= found
    assert found.isdisjoint(one.day for one in diary if one.pain < 4)
