"""What a decision is given and what it gives back: `(Visit, Desk, …) -> Turn`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain import timing
from bot.domain.alarm import ALARMS, AssessmentRecord, latest
from bot.domain.checkin import CheckIn
from bot.domain.delivery import NewDelivery
from bot.domain.errors import DomainError
from bot.domain.everything import Everything
from bot.domain.library import Need
from bot.domain.profile import Kind, Profile
from bot.domain.schedule import local_day
from bot.domain.sessions import Session
from bot.domain.states import IDLE, InterferenceAsked, NoteAsked, PainAsked, State, StressAsked
from bot.views import about
from bot.views.screen import Screen


class StrangerError(DomainError):
    """Somebody who never said /start asked for what needs a profile."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What was read of a person; `profile` is None for a stranger. `checkin` is that of the day in
    question, if there is one."""

    person_id: int
    profile: Profile | None
    state: State
    now: datetime
    checkin: CheckIn | None = None
    history: tuple[CheckIn, ...] = ()  # by day, as `trend` wants it, where wanted
    sessions: tuple[Session, ...] = ()  # by day, where wanted
    everything: Everything | None = None  # all that is kept, where wanted
    sizes: Mapping[str, int] = field(default_factory=dict)  # of each table, how many rows, where wanted
    needs: frozenset[Need] = frozenset()  # what the last check-in asks of a tip, where a decision wants it
    records: tuple[AssessmentRecord, ...] = ()  # what was heard, newest first, where a decision wants it
    is_asked: bool = False  # a question about a sign waits for its answer

    @property
    def member(self) -> Profile:
        """The profile. Raises StrangerError."""
        if self.profile is None:
            raise StrangerError(about.START_FIRST)
        return self.profile

    @property
    def country(self) -> str | None:
        return self.profile.country if self.profile else None

    @property
    def is_quiet(self) -> bool:
        """Whether tips and check-ins rest after an alarm."""
        return self.profile is not None and timing.is_quiet(self.profile, self.now)

    @property
    def alarm(self) -> AssessmentRecord | None:
        """The last that calls for help."""
        return latest(self.records)

    @property
    def today(self) -> date:
        """The date on the person's calendar; in UTC while their zone is not known."""
        return local_day(self.now, self._zone)

    @property
    def joined(self) -> date:
        """The local date of subscribing; before it, no day takes an answer. Whoever has gone west since may
        live on the day before it, which takes one all the same."""
        profile = self.member
        began = profile.started_on or local_day(profile.created_at, self._zone)
        return min(began, self.today)

    @property
    def asked_day(self) -> date | None:
        """The day that the open question of a check-in is about."""
        match self.state:
            case PainAsked(day) | StressAsked(day) | NoteAsked(day) | InterferenceAsked(day):
                return day
        return None

    def closing(self, day: date) -> State | None:
        """The state once a day's question is over: an old button closes no other question."""
        return IDLE if self.asked_day == day else None

    def answer_of(self, day: date) -> CheckIn | None:
        """What was answered for a day, as far as it was read."""
        if self.checkin is not None and self.checkin.day == day:
            return self.checkin
        return next((one for one in self.history if one.day == day), None)

    @property
    def _zone(self) -> str:
        return (self.profile and self.profile.zone) or "UTC"


@dataclass(frozen=True, slots=True)
class Feedback:
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What is decided: what the person sees, and what is stored. Fields left out leave things as they are."""

    screens: tuple[Screen, ...] = ()
    toast: str = ""  # a short line over the chat, for taps
    in_place: bool = True  # a tap's screen replaces the one it stood on
    profile: Profile | None = None
    state: State | None = None  # what is waited for from now on
    keep: CheckIn | Feedback | None = None
    sessions: tuple[Session, ...] = ()  # to be added, or changed
    removed: tuple[Session, ...] = ()
    plan: NewDelivery | None = None
    cancel: frozenset[Kind] = frozenset()  # what is planned of these and has not left
    records: tuple[AssessmentRecord, ...] = ()  # what was heard, and what was answered since
    forget_health: bool = False
    forget_person: bool = False

    @property
    def is_alarm(self) -> bool:
        """Whether danger was heard just now that cannot wait."""
        return any(record.id is None and record.level in ALARMS for record in self.records)


Decision = Callable[[Visit], Turn]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a decision wants to have read besides the person: a day's check-in, those of as many days back as
    `history` says (and of the first week), the sessions, what the last check-in asks for, what was heard, all
    there is; or how much there is, and nothing else."""

    day: date | None = None
    history: int = 0
    sessions: bool = False
    needs: bool = False
    alarm: bool = False
    everything: bool = False
    sizes: bool = False


NOTHING_MORE = Wanted()
