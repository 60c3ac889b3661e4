"""What we are waiting for from a person, and what each answer leads to.

A state carries all it needs, so an answer can be judged by any process after any restart. A tapped
button says itself which question it answers, so old screens still work; a typed answer is read against
the stored state.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, auto

from bot.domain.checkin import CheckIn, Scores
from bot.domain.profile import Kind, Profile

# --- states: what we wait for --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing was asked."""


IDLE = Idle()


@dataclass(frozen=True, slots=True)
class ConsentAsked:
    pass


@dataclass(frozen=True, slots=True)
class ZoneAsked:
    """`with_keyboard`: the button that shares a location is showing, and is to be put away."""

    with_keyboard: bool = False


@dataclass(frozen=True, slots=True)
class HourAsked:
    kind: Kind


@dataclass(frozen=True, slots=True)
class ConditionsAsked:
    """The checklist, with what is ticked so far."""

    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PainAsked:
    day: date


@dataclass(frozen=True, slots=True)
class StressAsked:
    day: date
    pain: int


@dataclass(frozen=True, slots=True)
class NoteAsked:
    """The check-in is stored; a note may follow."""

    day: date


@dataclass(frozen=True, slots=True)
class FeedbackAsked:
    pass


@dataclass(frozen=True, slots=True)
class SignAsked:
    """Whether a warning sign is there, after words that left it unclear."""

    sign: str


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """Whether the person got help, the day after an alarm."""


State = (
    Idle
    | ConsentAsked
    | ZoneAsked
    | HourAsked
    | ConditionsAsked
    | PainAsked
    | StressAsked
    | NoteAsked
    | FeedbackAsked
    | SignAsked
    | HelpAsked
)

LAPSES_AFTER = timedelta(hours=24)


def still_open(state: State, asked_at: datetime | None, now: datetime) -> State:
    """The state as far as it still holds: a question that was left for a day is not answered by what is
    typed much later."""
    return IDLE if asked_at is None or now - asked_at > LAPSES_AFTER else state


def open_question(profile: Profile) -> State | None:
    """What /start still needs to know of a person, in its order; None when it knows all."""
    if profile.consent is None:
        return ConsentAsked()
    if profile.zone is None:
        return ZoneAsked()
    if profile.tip_time is None:
        return HourAsked(Kind.TIP)
    if profile.keeps_health_answers and not profile.checklist_answered:
        return ConditionsAsked()
    return None


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
