"""An index of a library: techniques and conditions by their names, tips by their words."""

from dataclasses import dataclass

from bot.content.search.known import NameIndex
from bot.content.search.names import Match
from bot.content.search.tips import TipIndex
from bot.content.search.words import Vocabulary
from bot.domain.library import Condition, Library, Technique

MAX_TIPS = 20
_FEW = 6  # with fewer tips than these, the others of the technique are worth a look
_INVOLVED, _WRITTEN_FOR = 8, 24  # what it weighs that a tip has the technique, or is for the condition


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found. Nothing is said of whom it suits: the caller sees to that."""

    techniques: Match[Technique]
    conditions: Match[Condition]
    tips: tuple[str, ...]  # ids, best first

    @property
    def is_empty(self) -> bool:
        return not (self.techniques.items or self.conditions.items or self.tips)


class Index:
    """Finds things in one library. Built once; it keeps nothing of what is asked."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._techniques = NameIndex(library.techniques)
        self._conditions = NameIndex(library.conditions)
        self._tips = TipIndex(library.tips.values())
        self._vocabulary = Vocabulary(
            [*self._techniques.phrases, *self._conditions.phrases, *self._tips.texts]
        )
        self._place = {tip: place for place, tip in enumerate(library.tips)}

    def find(self, words: str) -> Hits:
        """What `words` may mean, spelling forgiven. The same words find the same things."""
        query = self._vocabulary.read(words)
        if not query.words:
            return Hits(Match((), sure=False), Match((), sure=False), ())
        techniques, conditions = self._techniques.find(query), self._conditions.find(query)
        said = self._tips.scores(query)
        sure = techniques.sure or conditions.sure
        if not sure and (query.has_stranger or not (techniques.items or conditions.items or said)):
            techniques, conditions = self._techniques.guess(query), self._conditions.guess(query)
        if techniques.sure and not conditions.sure:
            conditions = Match((), sure=False)
        if conditions.sure and not techniques.sure:
            techniques = Match((), sure=False)
        return Hits(techniques, conditions, self._best(said, techniques, conditions))

    def _best(
        self, said: dict[str, float], techniques: Match[Technique], conditions: Match[Condition]
    ) -> tuple[str, ...]:
        """Tips that say the words, and tips of the technique or for the condition that was meant."""
        scores = dict(said)
        for tip in self._library.tips.values():
            if conditions.sure and conditions.items[0].id in tip.only_for:
                scores[tip.id] = scores.get(tip.id, 0) + _WRITTEN_FOR
            if techniques.sure and techniques.items[0].id in tip.techniques:
                if tip.id in scores or len(said) < _FEW:
                    scores[tip.id] = scores.get(tip.id, 0) + _INVOLVED
        return tuple(sorted(scores, key=lambda tip: (-scores[tip], self._place[tip]))[:MAX_TIPS])
