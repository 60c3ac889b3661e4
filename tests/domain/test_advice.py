"""Advice comes at its threshold, not again within its gap, and never milder for a worse answer."""

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.advice import AT_MOST, ELSEWHERE, RULES, Advice, advise, advise_on_week, recorded
from bot.domain.checkin import CheckIn
from bot.domain.profile import Given

from .diaries import TODAY, ago, diaries, of_days, scores

GRAVITY = {rule.advice: len(RULES) - place for place, rule in enumerate(RULES)} | {Advice.BETTER: 0}
GAP = {rule.advice: rule.gap for rule in RULES}
once_given = st.dictionaries(
    st.sampled_from([advice.value for advice in Advice]),
    st.integers(0, 100).map(lambda days: Given(TODAY - timedelta(days), TODAY - timedelta(days))),
)


def gravity(said: Iterable[Advice]) -> int:
    return max((GRAVITY[advice] for advice in said), default=0)


def said_of(pain: int, stress: int | None = 3, *, before: Iterable[CheckIn] = ()) -> tuple[Advice, ...]:
    return advise(ago(0, pain, stress), before, {}, TODAY)


@given(diaries, once_given, st.tuples(scores, scores), scores, scores)
def test_a_worse_answer_never_gives_a_milder_message(
    diary: list[CheckIn], given: dict[str, Given], answer: tuple[int, int], more_pain: int, more_stress: int
) -> None:
    mild = ago(0, *answer)
    worse = replace(mild, pain=max(mild.pain, more_pain), stress=max(answer[1], more_stress))
    told_mild, told_worse = (advise(one, diary, given, TODAY) for one in (mild, worse))
    assert gravity(told_worse) >= gravity(told_mild)


@given(st.lists(st.tuples(scores, st.none() | scores, st.integers(0, 3)), max_size=60))
def test_nothing_is_said_twice_within_its_gap(answers: list[tuple[int, int | None, int]]) -> None:
    given: dict[str, Given] = {}
    diary: list[CheckIn] = []
    last: dict[Advice, int] = {}
    day = 0
    for pain, stress, days_later in answers:
        day += days_later
        today = TODAY + timedelta(day)
        checkin = CheckIn(today, pain, stress)
        said = advise(checkin, diary, given, today)
        for advice in said:
            assert advice not in last or last[advice] == day or timedelta(day - last[advice]) >= GAP[advice]
            last[advice] = day
        given = recorded(given, said, today, today)
        diary = [*(one for one in diary if one.day != today), checkin]


@given(diaries, once_given, scores, st.none() | scores)
def test_what_was_said_of_an_answer_is_said_again_when_it_is_drawn_anew(
    diary: list[CheckIn], given: dict[str, Given], pain: int, stress: int | None
) -> None:
    checkin = ago(0, pain, stress)
    said = advise(checkin, diary, given, TODAY)
    again = advise(checkin, [*diary, checkin], recorded(given, said, TODAY, TODAY), TODAY)
    assert again == said
    assert len(said) <= AT_MOST


@given(diaries, scores, st.none() | scores, st.integers(2, 14))
def test_a_day_that_is_put_right_later_is_not_news(
    diary: list[CheckIn], pain: int, stress: int | None, days: int
) -> None:
    assert advise(ago(days, pain, stress), diary, {}, TODAY) == ()


def test_a_date_far_ahead_came_of_a_wrong_clock_and_silences_nothing() -> None:
    given = {Advice.SEVERE.value: Given(TODAY + timedelta(400), TODAY + timedelta(400))}
    assert advise(ago(0, 7), [], given, TODAY) == (Advice.SEVERE,)


def test_pain_from_seven_is_severe_and_from_nine_very_severe() -> None:
    assert [said_of(pain) for pain in (6, 7, 8, 9, 10)] == [
        (), (Advice.SEVERE,), (Advice.SEVERE,), (Advice.VERY_SEVERE,), (Advice.VERY_SEVERE,)
    ]  # fmt: skip


def test_very_severe_pain_is_told_each_day_and_severe_pain_every_third() -> None:
    for pain, advice, expected in ((9, Advice.VERY_SEVERE, [1, 1, 1, 1]), (7, Advice.SEVERE, [1, 0, 0, 1])):
        given: dict[str, Given] = {}
        told = []
        for days in range(4):
            today = TODAY + timedelta(days)
            said = advise(CheckIn(today, pain, 3), [], given, today)
            given = recorded(given, said, today, today)
            told.append(int(advice in said))
        assert told == expected


def test_much_pain_and_much_stress_on_one_day_bring_support_first() -> None:
    assert said_of(7, 8) == (Advice.BOTH_HIGH, Advice.SEVERE)
    assert said_of(9, 8) == (Advice.VERY_SEVERE, Advice.BOTH_HIGH)
    assert Advice.BOTH_HIGH not in said_of(6, 8) + said_of(7, 7)


def test_a_rise_is_two_points_and_thirty_per_cent_above_a_week_of_four_answers() -> None:
    assert said_of(5, before=of_days(range(1, 5), 3)) == (Advice.RISE,)
    assert said_of(4, before=of_days(range(1, 5), 3)) == ()
    assert said_of(5, before=of_days(range(1, 4), 3)) == ()  # r-rise-floor
    assert said_of(3, before=of_days(range(1, 5), 0)) == ()  # r-rise-floor
    assert said_of(6, before=of_days(range(1, 5), 5)) == ()


def test_stress_from_eight_is_much_for_a_day() -> None:
    assert [said_of(2, stress) for stress in (None, 7, 8)] == [(), (), (Advice.STRESS_DAY,)]


def test_stress_from_seven_on_five_of_seven_days_in_both_weeks_is_a_run() -> None:
    days = [1, 2, 3, 4, 8, 9, 10, 11, 12]
    assert said_of(2, 7, before=of_days(days, 2, 7)) == (Advice.STRESS_RUN,)
    assert said_of(2, 7, before=of_days(days[:-1], 2, 7)) == ()
    assert said_of(2, 6, before=of_days(days, 2, 7)) == ()


def test_pain_of_four_over_six_weeks_with_twelve_answers_goes_on() -> None:
    days = list(range(3, 42, 3))
    assert Advice.PERSIST in said_of(4, before=of_days(days, 4))
    assert Advice.PERSIST not in said_of(4, before=of_days(days, 3))
    assert Advice.PERSIST not in said_of(4, before=of_days(days[3:], 4))  # eleven
    assert Advice.PERSIST not in said_of(4, before=of_days(range(1, 30), 4))  # not six weeks yet


def test_pain_of_three_that_does_not_fall_in_four_weeks_does_not_settle() -> None:
    days = range(3, 28, 3)
    assert said_of(3, before=of_days(days, 3)) == (Advice.SOFT_PERSIST,)
    assert said_of(2, before=of_days(days, 3)) == ()
    falling = [ago(day, 6 if day > 13 else 2) for day in days]
    assert Advice.SOFT_PERSIST not in said_of(2, before=falling)


def test_pain_of_twelve_weeks_is_lasting_whatever_else_is_said_of_its_course() -> None:
    days = range(3, 84, 3)
    assert said_of(3, before=of_days(days, 3)) == (Advice.SOFT_PERSIST, Advice.LONG_TERM)
    assert said_of(4, before=of_days(days, 4)) == (Advice.PERSIST, Advice.LONG_TERM)
    assert Advice.LONG_TERM not in said_of(3, before=of_days(range(3, 70, 3), 3))


def test_pain_lower_than_in_the_first_week_is_good_news_that_stands_alone() -> None:
    lower = of_days(range(40, 33, -1), 6) + of_days(range(6, 0, -1), 1)
    assert said_of(1, before=lower) == (Advice.BETTER,)
    assert said_of(1, 9, before=lower) == (Advice.STRESS_DAY,)
    assert said_of(7, before=lower) == (Advice.SEVERE,)
    assert said_of(1, before=of_days(range(40, 33, -1), 2) + of_days(range(6, 0, -1), 2)) == ()


def test_a_week_is_told_the_gravest_of_what_weeks_call_for() -> None:
    lasting = of_days(range(0, 84, 3), 4)
    assert advise_on_week(lasting, {}, TODAY) is Advice.PERSIST
    assert advise_on_week(lasting, {Advice.PERSIST.value: Given(TODAY, TODAY - timedelta(1))}, TODAY) is (
        Advice.LONG_TERM
    )
    assert advise_on_week([ago(0, 8, 9)], {}, TODAY) is None
    assert advise_on_week([], {}, TODAY) is None


def test_every_rule_of_the_clinical_facts_is_kept_here_or_named_where_it_is_kept() -> None:
    shared = os.environ.get("BACKCARE_SHARED")
    if shared is None:
        pytest.skip("the clinical facts do not lie beside this checkout")
    facts = (Path(shared) / "clinical-facts.md").read_text()
    table = facts[facts.index("### 5.5") : facts.index("## 6.")]
    assert set(re.findall(r"^\| (r-[a-z-]+) \|", table, re.MULTILINE)) == {*Advice, *ELSEWHERE}
