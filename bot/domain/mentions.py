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


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, apostrophes made alike."""
    return tuple(_WORD.findall(text.lower().replace("’", "'")))


def find_mention(mentions: Iterable[Mention], text: str) -> Mention | None:
    """The first mention one of whose phrases stands in the text and is not denied."""
    words = words_of(text)
    return next((m for m in mentions if any(_stands(phrase, words) for phrase in m.phrases)), None)


def _stands(phrase: Sequence[str], words: Sequence[str]) -> bool:
    size = len(phrase)
    return any(
        tuple(words[at : at + size]) == tuple(phrase)
        and _NEGATIONS.isdisjoint(words[max(0, at - REACH) : at])
        for at in range(len(words) - size + 1)
    )
