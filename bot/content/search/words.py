"""Typed words made comparable: repaired against the words of the library, and folded to their stems."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.content.search.everyday import ARTICLES, EVERYDAY, PAIN_STEMS, STOP_WORDS, UNFOLDED
from bot.domain.mentions import words_of

MAX_LETTERS = 200  # of what was typed; a search is shorter
MAX_WORDS = 12
_LONGEST_WORD = 30
_SHORTEST_REPAIRED = 5  # letters; among shorter words, too many are one letter apart
_TWO_EDITS_FROM = 9  # letters
_LISTED = 5  # how many equally near words a misspelt one may stand for


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed. Each word stands as the stems it may mean; one that nobody knows, as its own."""

    phrase: str  # all its words in lower case
    words: tuple[frozenset[str], ...]  # as names are compared by
    needed: tuple[frozenset[str], ...]  # what it is about; every one has to be found in a tip
    beside: tuple[frozenset[str], ...]  # "back" and "pain" beside these: good to find, never needed
    is_misspelt: bool  # a word of it is not in the library
    has_stranger: bool  # a word of it is not even like one in the library

    @property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*self.words)

    @property
    def is_all_content(self) -> bool:
        """Nothing is lost by looking for what it is about: "less feeling" without "feeling" is not that."""
        return len(self.words) == len(self.needed) + len(self.beside)

    @property
    def is_vague(self) -> bool:
        """It asks about no more than back pain, which everybody here has."""
        return all(meanings <= PAIN_STEMS for meanings in self.needed)


class Vocabulary:
    """The words of the library, with how often they stand in it."""

    def __init__(self, texts: Iterable[str]) -> None:
        count = Counter(word for text in texts for word in plain_words(text))
        self._stems = {stem(word) for word in count}
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)  # by first letter and length
        for word in sorted(count, key=lambda word: (-count[word], word)):
            self._alike[word[0], len(word)].append(word)

    def read(self, text: str) -> Query:
        """What a person typed, as far as a search goes."""
        typed = plain_words(text[:MAX_LETTERS])
        told = [word for word in typed if len(word) <= _LONGEST_WORD and not _is_filler(word, ARTICLES)]
        meant = {word: self._meant(word) for word in told[:MAX_WORDS]}
        content = [meanings for word, meanings in meant.items() if word not in STOP_WORDS]
        special = [meanings for meanings in content if not meanings <= PAIN_STEMS]
        return Query(
            phrase=" ".join(typed)[:MAX_LETTERS],
            words=tuple(meant.values()),
            needed=tuple(special or content),
            beside=tuple(meanings for meanings in content if special and meanings <= PAIN_STEMS),
            is_misspelt=any(not self._knows(word) for word in meant),
            has_stranger=any(self._stems.isdisjoint(meanings) for meanings in content),
        )

    def _knows(self, word: str) -> bool:
        return word in STOP_WORDS or word in EVERYDAY or stem(word) in self._stems

    def _meant(self, word: str) -> frozenset[str]:
        folded = stem(word)
        meanings = {stem(other) for other in EVERYDAY.get(word, ())}
        if folded in self._stems or word in STOP_WORDS:
            meanings.add(folded)
        return frozenset(meanings or self._repaired(word) or {folded})

    def _repaired(self, word: str) -> set[str]:
        """The stems of the nearest words, several where they are equally near; a first letter is believed."""
        if len(word) < _SHORTEST_REPAIRED:
            return set()
        edits = 2 if len(word) >= _TWO_EDITS_FROM else 1
        lengths = range(len(word) - edits, len(word) + edits + 1)
        likely = [other for length in lengths for other in self._alike.get((word[0], length), ())]
        near = process.extract(word, likely, scorer=OSA.distance, score_cutoff=edits, limit=_LISTED)
        return {stem(other) for other, distance, _ in near if distance == near[0][1]}


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(word.replace("'", "") for word in words_of(bare))


def stems_of(text: str) -> frozenset[str]:
    """The stems of a name, without its articles."""
    return frozenset(stem(word) for word in plain_words(text) if not _is_filler(word, ARTICLES))


def content_of(text: str) -> frozenset[str]:
    """The stems of a text, without the words that say nothing about it."""
    return frozenset(stem(word) for word in plain_words(text) if not _is_filler(word, STOP_WORDS))


def _is_filler(word: str, fillers: frozenset[str]) -> bool:
    return word in fillers or len(word) == 1 or word.isdigit()


def stem(word: str) -> str:
    """The word without its simple English endings: "stretches", "stretching" and "stretched" are one."""
    if len(word) <= 3 or word in UNFOLDED:  # noqa: PLR2004 - too short to lose anything
        return word
    word = _without_verb_ending(word)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):  # noqa: PLR2004
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2]:  # noqa: PLR2004 - "sitting", "rolled"; and "roll" alike
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


def _without_verb_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and set(rest) & set("aeiouy") and not word.endswith("eed"):  # noqa: PLR2004
            return rest
    return word
