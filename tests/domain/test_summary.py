"""A week in short has one suggestion with its reason, and comes once in seven days, if anything was told."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.advice import Advice
from bot.domain.checkin import CheckIn, Tag
from bot.domain.profile import Cadence
from bot.domain.subscription import with_consent
from bot.domain.summary import Other, TopicTip, summary, summary_is_due
from bot.domain.taste import Taste
from bot.views.preview import plain_text
from bot.views.summary import weekly
from tests.member import MEMBER, NOW

from .diaries import TODAY, ago, diaries, of_days

A_WEEK_HERE = replace(MEMBER, started_on=TODAY - timedelta(7))


def tagged(tag: Tag, *days: int) -> list[CheckIn]:
    return [replace(ago(day, 2), tags=frozenset({tag})) for day in days]


tastes = st.builds(
    lambda muted, chosen: Taste(muted_topics=muted, chosen_topics=chosen - muted),
    *[st.frozensets(st.sampled_from(["moving", "breathing", "sleep", "work"]))] * 2,
)
days_with_tags = st.dictionaries(st.integers(0, 9), st.frozensets(st.sampled_from(Tag)))


@given(diaries, days_with_tags, tastes, st.sampled_from(Cadence))
def test_it_is_three_lines_and_a_suggestion_with_its_reason(
    told: list[CheckIn], tags: dict[int, frozenset[Tag]], taste: Taste, cadence: Cadence
) -> None:
    diary = [replace(one, tags=tags.get((TODAY - one.day).days)) for one in told]
    week = summary(diary, {}, taste, TODAY)
    screen = weekly(week, cadence)
    title, lines, suggestion, *more = plain_text(screen).split("\n\n")
    assert title == "Your week"
    assert len(lines.splitlines()) == 3
    assert "because" in suggestion or isinstance(week.suggestion, Advice)
    assert "Your week" not in suggestion
    if isinstance(week.suggestion, TopicTip):
        assert week.suggestion.topic not in taste.muted_topics
        assert week.suggestion.is_chosen == (week.suggestion.topic in taste.chosen_topics)
    assert more == [] or more[0].startswith("[")


@pytest.mark.parametrize(
    ("diary", "muted", "expected"),
    [
        (tagged(Tag.SLEPT_BADLY, 1, 3), set(), TopicTip("sleep", Tag.SLEPT_BADLY, 2)),
        (tagged(Tag.SLEPT_BADLY, 1, 3), {"sleep"}, TopicTip("moving", None)),
        (tagged(Tag.SLEPT_BADLY, 1), set(), TopicTip("moving", None)),
        (tagged(Tag.SLEPT_BADLY, 1), {"moving"}, TopicTip("breathing", None)),
        (tagged(Tag.SLEPT_BADLY, 1), {"moving", "breathing"}, Other.CARRY_ON),
        (tagged(Tag.LONG_SITTING, 1, 2, 4), set(), TopicTip("work", Tag.LONG_SITTING, 3)),
        (tagged(Tag.EXERCISE, 1, 2), set(), TopicTip("moving", Tag.EXERCISE, 2)),
    ],
)
def test_what_was_marked_leads_to_tips_on_it(
    diary: list[CheckIn], muted: set[str], expected: TopicTip | Other
) -> None:
    assert summary(diary, {}, Taste(muted_topics=frozenset(muted)), TODAY).suggestion == expected


def test_much_stress_leads_to_breathing_and_what_weeks_call_for_goes_first() -> None:
    stressed = summary(of_days(range(1, 6), 2, 7), {}, Taste(), TODAY).suggestion
    assert isinstance(stressed, TopicTip)
    assert stressed.topic == "breathing"
    assert summary(of_days(range(1, 43), 5, 7), {}, Taste(), TODAY).suggestion in {
        Advice.PERSIST,
        Advice.STRESS_RUN,
    }


def test_a_topic_that_was_asked_for_is_not_asked_for_again() -> None:
    taste = Taste(chosen_topics=frozenset({"sleep", "moving"}))
    suggestion = summary(tagged(Tag.SLEPT_BADLY, 1, 3), {}, taste, TODAY).suggestion
    assert suggestion == TopicTip("sleep", Tag.SLEPT_BADLY, 2, is_chosen=True)
    assert summary([ago(1, 2)], {}, taste, TODAY).suggestion == TopicTip("breathing", None)


def test_a_week_after_a_gap_stands_beside_the_first_one() -> None:
    first = of_days(range(40, 47), 6)
    lines = plain_text(weekly(summary([*first, *of_days(range(1, 5), 3)], {}, Taste(), TODAY), Cadence.DAILY))
    assert "Pain: 3.0 on average of your last 4 answers, 3.0 points lower than your first week." in lines


def test_today_is_not_over_and_does_not_count() -> None:
    assert summary([ago(0, 9), ago(1, 3), ago(7, 3), ago(8, 9)], {}, Taste(), TODAY).answered == 2


def test_it_is_due_once_in_seven_days_with_an_answer_and_with_consent() -> None:
    told = [ago(3, 4)]
    assert summary_is_due(A_WEEK_HERE, told, TODAY)
    assert not summary_is_due(A_WEEK_HERE, [], TODAY)
    assert not summary_is_due(A_WEEK_HERE, [ago(8, 4)], TODAY)
    assert not summary_is_due(replace(A_WEEK_HERE, started_on=TODAY - timedelta(6)), told, TODAY)
    assert not summary_is_due(replace(A_WEEK_HERE, summarised_on=TODAY - timedelta(6)), told, TODAY)
    assert summary_is_due(replace(A_WEEK_HERE, summarised_on=TODAY - timedelta(7)), told, TODAY)
    assert not summary_is_due(with_consent(A_WEEK_HERE, False, NOW), told, TODAY)
