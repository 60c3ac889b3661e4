"""What operators can do from their chat. For everybody else these commands do not exist."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from telegram import Update
from telegram.ext import CommandHandler

from bot.content.faults import ContentError
from bot.content.load import load_library
from bot.content.search import Index
from bot.domain.capacity import capacity
from bot.domain.suitability import suitable_tips
from bot.domain.triage import Urgency
from bot.handlers import free_text
from bot.handlers.context import Context, Services
from bot.handlers.showing import show
from bot.handlers.turns import PRIVATE
from bot.handlers.visit import Turn
from bot.log import get_logger
from bot.storage import assessments, people
from bot.storage.unit import Unit
from bot.views import operator
from bot.views.screen import Screen

_COUNTED = timedelta(days=30)


async def reload_library(services: Services) -> Screen:
    """Read the content anew. With a fault, the library in use stays; what is said goes to operators."""
    try:
        library = await asyncio.to_thread(load_library, services.tips_dir)
    except ContentError as error:
        get_logger().error("reload refused", faults=len(error.faults))
        return operator.reload_refused([str(fault) for fault in error.faults])
    services.desk = replace(services.desk, library=library, index=Index(library))
    suitable_tips.cache_clear()  # what is remembered of the old one
    get_logger().info("reloaded", tips=len(library.tips))
    return operator.reloaded(library)


async def reload(update: Update, context: Context) -> None:
    services = context.services
    if not _is_operator(update, services):
        await free_text.other_message(update, context)
        return
    await show(update, context, Turn((await reload_library(services),)))


async def stats(update: Update, context: Context) -> None:
    """How often danger was heard, as counts that lead to nobody, and whether the day ahead fits the pace."""
    services = context.services
    if not _is_operator(update, services):
        await free_text.other_message(update, context)
        return
    now = services.clock.now()
    since = (now - _COUNTED).date()

    def read(unit: Unit) -> tuple[dict[Urgency, int], list[tuple[datetime, int]]]:
        return assessments.counts_since(unit, since), people.due_counts(unit, now, now + timedelta(days=1))

    counts, due = await services.store.run(read)
    ahead = capacity(due, services.send_rate)
    await show(update, context, Turn((operator.stats(counts, _COUNTED.days, ahead, services.send_rate),)))


def _is_operator(update: Update, services: Services) -> bool:
    return update.effective_user is not None and update.effective_user.id in services.operators


HANDLERS = (
    CommandHandler("reload", reload, filters=PRIVATE),
    CommandHandler("stats", stats, filters=PRIVATE),
)
