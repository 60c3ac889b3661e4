"""What the triage goes by: the weights, and what clinicians decide in `triage.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.triage.assessment import Urgency
from bot.domain.triage.phrases import Phrase
from bot.domain.triage.weights import Weights


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance on (0 to 1) something is said.

    `alarm`: that help is needed at once or today, by all signs together. `sure`: the same; below it there is
    a question rather than an alarm. `doubt`: that it is an emergency or a crisis, where a lesser level is
    likelier; from here on that is asked about. `soon`: that help is needed soon, where there is no alarm.
    """

    alarm: float
    sure: float
    doubt: float
    soon: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """`levels` says how urgent each sign is. `heard` are phrases that tell a sign whatever the weights
    say,
    `harmless` are sayings that are passed over. `leanings` make a sign more readily heard (over 1)
    or less."""

    weights: Weights
    levels: Mapping[str, Urgency]
    thresholds: Thresholds
    heard: tuple[tuple[Phrase, str], ...] = ()
    harmless: tuple[Phrase, ...] = ()
    leanings: Mapping[str, float] = field(default_factory=dict)
