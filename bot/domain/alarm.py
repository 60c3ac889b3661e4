"""What follows when danger is heard: quiet, one question the next day, and a record without words.

Quiet holds tips and check-ins back for two days, or until the person says that they got help.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain import timing
from bot.domain.delivery import NewDelivery
from bot.domain.profile import Cadence, Kind, Profile
from bot.domain.schedule import Rhythm, local_day, next_slot_after_day
from bot.domain.seek_help import SeekHelp
from bot.domain.sign_check import CRISIS_SIGNS
from bot.domain.timing import FOLLOW_UP_AFTER, LONG_GRACE, QUIET
from bot.domain.triage import Assessment, Urgency

ALARMS = frozenset({Urgency.EMERGENCY, Urgency.CRISIS, Urgency.URGENT})  # acted on at once
ANSWER_WITHIN = timedelta(minutes=15)  # then the advice comes by itself
_A_DAY = timedelta(days=1)
_STANDS = QUIET + LONG_GRACE  # how long an alarm that nobody answered may still hold
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


def latest(records: Sequence[AssessmentRecord]) -> AssessmentRecord | None:
    """Of records, newest first, the one that still calls for help: an alarm, or a question not answered
    with "no"."""
    serious = (r for r in records if r.level in ALARMS | {Urgency.ASK} and r.answer is not Answer.NO)
    return next(serious, None)


def standing(records: Sequence[AssessmentRecord], now: datetime) -> tuple[AssessmentRecord, ...]:
    """Of records, newest first, the alarms that still hold: of the last days, since help was last found, and
    not answered with "no". A question that was left unanswered is one, once its advice is due."""
    found = []
    for record in records:
        if record.answer in {Answer.GOT_HELP, Answer.SAFE} or now - record.at > _STANDS:
            break
        is_left = record.answer is Answer.NOT_YET or (
            record.answer is None and now - record.at >= ANSWER_WITHIN
        )
        if record.answer is not Answer.NO and (
            record.level in ALARMS or (record.level is Urgency.ASK and is_left)
        ):
            found.append(record)
    return tuple(found)


def advised_on(seek_help: SeekHelp, records: Sequence[AssessmentRecord]) -> Assessment:
    """What to advise on several at once: the most urgent level, and the signs of all."""
    each = sorted((advised(seek_help, r) for r in records), key=lambda one: -one.level.rank)
    signs = dict.fromkeys(sign for one in each for sign in one.signs)
    return Assessment(each[0].level if each else Urgency.EMERGENCY, tuple(signs))


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


def helped(
    profile: Profile, now: datetime, records: Sequence[AssessmentRecord] = (), *, is_safe: bool = False
) -> Profile:
    """The person got help, or `is_safe` after a crisis: tips and check-ins go on. After a crisis nothing
    light comes within a day, whatever they answer and however often. Where nothing is recorded, it may have
    been one."""
    if profile.quiet_until is None:
        return profile
    crises = [record.at + _A_DAY for record in records if _is_crisis(record)]
    if crises or (records and not is_safe):
        until = max(crises, default=now)
    else:
        until = profile.quiet_until
        until -= _A_DAY if until - now > _A_DAY else timedelta()
    return _quiet(profile, until, now)


def _is_crisis(record: AssessmentRecord) -> bool:
    is_meant = record.level is Urgency.CRISIS or not CRISIS_SIGNS.isdisjoint(record.signs)
    return is_meant and record.answer is not Answer.NO


def _quiet(profile: Profile, until: datetime | None, now: datetime) -> Profile:
    """Quiet until an instant that is to come, or not quiet any more."""
    until = until if until and until > now else None
    return timing.rescheduled(replace(profile, quiet_until=until), now)


def taken_back(profile: Profile, at: datetime, before: datetime | None, now: datetime) -> Profile | None:
    """The alarm of an instant was a mistake: it is as quiet as it was `before`. None where that alarm is not
    what makes it quiet any more."""
    if profile.quiet_until != at + QUIET:
        return None
    until = min(before, profile.quiet_until) if before else None
    return timing.rescheduled(replace(profile, quiet_until=until), now)


def ruled_out(
    profile: Profile, record: AssessmentRecord, others: Sequence[AssessmentRecord], now: datetime
) -> Profile:
    """The answer "no": what only the unanswered question had made quiet is so no longer. `others` are the
    alarms that still stand."""
    if profile.quiet_until is None or profile.quiet_until - QUIET < record.at:
        return profile
    return _quiet(profile, max((other.at + QUIET for other in others), default=None), now)


def follow_up(profile: Profile, now: datetime) -> NewDelivery:
    """One question on the next local day, so a second alarm of a day asks for no second one."""
    zone = profile.zone or "UTC"
    today = local_day(now, zone)
    hours = Rhythm(zone, profile.tip_time or _FOLLOW_UP_HOUR, Cadence.DAILY, today)
    slot = next_slot_after_day(hours, today)
    at = max(slot.at, now + FOLLOW_UP_AFTER)
    return NewDelivery(profile.id, Kind.FOLLOW_UP, slot.day.isoformat(), at, at)


def advice(profile: Profile, now: datetime, wait: timedelta = ANSWER_WITHIN) -> NewDelivery:
    """The advice that comes by itself: when a question about a sign is left unanswered, or when the words of
    an alarm could not be brought to the person."""
    at = now + wait
    return NewDelivery(profile.id, Kind.ADVICE, now.isoformat(timespec="seconds"), at, at)
