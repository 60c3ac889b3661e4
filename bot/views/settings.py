"""/settings and what it leads to."""

from datetime import date, datetime, time
from html import escape

from bot.domain.profile import Cadence, Kind, Profile, Status
from bot.domain.schedule import local_day
from bot.domain.subscription import MAX_PAUSE_DAYS
from bot.domain.timing import checkins_rest, is_paused, is_quiet
from bot.views.callbacks import (
    AskCadence,
    AskCheckinCadence,
    AskConsent,
    AskCountry,
    AskHour,
    AskPause,
    AskTopics,
    AskZone,
    CheckInNow,
    ChooseCadence,
    ChooseCheckinCadence,
    OpenChecklist,
    Pause,
    Resume,
)
from bot.views.screen import TICKED, Button, Screen, bold, in_rows, paragraphs
from bot.views.words import (
    CADENCES,
    SETTINGS,
    clock_time,
    coming_checkin,
    coming_tip,
    day_name,
    local_time,
    zone_name,
)

_PAUSES = (1, 3, 7, 14)


def settings_screen(profile: Profile, now: datetime, today: date, country: str | None = None) -> Screen:
    """Everything that can be adjusted, with what it is now; `country` is the name of the one chosen."""
    zone = profile.zone or "UTC"
    tip = clock_time(profile.tip_time) if profile.tip_time else "not set"
    lines = [
        f"Tip: {bold(tip)}",
        f"Check-in: {bold(_checkin_state(profile))}",
        f"How often: {bold(_how_often(profile))}",
        f"Time zone: {bold(zone_name(zone))} (it is {local_time(now, zone)} there)",
        f"Country: {bold(country or 'not chosen')}",
        f"Health checklist: {bold(_checklist_state(profile))}",
        f"Health answers: {bold('kept' if profile.keeps_health_answers else 'not kept')}",
    ]
    return Screen(
        paragraphs(bold("Settings"), _status_line(profile, now, today), "\n".join(lines)),
        in_rows([*_first(profile, now), *_changes(profile)], 2),
    )


def _status_line(profile: Profile, now: datetime, today: date) -> str:
    if profile.status is Status.STOPPED:
        return "You have stopped messages."
    if profile.paused_until is not None and is_paused(profile, now):
        until = local_day(profile.paused_until, profile.zone or "UTC")
        return f"Paused until {day_name(until, today)}."
    if profile.quiet_until is not None and is_quiet(profile, now):
        until = local_day(profile.quiet_until, profile.zone or "UTC")
        return f"Tips rest until {day_name(until, today)}."
    return ""


def _checkin_state(profile: Profile) -> str:
    if not profile.keeps_health_answers:
        return "off"
    return "resting" if checkins_rest(profile) else clock_time(profile.checkin_time)


def _how_often(profile: Profile) -> str:
    tips = CADENCES[profile.cadence]
    both = profile.cadence is profile.checkin_cadence or not profile.keeps_health_answers
    return tips if both else f"{tips}; check-ins {_lowered(profile.checkin_cadence)}"


def _checklist_state(profile: Profile) -> str:
    if profile.conditions is None:
        return "not filled in"
    return f"{len(profile.conditions)} ticked" if profile.conditions else "none of these"


def _first(profile: Profile, now: datetime) -> list[Button]:
    """What a person in this state most likely came for."""
    buttons = (
        [Button("Start again", Resume())]
        if is_paused(profile, now) or profile.status is Status.STOPPED
        else []
    )
    if checkins_rest(profile):
        buttons.append(Button("Check in now", CheckInNow()))
    return buttons


def _changes(profile: Profile) -> list[Button]:
    health = [Button("Health checklist", OpenChecklist())] if profile.keeps_health_answers else []
    return [
        Button("Tip time", AskHour(Kind.TIP)),
        *([Button("Check-in time", AskHour(Kind.CHECKIN))] if profile.keeps_health_answers else []),
        Button("How often", AskCadence()),
        Button("Time zone", AskZone()),
        Button("Country", AskCountry()),
        *health,
        Button("Topics", AskTopics()),
        Button("Pause", AskPause()),
        Button("Health answers", AskConsent()),
    ]


def cadence_question(profile: Profile) -> Screen:
    buttons = [
        Button((TICKED if cadence is profile.cadence else "") + label, ChooseCadence(cadence))
        for cadence, label in CADENCES.items()
    ]
    if not profile.keeps_health_answers:
        return Screen(bold("How often shall I write?"), in_rows([*buttons, SETTINGS], 1))
    alike = profile.cadence is profile.checkin_cadence
    own = f"This is for your tips. Check-ins stay as they are: {_lowered(profile.checkin_cadence)}."
    return Screen(
        bold("How often shall I write?") + f"\n{'This goes for tips and check-ins alike.' if alike else own}",
        in_rows([*buttons, Button("Only the check-ins", AskCheckinCadence()), SETTINGS], 1),
    )


def _lowered(cadence: Cadence) -> str:
    """A cadence within a sentence; Monday stays as it is."""
    label = CADENCES[cadence]
    return label if cadence is Cadence.WEEKDAYS else f"{label[0].lower()}{label[1:]}"


def checkin_cadence_question(current: Cadence) -> Screen:
    buttons = [
        Button((TICKED if cadence is current else "") + label, ChooseCheckinCadence(cadence))
        for cadence, label in CADENCES.items()
    ]
    return Screen(
        bold("How often shall I ask how your back is?") + "\nYour tips stay as they are.",
        in_rows([*buttons, SETTINGS], 1),
    )


def pause_question() -> Screen:
    buttons = [Button("1 day" if days == 1 else f"{days} days", Pause(days)) for days in _PAUSES]
    return Screen(
        bold("How long shall I be quiet?") + "\nYour settings stay as they are. /pause 5 works too.",
        (*in_rows(buttons, 2), (SETTINGS,)),
    )


PAUSE_UNCLEAR = f"Give the days as a whole number from 1 to {MAX_PAUSE_DAYS}, such as /pause 3."


def paused(days: int, until: date, today: date) -> Screen:
    length = "1 day" if days == 1 else f"{days} days"
    return Screen(
        f"I will be quiet for {length}, until {day_name(until, today)}. /resume ends it sooner.",
        ((Button("Start again now", Resume()),),),
    )


def resumed(profile: Profile, today: date) -> Screen:
    """After a pause or a stop, with the time of the next tip."""
    return Screen(f"Good to have you back.{coming_tip(profile, today)}", ((SETTINGS,),))


def not_paused() -> Screen:
    return Screen("Nothing was paused; your tips are on their way as usual.", ((SETTINGS,),))


def saved(what: str) -> Screen:
    """A change confirmed; `what` is a plain sentence."""
    return Screen(escape(what), ((SETTINGS,),))


def hour_saved(profile: Profile, kind: Kind, at: time, now: datetime) -> str:
    """Does not promise what is not coming: messages may be stopped."""
    what = "tip" if kind is Kind.TIP else "check-in"
    if profile.status is Status.STOPPED:
        return f"{what.capitalize()} time set to {clock_time(at)}. Messages are stopped; /resume starts them."
    rests = ", once your tips go on" if is_quiet(profile, now) else ""
    after = ", after your pause" if is_paused(profile, now) else rests
    return f"Your {what} now comes at {clock_time(at)}{after}."


def zone_saved(zone: str, now: datetime) -> str:
    return f"Time zone set to {zone_name(zone)}, where it is {local_time(now, zone)} now."


def cadence_saved(profile: Profile) -> str:
    return f"How often: {_how_often(profile)}."


def checkin_cadence_saved(profile: Profile, today: date) -> str:
    """Does not promise what is not coming either."""
    said = f"Check-ins: {_lowered(profile.checkin_cadence)}."
    if profile.status is Status.STOPPED:
        return f"{said} Messages are stopped; /resume starts them."
    return f"{said}{coming_checkin(profile, today)} /checkin works at any time besides."


def checklist_saved(ticked: int | None) -> str:
    if ticked is None:
        return "Skipped. You get gentle tips that suit nearly everyone."
    if ticked == 0:
        return "Saved: none of these. Tips are chosen from the whole library."
    return "Saved. I leave out what does not suit you."
