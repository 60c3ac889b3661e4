"""What a delivery shows at the moment it leaves: made from the person as they are now, or nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.delivery import advice
from bot.domain import advice as advice_rules
from bot.domain import selection, subscription, timing
from bot.domain import sessions as journal
from bot.domain.advice import Advice
from bot.domain.broadcast import BroadcastState
from bot.domain.broadcast import id_of as broadcast_id
from bot.domain.delivery import Delivery
from bot.domain.library import Library
from bot.domain.offers import fewer_checkins
from bot.domain.profile import Kind, Profile
from bot.domain.schedule import is_too_late, local_day
from bot.domain.selection import Moment, Reason
from bot.domain.sessions import Reminder
from bot.domain.suitability import sign_instead_of_tips
from bot.domain.summary import summary as summarised
from bot.domain.trend import QUARTER
from bot.storage import answers, broadcasts, feedback, people, sessions
from bot.storage.unit import Unit
from bot.views import alarm, checkins, checklist, inbox, reminders, summary, tips
from bot.views import broadcast as broadcast_views
from bot.views import sessions as session_views
from bot.views.screen import Screen


@dataclass(frozen=True, slots=True)
class Sources:
    """What screens are made from. `bot_name` is as it stands in links."""

    unit: Unit
    library: Library
    bot_name: str
    now: datetime


def screens_of(sources: Sources, profile: Profile, delivery: Delivery) -> tuple[Screen, ...]:
    """The screens of a delivery; none where it is stale, or not wanted any more."""
    stale = is_too_late(delivery.slot_at, sources.now, timing.grace(delivery.kind))
    if stale or not timing.wants(profile, delivery.kind, sources.now):
        return ()
    if delivery.kind is Kind.ADVICE:
        seek_help = sources.library.help_in(profile.country)
        return advice.screens(sources.unit, seek_help, profile, sources.now)
    screen = _screen(sources, profile, delivery)
    return (screen,) if screen else ()


def day_of(delivery: Delivery) -> date:
    """The local date that a delivery is for, of a kind whose slot is one."""
    return date.fromisoformat(delivery.slot)


def _screen(sources: Sources, profile: Profile, delivery: Delivery) -> Screen | None:
    match delivery.kind:
        case Kind.TIP:
            return _tip(sources, profile, delivery)
        case Kind.CHECKIN:
            return _checkin(sources, profile, day_of(delivery))
        case Kind.REVIEW:
            is_due = subscription.review_is_due(profile, day_of(delivery))
            return checklist.review_is_due() if is_due else None
        case Kind.AFTERWARDS:
            return _afterwards(sources, profile, day_of(delivery))
        case Kind.REMINDER:
            return _reminder(sources, profile, delivery.slot)
        case Kind.SUMMARY:
            return _summary(sources, profile, day_of(delivery))
        case Kind.BROADCAST:
            return _broadcast(sources, delivery.slot)
        case Kind.REPLY:
            return _reply(sources, delivery)
        case _:
            return alarm.follow_up()


def _tip(sources: Sources, profile: Profile, delivery: Delivery) -> Screen | None:
    library, day = sources.library, day_of(delivery)
    if found := sign_instead_of_tips(library, profile.conditions, profile.country):
        return tips.urgent_screen(*found)
    reason = Reason(delivery.reason) if delivery.reason in set(Reason) else Reason.BALANCE
    choice = selection.find_tip(library, profile, delivery.tip or "", reason)
    if choice is None:  # it does not suit any more: a fresh choice
        needs = answers.recent_needs(sources.unit, {profile.id: day}).get(profile.id, frozenset())
        choice = selection.select_tip(library, profile, Moment(day, needs))
    if choice is None:
        return None
    suitable = choice.suitable
    if suitable.tip.id != delivery.tip:  # chosen anew, so it has been seen only now
        people.save_profile(sources.unit, selection.served(profile, choice), profile)
    around = tips.frame(profile, suitable.tip.id, sources.bot_name)
    return tips.tip_screen(suitable.tip, suitable.wording, choice.reason, around)


def _afterwards(sources: Sources, profile: Profile, day: date) -> Screen | None:
    """Asked once, of a session that is there, unless that day's check-in has told it already."""
    treated = journal.of_day(sessions.all_of(sources.unit, profile.id), day)
    asks = any(one.pain_next_day is None for one in treated)
    if not asks or answers.find_checkin(sources.unit, profile.id, day + timedelta(days=1)):
        return None
    return session_views.afterwards_question(day, _today(sources, profile))


def _reminder(sources: Sources, profile: Profile, slot: str) -> Screen | None:
    """Of an appointment only while it is in the journal."""
    about, day = journal.about(slot)
    if about is Reminder.ATTEND and not journal.of_day(sessions.all_of(sources.unit, profile.id), day):
        return None
    return reminders.reminder(about, day, _today(sources, profile))


def _broadcast(sources: Sources, slot: str) -> Screen | None:
    """Nothing once it was stopped."""
    broadcast = broadcasts.find(sources.unit, broadcast_id(slot))
    is_wanted = broadcast is not None and broadcast.state is BroadcastState.SENDING
    return broadcast_views.preview(broadcast) if broadcast and is_wanted else None


def _reply(sources: Sources, delivery: Delivery) -> Screen | None:
    """An answer to feedback, which may have been deleted meanwhile."""
    found = feedback.find(sources.unit, feedback.id_of(delivery.slot))
    return inbox.reply(delivery.reason or "", found[1].text) if found else None


def _today(sources: Sources, profile: Profile) -> date:
    return local_day(sources.now, profile.zone or "UTC")


def _summary(sources: Sources, profile: Profile, day: date) -> Screen | None:
    """The week up to a day; nothing if its answers were deleted meanwhile."""
    history = answers.history(sources.unit, profile.id, day - timedelta(days=QUARTER))
    week = summarised(history, profile.advised, profile.taste, day)
    if not week.answered:
        return None
    if isinstance(week.suggestion, Advice):
        advised = advice_rules.recorded(profile.advised, [week.suggestion], day, day)
        people.save_profile(sources.unit, replace(profile, advised=advised), profile)
    return summary.weekly(week, profile.checkin_cadence)


def _checkin(sources: Sources, profile: Profile, day: date) -> Screen | None:
    if answers.find_checkin(sources.unit, profile.id, day):
        return None
    if timing.soft_line_is_due(profile):
        return checkins.soft_line(fewer_checkins(profile.checkin_cadence))
    before = answers.find_checkin(sources.unit, profile.id, day - timedelta(days=1))
    return checkins.pain_question(day, _today(sources, profile), before)
