"""Drawing a chart. Loads matplotlib, so only `chart.draw` imports this, in the process that draws.

Colours are Okabe and Ito's, which people tell apart whatever colours they see; marks and dashes tell the
same.
"""

from collections.abc import Sequence
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.domain.checkin import HIGHEST, LOWEST
from bot.views.chart import Chart, Scores

PAIN, STRESS, SESSION = "#0072B2", "#D55E00", "#007A5E"
_PAPER, _INK, _FAINT, _FLARE = "#FFFFFF", "#222222", "#D5D5D5", "#F8DFC8"
_WIDTH, _HEIGHT, _DPI = 7.2, 6.0, 150  # inches, and dots an inch: 1080 by 900
_TEXT = 15  # points: some 11 on a phone
_TICKS = 5  # dates below the picture, at most
_APART = 0.9  # scores between two labels at the ends of lines
_DENSE = 40  # days from which marks would hide the lines


def picture(chart: Chart) -> bytes:
    """The chart, as PNG."""
    dots, drawing = BytesIO(), figure(chart)
    FigureCanvasAgg(drawing)
    drawing.savefig(dots, format="png")
    return dots.getvalue()


def figure(chart: Chart) -> Figure:
    """The drawing, not yet made into dots."""
    drawing = Figure((_WIDTH, _HEIGHT), _DPI, facecolor=_PAPER, edgecolor=_FAINT, linewidth=3)
    axes = drawing.add_axes((0.09, 0.17, 0.7, 0.69), facecolor=_PAPER)
    _shade(axes, chart)
    lines = ((chart.stress, STRESS, "s", "--", 2.5), (chart.pain, PAIN, "o", "-", 3.5))
    # Where they are the same, dots are seen in the squares; a line without marks is seen between the dashes.
    for line in lines[::-1] if chart.days > _DENSE else lines:
        _line(axes, *line)
    below = [LOWEST - 0.55] * len(chart.sessions)
    axes.plot(chart.sessions, below, "^", color=SESSION, markersize=12, clip_on=False)
    _scale(axes, chart)
    _name_lines(axes, chart)
    _explain(drawing, chart)
    return drawing


def _line(axes: Axes, scores: Scores, color: str, mark: str, dashes: str, width: float) -> None:
    """A line that breaks where a day is missing; a day alone is a mark."""
    values = [float("nan") if score is None else score for score in scores]
    is_dense = len(scores) > _DENSE
    size, face = (8.5, color) if mark == "o" else (12.0, "none" if is_dense else _PAPER)
    size *= 0.7 if is_dense else 1
    axes.plot(
        values, dashes, color=color, linewidth=width, marker=mark, markersize=size, markerfacecolor=face,
        markeredgewidth=2, markevery=_marked(scores), clip_on=False, zorder=3,
    )  # fmt: skip


def _marked(scores: Scores) -> list[int]:
    """The places with a mark: all, or on many days those whose neighbours have no answer."""
    around = (None, *scores, None)
    is_dense = len(scores) > _DENSE
    told = [at for at, score in enumerate(scores) if score is not None]
    return [at for at in told if not is_dense or around[at] is around[at + 2] is None]


def _shade(axes: Axes, chart: Chart) -> None:
    """Days with a flare, as bands: rings would cover each other where one follows another."""
    for place in chart.flares:
        axes.axvspan(place - 0.5, place + 0.5, color=_FLARE, linewidth=0, zorder=0)


def _scale(axes: Axes, chart: Chart) -> None:
    axes.set_ylim(LOWEST - 0.9, HIGHEST + 0.4)
    axes.set_yticks(range(LOWEST, HIGHEST + 1, 2))
    edge = 0.03 * chart.days + 0.2
    axes.set_xlim(-edge, chart.days - 1 + edge)
    places = tick_places(chart.days)
    axes.set_xticks(places, [f"{(day := chart.day(place)).day} {day:%b}" for place in places])
    axes.tick_params(length=0, labelsize=_TEXT, labelcolor=_INK, pad=8)
    axes.grid(visible=True, axis="y", color=_FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.spines[:].set_visible(False)


def tick_places(days: int) -> list[int]:
    """Which days are named: today, and back from it in even steps."""
    step = max(1, -(-days // _TICKS))
    return list(range(days - 1, -1, -step))[::-1]


def _name_lines(axes: Axes, chart: Chart) -> None:
    """Each line named at its end, the names kept apart."""
    ends = [
        (name, color, end)
        for name, color, scores in (("Pain", PAIN, chart.pain), ("Stress", STRESS, chart.stress))
        if (end := last_of(scores)) is not None
    ]
    for (name, color, (_, score)), height in zip(ends, _heights([end[1] for *_, end in ends]), strict=True):
        axes.annotate(
            f"{name} {score:.0f}", (1.03, height), xycoords=("axes fraction", "data"), color=color,
            fontsize=_TEXT + 1, fontweight="bold", va="center",
        )  # fmt: skip


def last_of(scores: Scores) -> tuple[int, float] | None:
    """The place and score of the newest answer."""
    return next(
        ((place, score) for place, score in reversed(list(enumerate(scores))) if score is not None), None
    )


def _heights(scores: Sequence[float]) -> list[float]:
    """Where names stand: at their scores, moved from each other where they would touch."""
    if len(scores) < 2 or abs(scores[0] - scores[1]) >= _APART:  # noqa: PLR2004  two lines
        return list(map(float, scores))
    middle = min(max((scores[0] + scores[1]) / 2, LOWEST + _APART / 2), HIGHEST - _APART / 2)
    up = _APART / 2 if scores[0] >= scores[1] else -_APART / 2
    return [middle + up, middle - up]


def _explain(drawing: Figure, chart: Chart) -> None:
    title = f"Your last {chart.days} days"
    drawing.text(0.04, 0.93, title, fontsize=_TEXT + 4, fontweight="bold", color=_INK)
    drawing.text(0.96, 0.93, "0 none · 10 worst", fontsize=_TEXT - 1, color=_INK, ha="right")
    marks = (["shaded: flare"] if chart.flares else []) + (["▲ session"] if chart.sessions else [])
    if last_of(chart.pain) is None:
        drawing.text(0.44, 0.55, "No answers on these days", fontsize=_TEXT, color=_INK, ha="center")
    gaps = ["gaps: no answer"] if None in chart.pain[_first_answer(chart.pain) :] else []
    drawing.text(0.5, 0.035, "     ".join(marks + gaps), fontsize=_TEXT - 1, color=_INK, ha="center")


def _first_answer(scores: Scores) -> int:
    return next((place for place, score in enumerate(scores) if score is not None), len(scores))
