"""An index of a library: techniques and conditions by their names, tips by their words."""

import re
from dataclasses import dataclass

from bot.content.search.known import NameIndex
from bot.content.search.names import Match
from bot.content.search.tips import TipIndex
from bot.content.search.words import Vocabulary
from bot.domain.library import Condition, Library, Technique

MAX_TIPS = 20
_FEW = 6  # with fewer tips than these, others about the technique or condition are worth a look
_INVOLVED, _WRITTEN_FOR = 8, 24  # what it weighs that a tip has the technique, or is for the condition
_BETWEEN_NAMES = re.compile(r", | or ")  # "Slipped disc or sciatica"


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
        is_sure = techniques.sure or conditions.sure
        if not is_sure and (query.has_stranger or not (techniques.items or conditions.items or said)):
            techniques, conditions = self._techniques.guess(query), self._conditions.guess(query)
        if techniques.sure and not conditions.sure:
            conditions = Match((), sure=False)
        elif conditions.sure and not techniques.sure:
            techniques = Match((), sure=False)
        technique = techniques.items[0] if techniques.sure else None
        condition = conditions.items[0] if conditions.sure else None
        return Hits(techniques, conditions, self._best(said, technique, condition))

    def is_name(self, words: str) -> bool:
        """Whether `words` are the name of a technique or condition, and nothing else."""
        query = self._vocabulary.read(words)
        return self._techniques.has(query) or self._conditions.has(query)

    def _best(
        self, said: dict[str, float], technique: Technique | None, condition: Condition | None
    ) -> tuple[str, ...]:
        """The tips that say the words, and those of the technique and the condition that were meant."""
        scores = dict(said)
        if condition:
            for tip_id, score in self._about(condition, wide=len(said) < _FEW).items():
                scores[tip_id] = scores.get(tip_id, 0) + score
        for tip in self._library.tips.values():
            wanted = tip.id in scores or len(said) < _FEW
            if technique and wanted and technique.id in tip.techniques:
                scores[tip.id] = scores.get(tip.id, 0) + _INVOLVED
        return tuple(sorted(scores, key=lambda tip_id: (-scores[tip_id], self._place[tip_id]))[:MAX_TIPS])

    def _about(self, condition: Condition, *, wide: bool) -> dict[str, float]:
        """The tips written for a condition; in a wide search, also those that say a name of it."""
        tips = self._library.tips.values()
        scores: dict[str, float] = {tip.id: _WRITTEN_FOR for tip in tips if condition.id in tip.only_for}
        names = map(self._vocabulary.read, _BETWEEN_NAMES.split(condition.name) if wide else ())
        for name in names:
            for tip_id, score in self._tips.scores(name).items() if name.is_all_content else ():
                scores[tip_id] = scores.get(tip_id, 0) + score / 2
        return scores
