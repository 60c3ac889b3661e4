"""What changes in a profile when a person joins, pauses, stops, blocks or asks for other hours."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.library import Condition
from bot.domain.profile import CONSENT_VERSION, ROUTINE, Cadence, Consent, Kind, Profile, Status
from bot.domain.schedule import Rhythm, Slot, local_day, next_slot, next_slot_after_day, slot_to_serve
from bot.domain.taste import Taste

GRACE = timedelta(hours=3)  # later than this, a tip or a check-in is stale
LONG_GRACE = timedelta(hours=24)  # what follows an alarm is better late than never
QUIET = timedelta(days=2)  # after an alarm, unless the person says that they got help
FOLLOW_UP_AFTER = timedelta(hours=6)  # the soonest to ask whether they did
MISSED_BEFORE_SILENCE = 3  # r-missed in the clinical facts: one soft line, then silence
MAX_PAUSE_DAYS = 90
REVIEW_AGAIN = timedelta(days=14)  # an unanswered review of the checklist comes again


def rhythm(profile: Profile, kind: Kind) -> Rhythm | None:
    """The rhythm of a kind, or None while the profile lacks a zone or an hour."""
    at = profile.tip_time if kind is Kind.TIP else profile.checkin_time
    if profile.zone is None or at is None:
        return None
    anchor = profile.started_on or local_day(profile.created_at, profile.zone)
    return Rhythm(profile.zone, at, profile.cadence, anchor)


def _is_written_to(profile: Profile, kind: Kind) -> bool:
    if profile.status is not Status.ACTIVE:
        return False
    return kind is Kind.TIP or profile.keeps_health_answers


def wants(profile: Profile, kind: Kind, now: datetime) -> bool:
    """The second look before a send: has the person stopped or paused meanwhile, or is it quiet?"""
    if kind is Kind.ADVICE:
        return profile.status is not Status.BLOCKED  # it answers what they wrote
    if kind is Kind.FOLLOW_UP:
        return _is_to_be_followed_up(profile, now)
    return _is_written_to(profile, kind) and not is_paused(profile, now) and not is_quiet(profile, now)


def _is_to_be_followed_up(profile: Profile, now: datetime) -> bool:
    """Not once they said that they got help, nor right after another alarm, which has its own follow-up."""
    if profile.status is not Status.ACTIVE or profile.quiet_until is None or is_paused(profile, now):
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


def _next_or_due_at(profile: Profile, kind: Kind, now: datetime) -> datetime | None:
    """The next due time; one that has come and is not planned yet stays, or its slot would be lost."""
    due_at = profile.next_tip_at if kind is Kind.TIP else profile.next_checkin_at
    next_at = _next_at(profile, kind, now)
    is_waiting = due_at is not None and due_at <= now and wants(profile, kind, now)
    return due_at if is_waiting and next_at is not None else next_at


def _with_due(profile: Profile, kind: Kind, at: datetime | None) -> Profile:
    return replace(profile, next_tip_at=at) if kind is Kind.TIP else replace(profile, next_checkin_at=at)


def rescheduled(profile: Profile, now: datetime) -> Profile:
    """The profile with both due times worked out anew; a slot that is due by now keeps its time."""
    tip_at = _next_or_due_at(profile, Kind.TIP, now)
    checkin_at = _next_or_due_at(profile, Kind.CHECKIN, now)
    return replace(profile, next_tip_at=tip_at, next_checkin_at=checkin_at)


def moved_on(profile: Profile, kind: Kind, now: datetime) -> Profile:
    """The profile with one kind's due time past `now`: its slot has been dealt with."""
    return _with_due(profile, kind, _next_at(profile, kind, now))


def is_complete(profile: Profile) -> bool:
    """Whether every question of /start has been answered."""
    checklist = profile.checklist_answered or not profile.keeps_health_answers
    return None not in (profile.consent, profile.zone, profile.tip_time) and checklist


def subscribed(profile: Profile, now: datetime) -> Profile:
    """A complete profile made active; the first tip serves today's slot, so the next is on a later day.
    While it is quiet there is no first tip, and the next comes after that.

    Raises ValueError for a profile that still lacks an answer.
    """
    if profile.zone is None or not is_complete(profile):
        raise ValueError("the profile is not complete")
    today = local_day(now, profile.zone)
    active = replace(profile, status=Status.ACTIVE, started_on=profile.started_on or today, paused_until=None)
    active = rescheduled(active, now)
    if is_quiet(active, now):
        return active
    beat = rhythm(active, Kind.TIP)
    assert beat is not None  # noqa: S101  a complete profile has a zone and an hour
    return replace(active, next_tip_at=next_slot_after_day(beat, today).at)


def with_consent(profile: Profile, given: bool, now: datetime) -> Profile:
    """Consent recorded. Declining also forgets what was known about the person's health."""
    kept = replace(profile, consent=Consent(given, CONSENT_VERSION, now), missed_checkins=0)
    if not given:
        kept = replace(
            kept, conditions=None, checklist_answered=False, taste=_without_opinions(profile.taste)
        )
    return rescheduled(kept, now)


def _without_opinions(taste: Taste) -> Taste:
    """What was seen is kept, or tips would repeat; so are topics, which are a wish and no answer."""
    return replace(taste, liked=frozenset(), disliked=frozenset())


def with_zone(profile: Profile, zone: str, now: datetime) -> Profile:
    return rescheduled(replace(profile, zone=zone), now)


def with_hour(profile: Profile, kind: Kind, at: time, now: datetime) -> Profile:
    """A new hour; choosing one for the check-in also ends its rest."""
    if kind is Kind.TIP:
        return rescheduled(replace(profile, tip_time=at), now)
    return rescheduled(replace(profile, checkin_time=at, missed_checkins=0), now)


def with_cadence(profile: Profile, cadence: Cadence, now: datetime) -> Profile:
    return rescheduled(replace(profile, cadence=cadence), now)


def with_conditions(profile: Profile, ticked: Iterable[Condition] | None, today: date) -> Profile:
    """The checklist answered with what is ticked (each with its review date), or skipped with None."""
    if ticked is None:
        return replace(profile, conditions=None, checklist_answered=True)
    reviews = {condition.id: today + timedelta(days=condition.review_days) for condition in ticked}
    return replace(profile, conditions=reviews, checklist_answered=True)


def conditions_confirmed(profile: Profile, conditions: Mapping[str, Condition], today: date) -> Profile:
    """What was ticked is still so: each is asked about again when its time comes. One that the library no
    longer has stays too, for it is not known to be harmless."""
    reviews = {
        key: today + (timedelta(days=conditions[key].review_days) if key in conditions else REVIEW_AGAIN)
        for key in profile.conditions or ()
    }
    return replace(profile, conditions=reviews)


def without_condition(profile: Profile, condition: str) -> Profile:
    """What was ticked has passed. An unknown health stays unknown."""
    if profile.conditions is None:
        return profile
    return replace(profile, conditions={k: day for k, day in profile.conditions.items() if k != condition})


def review_is_due(profile: Profile, today: date) -> bool:
    """Whether to ask if what was ticked on the checklist still holds. Until it is answered, it does."""
    return profile.keeps_health_answers and any(day <= today for day in (profile.conditions or {}).values())


def review_asked(profile: Profile, today: date) -> Profile:
    """The question went out; without an answer it comes again after a while."""
    again = today + REVIEW_AGAIN
    reviews = {key: again if day <= today else day for key, day in (profile.conditions or {}).items()}
    return replace(profile, conditions=reviews)


def paused(profile: Profile, days: int, now: datetime) -> Profile:
    """Nothing is sent for `days` whole days (1 to MAX_PAUSE_DAYS)."""
    return rescheduled(replace(profile, paused_until=now + timedelta(days=days)), now)


def resumed(profile: Profile, now: datetime) -> Profile:
    """Written to again, whether it was a pause, a stop or a block that ended."""
    back = replace(profile, status=_status_at_large(profile), paused_until=None, missed_checkins=0)
    return rescheduled(back, now)


def _status_at_large(profile: Profile) -> Status:
    """Whoever has subscribed once is a subscriber, whatever question has come up since."""
    return Status.JOINING if profile.started_on is None else Status.ACTIVE


def stopped(profile: Profile, now: datetime) -> Profile:
    return rescheduled(replace(profile, status=Status.STOPPED, paused_until=None), now)


def blocked(profile: Profile, now: datetime) -> Profile:
    """Telegram refused us. A person who had stopped stays stopped."""
    if profile.status is Status.STOPPED:
        return profile
    return rescheduled(replace(profile, status=Status.BLOCKED), now)


def unblocked(profile: Profile, now: datetime) -> Profile:
    """Goes on where it was; a pause that was running goes on too."""
    if profile.status is not Status.BLOCKED:
        return profile
    return rescheduled(replace(profile, status=_status_at_large(profile)), now)


def checkin_answered(profile: Profile, day: date, now: datetime) -> Profile:
    """An answer for a local date (a skip is one too) ends the silence of r-missed, and that day is not
    asked about again."""
    answered = replace(profile, missed_checkins=0)
    next_at = _next_or_due_at(answered, Kind.CHECKIN, now)
    beat = rhythm(answered, Kind.CHECKIN)
    if beat is not None and next_at is not None and local_day(next_at, beat.zone) == day:
        next_at = next_slot_after_day(beat, day).at
    return replace(answered, next_checkin_at=next_at)


def checkin_asked(profile: Profile) -> Profile:
    """A check-in went out, and counts as missed until it is answered. The soft line is the last one."""
    asked = replace(profile, missed_checkins=profile.missed_checkins + 1)
    return replace(asked, next_checkin_at=None) if checkins_rest(asked) else asked


def planned(profile: Profile, kind: Kind, now: datetime) -> tuple[Profile, Slot | None]:
    """A due profile moved on to its next slot, and the slot to serve now.

    The slot is None when all are too old or the person does not want it any more.
    """
    beat = rhythm(profile, kind)
    if beat is None or not wants(profile, kind, now):
        return moved_on(profile, kind, now), None
    return moved_on(profile, kind, now), slot_to_serve(beat, now, GRACE)
