"""Tips by the words they say."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from math import log

from bot.content.search.words import Query, content_of
from bot.domain.library import Tip

_TITLE, _TOPIC, _BODY, _MORE = 8, 5, 3, 1
_ECHOES = 3  # a sentence that stands in so many tips, as the lines on when to stop do, is about none of them
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n")


class TipIndex:
    """What each word weighs in each tip."""

    def __init__(self, tips: Iterable[Tip]) -> None:
        own = tuple(tips)
        self.texts = tuple(text for tip in own for text, _ in _parts(tip))
        echoes = {s for s, n in Counter(s for tip in own for s in _sentences(tip)).items() if n >= _ECHOES}
        self._weights: dict[str, dict[str, int]] = defaultdict(dict)
        for tip in own:
            for text, weight in _parts(tip, without=echoes):
                for stem in content_of(text):
                    self._weights[stem][tip.id] = self._weights[stem].get(tip.id, 0) + weight
        self._rarity = {stem: log(1 + len(own) / len(found)) for stem, found in self._weights.items()}

    def scores(self, query: Query) -> dict[str, float]:
        """The tips that say everything that was asked about, each with how much it is about that."""
        found = [self._said(meanings) for meanings in query.needed]
        if not found or not all(found):
            return {}
        beside = [self._said(meanings) for meanings in query.beside]
        tips = set(found[0]).intersection(*found)
        return {tip: sum(said.get(tip, 0) for said in (*found, *beside)) / len(found) for tip in tips}

    def _said(self, meanings: Iterable[str]) -> dict[str, float]:
        """The tips that say one of these words; the rarer the word, the more it counts."""
        said: dict[str, float] = {}
        for stem in meanings:
            for tip, weight in self._weights.get(stem, {}).items():
                said[tip] = max(said.get(tip, 0), weight * self._rarity[stem])
        return said


def _parts(tip: Tip, without: Collection[str] = ()) -> Iterator[tuple[str, int]]:
    """What a tip says and what it weighs there, without these sentences."""
    yield tip.title, _TITLE
    yield tip.topic, _TOPIC
    for text, weight in ((tip.wording.body, _BODY), (tip.wording.more or "", _MORE)):
        yield " ".join(s for s in _SENTENCE_END.split(text) if s not in without), weight


def _sentences(tip: Tip) -> set[str]:
    return {s for text in (tip.wording.body, tip.wording.more or "") for s in _SENTENCE_END.split(text)}
