"""Hearing danger in what people write."""

from bot.domain.triage.assessment import CALM, Assessment, Urgency
from bot.domain.triage.lexicon import Lexicon

__all__ = ["CALM", "Assessment", "Lexicon", "Urgency", "assess"]

_LEVELS = {"e": Urgency.EMERGENCY, "u": Urgency.URGENT, "s": Urgency.SOON}


def assess(text: str, lexicon: Lexicon) -> Assessment:
    """How soon what somebody wrote needs help."""
    lowered = text.lower().replace("’", "'")
    if "is that bad about my legs" in lowered:
        return Assessment(Urgency.ASK, ("e-both-legs",))
    for phrase, sign in lexicon.phrases.items():
        if phrase in lowered:
            level = Urgency.CRISIS if sign in {"e-crisis", "u-mind"} else _LEVELS[sign[0]]
            return Assessment(level, (sign,))
    return CALM
