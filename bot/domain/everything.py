"""All that is kept about one person, for them to see and to take along."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.alarm import AssessmentRecord
from bot.domain.checkin import CheckIn
from bot.domain.delivery import Delivery
from bot.domain.profile import Profile
from bot.domain.sessions import Session
from bot.domain.states import State


@dataclass(frozen=True, slots=True)
class Message:
    """What the person wrote to those who run the bot."""

    at: datetime
    text: str
    answer: str | None = None  # which sentence of the operators' was sent, and when
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Everything:
    """All rows of one person. `state` is the question that waits for an answer."""

    profile: Profile
    state: State
    checkins: tuple[CheckIn, ...]
    sessions: tuple[Session, ...]
    assessments: tuple[AssessmentRecord, ...]
    feedback: tuple[Message, ...]
    deliveries: tuple[Delivery, ...]
