"""Whatever no other handler took: typed answers, words to nobody, stickers, edits, old buttons."""

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.domain.alarm_words import bare_answer
from bot.domain.checkin import Scores, parse_scores
from bot.domain.dialogue import TextGiven
from bot.domain.mentions import find_mention
from bot.domain.profile import Status
from bot.domain.states import (
    BookingDayAsked,
    ConditionsAsked,
    ConsentAsked,
    FeedbackAsked,
    HourAsked,
    InterferenceAsked,
    NoteAsked,
    PainAsked,
    ReportNameAsked,
    SessionDayAsked,
    SignAsked,
    StressAsked,
    ZoneAsked,
)
from bot.handlers import checkin
from bot.handlers.aftercare import typed_answer
from bot.handlers.alarm import question as sign_question
from bot.handlers.context import Context, Desk
from bot.handlers.conversation import ask, converse, next_question, not_understood
from bot.handlers.diary import week_typed
from bot.handlers.hearing import heard
from bot.handlers.joining import place_typed
from bot.handlers.recording import LOOK_BACK
from bot.handlers.reminders import booking_typed
from bot.handlers.report import name_typed
from bot.handlers.search import overheard
from bot.handlers.sessions import day_typed
from bot.handlers.settings import hour_typed
from bot.handlers.showing import show
from bot.handlers.standing import still_holds
from bot.handlers.turns import PRIVATE, TO_US, take
from bot.handlers.visit import Turn, Visit, Wanted
from bot.views import about, checklist
from bot.views.screen import CANCEL_LABEL, Screen

# A shared live location is an edit every few seconds.
_EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE & ~filters.LOCATION
MAX_TEXT = 1000  # characters we take in from a message that is no note or feedback


def typed(visit: Visit, desk: Desk, text: str) -> Turn:
    """A text, read as the answer to what was asked; else met with a kind line. Whatever it was meant for,
    words that may tell of a change in someone's health lead to the checklist at once."""
    turn = _read(visit, desk, text)
    if turn is None and (again := still_holds(visit, desk)):
        return Turn(again)
    mention = find_mention(desk.library.mentions, text)
    if mention is not None and visit.profile is not None and visit.profile.status is not Status.JOINING:
        turn = turn or Turn()
        return replace(turn, screens=(*turn.screens, checklist.mentioned(mention)))
    return turn or Turn((overheard(visit, desk, text) or about.free_text(offers_tip=not visit.is_quiet),))


def _read(visit: Visit, desk: Desk, text: str) -> Turn | None:
    """The text as an answer; None where it answers nothing."""
    match visit.state:
        case _ if text == CANCEL_LABEL:
            return _keyboard_cancelled(visit, desk)
        case NoteAsked(day) if visit.checkin:
            if checkin.are_both_scores(text):  # put right, rather than noted
                return checkin.typed(visit, desk, PainAsked(day), text)
            return converse(visit, desk, visit.state, TextGiven(text))
        case FeedbackAsked():
            return converse(visit, desk, visit.state, TextGiven(text))
        case _ if len(text) > MAX_TEXT:
            return None if visit.is_quiet else Turn((about.too_long(),))
        case ZoneAsked() | HourAsked() | ReportNameAsked() | SessionDayAsked() | BookingDayAsked():
            return _asked(visit, desk, visit.state, text)
        case PainAsked() | StressAsked() | InterferenceAsked():
            return _score(visit, desk, visit.state, text)
        case ConsentAsked() | ConditionsAsked() if not _volunteers_scores(text):
            return not_understood(visit, desk, visit.state, about.TAP_PLEASE)
        case _:
            return _unasked(visit, desk, text)


def _asked(
    visit: Visit,
    desk: Desk,
    state: ZoneAsked | HourAsked | ReportNameAsked | SessionDayAsked | BookingDayAsked,
    text: str,
) -> Turn:
    match state:
        case SessionDayAsked():
            return day_typed(visit, desk, state, text)
        case BookingDayAsked():
            return booking_typed(visit, desk, text)
        case ZoneAsked():
            return place_typed(visit, desk, text)
        case HourAsked(kind):
            return hour_typed(visit, desk, kind, text)
        case ReportNameAsked():
            return name_typed(visit, desk, text)


def _score(visit: Visit, desk: Desk, state: PainAsked | StressAsked | InterferenceAsked, text: str) -> Turn:
    if isinstance(state, InterferenceAsked):
        return week_typed(visit, desk, state, text)
    return checkin.typed(visit, desk, state, text)


def _keyboard_cancelled(visit: Visit, desk: Desk) -> Turn:
    """The key beside the one that shares a location; the question about the place is still open."""
    if not isinstance(visit.state, ZoneAsked):
        return Turn((about.keyboard_away(),))
    again = ask(visit, desk, ZoneAsked(), visit.member)
    return Turn((about.keyboard_away(), again), state=ZoneAsked())


def _unasked(visit: Visit, desk: Desk, text: str) -> Turn | None:
    """Scores are taken whenever they come, a question about a sign is asked again, and /start goes on."""
    if isinstance(visit.state, SignAsked):
        kept = checkin.command(visit, desk, text) if _volunteers_scores(text) else Turn()
        again = sign_question(visit, desk, visit.state.sign)
        return replace(kept, screens=(*kept.screens, again), state=None)
    if visit.profile is not None and visit.profile.status is Status.JOINING:
        return next_question(visit, desk, visit.profile)
    if _volunteers_scores(text):
        return checkin.command(visit, desk, text)
    return None


def _volunteers_scores(text: str) -> bool:
    """Scores that were not asked for. "None" is an answer to "how strong?", and to nothing else."""
    a_number = isinstance(parse_scores(text), Scores) and any(sign.isdecimal() for sign in text)
    return a_number or checkin.are_both_scores(text)


def answered(visit: Visit, desk: Desk, text: str) -> Turn:
    """A text of one's own: what an alarm asked is answered before danger is heard, for "not really" is no cry
    for help; nor is any other bare answer."""
    if turn := typed_answer(visit, desk, text):
        return turn
    if bare_answer(text):
        return typed(visit, desk, text)
    return heard(desk, text, lambda visit: typed(visit, desk, text))(visit)


async def text_message(update: Update, context: Context) -> None:
    text = (update.message.text or "") if update.message else ""
    desk, wanted = (
        context.services.desk,
        Wanted(history=LOOK_BACK if isinstance(parse_scores(text), Scores) else 0),
    )
    await take(update, context, lambda visit: answered(visit, desk, text), wanted)


async def other_message(update: Update, context: Context) -> None:
    """A message without text of the person's own, or an unknown command."""
    message = update.effective_message
    if message is not None:
        is_own = message.forward_origin is None
        await _only(update, context, _answer_to(message), _words(message) if is_own else "")


def _answer_to(message: Message) -> Screen:
    if message.forward_origin is not None:
        return about.unreadable("forwarded")
    if message.text is not None:
        return about.unknown_command()
    return about.unreadable(next((kind for kind in about.KINDS if getattr(message, kind, None)), ""))


async def edited(update: Update, context: Context) -> None:
    message = update.effective_message
    await _only(update, context, about.edited(), _words(message) if message else "")


def _words(message: Message) -> str:
    return message.text or message.caption or ""


async def old_button(update: Update, context: Context) -> None:
    """A button that no handler knows: made by another version, or by no version."""
    await show(update, context, Turn(toast=about.retired_button()))


async def _only(update: Update, context: Context, screen: Screen, words: str) -> None:
    """A short answer that changes nothing (but notices that the person is back, and hears danger)."""
    await take(update, context, heard(context.services.desk, words, lambda _: Turn((screen,))))


HANDLERS = (
    MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, text_message),
    MessageHandler(TO_US & ~filters.StatusUpdate.ALL, other_message),
    MessageHandler(_EDITED, edited),
    CallbackQueryHandler(old_button),
)
