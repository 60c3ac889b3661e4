"""What belongs to check-ins besides the two scores: other days, tags, notes, the question about the week."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.checkin import MAX_AGE_DAYS, Misread, Scores, parse_scores, why_closed
from bot.domain.dialogue import Plain
from bot.domain.states import IDLE, InterferenceAsked, NoteAsked, PainAsked, StressAsked
from bot.handlers.checkin import are_both_scores, open_day, refusal, tapped, typed
from bot.handlers.context import Desk
from bot.handlers.conversation import not_understood
from bot.handlers.recording import LOOK_BACK, done, finished, recorded
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, diary


def days_shown(visit: Visit, _: Desk, __: callbacks.ShowDays) -> Turn:
    return refusal(visit) or Turn((diary.days(visit.history, visit.today, visit.joined),))


def day_opened(visit: Visit, desk: Desk, tap: callbacks.OpenDay) -> Turn:
    """What was answered, as it was shown when it was new; a note may follow."""
    if visit.checkin is None or not _takes_more(visit, tap.day):
        return open_day(visit, desk, tap.day)
    return replace(recorded(visit, desk, visit.checkin, visit.member), state=NoteAsked(tap.day))


def _takes_more(visit: Visit, day: date) -> bool:
    return visit.member.keeps_health_answers and not why_closed(day, visit.today, visit.joined)


def same_as_before(visit: Visit, desk: Desk, tap: callbacks.SameAsBefore) -> Turn:
    """The day before, once more; where it has no answer by now, the question."""
    before = visit.answer_of(tap.day - timedelta(days=1))
    if before is None:
        return open_day(visit, desk, tap.day)
    if before.stress is None:
        return tapped(visit, desk, StressAsked(tap.day, before.pain), Plain.SKIPPED)
    return tapped(visit, desk, PainAsked(tap.day), Scores(before.pain, before.stress))


def tagged(visit: Visit, desk: Desk, tap: callbacks.TagDay) -> Turn:
    """Something more about a day, or that taken back."""
    if visit.checkin is None or not _takes_more(visit, tap.day):
        return open_day(visit, desk, tap.day)
    tags = visit.checkin.tags or frozenset()
    checkin = replace(visit.checkin, tags=tags | {tap.tag} if tap.on else tags - {tap.tag})
    return replace(recorded(visit, desk, checkin, visit.member), keep=checkin)


def note_skipped(visit: Visit, desk: Desk, tap: callbacks.SkipNote) -> Turn:
    """Nothing to add. While something else is asked, nothing further is."""
    if visit.checkin is None:
        return open_day(visit, desk, tap.day)
    if visit.asked_day == tap.day or visit.state == IDLE:
        return done(visit, desk, visit.checkin)
    return Turn((finished(visit, desk, visit.checkin),))


def note_removed(visit: Visit, desk: Desk, tap: callbacks.RemoveNote) -> Turn:
    if visit.checkin is None:
        return open_day(visit, desk, tap.day)
    if visit.checkin.note and not tap.sure:
        return Turn((diary.remove_note_question(tap.day),))
    checkin = replace(visit.checkin, note="")
    return replace(recorded(visit, desk, checkin, visit.member), keep=checkin)


def week_rated(visit: Visit, desk: Desk, tap: callbacks.RateWeek) -> Turn:
    """How much pain got in the way; it is kept with the check-in of its day."""
    if visit.checkin is None or not _takes_more(visit, tap.day):
        return open_day(visit, desk, tap.day)
    checkin = replace(visit.checkin, interference=tap.score)
    screen = finished(visit, desk, checkin).with_first_line(diary.week_saved(tap.score))
    return Turn((screen,), keep=checkin, state=visit.closing(tap.day))


def week_typed(visit: Visit, desk: Desk, state: InterferenceAsked, text: str) -> Turn:
    """One number answers; two put the day's scores right."""
    if are_both_scores(text):
        return typed(visit, desk, PainAsked(state.day), text)
    read = parse_scores(text)
    if isinstance(read, Misread) or read.pain is None:
        return not_understood(visit, desk, state, diary.WEEK_UNCLEAR)
    return week_rated(visit, desk, callbacks.RateWeek(state.day, read.pain))


def week_skipped(visit: Visit, desk: Desk, tap: callbacks.SkipWeek) -> Turn:
    if visit.checkin is None:
        return open_day(visit, desk, tap.day)
    return Turn((finished(visit, desk, visit.checkin),), state=visit.closing(tap.day))


HANDLERS = (
    on_tap(callbacks.ShowDays, days_shown, history=MAX_AGE_DAYS),
    on_tap(callbacks.OpenDay, day_opened, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.SameAsBefore, same_as_before, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.TagDay, tagged, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.SkipNote, note_skipped, day_of=lambda tap: tap.day, history=MAX_AGE_DAYS),
    on_tap(callbacks.RemoveNote, note_removed, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.RateWeek, week_rated, day_of=lambda tap: tap.day),
    on_tap(callbacks.SkipWeek, week_skipped, day_of=lambda tap: tap.day),
)
