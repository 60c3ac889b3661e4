"""What a choice of a tip is owed to, judged from the YAML alone: it shares no code with the bot."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from tests.domain.judge import TIPS, TOPIC_OF, TOPICS, suitable

EASY_MOVEMENT = "moving"
BASICS = ("moving", "knowing", "breathing", "expectations", "safety", "sleep", "work")
WISHES = ("flare", "stress", "sleep", "own", "chose", "long")
WRITTEN_FOR = {tip_id: frozenset(tip.get("only_for", ())) for tip_id, tip in TIPS.items()}
FOUR_WEEKS, TWELVE_WEEKS = 28, 84  # days
NEVER = -1
IN_TOPIC = {topic: frozenset(tip for tip, its in TOPIC_OF.items() if its == topic) for topic in TOPICS}
HELPING = {
    need: frozenset(tip_id for tip_id, tip in TIPS.items() if need in tip["helps"])
    for need in ("flare", "stress", "sleep", "long-lasting", "new-pain")
}


@cache
def suitable_set(conditions: frozenset[str] | None) -> frozenset[str]:
    return frozenset(suitable(conditions))


@lru_cache(maxsize=4096)
def what_is_welcome(
    conditions: frozenset[str] | None, disliked: frozenset[str], muted: frozenset[str]
) -> frozenset[str]:
    """What suits and is not turned away; topics are given way on before single tips."""
    fitting = suitable_set(conditions)
    kept = frozenset(tip_id for tip_id in fitting if tip_id not in disliked)
    wanted = frozenset(tip_id for tip_id in kept if TOPIC_OF[tip_id] not in muted)
    return wanted or kept or fitting


@dataclass(frozen=True)
class Circumstances:
    """All that is known when a tip is chosen. `asked` is what the day asks for, as the judge sees it."""

    conditions: frozenset[str] | None
    seen: tuple[str, ...]
    liked: frozenset[str]
    disliked: frozenset[str]
    muted: frozenset[str]
    chosen: frozenset[str]
    days_here: int | None  # None: not subscribed yet
    asked: frozenset[str]
    by_wish: bool = False  # the last tip came because of a wish

    @cached_property
    def welcome(self) -> frozenset[str]:
        return what_is_welcome(self.conditions, self.disliked, self.muted)

    @cached_property
    def unseen(self) -> frozenset[str]:
        return self.welcome.difference(self.seen)

    @cached_property
    def rested(self) -> list[str]:
        """The quarter seen longest ago, at least one, the longest ago first."""
        order = [tip_id for tip_id in self.seen if tip_id in self.welcome]
        return order[: len(order) // 4 or 1]

    @cached_property
    def may_come(self) -> frozenset[str]:
        """Nothing twice before all has been seen, then what has rested."""
        return self.unseen or frozenset(self.rested)

    @cached_property
    def addressed(self) -> frozenset[str]:
        """The tips that are written for a condition of theirs."""
        own = self.conditions or frozenset()
        return frozenset(tip_id for tip_id, its in WRITTEN_FOR.items() if its & own)

    @cached_property
    def last_turns(self) -> dict[str, int]:
        """When each topic last came; a tip that has been retired since has none."""
        return {TOPIC_OF[tip_id]: turn for turn, tip_id in enumerate(self.seen) if tip_id in TOPIC_OF}

    def last_turn(self, topic: str) -> int:
        return self.last_turns.get(topic, NEVER)

    def of_patient_topics(self, tips: frozenset[str]) -> frozenset[str]:
        """Those of the tips whose topic has waited longest."""
        turns = {topic: self.last_turn(topic) for topic in {TOPIC_OF[tip_id] for tip_id in tips}}
        patience = min(turns.values())
        return frozenset(tip_id for tip_id in tips if turns[TOPIC_OF[tip_id]] == patience)

    def next_basic(self) -> str | None:
        """The first of the basic topics that has something new and has not come at all."""
        open_topics = {TOPIC_OF[tip_id] for tip_id in self.unseen if TOPIC_OF[tip_id] not in self.last_turns}
        return next((topic for topic in BASICS if topic in open_topics), None)

    def is_true(self, reason: str, tip_id: str) -> bool:  # noqa: C901  a table, read top to bottom
        """Whether what a reason says of a tip is so."""
        topic = TOPIC_OF[tip_id]
        match reason:
            case "first":
                return not self.seen and topic == EASY_MOVEMENT
            case "flare" | "stress" | "sleep":
                return reason in self.asked and tip_id in HELPING[reason]
            case "own":
                return tip_id in self.addressed
            case "chose":
                return topic in self.chosen
            case "long":
                here = self.days_here is not None and self.days_here >= TWELVE_WEEKS
                return here and tip_id in HELPING["long-lasting"]
            case "basic":
                new_here = self.days_here is None or self.days_here < FOUR_WEEKS
                return new_here and topic == self.next_basic()
            case "new":
                return self.last_turn(topic) == NEVER
            case "bal":
                return self.last_turn(topic) != NEVER and tip_id in self.of_patient_topics(self.unseen)
            case "again":
                return not self.unseen and tip_id == self.rested[0]
            case "liked":
                return not self.unseen and tip_id in self.liked and tip_id in self.rested
        return False  # nobody asked for it

    def wishes(self) -> Iterator[tuple[str, frozenset[str]]]:
        """What was wished for, most pressing first, and the tips that would do."""
        for need in ("stress", "sleep"):
            if need in self.asked:
                yield need, HELPING[need]
        if self.seen:
            yield "own", self.addressed.difference(self.seen)
        if self.chosen:
            yield "chose", frozenset(tip_id for topic in self.chosen for tip_id in IN_TOPIC.get(topic, ()))
        if self.days_here is not None and self.days_here >= TWELVE_WEEKS:
            yield "long", HELPING["long-lasting"]

    def owed(self) -> tuple[str, frozenset[str]]:
        """The reason by which the next tip has to come, and the tips that it may be. After a wish, the
        topics have their turn."""
        wishes = [] if self.by_wish else list(self.wishes())
        if "flare" in self.asked:
            wishes.insert(0, ("flare", HELPING["flare"]))
        for reason, tips in wishes:
            if answering := self.may_come & tips:
                return reason, self.of_patient_topics(answering)
        return self._owed_unasked()

    def _owed_unasked(self) -> tuple[str, frozenset[str]]:
        """Likewise, where nothing is asked for."""
        if not self.unseen:
            liked = [tip_id for tip_id in self.rested if tip_id in self.liked]
            return ("liked", frozenset(liked[:1])) if liked else ("again", frozenset(self.rested[:1]))
        beginning = IN_TOPIC[EASY_MOVEMENT] & self.unseen
        beginning = beginning & HELPING["new-pain"] or beginning
        if not self.seen and beginning:
            return "first", beginning
        patient = self.of_patient_topics(self.unseen)
        if all(TOPIC_OF[tip_id] in self.last_turns for tip_id in patient):
            return "bal", patient
        basic = self.next_basic()
        if basic is not None and (self.days_here is None or self.days_here < FOUR_WEEKS):
            return "basic", IN_TOPIC[basic] & self.unseen
        return "new", patient
