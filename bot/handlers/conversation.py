"""Where an answer leads, whether it was tapped or typed: shared by joining, settings and check-ins."""

from dataclasses import replace
from datetime import timedelta

from bot.domain import dialogue, selection, subscription, timing
from bot.domain.checkin import merged
from bot.domain.delivery import NewDelivery
from bot.domain.dialogue import (
    Answer,
    KeepCheckIn,
    KeepConditions,
    KeepConsent,
    KeepFeedback,
    KeepHour,
    KeepNote,
    KeepZone,
)
from bot.domain.profile import ABOUT_HEALTH, Kind, Profile, Status
from bot.domain.selection import Moment
from bot.domain.states import (
    IDLE,
    ConditionsAsked,
    ConsentAsked,
    FeedbackAsked,
    HourAsked,
    InterferenceAsked,
    PainAsked,
    State,
    StressAsked,
    ZoneAsked,
    open_question,
)
from bot.domain.suitability import sign_instead_of_tips
from bot.domain.taste import without_traces
from bot.handlers.context import Desk
from bot.handlers.recording import noted, recorded, week_question
from bot.handlers.standing import still_holds
from bot.handlers.visit import Feedback, Turn, Visit
from bot.views import about, alarm, checkins, checklist, consent, joining, settings, tips
from bot.views.screen import Screen
from bot.views.words import SEEK_HELP, SETTINGS


def converse(visit: Visit, desk: Desk, state: State, answer: Answer) -> Turn:
    """The turn for an answer to the question that `state` stands for."""
    profile, step = visit.member, dialogue.advance(state, answer)
    if step is None:
        return Turn(toast=about.retired_button())
    if step.keep is None:
        return question(visit, desk, step.state)
    match step.keep:
        case KeepCheckIn(checkin):
            answered = subscription.checkin_answered(profile, checkin.day, visit.now)
            turn = recorded(visit, desk, merged(checkin, visit.answer_of(checkin.day)), answered)
            return replace(turn, state=step.state, keep=checkin)
        case KeepNote(day, text):
            return noted(visit, desk, day, text)
        case KeepFeedback(text):
            return Turn((about.feedback_saved(),), keep=Feedback(text), state=step.state)
        case _:
            return _adjusted(visit, desk, profile, step.keep)


def _adjusted(
    visit: Visit,
    desk: Desk,
    profile: Profile,
    keep: KeepConsent | KeepZone | KeepHour | KeepConditions,
) -> Turn:
    """A setting changed: the next question of /start, or a confirmation."""
    forget, cancel = False, frozenset[Kind]()
    match keep:
        case KeepConsent(given):
            changed, said = _with_consent(visit, desk, profile, given), consent.saved(given)
            forget = not given
            cancel = ABOUT_HEALTH if forget else cancel
        case KeepZone(zone):
            changed = subscription.with_zone(profile, zone, visit.now)
            said = settings.zone_saved(zone, visit.now)
        case KeepHour(kind, at):
            changed = subscription.with_hour(profile, kind, at, visit.now)
            said = settings.hour_saved(profile, kind, at, visit.now)
        case KeepConditions(ticked):
            conditions = desk.library.conditions
            known = (
                None if ticked is None else [conditions[key] for key in sorted(ticked & conditions.keys())]
            )
            changed = subscription.with_conditions(profile, known, visit.today)
            said = settings.checklist_saved(None if ticked is None else len(ticked))
    if profile.status is Status.JOINING:
        turn = next_question(visit, desk, changed)
        if isinstance(keep, KeepZone):  # said at once, while a wrong one is easy to put right
            turn = replace(turn, screens=(turn.screens[0].with_first_line(said), *turn.screens[1:]))
        return replace(turn, forget_health=forget, cancel=cancel)
    urgent = _urgent(desk, changed) if isinstance(keep, KeepConditions) else None
    screen = urgent or settings.saved(said)
    return Turn((screen,), profile=changed, state=IDLE, forget_health=forget, cancel=cancel)


def _with_consent(visit: Visit, desk: Desk, profile: Profile, given: bool) -> Profile:
    changed = subscription.with_consent(profile, given, visit.now)
    if given:
        return changed
    return replace(changed, taste=without_traces(desk.library, changed.taste))


def _urgent(desk: Desk, profile: Profile) -> Screen | None:
    """The urgent message of a condition that silences everything else."""
    found = sign_instead_of_tips(desk.library, profile.conditions, profile.country)
    return tips.urgent_screen(*found) if found else None


def question(visit: Visit, desk: Desk, state: State, first_line: str = "") -> Turn:
    """The turn that asks what a state stands for; `first_line` says what was wrong with the last answer."""
    screen = ask(visit, desk, state, visit.member)
    return Turn((screen.with_first_line(first_line) if first_line else screen,), state=state)


def not_understood(visit: Visit, desk: Desk, state: State, line: str) -> Turn:
    """The question again after words that were no answer. They may have been a cry for help."""
    screen = ask(visit, desk, state, visit.member).with_first_line(line).with_row(SEEK_HELP)
    again = still_holds(visit, desk)
    if again and isinstance(state, PainAsked | StressAsked | InterferenceAsked):
        return Turn(again, state=state)  # no score is asked for after an alarm
    return Turn((*again, screen), state=state)


def ask(visit: Visit, desk: Desk, state: State, profile: Profile) -> Screen:
    """The question that a state stands for, with a way back where it was opened from /settings."""
    is_joining = profile.status is Status.JOINING
    match state:
        case ConsentAsked():
            return joining.welcome(desk.operator_name, desk.library.seek_help.standing_line)
        case ZoneAsked():
            screen = joining.zone_question(profile.zone or desk.default_zone, visit.now)
            return screen if is_joining else screen.with_row(SETTINGS)
        case HourAsked(kind):
            screen = joining.hour_question(kind)
            return screen if is_joining else screen.with_row(SETTINGS)
        case ConditionsAsked(ticked):
            return checklist.checklist(desk.library, ticked, is_joining)
        case PainAsked(day):
            return checkins.pain_question(day, visit.today, visit.answer_of(day - timedelta(days=1)))
        case StressAsked(day, pain):
            return checkins.stress_question(day, visit.today, pain)
        case InterferenceAsked() if visit.checkin:
            return week_question(visit, desk, visit.checkin)
        case FeedbackAsked():
            return about.feedback_question()
        case _:
            return about.cancelled()


def next_question(visit: Visit, desk: Desk, profile: Profile) -> Turn:
    """What /start still needs to know, or the subscription when it knows all."""
    state = open_question(profile)
    if state is None:
        return _subscribe(visit, desk, profile)
    return Turn((ask(visit, desk, state, profile),), profile=profile, state=state)


def _subscribe(visit: Visit, desk: Desk, profile: Profile) -> Turn:
    """Everything is answered: the first tip is planned for this moment, in today's slot."""
    active = subscription.subscribed(profile, visit.now)
    assert active.tip_time is not None  # noqa: S101  a complete profile has an hour and a zone
    assert active.zone is not None  # noqa: S101
    checkin_time = active.checkin_time if active.keeps_health_answers else None
    welcome = joining.subscribed(active.tip_time, active.zone, checkin_time)
    today = replace(visit, profile=active).today
    if timing.is_quiet(active, visit.now):
        return Turn((alarm.set_up_resting(active, today),), profile=active, state=IDLE)
    choice = selection.select_tip(desk.library, active, Moment(today))
    if choice is None:
        return Turn((_urgent(desk, active) or tips.nothing_suits(),), profile=active, state=IDLE)
    tip = choice.suitable.tip.id
    first = NewDelivery(
        profile_id=profile.id,
        kind=Kind.TIP,
        slot=today.isoformat(),
        slot_at=visit.now,
        due_at=visit.now,
        tip=tip,
        reason=choice.reason,
    )
    return Turn((welcome,), profile=selection.served(active, choice), state=IDLE, plan=first)
