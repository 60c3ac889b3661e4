"""When somebody is written to next, and whether they still want it by then."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.profile import ABOUT_HEALTH, ROUTINE, Kind, Profile, Status
from bot.domain.schedule import Rhythm, Slot, local_day, next_slot, slot_to_serve

GRACE = timedelta(hours=3)  # later than this, a tip or a check-in is stale
LONG_GRACE = timedelta(hours=24)  # what follows an alarm is better late than never
QUIET = timedelta(days=2)  # after an alarm, unless the person says that they got help
FOLLOW_UP_AFTER = timedelta(hours=6)  # the soonest to ask whether they did
MISSED_BEFORE_SILENCE = 3  # r-missed in the clinical facts: one soft line, then silence


def rhythm(profile: Profile, kind: Kind) -> Rhythm | None:
    """The rhythm of a kind, or None while the profile lacks a zone or an hour."""
    at = profile.tip_time if kind is Kind.TIP else profile.checkin_time
    if profile.zone is None or at is None:
        return None
    cadence = profile.cadence if kind is Kind.TIP else profile.checkin_cadence
    anchor = profile.started_on or local_day(profile.created_at, profile.zone)
    return Rhythm(profile.zone, at, cadence, anchor)


def _is_written_to(profile: Profile, kind: Kind) -> bool:
    if profile.status is not Status.ACTIVE:
        return False
    return kind not in ABOUT_HEALTH or profile.keeps_health_answers


def wants(profile: Profile, kind: Kind, now: datetime) -> bool:
    """The second look before a send: has the person stopped or paused meanwhile, or is it quiet?"""
    if kind is Kind.ADVICE:
        return profile.status is not Status.BLOCKED  # it answers what they wrote
    if kind is Kind.FOLLOW_UP:
        return _is_to_be_followed_up(profile, now)
    if kind is Kind.REPLY:
        return profile.status in {Status.ACTIVE, Status.JOINING}  # it answers what they wrote, too
    if kind is Kind.REMINDER:
        return _is_written_to(profile, kind)  # a wish of their own, whatever else rests
    return _is_written_to(profile, kind) and not is_paused(profile, now) and not is_quiet(profile, now)


def _is_to_be_followed_up(profile: Profile, now: datetime) -> bool:
    """Not once they said that they got help, nor right after another alarm, which has its own follow-up. A
    pause is for daily messages."""
    if profile.status is not Status.ACTIVE or profile.quiet_until is None:
        return False
    return now >= profile.quiet_until - QUIET + FOLLOW_UP_AFTER


def grace(kind: Kind) -> timedelta:
    """How late a message of a kind may be and still go out."""
    return GRACE if kind in ROUTINE else LONG_GRACE


def is_paused(profile: Profile, now: datetime) -> bool:
    return profile.paused_until is not None and profile.paused_until > now


def is_quiet(profile: Profile, now: datetime) -> bool:
    """Whether tips and check-ins rest after an alarm."""
    return profile.quiet_until is not None and profile.quiet_until > now


def soft_line_is_due(profile: Profile) -> bool:
    """Whether the next check-in is the soft line of r-missed rather than the question."""
    return profile.missed_checkins >= MISSED_BEFORE_SILENCE


def checkins_rest(profile: Profile) -> bool:
    """Whether the soft line has gone out: no more check-ins until the person answers one."""
    return profile.missed_checkins > MISSED_BEFORE_SILENCE


def _next_at(profile: Profile, kind: Kind, after: datetime) -> datetime | None:
    beat = rhythm(profile, kind)
    if beat is None or not _is_written_to(profile, kind):
        return None
    if kind is Kind.CHECKIN and checkins_rest(profile):
        return None
    return next_slot(beat, max(after, profile.paused_until or after, profile.quiet_until or after)).at


def next_or_due_at(profile: Profile, kind: Kind, now: datetime) -> datetime | None:
    """The next due time; one that has come and is not planned yet stays, or its slot would be lost."""
    due_at = profile.next_tip_at if kind is Kind.TIP else profile.next_checkin_at
    next_at = _next_at(profile, kind, now)
    is_waiting = due_at is not None and due_at <= now and wants(profile, kind, now)
    return due_at if is_waiting and next_at is not None else next_at


def _with_due(profile: Profile, kind: Kind, at: datetime | None) -> Profile:
    return replace(profile, next_tip_at=at) if kind is Kind.TIP else replace(profile, next_checkin_at=at)


def rescheduled(profile: Profile, now: datetime) -> Profile:
    """The profile with both due times worked out anew; a slot that is due by now keeps its time."""
    tip_at = next_or_due_at(profile, Kind.TIP, now)
    checkin_at = next_or_due_at(profile, Kind.CHECKIN, now)
    return replace(profile, next_tip_at=tip_at, next_checkin_at=checkin_at)


def moved_on(profile: Profile, kind: Kind, now: datetime) -> Profile:
    """The profile with one kind's due time past `now`: its slot has been dealt with."""
    return _with_due(profile, kind, _next_at(profile, kind, now))


def planned(profile: Profile, kind: Kind, now: datetime) -> tuple[Profile, Slot | None]:
    """A due profile moved on to its next slot, and the slot to serve now.

    The slot is None when all are too old or the person does not want it any more.
    """
    beat = rhythm(profile, kind)
    if beat is None or not wants(profile, kind, now):
        return moved_on(profile, kind, now), None
    return moved_on(profile, kind, now), slot_to_serve(beat, now, GRACE)
