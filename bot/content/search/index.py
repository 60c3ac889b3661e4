"""An index of a library: techniques and conditions by their names, tips by their words."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Generic

from bot.content.search.names import MAX_OFFERED, Match, N, search
from bot.content.search.words import Query, Vocabulary, content_of, plain_words, stems_of
from bot.domain.library import Condition, Library, Technique, Tip

MAX_TIPS = 20
_FEW = 6  # with fewer tips than these, the others of a technique are worth a look
_TITLE, _TOPIC, _BODY, _MORE = 8, 5, 3, 1
_INVOLVED, _WRITTEN_FOR = 4, 12  # what it weighs that a tip is of the technique, or for the condition
_ECHOES = 3  # a sentence that stands in so many tips, as the lines on when to stop do, is about none of them
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n")


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
        self._techniques = _Names(library.techniques)
        self._conditions = _Names(library.conditions)
        self._tips = _TipTexts(library.tips.values())
        self._vocabulary = Vocabulary([*self._techniques.names, *self._conditions.names, *self._tips.texts])

    def find(self, words: str) -> Hits:
        """What `words` may mean, in any spelling and length. The same words find the same things."""
        query = self._vocabulary.read(words)
        techniques, conditions = self._techniques.find(query), self._conditions.find(query)
        if query.has_stranger or not (techniques.items or conditions.items):
            techniques = _surer(techniques, lambda: 0)
        return Hits(techniques, conditions, self._best_tips(query, techniques, conditions))
