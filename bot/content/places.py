"""From what a person types, or where they are, to a time zone.

`places.csv` holds the cities of 100,000 people and more and the capitals, from GeoNames
(geonames.org, CC BY 4.0): city, country, zone, population, other names.
"""

import asyncio
import csv
import re
import unicodedata
import zoneinfo
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.domain.errors import UnknownZoneError
from bot.domain.schedule import zone_info

MAX_OFFERED = 6
_CLOSE_ENOUGH = 82  # rapidfuzz ratio, 0 to 100: "berln" is 91 to "berlin", "paris" 60 to "tunis"
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_COUNTRY_SHORT = {
    "uk": "united kingdom",
    "usa": "united states",
    "us": "united states",
    "uae": "united arab emirates",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place a person may mean, and its zone."""

    label: str
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text may mean. `sure`: take it; otherwise ask which."""

    places: tuple[Place, ...]
    sure: bool


NOTHING = Found((), sure=False)


def _fold(text: str) -> str:
    """Lower case, without accents and punctuation."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _NO_WORD.sub(" ", text.casefold()).strip()


class Places:
    """The city table; `read_places` gives it."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Place]] = defaultdict(list)
        self._by_other_name: dict[str, list[Place]] = defaultdict(list)
        self._by_country: dict[str, list[Place]] = defaultdict(list)
        # Etc/GMT+5 is five hours *behind* and reads like Etc/GMT-5 once folded: offsets are read by sign.
        names = sorted(name for name in zoneinfo.available_timezones() if not name.startswith("Etc/GMT"))
        self._zone_names = {_fold(name): name for name in names}
        with (Path(__file__).parent / "places.csv").open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):  # the largest city first
                place = Place(f"{row['city']}, {row['country']}", row["zone"])
                self._by_name[_fold(row["city"])].append(place)
                self._by_country[_fold(row["country"])].append(place)
                for name in row["other_names"].split("|"):
                    self._by_other_name[_fold(name)].append(place)

    def find(self, text: str) -> Found:
        """The places a text may mean: an offset, a zone's name, a city, a country, or something close."""
        if offset := _OFFSET.fullmatch(text.strip()):
            return _fixed(*offset.groups())
        city, _, country = (_fold(part) for part in text.partition(","))
        wanted = _fold(text)
        if not wanted:
            return NOTHING
        if wanted in {"utc", "gmt"}:
            return Found((Place("UTC", "UTC"),), sure=True)
        if zone := self._zone_names.get(wanted):
            return _usable_zone(zone)
        country = _COUNTRY_SHORT.get(country, country)
        named = self._by_name.get(city) or self._by_other_name.get(city)
        if named:
            there = [place for place in named if _fold(place.label).endswith(country)]
            return _distinct(there) if there else Found(_distinct(named).places, sure=False)
        if named := self._by_country.get(_COUNTRY_SHORT.get(wanted, wanted)):
            return _distinct(named)
        return self._close_to(city)

    def _close_to(self, city: str) -> Found:
        close = process.extract(
            city, self._by_name.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=_CLOSE_ENOUGH
        )
        return Found(_distinct([self._by_name[name][0] for name, _, _ in close]).places, sure=False)


@lru_cache(maxsize=1)
def read_places() -> Places:
    """The city table, read once a process: it never changes."""
    return Places()


def _distinct(places: list[Place]) -> Found:
    """One place a zone, the first of each; sure when only one zone is left."""
    by_zone = {place.zone: place for place in reversed(places)}
    kept = [place for place in places if by_zone[place.zone] is place][:MAX_OFFERED]
    return Found(tuple(kept), sure=len(kept) == 1)


def _usable_zone(zone: str) -> Found:
    try:
        zone_info(zone)
    except UnknownZoneError:
        return NOTHING
    return Found((Place(zone.replace("_", " "), zone),), sure=True)


def _fixed(sign: str, hours: str, minutes: str | None) -> Found:
    name = f"UTC{'+' if sign == '+' else '-'}{int(hours):02}:{minutes or '00'}"
    try:
        zone_info(name)
    except UnknownZoneError:
        return NOTHING
    return Found((Place(name, name),), sure=True)


async def zone_at(latitude: float, longitude: float) -> str | None:
    """The zone of a shared location. Looked up in a thread: the map takes a third of a second to load."""

    def look_up() -> str | None:
        from timezonefinder import timezone_at  # noqa: PLC0415  loaded only when someone shares a location

        return timezone_at(lat=latitude, lng=longitude)

    return await asyncio.to_thread(look_up)
