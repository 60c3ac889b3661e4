"""/progress: a picture, and in words all that the picture says."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.trend import RANGES, WEEK, Measure, Trend, trend
from bot.views.callbacks import AskReport, CheckInNow, ShowProgress
from bot.views.chart import Chart, chart_of, draw
from bot.views.measures import change_line, mean_line, number
from bot.views.screen import TICKED, Attachment, Button, Form, Screen, bold, paragraphs
from bot.views.words import WEEKDAYS, day_name

UNCLEAR = "I can show 7, 28 or 90 days. Here are the last 28."
_NAMED = 3  # of more days only the last is named


def progress(history: Sequence[CheckIn], sessions: Sequence[Session], today: date, days: int) -> Screen:
    """The last `days`, one of RANGES; without any answer, the way to one."""
    chart = chart_of(history, sessions, today, days)
    if not history:
        return Screen(
            "There is nothing to show yet. A check-in takes ten seconds; the picture grows with each one.",
            ((Button("Check in now", CheckInNow()),),),
        )
    ranges = tuple(
        Button((TICKED if one == days else "") + f"{one} days", ShowProgress(one)) for one in RANGES
    )
    began = min(one.day for one in history)
    picture = Attachment(Form.PICTURE, f"progress-{days}-days.png", partial(draw, chart))
    rows = (ranges, (Button("Page for the doctor", AskReport()), Button("Check in now", CheckInNow())))
    return Screen(words(chart, trend(history, today), began), rows, attachment=picture)


def words(chart: Chart, found: Trend, began: date) -> str:
    """All that the picture says, as HTML; `began` is the day of the first answer there is."""
    return paragraphs(
        _lines(bold(f"Your last {chart.days} days"), _answered(chart, began)),
        _lines(*_means(chart), _newest(chart)),
        _lines(
            *(_change(*one, chart.days == WEEK) for one in (("Pain", found.pain), ("Stress", found.stress)))
        ),
        _lines(
            _marked(chart, "Flares (shaded)", chart.flares),
            _marked(chart, "Sessions (▲)", chart.sessions),
        ),
        _lines(*_patterns(found)) if chart.days > WEEK else "",
    )


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _answered(chart: Chart, began: date) -> str:
    told, asked = _told(chart), min(chart.days, (chart.last - began).days + 1)
    if not told:
        return "No answers on these days, and that is fine."
    if told == asked:
        return "You answered every day." if asked > 1 else "Your first answer is here."
    of = f"{asked} days" if asked == chart.days else f"the {asked} days since you began"
    return f"You answered {told} of {of}. Gaps are fine."


def _told(chart: Chart) -> int:
    return sum(score is not None for score in chart.pain)


def _means(chart: Chart) -> list[str]:
    if _told(chart) <= 1:
        return []  # the newest answer is all there is to tell
    return [mean_line("Pain", chart.pain), mean_line("Stress", chart.stress)]


def _newest(chart: Chart) -> str:
    places = [place for place, score in enumerate(chart.pain) if score is not None]
    if not places:
        return ""
    pain, stress = chart.pain[places[-1]], chart.stress[places[-1]]
    scores = f"pain {pain:.0f}" + ("" if stress is None else f", stress {stress:.0f}")
    return f"Newest answer, {day_name(chart.day(places[-1]), chart.last)}: {scores}."


def _change(name: str, measure: Measure, is_short: bool) -> str:
    """Since the first week, or in a short range since the week before. Where the one cannot be told yet, or
    any more, the other is. Weeks have gaps, so answers are named."""
    since_first = (measure.since_first, "your first {}")
    since_last_week = (measure.since_last_week, "the {} of the week before")
    both = (since_last_week, since_first) if is_short else (since_first, since_last_week)
    for change, before in both:
        if change is not None:
            latest = f"your last {change.after.answers} answers"
            return change_line(name, change, latest, before.format(change.before.answers))
    return ""


def _marked(chart: Chart, name: str, places: Sequence[int]) -> str:
    """On how many days, and when, as the picture marks them."""
    if not places:
        return ""
    dates = [f"{(day := chart.day(place)).day} {day:%B}" for place in places]
    if len(dates) > _NAMED:
        return f"{name}: {len(dates)} days, the last on {dates[-1]}."
    *others, last = dates
    earlier = f"{', '.join(others)} and " if others else ""
    return f"{name}: on {earlier}{last}."


def _patterns(found: Trend) -> list[str]:
    """What shows over a longer time only, and is of the last 90 days."""
    lines: list[str] = []
    if (week := found.weekdays) is not None:
        lines.append(f"Hardest day of the week: {WEEKDAYS[week.hardest]}. Easiest: {WEEKDAYS[week.best]}.")
    if (pair := found.together) is not None:
        lines.append(
            f"Stress and pain went together: pain {number(pair.with_more_stress)} on days with more stress, "
            f"{number(pair.with_less)} on the others. Neither need be the cause."
        )
    return lines
