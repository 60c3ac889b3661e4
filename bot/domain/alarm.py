"""What follows when danger is heard: quiet, one question the next day, and a record without words.

Quiet holds tips and check-ins back for two days, or until the person says that they got help.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain import subscription
from bot.domain.delivery import NewDelivery
from bot.domain.library import SeekHelp
from bot.domain.profile import Cadence, Kind, Profile
from bot.domain.schedule import Rhythm, local_day, next_slot_after_day
from bot.domain.sign_check import Reply
from bot.domain.subscription import FOLLOW_UP_AFTER, QUIET
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


_SAID = {
    Reply.YES: {"yes", "y", "yeah", "yep", "yup", "yes i do", "yes it is", "i do", "it is", "ok yes"},
    Reply.NO: {"no", "n", "nope", "nah", "no i don't", "no it isn't", "no it's not", "not at all"},
    Reply.NOT_SURE: {
        "not sure", "i'm not sure", "im not sure", "unsure", "idk", "dunno", "i don't know", "don't know",
        "i dont know", "dont know", "maybe", "perhaps", "can't tell", "i can't tell", "a bit", "a little",
        "sort of", "kind of", "hard to say",
    },
}  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[^\w']+")


def parse_sign_answer(text: str) -> Reply | None:
    """A typed answer to a question about a sign.

    >>> parse_sign_answer("Not sure...")
    <Reply.NOT_SURE: 'not-sure'>
    """
    said = _said(text)
    return next((answer for answer, phrases in _SAID.items() if said in phrases), None)


_SAID_OF_HELP = {
    True: {
        "i got help", "got help", "yes i got help", "yes i did", "i did", "i'm safe", "im safe", "i am safe",
        "i'm safe now", "im safe now", "i am safe now",
    },
    False: {"not yet", "no not yet", "i did not", "i didn't", "no i didn't", "no i did not"},
}  # fmt: skip


def parse_help_answer(text: str) -> bool | None:
    """Whether the person got help, where a typed text says just that."""
    said = _said(text)
    return next((got_it for got_it, phrases in _SAID_OF_HELP.items() if said in phrases), None)


def _said(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", text.lower().replace("’", "'")).strip()


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


def quietened(profile: Profile, now: datetime) -> Profile:
    """Tips and check-ins rest from now on."""
    return subscription.rescheduled(replace(profile, quiet_until=now + QUIET), now)


def helped(profile: Profile, now: datetime, *, after_crisis: bool = False) -> Profile:
    """The person got help: tips and check-ins go on. Whoever only says that they are safe after a crisis
    hears nothing light within a day of it, however often they say so."""
    until = None
    if after_crisis and profile.quiet_until is not None:
        until = profile.quiet_until - _A_DAY if profile.quiet_until - now > _A_DAY else profile.quiet_until
    return subscription.rescheduled(replace(profile, quiet_until=until), now)


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
