"""What a text was heard to say: how soon help is needed, and the signs that say so."""

from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How soon what somebody wrote needs help, most urgent first."""

    EMERGENCY = "emergency"  # call now
    CRISIS = "crisis"  # self-harm or suicide, said or hinted at
    URGENT = "urgent"  # the same day
    ASK = "ask"  # cannot tell: one yes/no question
    SOON = "soon"  # within days or two weeks
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 for none; the higher, the sooner."""
        return _RANKS[self]


_RANKS = {urgency: rank for rank, urgency in enumerate(reversed(Urgency))}


@dataclass(frozen=True, slots=True)
class Assessment:
    """`signs` are ids of `seek_help.yaml`, the one that decided first; for ASK, the one to ask about."""

    level: Urgency
    signs: tuple[str, ...] = ()


CALM = Assessment(Urgency.NONE)
