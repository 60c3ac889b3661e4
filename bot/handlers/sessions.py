"""/session: a journal of treatments, logged, planned, and looked back on once."""

from dataclasses import replace
from datetime import date

from bot.domain import sessions as journal
from bot.domain.days import parse_day
from bot.domain.selection import known_conditions
from bot.domain.sessions import Session, why_no_day
from bot.domain.states import IDLE, BookingDayAsked, SessionDayAsked
from bot.domain.suitability import judge
from bot.handlers.alarm import unless_quiet
from bot.handlers.context import Desk
from bot.handlers.hearing import on_command
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import about, callbacks, checkins, session_questions, sessions

_YEAR = journal.LONGEST_AGO.days


def overview(visit: Visit, desk: Desk, _: object = None) -> Turn:
    """Leaves the question about a day, if it is open."""
    whole = journal.with_next_day(visit.sessions, visit.history)
    state = IDLE if isinstance(visit.state, SessionDayAsked | BookingDayAsked) else None
    return refusal(visit) or Turn((sessions.journal(whole, desk.library, visit.today),), state=state)


def refusal(visit: Visit) -> Turn | None:
    """What is said where nothing about health may be kept."""
    return None if visit.member.keeps_health_answers else Turn((checkins.needs_consent(),))


@unless_quiet
def day_asked(visit: Visit, _: Desk, tap: callbacks.NewSession) -> Turn:
    screen = session_questions.day_question(visit.today, planned=tap.planned)
    return refusal(visit) or Turn((screen,), state=SessionDayAsked(tap.planned))


def day_typed(visit: Visit, desk: Desk, state: SessionDayAsked, text: str) -> Turn:
    day = parse_day(text, visit.today, ahead=state.planned)
    question = session_questions.day_question(visit.today, planned=state.planned)
    if day is None:
        return Turn((question.with_first_line(session_questions.DAY_UNCLEAR),), state=state)
    if why := why_no_day(day, visit.today, planned=state.planned):
        return Turn((question.with_first_line(session_questions.no_day(why)),), state=state)
    return day_set(visit, desk, callbacks.SetSessionDay(day))


@unless_quiet
def day_set(visit: Visit, desk: Desk, tap: callbacks.SetSessionDay) -> Turn:
    if turn := _refusal_of(visit, tap.day):
        return turn
    return Turn((session_questions.technique_question(desk.library, tap.day, visit.today),), state=IDLE)


@unless_quiet
def technique_set(visit: Visit, desk: Desk, tap: callbacks.SetTechnique) -> Turn:
    """What is over is logged; what is to come is looked at first."""
    if turn := _refusal_of(visit, tap.day, tap.technique, desk):
        return turn
    if tap.day <= visit.today:
        return Turn((session_questions.before_question(desk.library, tap.day, tap.technique, visit.today),))
    technique, known = desk.library.techniques.get(tap.technique), known_conditions(visit.member)
    judgement = judge(desk.library, technique, known) if technique and known is not None else None
    return Turn(
        (session_questions.plan_question(desk.library, tap.day, tap.technique, visit.today, judgement),)
    )


def _refusal_of(visit: Visit, day: date, technique: str = "", desk: Desk | None = None) -> Turn | None:
    """An old or forged button may name a day or a technique that is none any more."""
    if turn := refusal(visit):
        return turn
    if desk is not None and technique and technique not in desk.library.techniques:
        return Turn(toast=about.retired_button())
    planned = day > visit.today
    if why := why_no_day(day, visit.today, planned=planned):
        question = session_questions.day_question(visit.today, planned=planned)
        return Turn(
            (question.with_first_line(session_questions.no_day(why)),), state=SessionDayAsked(planned)
        )
    return None


@unless_quiet
def planned(visit: Visit, desk: Desk, tap: callbacks.PlanSession) -> Turn:
    return _saved(visit, desk, Session(tap.day, tap.technique or None))


def rated_before(visit: Visit, desk: Desk, tap: callbacks.RateBefore) -> Turn:
    return _logged(visit, desk, Session(tap.day, tap.technique or None, tap.score))


def skipped_before(visit: Visit, desk: Desk, tap: callbacks.SkipBefore) -> Turn:
    return _logged(visit, desk, Session(tap.day, tap.technique or None))


def _logged(visit: Visit, desk: Desk, told: Session) -> Turn:
    """What is to come is looked at first, however one gets here."""
    if told.day > visit.today:
        return technique_set(visit, desk, callbacks.SetTechnique(told.day, told.technique or ""))
    return _saved(visit, desk, told)


def _saved(visit: Visit, desk: Desk, told: Session) -> Turn:
    if turn := _refusal_of(visit, told.day, told.technique or "", desk):
        return turn
    session = journal.kept(visit.sessions, told)
    plan = journal.afterwards(visit.member, session.day, visit.now)
    line = sessions.saved(planned=session.day > visit.today, asks_next_day=plan is not None)
    screen = sessions.session_screen(desk.library, session, visit.today).with_first_line(line)
    return Turn((screen,), state=IDLE, sessions=(session,), plan=plan)


def session_shown(visit: Visit, desk: Desk, tap: callbacks.ShowSession) -> Turn:
    if turn := refusal(visit):
        return turn
    session = journal.find(visit.sessions, tap.day, tap.technique or None)
    if session is None:
        return Turn((sessions.not_there(),))
    [whole] = journal.with_next_day([session], visit.history)
    return Turn((sessions.session_screen(desk.library, whole, visit.today),))


def session_removed(visit: Visit, desk: Desk, tap: callbacks.RemoveSession) -> Turn:
    if turn := refusal(visit):
        return turn
    session = journal.find(visit.sessions, tap.day, tap.technique or None)
    if session is None:
        return Turn((sessions.not_there(),))
    if not tap.sure:
        return Turn((sessions.remove_question(desk.library, session, visit.today),))
    return Turn((sessions.removed(),), removed=(session,))


def rated_afterwards(visit: Visit, _: Desk, tap: callbacks.RateAfterwards) -> Turn:
    """One answer for all sessions of the day."""
    if turn := _nothing_on(visit, tap.day):
        return turn
    told = tuple(replace(one, pain_next_day=tap.score) for one in journal.of_day(visit.sessions, tap.day))
    return Turn((sessions.afterwards_saved(tap.score),), sessions=told)


def skipped_afterwards(visit: Visit, _: Desk, tap: callbacks.SkipAfterwards) -> Turn:
    return _nothing_on(visit, tap.day) or Turn((sessions.afterwards_skipped(),))


def did_not_happen(visit: Visit, _: Desk, tap: callbacks.DidNotHappen) -> Turn:
    """What took no place is taken out; one that something was told of stays."""
    if turn := _nothing_on(visit, tap.day):
        return turn
    untold = [one for one in journal.of_day(visit.sessions, tap.day) if one.pain_before is None]
    return Turn((sessions.removed(),), removed=tuple(untold))


def _nothing_on(visit: Visit, day: date) -> Turn | None:
    if turn := refusal(visit):
        return turn
    return None if journal.of_day(visit.sessions, day) else Turn((sessions.not_there(),))


HANDLERS = (
    on_command("session", overview, history=_YEAR, sessions=True),
    on_tap(callbacks.OpenJournal, overview, history=_YEAR, sessions=True),
    on_tap(callbacks.NewSession, day_asked),
    on_tap(callbacks.SetSessionDay, day_set),
    on_tap(callbacks.SetTechnique, technique_set),
    on_tap(callbacks.PlanSession, planned, sessions=True),
    on_tap(callbacks.RateBefore, rated_before, sessions=True),
    on_tap(callbacks.SkipBefore, skipped_before, sessions=True),
    on_tap(callbacks.ShowSession, session_shown, history=_YEAR, sessions=True),
    on_tap(callbacks.RemoveSession, session_removed, sessions=True),
    on_tap(callbacks.RateAfterwards, rated_afterwards, sessions=True),
    on_tap(callbacks.SkipAfterwards, skipped_afterwards, sessions=True),
    on_tap(callbacks.DidNotHappen, did_not_happen, sessions=True),
)
