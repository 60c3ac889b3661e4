"""What the triage goes by: the weights, and what clinicians decide in `triage.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.triage.assessment import Urgency
from bot.domain.triage.phrases import Phrase
from bot.domain.triage.weights import Weights


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance on (0 to 1) something is said.

    `at_once`: that it is an emergency or a crisis, by all their signs together. `today`: that help is needed
    at once or today. `sure`: the same; below it there is a question rather than an alarm. `soon`: that help
    is needed soon, where there is no alarm.
    """

    at_once: float
    today: float
    sure: float
    soon: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """`levels` says how urgent each sign is. `heard` are phrases that tell a sign whatever the weights say,
    `harmless` sayings that are passed over. `leanings` make a sign more readily heard (over 1) or less."""

    weights: Weights
    levels: Mapping[str, Urgency]
    thresholds: Thresholds
    heard: tuple[tuple[Phrase, str], ...] = ()
    harmless: tuple[Phrase, ...] = ()
    leanings: Mapping[str, float] = field(default_factory=dict)
