"""What follows when danger was heard, whether somebody wrote it or ticked it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain import alarm
from bot.domain.alarm import ALARMS, AssessmentRecord, Source
from bot.domain.profile import ROUTINE, Kind, Profile, Status
from bot.domain.seek_help import Level
from bot.domain.states import IDLE, ConditionsAsked, ConsentAsked, HourAsked, SignAsked, ZoneAsked
from bot.domain.triage import Assessment, Urgency
from bot.handlers.context import Desk
from bot.handlers.visit import Turn, Visit
from bot.views import alarm as views
from bot.views import callbacks
from bot.views.reference import help_screen
from bot.views.screen import Screen

NOT_TO_BE_LOST = ConditionsAsked | ConsentAsked | ZoneAsked | HourAsked
UNNAMED = ""  # in place of a sign, where nothing about health may be kept


def raise_alarm(visit: Visit, desk: Desk, assessment: Assessment, source: Source = Source.CHECKLIST) -> Turn:
    """The fixed wording for a level. At an alarm, what is planned is cancelled, quiet begins, and one
    question is planned for the next day. `soon` is only said; what is unclear is asked."""
    if assessment.level is Urgency.ASK:
        return ask_about(visit, desk, assessment, source)
    record = AssessmentRecord(assessment.level, assessment.signs, visit.now, source)
    if assessment.level not in ALARMS or visit.profile is None:
        return Turn(told(visit, desk, assessment, source), in_place=False, records=(record,))
    may_undo = source is Source.CHECKLIST and assessment.level is not Urgency.CRISIS
    undo = _way_back(visit.profile, visit.now) if may_undo else None
    return Turn(
        told(visit, desk, assessment, source, undo),
        in_place=False,
        records=(record,),
        profile=alarm.quietened(visit.profile, visit.now),
        cancel=ROUTINE | {Kind.ADVICE},
        plan=alarm.follow_up(visit.profile, visit.now),
    )


def told(
    visit: Visit,
    desk: Desk,
    assessment: Assessment,
    source: Source,
    undo: callbacks.TakeBack | None = None,
) -> tuple[Screen, ...]:
    """The words for an assessment, in as many messages as it takes."""
    seek_help, ticked = desk.library.help_in(visit.country), source is Source.CHECKLIST
    may_pause = is_written_to(visit)
    return tuple(
        views.alarm(seek_help, part, ticked=ticked, undo=undo, may_pause=may_pause)
        for part in alarm.parts(seek_help, assessment)
    )


def is_written_to(visit: Visit) -> bool:
    """Whether daily messages come, which may be too much after a crisis."""
    return visit.profile is not None and visit.profile.status is Status.ACTIVE


def _way_back(profile: Profile, now: datetime) -> callbacks.TakeBack:
    """From a tap by mistake. After words of support there is "I'm safe now" instead."""
    before = profile.quiet_until
    return callbacks.TakeBack(int(now.timestamp()), int(before.timestamp()) if before else 0)


def ask_about(visit: Visit, desk: Desk, assessment: Assessment, source: Source) -> Turn:
    """One plain question. Whoever writes on in doubt instead of answering one gets the advice."""
    seek_help = desk.library.help_in(visit.country)
    sign = next(filter(seek_help.has_sign, assessment.signs), None)
    if sign is None:
        return all_signs(visit, desk)
    if isinstance(visit.state, SignAsked) and seek_help.has_sign(visit.state.sign):
        both = alarm.of_signs(seek_help, *dict.fromkeys((sign, visit.state.sign)))
        return replace(raise_alarm(visit, desk, both, source), state=IDLE)
    if visit.state == SignAsked(UNNAMED):
        return replace(unnamed_sign(visit, desk), state=IDLE)
    if visit.is_asked and isinstance(visit.state, NOT_TO_BE_LOST):
        return unnamed_sign(visit, desk)
    record = AssessmentRecord(Urgency.ASK, (sign,), visit.now, source)
    asked = Turn((question(visit, desk, sign),), in_place=False, records=(record,))
    if visit.profile is None:
        return asked
    waits = SignAsked(sign if visit.profile.keeps_health_answers else UNNAMED)
    return replace(
        asked,
        state=None if isinstance(visit.state, NOT_TO_BE_LOST) else waits,
        cancel=frozenset({Kind.ADVICE}),
        plan=alarm.advice(visit.profile, visit.now),
    )


def question(visit: Visit, desk: Desk, sign: str) -> Screen:
    """The question about a sign; a reminder of it where it is not known which."""
    seek_help = desk.library.help_in(visit.country)
    asked = seek_help.find_sign(sign)[1] if seek_help.has_sign(sign) else None
    return views.question(asked, seek_help.emergency_line)


def unnamed_sign(visit: Visit, desk: Desk) -> Turn:
    """Yes to a question of which nothing was kept: it may have been the worst."""
    screens = all_signs(visit, desk).screens
    if visit.profile is None:
        return Turn(screens, in_place=False)
    return replace(raise_alarm(visit, desk, Assessment(Urgency.EMERGENCY), Source.TEXT), screens=screens)


def all_signs(visit: Visit, desk: Desk) -> Turn:
    """Where it is not known which sign it was."""
    return Turn((help_screen(desk.library.help_in(visit.country), Level.EMERGENCY),), in_place=False)


def unless_quiet(decide: Callable[..., Turn]) -> Callable[..., Turn]:
    """A decision that brings tips; while it is quiet, a line on why they rest in its place."""

    def decision(visit: Visit, *rest: object) -> Turn:
        if visit.profile is not None and visit.is_quiet:
            return Turn((views.resting(visit.profile, visit.today),), in_place=False)
        return decide(visit, *rest)

    return decision
