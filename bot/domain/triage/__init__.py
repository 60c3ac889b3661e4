"""Hearing danger in what people write.

A text is read as clauses (`reading`), a long one skimmed (`skimming`), known by its features (`features`),
weighed (`weights`) and judged (`judging`). `phrases` are what clinicians add by hand. All of it is pure, and
the same for the same text.
"""

from bot.domain.triage.assessment import CALM, Assessment, Urgency
from bot.domain.triage.judging import judge
from bot.domain.triage.lexicon import Lexicon, Thresholds
from bot.domain.triage.phrases import is_said, without
from bot.domain.triage.reading import clauses
from bot.domain.triage.skimming import worth_reading

__all__ = ["CALM", "Assessment", "Lexicon", "Thresholds", "Urgency", "assess"]


def assess(text: str, lexicon: Lexicon) -> Assessment:
    """How soon what somebody wrote needs help, and the signs that say so."""
    read_as = [without(lexicon.harmless, clause) for clause in clauses(text)]
    read_as = [clause for clause in read_as if clause]
    if not read_as:
        return CALM
    judged = judge(lexicon.weights.chances(worth_reading(read_as, lexicon.weights)), lexicon)
    said = next((sign for phrase, sign in lexicon.heard if is_said(phrase, read_as)), None)
    if said is None or lexicon.levels[said].rank <= judged.level.rank:
        return judged
    return Assessment(lexicon.levels[said], (said,))
