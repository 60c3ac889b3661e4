"""The check-in, tapped or typed; yesterday and the days before can be put right."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain import subscription
from bot.domain.checkin import MAX_AGE_DAYS, Misread, Scores, can_be_filled_in, parse_scores
from bot.domain.dialogue import Plain
from bot.domain.states import IDLE, NoteAsked, PainAsked, State, StressAsked
from bot.domain.trend import QUARTER
from bot.handlers.context import Desk
from bot.handlers.conversation import converse, finished, not_understood, question, recorded
from bot.handlers.hearing import on_command
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, checkins

LOOK_BACK = QUARTER + MAX_AGE_DAYS  # days of check-ins that advice on one goes by
_YESTERDAY = "yesterday"


def command(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/checkin`, `/checkin 6 4`, `/checkin yesterday 5 3`."""
    if refusal := _refusal(visit):
        return refusal
    day = visit.today
    if words.lower().startswith(_YESTERDAY):
        words, day = words[len(_YESTERDAY) :], day - timedelta(days=1)
    if not words.strip():
        return open_day(visit, desk, day)
    return typed(visit, desk, PainAsked(day), words)


def _refusal(visit: Visit) -> Turn | None:
    return None if visit.member.keeps_health_answers else Turn((checkins.needs_consent(),))


def open_day(visit: Visit, desk: Desk, day: date) -> Turn:
    """The pain question for a day; one too long ago, or not come yet, becomes today."""
    if refusal := _refusal(visit):
        return refusal
    return question(visit, desk, PainAsked(day if can_be_filled_in(day, visit.today) else visit.today))


def typed(visit: Visit, desk: Desk, state: PainAsked | StressAsked, text: str) -> Turn:
    """Scores as words; what cannot be read gets a friendly line and the question again."""
    read = parse_scores(text, expecting="stress" if isinstance(state, StressAsked) else "pain")
    if isinstance(read, Misread) or (isinstance(state, PainAsked) and read.pain is None):
        line = checkins.misread(read if isinstance(read, Misread) else Misread.NOT_SCORES)
        return not_understood(visit, desk, state, line)
    if isinstance(state, StressAsked) and read.stress is None:
        return converse(visit, desk, PainAsked(state.day), read)
    return converse(visit, desk, state, read)


def tapped(visit: Visit, desk: Desk, state: PainAsked | StressAsked, answer: Scores | Plain) -> Turn:
    """A tap says itself which day and question it answers."""
    if refusal := _refusal(visit):
        return refusal
    if not can_be_filled_in(state.day, visit.today):
        return open_day(visit, desk, visit.today)
    return converse(visit, desk, state, answer)


def skipped(visit: Visit, desk: Desk, tap: callbacks.SkipCheckIn) -> Turn:
    """Leaves the day as it was, with or without an answer. Whoever skips is here, so nothing is missed."""
    state = _closed(visit, tap.day)
    if visit.checkin is not None:
        return Turn((finished(visit, desk, visit.checkin),), state=state)
    here = subscription.checkin_answered(visit.member, tap.day, visit.now)
    return Turn((checkins.skipped(),), profile=here, state=state)


def _closed(visit: Visit, day: date) -> State | None:
    """An old button closes the question about its own day, and no other."""
    asked = visit.state.day if isinstance(visit.state, PainAsked | StressAsked | NoteAsked) else None
    return IDLE if asked == day else None


def note_skipped(visit: Visit, desk: Desk, tap: callbacks.SkipNote) -> Turn:
    if visit.checkin is None:
        return open_day(visit, desk, tap.day)
    screen = finished(visit, desk, visit.checkin)
    return Turn((screen,), state=_closed(visit, tap.day))


def tagged(visit: Visit, desk: Desk, tap: callbacks.TagDay) -> Turn:
    """Something more about a day, or that taken back."""
    if refusal := _refusal(visit):
        return refusal
    if visit.checkin is None:
        return open_day(visit, desk, tap.day)
    tags = visit.checkin.tags or frozenset()
    checkin = replace(visit.checkin, tags=tags | {tap.tag} if tap.on else tags - {tap.tag})
    return replace(recorded(visit, desk, checkin, visit.member), keep=checkin)


def rated_pain(visit: Visit, desk: Desk, tap: callbacks.RatePain) -> Turn:
    return tapped(visit, desk, PainAsked(tap.day), Scores(tap.score, None))


def rated_stress(visit: Visit, desk: Desk, tap: callbacks.RateStress) -> Turn:
    return tapped(visit, desk, StressAsked(tap.day, tap.pain), Scores(None, tap.score))


def skipped_stress(visit: Visit, desk: Desk, tap: callbacks.SkipStress) -> Turn:
    return tapped(visit, desk, StressAsked(tap.day, tap.pain), Plain.SKIPPED)


def are_both_scores(text: str) -> bool:
    """Whether a text is nothing but a pain and a stress score."""
    read = parse_scores(text)
    return isinstance(read, Scores) and None not in (read.pain, read.stress)


HANDLERS = (
    on_command("checkin", command, history=LOOK_BACK),
    on_tap(callbacks.CheckInNow, lambda visit, desk, _: open_day(visit, desk, visit.today)),
    on_tap(callbacks.RateDay, lambda visit, desk, tap: open_day(visit, desk, tap.day)),
    on_tap(callbacks.RatePain, rated_pain),
    on_tap(callbacks.RateStress, rated_stress, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.SkipStress, skipped_stress, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.TagDay, tagged, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.SkipCheckIn, skipped, day_of=lambda tap: tap.day),
    on_tap(callbacks.SkipNote, note_skipped, day_of=lambda tap: tap.day),
)
