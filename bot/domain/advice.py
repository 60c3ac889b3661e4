"""What a check-in calls for: the rules r-… of the clinical facts (section 5.5) as data, and who goes first.

Rules of one family tell of the same thing. Of each family the gravest that holds is said, unless one as grave
was said within that one's gap; so a worse answer is never met more mildly, and nobody is told the same every
day. At most two things are said at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from statistics import fmean

from bot.domain.checkin import SEVERE_PAIN, VERY_SEVERE_PAIN, CheckIn
from bot.domain.needs import HIGH_STRESS, is_rise
from bot.domain.profile import Given
from bot.domain.trend import MONTH, WEEK, Direction, moved, trend, window

# Rules that something else keeps, and where.
ELSEWHERE = {
    "r-text": "handlers/hearing.py: words are heard before anything else, and override every rule here",
    "r-leg": "handlers/sign_check.py and hearing.py: any yes is answered at once, and tips rest",
    "r-rise-floor": "domain/needs.py: is_rise",
    "r-missed": "domain/timing.py: soft_line_is_due",
}
AT_MOST = 2
FRESH = timedelta(days=1)  # an older day that is put right is not news
_ALERT = timedelta(days=3)  # between two of a kind
_FORTNIGHT, _MONTHLY = timedelta(days=14), timedelta(days=28)
_SIX_WEEKS, _TWELVE_WEEKS = 42, 84
_GOES_ON, _LINGERS = 4, 3  # mean pain: r-persist; r-soft-persist and r-long-term
_DAYS_OF_SIX_WEEKS = 12
_DAYS_OF_FOUR_WEEKS = 8
_STRESSED, _STRESSED_DAYS = 7, 5  # r-stress-run: stress, and days of seven


class Advice(StrEnum):
    """What may be said of a check-in. The values are stored."""

    VERY_SEVERE = "r-very-severe"
    BOTH_HIGH = "r-both-high"
    SEVERE = "r-severe"
    RISE = "r-rise"
    STRESS_RUN = "r-stress-run"
    PERSIST = "r-persist"
    STRESS_DAY = "r-stress-day"
    SOFT_PERSIST = "r-soft-persist"
    LONG_TERM = "r-long-term"
    BETTER = "r-better"


class Family(StrEnum):
    """What a rule tells of."""

    PAIN = "pain"  # of this day
    STRESS = "stress"  # of this day
    STRESSED_WEEKS = "stressed-weeks"
    COURSE = "course"  # of the pain over weeks
    LASTING = "lasting"
    BETTER = "better"


@dataclass(frozen=True)
class Facts:
    """A check-in, and the diary it stands in: by day, itself included, nothing after it."""

    checkin: CheckIn
    diary: Sequence[CheckIn]

    def last(self, days: int) -> list[CheckIn]:
        return window(self.diary, self.checkin.day, days)

    @cached_property
    def earlier(self) -> list[CheckIn]:
        return [one for one in self.diary if one.day < self.checkin.day]

    @property
    def is_stressed(self) -> bool:
        return self.checkin.stress is not None and self.checkin.stress >= HIGH_STRESS

    def goes_on(self, days: int, answers: int, least: int) -> bool:
        """Whether a mean pain of at least `least` spans so many days, with as many answers or more."""
        told = self.last(days)
        spans = bool(told) and self.checkin.day - told[0].day >= timedelta(days - WEEK)
        return spans and len(told) >= answers and fmean(one.pain for one in told) >= least


def _stays_stressed(facts: Facts) -> bool:
    fortnight = [one for one in facts.last(2 * WEEK) if (one.stress or 0) >= _STRESSED]
    this_week = len(window(fortnight, facts.checkin.day, WEEK))
    return min(this_week, len(fortnight) - this_week) >= _STRESSED_DAYS


def _does_not_settle(facts: Facts) -> bool:
    """Four weeks, and the second fortnight is not better than the first as it matters."""
    if not facts.goes_on(MONTH, _DAYS_OF_FOUR_WEEKS, _LINGERS):
        return False
    late = [one.pain for one in facts.last(2 * WEEK)]
    early = [one.pain for one in facts.last(MONTH)][: -len(late)]
    return bool(early) and moved(fmean(early), fmean(late)) is not Direction.BETTER


def _is_better(facts: Facts) -> bool:
    if facts.checkin.pain >= SEVERE_PAIN or is_rise(facts.checkin, facts.earlier):
        return False  # nothing to be glad about today
    change = trend(facts.diary, facts.checkin.day).pain.since_first
    return change is not None and change.direction is Direction.BETTER


@dataclass(frozen=True, slots=True)
class Rule:
    """When something is said, and how long until it may be said again. A gap of zero is a warning sign's."""

    advice: Advice
    family: Family
    gap: timedelta
    holds: Callable[[Facts], bool]


# The gravest first.
RULES = (
    Rule(Advice.VERY_SEVERE, Family.PAIN, timedelta(), lambda facts: facts.checkin.pain >= VERY_SEVERE_PAIN),
    Rule(
        Advice.BOTH_HIGH,
        Family.STRESS,
        _ALERT,
        lambda facts: facts.checkin.pain >= SEVERE_PAIN and facts.is_stressed,
    ),
    Rule(Advice.SEVERE, Family.PAIN, _ALERT, lambda facts: facts.checkin.pain >= SEVERE_PAIN),
    Rule(Advice.RISE, Family.PAIN, _ALERT, lambda facts: is_rise(facts.checkin, facts.earlier)),
    Rule(Advice.STRESS_RUN, Family.STRESSED_WEEKS, _FORTNIGHT, _stays_stressed),
    Rule(
        Advice.PERSIST,
        Family.COURSE,
        _MONTHLY,
        lambda facts: facts.goes_on(_SIX_WEEKS, _DAYS_OF_SIX_WEEKS, _GOES_ON),
    ),
    Rule(Advice.STRESS_DAY, Family.STRESS, _ALERT, lambda facts: facts.is_stressed),
    Rule(Advice.SOFT_PERSIST, Family.COURSE, _MONTHLY, _does_not_settle),
    Rule(
        Advice.LONG_TERM,
        Family.LASTING,
        timedelta(_TWELVE_WEEKS),
        lambda facts: facts.goes_on(_TWELVE_WEEKS, _DAYS_OF_SIX_WEEKS, _LINGERS),
    ),
    Rule(Advice.BETTER, Family.BETTER, _MONTHLY, _is_better),
)
_BY_FAMILY = {family: [rule for rule in RULES if rule.family is family] for family in Family}
_OF_WEEKS = frozenset(
    {Advice.PERSIST, Advice.STRESS_RUN, Advice.SOFT_PERSIST, Advice.LONG_TERM, Advice.BETTER}
)


def advise(
    checkin: CheckIn, history: Iterable[CheckIn], given: Mapping[str, Given], today: date
) -> tuple[Advice, ...]:
    """What is said of a check-in, the gravest first; nothing of a day that is long gone.

    `history` may hold an earlier answer of the same day. What was said of this day earlier today may be said
    again: the same screen is drawn anew.
    """
    if today - checkin.day > FRESH:
        return ()
    earlier = sorted((one for one in history if one.day < checkin.day), key=lambda one: one.day)
    return _said(Facts(checkin, (*earlier, checkin)), given, today)[:AT_MOST]


def advise_on_week(history: Iterable[CheckIn], given: Mapping[str, Given], today: date) -> Advice | None:
    """The gravest of what the last weeks call for; None where they call for nothing."""
    diary = sorted((one for one in history if one.day <= today), key=lambda one: one.day)
    if not diary:
        return None
    said = _said(Facts(diary[-1], diary), given, today)
    return next((advice for advice in said if advice in _OF_WEEKS), None)


def recorded(given: Mapping[str, Given], said: Iterable[Advice], day: date, today: date) -> dict[str, Given]:
    """What has been said, with what is said today of a day's check-in."""
    return {**given, **{advice.value: Given(today, day) for advice in said}}


def _said(facts: Facts, given: Mapping[str, Given], today: date) -> tuple[Advice, ...]:
    found = [rule for family in Family if (rule := _of_family(family, facts, given, today))]
    if len(found) > 1:  # good news does not stand beside bad
        found = [rule for rule in found if rule.advice is not Advice.BETTER]
    return tuple(rule.advice for rule in sorted(found, key=RULES.index))


def _of_family(family: Family, facts: Facts, given: Mapping[str, Given], today: date) -> Rule | None:
    """The gravest rule that holds, unless one as grave was followed lately."""
    for place, rule in enumerate(rules := _BY_FAMILY[family]):
        if rule.holds(facts):
            is_spared = any(_was_lately(one, facts, given, today) for one in rules[: place + 1])
            return None if is_spared else rule
    return None


def _was_lately(rule: Rule, facts: Facts, given: Mapping[str, Given], today: date) -> bool:
    """A date that is well ahead came of a wrong clock, and counts for nothing."""
    last = given.get(rule.advice)
    if last is None or last == Given(today, facts.checkin.day) or last.on - today > FRESH:
        return False
    return max(today - last.on, timedelta()) < rule.gap
