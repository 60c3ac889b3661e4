"""/settings and the commands that adjust one thing."""

from dataclasses import replace

from bot.domain import subscription, timing
from bot.domain.dialogue import TimeChosen
from bot.domain.profile import ROUTINE, Kind, Status
from bot.domain.schedule import local_day, parse_time
from bot.domain.states import HourAsked, ZoneAsked
from bot.domain.taste import TopicWish, with_topic
from bot.handlers.checkin import refusal
from bot.handlers.context import Desk
from bot.handlers.conversation import converse, next_question, not_understood, question
from bot.handlers.hearing import on_command
from bot.handlers.joining import come_back, overview_of, place_typed
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import about, alarm, callbacks, consent, joining, settings, topics


def overview(visit: Visit, desk: Desk) -> Turn:
    if visit.member.status is Status.JOINING:
        return next_question(visit, desk, visit.member)
    return Turn((overview_of(visit, desk),))


def tip_time(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/time 8:30` sets the tip's hour."""
    if not words.strip():
        return question(visit, desk, HourAsked(Kind.TIP))
    return hour_typed(visit, desk, Kind.TIP, words)


def hour_typed(visit: Visit, desk: Desk, kind: Kind, text: str) -> Turn:
    at = parse_time(text)
    if at is not None:
        return converse(visit, desk, HourAsked(kind), TimeChosen(at))
    return not_understood(visit, desk, HourAsked(kind), joining.HOUR_UNCLEAR)


def time_zone(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/timezone berlin`."""
    if not words.strip():
        return question(visit, desk, ZoneAsked())
    return place_typed(visit, desk, words)


def cadence_asked(visit: Visit, _: Desk, __: callbacks.AskCadence) -> Turn:
    return Turn((settings.cadence_question(visit.member),))


def cadence_chosen(visit: Visit, _: Desk, tap: callbacks.ChooseCadence) -> Turn:
    changed = subscription.with_cadence(visit.member, tap.cadence, visit.now)
    return Turn((settings.saved(settings.cadence_saved(changed)),), profile=changed)


def checkin_cadence_asked(visit: Visit, _: Desk, __: callbacks.AskCheckinCadence) -> Turn:
    return refusal(visit) or Turn((settings.checkin_cadence_question(visit.member.checkin_cadence),))


def checkin_cadence_chosen(visit: Visit, _: Desk, tap: callbacks.ChooseCheckinCadence) -> Turn:
    if turn := refusal(visit):
        return turn
    changed = subscription.with_checkin_cadence(visit.member, tap.cadence, visit.now)
    said = settings.checkin_cadence_saved(changed, visit.today)
    return Turn((settings.saved(said),), profile=changed, in_place=False)


def topics_asked(visit: Visit, desk: Desk, __: callbacks.AskTopics) -> Turn:
    return Turn((topics.question(desk.library.topics, visit.member.taste),))


def topic_wished(visit: Visit, desk: Desk, topic: str, wish: TopicWish) -> Turn:
    if topic not in desk.library.topics:
        return Turn(toast=about.retired_button())
    taste = with_topic(visit.member.taste, topic, wish)
    screen = topics.question(desk.library.topics, taste)
    return Turn((screen,), profile=replace(visit.member, taste=taste))


def more_on_topic(visit: Visit, desk: Desk, tap: callbacks.MoreOnTopic) -> Turn:
    turn = topic_wished(visit, desk, tap.topic, TopicWish.MORE)
    return replace(turn, screens=(topics.more_saved(tap.topic),), in_place=False) if turn.profile else turn


def topic_muted(visit: Visit, desk: Desk, tap: callbacks.MuteTopic) -> Turn:
    return topic_wished(visit, desk, tap.topic, TopicWish.NONE if tap.muted else TopicWish.SOME)


def consent_asked(visit: Visit, _: Desk, __: callbacks.AskConsent) -> Turn:
    return Turn((consent.question(visit.member.keeps_health_answers),))


def pause(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/pause 3`; without a number, a choice."""
    if turn := _nothing_to_pause(visit, desk):
        return turn
    number = words.lower().removesuffix("days").removesuffix("day").strip()
    if not number:
        return Turn((settings.pause_question(),))
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= subscription.MAX_PAUSE_DAYS:
        return Turn((settings.pause_question().with_first_line(settings.PAUSE_UNCLEAR),))
    return _pause(visit, int(number))


def _nothing_to_pause(visit: Visit, desk: Desk) -> Turn | None:
    if visit.member.status is Status.JOINING:
        return next_question(visit, desk, visit.member)
    return Turn((about.stopped_already(),)) if visit.member.status is Status.STOPPED else None


def _pause(visit: Visit, days: int) -> Turn:
    profile = visit.member
    if not 1 <= days <= subscription.MAX_PAUSE_DAYS:
        return Turn((settings.pause_question(),))
    paused = subscription.paused(profile, days, visit.now)
    until = local_day(paused.paused_until or visit.now, profile.zone or "UTC")
    return Turn((settings.paused(days, until, visit.today),), profile=paused, cancel=ROUTINE)


def pause_chosen(visit: Visit, desk: Desk, tap: callbacks.Pause) -> Turn:
    return _nothing_to_pause(visit, desk) or _pause(visit, tap.days)


def resume(visit: Visit, desk: Desk) -> Turn:
    profile = visit.member
    if profile.status is Status.JOINING:
        return next_question(visit, desk, profile)
    if profile.status is Status.ACTIVE and not timing.is_paused(profile, visit.now):
        return Turn((alarm.resting(profile, visit.today) if visit.is_quiet else settings.not_paused(),))
    return come_back(visit, desk)


HANDLERS = (
    on_command("settings", lambda visit, desk, _: overview(visit, desk)),
    on_tap(callbacks.ShowSettings, lambda visit, desk, _: overview(visit, desk)),
    on_command("time", tip_time),
    on_command("timezone", time_zone),
    on_tap(callbacks.AskCadence, cadence_asked),
    on_tap(callbacks.ChooseCadence, cadence_chosen),
    on_tap(callbacks.AskCheckinCadence, checkin_cadence_asked),
    on_tap(callbacks.ChooseCheckinCadence, checkin_cadence_chosen),
    on_tap(callbacks.AskTopics, topics_asked),
    on_tap(callbacks.SetTopic, lambda visit, desk, tap: topic_wished(visit, desk, tap.topic, tap.wish)),
    on_tap(callbacks.MuteTopic, topic_muted),
    on_tap(callbacks.MoreOnTopic, more_on_topic),
    on_tap(callbacks.AskConsent, consent_asked),
    on_command("pause", pause),
    on_tap(callbacks.AskPause, lambda visit, desk, _: pause(visit, desk, "")),
    on_tap(callbacks.OfferPause, lambda v, desk, _: replace(pause(v, desk, ""), in_place=False)),
    on_tap(callbacks.Pause, pause_chosen),
    on_command("resume", lambda visit, desk, _: resume(visit, desk)),
    on_tap(callbacks.Resume, lambda visit, desk, _: resume(visit, desk)),
)
