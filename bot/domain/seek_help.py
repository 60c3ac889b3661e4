"""When to seek help: warning signs, how soon each needs it, and whom to call."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.sign_check import CRISIS_SIGNS, SignChecks
from bot.domain.triage import Urgency


class Level(StrEnum):
    """How soon a sign needs help."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    SOON = "soon"


def urgency_of(sign_id: str, level: Level) -> Urgency:
    """How soon a sign of a level needs help. Despair needs words of support, whatever its level."""
    return Urgency.CRISIS if sign_id in CRISIS_SIGNS else Urgency(level.value)


@dataclass(frozen=True, slots=True)
class Sign:
    id: str
    text: str
    short: str
    question: str  # asked with yes, no and not sure, where words left the sign unclear
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLevel:
    level: Level
    title: str
    action: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class PregnancyHelp:
    title: str
    action: str
    say: str  # what to say on the phone
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeekHelp:
    """When to seek help, most urgent level first, with the numbers of one country."""

    levels: tuple[HelpLevel, ...]
    pregnancy: PregnancyHelp
    crisis: str
    checks: SignChecks
    standing_line: str
    emergency_line: str
    about: str

    def of_level(self, level: Level) -> HelpLevel:
        return next(entry for entry in self.levels if entry.level is level)

    def find_sign(self, sign_id: str) -> tuple[HelpLevel, Sign]:
        """The sign and its level. Raises KeyError."""
        for level in self.levels:
            for sign in level.signs:
                if sign.id == sign_id:
                    return level, sign
        raise KeyError(sign_id)

    def has_sign(self, sign_id: str) -> bool:
        return any(sign.id == sign_id for level in self.levels for sign in level.signs)

    def urgency(self, sign_id: str) -> Urgency:
        """How soon a sign needs help. Raises KeyError."""
        return urgency_of(sign_id, self.find_sign(sign_id)[0].level)


@dataclass(frozen=True, slots=True)
class Country:
    """A place whose emergency numbers are known; `help` is worded with them."""

    id: str
    name: str
    help: SeekHelp
