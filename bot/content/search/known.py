"""Techniques and conditions by the words of their names, once the typed ones have been read."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Generic, NamedTuple

from rapidfuzz import fuzz, process

from bot.content.search.names import MAX_OFFERED, Match, N, search
from bot.content.search.words import Query, plain_words, stems_of

_NEAR = 85  # of 100
_VERY_NEAR = 90  # where all words are known: "heat attack" is 96 to "heart attack", "talking" 86 to "walking"
_ALIKE = 75  # one edit in six letters is 83
_SURE_SHARE = 0.5  # of what was asked about: one word of a long question is only offered


class _Fit(NamedTuple):
    """How well a name fits a query; the greater, the better."""

    is_whole: bool  # all its words were typed; else some of them, and nothing else
    common: int  # the words it shares with the query
    untyped: int  # less one for each word of it that was not typed
    rarity: float  # "massage" is in many names, "acupressure" in few
    share: float  # how much of what was asked about it covers


class NameIndex(Generic[N]):
    """The names of all things of one kind."""

    def __init__(self, things: Mapping[str, N]) -> None:
        self._things = things
        self._phrases: dict[str, N] = {}
        self._names: dict[tuple[frozenset[str], str], None] = {}  # in order, each once
        for thing in things.values():
            for name in (thing.id, thing.name, *thing.aliases):
                self._phrases[" ".join(plain_words(name))] = thing
                self._names[stems_of(name), thing.id] = None
        self._owners: dict[str, set[str]] = defaultdict(set)
        for name_stems, thing_id in self._names:
            for stem in name_stems:
                self._owners[stem].add(thing_id)

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(self._phrases)

    def find(self, query: Query) -> Match[N]:
        """The things one of whose names, or a part of it, was typed; best first."""
        if query.phrase in self._phrases:
            return Match((self._phrases[query.phrase],), sure=True)
        best = self._best_fits(query)
        ranked = sorted(best, key=lambda thing_id: best[thing_id], reverse=True)
        is_alone = len(ranked) == 1 or (len(ranked) > 1 and best[ranked[0]][:3] > best[ranked[1]][:3])
        is_sure = is_alone and best[ranked[0]].share >= _SURE_SHARE
        if near := self._near(query):
            ranked = list(dict.fromkeys([*near, *ranked]))
            is_sure = True
        return Match(tuple(self._things[thing_id] for thing_id in ranked[:MAX_OFFERED]), is_sure)

    def has(self, query: Query) -> bool:
        """Whether a whole name was typed, but for a letter or two, and nothing else."""
        return query.phrase in self._phrases or bool(self._near(query))

    def guess(self, query: Query) -> Match[N]:
        """The things whose names look like what was typed, letter by letter; only to be offered."""
        return Match(search(query.phrase, self._things, likeness=_ALIKE).items, sure=False)

    def _best_fits(self, query: Query) -> dict[str, _Fit]:
        typed = query.stems
        best: dict[str, _Fit] = {}
        for name, thing_id in self._names:
            fit = self._fit(name, name & typed, query)
            if fit and (thing_id not in best or fit > best[thing_id]):
                best[thing_id] = fit
        return best

    def _fit(self, name: frozenset[str], common: frozenset[str], query: Query) -> _Fit | None:
        if not common:
            return None
        asked = sum(not meanings.isdisjoint(name) for meanings in query.needed)
        share = asked / len(query.needed) if query.needed else 1
        is_whole = common == name
        if not is_whole and (query.is_vague or share < 1):
            return None
        return _Fit(
            is_whole,
            len(common),
            len(common) - len(name),
            sum(1 / len(self._owners[stem]) for stem in common),
            share if is_whole else 0,
        )

    def _near(self, query: Query) -> list[str]:
        """The things whose whole name was typed, but for a letter or two; nearest first."""
        cutoff = _NEAR if query.is_misspelt else _VERY_NEAR
        found = process.extract(
            query.phrase, self._phrases.keys(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
        )
        return [self._phrases[phrase].id for phrase, _, _ in found]
