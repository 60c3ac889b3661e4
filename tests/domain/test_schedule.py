"""Slots: one for every local date of every zone, at the right instant, through every clock change."""

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import UnknownZoneError
from bot.domain.profile import Cadence
from bot.domain.schedule import (
    Rhythm,
    is_too_late,
    latest_slot,
    local_day,
    next_slot,
    next_slot_after_day,
    parse_time,
    slot_on,
    slot_to_serve,
    zone_info,
)

DAY = timedelta(days=1)
QUARTER = timedelta(minutes=15)  # every offset in use since 2024 is a multiple of it
GRACE = timedelta(hours=3)
FROM, UNTIL = datetime(2024, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
TRICKY_TIMES = [time(h, m) for h in (0, 1, 2, 3, 22, 23) for m in (0, 30)] + [time(8), time(23, 59)]

times = st.sampled_from(TRICKY_TIMES) | st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(2024, 1, 1), date(2037, 12, 31))
offsets = st.builds("UTC{}{:02}:{:02}".format, st.sampled_from("+-"), st.integers(0, 13), st.integers(0, 59))
zones = st.sampled_from(ZONES) | offsets
rhythms = st.builds(Rhythm, zones, times, st.sampled_from(Cadence), days)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(zone: str, at: time) -> Rhythm:
    return Rhythm(zone, at, Cadence.DAILY, date(2024, 1, 1))


def fits_cadence(rhythm: Rhythm, day: date) -> bool:
    """Whether we write on a day, worked out from ordinal numbers."""
    apart = day.toordinal() - rhythm.anchor.toordinal()
    return {
        Cadence.DAILY: True,
        Cadence.WEEKDAYS: day.strftime("%w") not in "06",
        Cadence.EVERY_SECOND_DAY: apart & 1 == 0,
        Cadence.WEEKLY: day.weekday() == rhythm.anchor.weekday(),
    }[rhythm.cadence]


@cache
def clock_changes(zone: str) -> tuple[datetime, ...]:
    """The instants (to the quarter) from which a zone has another offset, 2024 to 2037."""
    info, found = zone_info(zone), []
    step = 5 * DAY  # no zone changes its clock twice within five days
    moments = [FROM + i * step for i in range((UNTIL - FROM) // step + 2)]
    for before, after in pairwise(moments):
        if before.astimezone(info).utcoffset() != after.astimezone(info).utcoffset():
            found.append(_change_between(before, after, info))
    return tuple(found)


def _change_between(low: datetime, high: datetime, info: tzinfo) -> datetime:
    old = low.astimezone(info).utcoffset()
    while high - low > QUARTER:
        middle = low + (high - low) // QUARTER // 2 * QUARTER
        if middle.astimezone(info).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high


def zones_by_behaviour() -> dict[object, list[str]]:
    """All zones, those that behave the same from 2024 to 2037 together."""
    groups: dict[object, list[str]] = {}
    for zone in ZONES:
        info, changes = zone_info(zone), clock_changes(zone)
        shown = (FROM, *changes)
        behaviour = (changes, tuple(instant.astimezone(info).utcoffset() for instant in shown))
        groups.setdefault(behaviour, []).append(zone)
    return groups


def first_instants(zone: str, start: datetime, end: datetime) -> dict[datetime, datetime]:
    """Each wall-clock quarter that a zone shows between two instants, with the first instant it does."""
    info = zone_info(zone)
    shown: dict[datetime, datetime] = {}
    for i in range((end - start) // QUARTER + 1):
        instant = start + i * QUARTER
        shown.setdefault(instant.astimezone(info).replace(tzinfo=None, fold=0), instant)
    return shown


def walk(rhythm: Rhythm, after: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    while (slot := next_slot(rhythm, after)).at < until:
        assert slot.at > after
        yield slot.day, slot.at
        after = slot.at


def check_around(zone: str, change: datetime) -> None:
    """Walk the days around a clock change at tricky times, and compare with what the zone's clock shows."""
    start, end = change - 2 * DAY, change + 2 * DAY
    shown = first_instants(zone, start - DAY, end + DAY)
    dates_shown = {wall.date() for wall in shown}
    old, new = (
        (change - i * QUARTER).astimezone(zone_info(zone)).replace(tzinfo=None, fold=0) for i in (1, 0)
    )
    gap = new - old - QUARTER
    on_the_change = [old.time(), new.time()]
    for at in [*TRICKY_TIMES[:-1], *on_the_change]:
        slots = list(walk(daily(zone, at), start, end))
        first, last = slots[0][0], slots[-1][0]
        dates = [first + i * DAY for i in range((last - first).days + 1)]
        assert [day for day, _ in slots] == [day for day in dates if day in dates_shown], (zone, change, at)
        for day, instant in slots:
            wall = instant.astimezone(zone_info(zone)).replace(tzinfo=None)
            wanted = datetime.combine(day, at)
            assert wall.date() == day
            if wanted in shown:
                assert instant == shown[wanted], (zone, day, at)
            else:  # the same moment on the new clock, or on the old one if that is another day
                assert wall == (wanted + gap if (wanted + gap).date() == day else wanted - gap), (
                    zone,
                    day,
                    at,
                )


def test_every_zone_has_one_slot_for_every_date_around_every_clock_change_until_2037() -> None:
    groups = zones_by_behaviour()
    assert sum(len(zones_alike) for zones_alike in groups.values()) == len(ZONES) > 590
    for zones_alike in groups.values():
        for change in clock_changes(zones_alike[0]):
            check_around(zones_alike[0], change)


def test_the_scan_finds_the_clock_changes_it_is_about() -> None:
    assert clock_changes("Europe/Berlin")[:2] == (utc("2024-03-31 01:00"), utc("2024-10-27 01:00"))
    assert len(clock_changes("Australia/Lord_Howe")) == 28
    assert clock_changes("Asia/Kolkata") == ()


@settings(max_examples=60, deadline=None)
@given(zones, times, st.integers(2024, 2037))
def test_walking_a_year_gives_exactly_one_slot_for_every_local_date(zone: str, at: time, year: int) -> None:
    first = date(year, 1, 1)
    before = slot_on(first - DAY, at, zone)
    assert before is not None
    slots = list(walk(daily(zone, at), before.at, before.at + 366 * DAY))
    assert [day for day, _ in slots][:365] == [first + i * DAY for i in range(365)]


@settings(max_examples=400, deadline=None)
@given(rhythms, instants)
def test_a_slot_is_always_after_the_given_instant_and_none_lies_between(
    rhythm: Rhythm, after: datetime
) -> None:
    slot = next_slot(rhythm, after)
    assert slot.at > after
    assert slot.at.tzinfo is UTC
    assert local_day(slot.at, rhythm.zone) == slot.day
    assert fits_cadence(rhythm, slot.day)
    day = local_day(after, rhythm.zone)
    while day < slot.day:
        earlier = slot_on(day, rhythm.at, rhythm.zone) if fits_cadence(rhythm, day) else None
        assert earlier is None or earlier.at <= after
        day += DAY


@settings(max_examples=400, deadline=None)
@given(rhythms, instants)
def test_the_latest_slot_is_the_inverse_of_the_next(rhythm: Rhythm, instant: datetime) -> None:
    latest, following = latest_slot(rhythm, instant), next_slot(rhythm, instant)
    assert latest.at <= instant < following.at
    assert next_slot(rhythm, latest.at) == following
    assert latest_slot(rhythm, following.at) == following
    assert latest_slot(rhythm, following.at - timedelta(microseconds=1)) == latest


@settings(max_examples=200, deadline=None)
@given(rhythms, days)
def test_the_slot_after_a_day_is_the_first_of_a_later_date(rhythm: Rhythm, day: date) -> None:
    slot = next_slot_after_day(rhythm, day)
    assert slot.day > day
    assert not any(fits_cadence(rhythm, day + i * DAY) for i in range(1, (slot.day - day).days))
    assert fits_cadence(rhythm, slot.day)


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        ("Europe/Berlin", "2026-01-05 08:00", "2026-01-05 07:00"),
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:30"),  # skipped: 03:30 on the new clock
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"),  # twice: the first of them
        ("Africa/Cairo", "2024-04-26 00:30", "2024-04-25 22:30"),  # midnight skipped: 01:30 of the same day
        ("America/Nuuk", "2025-03-29 22:30", "2025-03-30 00:30"),  # skipped late in the day: 23:30
        ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45"),  # half an hour is skipped
        ("America/Toronto", "1919-03-30 23:45", "1919-03-31 03:45"),  # 00:45 is the day after, so 22:45
        ("Asia/Kathmandu", "2026-06-01 06:00", "2026-06-01 00:15"),
        ("UTC+05:30", "2026-06-01 06:00", "2026-06-01 00:30"),
        ("UTC-09:30", "2026-06-01 20:00", "2026-06-02 05:30"),
    ],
)
def test_a_wall_time_becomes_this_instant(zone: str, wall: str, instant: str) -> None:
    moment = datetime.fromisoformat(wall)
    slot = slot_on(moment.date(), moment.time(), zone)
    assert slot is not None
    assert (slot.day, slot.at) == (moment.date(), utc(instant))


@pytest.mark.parametrize(
    ("zone", "missing"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
        ("Pacific/Kwajalein", date(1993, 8, 21)),
    ],
)
@pytest.mark.parametrize("at", [time(0), time(8), time(23, 59)])
@pytest.mark.parametrize("cadence", [Cadence.DAILY, Cadence.WEEKLY, Cadence.EVERY_SECOND_DAY])
def test_a_date_that_a_zone_never_had_has_no_slot(
    zone: str, missing: date, at: time, cadence: Cadence
) -> None:
    step = {Cadence.DAILY: DAY, Cadence.WEEKLY: 7 * DAY, Cadence.EVERY_SECOND_DAY: 2 * DAY}[cadence]
    rhythm = Rhythm(zone, at, cadence, missing)
    assert slot_on(missing, at, zone) is None
    before, after = slot_on(missing - step, at, zone), slot_on(missing + step, at, zone)
    assert before is not None
    assert after is not None
    assert next_slot(rhythm, before.at) == after
    assert latest_slot(rhythm, after.at - timedelta(seconds=1)) == before


def test_a_midnight_that_comes_twice_is_a_slot_once_even_while_the_clock_shows_yesterday_again() -> None:
    """St John's set its clocks back at 00:01: after one minute of the 7th it was the 6th again."""
    midnight, back_on_the_sixth = utc("2010-11-07 02:30"), utc("2010-11-07 02:40")
    beat = daily("America/St_Johns", time(0))
    assert local_day(back_on_the_sixth, beat.zone) == date(2010, 11, 6)
    assert latest_slot(beat, back_on_the_sixth) == slot_on(date(2010, 11, 7), beat.at, beat.zone)
    assert next_slot(beat, midnight - timedelta(minutes=1)).at == midnight
    assert next_slot(beat, back_on_the_sixth).day == date(2010, 11, 8)


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [  # the anchor is Wednesday, 4 March 2026
        (Cadence.DAILY, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
        (Cadence.WEEKDAYS, [4, 5, 6, 9, 10, 11, 12, 13]),
        (Cadence.EVERY_SECOND_DAY, [4, 6, 8, 10, 12]),
        (Cadence.WEEKLY, [4, 11]),
    ],
)
def test_a_cadence_writes_on_just_these_days(cadence: Cadence, expected: list[int]) -> None:
    rhythm = Rhythm("Europe/Berlin", time(8), cadence, date(2026, 3, 4))
    slots = walk(rhythm, utc("2026-03-03 23:00"), utc("2026-03-13 23:00"))
    assert [day.day for day, _ in slots] == expected


def test_every_second_day_goes_on_evenly_over_a_clock_change_and_a_new_year() -> None:
    rhythm = Rhythm("America/Santiago", time(0), Cadence.EVERY_SECOND_DAY, date(2025, 12, 31))
    days_of_slots = [day for day, _ in walk(rhythm, utc("2025-01-01 12:00"), utc("2027-01-01 12:00"))]
    assert {b - a for a, b in pairwise(days_of_slots)} == {2 * DAY}


@pytest.mark.parametrize(
    ("now", "served"),
    [
        ("2026-03-04 07:00", "2026-03-04"),  # on the second
        ("2026-03-04 10:00", "2026-03-04"),  # three hours late is within the grace
        ("2026-03-04 10:00:01", None),
        ("2026-03-04 06:59:59", None),  # yesterday's is stale, today's has not come
        ("2026-03-09 08:00", "2026-03-09"),
    ],
)
def test_a_backlog_collapses_to_the_newest_slot_unless_that_is_stale(now: str, served: str | None) -> None:
    slot = slot_to_serve(daily("Europe/Berlin", time(8)), utc(now), GRACE)
    assert (slot and slot.day.isoformat()) == served


@settings(max_examples=200, deadline=None)
@given(rhythms, instants, st.timedeltas(timedelta(), timedelta(days=3)))
def test_what_is_served_is_the_newest_slot_that_has_come_and_is_not_stale(
    rhythm: Rhythm, now: datetime, grace: timedelta
) -> None:
    slot = slot_to_serve(rhythm, now, grace)
    if slot is None:
        assert next_slot(rhythm, now - grace - timedelta(microseconds=1)).at > now
    else:
        assert now - grace <= slot.at <= now < next_slot(rhythm, slot.at).at


@given(instants, st.timedeltas(-DAY, DAY), st.timedeltas(timedelta(), DAY))
def test_a_message_is_too_late_only_when_more_than_its_grace_has_passed(
    at: datetime, late: timedelta, grace: timedelta
) -> None:
    assert is_too_late(at, at + late, grace) is (late > grace)


@pytest.mark.parametrize(
    "name",
    [
        "UTC+14:30", "UTC+15:00", "UTC+01:60", "UTC+1:00", "localtime", "Factory", "Europe", "Europe/", "",
        "Nowhere/City", "../etc/passwd", "/etc/localtime", "zone.tab", "tzdata.zi", "__init__.py", "a\0b",
        "europe\\berlin",
    ],
)  # fmt: skip
def test_what_is_no_zone_is_refused_in_words_a_person_may_read(name: str) -> None:
    with pytest.raises(UnknownZoneError) as refusal:
        zone_info(name)
    assert "time zone" in refusal.value.sentence


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[A-Za-z_./ -]{0,20}"))
def test_any_text_is_a_zone_or_refused_as_one(name: str) -> None:
    try:
        zone_info(name)
    except UnknownZoneError:
        return
    assert name in ZONES or name.startswith("UTC")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("08:30", time(8, 30)), ("8:30", time(8, 30)), ("8.30", time(8, 30)), ("8h30", time(8, 30)),
        ("0830", time(8, 30)), ("830", time(8, 30)), ("8 30", time(8, 30)), (" 8 : 30 ", time(8, 30)),
        ("8", time(8)), ("20", time(20)), ("0", time(0)), ("00:00", time(0)), ("23:59", time(23, 59)),
        ("8am", time(8)), ("8 AM", time(8)), ("8 a.m.", time(8)), ("8pm", time(20)),
        ("8:30 pm", time(20, 30)), ("8:30P.M.", time(20, 30)), ("12am", time(0)), ("12 pm", time(12)),
        ("12:15 am", time(0, 15)),
        ("noon", time(12)), ("Midday", time(12)), ("midnight", time(0)), ("at noon", time(12)),
        ("at 8", time(8)), ("At 8:30", time(8, 30)), ("8 o'clock", time(8)),
        ("24:00", None), ("24", None), ("8:60", None), ("13pm", None), ("0am", None), ("99", None),
        ("-8", None), ("8:3", None), ("8:300", None), ("", None), ("morning", None), ("8 or 9", None),
        ("08:30:15", None),
        ("8 am pm", None), ("20:30 tomorrow", None), ("pain 8", None), ("8,5", None), ("+49 30 1234", None),
    ],
)  # fmt: skip
def test_a_typed_time_is_read_as_people_mean_it(typed: str, read: time | None) -> None:
    assert parse_time(typed) == read


@given(st.times(), st.sampled_from(["%H:%M", "%H.%M", "%H%M", "%I:%M %p", "%I:%M%p", "at %H:%M", " %Hh%M "]))
def test_every_time_is_read_back_in_every_usual_form(at: time, form: str) -> None:
    assert parse_time(at.strftime(form)) == time(at.hour, at.minute)


@settings(deadline=None)
@example("9" * 5000)
@given(st.text())
def test_reading_a_time_never_fails(text: str) -> None:
    assert isinstance(parse_time(text), time | None)
