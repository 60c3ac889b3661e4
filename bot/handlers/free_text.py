"""Whatever no other handler took: typed answers, words to nobody, stickers, edits, old buttons."""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.domain.checkin import Scores, parse_scores
from bot.domain.dialogue import (
    ConditionsAsked,
    ConsentAsked,
    FeedbackAsked,
    HourAsked,
    NoteAsked,
    PainAsked,
    StressAsked,
    TextGiven,
    ZoneAsked,
)
from bot.handlers import checkin
from bot.handlers.context import Context, Desk
from bot.handlers.conversation import ask, converse, question
from bot.handlers.joining import place_typed
from bot.handlers.settings import hour_typed
from bot.handlers.turns import PRIVATE, TO_US, Turn, Visit, show, take
from bot.views import about
from bot.views.screen import CANCEL_LABEL, Screen, Typing

MAX_TEXT = 1000  # characters we take in from a message that is no note or feedback
_KINDS = {  # attribute of a message -> what people call it
    "sticker": "a sticker",
    "photo": "a photo",
    "voice": "a voice note",
    "audio": "a voice note",
    "video": "a video",
    "video_note": "a video",
    "animation": "a video",
    "document": "a file",
    "contact": "a contact",
}


def typed(visit: Visit, desk: Desk, text: str) -> Turn:
    """A text, read as the answer to what was asked; else met with a kind line."""
    match visit.state:
        case NoteAsked(day) if checkin.still_open(visit.state, visit) and visit.checkin:
            if checkin.are_both_scores(text):  # put right, rather than noted
                return checkin.typed(visit, desk, PainAsked(day), text)
            return converse(visit, desk, visit.state, TextGiven(text))
        case FeedbackAsked():
            return converse(visit, desk, visit.state, TextGiven(text))
        case _ if len(text) > MAX_TEXT:
            return Turn((about.too_long(),))
        case ZoneAsked() if text == CANCEL_LABEL:
            back = Screen("All right.", typing=Typing.BACK_TO_LETTERS)
            return Turn((back, ask(visit, desk, ZoneAsked(), visit.member)), state=ZoneAsked())
        case ZoneAsked():
            return place_typed(visit, desk, text)
        case HourAsked(kind):
            return hour_typed(visit, desk, kind, text)
        case PainAsked() | StressAsked():
            return checkin.typed(visit, desk, visit.state, text)
        case ConsentAsked() | ConditionsAsked() if not checkin.are_both_scores(text):
            return question(visit, desk, visit.state, about.TAP_PLEASE)
        case _:
            return _unasked(visit, desk, text)


def _unasked(visit: Visit, desk: Desk, text: str) -> Turn:
    """Scores are taken whenever they come; everything else is no answer."""
    if isinstance(parse_scores(text), Scores):
        return checkin.command(visit, desk, text)
    return Turn((about.free_text(),))


async def text_message(update: Update, context: Context) -> None:
    text = (update.message.text or "") if update.message else ""
    await take(update, context, lambda visit: typed(visit, context.services.desk, text))


async def other_message(update: Update, context: Context) -> None:
    """A message without text of the person's own, or an unknown command."""
    message = update.effective_message
    if message is not None:
        await _only(update, context, _name(message))


def _name(message: Message) -> Screen:
    if message.forward_origin is not None:
        return about.unreadable("a forwarded message")
    if message.text is not None:
        return about.unknown_command()
    kind = next((name for key, name in _KINDS.items() if getattr(message, key)), "this kind of message")
    return about.unreadable(kind)


async def edited(update: Update, context: Context) -> None:
    await _only(update, context, about.edited())


async def old_button(update: Update, context: Context) -> None:
    """A button that no handler knows: made by another version, or by no version."""
    await show(update, context, Turn(toast=about.retired_button()))


async def _only(update: Update, context: Context, screen: Screen) -> None:
    """A short answer that changes nothing (but notices that the person is back)."""
    await take(update, context, lambda _: Turn((screen,)))


HANDLERS = (
    MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND, text_message),
    MessageHandler(TO_US & ~filters.StatusUpdate.ALL, other_message),
    MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE, edited),
    CallbackQueryHandler(old_button),
)
