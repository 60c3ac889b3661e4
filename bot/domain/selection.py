"""Choosing the next tip, with a reason that is true.

No tip comes twice before all that suit the person have been seen; after that, the next is one of those seen
longest ago. Of what is left, a tip that fits a flare goes first, always. Then one that fits the day
(stress, a bad night), one written for the person's own condition, one from a topic they asked for, or one
for the long run; but after any of these, the next choice goes to the topic that has waited longest. The
order within a topic differs from person to person, yet is always the same for one person, so a choice can
be repeated and explained.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zlib import crc32

from bot.domain.advice import Advice
from bot.domain.library import Library, Need
from bot.domain.profile import Profile
from bot.domain.suitability import Programme, SuitableTip, suitable_tips, suitable_wording
from bot.domain.taste import Taste, with_seen


class Reason(StrEnum):
    """Why a tip was chosen. The values are stored and travel in buttons: keep them short and for ever."""

    FIRST = "first"  # the first tip of all, on easy movement
    FLARE = "flare"  # the last check-in told of a flare
    STRESS = "stress"  # … of high stress
    SLEEP = "sleep"  # … of a bad night
    OWN = "own"  # written for something on the person's checklist
    CHOSEN = "chose"  # from a topic the person wants more of
    LONG_RUN = "long"  # here for months, and the tip is for pain that lasts
    BASICS = "basic"  # in the first weeks, the next of the basic topics
    NEW_TOPIC = "new"  # nothing from this topic has come yet
    BALANCE = "bal"  # this topic has waited longest
    AGAIN = "again"  # all that suit have been seen; this is one of those seen longest ago
    LIKED = "liked"  # likewise, and the person found it helpful
    ASKED = "asked"  # opened by the person, from a link or a list


WISHES = frozenset({Reason.FLARE, Reason.STRESS, Reason.SLEEP, Reason.OWN, Reason.CHOSEN, Reason.LONG_RUN})
BASIC_TOPICS = ("moving", "knowing", "breathing", "expectations", "safety", "sleep", "work")  # in this order
FIRST_WEEKS = timedelta(weeks=4)
LONG_RUN = timedelta(weeks=12)  # r-long-term in the clinical facts
RESTED = 4  # once all are seen, only the quarter seen longest ago may come again
NEVER = sys.maxsize  # how many tips ago a topic came that has not
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a choice goes by beside the profile: the local date, and what the last check-in asks for."""

    today: date
    needs: frozenset[Need] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    suitable: SuitableTip
    reason: Reason


def known_conditions(profile: Profile) -> frozenset[str] | None:
    """The person's conditions as the filter takes them; None where nothing is known."""
    return None if profile.conditions is None else frozenset(profile.conditions)


def select_tip(library: Library, profile: Profile, moment: Moment) -> Choice | None:
    """The next tip for a person, or None when not one suits them."""
    programme, taste = suitable_tips(library, known_conditions(profile)), profile.taste
    pool = _welcome(programme, taste)
    if not pool:
        return None
    fresh = pool.difference(taste.seen)
    left = _Left(library, programme, profile, fresh or _rested(pool, taste))
    for reason, wished in _wishes(programme, profile, moment):
        if fitting := left.ids & wished:
            return left.choose(fitting, reason)
    if fresh:
        return _by_balance(left, moment)
    liked = left.ids & taste.liked
    oldest = next(tip_id for tip_id in taste.seen if tip_id in (liked or left.ids))
    return Choice(programme.tips[oldest], Reason.LIKED if liked else Reason.AGAIN)


def _welcome(programme: Programme, taste: Taste) -> frozenset[str]:
    """Those the person has not turned away; if nothing is left, a topic is easier to hear than a tip."""
    kept = programme.ids - taste.disliked
    wanted = kept.difference(*map(programme.of_topic, taste.muted_topics))
    return wanted or kept or programme.ids


def _rested(pool: frozenset[str], taste: Taste) -> frozenset[str]:
    """The quarter of a pool that was seen longest ago."""
    order = [tip_id for tip_id in taste.seen if tip_id in pool]
    return frozenset(order[: max(1, len(order) // RESTED)])


def _wishes(
    programme: Programme, profile: Profile, moment: Moment
) -> Iterator[tuple[Reason, frozenset[str]]]:
    """What goes before the order of topics, most pressing first. A flare always does; the others do unless
    the last tip came by such a wish, so that at least every second one keeps the topics in balance."""
    if Need.FLARE in moment.needs:
        yield Reason.FLARE, programme.helping(Need.FLARE)
    if profile.taste.by_wish:
        return
    if Need.STRESS in moment.needs:
        yield Reason.STRESS, programme.helping(Need.STRESS)
    if Need.SLEEP in moment.needs:
        yield Reason.SLEEP, programme.helping(Need.SLEEP)
    if profile.taste.seen:  # the very first tip is the same kind for everybody
        yield Reason.OWN, programme.own.difference(profile.taste.seen)
    yield Reason.CHOSEN, _NOTHING.union(*map(programme.of_topic, profile.taste.chosen_topics))
    if _is_here_since(profile, moment, LONG_RUN) or Advice.LONG_TERM in profile.advised:
        yield Reason.LONG_RUN, programme.helping(Need.LONG_LASTING)


def _is_here_since(profile: Profile, moment: Moment, span: timedelta) -> bool:
    return profile.started_on is not None and moment.today - profile.started_on >= span


@dataclass(frozen=True, slots=True)
class _Left:
    """What there is to choose from, and for whom."""

    library: Library
    programme: Programme
    profile: Profile
    ids: frozenset[str]

    def choose(self, ids: frozenset[str], reason: Reason) -> Choice:
        """One of these, from the topic that has waited longest, in an order of the person's own."""
        return self.choose_by(self.topics_waiting(ids), ids, reason)

    def choose_by(self, waited: Mapping[str, int], ids: frozenset[str], reason: Reason) -> Choice:
        longest = max(waited.values())
        topics = [topic for topic, turns in waited.items() if turns == longest]
        return self.choose_from(topics, ids, reason)

    def choose_from(self, topics: Iterable[str], ids: frozenset[str], reason: Reason) -> Choice:
        fitting = ids & _NOTHING.union(*map(self.programme.of_topic, topics))
        person = crc32(f"{self.profile.id}:".encode())  # continued below as if it were one text
        first = min(fitting, key=lambda tip_id: (crc32(tip_id.encode(), person), tip_id))
        return Choice(self.programme.tips[first], reason)

    def topics_waiting(self, ids: frozenset[str]) -> dict[str, int]:
        """How many tips ago each topic of these last came; NEVER for one that has not."""
        waited = {topic: NEVER for topic, own in self.programme.topics.items() if not own.isdisjoint(ids)}
        unknown = len(waited)
        for ago, tip_id in enumerate(reversed(self.profile.taste.seen)):
            tip = self.library.tips.get(tip_id)
            if tip is not None and waited.get(tip.topic) == NEVER:
                waited[tip.topic] = ago
                unknown -= 1
                if not unknown:
                    break
        return waited


def _by_balance(left: _Left, moment: Moment) -> Choice:
    """A tip from the topic that has waited longest; in the first weeks, the basic topics come first."""
    if not left.profile.taste.seen and (first := _first_ones(left)):
        return left.choose(first, Reason.FIRST)
    waited = left.topics_waiting(left.ids)
    if NEVER not in waited.values():
        return left.choose_by(waited, left.ids, Reason.BALANCE)
    basic = next((topic for topic in BASIC_TOPICS if waited.get(topic) == NEVER), None)
    if basic is not None and not _is_here_since(left.profile, moment, FIRST_WEEKS):
        return left.choose_from([basic], left.ids, Reason.BASICS)
    return left.choose_by(waited, left.ids, Reason.NEW_TOPIC)


def served(profile: Profile, choice: Choice) -> Profile:
    """The profile once a chosen tip has been planned or shown."""
    seen = with_seen(profile.taste, choice.suitable.tip.id, by_wish=choice.reason in WISHES)
    return replace(profile, taste=seen)


def _first_ones(left: _Left) -> frozenset[str]:
    """Of the first topic, the tips for people whose pain is new: they take nothing for granted."""
    of_topic = left.ids & left.programme.of_topic(BASIC_TOPICS[0])
    return of_topic & left.programme.helping(Need.NEW_PAIN) or of_topic


def find_tip(library: Library, profile: Profile | None, tip_id: str, reason: Reason) -> Choice | None:
    """A tip by its id, in this person's wording; None if it is retired or does not suit."""
    tip = library.tips.get(tip_id)
    conditions = known_conditions(profile) if profile else None
    wording = suitable_wording(library, tip, conditions) if tip else None
    return Choice(SuitableTip(tip, wording), reason) if tip and wording else None
