"""/start and its questions; most of them serve /settings too."""

import re
from dataclasses import replace
from datetime import time

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.content.places import Found, zone_at
from bot.domain import subscription
from bot.domain.dialogue import Consented, PlaceChosen, TimeChosen
from bot.domain.profile import Kind, Profile, Status
from bot.domain.states import ConsentAsked, HourAsked, ZoneAsked
from bot.handlers import tips
from bot.handlers.context import Context, Desk
from bot.handlers.conversation import converse, next_question, not_understood, question
from bot.handlers.hearing import on_command
from bot.handlers.turns import PRIVATE, on_tap, take
from bot.handlers.visit import Turn, Visit
from bot.views import about, callbacks, consent, joining, settings
from bot.views.screen import Screen

_LINK_SOURCE = re.compile(r"s_([A-Za-z0-9-]{1,32})")
_LINK_TIP = re.compile(r"t_([a-z0-9-]{1,40})")


def start(visit: Visit, desk: Desk, words: str) -> Turn:
    """Begin, go on where it was left, or come back. Never a second subscription."""
    linked = _LINK_TIP.fullmatch(words)
    if visit.profile is None:
        source = _LINK_SOURCE.fullmatch(words)
        came_by = source[1] if source else None
        profile = Profile(visit.person_id, visit.now, inactive_since=visit.now, source=came_by)
        turn = next_question(visit, desk, profile)
        shown = tips.open_tip(visit, desk, linked[1]).screens if linked else ()
        return replace(turn, screens=(*shown, *turn.screens))
    if linked:  # a tip somebody shared; whoever has stopped stays stopped
        return tips.open_tip(visit, desk, linked[1])
    if visit.profile.status is not Status.ACTIVE:
        return come_back(visit, desk)
    return Turn((overview_of(visit, desk),))


def overview_of(visit: Visit, desk: Desk) -> Screen:
    """The settings as they are now."""
    country = desk.library.countries.get(visit.country or "")
    return settings.settings_screen(visit.member, visit.now, visit.today, country.name if country else None)


def come_back(visit: Visit, desk: Desk) -> Turn:
    """After a stop or a pause: everything as it was, or the question that is still open."""
    profile = subscription.resumed(visit.member, visit.now)
    if profile.status is Status.JOINING:
        return next_question(visit, desk, profile)
    return Turn((settings.resumed(profile, visit.today),), profile=profile)


def consent_given(visit: Visit, desk: Desk, tap: callbacks.GiveConsent) -> Turn:
    """The choice of /start. An old "no" does not delete what was allowed since: that is confirmed first."""
    if visit.profile is not None and visit.profile.keeps_health_answers and not tap.given:
        return Turn((consent.question(kept=True),))
    return converse(visit, desk, ConsentAsked(), Consented(tap.given))


def consent_withdrawn(visit: Visit, desk: Desk, _: callbacks.WithdrawConsent) -> Turn:
    return converse(visit, desk, ConsentAsked(), Consented(given=False))


def zone_chosen(visit: Visit, desk: Desk, tap: callbacks.ChooseZone) -> Turn:
    return _zone_answered(visit, converse(visit, desk, ZoneAsked(), PlaceChosen(tap.zone)))


def _zone_answered(visit: Visit, turn: Turn) -> Turn:
    """The button that shares a location is put away once it is not needed any more."""
    if not isinstance(visit.state, ZoneAsked) or not visit.state.with_keyboard:
        return turn
    return replace(turn, screens=(about.THANKS, *turn.screens), in_place=False)


def hour_chosen(visit: Visit, desk: Desk, tap: callbacks.ChooseHour) -> Turn:
    at = time(*divmod(tap.minute, 60))
    if tap.kind is Kind.CHECKIN and not visit.member.keeps_health_answers:
        return Turn((consent.question(kept=False),))
    return converse(visit, desk, HourAsked(tap.kind), TimeChosen(at))


def zone_asked(visit: Visit, desk: Desk, _: callbacks.AskZone) -> Turn:
    return question(visit, desk, ZoneAsked())


def hour_asked(visit: Visit, desk: Desk, tap: callbacks.AskHour) -> Turn:
    if tap.kind is Kind.CHECKIN and not visit.member.keeps_health_answers:
        return Turn((consent.question(kept=False),))
    return question(visit, desk, HourAsked(tap.kind))


def location_offered(_: Visit, __: Desk, ___: callbacks.OfferLocation) -> Turn:
    return Turn((joining.location_question(),), in_place=False, state=ZoneAsked(with_keyboard=True))


def place_typed(visit: Visit, desk: Desk, text: str) -> Turn:
    """A city, a country, a zone's name or an offset."""
    found = desk.places.find(text)
    if found.sure:
        return _zone_answered(visit, converse(visit, desk, ZoneAsked(), PlaceChosen(found.places[0].zone)))
    state = visit.state if isinstance(visit.state, ZoneAsked) else ZoneAsked()
    if found.places:
        return Turn((_which(visit, found),), state=state)
    return not_understood(visit, desk, state, joining.PLACE_UNKNOWN)


def _which(visit: Visit, found: Found) -> Screen:
    same_name = len({place.label.split(",")[0] for place in found.places}) == 1
    return joining.which_place([(p.label, p.zone) for p in found.places], same_name, visit.now)


async def location(update: Update, context: Context) -> None:
    """A shared location becomes a zone; the place itself is not kept."""
    shared = update.message.location if update.message else None
    if shared is None:
        return
    zone = await zone_at(shared.latitude, shared.longitude)

    def decide(visit: Visit) -> Turn:
        desk = context.services.desk
        if zone is None:
            turn = question(visit, desk, ZoneAsked(), joining.PLACE_UNKNOWN)
        else:
            turn = converse(visit, desk, ZoneAsked(), PlaceChosen(zone))
        return replace(turn, screens=(about.THANKS, *turn.screens))

    await take(update, context, decide)


HANDLERS = (
    on_command("start", start, is_code=re.compile(r"[ts]_\S*").fullmatch),
    on_tap(callbacks.GiveConsent, consent_given),
    on_tap(callbacks.WithdrawConsent, consent_withdrawn),
    on_tap(callbacks.ChooseZone, zone_chosen),
    on_tap(callbacks.AskZone, zone_asked),
    on_tap(callbacks.OfferLocation, location_offered),
    on_tap(callbacks.ChooseHour, hour_chosen),
    on_tap(callbacks.AskHour, hour_asked),
    MessageHandler(PRIVATE & filters.LOCATION, location),
)
