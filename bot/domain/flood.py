"""Whether somebody sends more than a person can: a stuck key, a script, a child with the phone."""

from dataclasses import dataclass, replace
from enum import Enum, auto

MOST = 20  # messages within SPAN that are one too many
SPAN = 10.0  # seconds
SILENCE = 60.0  # seconds for which nothing is answered then
A_MESSAGE, A_TAP = 1.0, 0.5  # taps come faster: a checklist is ticked in no time


class Verdict(Enum):
    ANSWER = auto()
    SAY_ONCE = auto()  # that it is too much
    BE_SILENT = auto()


@dataclass(frozen=True, slots=True)
class Recent:
    """What came of one person within SPAN: (seconds, weight) of each; and until when there is silence."""

    came: tuple[tuple[float, float], ...] = ()
    silent_until: float = float("-inf")


def heard(recent: Recent, weight: float, at: float, most: float = MOST) -> tuple[Recent, Verdict]:
    """One more came at a time in seconds."""
    if at < recent.silent_until:
        return recent, Verdict.BE_SILENT
    came = (*(one for one in recent.came if at - one[0] < SPAN), (at, weight))
    if sum(weight for _, weight in came) >= most:
        return Recent(silent_until=at + SILENCE), Verdict.SAY_ONCE
    return replace(recent, came=came), Verdict.ANSWER
