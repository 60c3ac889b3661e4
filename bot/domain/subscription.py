"""What changes in a profile when a person joins, pauses, stops, blocks or asks for other hours."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.domain.library import Condition
from bot.domain.profile import CONSENT_VERSION, Cadence, Consent, Kind, Profile, Status
from bot.domain.schedule import local_day, next_slot_after_day
from bot.domain.taste import Taste
from bot.domain.timing import checkins_rest, is_quiet, next_or_due_at, rescheduled, rhythm

MAX_PAUSE_DAYS = 90
REVIEW_AGAIN = timedelta(days=14)  # an unanswered review of the checklist comes again


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
    active = replace(active, inactive_since=None)
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
            kept,
            conditions=None,
            checklist_answered=False,
            taste=_without_opinions(profile.taste),
            advised={},
            summarised_on=None,
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
    """How often tips come, and check-ins with them unless these have a rhythm of their own."""
    alike = profile.checkin_cadence is profile.cadence
    checkins = cadence if alike else profile.checkin_cadence
    return rescheduled(replace(profile, cadence=cadence, checkin_cadence=checkins), now)


def with_checkin_cadence(profile: Profile, cadence: Cadence, now: datetime) -> Profile:
    """How often check-ins come. Choosing it ends their rest."""
    return rescheduled(replace(profile, checkin_cadence=cadence, missed_checkins=0), now)


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
    back = replace(_at_large(profile), paused_until=None, missed_checkins=0)
    return rescheduled(back, now)


def _at_large(profile: Profile) -> Profile:
    """Whoever has subscribed once is a subscriber, whatever question has come up since. Who has not is as
    good as gone, and counts as inactive until then."""
    if profile.started_on is None:
        return replace(profile, status=Status.JOINING)
    return replace(profile, status=Status.ACTIVE, inactive_since=None)


def stopped(profile: Profile, now: datetime) -> Profile:
    since = profile.inactive_since or now
    return rescheduled(replace(profile, status=Status.STOPPED, paused_until=None, inactive_since=since), now)


def blocked(profile: Profile, now: datetime) -> Profile:
    """Telegram refused us. A person who had stopped stays stopped."""
    if profile.status is Status.STOPPED:
        return profile
    since = profile.inactive_since or now
    return rescheduled(replace(profile, status=Status.BLOCKED, inactive_since=since), now)


def unblocked(profile: Profile, now: datetime) -> Profile:
    """Goes on where it was; a pause that was running goes on too."""
    if profile.status is not Status.BLOCKED:
        return profile
    return rescheduled(_at_large(profile), now)


def seen(profile: Profile, now: datetime) -> Profile:
    """The person did something: they have unblocked us, and are not gone for long, even if they stopped."""
    here = unblocked(profile, now)
    return here if here.inactive_since is None else replace(here, inactive_since=now)


def checkin_answered(profile: Profile, day: date, now: datetime) -> Profile:
    """An answer for a local date (a skip is one too) ends the silence of r-missed, and that day is not
    asked about again."""
    answered = replace(profile, missed_checkins=0)
    next_at = next_or_due_at(answered, Kind.CHECKIN, now)
    beat = rhythm(answered, Kind.CHECKIN)
    if beat is not None and next_at is not None and local_day(next_at, beat.zone) == day:
        next_at = next_slot_after_day(beat, day).at
    return replace(answered, next_checkin_at=next_at)


def checkin_asked(profile: Profile) -> Profile:
    """A check-in went out, and counts as missed until it is answered. The soft line is the last one."""
    asked = replace(profile, missed_checkins=profile.missed_checkins + 1)
    return replace(asked, next_checkin_at=None) if checkins_rest(asked) else asked
