"""What operators can do from their chat. For everybody else these commands do not exist."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from telegram import Update

from bot.content.faults import ContentError
from bot.content.load import load_library
from bot.content.search import Index
from bot.domain.capacity import capacity
from bot.domain.suitability import suitable_tips
from bot.handlers.context import Context, Services
from bot.handlers.operators import operators_command
from bot.handlers.showing import show
from bot.handlers.visit import Turn
from bot.log import get_logger
from bot.storage import feedback, figures, people, tallies
from bot.storage.figures import HEARD_WITHIN
from bot.storage.unit import Unit
from bot.views import operator, stats_screen
from bot.views.screen import Screen

_DAYS = 14  # in the picture


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
    await show(update, context, Turn((await reload_library(context.services),)))


async def stats(update: Update, context: Context) -> None:
    """How the bot is doing, as counts that lead to nobody, with a picture of the last days."""
    services, now = context.services, context.services.clock.now()

    def read(unit: Unit) -> stats_screen.Stats:
        newcomers, answers = figures.by_day(unit, now.date(), _DAYS)
        due = people.due_counts(unit, now, now + timedelta(days=1))
        return stats_screen.Stats(
            people=figures.people(unit),
            newcomers=newcomers,
            answers=answers,
            levels=tallies.levels_since(unit, (now - HEARD_WITHIN).date()),
            disliked=tallies.disliked_since(unit, (now - HEARD_WITHIN).date()),
            waiting_feedback=feedback.count_waiting(unit),
            ahead=capacity(due, services.send_rate),
            rate=services.send_rate,
        )

    counted = await services.store.run(read)
    await show(update, context, Turn((stats_screen.stats(counted, services.desk.library),)))


HANDLERS = (operators_command("reload", reload), operators_command("stats", stats))
