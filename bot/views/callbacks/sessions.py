"""The journal of treatments. A session is named by its day and technique; an empty technique is another "
"kind."""

from dataclasses import dataclass
from datetime import date

from bot.domain.checkin import HIGHEST, LOWEST
from bot.views.callbacks.codec import Callback, must_be_within


@dataclass(frozen=True)
class OpenJournal(Callback, code="jo"):
    pass


@dataclass(frozen=True)
class NewSession(Callback, code="js"):
    """One to log, or to plan."""

    planned: bool


@dataclass(frozen=True)
class SetSessionDay(Callback, code="jd"):
    day: date


@dataclass(frozen=True)
class SetTechnique(Callback, code="jt"):
    day: date
    technique: str


@dataclass(frozen=True)
class PlanSession(Callback, code="jp"):
    """After the verdict on it was shown."""

    day: date
    technique: str


@dataclass(frozen=True)
class RateBefore(Callback, code="jb"):
    day: date
    technique: str
    score: int

    def __post_init__(self) -> None:
        must_be_within(LOWEST, HIGHEST, self.score)


@dataclass(frozen=True)
class SkipBefore(Callback, code="jk"):
    day: date
    technique: str


@dataclass(frozen=True)
class ShowSession(Callback, code="ji"):
    day: date
    technique: str


@dataclass(frozen=True)
class RemoveSession(Callback, code="jr"):
    day: date
    technique: str
    sure: bool


@dataclass(frozen=True)
class RateAfterwards(Callback, code="ja"):
    """The pain on the day after the sessions of a day."""

    day: date
    score: int

    def __post_init__(self) -> None:
        must_be_within(LOWEST, HIGHEST, self.score)


@dataclass(frozen=True)
class SkipAfterwards(Callback, code="jx"):
    day: date


@dataclass(frozen=True)
class DidNotHappen(Callback, code="jn"):
    """The sessions planned for a day."""

    day: date


@dataclass(frozen=True)
class AskBooking(Callback, code="jq"):
    """When to be reminded to book the next one."""


@dataclass(frozen=True)
class RemindToBook(Callback, code="jm"):
    day: date


@dataclass(frozen=True)
class RemindToAttend(Callback, code="jw"):
    """Of the session on a day: the day before, or that morning."""

    day: date
    day_before: bool


@dataclass(frozen=True)
class CancelReminders(Callback, code="jz"):
    pass


@dataclass(frozen=True)
class ShowCard(Callback, code="jc"):
    """What to tell the therapist."""
