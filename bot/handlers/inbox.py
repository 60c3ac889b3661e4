"""/inbox: what people wrote to the operators, answered in one tap."""

from datetime import datetime

from telegram import Update

from bot.domain.delivery import NewDelivery
from bot.domain.profile import Kind
from bot.handlers.context import Context
from bot.handlers.operators import operators_command, operators_tap
from bot.handlers.showing import show
from bot.handlers.visit import Turn
from bot.storage import deliveries, feedback
from bot.storage.unit import Unit
from bot.views import callbacks
from bot.views import inbox as views
from bot.views.callbacks.operator import InboxReply
from bot.views.screen import Screen


async def open_inbox(update: Update, context: Context) -> None:
    await _show_next(update, context, after=0)


async def show_next(update: Update, context: Context, tap: callbacks.ShowInbox) -> None:
    await _show_next(update, context, tap.after)


async def _show_next(update: Update, context: Context, after: int) -> None:
    contact = context.services.desk.operator_contact
    screen = await context.services.store.run(lambda unit: _next(unit, after, contact))
    await show(update, context, Turn((screen,)))


def _next(unit: Unit, after: int, contact: str) -> Screen:
    found = feedback.next_waiting(unit, after)
    if found is None:
        return views.empty()
    number, message = found
    waiting = feedback.count_waiting(unit)
    return views.message(number, message.at, message.text, waiting, can_reach=bool(contact))


async def answer(update: Update, context: Context, tap: callbacks.AnswerFeedback) -> None:
    """Plan the answer as a delivery of its own, and show the next. A second tap finds it answered."""
    services, now = context.services, context.services.clock.now()
    contact = services.desk.operator_contact

    def work(unit: Unit) -> Turn:
        toast = _answered(unit, tap, contact, now)
        return Turn((_next(unit, tap.feedback, contact),), toast=toast)

    turn = await services.store.run(work)
    services.due_work.set()
    await show(update, context, turn)


def _answered(unit: Unit, tap: callbacks.AnswerFeedback, contact: str, now: datetime) -> str:
    """What the operator is told of it."""
    found = feedback.find(unit, tap.feedback)
    if found is None or not feedback.note_answer(unit, tap.feedback, tap.chosen.value, now):
        return views.ANSWERED_ALREADY
    if tap.chosen is InboxReply.NONE:
        return views.PUT_AWAY
    slot, words = feedback.slot_of(tap.feedback), views.sentence(tap.chosen, contact)
    deliveries.plan_delivery(unit, NewDelivery(found[0], Kind.REPLY, slot, now, now, reason=words))
    return views.ANSWERED


HANDLERS = (
    operators_command("inbox", open_inbox),
    operators_tap(callbacks.ShowInbox, show_next),
    operators_tap(callbacks.AnswerFeedback, answer),
)
