"""What people type for where they are becomes a time zone, or a question."""

import csv
import zoneinfo
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import places as module
from bot.content.places import MAX_OFFERED, Places, read_places, zone_at
from bot.domain.schedule import zone_info

PARTS = (
    "berlin", "London", "Europe/Berlin", "UTC", "gmt", "+5:30", "−14", "+99", "٣", ",", " ", "uk", "É", "\0",
)  # fmt: skip
NONSENSE = ["", "  ", "?", "qwxzjk", "UTC+25", "+14:60", "utc+99:99", "Factory", "localtime", "I do not know"]


@pytest.fixture(scope="module")
def places() -> Places:
    return read_places()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        (" BERLIN ", "Europe/Berlin"),
        ("Boston", "America/New_York"),
        ("Mumbai", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("america/new york", "America/New_York"),
        ("UTC+5:30", "UTC+05:30"),
        ("gmt -3", "UTC-03:00"),
        ("+0545", "UTC+05:45"),
        ("UTC−3", "UTC-03:00"),
        ("utc", "UTC"),
        ("London, UK", "Europe/London"),
        ("London, Canada", "America/Toronto"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Germany", "Europe/Berlin"),
    ],
)
def test_a_place_is_taken_at_its_word(places: Places, text: str, zone: str) -> None:
    found = places.find(text)
    assert [place.zone for place in found.places] == [zone]
    assert found.sure


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("London", {"Europe/London", "America/Toronto"}),
        ("united states", {"America/New_York", "America/Chicago", "America/Los_Angeles"}),
        ("USA", {"America/New_York", "America/Chicago", "America/Los_Angeles"}),
    ],
)
def test_a_place_that_may_be_several_is_asked_about(places: Places, text: str, zones: set[str]) -> None:
    found = places.find(text)
    assert not found.sure
    assert zones <= {place.zone for place in found.places}
    assert len({place.label for place in found.places}) == len(found.places)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("berln", "Europe/Berlin"),
        ("bostn", "America/New_York"),
        ("amsterdaam", "Europe/Amsterdam"),
    ],
)
def test_a_misspelt_city_is_offered_and_never_taken_without_asking(
    places: Places, text: str, zone: str
) -> None:
    found = places.find(text)
    assert not found.sure
    assert found.places[0].zone == zone


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_finds_nothing(places: Places, text: str) -> None:
    assert places.find(text) == module.NOTHING


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=4).map("".join))
def test_any_text_gives_few_places_of_different_zones_that_exist(places: Places, text: str) -> None:
    found = places.find(text)
    zones = [place.zone for place in found.places]
    assert len(zones) == len(set(zones)) <= MAX_OFFERED
    assert all(zone_info(zone) for zone in zones)
    assert not found.sure or len(zones) == 1


def test_every_zone_of_the_city_table_exists() -> None:
    with Path(module.__file__).with_name("places.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) > 5000
    assert {row["zone"] for row in rows} <= zoneinfo.available_timezones()
    assert [row["city"] for row in rows if not (row["city"] and row["country"])] == []


def test_every_city_is_found_by_its_name_and_country(places: Places) -> None:
    with Path(module.__file__).with_name("places.csv").open(encoding="utf-8", newline="") as table:
        missing = [
            row["city"]
            for row in list(csv.DictReader(table))[::7]
            if row["zone"] not in {p.zone for p in places.find(f"{row['city']}, {row['country']}").places}
        ]
    assert missing == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [(52.52, 13.40, "Europe/Berlin"), (42.36, -71.06, "America/New_York"), (19.08, 72.88, "Asia/Kolkata")],
)
async def test_a_shared_location_has_its_zone(latitude: float, longitude: float, zone: str) -> None:
    assert await zone_at(latitude, longitude) == zone
