"""What we are waiting for from a person.

A state carries all it needs, so an answer can be judged by any process after any restart.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.profile import Kind, Profile


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
class InterferenceAsked:
    """How much pain got in the way over the week that ends on a day, whose check-in is stored."""

    day: date


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What goes on the page for the doctor; `letter` is the paper, `notes` the days whose notes go on it."""

    days: int
    letter: bool
    notes: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class ReportNameAsked:
    """Likewise, and the name that goes on it is waited for; it is never stored."""

    days: int
    letter: bool
    notes: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class SessionDayAsked:
    """When a session was, or is to be."""

    planned: bool


@dataclass(frozen=True, slots=True)
class BookingDayAsked:
    """When to be reminded to book the next session."""


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
    | InterferenceAsked
    | ReportAsked
    | ReportNameAsked
    | SessionDayAsked
    | BookingDayAsked
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
