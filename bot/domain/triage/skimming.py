"""A long text is skimmed first, and only the passages that say most are read closely.

So the time a text takes is bounded, and a sentence that matters is not drowned by a page around it.
"""

from collections.abc import Sequence

from bot.domain.triage.reading import Clause
from bot.domain.triage.weights import Weights

CLOSELY = 60  # words that are read closely
_PASSAGE = 20  # words; a longer clause is skimmed in parts


def worth_reading(clauses: Sequence[Clause], weights: Weights) -> list[Clause]:
    """The clauses of a text of up to `CLOSELY` words; of a longer one what says most, in its order."""
    if sum(map(len, clauses)) <= CLOSELY:
        return list(clauses)
    passages = [clause[at : at + _PASSAGE] for clause in clauses for at in range(0, len(clause), _PASSAGE)]
    seen: dict[tuple[str, ...], int] = {}
    for place, passage in enumerate(passages):
        seen.setdefault(tuple(passage), place)  # said again, it says no more
    promising = sorted(seen.values(), key=lambda place: -weights.alarm(passages[place]))
    chosen, words = [], 0
    for place in promising:
        words += len(passages[place])
        if words > CLOSELY:
            break
        chosen.append(place)
    return [passages[place] for place in sorted(chosen)]
