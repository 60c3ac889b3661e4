"""Gather, decide, apply: one unit of work for each update, then the answer.

A decision (`visit.py`) runs inside the transaction that read the visit and stores the turn, so nothing can
change in between; a stale dialogue makes it run again.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, filters

from bot.domain import alarm, subscription
from bot.domain.checkin import CheckIn
from bot.domain.profile import DATED, Profile
from bot.domain.sessions import moved
from bot.domain.states import (
    IDLE,
    HelpAsked,
    InterferenceAsked,
    NoteAsked,
    ReportNameAsked,
    SignAsked,
    State,
    still_open,
)
from bot.domain.taste import dislikes
from bot.domain.trend import WEEK
from bot.handlers.context import Context, Desk
from bot.handlers.showing import show
from bot.handlers.visit import NOTHING_MORE, Decision, Feedback, Turn, Visit, Wanted
from bot.storage import answers, assessments, deliveries, feedback, people, sessions, tallies
from bot.storage import everything as everything_rows
from bot.storage.unit import Unit
from bot.views import callbacks
from bot.views.page import PERIODS

C = TypeVar("C", bound=callbacks.Callback)
TO_US = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
PRIVATE = TO_US & ~filters.FORWARDED  # forwarded words are not the person's own, a STOP among them


async def take(update: Update, context: Context, decide: Decision, wanted: Wanted = NOTHING_MORE) -> None:
    """Run one decision for the person behind an update."""
    if update.effective_user is None:
        return
    services, person_id = context.services, update.effective_user.id
    now = services.clock.now()
    turn = await services.store.run(
        partial(_unit, person_id=person_id, now=now, decide=decide, wanted=wanted)
    )
    if turn.forget_person or turn.forget_health:
        await services.store.empty_log()
    if turn.plan or turn.profile:
        services.due_work.set()
    try:
        await show(update, context, turn)
    except (TelegramError, asyncio.CancelledError):
        if turn.is_alarm:
            await services.store.run(partial(_advise_instead, person_id=person_id, now=now))
            services.due_work.set()
        raise


def _advise_instead(unit: Unit, person_id: int, now: datetime) -> None:
    """The words of an alarm were lost on their way: they go out as a delivery, which is tried again."""
    profile = people.load_profile(unit, person_id)
    if profile is not None:
        deliveries.plan_delivery(unit, alarm.advice(profile, now, wait=timedelta()))


def _unit(unit: Unit, person_id: int, now: datetime, decide: Decision, wanted: Wanted) -> Turn:
    person = people.load_person(unit, person_id)
    profile = person.profile and subscription.seen(person.profile, now)
    state = still_open(person.state, person.asked_at, now)
    visit = Visit(person_id, profile, state, now)
    if profile:
        visit = _with_answers(unit, replace(visit, is_asked=person.advice_is_planned), wanted)
    turn = decide(visit)
    after = turn.profile or profile
    for record in turn.records:
        if record.id is None:  # strangers are counted too
            tallies.count_level(unit, record.level, now)
    if turn.forget_person:
        people.delete_profile(unit, person_id)
    elif after is not None:
        _store_person(unit, person, after, turn.state, now)
        _store_rest(unit, after, turn, now)
        if person.profile is not None:
            _move_along(unit, person.profile, after)
    return turn


def _with_answers(unit: Unit, visit: Visit, wanted: Wanted) -> Visit:
    if wanted.sizes:  # nothing else is opened then: what cannot be read can be deleted still
        return replace(visit, sizes=everything_rows.sizes(unit, visit.person_id))
    adds = isinstance(visit.state, NoteAsked | InterferenceAsked)
    day = wanted.day or (visit.asked_day if adds else None)
    checkin = answers.find_checkin(unit, visit.person_id, day) if day else None
    needs = answers.recent_needs(unit, {visit.person_id: visit.today}) if wanted.needs else {}
    names = isinstance(visit.state, ReportNameAsked)  # what is typed then makes a page of all of it
    days = wanted.history or (PERIODS[-1] if names else WEEK if adds else 0)
    since = visit.today - timedelta(days=days)
    history = answers.history(unit, visit.person_id, since) if days else ()
    treated = sessions.all_of(unit, visit.person_id) if wanted.sessions or names else ()
    needed = needs.get(visit.person_id, frozenset())
    heard = (
        wanted.alarm
        or names
        or visit.is_quiet
        or visit.is_asked
        or isinstance(visit.state, SignAsked | HelpAsked)
    )
    records = tuple(assessments.all_of(unit, visit.person_id)) if heard else ()
    return replace(
        visit,
        checkin=checkin,
        history=tuple(history),
        sessions=tuple(treated),
        needs=needed,
        records=records,
        everything=everything_rows.of_person(unit, visit.person_id) if wanted.everything else None,
    )


def _store_person(
    unit: Unit, before: people.Person, profile: Profile, state: State | None, now: datetime
) -> None:
    if before.profile is None:
        people.add_profile(unit, profile)
    elif profile != before.profile:
        people.save_profile(unit, profile, before.profile)
        tallies.count_dislikes(unit, dislikes(before.profile.taste, profile.taste), now)
    if state is not None and not state == IDLE == before.state:
        people.save_state(unit, profile.id, state, before.version, now)


def _store_rest(unit: Unit, after: Profile, turn: Turn, now: datetime) -> None:
    person_id = after.id
    if turn.cancel:
        deliveries.cancel_deliveries(unit, person_id, turn.cancel, now)
    if turn.forget_health:
        answers.delete_checkins(unit, person_id)
        sessions.remove_all(unit, person_id)
        assessments.delete_all(unit, person_id)
        deliveries.forget_health(unit, person_id)
    for record in turn.records if after.keeps_health_answers else ():
        assessments.save(unit, person_id, record)
    match turn.keep:
        case CheckIn():
            answers.save_checkin(unit, person_id, turn.keep, now)
        case Feedback(text):
            feedback.add(unit, person_id, text, now)
    for session in turn.sessions:
        sessions.save(unit, person_id, session)
    for session in turn.removed:
        sessions.remove(unit, person_id, session)
    if turn.plan:
        deliveries.plan_delivery(unit, turn.plan)


def _move_along(unit: Unit, before: Profile, after: Profile) -> None:
    """What was planned for a local date comes on that date, wherever the person is now."""
    if (before.zone, before.tip_time) == (after.zone, after.tip_time):
        return
    for planned in deliveries.pending(unit, after.id, DATED):
        at = moved(planned.slot_at, before, after)
        if at is not None:
            deliveries.move(unit, planned.id, at)


# --- registration: each line of HANDLERS says what leads to which decision (commands: hearing.py) -


def on_tap(
    kind: type[C],
    decide: Callable[[Visit, Desk, C], Turn],
    *,
    day_of: Callable[[C], date] | None = None,
    history: int = 0,
    sessions: bool = False,
    needs: bool = False,
    alarm: bool = False,
    everything: bool = False,
    sizes: bool = False,
) -> CallbackQueryHandler[Context, None]:
    """A tap on a kind of button. `day_of` names the day whose check-in the decision needs; the others
    say what else is to be read, as in `Wanted`."""

    async def handle(update: Update, context: Context) -> None:
        tap = callbacks.of_query(update.callback_query)
        if isinstance(tap, kind):
            day = day_of(tap) if day_of else None
            wanted = Wanted(day, history, sessions, needs, alarm, everything, sizes)
            desk = context.services.desk
            await take(update, context, lambda visit: decide(visit, desk, tap), wanted)

    return CallbackQueryHandler(handle, pattern=callbacks.means(kind))
