"""Before every handler: whoever sends more than a person can gets one calm line, then silence for a while.
A warning sign and a wish to stop get through all the same.
"""

import asyncio

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.domain.flood import A_MESSAGE, A_TAP, Verdict
from bot.domain.triage import Urgency, assess
from bot.handlers.context import Context
from bot.handlers.leaving import is_stop
from bot.handlers.showing import show
from bot.handlers.visit import Turn
from bot.views import about


async def check(update: Update, context: Context) -> None:
    """Raises ApplicationHandlerStop where nothing else is to be done."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != chat.PRIVATE or update.my_chat_member is not None:
        return
    services = context.services
    weight = A_TAP if update.callback_query else A_MESSAGE
    verdict = services.flood_guard.judge(user.id, weight, asyncio.get_running_loop().time())
    if verdict is Verdict.ANSWER or _cannot_wait(update, context):
        return
    services.outcomes[update.update_id] = "silenced"
    screens = (about.too_much(),) if verdict is Verdict.SAY_ONCE else ()
    await show(update, context, Turn(screens, in_place=False))  # at the least, a button stops spinning
    raise ApplicationHandlerStop


def _cannot_wait(update: Update, context: Context) -> bool:
    message = update.effective_message if update.callback_query is None else None
    words = (message.text or message.caption or "") if message else ""
    if not words:
        return False
    return is_stop(words) or assess(words, context.services.desk.library.lexicon).level is not Urgency.NONE


HANDLERS = (TypeHandler(Update, check),)
