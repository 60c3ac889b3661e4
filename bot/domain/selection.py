"""Choosing the next tip, with a reason that is true.

No tip comes twice before all that suit the person have been seen; among those not seen, the topic that
has waited longest goes first. The order within a topic differs from person to person, yet is always the
same for one person, so a choice can be repeated and explained.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zlib import crc32

from bot.domain.library import Library
from bot.domain.profile import Profile, Taste
from bot.domain.suitability import SuitableTip, suitable_tips, suitable_wording


class Reason(StrEnum):
    """Why a tip was chosen. The values are stored and travel in buttons: keep them short and for ever."""

    FIRST = "first"  # the first tip of all, on easy movement
    NEW_TOPIC = "new"  # nothing from this topic has come yet
    BALANCE = "bal"  # this topic has waited longest
    AGAIN = "again"  # all that suit have been seen; this one the longest ago
    ASKED = "asked"  # opened by the person, from a link or a list


FIRST_TOPIC = "moving"  # what has most behind it, and asks least


@dataclass(frozen=True, slots=True)
class Choice:
    suitable: SuitableTip
    reason: Reason


def known_conditions(profile: Profile) -> frozenset[str] | None:
    """The person's conditions as the filter takes them; None where nothing is known."""
    return None if profile.conditions is None else frozenset(profile.conditions)


def _welcome(tips: Sequence[SuitableTip], taste: Taste) -> Sequence[SuitableTip]:
    """Those the person has not turned away; if nothing is left, a topic is easier to hear than a tip."""
    kept = [t for t in tips if t.tip.id not in taste.disliked]
    wanted = [t for t in kept if t.tip.topic not in taste.muted_topics]
    return wanted or kept or tips


def select_tip(library: Library, profile: Profile) -> Choice | None:
    """The next tip for a person, or None when not one suits them."""
    taste = profile.taste
    tips = _welcome(suitable_tips(library, known_conditions(profile)), taste)
    if not tips:
        return None
    seen = {tip_id: turn for turn, tip_id in enumerate(taste.seen)}
    unseen = [t for t in tips if t.tip.id not in seen]
    if not unseen:
        return Choice(min(tips, key=lambda t: seen[t.tip.id]), Reason.AGAIN)
    if not seen and (first := [t for t in unseen if t.tip.topic == FIRST_TOPIC]):
        return Choice(_pick(profile, first), Reason.FIRST)
    last_turn: dict[str, int] = {}  # topic -> when it last came
    for tip_id, turn in seen.items():
        if tip := library.tips.get(tip_id):
            last_turn[tip.topic] = turn
    longest_ago = min(last_turn.get(t.tip.topic, -1) for t in unseen)
    waiting = [t for t in unseen if last_turn.get(t.tip.topic, -1) == longest_ago]
    return Choice(_pick(profile, waiting), Reason.NEW_TOPIC if longest_ago < 0 else Reason.BALANCE)


def _pick(profile: Profile, tips: Sequence[SuitableTip]) -> SuitableTip:
    """One of them, in an order that differs from person to person."""
    return min(tips, key=lambda t: crc32(f"{profile.id}:{t.tip.id}".encode()))


def with_seen(taste: Taste, tip_id: str) -> Taste:
    """The tip moved to the end, as the one seen last."""
    return replace(taste, seen=(*(other for other in taste.seen if other != tip_id), tip_id))


def with_opinion(taste: Taste, tip_id: str, liked: bool) -> Taste:
    """Helpful or not for me; the newer opinion replaces the older."""
    here = frozenset({tip_id})
    if liked:
        return replace(taste, liked=taste.liked | here, disliked=taste.disliked - here)
    return replace(taste, liked=taste.liked - here, disliked=taste.disliked | here)


def without_traces(library: Library, taste: Taste) -> Taste:
    """Without what tells of a person's health: tips that only people with some condition are sent."""
    told = {tip.id for tip in library.tips.values() if tip.only_for}
    return replace(taste, seen=tuple(tip_id for tip_id in taste.seen if tip_id not in told))


def with_topic_muted(taste: Taste, topic: str, muted: bool) -> Taste:
    here = frozenset({topic})
    return replace(taste, muted_topics=taste.muted_topics | here if muted else taste.muted_topics - here)


def find_tip(library: Library, profile: Profile | None, tip_id: str, reason: Reason) -> Choice | None:
    """A tip by its id, in this person's wording; None if it is retired or does not suit."""
    tip = library.tips.get(tip_id)
    conditions = known_conditions(profile) if profile else None
    wording = suitable_wording(library, tip, conditions) if tip else None
    return Choice(SuitableTip(tip, wording), reason) if tip and wording else None


def choice_to_serve(library: Library, profile: Profile, tip_id: str, reason: Reason) -> Choice | None:
    """A tip chosen earlier, if it may still be sent; else a fresh choice."""
    return find_tip(library, profile, tip_id, reason) or select_tip(library, profile)
