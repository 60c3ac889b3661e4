"""What the picture of pain and stress shows, worked out before it is drawn.

Light to import: what draws (`drawing.py`) is loaded with the first picture, in a process of its own
(`workshop.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.trend import WEEK, flares, window

Scores = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The time that ends with `last`, oldest first: a score for each `step` of days, None where there is no
    answer."""

    last: date
    pain: Scores
    stress: Scores
    flares: tuple[int, ...] = ()  # places of days
    sessions: tuple[int, ...] = ()
    step: int = 1  # days that a place stands for

    @property
    def days(self) -> int:
        return len(self.pain) * self.step

    def day(self, place: int) -> date:
        """The (last) date at a place."""
        return self.last - timedelta((len(self.pain) - 1 - place) * self.step)


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


def by_week(chart: Chart) -> Chart:
    """The same in means of weeks, which shows a long time better; days that fill no week are left out."""
    weeks = chart.days // WEEK
    first = chart.days - weeks * WEEK
    pain, stress = (
        tuple(_mean(scores[first + week * WEEK :][:WEEK]) for week in range(weeks))
        for scores in (chart.pain, chart.stress)
    )
    return Chart(
        chart.last,
        pain,
        stress,
        sessions=tuple(sorted({(place - first) // WEEK for place in chart.sessions if place >= first})),
        step=WEEK,
    )


def _mean(scores: Scores) -> float | None:
    told = [score for score in scores if score is not None]
    return fmean(told) if told else None


def draw(chart: Chart) -> bytes:
    """The picture, as PNG."""
    from bot.views.drawing import picture  # noqa: PLC0415  matplotlib takes half a second to load

    return picture(chart)
