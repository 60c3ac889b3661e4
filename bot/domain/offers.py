"""What makes check-ins lighter or fuller, offered and never asked for twice."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.profile import Cadence, Given, Profile
from bot.domain.trend import WEEK, window

FEWER = "offer-fewer"  # its key among the advice that was given
_FORTNIGHT, _MONTH = timedelta(days=14), timedelta(days=28)
_FEW_OF_FOURTEEN = 6  # answers in two weeks of daily questions from which they are many
_ANSWERS_OF_A_WEEK = 3  # answers from which the week can be told about


def fewer_checkins(current: Cadence) -> tuple[Cadence, ...]:
    """The cadences below one."""
    match current:
        case Cadence.DAILY | Cadence.WEEKDAYS:
            return (Cadence.EVERY_SECOND_DAY, Cadence.WEEKLY)
        case Cadence.EVERY_SECOND_DAY:
            return (Cadence.WEEKLY,)
        case Cadence.WEEKLY:
            return ()


def offers_fewer(profile: Profile, history: Iterable[CheckIn], today: date) -> bool:
    """Whether answers have thinned out: then a lighter cadence may suit. Once a month at most."""
    last = profile.advised.get(FEWER)
    is_new = profile.started_on is None or today - profile.started_on < _FORTNIGHT
    if is_new or profile.checkin_cadence not in {Cadence.DAILY, Cadence.WEEKDAYS}:
        return False
    if last is not None and last.on != today and today - last.on < _MONTH:
        return False
    return len(window(history, today, _FORTNIGHT.days)) <= _FEW_OF_FOURTEEN


def offered_fewer(profile: Profile, today: date) -> dict[str, Given]:
    """What was advised, with the offer made."""
    return {**profile.advised, FEWER: Given(today, today)}


def asks_about_week(profile: Profile, checkin: CheckIn, history: Iterable[CheckIn], today: date) -> bool:
    """Whether to ask how much pain got in the way: on one day of the week, if the week was told of."""
    if checkin.day != today or checkin.interference is not None or profile.started_on is None:
        return False
    days = (today - profile.started_on).days
    told = {one.day for one in window(history, today, WEEK)} | {checkin.day}
    return days > 0 and (days + 1) % WEEK == 0 and len(told) >= _ANSWERS_OF_A_WEEK
