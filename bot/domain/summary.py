"""The week in short: what was answered, and one suggestion with its reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.domain.advice import Advice, advise_on_week
from bot.domain.checkin import CheckIn, Tag
from bot.domain.profile import Given, Profile
from bot.domain.trend import WEEK, Measure, trend, window

_DAY = timedelta(days=1)
_OFTEN = 2  # days of a week with a tag, from which it is a reason
_MUCH_STRESS = 6  # a mean, from which it is a reason


@dataclass(frozen=True, slots=True)
class TopicTip:
    """More tips on a topic are suggested: for a tag on so many days, for much stress, or (None) because
    gentle movement suits nearly every week."""

    topic: str
    because: Tag | Measure | None
    days: int = 0


Suggestion = Advice | TopicTip


@dataclass(frozen=True, slots=True)
class Summary:
    """Seven days that are over."""

    pain: Measure
    stress: Measure
    answered: int
    tags: tuple[tuple[Tag, int], ...]  # the most frequent first
    suggestion: Suggestion


_TOPICS = (  # which tag speaks for tips on which topic, the most telling first
    (Tag.SLEPT_BADLY, "sleep"),
    (Tag.LONG_SITTING, "work"),
    (Tag.EXERCISE, "moving"),
)


def summary_is_due(profile: Profile, history: Iterable[CheckIn], today: date) -> bool:
    """Once in seven days, if anything was answered in them. Who answers nothing is told nothing."""
    since = profile.summarised_on or profile.started_on
    if since is None or not profile.keeps_health_answers or today - since < timedelta(WEEK):
        return False
    return bool(window(history, today - _DAY, WEEK))


def summary(
    history: Sequence[CheckIn], given: Mapping[str, Given], muted: frozenset[str], today: date
) -> Summary:
    """The seven days before today. `muted`: topics the person does not want."""
    last = today - _DAY
    found, week = trend(history, last), window(history, last, WEEK)
    tags = Counter(tag for one in week for tag in one.tags or ())
    return Summary(
        found.pain,
        found.stress,
        len(week),
        tuple(sorted(tags.items(), key=lambda counted: (-counted[1], counted[0]))),
        advise_on_week(history, given, last) or _topic(week, found.stress, tags, muted),
    )


def _topic(
    week: Sequence[CheckIn], stress: Measure, tags: Mapping[Tag, int], muted: frozenset[str]
) -> TopicTip:
    for tag, topic in _TOPICS:
        if tags.get(tag, 0) >= _OFTEN and topic not in muted:
            return TopicTip(topic, tag, tags[tag])
    told = [one.stress for one in week if one.stress is not None]
    if told and fmean(told) >= _MUCH_STRESS and "breathing" not in muted:
        return TopicTip("breathing", stress)
    return TopicTip("moving", None)
