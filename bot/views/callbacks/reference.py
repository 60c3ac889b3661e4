"""Techniques, conditions, and when to get help."""

from dataclasses import dataclass

from bot.domain.seek_help import Level
from bot.views.callbacks.codec import Callback


@dataclass(frozen=True)
class ListTechniques(Callback, code="lt"):
    pass


@dataclass(frozen=True)
class ShowTechnique(Callback, code="st"):
    technique: str


@dataclass(frozen=True)
class ListConditions(Callback, code="lc"):
    pass


@dataclass(frozen=True)
class ShowCondition(Callback, code="so"):
    condition: str


@dataclass(frozen=True)
class OpenHelp(Callback, code="oh"):
    """When to seek help, in a message of its own."""


@dataclass(frozen=True)
class ShowHelp(Callback, code="sh"):
    level: Level


@dataclass(frozen=True)
class ShowPregnancyHelp(Callback, code="sp"):
    pass


@dataclass(frozen=True)
class ShowCrisisHelp(Callback, code="sr"):
    pass
