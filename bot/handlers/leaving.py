"""/stop, the plain word STOP, and /delete."""

import re

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.domain import subscription
from bot.domain.profile import EVERYTHING
from bot.domain.states import IDLE
from bot.handlers.context import Context, Desk
from bot.handlers.hearing import on_command
from bot.handlers.turns import PRIVATE, on_tap, take
from bot.handlers.visit import Turn, Visit
from bot.views import about, callbacks, privacy

_STOP_WORDS = re.compile(r"^\W*(stop|unsubscribe|quit)\W*$", re.IGNORECASE)


def is_stop(text: str) -> bool:
    """Whether a text, or a command, says that no more messages are wanted."""
    return _STOP_WORDS.match(text) is not None


def stop(visit: Visit, desk: Desk, _: str = "") -> Turn:
    """No more messages; what was planned is cancelled in the same transaction."""
    if visit.profile is None:
        return Turn((privacy.nothing_kept(),))
    stopped = subscription.stopped(visit.profile, visit.now)
    screen = about.stopped(desk.retention_days)
    return Turn((screen,), profile=stopped, state=IDLE, cancel=EVERYTHING)


def delete_asked(visit: Visit, _: Desk, __: str) -> Turn:
    if visit.profile is None:
        return Turn((privacy.nothing_kept(),))
    return Turn((privacy.delete_question(visit.profile, visit.sizes),))


def deleted(visit: Visit, _: Desk, __: callbacks.DeleteData) -> Turn:
    if visit.profile is None:
        return Turn((privacy.nothing_kept(),))
    return Turn((privacy.deleted(visit.profile, visit.sizes),), forget_person=True)


def kept(visit: Visit, _: Desk, __: callbacks.KeepData) -> Turn:
    return Turn((privacy.nothing_kept() if visit.profile is None else privacy.kept(),))


async def stop_word(update: Update, context: Context) -> None:
    await take(update, context, lambda visit: stop(visit, context.services.desk))


HANDLERS = (
    on_command("stop", stop),
    MessageHandler(PRIVATE & filters.Regex(_STOP_WORDS), stop_word),
    on_command("delete", delete_asked, sizes=True),
    on_tap(callbacks.DeleteData, deleted, sizes=True),
    on_tap(callbacks.KeepData, kept),
)
