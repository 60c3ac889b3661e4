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


@dataclass(frozen=True)
class SameAsBefore(Callback, code="sb"):
    """A day answered as the day before it."""

    day: date


@dataclass(frozen=True)
class ShowDays(Callback, code="ds"):
    """The days that can be filled in or put right."""


@dataclass(frozen=True)
class OpenDay(Callback, code="od"):
    """A day's answer, to see it and to add to it; where there is none, the question."""

    day: date


@dataclass(frozen=True)
class RemoveNote(Callback, code="rn"):
    day: date
    sure: bool


@dataclass(frozen=True)
class RateWeek(Callback, code="rw"):
    """How much pain got in the way over the week that ends on a day."""

    day: date
    score: int

    def __post_init__(self) -> None:
        must_be_within(LOWEST, HIGHEST, self.score)


@dataclass(frozen=True)
class SkipWeek(Callback, code="sk"):
    day: date
