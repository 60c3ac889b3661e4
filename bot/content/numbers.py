"""The numbers of a country, put into the texts of seek_help.yaml.

A text names one as `{emergency_number}`; which names there are, `NumbersModel` says.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

from bot.content.faults import Fault
from bot.content.help_models import CountriesModel, NumbersModel, SeekHelpModel
from bot.content.item import Item
from bot.content.models import Model
from bot.domain.seek_help import Country, SeekHelp

_PLACEHOLDER = re.compile(r"\{(.*?)\}")


def with_numbers(model: SeekHelpModel, numbers: NumbersModel) -> SeekHelp:
    """When to seek help, worded with these numbers."""
    filled: SeekHelpModel = _filled(
        model, {name: getattr(numbers, name) for name in NumbersModel.model_fields}
    )
    return filled.to_domain()


def _filled(value: Any, known: dict[str, str]) -> Any:
    """Not checked again as a model: a text may grow beyond what an author may write."""
    if isinstance(value, Model):
        names = type(value).model_fields
        return value.model_copy(update={name: _filled(getattr(value, name), known) for name in names})
    if isinstance(value, list):
        return [_filled(inner, known) for inner in value]
    if isinstance(value, str) and not isinstance(value, Enum):
        return _PLACEHOLDER.sub(lambda found: known[found[1]], value)
    return value


def countries(model: SeekHelpModel, known: CountriesModel) -> dict[str, Country]:
    """Every country with its wording of when to seek help, by id."""
    return {
        country.id: Country(country.id, country.name, with_numbers(model, country))
        for country in known.countries
    }


def number_faults(seek_help: Item[SeekHelpModel], known: Item[CountriesModel]) -> Iterator[Fault]:
    """Placeholders that nothing fills, and countries that stand twice."""
    for place, text in seek_help.texts():
        for name in _PLACEHOLDER.findall(text):
            if name not in NumbersModel.model_fields:
                names = ", ".join(NumbersModel.model_fields)
                yield seek_help.fault(f"{{{name}}} is not filled in; there are: {names}", *place)
    ids = [country.id for country in known.model.countries]
    for index, country in enumerate(ids):
        if country in ids[:index]:
            yield known.fault(f"{country} stands twice; every id is given once", "countries", index, "id")
