"""The advice that comes by itself: a question about a sign was left unanswered, or an alarm was lost.

What it is stands in the records. Without consent there are none, so it may have been the worst.
"""

from datetime import datetime

from bot.domain import alarm
from bot.domain.alarm import AssessmentRecord, Source
from bot.domain.profile import ROUTINE, Profile, Status
from bot.domain.seek_help import Level, SeekHelp
from bot.domain.triage import Urgency
from bot.storage import assessments, deliveries, people
from bot.storage.unit import Unit
from bot.views import alarm as views
from bot.views.reference import help_screen
from bot.views.screen import Screen


def screens(unit: Unit, seek_help: SeekHelp, profile: Profile, now: datetime) -> tuple[Screen, ...]:
    records = assessments.all_of(unit, profile.id)
    record = alarm.latest(records)
    if record is None:
        return (help_screen(seek_help, Level.EMERGENCY),)
    if record.level is Urgency.ASK:
        return (_unanswered(seek_help, record),)
    stands = alarm.advised_on(seek_help, alarm.standing(records, now) or (record,))
    ticked, may_pause = record.source is Source.CHECKLIST, profile.status is Status.ACTIVE
    return tuple(
        views.alarm(seek_help, part, ticked=ticked, may_pause=may_pause)
        for part in alarm.parts(seek_help, stands)
    )


def _unanswered(seek_help: SeekHelp, record: AssessmentRecord) -> Screen:
    found = alarm.advised(seek_help, record)
    return views.unanswered(seek_help, found) if found.signs else help_screen(seek_help, Level.EMERGENCY)


def grow_quiet(unit: Unit, seek_help: SeekHelp, profile: Profile, now: datetime) -> None:
    """No answer counts as yes: what follows an alarm follows here too."""
    record = alarm.latest(assessments.all_of(unit, profile.id))
    if record and alarm.advised(seek_help, record).level not in alarm.ALARMS:
        return
    people.save_profile(unit, alarm.quietened(profile, now), profile)
    deliveries.cancel_deliveries(unit, profile.id, ROUTINE, now)
    deliveries.plan_delivery(unit, alarm.follow_up(profile, now))
