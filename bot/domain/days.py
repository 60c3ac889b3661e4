"""Dates as people type them."""

import re
from datetime import date, timedelta

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST = 3  # letters of a name that say which it is
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "in a week": 7}
_COUNTED = re.compile(r"(?P<ahead>in )?(?P<count>\d{1,3}) (?P<unit>day|week)s?(?P<ago> ago)?")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_POINTS = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})?")
_DAY_FIRST = re.compile(
    r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?P<name>[a-z]+)\.?,? ?(?P<year>\d{4})?"
)
_MONTH_FIRST = re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? ?(?P<year>\d{4})?")
_WEEKDAY = re.compile(r"(?P<which>last|next|this|on)? ?(?P<name>[a-z]+)")


def parse_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """A date as typed: `yesterday`, `monday`, `3 nov`, `November 3rd`, `3.11.`, `2026-11-03`, `in 2 weeks`.
    What leaves it open (a weekday, a date without its year) is the nearest in the past, or with `ahead` the
    next to come. None if it is no date. `3/11` is none: people read it in two ways.

    >>> parse_day("last friday", date(2026, 3, 2))
    datetime.date(2026, 2, 27)
    """
    plain = " ".join(text.lower().split())
    if plain in _NAMED:
        return today + timedelta(_NAMED[plain])
    if found := _COUNTED.fullmatch(plain):
        return _counted(found, today)
    for form in (_ISO, _POINTS, _DAY_FIRST, _MONTH_FIRST):
        if (found := form.fullmatch(plain)) and (day := _dated(found, today, ahead)):
            return day
    found = _WEEKDAY.fullmatch(plain)
    return _weekday(found, today, ahead) if found else None


def _counted(found: re.Match[str], today: date) -> date | None:
    """`in 3 days`, `2 weeks ago`; neither or both is no date."""
    if bool(found["ahead"]) == bool(found["ago"]):
        return None
    days = int(found["count"]) * (7 if found["unit"] == "week" else 1)
    return today + timedelta(days if found["ahead"] else -days)


def _dated(found: re.Match[str], today: date, ahead: bool) -> date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _place(parts["name"], _MONTHS)
    if month is None:
        return None
    month += 0 if parts.get("month") else 1
    if parts["year"]:
        return _date(int(parts["year"]), month, int(parts["day"]))
    years = (today.year, today.year + 1) if ahead else (today.year, today.year - 1)
    days = [day for year in years if (day := _date(year, month, int(parts["day"])))]
    return next((day for day in days if (day >= today if ahead else day <= today)), None)


def _weekday(found: re.Match[str], today: date, ahead: bool) -> date | None:
    """A weekday is never today: people say that in one word."""
    place = _place(found["name"], _WEEKDAYS)
    if place is None:
        return None
    forward = found["which"] == "next" or (ahead and found["which"] != "last")
    days = (place - today.weekday()) % 7 if forward else -((today.weekday() - place) % 7)
    return today + timedelta(days or (7 if forward else -7))


def _place(name: str, names: tuple[str, ...]) -> int | None:
    """Which of the names this is, whole or shortened; "sept" and "thurs" are shortened too."""
    if len(name) < _SHORTEST:
        return None
    return next((place for place, whole in enumerate(names) if whole.startswith(name)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
