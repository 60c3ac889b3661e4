"""What the last check-in asks of the next tip: the rules at their edges, and judged again from raw scores."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.checkin import CheckIn, Tag
from bot.domain.library import Need
from bot.domain.needs import is_rise, needs
from tests.domain.judge import Evening, asked_for
from tests.domain.persons import TODAY

BAD_NIGHT = frozenset({Tag.SLEPT_BADLY})
scores = st.integers(0, 10)
evenings = st.builds(Evening, scores, st.none() | scores, st.booleans())
diaries = st.dictionaries(st.integers(-4, 14).map(lambda ago: TODAY - timedelta(ago)), evenings)


def checkin(ago: int, pain: int = 0, stress: int | None = 0, tags: frozenset[Tag] | None = None) -> CheckIn:
    return CheckIn(TODAY - timedelta(ago), pain, stress, tags=tags)


def week(pains: list[int], last: int) -> list[CheckIn]:
    """Today's pain after so many days with these pains, the day before first."""
    return [checkin(0, last), *(checkin(ago, pain) for ago, pain in enumerate(pains, 1))]


def told(day: date, evening: Evening) -> CheckIn:
    return CheckIn(day, evening.pain, evening.stress, tags=BAD_NIGHT if evening.slept_badly else frozenset())


@given(st.data(), diaries)
def test_what_a_diary_asks_for_is_judged_right_in_whatever_order_it_is_read(
    data: st.DataObject, diary: dict[date, Evening]
) -> None:
    checkins = data.draw(st.permutations([told(day, evening) for day, evening in diary.items()]))
    assert {need.value for need in needs(checkins, TODAY)} == asked_for(diary, TODAY)


@given(st.lists(scores, min_size=2, max_size=9), st.sets(st.integers(1, 10)))
@example([4, 2, 2, 2, 2], set())
def test_a_rise_in_pain_is_judged_right_with_gaps_too(pains: list[int], gaps: set[int]) -> None:
    kept = {ago: pain for ago, pain in enumerate(pains) if ago not in gaps}
    diary = {TODAY - timedelta(ago): Evening(pain) for ago, pain in kept.items()}
    found = needs([checkin(ago, pain) for ago, pain in kept.items()], TODAY)
    assert {need.value for need in found} == asked_for(diary, TODAY)


@given(diaries, st.dictionaries(st.integers(1, 400), evenings, min_size=1))
def test_days_ahead_are_ignored(diary: dict[date, Evening], ahead: dict[int, Evening]) -> None:
    here = [told(day, evening) for day, evening in diary.items() if day <= TODAY]
    future = [told(TODAY + timedelta(days), evening) for days, evening in ahead.items()]
    assert needs(future + here, TODAY) == needs(here, TODAY)


@given(diaries, st.dictionaries(st.integers(10, 400), evenings, min_size=1))
def test_answers_from_before_the_week_before_the_last_are_ignored(
    diary: dict[date, Evening], past: dict[int, Evening]
) -> None:
    recent = [told(day, evening) for day, evening in diary.items() if TODAY - day < timedelta(10)]
    old = [told(TODAY - timedelta(days), evening) for days, evening in past.items()]
    assert needs(old + recent, TODAY) == needs(recent, TODAY)


def test_no_answer_asks_for_nothing() -> None:
    assert needs([], TODAY) == frozenset()


@pytest.mark.parametrize(("ago", "counts"), [(-1, False), (0, True), (1, True), (2, True), (3, False)])
def test_an_answer_counts_for_two_days(ago: int, counts: bool) -> None:
    every = {Need.FLARE, Need.STRESS, Need.SLEEP}
    assert needs([checkin(ago, 9, 9, BAD_NIGHT)], TODAY) == (every if counts else set())


@pytest.mark.parametrize("ago", [0, 1, 2])
def test_only_the_newest_answer_asks(ago: int) -> None:
    assert needs([checkin(ago, 0, 0), checkin(ago + 1, 9, 9, BAD_NIGHT)], TODAY) == frozenset()


@pytest.mark.parametrize(("pain", "is_flare"), [(0, False), (6, False), (7, True), (10, True)])
def test_pain_of_seven_is_a_flare(pain: int, is_flare: bool) -> None:
    assert needs([checkin(0, pain)], TODAY) == ({Need.FLARE} if is_flare else set())


@pytest.mark.parametrize(
    ("stress", "is_high"), [(None, False), (0, False), (7, False), (8, True), (10, True)]
)
def test_stress_of_eight_is_high_and_a_skipped_one_is_none(stress: int | None, is_high: bool) -> None:
    assert needs([checkin(0, 0, stress)], TODAY) == ({Need.STRESS} if is_high else set())


@pytest.mark.parametrize(("tags", "is_bad"), [(None, False), (frozenset(), False), (BAD_NIGHT, True)])
def test_a_bad_night_is_one_that_was_called_so(tags: frozenset[Tag] | None, is_bad: bool) -> None:
    assert needs([checkin(0, tags=tags)], TODAY) == ({Need.SLEEP} if is_bad else set())


@pytest.mark.parametrize(
    ("pains", "last", "is_flare"),
    [
        ([3, 3, 3, 3], 5, True),  # two points above the mean
        ([3, 3, 3, 4], 5, False),  # just less
        ([1, 1, 1, 1], 3, False),  # too little pain to speak of
        ([2, 2, 2, 2], 4, True),  # the least that counts
        ([2, 2, 2], 6, False),  # too few answers
        ([0, 0, 0, 0, 0, 0, 0], 4, True),
        ([6, 6, 6, 6], 4, False),  # a fall
    ],
)
def test_pain_well_above_that_of_the_seven_days_before_is_a_flare(
    pains: list[int], last: int, is_flare: bool
) -> None:
    assert (Need.FLARE in needs(week(pains, last), TODAY)) is is_flare


@pytest.mark.parametrize(
    ("pains", "last", "rose"),
    [([6, 6, 6, 6], 8, True), ([7, 7, 7, 7], 9, False), ([6, 7, 7, 7], 9, True), ([8, 8, 8, 8], 10, False)],
)
def test_a_rise_is_thirty_percent_of_the_mean_as_well_as_two_points(
    pains: list[int], last: int, rose: bool
) -> None:
    newest, *earlier = week(pains, last)
    assert is_rise(newest, earlier) is rose


@pytest.mark.parametrize(("ago", "is_flare"), [(7, True), (8, False)])
def test_the_mean_goes_back_seven_days_from_the_last_answer(ago: int, is_flare: bool) -> None:
    answers = [checkin(0, 5), checkin(1, 2), checkin(2, 2), checkin(3, 2), checkin(ago, 2)]
    assert (Need.FLARE in needs(answers, TODAY)) is is_flare


def test_neither_the_day_itself_nor_a_later_one_counts_for_its_mean() -> None:
    week_of_two = [checkin(ago, 2) for ago in (1, 2, 3, 4)]
    last = checkin(0, 4)
    assert is_rise(last, [last, checkin(-1, 10), *week_of_two])
    assert not is_rise(last, [last, checkin(-1, 0), *week_of_two[1:]])


def test_the_seven_days_are_counted_from_the_last_answer_and_not_from_today() -> None:
    answers = [checkin(2, 5), *(checkin(2 + ago, 2) for ago in (4, 5, 6, 7))]
    assert needs(answers, TODAY) == {Need.FLARE}
