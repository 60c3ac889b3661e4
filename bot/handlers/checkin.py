"""The check-in, tapped or typed; yesterday and the days before can be put right."""

from datetime import date

from bot.domain import subscription
from bot.domain.checkin import MAX_AGE_DAYS, Misread, Scores, parse_scores, why_closed
from bot.domain.days import parse_day
from bot.domain.dialogue import Plain
from bot.domain.states import PainAsked, StressAsked
from bot.handlers.context import Desk
from bot.handlers.conversation import converse, not_understood, question
from bot.handlers.hearing import on_command
from bot.handlers.recording import LOOK_BACK, finished
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, checkins, diary

_LONGEST_DATE = 4  # words: "the 3rd of November"


def command(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/checkin`, `/checkin 6 4`, `/checkin yesterday 5 3`, `/checkin 3 nov`."""
    if turn := refusal(visit):
        return turn
    day, words = _day_and_scores(words, visit.today)
    if not words or why_closed(day, visit.today, visit.joined):
        return open_day(visit, desk, day)
    return typed(visit, desk, PainAsked(day), words)


def _day_and_scores(words: str, today: date) -> tuple[date, str]:
    """The date that words begin with, today if none, and the rest."""
    parts = words.split()
    for count in range(min(_LONGEST_DATE, len(parts)), 0, -1):
        day = parse_day(" ".join(parts[:count]), today)
        if day is not None:
            return day, " ".join(parts[count:])
    return today, " ".join(parts)


def refusal(visit: Visit) -> Turn | None:
    """What is said where nothing about health may be kept."""
    return None if visit.member.keeps_health_answers else Turn((checkins.needs_consent(),))


def open_day(visit: Visit, desk: Desk, day: date) -> Turn:
    """The pain question for a day; one that takes no answer becomes today, and that is said."""
    if turn := refusal(visit):
        return turn
    closed = why_closed(day, visit.today, visit.joined)
    if closed is None:
        return question(visit, desk, PainAsked(day))
    return question(visit, desk, PainAsked(visit.today), diary.closed(closed))


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
    if turn := refusal(visit):
        return turn
    if why_closed(state.day, visit.today, visit.joined):
        return open_day(visit, desk, state.day)
    return converse(visit, desk, state, answer)


def skipped(visit: Visit, desk: Desk, tap: callbacks.SkipCheckIn) -> Turn:
    """Leaves the day as it was, with or without an answer. Whoever skips is here, so nothing is missed."""
    state = visit.closing(tap.day)
    if visit.checkin is not None:
        return Turn((finished(visit, desk, visit.checkin),), state=state)
    here = subscription.checkin_answered(visit.member, tap.day, visit.now)
    return Turn((checkins.skipped(),), profile=here, state=state)


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
    on_tap(callbacks.CheckInNow, lambda v, desk, _: open_day(v, desk, v.today), history=MAX_AGE_DAYS),
    on_tap(callbacks.RateDay, lambda v, desk, tap: open_day(v, desk, tap.day), history=2 * MAX_AGE_DAYS),
    on_tap(callbacks.RatePain, rated_pain),
    on_tap(callbacks.RateStress, rated_stress, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.SkipStress, skipped_stress, day_of=lambda tap: tap.day, history=LOOK_BACK),
    on_tap(callbacks.SkipCheckIn, skipped, day_of=lambda tap: tap.day),
)
