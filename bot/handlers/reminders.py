"""Reminders to book or attend an appointment, and the card for the therapist."""

from datetime import date, timedelta

from bot.domain import sessions as journal
from bot.domain.days import parse_day
from bot.domain.profile import Kind
from bot.domain.selection import known_conditions
from bot.domain.sessions import Reminder, why_no_day
from bot.domain.states import IDLE, BookingDayAsked
from bot.domain.trend import MONTH, trend
from bot.handlers.context import Desk
from bot.handlers.sessions import refusal
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import callbacks, reminders, session_questions, sessions


def booking_asked(visit: Visit, _: Desk, __: callbacks.AskBooking) -> Turn:
    screen = reminders.booking_question(visit.today)
    return refusal(visit) or Turn((screen,), state=BookingDayAsked())


def booking_typed(visit: Visit, _: Desk, text: str) -> Turn:
    day = parse_day(text, visit.today, ahead=True)
    if day is not None and why_no_day(day, visit.today, planned=True) is None:
        return _planned(visit, Reminder.BOOK, day, day)
    why = why_no_day(day, visit.today, planned=True) if day else None
    line = session_questions.no_day(why) if why else session_questions.DAY_UNCLEAR
    screen = reminders.booking_question(visit.today).with_first_line(line)
    return refusal(visit) or Turn((screen,), state=BookingDayAsked())


def remind_to_book(visit: Visit, _: Desk, tap: callbacks.RemindToBook) -> Turn:
    if why := why_no_day(tap.day, visit.today, planned=True):
        screen = reminders.booking_question(visit.today).with_first_line(session_questions.no_day(why))
        return refusal(visit) or Turn((screen,), state=BookingDayAsked())
    return _planned(visit, Reminder.BOOK, tap.day, tap.day)


def remind_to_attend(visit: Visit, _: Desk, tap: callbacks.RemindToAttend) -> Turn:
    if turn := refusal(visit):
        return turn
    if not journal.of_day(visit.sessions, tap.day):
        return Turn((sessions.not_there(),))
    return _planned(visit, Reminder.ATTEND, tap.day, tap.day - timedelta(days=tap.day_before))


def _planned(visit: Visit, about: Reminder, day: date, on: date) -> Turn:
    if turn := refusal(visit):
        return turn
    plan = journal.reminder(visit.member, about, day, on, visit.now)
    if plan is None:
        return Turn((reminders.booking_question(visit.today).with_first_line(reminders.TOO_LATE),))
    screen = reminders.planned(plan.slot_at, visit.member.zone or "UTC", visit.today, on)
    return Turn((screen,), state=IDLE, plan=plan, in_place=False)


def cancelled(_: Visit, __: Desk, ___: callbacks.CancelReminders) -> Turn:
    return Turn((reminders.cancelled(),), cancel=frozenset({Kind.REMINDER}))


def card_shown(visit: Visit, desk: Desk, _: callbacks.ShowCard) -> Turn:
    """Without consent there is nothing to show of the person, and the card is a general one."""
    pain = trend(visit.history, visit.today).pain.month
    return Turn((reminders.card(desk.library, known_conditions(visit.member), pain),), in_place=False)


HANDLERS = (
    on_tap(callbacks.AskBooking, booking_asked),
    on_tap(callbacks.RemindToBook, remind_to_book),
    on_tap(callbacks.RemindToAttend, remind_to_attend, sessions=True),
    on_tap(callbacks.CancelReminders, cancelled),
    on_tap(callbacks.ShowCard, card_shown, history=MONTH),
)
