"""What the last check-in asks of the next tip.

r-severe, r-rise and r-stress-day are rules of the clinical facts, section 5.5.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import fmean

from bot.domain.checkin import SEVERE_PAIN, CheckIn, Tag
from bot.domain.library import Need

FRESH = timedelta(days=2)  # an older answer says nothing of today
WEEK = timedelta(days=7)
HIGH_STRESS = 8  # r-stress-day
LEAST_RISE, LEAST_RISE_SHARE = 2, 0.3  # r-rise: points, and share of the mean
LEAST_ANSWERS, LEAST_PAIN = 4, 4  # r-rise-floor


def needs(checkins: Iterable[CheckIn], today: date) -> frozenset[Need]:
    """What the newest of a person's check-ins asks for; nothing where it is not fresh."""
    by_day = sorted((one for one in checkins if one.day <= today), key=lambda one: one.day)
    if not by_day or today - by_day[-1].day > FRESH:
        return frozenset()
    *earlier, last = by_day
    found = {
        Need.FLARE: last.pain >= SEVERE_PAIN or is_rise(last, earlier),
        Need.STRESS: last.stress is not None and last.stress >= HIGH_STRESS,
        Need.SLEEP: Tag.SLEPT_BADLY in (last.tags or ()),
    }
    return frozenset(need for need, is_asked in found.items() if is_asked)


def is_rise(last: CheckIn, earlier: Iterable[CheckIn]) -> bool:
    """r-rise: clearly above the person's own mean of the seven days before."""
    week = [one.pain for one in earlier if timedelta() < last.day - one.day <= WEEK]
    if len(week) < LEAST_ANSWERS or last.pain < LEAST_PAIN:
        return False
    rise, mean = last.pain - fmean(week), fmean(week)
    return rise >= LEAST_RISE and rise >= LEAST_RISE_SHARE * mean
