"""Who we write to, and what they told us."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.taste import Taste

# Of the wording in views/consent.py; a test ties one to the other. An earlier consent goes on, for what a
# newer wording adds is only stored once people tell it of their own accord.
CONSENT_VERSION = 2
DEFAULT_CHECKIN_TIME = time(19, 0)


class Cadence(StrEnum):
    """On which days we write."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    EVERY_SECOND_DAY = "every-second-day"
    WEEKLY = "weekly"


class Status(StrEnum):
    JOINING = "joining"  # has not answered all of /start yet
    ACTIVE = "active"
    STOPPED = "stopped"  # the person said stop
    BLOCKED = "blocked"  # Telegram says we cannot write to them


class Kind(StrEnum):
    """What a delivery brings."""

    TIP = "tip"
    CHECKIN = "checkin"
    REVIEW = "review"  # the question whether the health checklist still holds
    FOLLOW_UP = "follow-up"  # whether help was found, the day after an alarm
    ADVICE = "advice"  # what a question about a sign would have led to, when it is left unanswered
    SUMMARY = "summary"  # the week in three lines
    AFTERWARDS = "afterwards"  # how it is on the day after a session
    REMINDER = "reminder"  # what the person asked to be reminded of
    BROADCAST = "broadcast"  # what an operator writes to many
    REPLY = "reply"  # an operator's answer to feedback


SCHEDULED = (Kind.TIP, Kind.CHECKIN)  # these have hours of their own; a review comes with a tip
# What rests in a pause and after an alarm.
ROUTINE = frozenset({Kind.TIP, Kind.CHECKIN, Kind.REVIEW, Kind.SUMMARY, Kind.AFTERWARDS, Kind.BROADCAST})
DATED = frozenset({Kind.AFTERWARDS, Kind.REMINDER})  # planned for a local date, and moved with zone and hour
# What goes with the consent to keep health answers.
ABOUT_HEALTH = frozenset({Kind.CHECKIN, Kind.REVIEW, Kind.SUMMARY, Kind.AFTERWARDS, Kind.REMINDER})
EVERYTHING = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Consent:
    """The answer to "may I keep your health answers?", with the version of the wording shown."""

    given: bool
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """Advice on check-ins that was given: on which local date, and for the check-in of which day."""

    on: date
    day: date


@dataclass(frozen=True, slots=True)
class Profile:
    """One person.

    `zone` and `tip_time` are None until answered. `conditions` maps each condition the person has to the
    date on which to ask again; None means that nothing is known (never asked, or skipped), which is not
    the same as having none. Instants are aware and in UTC; a due time of None means: write nothing.
    """

    id: int
    created_at: datetime
    status: Status = Status.JOINING
    consent: Consent | None = None
    zone: str | None = None
    tip_time: time | None = None
    checkin_time: time = DEFAULT_CHECKIN_TIME
    cadence: Cadence = Cadence.DAILY  # of tips
    checkin_cadence: Cadence = Cadence.DAILY
    checklist_answered: bool = False
    conditions: Mapping[str, date] | None = None
    taste: Taste = field(default_factory=Taste)
    advised: Mapping[str, Given] = field(default_factory=dict)  # the last time of each rule of advice.py
    summarised_on: date | None = None  # local date of the last weekly summary
    started_on: date | None = None  # local date of subscribing; anchors every-second-day and weekly
    paused_until: datetime | None = None
    quiet_until: datetime | None = None  # set by an alarm, cleared by "I got help"; may have passed
    missed_checkins: int = 0  # sent in a row and not answered
    next_tip_at: datetime | None = None
    next_checkin_at: datetime | None = None
    country: str | None = None  # whose emergency numbers to name; a key of countries.yaml
    inactive_since: datetime | None = None  # last seen, where stopped, blocked, or not through with /start
    source: str | None = None  # where the person came from, by a deep link s_CODE

    @property
    def keeps_health_answers(self) -> bool:
        return self.consent is not None and self.consent.given
