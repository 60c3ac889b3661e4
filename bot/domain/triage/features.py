"""What the weights know a text by: its words, their neighbours and order, what is denied, their letters.

The weights were made from exactly these features; whoever changes them makes the weights anew
(`make triage-train`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.triage.reading import Clause

REACH = 8  # how many telling words after a word are paired with it
_DENIED_FOR = 5  # how many words a denial reaches, within its clause
_STEM = 4  # letters: "pee", "peed" and "peeing" go together, and most misspelt endings
_PIECES = (3, 4)  # lengths of the pieces of a word, so that a misspelt one is still known
DENIALS = frozenset(
    """
    no not never without nor none neither nothing nope nil zero zilch isn't wasn't aren't weren't don't
    doesn't didn't haven't hasn't hadn't dont doesnt didnt havent hasnt isnt wasnt arent aint ain't
    """.split()  # noqa: SIM905
)
_FILLERS = frozenset(
    """
    i the a to and of my it in is on for that was have me but so at with this be just as had its it's are
    or do an been up out if from by am
    """.split()  # noqa: SIM905
)


def features_of_words(clauses: Sequence[Clause]) -> set[str]:
    """Words and stems, neighbours, words with one or two between, denied words, pairs across clauses."""
    found: set[str] = set()
    for clause in clauses:
        stems = [word[:_STEM] for word in clause]
        found.update(clause)
        found.update([f"${stem}" for stem in stems])
        found.update([f"{one} {two}" for one, two in pairwise(["^", *clause, "$"])])
        found.update([f"{one}%{two}" for one, two in pairwise(stems)])
        for step in (2, 3):
            found.update([f"{one}_{two}" for one, two in zip(clause, clause[step:], strict=False)])
        found.update(_denied(clause))
    telling = [word[:_STEM] for clause in clauses for word in clause if _is_telling(word)]
    for at, one in enumerate(telling):
        for two in telling[at + 1 : at + 1 + REACH]:
            found.add(f"{one}&{two}" if one < two else f"{two}&{one}")
    return found


def features_of_letters(clauses: Sequence[Clause]) -> set[str]:
    """The pieces of each word, its beginning and end marked."""
    found: set[str] = set()
    for word in {word for clause in clauses for word in clause if word[0].isalpha()}:
        marked = f"<{word}>"
        for size in _PIECES:
            found.update([f"~{marked[at : at + size]}" for at in range(len(marked) - size + 1)])
    return found


def _denied(clause: Clause) -> Iterator[str]:
    left = 0
    for word in clause:
        if word in DENIALS:
            left = _DENIED_FOR
        elif left:
            yield f"!{word}"
            left -= 1


def _is_telling(word: str) -> bool:
    return word not in _FILLERS and (word[0].isalnum() or word[0] == "#")
