"""What makes check-ins lighter or fuller, offered and never asked for twice."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.profile import Cadence, Given, Kind, Profile
from bot.domain.schedule import days_of, local_day
from bot.domain.timing import rhythm
from bot.domain.trend import WEEK, window

FEWER, WEEKLY_QUESTION = "offer-fewer", "ask-week"  # their keys among the advice that was given
_FORTNIGHT, _MONTH = timedelta(days=14), timedelta(days=28)
_LEAST_ASKED = 7  # days of a fortnight, before it tells whether answers have thinned out
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
    """Whether answers have thinned out: fewer than half of the days of a fortnight on which they were asked
    for. Then a lighter cadence may suit. Once a month at most."""
    last = profile.advised.get(FEWER)
    if last is not None and last.on != today and today - last.on < _MONTH:
        return False
    asked = asked_days(profile, today)
    answered = window(history, today, _FORTNIGHT.days)
    return len(asked) >= _LEAST_ASKED and 2 * len(answered) < len(asked)


def asked_days(profile: Profile, today: date) -> list[date]:
    """The days of the last fortnight on which the cadence asks for a check-in: no others can be missed. It
    begins when there was someone to ask: after joining, after consenting, after a pause."""
    beat = rhythm(profile, Kind.CHECKIN)
    if beat is None or profile.consent is None:
        return []
    began = [beat.anchor, today - _FORTNIGHT + timedelta(days=1), local_day(profile.consent.at, beat.zone)]
    began += [local_day(end, beat.zone) for end in (profile.paused_until, profile.quiet_until) if end]
    return days_of(beat, max(began), today)


def offered_fewer(profile: Profile, today: date) -> dict[str, Given]:
    """What was advised, with the offer made."""
    return {**profile.advised, FEWER: Given(today, today)}


def asks_about_week(profile: Profile, checkin: CheckIn, history: Iterable[CheckIn], today: date) -> bool:
    """Whether to ask how much pain got in the way: once in seven days, answered or not, if the week was told
    of."""
    last = profile.advised.get(WEEKLY_QUESTION)
    since = last.on + timedelta(WEEK) if last else (profile.started_on or today) + timedelta(WEEK - 1)
    week = {one.day: one for one in (*window(history, today, WEEK), checkin)}
    if checkin.day != today or today < since or any(one.interference is not None for one in week.values()):
        return False
    return len(week) >= _ANSWERS_OF_A_WEEK


def asked_about_week(profile: Profile, today: date) -> dict[str, Given]:
    """What was advised, with the question of the week asked."""
    return {**profile.advised, WEEKLY_QUESTION: Given(today, today)}
