"""/progress: a picture, and in words all that the picture says."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.domain.checkin import CheckIn
from bot.domain.sessions import Session
from bot.domain.trend import RANGES, WEEK, Change, Measure, Trend, trend
from bot.views.callbacks import AskReport, CheckInNow, ShowProgress
from bot.views.chart import Chart, chart_of, draw
from bot.views.measures import change_line, mean_line
from bot.views.screen import TICKED, Attachment, Button, Form, Screen, bold, paragraphs
from bot.views.words import WEEKDAYS

UNCLEAR = "I can show 7, 28 or 90 days. Here are the last 28."


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
    picture = Attachment(Form.PICTURE, f"progress-{days}-days.png", partial(draw, chart))
    rows = (ranges, (Button("Page for the doctor", AskReport()), Button("Check in now", CheckInNow())))
    return Screen(words(chart, trend(history, today)), rows, attachment=picture)


def words(chart: Chart, found: Trend) -> str:
    """All that the picture says, as HTML."""
    return paragraphs(
        bold(f"Your last {chart.days} days"),
        "\n".join(_lines(mean_line("Pain", chart.pain), mean_line("Stress", chart.stress), _answered(chart))),
        "\n".join(_changes(chart.days, found)),
        "\n".join(_lines(_marks(chart), *_patterns(chart.days, found))),
    )


def _changes(days: int, found: Trend) -> list[str]:
    def change(measure: Measure) -> Change | None:
        return measure.since_last_week if days == WEEK else measure.since_first

    before = "the week before" if days == WEEK else "your first week"
    both = (("Pain", change(found.pain)), ("Stress", change(found.stress)))
    return [change_line(name, one, before) for name, one in both if one is not None]


def _answered(chart: Chart) -> str:
    told = sum(score is not None for score in chart.pain)
    missing = len(chart.pain) - told
    return f"Answered: {told} of {len(chart.pain)} days." + (" Gaps are fine." if missing else "")


def _marks(chart: Chart) -> str:
    """Flares and sessions, as the picture marks them."""
    flares, sessions = len(chart.flares), len(chart.sessions)
    parts = [f"{flares} {'day' if flares == 1 else 'days'} with a flare (shaded)"] if flares else []
    parts += [f"{sessions} {'session' if sessions == 1 else 'sessions'} (▲)"] if sessions else []
    return f"{' and '.join(parts)}." if parts else ""


def _patterns(days: int, found: Trend) -> list[str]:
    """What shows over a longer time only, and is of the last 90 days."""
    lines: list[str] = []
    if days == WEEK:
        return lines
    if (week := found.weekdays) is not None:
        lines.append(f"Hardest day of the week: {WEEKDAYS[week.hardest]}. Easiest: {WEEKDAYS[week.best]}.")
    if (pair := found.together) is not None:
        lines.append(
            f"Stress and pain went together: pain {pair.with_more_stress:.1f} on days with more stress, "
            f"{pair.with_less:.1f} on the others. Neither need be the cause."
        )
    return lines


def _lines(*lines: str) -> list[str]:
    return [line for line in lines if line]
