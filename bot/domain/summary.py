"""The week in short: what was answered, and one suggestion with its reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from statistics import fmean

from bot.domain.advice import Advice, advise_on_week
from bot.domain.checkin import CheckIn, Tag
from bot.domain.profile import Given, Profile
from bot.domain.taste import Taste, TopicWish
from bot.domain.trend import WEEK, Measure, trend, window

_DAY = timedelta(days=1)
_OFTEN = 2  # days of a week with a tag, from which it is a reason
_MUCH_STRESS = 6  # a mean, from which it is a reason


@dataclass(frozen=True, slots=True)
class TopicTip:
    """Tips on a topic are suggested: for a tag on so many days, for much stress, or (None) because the topic
    suits nearly every week. `is_chosen`: the person asked for more of it already."""

    topic: str
    because: Tag | Measure | None
    days: int = 0
    is_chosen: bool = False


class Other(Enum):
    """What is suggested where no topic is left to suggest."""

    CARRY_ON = auto()


Suggestion = Advice | TopicTip | Other


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
_STRESS_TOPIC = "breathing"
_ANY_WEEK = ("moving", "breathing")  # topics that need no other reason


def summary_is_due(profile: Profile, history: Iterable[CheckIn], today: date) -> bool:
    """Once in seven days, if anything was answered in them. Who answers nothing is told nothing."""
    since = profile.summarised_on or profile.started_on
    if since is None or not profile.keeps_health_answers or today - since < timedelta(WEEK):
        return False
    return bool(window(history, today - _DAY, WEEK))


def summary(history: Sequence[CheckIn], given: Mapping[str, Given], taste: Taste, today: date) -> Summary:
    """The seven days before today. No topic is suggested that the person does not want."""
    last = today - _DAY
    found, week = trend(history, last), window(history, last, WEEK)
    tags = Counter(tag for one in week for tag in one.tags or ())
    return Summary(
        found.pain,
        found.stress,
        len(week),
        tuple(sorted(tags.items(), key=lambda counted: (-counted[1], counted[0]))),
        advise_on_week(history, given, last) or _topic(week, found.stress, tags, taste),
    )


def _topic(
    week: Sequence[CheckIn], stress: Measure, tags: Mapping[Tag, int], taste: Taste
) -> TopicTip | Other:
    told = [one.stress for one in week if one.stress is not None]
    found = [TopicTip(topic, tag, tags[tag]) for tag, topic in _TOPICS if tags.get(tag, 0) >= _OFTEN]
    if told and fmean(told) >= _MUCH_STRESS:
        found.append(TopicTip(_STRESS_TOPIC, stress))
    wanted = [tip for tip in found if taste.wish(tip.topic) is not TopicWish.NONE]
    if wanted:
        return replace(wanted[0], is_chosen=taste.wish(wanted[0].topic) is TopicWish.MORE)
    fresh = (topic for topic in _ANY_WEEK if taste.wish(topic) is TopicWish.SOME)
    return next((TopicTip(topic, None) for topic in fresh), Other.CARRY_ON)
