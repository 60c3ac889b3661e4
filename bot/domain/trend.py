"""Where a person is going: their own answers beside their own earlier ones, and nobody else's.

A mean is of the days that were answered, and says how many. A change counts from 2 points, or 30 % of where
it started (the clinical facts, section 5.3). What went together is told as that, never as a cause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean, median

from bot.domain.checkin import SEVERE_PAIN, CheckIn
from bot.domain.needs import is_rise

RANGES = WEEK, MONTH, QUARTER = 7, 28, 90  # days that a person may look back over
POINTS_THAT_MATTER, SHARE_THAT_MATTERS = 2, 0.3
FEW = 4  # fewer answers than this are no mean to judge a change by
_OF_A_WEEKDAY = 3  # answers on a weekday before it is compared with others
_WEEKDAYS = 5  # weekdays that have as many before one is called best
_GROUP = 5  # days with more stress, and days with less, before the two are compared


class Direction(StrEnum):
    """What became of pain or stress, as far as it matters."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean score, 0 to 10, of so many answers over so many days."""

    value: float
    answers: int
    days: int


@dataclass(frozen=True, slots=True)
class Change:
    """From one mean to another. `direction` is SAME where the difference does not matter."""

    before: Mean
    after: Mean

    @property
    def points(self) -> float:
        """How much higher; below zero for lower."""
        return self.after.value - self.before.value

    @property
    def direction(self) -> Direction:
        return moved(self.before.value, self.after.value)


@dataclass(frozen=True, slots=True)
class Together:
    """Mean pain on days with more stress than the person's usual, and on the others."""

    with_more_stress: float
    with_less: float
    days: int


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Mean pain by weekday (0 is Monday): the best and the hardest."""

    best: int
    best_mean: float
    hardest: int
    hardest_mean: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Pain or stress over a week, 28 days, and the first week; None where nothing was answered."""

    week: Mean | None
    month: Mean | None
    first_week: Mean | None
    since_first: Change | None  # the last 7 days beside the first week
    since_last_week: Change | None  # the last 7 days beside the 7 before


@dataclass(frozen=True, slots=True)
class Trend:
    """What a person's check-ins say by themselves. `answered` of `asked` are days of the last 28, or of as
    many as have passed since the first answer."""

    pain: Measure
    stress: Measure
    answered: int
    asked: int
    weekdays: Weekdays | None = None
    together: Together | None = None


def moved(before: float, after: float) -> Direction:
    """Whether a mean has changed as it matters."""
    points = after - before
    if abs(points) < POINTS_THAT_MATTER and (before == 0 or abs(points) < SHARE_THAT_MATTERS * before):
        return Direction.SAME
    return Direction.WORSE if points > 0 else Direction.BETTER


def trend(checkins: Iterable[CheckIn], today: date) -> Trend:
    """The trend on a local date, of check-ins in any order. Those of a later day do not count."""
    diary = sorted((one for one in checkins if one.day <= today), key=lambda one: one.day)
    first = diary[0].day if diary else today
    quarter = window(diary, today, QUARTER)
    return Trend(
        pain=_measure([(one.day, one.pain) for one in diary], first, today),
        stress=_measure([(c.day, c.stress) for c in diary if c.stress is not None], first, today),
        answered=len(window(diary, today, MONTH)),
        asked=min(MONTH, (today - first).days + 1) if diary else 0,
        weekdays=_weekdays(quarter),
        together=_together(quarter),
    )


def window(checkins: Iterable[CheckIn], today: date, days: int) -> list[CheckIn]:
    """The check-ins of the `days` that end with today."""
    return [one for one in checkins if timedelta() <= today - one.day < timedelta(days)]


def flares(checkins: Iterable[CheckIn]) -> frozenset[date]:
    """The days with severe pain, or with clearly more than the person's own week before."""
    diary = sorted(checkins, key=lambda one: one.day)
    return frozenset(
        one.day
        for place, one in enumerate(diary)
        if one.pain >= SEVERE_PAIN or is_rise(one, diary[max(0, place - WEEK) : place])
    )


def mean(scores: Sequence[tuple[date, int]], last: date, days: int) -> Mean | None:
    """The mean of the `days` that end with `last`; None where none was answered."""
    values = [value for day, value in scores if timedelta() <= last - day < timedelta(days)]
    return Mean(fmean(values), len(values), days) if values else None


def _measure(scores: Sequence[tuple[date, int]], first: date, today: date) -> Measure:
    week, first_week = mean(scores, today, WEEK), mean(scores, first + timedelta(WEEK - 1), WEEK)
    is_later = today - first >= timedelta(2 * WEEK - 1)  # the two weeks have no day in common
    return Measure(
        week=week,
        month=mean(scores, today, MONTH),
        first_week=first_week,
        since_first=_change(first_week, week) if is_later else None,
        since_last_week=_change(mean(scores, today - timedelta(WEEK), WEEK), week),
    )


def _change(before: Mean | None, after: Mean | None) -> Change | None:
    """None where there are too few answers to judge by."""
    if before is None or after is None or min(before.answers, after.answers) < FEW:
        return None
    return Change(before, after)


def _weekdays(diary: Sequence[CheckIn]) -> Weekdays | None:
    """None unless most weekdays were answered often enough, and the difference matters."""
    by_day: dict[int, list[int]] = {}
    for one in diary:
        by_day.setdefault(one.day.weekday(), []).append(one.pain)
    means = {day: fmean(pains) for day, pains in by_day.items() if len(pains) >= _OF_A_WEEKDAY}
    if len(means) < _WEEKDAYS:
        return None
    best, hardest = min(means, key=lambda day: means[day]), max(means, key=lambda day: means[day])
    if moved(means[best], means[hardest]) is Direction.SAME:
        return None
    return Weekdays(best, means[best], hardest, means[hardest])


def _together(diary: Sequence[CheckIn]) -> Together | None:
    """None unless there are days enough of both kinds, and the pain on them differs as it matters."""
    told = [(one.stress, one.pain) for one in diary if one.stress is not None]
    if not told:
        return None
    usual = median(stress for stress, _ in told)
    more = [pain for stress, pain in told if stress > usual]
    less = [pain for stress, pain in told if stress <= usual]
    if min(len(more), len(less)) < _GROUP or moved(fmean(less), fmean(more)) is not Direction.WORSE:
        return None
    return Together(fmean(more), fmean(less), len(told))
