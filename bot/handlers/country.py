"""The country, from /settings: whose emergency numbers are named from then on."""

from dataclasses import replace

from bot.handlers.context import Desk
from bot.handlers.turns import on_tap
from bot.handlers.visit import Turn, Visit
from bot.views import about, callbacks, country, settings


def asked(visit: Visit, desk: Desk, _: callbacks.AskCountry) -> Turn:
    return Turn((country.question(desk.library.countries.values(), visit.member.country),))


def chosen(visit: Visit, desk: Desk, tap: callbacks.ChooseCountry) -> Turn:
    """None of the list leaves it open."""
    if tap.country and tap.country not in desk.library.countries:
        return Turn(toast=about.retired_button())
    said = country.saved(desk.library.help_in(tap.country))
    return Turn((settings.saved(said),), profile=replace(visit.member, country=tap.country or None))


HANDLERS = (
    on_tap(callbacks.AskCountry, asked),
    on_tap(callbacks.ChooseCountry, chosen),
)
