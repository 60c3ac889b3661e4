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
from bot.domain.summary import TopicTip, summary, summary_is_due
from bot.views.preview import plain_text
from bot.views.summary import weekly
from tests.member import MEMBER, NOW

from .diaries import TODAY, ago, diaries, of_days

NOTHING: frozenset[str] = frozenset()
A_WEEK_HERE = replace(MEMBER, started_on=TODAY - timedelta(7))


def tagged(tag: Tag, *days: int) -> list[CheckIn]:
    return [replace(ago(day, 2), tags=frozenset({tag})) for day in days]


@given(diaries, st.sampled_from(Cadence))
def test_it_is_three_lines_and_a_suggestion_with_its_reason(diary: list[CheckIn], cadence: Cadence) -> None:
    week = summary(diary, {}, NOTHING, TODAY)
    screen = weekly(week, cadence)
    title, lines, suggestion, *more = plain_text(screen).split("\n\n")
    assert title == "Your week"
    assert len(lines.splitlines()) == 3
    assert "because" in suggestion or isinstance(week.suggestion, Advice)
    assert "Your week" not in suggestion
    assert more == [] or more[0].startswith("[")


@pytest.mark.parametrize(
    ("diary", "muted", "expected"),
    [
        (tagged(Tag.SLEPT_BADLY, 1, 3), set(), TopicTip("sleep", Tag.SLEPT_BADLY, 2)),
        (tagged(Tag.SLEPT_BADLY, 1, 3), {"sleep"}, TopicTip("moving", None)),
        (tagged(Tag.SLEPT_BADLY, 1), set(), TopicTip("moving", None)),
        (tagged(Tag.LONG_SITTING, 1, 2, 4), set(), TopicTip("work", Tag.LONG_SITTING, 3)),
        (tagged(Tag.EXERCISE, 1, 2), set(), TopicTip("moving", Tag.EXERCISE, 2)),
    ],
)
def test_what_was_marked_leads_to_tips_on_it(
    diary: list[CheckIn], muted: set[str], expected: TopicTip
) -> None:
    assert summary(diary, {}, frozenset(muted), TODAY).suggestion == expected


def test_much_stress_leads_to_breathing_and_what_weeks_call_for_goes_first() -> None:
    stressed = summary(of_days(range(1, 6), 2, 7), {}, NOTHING, TODAY).suggestion
    assert isinstance(stressed, TopicTip)
    assert stressed.topic == "breathing"
    assert summary(of_days(range(1, 43), 5, 7), {}, NOTHING, TODAY).suggestion in {
        Advice.PERSIST,
        Advice.STRESS_RUN,
    }


def test_today_is_not_over_and_does_not_count() -> None:
    assert summary([ago(0, 9), ago(1, 3), ago(7, 3), ago(8, 9)], {}, NOTHING, TODAY).answered == 2


def test_it_is_due_once_in_seven_days_with_an_answer_and_with_consent() -> None:
    told = [ago(3, 4)]
    assert summary_is_due(A_WEEK_HERE, told, TODAY)
    assert not summary_is_due(A_WEEK_HERE, [], TODAY)
    assert not summary_is_due(A_WEEK_HERE, [ago(8, 4)], TODAY)
    assert not summary_is_due(replace(A_WEEK_HERE, started_on=TODAY - timedelta(6)), told, TODAY)
    assert not summary_is_due(replace(A_WEEK_HERE, summarised_on=TODAY - timedelta(6)), told, TODAY)
    assert summary_is_due(replace(A_WEEK_HERE, summarised_on=TODAY - timedelta(7)), told, TODAY)
    assert not summary_is_due(with_consent(A_WEEK_HERE, False, NOW), told, TODAY)
