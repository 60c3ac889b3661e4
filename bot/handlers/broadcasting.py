"""/broadcast: an operator's words to many. Written, seen as they will arrive, confirmed, followed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.domain import broadcast as rules
from bot.domain.broadcast import Broadcast, BroadcastState, Segment, time_to_send
from bot.domain.profile import Cadence
from bot.handlers.context import Context, Services
from bot.handlers.operators import is_operator, operators_command, operators_tap
from bot.handlers.showing import show
from bot.handlers.visit import Turn
from bot.storage import broadcasts
from bot.storage.unit import Unit
from bot.views import broadcast as views
from bot.views import callbacks
from bot.views.callbacks.operator import EVERYONE
from bot.views.screen import Screen

_ZONES = 8  # to choose from
_Decide = Callable[[Unit, Broadcast], Turn]


async def begin(update: Update, context: Context) -> None:
    """`/broadcast` asks for the words."""
    services, chat = context.services, update.effective_chat
    if chat is not None:
        await services.store.run(lambda unit: broadcasts.begin(unit, chat.id, services.clock.now()))
        await show(update, context, Turn((views.ask_for_words(),)))


async def words(update: Update, context: Context) -> None:
    """Before every handler: what an operator writes while a broadcast is being written is its text. Raises
    ApplicationHandlerStop then."""
    message = update.message
    if message is None or not is_operator(update, context.services) or message.chat.type != "private":
        return
    said = (message.text or "").strip()
    if said.startswith("/") and said.casefold() != "/cancel":
        return
    unit_of_work = partial(_written, operator=message.chat.id, message=message, services=context.services)
    screens = await context.services.store.run(unit_of_work)
    if screens:
        await show(update, context, Turn(screens))
        raise ApplicationHandlerStop


def _written(unit: Unit, operator: int, message: Message, services: Services) -> tuple[Screen, ...]:
    """The preview and what can be done with it; nothing where no words are waited for."""
    draft = broadcasts.draft_of(unit, operator)
    if draft is None or not rules.waits_for_words(draft, services.clock.now()):
        return ()
    if (message.text or "").strip().casefold() == "/cancel":
        broadcasts.drop_drafts(unit, operator)
        return (views.DROPPED,)
    if not message.text:
        return (Screen(views.ONLY_WORDS),)
    written = rules.written(draft, message.text_html)
    broadcasts.save(unit, written)
    return (views.preview(written), _ready(unit, services, written))


def _ready(unit: Unit, services: Services, broadcast: Broadcast) -> Screen:
    people = broadcasts.people_in(unit, broadcast.segment)
    return views.ready(broadcast, people, time_to_send(people, services.send_rate))


async def _on(
    update: Update,
    context: Context,
    broadcast_id: int,
    decide: _Decide,
    state: BroadcastState = BroadcastState.READY,
) -> None:
    """Do something with a broadcast in a state: ready and not sent yet, unless said otherwise."""

    def work(unit: Unit) -> Turn:
        broadcast = broadcasts.find(unit, broadcast_id)
        if broadcast is None or broadcast.state is not state:
            return Turn(toast=views.OVER)
        return decide(unit, broadcast)

    await show(update, context, await context.services.store.run(work))


async def show_draft(update: Update, context: Context, tap: callbacks.ShowBroadcast) -> None:
    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        return Turn((_ready(unit, context.services, broadcast),))

    await _on(update, context, tap.broadcast, decide)


async def choose_segment(update: Update, context: Context, tap: callbacks.ChooseSegment) -> None:
    await _on(update, context, tap.broadcast, _segments)


def _segments(unit: Unit, broadcast: Broadcast) -> Turn:
    return Turn((views.segments(broadcast, broadcasts.zones(unit, _ZONES)),))


async def set_zone(update: Update, context: Context, tap: callbacks.SetBroadcastZone) -> None:
    zone = None if tap.zone == EVERYONE else tap.zone
    await _with_segment(update, context, tap.broadcast, lambda chosen: replace(chosen, zone=zone))


async def set_cadence(update: Update, context: Context, tap: callbacks.SetBroadcastCadence) -> None:
    cadence = None if tap.cadence == EVERYONE else Cadence(tap.cadence)
    await _with_segment(update, context, tap.broadcast, lambda chosen: replace(chosen, cadence=cadence))


async def _with_segment(
    update: Update, context: Context, broadcast_id: int, change: Callable[[Segment], Segment]
) -> None:
    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        changed = replace(broadcast, segment=change(broadcast.segment))
        broadcasts.save(unit, changed)
        return _segments(unit, changed)

    await _on(update, context, broadcast_id, decide)


async def rewrite(update: Update, context: Context, tap: callbacks.RewriteBroadcast) -> None:
    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        broadcasts.save(unit, rules.begun_anew(broadcast, context.services.clock.now()))
        return Turn((views.ask_for_words(),))

    await _on(update, context, tap.broadcast, decide)


async def drop(update: Update, context: Context, tap: callbacks.DropBroadcast) -> None:
    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        broadcasts.drop_drafts(unit, broadcast.operator_id)
        return Turn((views.DROPPED,))

    await _on(update, context, tap.broadcast, decide)


async def ask(update: Update, context: Context, tap: callbacks.AskBroadcast) -> None:
    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        people = broadcasts.people_in(unit, broadcast.segment)
        return Turn((views.confirm(broadcast, people, time_to_send(people, context.services.send_rate)),))

    await _on(update, context, tap.broadcast, decide)


async def send(update: Update, context: Context, tap: callbacks.SendBroadcast) -> None:
    """Confirmed: from here on the worker plans and sends it. A second tap finds it begun."""
    place = update.callback_query.message if update.callback_query else None

    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        people = broadcasts.people_in(unit, broadcast.segment)
        sending = rules.confirmed(broadcast, people, place.message_id if place else None)
        broadcasts.save(unit, sending)
        return Turn((views.progress(sending, broadcasts.tally(unit, sending)),))

    await _on(update, context, tap.broadcast, decide)
    context.services.due_work.set()


async def stop(update: Update, context: Context, tap: callbacks.StopBroadcast) -> None:
    """What has not left stays here; the message tells in the end how many got it."""

    def decide(unit: Unit, broadcast: Broadcast) -> Turn:
        stopping = rules.stopped(broadcast)
        broadcasts.save(unit, stopping)
        return Turn((views.progress(stopping, broadcasts.tally(unit, stopping)),))

    await _on(update, context, tap.broadcast, decide, BroadcastState.SENDING)
    context.services.due_work.set()


BEFORE_ALL = (TypeHandler(Update, words),)
HANDLERS = (
    operators_command("broadcast", begin),
    operators_tap(callbacks.ShowBroadcast, show_draft),
    operators_tap(callbacks.ChooseSegment, choose_segment),
    operators_tap(callbacks.SetBroadcastZone, set_zone),
    operators_tap(callbacks.SetBroadcastCadence, set_cadence),
    operators_tap(callbacks.RewriteBroadcast, rewrite),
    operators_tap(callbacks.DropBroadcast, drop),
    operators_tap(callbacks.AskBroadcast, ask),
    operators_tap(callbacks.SendBroadcast, send),
    operators_tap(callbacks.StopBroadcast, stop),
)
