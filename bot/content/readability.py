"""How hard a text is to read: SMOG, Flesch-Kincaid, sentence lengths and hard words. Works offline.

The formulas and syllable counts are textstat's; what counts as a sentence is ours, since a numbered step or
a line of a list ends one even without a full stop.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

import textstat

HARD_SYLLABLES = 3  # a word of so many is hard, unless everybody knows it (tips/plain_words.yaml)
POOL = 30  # sentences; below that SMOG is noise
MAX_SMOG = 9.0
MAX_FLESCH_KINCAID = 5.0
MAX_SENTENCE = 20  # words
MAX_MEAN_SENTENCE = 14.0  # words
WORDS_PER_HARD_WORD = 12

_MARKER = re.compile(r"^\s*(?:\d+[.)]|[-•*])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")


@dataclass(frozen=True, slots=True)
class Pooled:
    """Both grades of many texts read as one; None where there are too few sentences to say."""

    sentences: int
    smog: float | None
    flesch_kincaid: float | None


def sentences(text: str) -> list[str]:
    """The sentences of a text, list markers left out."""
    lines = (_MARKER.sub("", line).strip() for line in text.splitlines())
    return [part for line in lines if line for part in _SENTENCE_END.split(line) if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text, in lower case; the parts of a hyphenated one are words of their own."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def hard_words(text: str, plain: Collection[str]) -> list[str]:
    """Words of three syllables or more that are not in `plain`."""
    return [word for word in words(text) if word not in plain and _syllables(word) >= HARD_SYLLABLES]


@lru_cache(maxsize=20_000)  # the same few thousand words make up every tip
def _syllables(word: str) -> int:
    count: int = textstat.syllable_count(word)
    return count


def pooled(texts: Iterable[str]) -> Pooled:
    """The grades of several texts taken together."""
    found = [sentence.rstrip(".!?:; ") + "." for text in texts for sentence in sentences(text)]
    if len(found) < POOL:
        return Pooled(len(found), None, None)
    whole = " ".join(found)
    smog, grade = textstat.smog_index(whole), textstat.flesch_kincaid_grade(whole)
    return Pooled(len(found), round(smog, 1), round(grade, 1))


def too_hard(text: str, plain: Collection[str]) -> list[str]:
    """What is too hard in one text, each with its remedy; empty where it reads easily."""
    faults = []
    found = sentences(text)
    lengths = [len(words(sentence)) for sentence in found]
    for sentence, length in zip(found, lengths, strict=True):
        if length > MAX_SENTENCE:
            start = " ".join(sentence.split()[:5])
            faults.append(f"a sentence of {length} words ({start} …); split it: at most {MAX_SENTENCE}")
    total = sum(lengths)
    if found and total / len(found) > MAX_MEAN_SENTENCE:
        mean = f"{total / len(found):.1f}"
        faults.append(f"sentences of {mean} words on average; shorten them: at most {MAX_MEAN_SENTENCE:.0f}")
    hard = hard_words(text, plain)
    if len(hard) * WORDS_PER_HARD_WORD > total:
        most = total // WORDS_PER_HARD_WORD
        faults.append(
            f"{len(hard)} hard words in {total}, at most {most}; plainer words for: {', '.join(hard)}"
        )
    return faults
