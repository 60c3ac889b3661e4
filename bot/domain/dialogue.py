"""What a person may answer, and where each answer leads.

A tapped button says itself which question it answers, so old screens still work; a typed answer is read
against the stored state.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum, auto

from bot.domain.checkin import CheckIn, Scores
from bot.domain.profile import Kind
from bot.domain.states import (
    IDLE,
    ConditionsAsked,
    ConsentAsked,
    FeedbackAsked,
    HourAsked,
    NoteAsked,
    PainAsked,
    State,
    StressAsked,
    ZoneAsked,
)

# --- answers: what a person may say --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consented:
    given: bool


@dataclass(frozen=True, slots=True)
class PlaceChosen:
    zone: str


@dataclass(frozen=True, slots=True)
class TimeChosen:
    at: time


@dataclass(frozen=True, slots=True)
class Ticked:
    condition: str
    on: bool


@dataclass(frozen=True, slots=True)
class ChecklistDone:
    pass


@dataclass(frozen=True, slots=True)
class TextGiven:
    text: str


class Plain(Enum):
    """Answers that carry nothing."""

    SKIPPED = auto()
    CANCELLED = auto()


Answer = Consented | PlaceChosen | TimeChosen | Ticked | ChecklistDone | Scores | TextGiven | Plain

# --- effects: what is to be kept -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeepConsent:
    given: bool


@dataclass(frozen=True, slots=True)
class KeepZone:
    zone: str


@dataclass(frozen=True, slots=True)
class KeepHour:
    kind: Kind
    at: time


@dataclass(frozen=True, slots=True)
class KeepConditions:
    """None: the checklist was skipped."""

    ticked: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class KeepCheckIn:
    checkin: CheckIn


@dataclass(frozen=True, slots=True)
class KeepNote:
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class KeepFeedback:
    text: str


Effect = KeepConsent | KeepZone | KeepHour | KeepConditions | KeepCheckIn | KeepNote | KeepFeedback


@dataclass(frozen=True, slots=True)
class Step:
    """Where an answer leads: the next state, and what is to be kept (None: nothing)."""

    state: State
    keep: Effect | None = None


def advance(state: State, answer: Answer) -> Step | None:  # noqa: C901, PLR0912  a table, read top to bottom
    """The step for an answer in a state; None when the answer does not fit the question."""
    match state, answer:
        case _, Plain.CANCELLED:
            return Step(IDLE)
        case ConsentAsked(), Consented(given):
            return Step(IDLE, KeepConsent(given))
        case ZoneAsked(), PlaceChosen(zone):
            return Step(IDLE, KeepZone(zone))
        case HourAsked(kind), TimeChosen(at):
            return Step(IDLE, KeepHour(kind, at))
        case ConditionsAsked(ticked), Ticked(condition, on):
            return Step(ConditionsAsked(ticked | {condition} if on else ticked - {condition}))
        case ConditionsAsked(ticked), ChecklistDone():
            return Step(IDLE, KeepConditions(ticked))
        case ConditionsAsked(), Plain.SKIPPED:
            return Step(IDLE, KeepConditions(None))
        case PainAsked(day), Scores(int(pain), None):
            return Step(StressAsked(day, pain))
        case PainAsked(day), Scores(int(pain), int(stress)):
            return Step(NoteAsked(day), KeepCheckIn(CheckIn(day, pain, stress)))
        case PainAsked(), Plain.SKIPPED:
            return Step(IDLE)
        case StressAsked(day, pain), Scores(None, int(stress)):
            return Step(NoteAsked(day), KeepCheckIn(CheckIn(day, pain, stress)))
        case StressAsked(day, _), Scores(int(pain), int(stress)):
            return Step(NoteAsked(day), KeepCheckIn(CheckIn(day, pain, stress)))
        case StressAsked(day, pain), Plain.SKIPPED:
            return Step(NoteAsked(day), KeepCheckIn(CheckIn(day, pain, None)))
        case NoteAsked(day), TextGiven(text):
            return Step(IDLE, KeepNote(day, text))
        case NoteAsked(), Plain.SKIPPED:
            return Step(IDLE)
        case FeedbackAsked(), TextGiven(text):
            return Step(IDLE, KeepFeedback(text))
        case _:
            return None
