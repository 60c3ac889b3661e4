"""The country whose emergency numbers are named."""

from collections.abc import Iterable

from bot.domain.seek_help import Country, SeekHelp
from bot.views.callbacks import ChooseCountry
from bot.views.screen import TICKED, Button, Screen, bold, in_rows
from bot.views.words import SETTINGS


def question(countries: Iterable[Country], current: str | None) -> Screen:
    buttons = [
        Button((TICKED if country.id == current else "") + country.name, ChooseCountry(country.id))
        for country in countries
    ]
    return Screen(
        bold("Where are you?") + "\nIf you ever need help fast, I can then name the right numbers.",
        in_rows([*buttons, Button("Somewhere else", ChooseCountry("")), SETTINGS], 1),
    )


def saved(seek_help: SeekHelp) -> str:
    """A country chosen, with its number to see."""
    return f"Saved. {seek_help.emergency_line}"
