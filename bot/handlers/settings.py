"""/settings and the commands that adjust one thing."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain import selection, subscription
from bot.domain.dialogue import HourAsked, TimeChosen, ZoneAsked
from bot.domain.profile import Kind, Profile, Status
from bot.domain.schedule import local_day, parse_time
from bot.handlers.context import Desk
from bot.handlers.conversation import ask, converse, next_question
from bot.handlers.joining import come_back, place_typed
from bot.handlers.turns import C, Turn, Visit, on_command, on_tap
from bot.views import about, callbacks, joining, settings


def overview(visit: Visit, desk: Desk) -> Turn:
    if visit.profile is None:
        return Turn((about.start_first(),))
    if visit.profile.status is Status.JOINING:
        return next_question(visit, desk, visit.profile)
    return Turn((settings.settings_screen(visit.profile, visit.now, visit.today),))


def tip_time(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/time 8:30` sets the tip's hour."""
    if visit.profile is None:
        return Turn((about.start_first(),))
    if not words.strip():
        return Turn((ask(visit, desk, HourAsked(Kind.TIP)),), state=HourAsked(Kind.TIP))
    return hour_typed(visit, desk, Kind.TIP, words)


def hour_typed(visit: Visit, desk: Desk, kind: Kind, text: str) -> Turn:
    at = parse_time(text)
    if at is not None:
        return converse(visit, desk, HourAsked(kind), TimeChosen(at))
    question = ask(visit, desk, HourAsked(kind)).with_first_line(joining.HOUR_UNCLEAR)
    return Turn((question,), state=HourAsked(kind))


def time_zone(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/timezone berlin`."""
    if visit.profile is None:
        return Turn((about.start_first(),))
    if not words.strip():
        return Turn((ask(visit, desk, ZoneAsked()),), state=ZoneAsked())
    return place_typed(visit, desk, words)


def cadence_asked(profile: Profile, _: Visit, __: Desk, ___: callbacks.AskCadence) -> Turn:
    return Turn((settings.cadence_question(profile.cadence),))


def cadence_chosen(profile: Profile, visit: Visit, _: Desk, tap: callbacks.ChooseCadence) -> Turn:
    changed = subscription.with_cadence(profile, tap.cadence, visit.now)
    return Turn((settings.saved(settings.cadence_saved(tap.cadence)),), profile=changed)


def topics_asked(profile: Profile, _: Visit, desk: Desk, __: callbacks.AskTopics) -> Turn:
    return Turn((settings.topics_question(desk.library.topics, profile.taste.muted_topics),))


def topic_muted(profile: Profile, _: Visit, desk: Desk, tap: callbacks.MuteTopic) -> Turn:
    changed = replace(profile, taste=selection.with_topic_muted(profile.taste, tap.topic, tap.muted))
    return Turn((settings.topics_question(desk.library.topics, changed.taste.muted_topics),), profile=changed)


def consent_asked(profile: Profile, _: Visit, __: Desk, ___: callbacks.AskConsent) -> Turn:
    return Turn((settings.consent_question(profile.keeps_health_answers),))


def pause(visit: Visit, desk: Desk, words: str) -> Turn:
    """`/pause 3`; without a number, a choice."""
    if visit.profile is None:
        return Turn((about.start_first(),))
    if visit.profile.status is Status.JOINING:
        return next_question(visit, desk, visit.profile)  # nothing is sent yet
    if visit.profile.status is Status.STOPPED:
        return Turn((about.stopped_already(),))
    number = words.lower().removesuffix("days").removesuffix("day").strip()
    if not number:
        return Turn((settings.pause_question(),))
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= subscription.MAX_PAUSE_DAYS:
        return Turn((settings.pause_question().with_first_line(settings.PAUSE_UNCLEAR),))
    return _pause(visit.profile, visit, int(number))


def _pause(profile: Profile, visit: Visit, days: int) -> Turn:
    if not 1 <= days <= subscription.MAX_PAUSE_DAYS:
        return Turn((settings.pause_question(),))
    paused = subscription.paused(profile, days, visit.now)
    until = local_day(paused.paused_until or visit.now, profile.zone or "UTC")
    return Turn((settings.paused(days, until, visit.today),), profile=paused, cancel=True)


def resume(visit: Visit, desk: Desk) -> Turn:
    profile = visit.profile
    if profile is None:
        return Turn((about.start_first(),))
    if profile.status is Status.JOINING:
        return next_question(visit, desk, profile)
    is_paused = profile.paused_until is not None and profile.paused_until > visit.now
    if profile.status is Status.ACTIVE and not is_paused:
        return Turn((settings.not_paused(),))
    return come_back(visit, desk)


def known(decide: Callable[[Profile, Visit, Desk, C], Turn]) -> Callable[[Visit, Desk, C], Turn]:
    """A decision for people with a profile; strangers are shown the way in."""

    def with_profile(visit: Visit, desk: Desk, tap: C) -> Turn:
        if visit.profile is None:
            return Turn((about.start_first(),))
        return decide(visit.profile, visit, desk, tap)

    return with_profile


HANDLERS = (
    on_command("settings", lambda visit, desk, _: overview(visit, desk)),
    on_tap(callbacks.ShowSettings, lambda visit, desk, _: overview(visit, desk)),
    on_command("time", tip_time),
    on_command("timezone", time_zone),
    on_tap(callbacks.AskCadence, known(cadence_asked)),
    on_tap(callbacks.ChooseCadence, known(cadence_chosen)),
    on_tap(callbacks.AskTopics, known(topics_asked)),
    on_tap(callbacks.MuteTopic, known(topic_muted)),
    on_tap(callbacks.AskConsent, known(consent_asked)),
    on_command("pause", pause),
    on_tap(callbacks.AskPause, lambda visit, desk, _: pause(visit, desk, "")),
    on_tap(callbacks.Pause, known(lambda profile, visit, _, tap: _pause(profile, visit, tap.days))),
    on_command("resume", lambda visit, desk, _: resume(visit, desk)),
    on_tap(callbacks.Resume, lambda visit, desk, _: resume(visit, desk)),
)
