"""/start: what this is, consent, zone, hour, checklist."""

from collections.abc import Iterable
from datetime import datetime, time
from html import escape

from bot.domain.profile import Kind
from bot.views.callbacks import (
    AskZone,
    ChooseHour,
    ChooseZone,
    GiveConsent,
    OfferLocation,
)
from bot.views.consent import WORDING
from bot.views.screen import Button, Screen, Typing, bold, in_rows, paragraphs
from bot.views.words import clock_time, local_time, zone_name

_TIP_HOURS = (8, 7, 9, 12, 18, 20)
_CHECKIN_HOURS = (19, 18, 20, 21, 12, 9)


def welcome(operator: str, standing_line: str) -> Screen:
    """What this is, who runs it, and the choice about health answers."""
    return Screen(
        paragraphs(
            bold("Backcare: one good tip for your back each day"),
            "A daily tip, a ten-second check-in on pain and stress, and plain answers about techniques "
            "and when to get help.",
            f"This bot is run by {escape(operator)}. It is for adults (18 and over). It is automated: no "
            "one reads along. " + escape(standing_line),
            bold("May I keep your health answers?") + f"\n{WORDING}",
        ),
        (
            (Button("Yes, keep my answers", GiveConsent(given=True)),),
            (Button("No, just send tips", GiveConsent(given=False)),),
        ),
    )


def zone_question(default_zone: str, now: datetime) -> Screen:
    """Where the person is."""
    here = f"{zone_name(default_zone)} (it is {local_time(now, default_zone)} there)"
    return Screen(
        paragraphs(
            bold("What time is it where you are?"),
            "Type the nearest big city, for example Boston or Mumbai. An offset such as UTC+2 works too.",
        ),
        (
            (Button(here, ChooseZone(default_zone)),),
            (Button("Share my location", OfferLocation()),),
        ),
    )


def location_question() -> Screen:
    return Screen(
        "Tap the button below to share where you are. I look up the time zone and forget the place.",
        typing=Typing.ASK_LOCATION,
    )


def which_place(places: Iterable[tuple[str, str]], sure: bool, now: datetime) -> Screen:
    """Several places of a name, or names close to what was typed. `places`: (label, zone)."""
    buttons = [
        Button(f"{label} ({local_time(now, zone)} now)"[:60], ChooseZone(zone)) for label, zone in places
    ]
    question = "Which one do you mean?" if sure else "Did you mean one of these?"
    return Screen(question, in_rows([*buttons, Button("Somewhere else", AskZone())], 1))


PLACE_UNKNOWN = (
    "I don't know that place. Try a bigger city nearby, or an offset such as UTC+2. You can also share "
    "your location."
)


def hour_question(kind: Kind) -> Screen:
    """When the tip, or the check-in, should come."""
    hours = _TIP_HOURS if kind is Kind.TIP else _CHECKIN_HOURS
    what = "your daily tip" if kind is Kind.TIP else "the check-in"
    buttons = [Button(clock_time(time(hour)), ChooseHour(kind, hour * 60)) for hour in hours]
    return Screen(
        paragraphs(bold(f"When would you like {what}?"), "Tap a time, or type one such as 8:30 or 8am."),
        in_rows(buttons, 3),
    )


HOUR_UNCLEAR = "I could not read that as a time."


def subscribed(tip_time: time, zone: str, with_checkin: time | None) -> Screen:
    """The end of /start; the first tip follows by itself."""
    checkin = f" I ask how you are at {clock_time(with_checkin)}." if with_checkin else ""
    return Screen(
        paragraphs(
            bold("You are all set."),
            f"Your tip comes at {clock_time(tip_time)}, {escape(zone_name(zone))} time.{checkin} Here is the "
            "first one now.",
            "/settings changes any of this, /stop ends it, /help shows the rest.",
        )
    )
