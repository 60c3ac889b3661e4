"""Where a failing handler ends: a calm sentence and an id for the person, id and place in the log."""

from html import escape

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.domain import subscription
from bot.domain.errors import DomainError
from bot.domain.profile import EVERYTHING
from bot.handlers.context import Context
from bot.handlers.showing import show
from bot.handlers.turns import take
from bot.handlers.visit import Turn, Visit
from bot.log import get_logger, new_error_id, where
from bot.views import about
from bot.views.screen import Screen


async def on_error(update: object, context: Context) -> None:
    """Routed by class: a domain error says what the person may read, anything else gets an id."""
    error = context.error
    if not isinstance(update, Update) or error is None:
        return
    if isinstance(error, Forbidden):
        await take(update, context, _blocked)  # they blocked us between asking and our answer
        return
    if isinstance(error, DomainError):
        screen = Screen(escape(error.sentence))
    else:
        error_id = new_error_id()
        context.services.outcomes[update.update_id] = "failed"
        get_logger().error("handler failed", id=error_id, update=update.update_id, **where(error))
        screen = about.failure(error_id, context.services.desk.library.seek_help.emergency_line)
    try:
        await show(update, context, Turn((screen,), in_place=False))
    except TelegramError as second:
        get_logger().warning("the person could not be told", update=update.update_id, **where(second))


def _blocked(visit: Visit) -> Turn:
    if visit.profile is None:
        return Turn()
    return Turn(profile=subscription.blocked(visit.profile, visit.now), state=visit.state, cancel=EVERYTHING)
