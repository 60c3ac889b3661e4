"""What a person was sent and what they said, written down beside the bot and in its own way."""

from collections.abc import Iterable
from datetime import date

from tests.domain.circumstances import WISHES, Circumstances
from tests.domain.judge import Evening, asked_for


class Memory:
    """One person's, from the day they joined."""

    def __init__(self, start: date, conditions: Iterable[str] | None, seen: Iterable[str]) -> None:
        self.start = start
        self.diary: dict[date, Evening] = {}
        self.conditions = None if conditions is None else frozenset(conditions)
        self._seen = dict.fromkeys(seen)  # in the order in which they came last
        self._by_wish = False
        self._opinions: dict[str, bool] = {}
        self._wishes: dict[str, str] = {}
        self._settle()

    def saw(self, tip_id: str, reason: str) -> None:
        self._seen.pop(tip_id, None)
        self._seen[tip_id] = None
        self._by_wish = reason in WISHES

    def found(self, tip_id: str, helpful: bool) -> None:
        self._opinions[tip_id] = helpful
        self._settle()

    def wished(self, topic: str, wish: str) -> None:
        self._wishes[topic] = wish
        self._settle()

    def _settle(self) -> None:
        self._liked = frozenset(tip for tip, helpful in self._opinions.items() if helpful)
        self._disliked = frozenset(self._opinions) - self._liked
        self._muted = frozenset(topic for topic, wish in self._wishes.items() if wish == "none")
        self._chosen = frozenset(topic for topic, wish in self._wishes.items() if wish == "more")

    def on(self, today: date) -> Circumstances:
        """All that a choice of that day has to go by."""
        return Circumstances(
            conditions=self.conditions,
            seen=tuple(self._seen),
            liked=self._liked,
            disliked=self._disliked,
            muted=self._muted,
            chosen=self._chosen,
            days_here=(today - self.start).days,
            asked=asked_for(self.diary, today),
            by_wish=self._by_wish,
        )
