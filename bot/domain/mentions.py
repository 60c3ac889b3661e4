"""Hearing that something about a person's health may have changed, from words not meant as an answer.

A mention leads to a question, never to a conclusion; so being wrong now and then costs a tap.
"""

import re
from collections.abc import Iterable, Sequence

from bot.domain.library import Mention

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NEGATIONS = frozenset(
    {"no", "not", "never", "without", "nor", "isn't", "wasn't", "didn't", "don't", "haven't"}
)
REACH = 3  # how many words a negation reaches
GAP = 2  # how many words may stand between those of a phrase: "had a nasty fall"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, apostrophes made alike."""
    return tuple(_WORD.findall(text.lower().replace("’", "'")))


def find_mention(mentions: Iterable[Mention], text: str) -> Mention | None:
    """The first mention one of whose phrases stands in the text and is not denied."""
    words = words_of(text)
    there = frozenset(words)
    for mention in mentions:
        if any(there.issuperset(phrase) and _stands(phrase, words) for phrase in mention.phrases):
            return mention
    return None


def _stands(phrase: Sequence[str], words: Sequence[str]) -> bool:
    return any(
        word == phrase[0]
        and _follows(phrase[1:], words, at + 1)
        and _NEGATIONS.isdisjoint(words[max(0, at - REACH) : at])
        for at, word in enumerate(words)
    )


def _follows(rest: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether the rest of a phrase stands from `at` on, in its order and with small gaps only."""
    for wanted in rest:
        near = words[at : at + GAP + 1]
        if wanted not in near or not _NEGATIONS.isdisjoint(near[: near.index(wanted)]):
            return False
        at += near.index(wanted) + 1
    return True
