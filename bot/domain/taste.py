"""What a person thinks of tips and topics, and how that changes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.library import Library


class TopicWish(StrEnum):
    """How much a person wants of a topic."""

    MORE = "more"
    SOME = "some"
    NONE = "none"


MAX_SAVED = 100


@dataclass(frozen=True, slots=True)
class Taste:
    """What a person thinks of tips. `seen` and `saved` hold each tip once, the longest ago first."""

    seen: tuple[str, ...] = ()
    liked: frozenset[str] = frozenset()
    disliked: frozenset[str] = frozenset()
    muted_topics: frozenset[str] = frozenset()
    chosen_topics: frozenset[str] = frozenset()  # more of these, please
    saved: tuple[str, ...] = ()
    by_wish: bool = False  # the last tip seen went before the order of topics, so the next one keeps to it

    def wish(self, topic: str) -> TopicWish:
        if topic in self.muted_topics:
            return TopicWish.NONE
        return TopicWish.MORE if topic in self.chosen_topics else TopicWish.SOME


def with_seen(taste: Taste, tip_id: str, *, by_wish: bool = False) -> Taste:
    """The tip moved to the end, as the one seen last."""
    others = (other for other in taste.seen if other != tip_id)
    return replace(taste, seen=(*others, tip_id), by_wish=by_wish)


def with_opinion(taste: Taste, tip_id: str, liked: bool) -> Taste:
    """Helpful or not for me; the newer opinion replaces the older."""
    here = frozenset({tip_id})
    if liked:
        return replace(taste, liked=taste.liked | here, disliked=taste.disliked - here)
    return replace(taste, liked=taste.liked - here, disliked=taste.disliked | here)


def without_traces(library: Library, taste: Taste) -> Taste:
    """Without what tells of a person's health: tips and topics that only people with a condition get."""
    told = {tip.id for tip in library.tips.values() if tip.only_for}
    return replace(
        taste,
        seen=tuple(tip_id for tip_id in taste.seen if tip_id not in told),
        saved=tuple(tip_id for tip_id in taste.saved if tip_id not in told),
        chosen_topics=frozenset(
            topic for topic in taste.chosen_topics if not told >= library.of_topic(topic)
        ),
    )


def with_topic(taste: Taste, topic: str, wish: TopicWish) -> Taste:
    """What a person wants of a topic; the newer wish replaces the older."""
    here = frozenset({topic})
    return replace(
        taste,
        chosen_topics=taste.chosen_topics | here if wish is TopicWish.MORE else taste.chosen_topics - here,
        muted_topics=taste.muted_topics | here if wish is TopicWish.NONE else taste.muted_topics - here,
    )


def with_saved(taste: Taste, tip_id: str, kept: bool) -> Taste:
    """A tip kept, as the newest of at most MAX_SAVED, or let go."""
    others = tuple(other for other in taste.saved if other != tip_id)
    return replace(taste, saved=(*others, tip_id)[-MAX_SAVED:] if kept else others)


def dislikes(before: Taste, after: Taste) -> dict[str, int]:
    """What changed in the tips that are not for one: 1 for a new one, -1 for one that is none any more."""
    new = dict.fromkeys(after.disliked - before.disliked, 1)
    return new | dict.fromkeys(before.disliked - after.disliked, -1)
