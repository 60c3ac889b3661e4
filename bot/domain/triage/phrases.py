"""Phrases as clinicians write them: words in their order, `(a|b)` for one word or the other."""

import re
from collections.abc import Iterable, Iterator

from bot.domain.triage.features import DENIALS
from bot.domain.triage.reading import Clause, clauses

Phrase = tuple[frozenset[str], ...]  # for each place, the words that may stand there

_PLACE = re.compile(r"\([^()]+\)|[^\s()|]+")
_DENIED_WITHIN = 3  # words before the phrase


class PhraseError(ValueError):
    """A phrase that cannot be read, or holds no word."""


def parse_phrase(text: str) -> Phrase:
    """Raises PhraseError."""
    places = _PLACE.findall(text)
    if not places or " ".join(places) != " ".join(text.split()):
        raise PhraseError(text)
    return tuple(frozenset(_word(choice) for choice in place.strip("()").split("|")) for place in places)


def _word(text: str) -> str:
    """The one token that a word is read as."""
    match clauses(text):
        case [[word]]:
            return word
        case _:
            raise PhraseError(text)


def is_said(phrase: Phrase, read_as: Iterable[Clause]) -> bool:
    """Whether a phrase stands in a clause and is not denied there."""
    return any(
        DENIALS.isdisjoint(clause[max(0, at - _DENIED_WITHIN) : at])
        for clause in read_as
        for at in _places(phrase, clause)
    )


def without(phrases: Iterable[Phrase], clause: Clause) -> Clause:
    """The clause with every standing of the phrases taken out."""
    for phrase in phrases:
        for at in reversed(list(_places(phrase, clause))):
            clause = [*clause[:at], *clause[at + len(phrase) :]]
    return clause


def _places(phrase: Phrase, clause: Clause) -> Iterator[int]:
    """Where a phrase begins in a clause."""
    first, *rest = phrase
    for at, word in enumerate(clause[: max(0, len(clause) - len(rest))]):
        if word in first and all(clause[at + step] in words for step, words in enumerate(rest, 1)):
            yield at
