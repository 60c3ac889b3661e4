"""What follows when danger is heard: quiet, one question the next day, and a record without words.

Quiet holds tips and check-ins back for two days, or until the person says that they got help.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain import timing
from bot.domain.delivery import NewDelivery
from bot.domain.profile import Cadence, Kind, Profile
from bot.domain.schedule import Rhythm, local_day, next_slot_after_day
from bot.domain.seek_help import SeekHelp
from bot.domain.sign_check import CRISIS_SIGNS
from bot.domain.timing import FOLLOW_UP_AFTER, QUIET
from bot.domain.triage import Assessment, Urgency

ALARMS = frozenset({Urgency.EMERGENCY, Urgency.CRISIS, Urgency.URGENT})  # acted on at once
ANSWER_WITHIN = timedelta(minutes=15)  # then the advice comes by itself
_A_DAY = timedelta(days=1)
_FOLLOW_UP_HOUR = time(10)  # where no hour for tips was chosen


class Source(StrEnum):
    """Where an assessment comes from."""

    TEXT = "text"
    CHECKLIST = "checklist"


class Answer(StrEnum):
    """What a person has answered since."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not-sure"
    GOT_HELP = "got-help"
    SAFE = "safe"
    NOT_YET = "not-yet"


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """What was heard of a person, never in their words. `id` is None until it is stored."""

    level: Urgency
    signs: tuple[str, ...]
    at: datetime
    source: Source
    answer: Answer | None = None
    id: int | None = None


def latest(records: list[AssessmentRecord]) -> AssessmentRecord | None:
    """Of records, newest first, the one that still calls for help: an alarm, or a question not answered
    with "no"."""
    serious = (r for r in records if r.level in ALARMS | {Urgency.ASK} and r.answer is not Answer.NO)
    return next(serious, None)


def advised(seek_help: SeekHelp, record: AssessmentRecord) -> Assessment:
    """What to advise on a record; for a question, as if the answer were yes."""
    known = [sign for sign in record.signs if seek_help.has_sign(sign)]
    if record.level is not Urgency.ASK:
        return Assessment(record.level, tuple(known))
    return of_signs(seek_help, *known)


def of_signs(seek_help: SeekHelp, *signs: str) -> Assessment:
    """The assessment of signs that are there, the most urgent first. Raises KeyError."""
    ordered = sorted(signs, key=lambda sign: seek_help.urgency(sign).rank, reverse=True)
    level = seek_help.urgency(ordered[0]) if ordered else Urgency.EMERGENCY
    return Assessment(level, tuple(ordered))


def parts(seek_help: SeekHelp, assessment: Assessment) -> tuple[Assessment, ...]:
    """What is told in a message of its own, the more urgent first: despair needs words that nothing stands
    beside, and a body that calls for help is not to be forgotten over them."""
    body = tuple(sign for sign in assessment.signs if sign not in CRISIS_SIGNS and seek_help.has_sign(sign))
    if assessment.level is not Urgency.CRISIS:
        support = () if CRISIS_SIGNS.isdisjoint(assessment.signs) else (Assessment(Urgency.CRISIS),)
        return (Assessment(assessment.level, body), *support)
    rest = of_signs(seek_help, *body)
    return (assessment, rest) if body and rest.level in ALARMS else (assessment,)


def quietened(profile: Profile, now: datetime) -> Profile:
    """Tips and check-ins rest from now on."""
    return timing.rescheduled(replace(profile, quiet_until=now + QUIET), now)


def helped(profile: Profile, now: datetime, *, after_crisis: bool = False) -> Profile:
    """The person got help: tips and check-ins go on. Whoever only says that they are safe after a crisis
    hears nothing light within a day of it, however often they say so."""
    until = None
    if after_crisis and profile.quiet_until is not None:
        until = profile.quiet_until - _A_DAY if profile.quiet_until - now > _A_DAY else profile.quiet_until
    return timing.rescheduled(replace(profile, quiet_until=until), now)


def taken_back(profile: Profile, at: datetime, before: datetime | None, now: datetime) -> Profile | None:
    """The alarm of an instant was a mistake: it is as quiet as it was `before`. None where that alarm is not
    what makes it quiet any more."""
    if profile.quiet_until != at + QUIET:
        return None
    until = min(before, profile.quiet_until) if before else None
    return timing.rescheduled(replace(profile, quiet_until=until), now)


def ruled_out(profile: Profile, record: AssessmentRecord, now: datetime) -> Profile:
    """The answer "no": what only the unanswered question had made quiet is so no longer."""
    if profile.quiet_until is None or profile.quiet_until - QUIET < record.at:
        return profile
    return helped(profile, now)


def follow_up(profile: Profile, now: datetime) -> NewDelivery:
    """One question on the next local day, so a second alarm of a day asks for no second one."""
    zone = profile.zone or "UTC"
    today = local_day(now, zone)
    hours = Rhythm(zone, profile.tip_time or _FOLLOW_UP_HOUR, Cadence.DAILY, today)
    slot = next_slot_after_day(hours, today)
    at = max(slot.at, now + FOLLOW_UP_AFTER)
    return NewDelivery(profile.id, Kind.FOLLOW_UP, slot.day.isoformat(), at, at)


def advice(profile: Profile, now: datetime) -> NewDelivery:
    """The advice that comes by itself when a question about a sign is left unanswered."""
    at = now + ANSWER_WITHIN
    return NewDelivery(profile.id, Kind.ADVICE, now.isoformat(timespec="seconds"), at, at)
