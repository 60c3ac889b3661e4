"""What follows a check-in that was given, changed or added to."""

from dataclasses import replace
from datetime import date

from bot.domain import advice
from bot.domain.advice import advise
from bot.domain.checkin import MAX_AGE_DAYS, MAX_NOTE, CheckIn
from bot.domain.offers import (
    asked_about_week,
    asks_about_week,
    fewer_checkins,
    offered_fewer,
    offers_fewer,
)
from bot.domain.profile import Profile
from bot.domain.states import IDLE, InterferenceAsked
from bot.domain.trend import QUARTER
from bot.handlers.context import Desk
from bot.handlers.visit import Turn, Visit
from bot.views import about, checkins, diary
from bot.views.checkins import Around
from bot.views.screen import Screen

LOOK_BACK = QUARTER + MAX_AGE_DAYS  # days of check-ins that advice on one goes by


def recorded(visit: Visit, desk: Desk, checkin: CheckIn, profile: Profile) -> Turn:
    """The screen of a stored check-in, and what was said with it. After an alarm, only that counts."""
    said = () if visit.is_quiet else advise(checkin, visit.history, profile.advised, visit.today)
    profile = replace(profile, advised=advice.recorded(profile.advised, said, checkin.day, visit.today))
    is_calm = not said and not visit.is_quiet and checkin.day == visit.today
    lighter = fewer_checkins(profile.checkin_cadence) if is_calm and _is_thin(visit, profile, checkin) else ()
    if lighter:
        profile = replace(profile, advised=offered_fewer(profile, visit.today))
    seek_help = desk.library.help_in(visit.country)
    screen = checkins.recorded(checkin, Around(visit.today, visit.joined, seek_help, said, lighter))
    return Turn((screen,), profile=profile)


def _is_thin(visit: Visit, profile: Profile, checkin: CheckIn) -> bool:
    others = [one for one in visit.history if one.day != checkin.day]
    return offers_fewer(profile, [*others, checkin], visit.today)


def finished(visit: Visit, desk: Desk, checkin: CheckIn, *, noted: bool = False) -> Screen:
    return checkins.finished(checkin, visit.today, desk.library.help_in(visit.country), noted)


def done(visit: Visit, desk: Desk, checkin: CheckIn) -> Turn:
    """Nothing to add: the question of the week if it is due, or the end. After an alarm, no score is asked
    for."""
    if visit.is_quiet or not asks_about_week(visit.member, checkin, visit.history, visit.today):
        return Turn((finished(visit, desk, checkin),), state=IDLE)
    return Turn(
        (week_question(visit, desk, checkin),),
        profile=replace(visit.member, advised=asked_about_week(visit.member, visit.today)),
        state=InterferenceAsked(checkin.day),
    )


def week_question(visit: Visit, desk: Desk, checkin: CheckIn) -> Screen:
    return diary.week_question(checkin, desk.library.help_in(visit.country))


def noted(visit: Visit, desk: Desk, day: date, text: str) -> Turn:
    """A note, added to what was noted before. One that does not fit changes nothing."""
    if visit.checkin is None or visit.checkin.day != day:
        return Turn((about.free_text(),), state=IDLE)
    note = f"{visit.checkin.note}\n{text}" if visit.checkin.note else text
    if len(note) > MAX_NOTE:
        around = Around(visit.today, visit.joined, desk.library.help_in(visit.country))
        screen = checkins.recorded(visit.checkin, around)
        return Turn((screen.with_first_line(diary.note_too_long(len(note))),))
    checkin = replace(visit.checkin, note=note)
    after, saved = done(visit, desk, checkin), finished(visit, desk, checkin, noted=True)
    more = after.screens if after.state != IDLE else ()
    return replace(after, screens=(saved, *more), keep=checkin)
