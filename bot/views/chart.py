"""What the picture of pain and stress shows, worked out before it is drawn.

Light to import: what draws (`drawing.py`) is loaded with the first picture, in a process of its own
(`workshop.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.trend import flares, window

Scores = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The days that end with `last`, oldest first: one score for each, None where there is no answer."""

    last: date
    pain: Scores
    stress: Scores
    flares: tuple[int, ...] = ()  # places of days
    sessions: tuple[int, ...] = ()

    @property
    def days(self) -> int:
        return len(self.pain)

    def day(self, place: int) -> date:
        """The date at a place."""
        return self.last - timedelta(self.days - 1 - place)


def chart_of(history: Iterable[CheckIn], sessions: Iterable[Session], today: date, days: int) -> Chart:
    """What the last `days` looked like. A flare is judged by the days before it, shown or not."""
    diary = list(history)
    by_day = {one.day: one for one in window(diary, today, days)}
    dates = [today - timedelta(days - 1 - place) for place in range(days)]
    told = [by_day.get(day) for day in dates]
    flared = flares(one for one in diary if one.day <= today)
    treated = {session.day for session in sessions}
    return Chart(
        today,
        tuple(one.pain if one else None for one in told),
        tuple(one.stress if one else None for one in told),
        tuple(place for place, day in enumerate(dates) if day in flared),
        tuple(place for place, day in enumerate(dates) if day in treated),
    )


def draw(chart: Chart) -> bytes:
    """The picture, as PNG."""
    from bot.views.drawing import picture  # noqa: PLC0415  matplotlib takes half a second to load

    return picture(chart)
