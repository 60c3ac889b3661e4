"""Check-ins."""

from dataclasses import dataclass
from datetime import date

from bot.domain.checkin import HIGHEST, LOWEST, Tag
from bot.views.callbacks.codec import Callback, must_be_within


@dataclass(frozen=True)
class RateDay(Callback, code="rd"):
    """Open the check-in of a local date."""

    day: date


@dataclass(frozen=True)
class CheckInNow(Callback, code="ci"):
    """The check-in of whatever day it is when this is tapped."""


@dataclass(frozen=True)
class RatePain(Callback, code="rp"):
    day: date
    score: int

    def __post_init__(self) -> None:
        must_be_within(LOWEST, HIGHEST, self.score)


@dataclass(frozen=True)
class RateStress(Callback, code="rs"):
    day: date
    pain: int
    score: int

    def __post_init__(self) -> None:
        must_be_within(LOWEST, HIGHEST, self.pain, self.score)


@dataclass(frozen=True)
class SkipStress(Callback, code="ss"):
    day: date
    pain: int

    def __post_init__(self) -> None:
        must_be_within(LOWEST, HIGHEST, self.pain)


@dataclass(frozen=True)
class TagDay(Callback, code="td"):
    day: date
    tag: Tag
    on: bool


@dataclass(frozen=True)
class SkipCheckIn(Callback, code="si"):
    day: date


@dataclass(frozen=True)
class SkipNote(Callback, code="sn"):
    day: date
